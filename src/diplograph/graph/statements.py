"""What somebody is reported to have said."""

from __future__ import annotations

from dataclasses import replace

from diplograph.graph.iris import digest
from diplograph.graph.names import DPO, RDF, STANCE
from diplograph.graph.sheet import ACTORS, Sheet
from diplograph.graph.terms import render_boolean, render_string
from diplograph.model import Modality, Statement

__all__ = ["write_statements"]

_BETWEEN = " … "
"""Where the reporter's own words stood between those that were said."""


def write_statements(sheet: Sheet, events: dict[str, Modality]) -> None:
    """Write each statement with its exact words.

    :param events: those that were written, each with its modality
    """
    taken: set[tuple[int, int]] = set()
    for statement in sheet.reading.statements:
        content = statement.content
        key = [str(content.start), str(content.end)]
        if (content.start, content.end) in taken:  # two say it: the agency that the army says so
            key.append(str(statement.speaker.span.start))
        taken.add((content.start, content.end))
        iri = sheet.iri("statement/" + digest(sheet.article.key, *key))
        _write_statement(sheet, statement, iri, events)


def _write_statement(sheet: Sheet, statement: Statement, iri: str, events: dict[str, Modality]) -> None:
    grounds, content = statement.grounds, statement.content
    speaker = sheet.known(statement.speaker.entity, "the speaker of a statement", grounds.evidence, ACTORS)
    if speaker is None:
        return
    if any(sheet.article.text[part.start : part.end] != part.exact for part in (content, *statement.parts)):
        sheet.drop("a statement whose words do not stand in the text where they should", content)
        return
    if not sheet.say(iri, DPO.speaker, speaker, grounds):
        return
    words = _BETWEEN.join(part.exact for part in statement.said)
    sheet.say(iri, DPO.text, render_string(words), grounds, single="text of a statement")
    if statement.made_at is not None:
        modality = events.get(statement.made_at)
        if modality is not None:
            # words about a meeting that is only planned were said, but not plainly there
            there = grounds if modality == "asserted" else replace(grounds, modality=modality)
            sheet.say(iri, DPO.madeAt, sheet.iri(statement.made_at), there)
        else:
            sheet.drop("a statement at an event that the article does not name", grounds.evidence)
    addressee = sheet.known(statement.addressed_to, "whom a statement is addressed to", grounds.evidence)
    if addressee is not None:
        sheet.say(iri, DPO.addressedTo, addressee, grounds)
    stance = STANCE.get(statement.stance)
    if stance is None:
        sheet.drop(f"the vocabulary has no stance {statement.stance}", grounds.evidence)
    elif statement.stance != "Neutral":  # neutral is what a statement is until it says otherwise: no claim
        sheet.say(iri, DPO.stance, stance, grounds)
    if grounds.modality == "asserted":
        sheet.statements[statement.id] = iri
        sheet.add(iri, RDF.type, DPO.Statement)
        sheet.add(iri, DPO.direct, render_boolean(statement.direct))
