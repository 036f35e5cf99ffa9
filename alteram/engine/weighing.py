"""What was weighed for a published sentence: each cited passage, and the nearest that are not cited, with the reason.

The judge and the statement are those of gate G5. The judge gives a code; what it missed is read off the same features
that it compares, so that a reader is told which word, figure, name, governor or speaker it was.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alteram.language import Judge, Statement, Support, story_judge
from alteram.language.features import Features, features
from alteram.model.articles import Article
from alteram.model.briefs import Sentence
from alteram.model.outlets import Registry
from alteram.stages.publish.wording import listing, words
from alteram.stages.verify import Finding, Reference
from alteram.stages.verify.parts import Part, open_clause
from alteram.text.attribution import SentenceReading, read
from alteram.text.grammar.equivalents import meaning
from alteram.text.people.titles import title_span
from alteram.text.quantities import covers
from alteram.text.similarity import content_words

MOST_REFUSED = 10
"""Refused passages that are told of, the nearest first."""
MOST_JUDGED = 60
"""Passages put before the judge, those first that share most words: the rest is too far off to be looked at."""
LEAST_SHARED = 2
"""Shared words of content from which a passage is near enough to be told of."""
MOST_WORDS = 6
"""Missing words that are named."""
COPIED = "the words are copied from it"


@dataclass(frozen=True, slots=True)
class Weighed:
    """One passage beside one clause of a sentence (`clause` counts from 1).

    `code` is the judge's reason, "" where it accepts; `reason` says it in plain words; `shared` are the words (by
    meaning) that both have; `score` is the share (0 to 1) of the clause's weight that the passage covers.
    """

    clause: int
    accepted: bool
    n: int
    outlet: str
    start: int
    end: int
    passage: str
    code: str
    reason: str
    shared: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Weighing:
    """What was weighed for a sentence; `further` counts refused passages with shared words that are not listed."""

    accepted: tuple[Weighed, ...] = ()
    refused: tuple[Weighed, ...] = ()
    further: int = 0


def weigh(sentence: Sentence, sources: dict[int, Article], registry: Registry, judge: Judge) -> Weighing:
    """Weighs the passages of `sources` (by number) for each clause; one whose source is gone is passed over."""
    reference = Reference(sources, registry, judge)
    accepted: list[Weighed] = []
    refused: list[Weighed] = []
    further = 0
    for at, clause in enumerate(sentence.clauses, start=1):
        if not all(citation.n in sources for citation in clause.citations):
            continue
        part = open_clause(sentence, clause, reference)
        if isinstance(part, Finding):
            continue
        scale = _Scale(at, part, reference, story_judge(judge, tuple(sources[n].text for n in sorted(sources))))
        accepted += scale.cited()
        near = scale.near()
        further += len(near)
        refused += scale.uncited(near[:MOST_JUDGED])
    nearest = sorted(refused, key=lambda one: (-one.score, one.n, one.start))[:MOST_REFUSED]
    return Weighing(tuple(accepted), tuple(nearest), further - len(nearest))


class _Scale:
    """Weighs passages for one clause."""

    def __init__(self, clause: int, part: Part, reference: Reference, judge: Judge) -> None:
        self._clause, self._part, self._reference, self._judge = clause, part, reference, judge
        self._statement = part.statement(reference)

    def cited(self) -> Iterator[Weighed]:
        """The cited passages, in the order of the clause."""
        for citation in self._part.clause.citations:
            reading = self._reference.reading(citation.n, citation.passage.start)
            if reading is not None:
                yield self._weighed(citation.n, reading)

    def uncited(self, near: list[tuple[int, SentenceReading]]) -> Iterator[Weighed]:
        """Passages of articles that the clause does not cite."""
        return (self._weighed(n, reading) for n, reading in near)

    def near(self) -> list[tuple[int, SentenceReading]]:
        """Passages of articles that the clause does not cite, by source number: most shared words first."""
        cited = {citation.n for citation in self._part.clause.citations}
        wanted = features(self._statement).lemmas
        found: list[tuple[int, int, SentenceReading]] = []
        for n, article in sorted(self._reference.sources.items()):
            if n in cited:
                continue
            body = title_span(article.text)[1]
            for reading in read(article.text).sentences:
                there = {meaning(word) for word in content_words(article.text, *reading.span)}
                shared = len(wanted & there)
                if shared >= LEAST_SHARED and reading.span[0] >= body:
                    found.append((shared, n, reading))
        found.sort(key=lambda one: (-one[0], one[1], one[2].span))
        return [(n, reading) for _, n, reading in found]

    def _weighed(self, n: int, reading: SentenceReading) -> Weighed:
        article, whole = self._reference.sources[n], (reading.span,)
        start, end = reading.span
        own = n == self._part.n and reading.span == self._part.reading.span
        holder = self._reference.origin(n, reading, whole).outlet
        answer = self._judge.support(self._statement, Statement(article, reading.span, whole, holder))
        cited = any(n == citation.n for citation in self._part.clause.citations)
        if own:
            reason = COPIED
        elif answer.holds:
            reason = words("weighed", "accepted" if cited else "not-needed")
        else:
            other = Statement(article, reading.span, answer.spans or whole)
            reason = in_words(answer, features(self._statement), features(other))
        code = "" if own or answer.holds else answer.reason
        score = 1.0 if own else answer.score
        return Weighed(
            self._clause,
            cited,
            n,
            article.name,
            start,
            end,
            article.text[start:end],
            code,
            reason,
            answer.shared,
            score,
        )


def in_words(answer: Support, one: Features, other: Features) -> str:
    """Why a passage (`other`) was refused for a statement (`one`), in plain words, with what it lacks."""
    tell = _TELLERS.get(answer.reason)
    told = "" if tell is None else tell(one, other)
    core = one.predicate.core if one.predicate is not None else frozenset()
    part = answer.reason == "predicate-missing" and core <= other.lemmas
    general = words("weighed", "part-missing" if part else answer.reason)
    return f"{general}: {told}" if told else general


def _quoted(said: Iterable[str]) -> str:
    found = list(dict.fromkeys(said))
    return listing(f"“{word}”" for word in found[:MOST_WORDS]) + (" and more" if len(found) > MOST_WORDS else "")


def _missing(one: Features, other: Features, wanted: frozenset[str] | None = None) -> str:
    """The statement's words that the passage lacks, as written, in order."""
    lacking = [
        word
        for word, by_meaning in zip(one.written, one.order, strict=True)
        if by_meaning not in other.lemmas and (wanted is None or by_meaning in wanted)
    ]
    return f"it lacks {_quoted(lacking)}" if lacking else ""


def _act(one: Features, other: Features) -> str:
    """The verb and what belongs to it come first, then the heads of phrases, then any word."""
    core = one.predicate.core if one.predicate is not None else frozenset()
    return _missing(one, other, core) or _missing(one, other, one.heads) or _missing(one, other, one.plain)


def _speaker(one: Features, other: Features) -> str:
    return f"the fact is {_voice(one)}, this is {_voice(other)}"


def _voice(one: Features) -> str:
    if one.voice == "shadow":
        return words("weighed", "in-shadow")
    if one.voice == "own":
        return words("weighed", "in-own-voice")
    attribution = one.attribution
    if attribution is None or attribution.source is None:
        return words("weighed", "of-somebody")
    return f"the word of “{one.text[slice(*attribution.source)]}”"


def _limits(one: Features, other: Features) -> str:
    lacking = [word for _, word in sorted(one.governors - other.governors) if word not in other.bases]
    lacking += sorted(one.restrictors - other.restrictors)
    extra = [word for _, word in sorted(other.governors - one.governors) if word not in one.bases]
    said = [f"it lacks {_quoted(lacking)}"] if lacking else []
    return " and ".join([*said, *([f"it adds {_quoted(extra)}"] if extra else [])])


def _figures(one: Features, other: Features) -> str:
    lacking = [figure.text for figure in one.quantities if not any(covers(figure, given) for given in other.quantities)]
    kinds = {figure.unit for figure in one.quantities}
    days = [word for word, by in zip(one.written, one.order, strict=True) if by in one.times - other.times]
    given = [figure.text for figure in other.quantities if figure.unit in kinds]
    said = f"it lacks {_quoted((*lacking, *days))}" if lacking or days else ""
    return f"{said} and has {_quoted(given)}" if said and lacking and given else said


def _names(one: Features, other: Features) -> str:
    lacking = [
        name.text
        for name, last, called in zip(one.named, one.names, one.called, strict=True)
        if last not in other.names and not any(called <= others for others in other.called)
    ]
    return f"it does not name {_quoted(lacking)}" if lacking else ""


def _roles(one: Features, _: Features) -> str:
    told = one.predicate
    if told is None or not told.subject:
        return ""
    subject = [word for word, by in zip(one.written, one.order, strict=True) if by == told.subject]
    return f"who or what the fact speaks of is {_quoted(subject)}" if subject else ""


_TELLERS = {
    "too-little-overlap": _missing,
    "names-alone": _missing,
    "predicate-missing": _act,
    "another-speaker": _speaker,
    "governor": _limits,
    "figures": _figures,
    "name-missing": _names,
    "roles": _roles,
}
"""What tells of each of the default judge's reasons what was missing; a code that is not here is told in general."""
