"""Pairs of things that may be one, for people to decide: what speaks for it, what against, the best first.

Whatever is certain was merged when the articles were resolved. What is left
has compatible names and different ids. Each thing is set beside the most
prominent thing that it may be, not beside every other, so that nine articles
on one senator are eight pairs and not thirty-six.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from diplograph.model import EntityKind
from diplograph.reference import fold
from diplograph.resolve.ids import short_hash
from diplograph.resolve.names import compare
from diplograph.resolve.namewords import given_names, script, sound, words_of

__all__ = ["Candidate", "Profile", "find_candidates"]

_LISTED = 0.5  # a pair that scores less is not worth a person's time
_COMMON = 24  # things of one surname beyond which a bare surname says nothing
_ABOUT_EQUAL = 0.06
_LIFETIME = 70  # years between two acts that no one person does


@dataclass(frozen=True, slots=True)
class Profile:
    """What a store knows of a thing that tells it from others.

    :param id: path below the base
    :param known: whether it is of the reference
    :param names: all of its names, the preferred one first
    :param articles: keys of those that speak of it
    :param years: of those articles, where known
    :param posts: ids of posts held
    :param states: ids of states that it belongs to or serves
    :param heads: ids of states of which it heads state or government, or holds a post of one holder
    :param bodies: ids of bodies that it belongs to or serves
    :param gender: "female", "male" or None
    """

    id: str
    kind: EntityKind
    names: tuple[str, ...]
    known: bool = False
    articles: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    posts: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that waits.

    :param id: six hex digits, of the two ids alone
    :param left: the more prominent of the two
    :param score: in (0, 1]
    :param reasons: what speaks for it, strongest first
    :param doubts: what speaks against it
    """

    left: Profile
    right: Profile
    score: float
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    id: str = field(default="")

    @staticmethod
    def pair_id(left: str, right: str) -> str:
        """The short id of a pair, in whatever order."""
        return short_hash(*sorted((left, right)))[:6]


Around = Callable[[str], frozenset[str]]
"""Ids of the people, bodies, events and documents of an article."""


def find_candidates(
    profiles: Iterable[Profile],
    decided: Callable[[str, str], bool],
    around: Around,
) -> list[Candidate]:
    """Pairs that may be one thing, best first; the same for the same profiles in any order.

    :param decided: whether a pair of ids was judged already, so that it doesn't wait
    :param around: what else an article speaks of
    """
    best: dict[tuple[str, str], Candidate] = {}
    for block in _iter_blocks(profiles):
        for candidate in _pair_up(block, decided, around):
            pair = candidate.left.id, candidate.right.id
            if pair not in best or candidate.score > best[pair].score:
                best[pair] = candidate
    return sorted(best.values(), key=lambda one: (-one.score, one.left.id, one.right.id))


# -- blocks --------------------------------------------------------------------
def _iter_blocks(profiles: Iterable[Profile]) -> Iterator[list[Profile]]:
    """Things whose names may agree at all, the most prominent first."""
    blocks: dict[tuple[str, ...], dict[str, Profile]] = defaultdict(dict)
    namesakes: Counter[str] = Counter()
    for profile in profiles:
        namesakes[fold(profile.names[0])] += 1
        for key in _keys(profile):
            blocks[key][profile.id] = profile

    def prominence(profile: Profile) -> tuple[bool, int, int, int, str]:
        name = profile.names[0]
        return not profile.known, -len(profile.articles), -namesakes[fold(name)], -len(name), profile.id

    for key in sorted(blocks):
        if len(blocks[key]) > 1:
            yield sorted(blocks[key].values(), key=prominence)


def _is_bare(profile: Profile) -> bool:
    return profile.kind == "Person" and all(len(fold(name).split()) < 2 for name in profile.names)


def _keys(profile: Profile) -> set[tuple[str, ...]]:
    if profile.kind != "Person":
        return {(profile.kind, key) for name in profile.names if (key := _body_key(name))}
    keys: set[tuple[str, ...]] = set()
    for name in profile.names:
        words = _person_words(name)
        if not words:
            continue
        last = sound(words[-1])
        # a bare surname meets everybody who has it; given names must at least begin alike
        keys.add(("Person", last, ""))
        if len(words) > 1 and not _is_bare(profile):
            keys |= {("Person", last, word[0]) for word in words[:-1]}
    return keys


def _person_words(name: str) -> list[str]:
    from anyascii import anyascii

    table = words_of("person")
    words = (fold(name) if script(name) in ("Latn", "Arab", "Hebr") else fold(anyascii(name))).split()
    while len(words) > 1 and words[-1] in table.suffixes:
        words.pop()
    return [word for word in words if word not in table.particles] or words


def _body_key(name: str) -> str:
    table = words_of("organization")
    words = [word for word in fold(name).split() if word not in table.drop]
    return max(words, key=lambda word: (len(word), word), default="")


def _pair_up(
    block: list[Profile], decided: Callable[[str, str], bool], around: Around
) -> Iterator[Candidate]:
    """Set each thing beside the best of those before it that it may be; one that is like none is one more."""
    leaders: list[Profile] = []
    bare = [one for one in block if _is_bare(one)]
    if bare:  # those of one surname: bare ones are set beside the full ones, which have blocks of their own
        full = [one for one in block if not _is_bare(one)]
        for profile in bare if len(full) <= _COMMON else ():
            found = [one for other in full if (one := _judge(other, profile, decided, around)) is not None]
            if found:
                yield _best(found)
        return
    for profile in block:
        found = [one for leader in leaders if (one := _judge(leader, profile, decided, around)) is not None]
        if found:
            yield _best(found)
        else:
            leaders.append(profile)


def _best(found: list[Candidate]) -> Candidate:
    """The pair for which most speaks; of about equal ones that with the most prominent thing comes first."""
    most = max(one.score for one in found)
    best = next(one for one in found if one.score >= most - _ABOUT_EQUAL)
    others = sorted({one.left.names[0] for one in found} - {best.left.names[0]})
    if not others or not _is_bare(best.right):
        return best
    return replace(best, doubts=(*best.doubts, f"it may also be {', '.join(others[:3])}"))


# -- a pair --------------------------------------------------------------------
def _judge(
    left: Profile, right: Profile, decided: Callable[[str, str], bool], around: Around
) -> Candidate | None:
    """The pair with its evidence; None where something contradicts it, or too little speaks for it."""
    score, how = _compare_names(left, right)
    if not score or _contradict(left, right) or decided(left.id, right.id):
        return None
    reasons = [(score, how), *_iter_agreements(left, right, around)]
    doubts = list(_iter_doubts(left, right, around))
    says_little = _is_bare(right) or left.kind != "Person"
    if says_little and not any(weight >= 0.1 for weight, _ in reasons[1:]):
        return None  # a surname, or a name such as "Supreme Court", that they share and nothing else
    total = sum(weight for weight, _ in reasons) - sum(weight for weight, _ in doubts)
    if total < _LISTED:
        return None
    ranked = sorted(reasons, key=lambda reason: (-reason[0], reason[1]))
    return Candidate(
        left,
        right,
        round(min(total, 0.99), 2),
        tuple(why for _, why in ranked),
        tuple(why for _, why in doubts),
        Candidate.pair_id(left.id, right.id),
    )


def _compare_names(left: Profile, right: Profile) -> tuple[float, str]:
    """How much the names alone say, and how they agree; 0 where they are of two."""
    if left.kind != "Person":
        return _compare_bodies(left, right)
    best = 0.0, ""
    for one in _full_names(left):
        for other in right.names if _is_bare(right) else _full_names(right):
            if _is_bare(right):
                if _is_surname(other, one):
                    best = max(best, (0.4, f"{other} is the last name of {one}"))
                continue
            found = compare(one, other, "Person")
            if found.same:
                best = max(best, (round(0.6 * found.score, 3), f"names: {found.why}"))
            elif f" {fold(one)}".endswith(f" {fold(other)}"):
                best = max(best, (0.4, f"{one} ends in {other}"))
            elif f" {fold(other)}".endswith(f" {fold(one)}"):
                best = max(best, (0.4, f"{other} ends in {one}"))
    return best


def _compare_bodies(left: Profile, right: Profile) -> tuple[float, str]:
    """How alike two bodies' names are; one must be named in full, since many are called "Senate"."""
    pairs = [(left.names[0], name) for name in right.names] + [(name, right.names[0]) for name in left.names]
    found = max(
        (compare(one, other, left.kind) for one, other in pairs), key=lambda one: (one.same, one.score)
    )
    return (round(0.6 * found.score, 3), f"names: {found.why}") if found.same else (0.0, "")


def _full_names(profile: Profile) -> list[str]:
    """Names that can tell a person alone: those of more than one word."""
    return [name for name in profile.names if len(fold(name).split()) > 1]


def _is_surname(short: str, name: str) -> bool:
    words, whole = fold(short).split(), fold(name).split()
    return len(words) == 1 and len(whole) > 1 and sound(words[0]) == sound(whole[-1])


def _contradict(left: Profile, right: Profile) -> bool:
    """Whether they cannot be one: two known things, other sexes, other states' heads, other times."""
    if left.known and right.known:
        return True
    genders = {_gender(left), _gender(right)} - {None}
    if len(genders) > 1:
        return True
    if left.heads and right.heads and not left.heads & right.heads:
        return True
    if left.kind != "Person" and left.states and right.states and not left.states & right.states:
        return True
    if left.years and right.years:
        apart = max(min(left.years), min(right.years)) - min(max(left.years), max(right.years))
        if left.kind == "Person" and apart > _LIFETIME:
            return True
    # an article that names both in full tells them apart
    return bool(left.articles & right.articles) and not _is_bare(right)


def _gender(profile: Profile) -> str | None:
    if profile.kind != "Person":
        return None
    first = fold(profile.names[0]).split()[:1]
    return profile.gender or (
        given_names().get(first[0]) or None if first and not _is_bare(profile) else None
    )


def _iter_agreements(left: Profile, right: Profile, around: Around) -> Iterator[tuple[float, str]]:
    if left.posts & right.posts:
        yield 0.2, f"both hold {_listed(left.posts & right.posts)}"
    if left.states & right.states:
        yield 0.1, f"both of {_listed(left.states & right.states)}"
    if left.bodies & right.bodies:
        yield 0.12, f"both in {_listed(left.bodies & right.bodies)}"
    near = {id for key in left.articles for id in around(key)} & {
        id for key in right.articles for id in around(key)
    }
    near -= {left.id, right.id}
    if near:
        yield min(0.2, 0.05 * len(near)), f"named together with {_listed(near)}"
    if left.years and right.years and _gap(left.years, right.years) <= 1:
        yield 0.03, "at the same time"


def _gap(left: frozenset[int], right: frozenset[int]) -> int:
    return min(abs(one - other) for one in left for other in right)


def _iter_doubts(left: Profile, right: Profile, around: Around) -> Iterator[tuple[float, str]]:
    if left.states and right.states and not left.states & right.states:
        yield 0.2, f"one of {_listed(left.states)}, one of {_listed(right.states)}"
    if left.articles & right.articles:
        yield 0.05, "one article names both"
    if left.kind == "Organization" and not (left.states & right.states or left.bodies & right.bodies):
        yield 0.1, "bodies of two states may bear this name"
        lands = {f"place/{state.partition('/')[2]}" for state in left.states}
        if lands and not any(lands & around(key) for key in right.articles):
            yield 0.2, f"nothing else there is of {_listed(left.states)}"
    if left.years and right.years and _gap(left.years, right.years) > 15:
        yield 0.15, f"{_gap(left.years, right.years)} years apart"


def _listed(ids: Iterable[str]) -> str:
    ordered = sorted(ids)
    names = [id.partition("/")[2] for id in ordered[:3]]
    return ", ".join(names) + (f" and {len(ordered) - 3} more" if len(ordered) > 3 else "")
