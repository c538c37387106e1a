"""A small article of invented people and states, and its reading as resolve hands it on."""

from __future__ import annotations

from hashlib import sha256

from diplograph.model import (
    Article,
    Entity,
    Event,
    Grounds,
    Holding,
    Mention,
    Name,
    PartialDate,
    Participant,
    Reading,
    Ref,
    Relation,
    Span,
    Statement,
)

BASE = "https://example.org/id/"
TEXT = (
    "Foreign Minister Ansa Orrel of Velmora led her country's delegation to the 3rd session of the Lake "
    "Council.\n\n"
    "“The lake belongs to “all” of us,” Orrel said in Port Sennet.\n\n"
    "Former president Ruk Tamsin did not attend. Velmora will open an embassy in Ostria in 2031."
)


def span(words: str, nth: int = 0) -> Span:
    """The nth place where these words stand in the text."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words), words)


def ref(entity: str, words: str) -> Ref:
    return Ref(entity, span(words))


def grounds(words: str, modality: str = "asserted", **rest) -> Grounds:
    return Grounds(span(words), "test.rule", 0.8, modality, **rest)


def make_article(**changes) -> Article:
    fields = {
        "id": "lake",
        "key": "00000000000000aa",
        "text": TEXT,
        "content_hash": sha256(TEXT.encode()).hexdigest(),
        "origin": "lake.txt",
        "url": "https://example.org/lake?a=[1]#top",
        "title": 'Ministers at the "lake"',
        "published": "2030-05-06T10:00:00Z",
        "publisher": "Example Wire",
        "language": "en",
    }
    return Article(**{**fields, **changes})


FIRST = TEXT.partition("\n")[0]
ENTITIES = (
    Entity("person/ansa-orrel", "Person", "Ansa Orrel", names=(Name("Orrel"), Name("Анса Оррел", "ru-Cyrl"))),
    Entity("person/ruk-tamsin", "Person", "Ruk Tamsin"),
    Entity("state/vm", "State", "Velmora", wikidata="Q1"),
    Entity("state/os", "State", "Ostria"),
    Entity("place/port-sennet", "Place", "Port Sennet", state="state/os"),
    Entity("organization/lake-council", "Organization", "Lake Council", acronym="LC"),
    Entity(
        "post/vm-foreign-minister",
        "Post",
        "Minister of Foreign Affairs of Velmora",
        (Name("Foreign Minister", "en"),),
        state="state/vm",
        role="ForeignMinister",
    ),
    Entity("post/vm-president", "Post", "president", state="state/vm", role="President"),
    Entity("post/nowhere", "Post", "Secretary"),
    Entity("document/res-7", "Document", "Resolution 7", identifier="7", subtype="Resolution"),
)
MENTIONS = (
    Mention(
        span("Secretary") if "Secretary" in TEXT else span("president"), "Post", "post/nowhere", "r", 1.0
    ),
)


def make_reading(**changes) -> Reading:
    """A reading with each kind of fact, asserted, negated and planned."""
    orrel, tamsin = ref("person/ansa-orrel", "Ansa Orrel"), ref("person/ruk-tamsin", "Ruk Tamsin")
    session = Event(
        "event/lake-council-3",
        "Session",
        span("session"),
        "3rd session of the Lake Council",
        grounds(FIRST),
        plover="CONSULT",
        participants=(
            Participant(
                orrel, "participant", "HeadOfDelegation", "post/vm-foreign-minister", on_behalf_of="state/vm"
            ),
        ),
        place=ref("state/os", "Ostria"),
        event_of="organization/lake-council",
        ordinal=3,
        named=True,
    )
    absence = Event(
        "event/absence",
        "Visit",
        span("attend"),
        "Tamsin at the session",
        grounds("Former president Ruk Tamsin did not attend.", "negated"),
        participants=(Participant(tamsin, "participant", "Attendee"),),
    )
    opening = Event(
        "event/opening",
        "Establishment",
        span("open"),
        "Velmora to open an embassy",
        grounds("Velmora will open an embassy in Ostria in 2031.", "planned"),
        participants=(Participant(ref("state/vm", "Velmora"), "actor", "Actor"),),
        place=ref("state/os", "Ostria"),
        date=PartialDate("2031", span("2031")),
    )
    fields = {
        "article": make_article(),
        "extractor": "test-1",
        "mentions": MENTIONS,
        "entities": ENTITIES,
        "holdings": (
            Holding(orrel, ref("post/vm-foreign-minister", "Foreign Minister"), grounds(FIRST)),
            Holding(
                tamsin,
                ref("post/vm-president", "president"),
                grounds("Former president Ruk Tamsin"),
                status="former",
                end=PartialDate("2029-04", None, "2030-05-06"),
            ),
        ),
        "relations": (
            Relation(
                "headquarters",
                ref("organization/lake-council", "Lake Council"),
                ref("place/port-sennet", "Port Sennet"),
                grounds("Orrel said in Port Sennet"),
            ),
        ),
        "events": (session, absence, opening),
        "statements": (
            Statement(
                "statement:1",
                orrel,
                span("said"),
                span("The lake belongs to “all” of us,"),
                True,
                grounds("“The lake belongs to “all” of us,” Orrel said in Port Sennet."),
                made_at="event/lake-council-3",
                stance="Supports",
            ),
        ),
    }
    return Reading(**{**fields, **changes})
