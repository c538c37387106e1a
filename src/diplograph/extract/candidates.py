"""Where names may stand in a paragraph: what the model says, mended, and what the tables and the words say.

Each source yields drafts over tokens of one paragraph; kinds are settled
later, over the whole article (``names.py``).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from diplograph.extract.name_bodies import iter_common, iter_headed, iter_subjects
from diplograph.extract.name_drafts import Draft
from diplograph.extract.name_model import iter_model
from diplograph.extract.name_parties import iter_foreign, iter_members
from diplograph.extract.name_people import iter_nobles, iter_titled
from diplograph.extract.name_said import iter_said
from diplograph.extract.name_tables import iter_documents, iter_known, iter_shouted

__all__ = ["iter_drafts"]


def iter_drafts(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Every name that a source sees in a paragraph; they may overlap.

    :param words: the texts of the paragraph's tokens
    """
    yield from iter_known(doc, words)
    yield from iter_shouted(doc, words)
    yield from iter_model(doc, words)
    yield from iter_headed(doc, words)
    yield from iter_common(doc, words)
    yield from iter_nobles(doc, words)
    yield from iter_titled(doc, words)
    yield from iter_documents(doc)
    yield from iter_members(doc, words)
    yield from iter_foreign(doc, words)
    yield from iter_subjects(doc, words)
    yield from iter_said(doc, words)
