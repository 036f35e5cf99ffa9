"""Forgeries of a published sentence, class by class, as somebody makes them who knows the gates.

Text and pieces always agree, every copied piece is copied from an archived source, every evidence exists: what is false
is only what the sentence then says. Each class is a generator of forged sentences; most give nothing for most
sentences. A forgery is drawn by a generator of its own, seeded with the sentence, so that the same brief always gives
the same forgeries.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from alteram.model.articles import Article, Span
from alteram.model.briefs import Copied, Evidence, FieldEvidence, Glue, Passage, Piece, RegistryEvidence, Sentence
from alteram.stages.verify import Reference, Role
from alteram.text.names import names

NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds)\b")
DATE = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|June|July|August|September|"
    r"October|November|December)\b|\b(?:19|20)\d\d\b|\byesterday\b|\btoday\b"
)
UNIT = re.compile(
    r"(?<=\d )(?:percent|per cent|people|years?|months?|days?|hours?|miles?|million|billion|[a-z]{4,}s)\b"
)
NOT = re.compile(r"\b(?:not|never|no) |n[’']t\b")
AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|could|did|can) ")
SAY = re.compile(r"\b(?:said|says|told|announced|confirmed|acknowledged)\b")
DENY = re.compile(r"\b(?:denied|denies|rejected|disputed)\b")
HEDGE = re.compile(
    r"\b(?:allegedly|reportedly|apparently|possibly|probably|likely|alleged|suspected|may|might|could|nearly|about|"
    r"almost|at least|at most|up to|more than|less than|fewer than|some|only|if|unless) "
)
SPOKEN = re.compile(r", (?:[\w.’'-]+ ){0,6}(?:said|says|told)\b[^,]{0,60}$")
QUOTED = re.compile(r"[“\"]([^”\"]{8,})[”\"]")
WORD = re.compile(r"[\w’'-]+")
CUTS, OTHERS = 6, 3
"""Forgeries that one sentence gives at most of the class "cut", and of each other class."""


@dataclass(frozen=True, slots=True)
class Victim:
    """A published sentence, its role, and what it is checked against."""

    story: str
    sentence: Sentence
    role: Role
    reference: Reference


Forge = Callable[[Victim, random.Random], Iterator[Sentence]]


def written(pieces: Sequence[Piece], victim: Victim) -> Sentence:
    """The sentence of these pieces, its one clause over all but the end, its citations as they were."""
    kept = tuple(piece for piece in pieces if not isinstance(piece, Copied) or piece.start < piece.end)
    text = "".join(_said(piece, victim.reference) for piece in kept)
    ends = [k for k, piece in enumerate(kept) if not (isinstance(piece, Glue) and piece.kind == "end")]
    clause = replace(victim.sentence.clauses[0], first=0, last=max(ends, default=0))
    return replace(victim.sentence, text=text, pieces=kept, clauses=(clause,))


def _said(piece: Piece, reference: Reference) -> str:
    if isinstance(piece, Copied):
        return reference.sources[piece.source].text[piece.start : piece.end]
    assert isinstance(piece, Glue)
    return piece.text


def _copied(victim: Victim) -> Iterator[tuple[int, Copied, str]]:
    for at, piece in enumerate(victim.sentence.pieces):
        if isinstance(piece, Copied):
            yield at, piece, _said(piece, victim.reference)


def _swap(victim: Victim, at: int, span: Span, new: Sequence[Piece]) -> Sentence:
    """The sentence with `new` in place of a part (in code points of the piece) of copied piece `at`."""
    pieces = list(victim.sentence.pieces)
    old = pieces[at]
    assert isinstance(old, Copied)
    before = replace(old, end=old.start + span[0])
    after = replace(old, start=old.start + span[1])
    pieces[at : at + 1] = [before, *new, after]
    return written(pieces, victim)


def _elsewhere(victim: Victim, pattern: re.Pattern[str], but: str, chance: random.Random) -> Iterator[Copied]:
    """Words of the story's articles that match and are not `but`, in an order of chance."""
    found = [
        Copied(n, match.start(), match.end())
        for n, article in victim.reference.sources.items()
        for match in pattern.finditer(article.text)
        if match.group().lower() != but.lower()
    ]
    yield from chance.sample(found, min(OTHERS, len(found)))


def _replaced(pattern: re.Pattern[str], by: re.Pattern[str] | None = None) -> Forge:
    """Each match in copied text, replaced by what another passage says in its place."""

    def forge(victim: Victim, chance: random.Random) -> Iterator[Sentence]:
        for at, _, text in _copied(victim):
            for match in pattern.finditer(text):
                for other in _elsewhere(victim, by or pattern, match.group(), chance):
                    yield _swap(victim, at, match.span(), [other])

    return forge


def _left_out(pattern: re.Pattern[str]) -> Forge:
    """Each match in copied text, skipped."""

    def forge(victim: Victim, _chance: random.Random) -> Iterator[Sentence]:
        for at, _, text in _copied(victim):
            for match in pattern.finditer(text):
                yield _swap(victim, at, match.span(), [])

    return forge


def _negated(victim: Victim, chance: random.Random) -> Iterator[Sentence]:
    for at, _, text in _copied(victim):
        for match in AUXILIARY.finditer(text):
            for other in _elsewhere(victim, re.compile(r"\bnot "), "", chance):
                yield _swap(victim, at, (match.end(), match.end()), [other])


def _places(victim: Victim, piece: Copied) -> list[Span]:
    """Names in a copied piece, as spans within it."""
    text = victim.reference.sources[piece.source].text
    found = names(text, piece.start, piece.end)
    spans = [(one.start - piece.start, one.end - piece.start) for one in found]
    return [(start, end) for start, end in spans if start >= 0 and end <= piece.end - piece.start]


def _renamed(victim: Victim, chance: random.Random) -> Iterator[Sentence]:
    others = [
        Copied(n, one.start, one.end)
        for n, article in victim.reference.sources.items()
        for one in names(article.text, 0, len(article.text))
    ]
    for at, piece, text in _copied(victim):
        for start, end in _places(victim, piece):
            for other in chance.sample(others, min(OTHERS, len(others))):
                if _said(other, victim.reference).lower() != text[start:end].lower():
                    yield _swap(victim, at, (start, end), [other])


def _roles(victim: Victim, _chance: random.Random) -> Iterator[Sentence]:
    for at, piece, _ in _copied(victim):
        spans = _places(victim, piece)
        for (a, b), (c, d) in pairwise(spans):
            start = piece.start
            first, second = (replace(piece, start=start + x, end=start + y) for x, y in ((a, b), (c, d)))
            between = replace(piece, start=start + b, end=start + c)
            yield _swap(victim, at, (a, d), [second, between, first])


def _unattributed(victim: Victim, _chance: random.Random) -> Iterator[Sentence]:
    pieces = victim.sentence.pieces
    for at, piece in enumerate(pieces):
        if isinstance(piece, Glue) and piece.kind == "attribution":
            yield written([*pieces[:at], *pieces[at + 1 :]], victim)
    for at, _, text in _copied(victim):
        spoken = SPOKEN.search(text)
        if spoken is not None:
            yield _swap(victim, at, spoken.span(), [])


def _misquoted(victim: Victim, chance: random.Random) -> Iterator[Sentence]:
    for at, _, text in _copied(victim):
        for quotation in QUOTED.finditer(text):
            words = list(WORD.finditer(text, quotation.start(1), quotation.end(1)))
            for match in chance.sample(words, min(OTHERS, len(words))):
                yield _swap(victim, at, (match.start(), min(match.end() + 1, quotation.end(1))), [])
                for other in list(_elsewhere(victim, re.compile(r"\b[a-z]{5,}\b"), match.group(), chance))[:1]:
                    yield _swap(victim, at, match.span(), [other])


def _speakers(victim: Victim) -> list[tuple[str, Evidence]]:
    """Everybody to whom words of this story could be given, with evidence that exists."""
    found: list[tuple[str, Evidence]] = []
    for n, article in victim.reference.sources.items():
        found.append((article.name, FieldEvidence(n, "name")))
        if article.outlet is not None:
            found.append((article.name, RegistryEvidence(article.outlet, "name")))
        named = names(article.text, 0, len(article.text))[:20]
        found += [(article.text[one.start : one.end], Passage(n, one.start, one.end)) for one in named]
    return found


def _misattributed(victim: Victim, chance: random.Random) -> Iterator[Sentence]:
    pieces = victim.sentence.pieces
    speakers = _speakers(victim)
    for name, evidence in chance.sample(speakers, min(2 * OTHERS, len(speakers))):
        for at, piece in enumerate(pieces):
            if isinstance(piece, Glue) and piece.kind == "attribution" and name not in piece.text:
                new = Glue("attribution", f"According to {name}, ", (evidence,))
                yield written([*pieces[:at], new, *pieces[at + 1 :]], victim)
        if not any(isinstance(piece, Glue) and piece.kind == "attribution" for piece in pieces):
            yield written([Glue("attribution", f"According to {name}, ", (evidence,)), *pieces], victim)


def _reordered(victim: Victim, chance: random.Random) -> Iterator[Sentence]:
    for at, piece, text in _copied(victim):
        gaps = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", text)]
        for gap in chance.sample(gaps, min(OTHERS, len(gaps))):
            middle = piece.start + gap
            later, sooner = replace(piece, start=middle + 1), replace(piece, end=middle)
            yield _swap(victim, at, (0, len(text)), [later, Glue("space", " "), sooner])


def _neighbours(article: Article, offset: int) -> list[Span]:
    spans = article.sentences
    here = next((k for k, (start, end) in enumerate(spans) if start <= offset < end), None)
    return [] if here is None else [spans[k] for k in (here - 1, here + 1) if 0 <= k < len(spans)]


def _borrowed(victim: Victim, chance: random.Random) -> Iterator[Sentence]:
    for at, piece, text in _copied(victim):
        article = victim.reference.sources[piece.source]
        for start, end in _neighbours(article, piece.start):
            gaps = [match.start() for match in re.finditer(" ", article.text[start:end])]
            mine = [match.start() for match in re.finditer(" ", text)]
            if not gaps or not mine:
                continue
            for _ in range(OTHERS):
                own, theirs = chance.choice(mine), chance.choice(gaps)
                yield _swap(victim, at, (own, len(text)), [Copied(piece.source, start + theirs, end - 1)])
            joined = [Glue("join", ", and "), Copied(piece.source, start, end - 1)]
            yield _swap(victim, at, (len(text), len(text)), joined)


def _cut(victim: Victim, chance: random.Random) -> Iterator[Sentence]:
    for at, _, text in _copied(victim):
        gaps = [match.start() for match in re.finditer(r"(?<=\w)[ ,]", text)]
        for gap in chance.sample(gaps, min(CUTS, len(gaps))):
            yield _swap(victim, at, (gap, len(text)), [])
        for gap in chance.sample(gaps, min(OTHERS, len(gaps))):
            yield _swap(victim, at, (0, gap + 1), [])
        for _ in range(OTHERS if len(gaps) > OTHERS else 0):
            first, second = sorted(chance.sample(gaps, 2))
            yield _swap(victim, at, (first, second), [])


def _glued(victim: Victim, chance: random.Random) -> Iterator[Sentence]:
    """Names in brackets after a name, and other evidence behind glue that is there."""
    speakers = _speakers(victim)
    if not speakers:
        return
    for at, piece, _ in _copied(victim):
        for _, end in _places(victim, piece):
            name, evidence = chance.choice(speakers)
            yield _swap(victim, at, (end, end), [Glue("resolution", f" [{name}]", (evidence,))])
    for at, one in enumerate(victim.sentence.pieces):
        if isinstance(one, Glue) and one.evidence:
            _, evidence = chance.choice(speakers)
            if evidence not in one.evidence:
                pieces = list(victim.sentence.pieces)
                pieces[at] = replace(one, evidence=(evidence, *one.evidence[1:]))
                yield written(pieces, victim)


def _recited(victim: Victim, chance: random.Random) -> Iterator[Sentence]:
    """A citation moved to another sentence, of its own source or of another one."""
    (clause, *_) = victim.sentence.clauses
    for at, citation in enumerate(clause.citations):
        for n in sorted(victim.reference.sources):
            spans = [span for span in victim.reference.sources[n].sentences if span[0] != citation.passage.start]
            for start, end in chance.sample(spans, min(1, len(spans))):
                moved = replace(citation, n=n, passage=Passage(n, start, end))
                cited = (*clause.citations[:at], moved, *clause.citations[at + 1 :])
                yield replace(victim.sentence, clauses=(replace(clause, citations=cited), *victim.sentence.clauses[1:]))


FORGERIES: dict[str, Forge] = {
    "number": _replaced(NUMBER),
    "date": _replaced(DATE),
    "name": _renamed,
    "unit": _replaced(UNIT),
    "roles": _roles,
    "negation-in": _negated,
    "negation-out": _left_out(NOT),
    "said-denied": _replaced(SAY, DENY),
    "attribution-dropped": _unattributed,
    "hedge-dropped": _left_out(HEDGE),
    "quotation": _misquoted,
    "speaker": _misattributed,
    "order": _reordered,
    "borrowed": _borrowed,
    "cut": _cut,
    "glue-and-evidence": _glued,
    "citation-moved": _recited,
}
"""Every class by its name."""
