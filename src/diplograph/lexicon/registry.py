"""What tables of words there are under data/lexicon, and what their columns mean.

The comments at the head of each table say the same at more length; what a cell
may hold is decided here alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from diplograph.lexicon.rows import Column, Row
from diplograph.vocab import CONCEPTS

__all__ = ["TABLES", "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words.

    :param about: what the table is for
    :param columns: what its columns hold, in their order
    :param key: the columns that tell rows apart: a user's row takes the place of the one with the same
        cells there
    :param check: what is wrong with a row whose cells are sound one by one
    """

    about: str
    columns: Mapping[str, Column]
    key: tuple[str, ...]
    check: Callable[[Row], Iterator[str]] | None = None


def _concept(vocabulary: str, about: str, *, required: bool = False) -> Column:
    return Column(required=required, choices=CONCEPTS[vocabulary], about=about)


def _needed(about: str, *, unique: bool = False, many: bool = False, pattern: str | None = None) -> Column:
    return Column(required=True, unique=unique, many=many, pattern=pattern, about=about)


def _one_of(about: str, *choices: str, required: bool = True) -> Column:
    return Column(required=required, choices=choices, about=about)


def _list_of(about: str, word: str = "the word, as written") -> Table:
    return Table(about, {"word": _needed(word, unique=True)}, ("word",))


_GENDER = _one_of("female or male, where the word tells it", "female", "male", required=False)
_SUBTYPE = Column(pattern=r"[A-Za-z]+", about="finer kind, or blank")
_SLOT: Final = r"[a-z]+(=person)?"
_SIDE: Final = "subj, self, pass, obj, by, date, said, before, name, forming, or a preposition; parted by |"
_NOTE = Column(about="for people; not read")
_BLANKS: Final = {"date": "2024", "weekday": "Monday", "place": "X", "capitals": "X"}


def _expression(row: Row) -> Iterator[str]:
    if row["form"] != "regex":
        return
    pattern = row["pattern"]
    for name, sample in _BLANKS.items():
        pattern = pattern.replace(f"{{{name}}}", sample)
    try:
        re.compile(pattern)
    except re.error as error:
        yield f"pattern: not a regular expression: {error}"


TABLES: Final[Mapping[str, Table]] = {
    "actors": Table(
        "Common nouns for those who act without a name.",
        {
            "noun": _needed("lemma of the noun", unique=True),
            "kind": _one_of(
                "organ or agent of a state, people, body, or group (only counts or gathers)",
                *("organ", "agent", "people", "body", "group"),
            ),
        },
        ("noun",),
    ),
    "anaphors": Table(
        "Nouns that stand, after 'the' or 'this', for something named before.",
        {
            "word": _needed("the noun, in small letters", unique=True, pattern=r"[^A-Z]+"),
            "kind": _one_of("what it stands for", "State", "Organization", "Person"),
            "subtype": Column(pattern=r"[A-Za-z]+", about="finer kind of the organization, or blank for any"),
            "gender": _GENDER,
            "number": _one_of("one, or two for 'both sides'", "one", "two"),
        },
        ("word",),
    ),
    "boilerplate": Table(
        "What the lines around an article look like.",
        {
            "id": _needed("a name of the row's own", unique=True),
            "kind": _one_of("what the line is", "credit", "caption", "boilerplate", "dateline", "headline"),
            "scope": _one_of("where the line may stand", "line", "head", "tail", "prefix"),
            "form": _one_of("whether the pattern is plain words or a regular expression", "words", "regex"),
            "pattern": _needed("what the whole line is; {date}, {place} and {capitals} stand for such words"),
            "note": _NOTE,
        },
        ("id",),
        _expression,
    ),
    "calendar-words": _list_of("Words of days, months and seasons, which no person's name goes on with."),
    "dates": Table(
        "Words that dates are made of.",
        {
            "word": _needed("in small letters", pattern=r"[a-z0-9 ]+"),
            "kind": _one_of(
                "its part",
                *("month", "weekday", "number", "day", "unit", "shift", "season", "clock", "decade"),
            ),
            "value": Column(
                about="number of the month or weekday (Monday is 0), number meant, days or units"
            ),
        },
        ("word", "kind"),
    ),
    "event-words": Table(
        "Classes of words that triggers name in their needs.",
        {
            "class": _needed("name of the class; it belongs to it", unique=True),
            "words": _needed("lemmas, parted by |", many=True),
        },
        ("class",),
    ),
    "given-names": Table(
        "Given names: a name that begins with one is a person's.",
        {"name": _needed("as written", unique=True), "gender": _GENDER},
        ("name",),
    ),
    "kind-words": Table(
        "Words that tell what kind of thing is named, when they are said of a name.",
        {
            "word": _needed("a lemma, in small letters"),
            "kind": _one_of("what such a name names", "Person", "Organization", "Place"),
            "position": _one_of("how it is said of the name", "noun", "after", "verb", "passive"),
        },
        ("word", "position"),
    ),
    "known-names": Table(
        "Names whose kind is known, beside those of the reference tables.",
        {
            "name": _needed("as written; case counts", unique=True),
            "kind": _one_of("what it names", "Organization", "Place"),
            "subtype": _SUBTYPE,
            "same_as": Column(about="the name it is another form of, or blank"),
        },
        ("name",),
    ),
    "memorial-words": _list_of("Things that keep somebody's memory, whose title may be of long ago."),
    "modality": Table(
        "What a word does to the clause or event noun it governs.",
        {
            "lemma": _needed("lemma of the word"),
            "pos": _one_of("its part of speech", "verb", "noun", "adj", "adv", "aux", "mark"),
            "scope": _needed(
                "what it governs: to, that, finite, if, ing, object, subject, modifier, own, happen, tell, or"
                " a preposition; parted by |",
                many=True,
                pattern=r"[a-z]+",
            ),
            "effect": _concept("modality", "what becomes of that", required=True),
        },
        ("lemma", "pos", "scope"),
    ),
    "months": Table(
        "English months as datelines write them.",
        {
            "name": _needed("name or short form, in small letters", unique=True),
            "month": _needed("1 to 12", pattern=r"[1-9]|1[0-2]"),
        },
        ("name",),
    ),
    "name-particles": _list_of("Small words inside the names of persons."),
    "name-words": Table(
        "Words that tell what kind of thing a capitalised name is.",
        {
            "word": _needed("as written; several words are one entry"),
            "kind": _one_of("what such a name names", "Organization", "Place", "Document", "Event"),
            "subtype": _SUBTYPE,
            "position": _one_of(
                "where in the name it stands", "head", "first", "foreign", "plural", "subject", "common"
            ),
        },
        ("word", "position"),
    ),
    "not-names": _list_of("Words that a model takes for names and that name nothing by themselves."),
    "parties": Table(
        "Words by which a person's party is named.",
        {
            "word": _needed("with a capital", unique=True, pattern=r"[A-Z].*"),
            "party": _needed("the party's name, as far as the word alone says it"),
        },
        ("word",),
    ),
    "parts": Table(
        "Verbs by which somebody takes part in an event that a noun names.",
        {
            "verb": _needed("lemma of the verb"),
            "slot": _needed("where the event stands: object, or a preposition", pattern=r"[a-z]+"),
            "capacity": _concept("capacity", "of the verb's subject", required=True),
        },
        ("verb", "slot"),
    ),
    "post-verbs": Table(
        "Verbs that say something of a person's post.",
        {
            "lemma": _needed("lemma of the verb, with its particle or office where it has one"),
            "link": _one_of(
                "how the title follows; alone: it need not",
                *("is", "as", "object", "office", "noun", "alone", "until"),
            ),
            "effect": _one_of("what becomes of the post", "holds", "start", "end", "future", "replaces"),
            "reason": _one_of(
                "why a post ended", "resigned", "dismissed", "died", "defeated", "term-ended", required=False
            ),
            "patient": _one_of("yes where the verb's object holds the post", "yes", required=False),
        },
        ("lemma", "link"),
    ),
    "relations": Table(
        "Words that say a relation, and where its two sides stand.",
        {
            "predicate": _one_of(
                "the relation",
                *("memberOf", "partOf", "nationality", "headquarters", "foundedBy", "founded", "replaced"),
                *("establishedBy", "adoptedBy", "locatedIn", "represents", "date"),
            ),
            "trigger": _needed(
                "lemma of the verb or noun; a verb with its particle", pattern=r"[a-z-]+( [a-z]+)?"
            ),
            "pos": _one_of("its part of speech", "verb", "noun"),
            "subject": _needed(_SIDE, many=True, pattern=r"[a-z]+"),
            "object": _needed(_SIDE, many=True, pattern=r"[a-z]+"),
            "kinds": _needed(
                "letters of what each side may be: P person, B body, O body or state, L place, S state,"
                " D document, T date",
                pattern=r"[PBOLSD]+>[PBOLSDT]+",
            ),
        },
        ("predicate", "trigger", "pos", "subject"),
    ),
    "roles": Table(
        "Titles of office and the role they stand for.",
        {
            "title": _needed("in small letters, singular", unique=True, pattern=r"[^A-Z]+"),
            "role": _concept("role", "the role; blank for a form of address or a rank, which is no post"),
            "scope": _one_of("what the post is in", "state", "body", "party", "any"),
            "one_holder": _one_of("yes where one person holds it at a time", "yes", required=False),
            "gender": _GENDER,
            "body": Column(about="the body it is in, where the title alone says so"),
            "deputy": _concept("role", "the role of the deputy to it"),
        },
        ("title",),
    ),
    "rules": Table(
        "How far each rule is trusted.",
        {
            "rule": _needed("id of the rule, or of a stage", unique=True, pattern=r"[a-z]+(\.[a-z-]+)?"),
            "confidence": _needed("above 0, at most 1", pattern=r"0\.\d+|1(\.0+)?"),
            "right": Column(pattern=r"\d+", about="how many were right where it was measured"),
            "judged": Column(pattern=r"\d+", about="how many were judged"),
            "note": Column(about="measured, or estimate and why"),
        },
        ("rule",),
    ),
    "speech": Table(
        "Words that report what somebody says.",
        {
            "cue": _needed(
                "lemma of a verb, with its particle or its object's lemma, or of a noun or adjective"
            ),
            "pos": _one_of(
                "verb, noun, adj; carrier of a noun ('voice fears'); impersonal verb; or prep",
                *("verb", "noun", "adj", "carrier", "impersonal", "prep"),
            ),
            "takes": _needed(
                "how what is said stands: quote, that, to, as, name, unto, object, matter, preposition; not",
                many=True,
                pattern=r"[a-z]+",
            ),
            "stance": _concept("stance", "the speaker's stance", required=True),
        },
        ("cue", "pos", "takes"),
    ),
    "sport-words": _list_of("Words of sports reports, where a country's name is its team's."),
    "state-signs": Table(
        "Words by which a name that no table has is known to be a state's.",
        {
            "sign": _needed("in small letters"),
            "place": _one_of("where the name stands", "of", "form", "possessive", "both"),
            "sure": _one_of("yes where nothing but a state has it", "yes", required=False),
        },
        ("sign", "place"),
    ),
    "state-parts": _list_of("Words for parts of a state, which have chambers and courts of their own."),
    "surnames": _list_of("Frequent surnames that name no body or town by themselves."),
    "thing-words": _list_of("Last words of things that have an acronym and are no bodies."),
    "title-modifiers": Table(
        "Words that stand before or after a title and change what it says.",
        {
            "word": _needed("in small letters"),
            "place": _one_of("where it stands", "before", "after"),
            "effect": _one_of(
                "what it does to the title", "former", "future", "acting", "deputy", "claimed", "plain"
            ),
        },
        ("word", "place"),
    ),
    "tracking": Table(
        "Parameters of a web address that say where a reader came from.",
        {"parameter": _needed("its name; a final * stands for any ending", unique=True), "note": _NOTE},
        ("parameter",),
    ),
    "triggers": Table(
        "Words that name events, with their type and the roles of their arguments.",
        {
            "trigger": _needed(
                "lemma of a verb, noun or adjective, with its particle or the words before it"
            ),
            "pos": _one_of("its part of speech", "verb", "noun", "adj"),
            "needs": Column(
                pattern=r"(pl|[a-z]+=[^= ]+)( (pl|[a-z]+=[^= ]+))*",
                about="conditions parted by spaces: slot=VALUE (a kind, word or class of event-words), or pl",
            ),
            "event_type": _concept("event-type", "what kind of event it is", required=True),
            "plover": _concept("plover", "the PLOVER root, or blank"),
            "mode": _concept("mode", "the mode, or blank"),
            "actor": Column(many=True, pattern=_SLOT, about="slots of who acts, in order, parted by |"),
            "recipient": Column(many=True, pattern=_SLOT, about="slots of whom it is done to, parted by |"),
            "actor_capacity": _concept("capacity", "how the actor takes part", required=True),
            "recipient_capacity": _concept("capacity", "how the recipient takes part", required=True),
        },
        ("trigger", "pos", "needs"),
    ),
}
