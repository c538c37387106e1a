"""Whom a title is said of: before the name, after it, or by a verb."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from diplograph.extract.bodies import Body, body_of
from diplograph.extract.modality import modality_of
from diplograph.extract.page import Page
from diplograph.extract.tenures import Term, Verb, leaving_verb, read_term, verb_of
from diplograph.extract.title_walk import Title, iter_titles
from diplograph.model import Modality, Ref

__all__ = ["Use", "find_uses"]

# Roles that are no post one holds: who founds or stands for office is a relation or an event.
_NO_POST = {"Founder", "Candidate", "Official", "General", "Diplomat"}
_SENT = {"Ambassador", "SpecialEnvoy", "PermanentRepresentative", "Consul", "ChargeDAffaires"}
_JOINTS = {"and", "&", "/", "-", "–", "—", ",", "as", "well"}
_CLOSING = {",", ".", ";", ")", ":", "—", "–", "!", "?"}


@dataclass
class Use:
    """A title with whom it is said of, and how."""

    title: Title
    people: list[Ref] = field(default_factory=list)
    rule: str = ""
    term: Term = field(default_factory=lambda: Term("current"))
    modality: Modality = "asserted"
    predecessor: Ref | None = None
    body: Body | None = None
    post: str | None = None
    pronoun: Token | None = None


def find_uses(page: Page, doc: Doc) -> list[Use]:
    """Every title of a paragraph that names a post, tied to the people it is said of, in order."""
    uses = []
    for title in iter_titles(page, doc):
        use = Use(title, term=Term(title.status))
        uses.append(use)
        if title.claimed:
            continue
        for attach in (_before_name, _after_name, _around_name, _by_verb):
            if attach(page, doc, use):
                break
    for first, second in pairwise(uses):
        if _is_joint(doc, first.title, second.title):
            _join(first, second)
    return [use for use in uses if _is_post(use.title)]


def _is_post(title: Title) -> bool:
    """Whether a title is a post's: no rank or form of address, no "speaker at a rally"."""
    role = title.row.role
    return bool(role) and role not in _NO_POST and not (role == "Speaker" and title.indefinite)


def _name_at(page: Page, doc: Doc, at: int) -> tuple[Ref, int] | None:
    """The person's name that begins at a token, and where it ends."""
    while at < len(doc) and doc[at].is_space:
        at += 1
    if at >= len(doc):
        return None
    mention = page.at(doc[at])
    if mention is None or mention.type != "Person" or mention.entity is None:
        return None
    if mention.span.start != page.span(doc[at]).start:
        return None
    end = at + 1
    while end < len(doc) and page.at(doc[end]) is mention:
        end += 1
    return Ref(mention.entity, mention.span), end


def _before_name(page: Page, doc: Doc, use: Use) -> bool:
    """ "Foreign Minister Ana Zed", "Presidents Ana Zed and Bo Roe"."""
    found = _name_at(page, doc, _after_bracket(doc, use.title.right))
    if found is None:
        return False
    use.people.append(found[0])
    use.rule = "posts.title-before-name"
    end = found[1]
    if use.title.row.plural:
        while (more := _next_in_list(page, doc, end)) is not None:
            use.people.append(more[0])
            end = more[1]
    elif not use.title.holders and end + 1 < len(doc) and doc[end].lower_ == "of":
        at = end + 2 if doc[end + 1].lower_ == "the" else end + 1
        mention = page.at(doc[at]) if at < len(doc) else None
        if mention is not None and mention.type in ("Place", "Organization"):
            use.body = body_of(page, _with_holder(use.title, doc[at]))
    use.term = _term(page, use)
    return True


def _term(page: Page, use: Use) -> Term:
    """When somebody with this title by the name held it: until now, or until the sentence says they left."""
    title = use.title
    then = any(token.lower_ == "then" for token in title.core.doc[title.left : title.core.start])
    if title.status == "current" or then:
        names = [_head(page, person) for person in use.people]
        # the title is the subject: "Vice President, Bo Roe, resigned", "President of Norland Bo Roe resigned"
        inside = any(n is not None and n.dep_ == "pobj" and n.head.head.i == title.head.i for n in names)
        if use.rule == "posts.title-comma-name" or inside:
            names.append(title.head)
        for name in names:
            verb = leaving_verb(name) if name is not None else None
            if verb is not None and modality_of(verb.token) == "asserted":
                return read_term(page, use.title, verb)
    return read_term(page, use.title, None)


def _head(page: Page, person: Ref) -> Token | None:
    """The word by which the parse knows a person's name."""
    token = page.token_at(person.span.end - 1)
    while token is not None and token.head.i != token.i and page.at(token.head) is page.at(token):
        token = token.head
    return token


def _after_bracket(doc: Doc, at: int) -> int:
    """Past a short remark in brackets: "Labour MP (Member of Parliament) Bo Roe"."""
    if at < len(doc) and doc[at].text == "(":
        for end in range(at + 1, min(at + 7, len(doc))):
            if doc[end].text == ")":
                return end + 1
    return at


def _with_holder(title: Title, token: Token) -> Title:
    return replace(title, holders=(("of", token),))


def _next_in_list(page: Page, doc: Doc, at: int) -> tuple[Ref, int] | None:
    start = at
    while at < len(doc) and at - start < 2 and doc[at].lower_ in (",", "and", "&"):
        at += 1
    return _name_at(page, doc, at) if at > start else None


def _after_name(page: Page, doc: Doc, use: Use) -> bool:
    """ "Ana Zed, the foreign minister of Zubrowka,"; "Ana Zed (foreign minister)"."""
    at = use.title.left - 1
    if at < 1 or doc[at].text not in (",", "(", "–", "—"):
        return False
    at -= 1
    if at > 1 and doc[at].like_num and doc[at - 1].text == ",":
        at -= 2
    mention = page.at(doc[at])
    if mention is None or mention.type != "Person" or mention.entity is None:
        return False
    head, right = use.title.head, use.title.right
    closed = right >= len(doc) or doc[right].text in _CLOSING or doc[right].is_space or right == head.sent.end
    bound = head.dep_ in ("appos", "conj") and page.at(head.head) is mention
    joined = (
        right < len(doc)
        and doc[right].lower_ in ("and", "who", "from", "since", "(")
        and not _is_subject(head)
    )
    if not (closed or bound or joined):
        return False
    use.people.append(Ref(mention.entity, mention.span))
    use.rule = "posts.title-after-name"
    use.term = _term(page, use)
    return True


def _is_subject(head: Token) -> bool:
    return head.dep_ in ("nsubj", "nsubjpass")


def _around_name(page: Page, doc: Doc, use: Use) -> bool:
    """ "The Vice President, Bo Roe, said"."""
    at = use.title.right
    if at + 1 >= len(doc) or doc[at].text != "," or use.title.row.plural or use.title.indefinite:
        return False
    if not (use.title.definite or use.title.holders):
        return False
    found = _name_at(page, doc, at + 1)
    if found is None or found[1] >= len(doc) or doc[found[1]].text not in (",", ".", ")", ";"):
        return False
    name = doc[found[1] - 1]
    if name.dep_ == "conj" or (name.dep_ == "nsubj" and doc[found[1]].text != ","):
        return False
    use.people.append(found[0])
    use.rule = "posts.title-comma-name"
    use.term = _term(page, use)
    return True


def _by_verb(page: Page, doc: Doc, use: Use) -> bool:
    """ "Ana Zed, who served as foreign minister", "parliament appointed her minister"."""
    verb = verb_of(use.title)
    if verb is None or use.title.row.plural:
        return False
    token = _holder(doc, use.title, verb)
    holder = _person(page, token)
    if holder is not None:
        use.people.append(holder)
    elif token is not None and token.tag_ in ("PRP", "WP") and token.lower_ not in ("it", "they", "this"):
        use.pronoun = token
    else:
        return False
    use.rule = f"posts.verb-{verb.effect}"
    if verb.patient:
        use.body = _sender(page, use.title, verb.token)
    use.modality = modality_of(verb.token)
    use.term = read_term(page, use.title, verb)
    if verb.effect == "replaces":
        use.predecessor = _person(page, next((c for c in verb.token.children if c.dep_ == "dobj"), None))
        if use.predecessor is None:
            use.people.clear()
            use.pronoun = None
            return False
    elif verb.effect == "start":
        use.predecessor = _replaced(page, verb.token)
    return True


def _sender(page: Page, title: Title, verb: Token) -> Body | None:
    """The state that sends or appoints somebody: "Norland named her ambassador to Sudland"."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    ref = page.ref(subject) if subject is not None else None
    if ref is None or title.role not in _SENT or page.entity(ref.entity).kind != "State":
        return None
    return Body(ref.entity, None, "posts.body-clause")


def _replaced(page: Page, verb: Token) -> Ref | None:
    """The one whom somebody took over from: "was sworn in, replacing Bo Roe"."""
    for child in verb.children:
        if child.dep_ == "advcl" and child.lemma_ in ("replace", "succeed") and child.tag_ == "VBG":
            return _person(page, next((c for c in child.children if c.dep_ == "dobj"), None))
    return None


def _holder(doc: Doc, title: Title, verb: Verb) -> Token | None:
    """The one of whom a verb says the title: its subject, or the object of an active "appointed"."""
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.token.children)
    if verb.patient and not passive and verb.token.dep_ != "acl":
        found = next((c for c in verb.token.children if c.dep_ == "dobj" and c.i < title.left), None)
        return found if found is not None else doc[title.left - 1] if title.left else None
    return _subject(verb.token)


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one it shares with the verb it is joined to."""
    for _ in range(6):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                if child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
                    return verb.head
                return child
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep"):
            return None
        verb = verb.head
    return None


def _person(page: Page, token: Token | None) -> Ref | None:
    ref = page.ref(token) if token is not None else None
    if ref is None or page.entity(ref.entity).kind != "Person":
        return None
    return ref


def _is_joint(doc: Doc, first: Title, second: Title) -> bool:
    """Whether only a joint stands between: "Deputy Prime Minister – Minister of Foreign Affairs"."""
    if second.left - first.right > 3 or first.row.plural or second.left < first.right:
        return False
    between = [token for token in doc[first.right : second.left] if not token.is_space]
    return all(token.lower_ in _JOINTS for token in between) and not (
        between and between[0].text == "," and second.definite
    )


def _join(first: Use, second: Use) -> None:
    """Two titles in one breath are two tenures of the same person."""
    told = first.people or first.pronoun is not None
    if told and not second.people and first.rule != "posts.title-before-name":
        second.people, second.rule, second.modality = list(first.people), first.rule, first.modality
        second.pronoun = first.pronoun
        second.term = first.term if second.title.status == "current" else Term(second.title.status)
    elif second.people and not first.people and second.rule == "posts.title-before-name":
        word = second.title.core.doc[first.title.right].lower_
        if word == "and" and first.title.row.one_holder and first.title.definite:
            return  # "the President and Prime Minister Zed" are two people
        first.people, first.rule = list(second.people), "posts.joint-title"
        first.term = Term(first.title.status)
