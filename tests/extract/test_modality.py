"""Negated, planned and supposed are told apart by the words that govern a clause."""

from __future__ import annotations

import pytest

from diplograph.extract.modality import modality_of
from diplograph.extract.nlp import load_model


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Morland signed the treaty.", "signed", "asserted"),
        ("The minister said that the president visited Norland.", "visited", "asserted"),
        ("The minister did not say that the president visited Norland.", "visited", "asserted"),
        ("They protested in the capital against plans to raise taxes.", "protested", "asserted"),
        ("A delegation arrived in Geneva to participate in the session.", "participate", "asserted"),
        ("The treaty, which Norland signed, will enter into force.", "signed", "asserted"),
        ("Norland was the first state to ratify the treaty.", "ratify", "asserted"),
        ("Morland did not sign the treaty.", "sign", "negated"),
        ("No country signed the treaty.", "signed", "negated"),
        ("There was no agreement.", "agreement", "negated"),
        ("The minister denied that troops had crossed the border.", "crossed", "negated"),
        ("The parties failed to sign the accord.", "sign", "negated"),
        ("The parties could not agree on a text.", "agree", "negated"),
        ("They left without signing the deal.", "signing", "negated"),
        ("The summit was cancelled.", "summit", "negated"),
        ("The signing did not take place.", "signing", "negated"),
        ("Morland will sign the treaty.", "sign", "planned"),
        ("He said Morland would sign the treaty.", "sign", "planned"),
        ("The president is expected to visit Norland.", "visit", "planned"),
        ("President to meet rival in Norland", "meet", "planned"),
        ("Norland agreed to help Morland.", "help", "planned"),
        ("The planned visit was welcomed.", "visit", "planned"),
        ("If Morland signs the treaty, peace will follow.", "signs", "hypothetical"),
        ("The minister may visit Norland.", "visit", "hypothetical"),
        ("She called on Norland to withdraw its troops.", "withdraw", "hypothetical"),
        ("They demanded that Norland release the prisoners.", "release", "hypothetical"),
        ("Norland threatened to attack Morland.", "attack", "hypothetical"),
        ("He called for a ceasefire.", "ceasefire", "hypothetical"),
        ("Will Norland sign the treaty?", "sign", "hypothetical"),
    ],
)
def test_clause_is_read_with_what_governs_it(text, word, expected):
    doc = load_model()(text)
    token = next(token for token in doc if token.text == word)
    assert modality_of(token) == expected
