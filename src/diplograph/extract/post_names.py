"""Titles beside a name: before it, after it, or with a comma between."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from diplograph.extract.bodies import Body, body_of, entity_for
from diplograph.extract.modality import modality_of
from diplograph.extract.page import Page
from diplograph.extract.post_uses import Use
from diplograph.extract.post_verbs import departure_of, own_verb
from diplograph.extract.tenures import Term, read_term
from diplograph.extract.titles import Title, fold_title, load_roles
from diplograph.model import Ref
from diplograph.reference import load_reference

__all__ = ["after_name", "around_name", "before_name", "in_apposition"]

_CLOSING = {",", ".", ";", ")", ":", "—", "–", "!", "?"}


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


def before_name(page: Page, doc: Doc, use: Use) -> bool:
    """ "Foreign Minister Ana Zed", "Presidents Ana Zed and Bo Roe"."""
    at = _after_bracket(doc, use.title.right)
    found = _name_at(page, doc, _after_including(doc, at) if use.title.row.plural else at)
    if found is None:
        return False
    use.rule = "posts.title-before-name"
    if use.title.row.plural:
        _take_list(page, doc, use, found)
    else:
        use.people.append(found[0])
        if not use.title.holders:
            place, _ = _place_after(page, doc, found[1])
            if place is not None and _is_party(page, place):
                pass  # "Vice-Chancellor Zed of the Green Party": her party, no office of it
            elif place is not None:
                use.body = body_of(page, _with_holder(use.title, place))
            else:
                use.body = _body_in_name(page, found[0])
    use.term = _term(page, use)
    return True


def _is_party(page: Page, place: Token) -> bool:
    mention = page.at(place)
    entity = page.entities.get(mention.entity or "") if mention is not None else None
    return entity is not None and entity.subtype == "Party"


def _take_list(page: Page, doc: Doc, use: Use, found: tuple[Ref, int] | None) -> None:
    """The people after a plural title, each with the state that may stand beside the name."""
    while found is not None:
        place, end = _place_after(page, doc, found[1])
        if place is not None:
            use.places[len(use.people)] = place
        use.people.append(found[0])
        found = _next_in_list(page, doc, end)


def _place_after(page: Page, doc: Doc, at: int) -> tuple[Token | None, int]:
    """The state or body told after a name, "of Kenya" or "(Kenya)", and where the words go on."""
    if at + 1 >= len(doc) or doc[at].lower_ not in ("of", "from", "("):
        return None, at
    first = at + 2 if doc[at + 1].lower_ == "the" else at + 1
    mention = page.at(doc[first]) if first < len(doc) else None
    if mention is None or mention.type not in ("Place", "Organization"):
        known = load_reference().demonym(doc[first].text.removesuffix("s")) if first < len(doc) else None
        is_people = known is not None and known.kind == "State" and doc[first].text.endswith("s")
        return (doc[first], first + 1) if is_people and doc[at].lower_ == "of" else (None, at)
    if doc[at].lower_ == "from" and (mention.entity is None or page.entity(mention.entity).kind != "State"):
        return None, at
    end = first + 1
    while end < len(doc) and page.at(doc[end]) is mention:
        end += 1
    if doc[at].text != "(":
        return doc[first], end
    return (doc[first], end + 1) if end < len(doc) and doc[end].text == ")" else (None, at)


def _body_in_name(page: Page, person: Ref) -> Body | None:
    """The state in a monarch's name: "Abdullah II of Jordan"."""
    _, link, place = person.span.exact.rpartition(" of ")
    states = [one for one in load_reference().find(place, "State") if one.kind == "State"] if link else []
    return Body(entity_for(page, states[0]), None, "posts.body-of") if len(states) == 1 else None


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
            verb = own_verb(name) or departure_of(name) if name is not None else None
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


def _after_address(doc: Doc, at: int) -> int:
    """Past forms of address and ranks: "H.E. Ms. Ana Zed"."""
    for _ in range(4):
        if at < len(doc) and doc[at].is_space:
            at += 1
        size = next((n for n in (3, 2, 1) if _is_address(doc[at : at + n].text)), 0)
        if not size:
            break
        at += size
    return at


def _is_address(words: str) -> bool:
    row = load_roles().get(fold_title(words))
    return row is not None and not row.role


def _after_including(doc: Doc, at: int) -> int:
    """Past the words before examples: "ministers, including Ana Zed", "presidents such as Bo Roe"."""
    if at + 2 < len(doc) and doc[at].text == ",":
        at += 1
    if at + 2 < len(doc) and doc[at].lower_ == "including":
        return at + 1
    return at + 2 if [t.lower_ for t in doc[at : at + 2]] == ["such", "as"] else at


def _with_holder(title: Title, token: Token) -> Title:
    return replace(title, holders=(("of", token),))


def _next_in_list(page: Page, doc: Doc, at: int) -> tuple[Ref, int] | None:
    start = at
    while at < len(doc) and at - start < 2 and doc[at].lower_ in (",", "and", "&"):
        at += 1
    return _name_at(page, doc, at) if at > start else None


def after_name(page: Page, doc: Doc, use: Use) -> bool:
    """ "Ana Zed, the foreign minister of Zubrowka,"; "Ana Zed (foreign minister)"."""
    at = use.title.left - 1
    if at >= 0 and _is_letters(use.title) and not use.title.holders:  # "Ana Zed MP"
        mention = page.at(doc[at])
        if mention is not None and mention.type == "Person" and mention.entity is not None:
            use.people.append(Ref(mention.entity, mention.span))
            use.rule = "posts.title-after-name"
            return True
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


def _is_letters(title: Title) -> bool:
    return len(title.core) == 1 and title.core.text.isupper() and title.role == "MemberOfParliament"


def _is_subject(head: Token) -> bool:
    return head.dep_ in ("nsubj", "nsubjpass")


def around_name(page: Page, doc: Doc, use: Use) -> bool:
    """ "The Vice President, Bo Roe, said"."""
    at = use.title.right
    title = use.title
    vague = title.indefinite and not (title.holders or title.role == "Spokesperson")
    if at + 1 >= len(doc) or doc[at].text != "," or vague:
        return False
    if use.title.row.plural:
        return _around_names(page, doc, use)
    if not (title.definite or title.indefinite or title.holders):
        return False
    found = _name_at(page, doc, _after_address(doc, at + 1))
    if found is not None:
        found = found[0], _place_after(page, doc, found[1])[1]  # "Ana Zed of Norland,"
    if found is None or found[1] >= len(doc) or doc[found[1]].text not in (",", ".", ")", ";"):
        return False
    name = _head(page, found[0]) or doc[found[1] - 1]
    is_listed = name.dep_ == "conj" and not use.in_chain and _goes_on_listing(page, doc, found[1])
    if is_listed or (name.dep_ == "nsubj" and doc[found[1]].text != ","):
        return False
    use.people.append(found[0])
    use.rule = "posts.title-comma-name"
    use.term = _term(page, use)
    return True


def _goes_on_listing(page: Page, doc: Doc, at: int) -> bool:
    """Whether another name follows: "the president, Ana Zed, Bo Roe and others" tells of nobody."""
    after = at + 1
    if after < len(doc) and doc[after].lower_ == "and":
        after += 1
    return doc[at].text != "," or _name_at(page, doc, after) is not None


def in_apposition(page: Page, doc: Doc, use: Use) -> bool:
    """ "Ana Zed, his wife and the chair of the party, said": joined to a noun that is said of the name."""
    head = use.title.head
    if head.dep_ != "conj" or use.title.row.plural or _name_at(page, doc, use.title.right) is not None:
        return False
    while head.dep_ == "conj" and head.head.pos_ in ("NOUN", "PROPN") and page.at(head.head) is None:
        head = head.head
    mention = page.at(head.head) if head.dep_ == "appos" and head is not use.title.head else None
    if mention is None or mention.type != "Person" or mention.entity is None:
        return False
    use.people.append(Ref(mention.entity, mention.span))
    use.rule = "posts.title-after-name"
    use.term = _term(page, use)
    return True


def _around_names(page: Page, doc: Doc, use: Use) -> bool:
    """ "The foreign ministers of Norland and Sudland, Ana Zed and Bo Roe,": as many names as states."""
    owners = [token for kind, token in use.title.holders if kind in ("of", "before")]
    found = _name_at(page, doc, use.title.right + 1)
    if found is None or len(owners) < 2:
        return False
    _take_list(page, doc, use, found)
    if len(use.people) != len(owners):
        use.people.clear()
        use.places.clear()
        return False
    use.rule = "posts.title-comma-name"
    use.term = Term(use.title.status)
    return True
