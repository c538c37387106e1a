"""Writes press.trig: two invented articles and a reference graph in the form that graph/ emits.

Written by hand rather than read by the extractor, so that the questions are
tested against what the graph form promises and not against what today's
reader happens to find. ``python make_press.py`` rewrites the file; a test
holds the two together.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

HERE = Path(__file__).parent
BASE = "https://w3id.org/diplograph/id/"
NAMESPACES = {
    "dpo": "https://w3id.org/diplograph/ontology#",
    "role": "https://w3id.org/diplograph/vocab/role/",
    "cap": "https://w3id.org/diplograph/vocab/capacity/",
    "evt": "https://w3id.org/diplograph/vocab/event-type/",
    "mod": "https://w3id.org/diplograph/vocab/modality/",
    "plover": "https://w3id.org/diplograph/vocab/plover/",
    "stance": "https://w3id.org/diplograph/vocab/stance/",
    "tst": "https://w3id.org/diplograph/vocab/tenure-status/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "wd": "http://www.wikidata.org/entity/",
}
EXTRACTOR = BASE + "extractor/english-0.1.0"
PRECISION = {4: "gYear", 7: "gYearMonth", 10: "date"}


def h(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def term(text: object) -> NamedNode | Literal:  # noqa: PLR0911 - one line a form
    """Read "dpo:Event", "person/x" (under the base), ("words", "en"), a date string after "@", or a value."""
    if isinstance(text, tuple):
        return Literal(text[0], language=text[1])
    if isinstance(text, bool):
        return Literal("true" if text else "false", datatype=NamedNode(NAMESPACES["xsd"] + "boolean"))
    if isinstance(text, int):
        return Literal(str(text), datatype=NamedNode(NAMESPACES["xsd"] + "integer"))
    assert isinstance(text, str)
    if text.startswith("@"):
        return Literal(text[1:], datatype=NamedNode(NAMESPACES["xsd"] + PRECISION[len(text) - 1]))
    if text.startswith("="):
        return Literal(text[1:])
    if text.startswith("http"):
        return NamedNode(text)
    prefix, colon, local = text.partition(":")
    return NamedNode(NAMESPACES[prefix] + local if colon else BASE + text)


class Graph:
    """One named graph in the making."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.quads: set[Quad] = set()

    def add(self, subject: str, *pairs: tuple[str, object]) -> None:
        for predicate, value in pairs:
            self.quads.add(
                Quad(term(subject), term(predicate), term(value), NamedNode(f"{BASE}graph/{self.key}"))
            )

    def entity(self, path: str, kind: str, name: str, *pairs: tuple[str, object]) -> None:
        self.add(path, ("rdf:type", f"dpo:{kind}"), ("skos:prefLabel", (name, "en")), *pairs)
        if kind == "State":
            self.add(path, ("rdf:type", "dpo:Organization"))


class ArticleGraph(Graph):
    """The graph of an article: facts are added together with their claims."""

    def __init__(self, file: str, url: str, title: str, issued: str, publisher: str) -> None:
        self.text = (HERE / "press" / file).read_text(encoding="utf-8")
        super().__init__(h(url))
        self.file, self.source = file, (url, title, issued, publisher)
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        self.article = f"article/{self.key}"
        self.add(
            self.article,
            ("rdf:type", "dpo:Article"),
            ("dct:title", f"={title}"),
            ("dct:source", url),
            ("dct:issued", f"@{issued}"),
            ("dct:publisher", f"={publisher}"),
            ("dct:language", "=en"),
            ("dpo:contentHash", f"={digest}"),
        )
        self.add(EXTRACTOR, ("rdf:type", "prov:Activity"), ("rdfs:label", "=english 0.1.0"))

    def evidence(self, exact: str) -> tuple[str, int, int]:
        start = self.text.index(exact)
        end = start + len(exact)
        node = f"evidence/{self.key}-{start}-{end}"
        self.add(
            node,
            ("rdf:type", "dpo:Evidence"),
            ("oa:hasSource", self.article),
            ("oa:hasSelector", node + "/position"),
            ("oa:hasSelector", node + "/quote"),
        )
        position, count = node + "/position", NamedNode(NAMESPACES["xsd"] + "integer")
        self.add(position, ("rdf:type", "oa:TextPositionSelector"))
        for name, value in (("start", start), ("end", end)):
            number = Literal(str(value), datatype=count)
            self.quads.add(
                Quad(term(position), term(f"oa:{name}"), number, NamedNode(f"{BASE}graph/{self.key}"))
            )
        self.add(
            node + "/quote",
            ("rdf:type", "oa:TextQuoteSelector"),
            ("oa:exact", f"={exact}"),
            ("oa:prefix", f"={self.text[max(0, start - 32) : start]}"),
            ("oa:suffix", f"={self.text[end : end + 32]}"),
        )
        return node, start, end

    def claim(
        self,
        exact: str,
        subject: str,
        *pairs: tuple[str, object],
        modality: str = "asserted",
        by: tuple[str, ...] = (),
        said_in: str | None = None,
        rule: str = "hand",
    ) -> None:
        """Claim each (predicate, object) of the subject; what is asserted becomes a plain triple, too."""
        node, start, end = self.evidence(exact)
        for predicate, value in pairs:
            if modality == "asserted":
                self.add(subject, (predicate, value))
            o = term(value)
            parts = (
                self.key,
                term(subject).value,
                term(predicate).value,
                o.value,
                modality,
                str(start),
                str(end),
            )
            claim = "claim/" + h(*parts)
            self.add(
                claim,
                ("rdf:type", "dpo:Claim"),
                ("rdf:subject", subject),
                ("rdf:predicate", predicate),
                ("rdf:object", value),
                ("dpo:evidence", node),
                ("dpo:modality", f"mod:{modality}"),
                ("prov:wasDerivedFrom", self.article),
                ("prov:wasGeneratedBy", EXTRACTOR),
                ("dpo:rule", f"={rule}"),
                *(("dpo:attributedTo", source) for source in by),
                *([("dpo:inStatement", said_in)] if said_in else []),
            )
            confidence = Literal("0.9", datatype=NamedNode(NAMESPACES["xsd"] + "decimal"))
            self.quads.add(
                Quad(term(claim), term("dpo:confidence"), confidence, NamedNode(f"{BASE}graph/{self.key}"))
            )

    def tenure(self, exact: str, person: str, post: str, of: str, *pairs: tuple[str, object]) -> None:
        start = next((str(value)[1:] for predicate, value in pairs if predicate == "dpo:start"), "")
        node = "tenure/" + h(BASE + person, BASE + post, start)
        plain = [pair for pair in pairs if pair[0] in ("dpo:observedOn", "dpo:tenureStatus")]
        self.add(node, ("rdf:type", "dpo:Tenure"), ("org:organization", of), *plain)
        said = [pair for pair in pairs if pair not in plain]
        self.claim(exact, node, ("org:member", person), ("dpo:post", post), *said)

    def participation(
        self,
        exact: str,
        event: str,
        who: str,
        capacity: str,
        *pairs: tuple[str, object],
        by: tuple[str, ...] = (),
    ) -> None:
        behalf = next((str(value) for predicate, value in pairs if predicate == "dpo:onBehalfOf"), "")
        node = "participation/" + h(BASE + event, BASE + who, capacity, behalf)
        self.add(node, ("rdf:type", "dpo:Participation"), ("dpo:inEvent", event))
        self.claim(exact, node, ("dpo:participant", who), ("dpo:capacity", f"cap:{capacity}"), *pairs, by=by)
        self.claim(exact, who, ("dpo:participatedIn", event), by=by)

    def post(self, path: str, role: str, name: str, of: str) -> None:
        self.entity(path, "Post", name, ("org:postIn", of), ("org:role", f"role:{role}"))


# paths of what both articles speak of
TESK, JOREN, ADAHL, OKUVALE = (
    "person/ilvana-tesk-1a2b3c4d",
    "person/joren-tesk-5e6f7a8b",
    "person/mirel-adahl-9c0d1e2f",
    "person/darrin-okuvale-3a4b5c6d",
)
VELMORA, ORSENIA, SAEL = "state/xv", "state/xo", "place/port-sael"
COUNCIL, COMMITTEE, OLD = (
    "organization/long-lake-council",
    "organization/crr",
    "organization/river-commission",
)
MINISTRY = "organization/velmora-mfa"
SESSION = "event/crr-session-7"
FOREIGN, DEPUTY, DEFENCE = (
    "post/xv-foreign-minister",
    "post/xv-deputy-prime-minister",
    "post/xv-defence-minister",
)
SECRETARY, PRESIDENT = "post/llc-secretary-general", "post/xo-president"


def reference() -> Graph:
    """What the reference tables would say: no claims, so no evidence either."""
    graph = Graph("reference")
    for path, name, other, wikidata, place in (
        (VELMORA, "Velmora", ("Велмора", "ru"), "Q990000001", "place/xv"),
        (ORSENIA, "Orsenia", ("Орсения", "ru"), "Q990000002", "place/xo"),
    ):
        graph.entity(path, "State", name, ("skos:prefLabel", other), ("owl:sameAs", f"wd:{wikidata}"))
        graph.add(path, ("skos:altLabel", (f"Republic of {name}", "en")), ("dpo:territory", place))
        graph.entity(place, "Place", name)
    graph.entity(
        COUNCIL, "Organization", "Long Lake Council", ("dpo:acronym", "=LLC"), ("owl:sameAs", "wd:Q990000003")
    )
    return graph


def velmora_talks() -> ArticleGraph:
    g = ArticleGraph(
        "velmora-talks.txt",
        "https://press.velmora.example/talks",
        "Velmora sends delegation to river talks",
        "2031-05-04",
        "Velmora Press Office",
    )
    g.entity(TESK, "Person", "Ilvana Tesk", ("skos:altLabel", ("Tesk", "en")))
    g.entity(JOREN, "Person", "Joren Tesk", ("skos:altLabel", ("Tesk", "en")))
    g.entity(ADAHL, "Person", "Mirel Ådahl")
    g.entity(VELMORA, "State", "Velmora")
    g.entity(COUNCIL, "Organization", "Long Lake Council")
    g.entity(COMMITTEE, "Organization", "Committee on River Rights", ("dpo:acronym", "=CRR"))
    g.entity(OLD, "Organization", "River Commission")
    g.entity(MINISTRY, "Organization", "Velmoran Foreign Ministry", ("dpo:ofState", VELMORA))
    g.entity(SAEL, "Place", "Port Sael")
    g.entity(
        "document/llc-resolution-12-4", "Document", "Council Resolution 12/4", ("dct:identifier", "=12/4")
    )
    g.add("document/llc-resolution-12-4", ("rdf:type", "dpo:Resolution"))
    g.post(FOREIGN, "ForeignMinister", "Minister of Foreign Affairs of Velmora", VELMORA)
    g.post(DEPUTY, "DeputyPrimeMinister", "Deputy Prime Minister of Velmora", VELMORA)
    g.post(DEFENCE, "DefenceMinister", "Minister of Defence of Velmora", VELMORA)
    g.post(SECRETARY, "SecretaryGeneral", "Secretary-General of Long Lake Council", COUNCIL)
    lead = g.text[g.text.index("Ilvana") : g.text.index(" Secretary-General")]
    attended = g.text[g.text.index("Secretary-General") : g.text.index("\n\n“")]
    now = (("dpo:observedOn", "@2031-05-04"), ("dpo:tenureStatus", "tst:Current"))
    g.tenure(lead, TESK, FOREIGN, VELMORA, *now)
    g.tenure(lead, TESK, DEPUTY, VELMORA, *now)
    g.tenure(attended, ADAHL, SECRETARY, COUNCIL, *now)
    g.add(
        SESSION,
        ("rdf:type", "dpo:Event"),
        ("rdfs:label", ("7th session of the Committee on River Rights", "en")),
    )
    g.claim(
        lead,
        SESSION,
        ("dpo:eventType", "evt:Session"),
        ("dpo:ploverType", "plover:CONSULT"),
        ("dpo:inPlace", SAEL),
        ("dpo:eventOf", COMMITTEE),
        ("dpo:ordinal", 7),
        ("dpo:date", "@2031-05-04"),
    )
    g.participation(
        lead, SESSION, TESK, "HeadOfDelegation", ("dpo:inPost", FOREIGN), ("dpo:onBehalfOf", VELMORA)
    )
    g.participation(attended, SESSION, ADAHL, "Attendee", ("dpo:inPost", SECRETARY), by=(MINISTRY,))
    quote, words = (
        "The river belongs to nobody and serves everybody",
        g.text[g.text.index("“") : g.text.index("\n\nThe C")],
    )
    start = g.text.index(quote)
    statement = "statement/" + h(g.key, str(start), str(start + len(quote)))
    g.add(statement, ("rdf:type", "dpo:Statement"), ("dpo:direct", True))
    g.claim(
        words,
        statement,
        ("dpo:speaker", TESK),
        ("dpo:text", (quote, "en")),
        ("dpo:madeAt", SESSION),
        ("dpo:addressedTo", COMMITTEE),
        ("dpo:stance", "stance:Neutral"),
    )
    g.claim(
        "The Committee on River Rights (CRR) is a body of the Long Lake Council.",
        COMMITTEE,
        ("org:subOrganizationOf", COUNCIL),
    )
    founded = g.text[g.text.index("It was est") : g.text.index(" Velmora is a")]
    g.claim(
        founded,
        COMMITTEE,
        ("dpo:establishedBy", "document/llc-resolution-12-4"),
        ("dpo:establishedOn", "@2019-05-02"),
        ("dpo:replaced", OLD),
        ("dpo:memberCount", 19),
    )
    g.claim(founded, "document/llc-resolution-12-4", ("dpo:adoptedBy", COUNCIL), ("dct:date", "@2019-05-02"))
    change = "change/" + h(BASE + OLD, BASE + COMMITTEE)
    g.add(
        change,
        ("rdf:type", "org:ChangeEvent"),
        ("org:originalOrganization", OLD),
        ("org:resultingOrganization", COMMITTEE),
    )
    g.claim("Velmora is a member of the Long Lake Council.", VELMORA, ("org:memberOf", COUNCIL))
    g.tenure(
        "Joren Tesk was Minister of Defence of Velmora until March 2030.",
        JOREN,
        DEFENCE,
        VELMORA,
        ("dpo:end", "@2030-03"),
        ("dpo:tenureStatus", "tst:Former"),
    )
    return g


def orsenia_distance() -> ArticleGraph:
    g = ArticleGraph(
        "orsenia-distance.txt",
        "https://daily.orsenia.example/2031/distance",
        "Orsenia keeps its distance",
        "2031-05-06",
        "Orsenia Daily",
    )
    g.entity(OKUVALE, "Person", "Darrin Okuvale", ("skos:altLabel", ("Okuvale", "en")))
    g.entity(TESK, "Person", "Ilvana Tesk")
    g.entity(JOREN, "Person", "Joren Tesk")
    g.entity(ORSENIA, "State", "Orsenia")
    g.entity(VELMORA, "State", "Velmora", ("dpo:territory", "place/xv"))
    g.entity("place/xv", "Place", "Velmora")
    g.entity(COUNCIL, "Organization", "Long Lake Council")
    g.entity(COMMITTEE, "Organization", "Committee on River Rights")
    g.entity(SAEL, "Place", "Port Sael")
    g.post(PRESIDENT, "President", "President of Orsenia", ORSENIA)
    g.post(DEFENCE, "DefenceMinister", "Minister of Defence of Velmora", VELMORA)
    met = "Darrin Okuvale, President of Orsenia, met Ilvana Tesk in Port Sael on 5 May 2031."
    g.tenure(
        met,
        OKUVALE,
        PRESIDENT,
        ORSENIA,
        ("dpo:observedOn", "@2031-05-06"),
        ("dpo:tenureStatus", "tst:Current"),
    )
    meeting, accord, visit = (f"event/{h(g.key, word)}" for word in ("met", "sign", "visit"))
    g.add(
        meeting,
        ("rdf:type", "dpo:Event"),
        ("rdfs:label", ("meeting of Darrin Okuvale and Ilvana Tesk", "en")),
    )
    g.claim(
        met,
        meeting,
        ("dpo:eventType", "evt:Meeting"),
        ("dpo:ploverType", "plover:CONSULT"),
        ("dpo:inPlace", SAEL),
        ("dpo:date", "@2031-05-05"),
    )
    g.participation(met, meeting, OKUVALE, "Participant", ("dpo:inPost", PRESIDENT))
    g.participation(met, meeting, TESK, "Participant")
    denied = "Okuvale did not sign the Sael Accord."
    g.claim(denied, accord, ("dpo:eventType", "evt:Signing"), modality="negated")
    g.claim(denied, OKUVALE, ("dpo:participatedIn", accord), modality="negated")
    planned = "He will visit Velmora in June 2031, his office said."
    g.claim(
        planned,
        visit,
        ("dpo:eventType", "evt:Visit"),
        ("dpo:inPlace", "place/xv"),
        ("dpo:date", "@2031-06"),
        modality="planned",
        by=(OKUVALE,),
    )
    g.claim(planned, OKUVALE, ("dpo:participatedIn", visit), modality="planned", by=(OKUVALE,))
    words = "Okuvale condemned the seizure of the ferries in a letter to the Long Lake Council."
    content = "the seizure of the ferries"
    start = g.text.index(content)
    statement = "statement/" + h(g.key, str(start), str(start + len(content)))
    g.add(statement, ("rdf:type", "dpo:Statement"), ("dpo:direct", False))
    g.claim(
        words,
        statement,
        ("dpo:speaker", OKUVALE),
        ("dpo:text", (content, "en")),
        ("dpo:addressedTo", COUNCIL),
        ("dpo:stance", "stance:Condemns"),
    )
    g.claim(
        "Orsenia has been a member of the Long Lake Council since 2015.", ORSENIA, ("org:memberOf", COUNCIL)
    )
    left = g.text[g.text.index("Joren Tesk, who") : g.text.index("\n\nOrsenia imposed")]
    g.tenure(left, JOREN, DEFENCE, VELMORA, ("dpo:end", "@2030-05"), ("dpo:tenureStatus", "tst:Former"))
    g.entity(SESSION, "Event", "7th session of the Committee on River Rights")
    g.quads = {
        q for q in g.quads if not (q.subject == term(SESSION) and q.predicate == term("skos:prefLabel"))
    }
    g.add(SESSION, ("rdfs:label", ("7th session of the Committee on River Rights", "en")))
    g.claim(left, SESSION, ("dpo:eventType", "evt:Session"), ("dpo:eventOf", COMMITTEE), ("dpo:ordinal", 7))
    g.participation(left, SESSION, JOREN, "Observer")
    imposed = "Orsenia imposed sanctions on Velmora in April 2031."
    sanctions = f"event/{h(g.key, 'imposed')}"
    g.add(sanctions, ("rdf:type", "dpo:Event"), ("rdfs:label", ("sanctions of Orsenia on Velmora", "en")))
    g.claim(
        imposed,
        sanctions,
        ("dpo:eventType", "evt:Sanctions"),
        ("dpo:ploverType", "plover:SANCTION"),
        ("dpo:date", "@2031-04"),
    )
    g.participation(imposed, sanctions, ORSENIA, "Actor")
    g.participation(imposed, sanctions, VELMORA, "Recipient")
    return g


def build_press() -> bytes:
    """The whole of press.trig, graph by graph, subject by subject."""
    quads = [quad for graph in (reference(), velmora_talks(), orsenia_distance()) for quad in graph.quads]
    quads.sort(
        key=lambda quad: (quad.graph_name.value, str(quad.subject), str(quad.predicate), str(quad.object))
    )
    output = serialize(quads, format=RdfFormat.TRIG, prefixes=NAMESPACES)
    assert output is not None
    lines = output.decode().splitlines(keepends=True)
    return "".join(sorted(lines[: len(NAMESPACES)]) + lines[len(NAMESPACES) :]).encode()


def fill_store(path: Path) -> Path:
    """Make a store of the press at ``path``, as ingest would."""
    from diplograph.store import ArticleRow, open_writer

    with open_writer(path) as writer:
        writer.replace_graph("reference", _nquads(reference()))
        for graph in (velmora_talks(), orsenia_distance()):
            url, title, issued, publisher = graph.source
            row = ArticleRow(
                graph.key,
                url,
                f"{graph.file}",
                hashlib.sha256(graph.text.encode()).hexdigest(),
                url=url,
                title=title,
                published=issued,
                publisher=publisher,
                language="en",
            )
            writer.replace_article(row, _nquads(graph), graph.text)
    return path


def _nquads(graph: Graph) -> str:
    output = serialize(graph.quads, format=RdfFormat.N_QUADS)
    assert output is not None
    return "".join(sorted(output.decode().splitlines(keepends=True)))


if __name__ == "__main__":
    (HERE / "press.trig").write_bytes(build_press())
