"""The default judge: weighted word overlap under rules that refuse every contradiction it can see.

Score: the sum of background idf of the statement's lemmas that the passage has, over the sum of all of the statement's.
The rules come first and are what makes a score mean anything: without them a prototype cited one false sentence six
times over. Nothing here is trained; the thresholds were set by reading pairs of coverage of 25 stories (2026).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from alteram.language import Statement, Support
from alteram.model.articles import Span
from alteram.text.attribution import Attribution, SentenceReading, read, resolve_source
from alteram.text.compression import variants
from alteram.text.names import names, surname
from alteram.text.polarity import governors, polarity
from alteram.text.provenance import governing, speaker_words, voice
from alteram.text.quantities import Quantity, covers, quantities
from alteram.text.sentences import tokens
from alteram.text.similarity import content_lemmas, idf, lemma

LEAST_SCORE = 0.62
"""Share of a statement's weight that a passage must cover."""
LEAST_SHARED = 3
"""Shared content lemmas that are no part of a name: names alone prove nothing."""
MISSING_WEIGHT = 0.34
"""Largest share of the weight of non-name lemmas that may be missing: the predicate is hidden among them."""
COMPARED_KINDS = frozenset({"negation", "hedge", "condition", "modality", "qualifier"})


@dataclass(frozen=True, slots=True)
class Features:
    """What of a statement is compared."""

    voice: str
    verb: str
    speaker: tuple[str, ...]
    order: tuple[str, ...]
    lemmas: frozenset[str]
    plain: frozenset[str]
    names: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    positive: bool
    governors: frozenset[tuple[str, str]]


class LexicalJudge:
    """The judge that needs nothing but the word lists that ship."""

    def support(self, statement: Statement, passage: Statement) -> Support:
        """See the module's text; `reason` names the first rule that refuses."""
        one = features(statement)
        text = passage.article.text
        of_one_outlet = statement.attributed and statement.holder is not None and statement.holder == passage.holder
        best: Support | None = None
        for spans in (passage.spans, *variants(text, passage.sentence)):
            other = features(Statement(passage.article, passage.sentence, spans))
            answer = _compare(one, other, of_one_outlet and "shadow" not in (one.voice, other.voice))
            if answer.holds:
                return answer
            best = answer if best is None or answer.score > best.score else best
        assert best is not None  # noqa: S101 - the passage itself is always compared
        return best


def _compare(one: Features, other: Features, of_one_outlet: bool) -> Support:
    shared = one.lemmas & other.lemmas
    total = _weight(one.lemmas)
    score = _weight(shared) / total if total else 0.0
    return Support(round(score, 4), _refusal(one, other, score, of_one_outlet), tuple(sorted(shared)))


def _refusal(one: Features, other: Features, score: float, of_one_outlet: bool) -> str:
    """The first rule that keeps `other` from supporting `one`, or ""."""
    shared = one.lemmas & other.lemmas
    plain_weight = _weight(one.plain)
    missing = _weight(one.plain - other.lemmas) / plain_weight if plain_weight else 1.0
    rules = (
        ("too-little-overlap", score < LEAST_SCORE),
        ("names-alone", len(shared & one.plain) < LEAST_SHARED),
        ("predicate-missing", missing > MISSING_WEIGHT),
        ("another-speaker", not (_one_voice(one, other) or (of_one_outlet and "deny" not in (one.verb, other.verb)))),
        ("polarity", one.positive != other.positive),
        ("governor", _ungoverned(one, other) or _ungoverned(other, one)),
        ("figures", not _figures_agree(one.quantities, other.quantities)),
        ("name-missing", not set(one.names) <= set(other.names)),
        ("roles", _order(one.names, other.names) != _order(other.names, one.names) or _inverted(one, other)),
    )
    return next((reason for reason, refuses in rules if refuses), "")


def _one_voice(one: Features, other: Features) -> bool:
    """Both in the outlet's own voice, or both the same speaker's words with the same kind of verb."""
    if one.voice != other.voice or one.voice == "shadow":
        return False
    if one.voice == "own":
        return True
    if (one.verb == "deny") != (other.verb == "deny"):
        return False
    small, large = sorted((set(one.speaker), set(other.speaker)), key=len)
    return bool(small) and small <= large


def _figures_agree(wanted: Iterable[Quantity], given: tuple[Quantity, ...]) -> bool:
    """Every figure of the statement is made true by one of its kind in the passage: "34" does, of "at least 20"."""
    return all(any(covers(figure, other) for other in given) for figure in wanted)


def _order(names_of_one: tuple[str, ...], names_of_other: tuple[str, ...]) -> tuple[str, ...]:
    """Names in order of first mention, of those that both have: "A hit B" is not "B hit A"."""
    common = set(names_of_other)
    return tuple(name for name in dict.fromkeys(names_of_one) if name in common)


def _ungoverned(one: Features, other: Features) -> bool:
    """Whether a governor of one is nowhere in the other; "blocked" and "blocking" are one word in two forms."""
    return any(word not in other.lemmas for _, word in one.governors - other.governors)


def _inverted(one: Features, other: Features) -> bool:
    """Whether three lemmas that follow each other in one stand the other way round in the other.

    "Police arrested three men" against "Three men arrested police". True passives are refused with them: no loss of
    truth, only of a citation.
    """
    place = {word: at for at, word in reversed(tuple(enumerate(other.order)))}
    common = [place[word] for word in dict.fromkeys(one.order) if word in place]
    return any(a > b > c for a, b, c in zip(common, common[1:], common[2:], strict=False))


def _weight(lemmas: Iterable[str]) -> float:
    return sum(idf(word) for word in sorted(lemmas))


def features(statement: Statement) -> Features:
    """Features of a statement, kept for the statements of a few stories."""
    return _features(statement.article.text, statement.sentence, statement.spans)


@lru_cache(maxsize=65536)
def _features(text: str, sentence: Span, spans: tuple[Span, ...]) -> Features:
    reading = _reading(text, sentence)
    attribution = governing(reading, read(text).sentences) if voice(reading, spans) == "governed" else None
    named = [name for span in spans for name in names(text, *span)]
    parts = [content_lemmas(text, *span) for span in _without_source(spans, reading)]
    order = tuple(word for part in parts for word in part)
    lemmas = frozenset(order)
    in_names = frozenset(
        lemma(token.text) for name in named for token in tokens(text, name.start, name.end) if token.text[0].isalnum()
    )
    return Features(
        voice=voice(reading, spans),
        verb=attribution.verb if attribution else "",
        speaker=_speaker(text, attribution),
        order=order,
        lemmas=lemmas,
        plain=lemmas - in_names,
        names=tuple(surname(name.text).lower() for name in named),
        quantities=tuple(q for span in spans for q in quantities(text, *span)),
        positive=all(polarity(text, *span) for span in spans),
        governors=frozenset(
            (governor.kind, lemma(governor.word))
            for span in spans
            for governor in governors(text, *span)
            if governor.kind in COMPARED_KINDS and not _is_cue(governor.start, attribution)
        ),
    )


def _reading(text: str, sentence: Span) -> SentenceReading:
    """The reading of the sentence that holds the start of `sentence`."""
    return next(reading for reading in read(text).sentences if reading.span[0] <= sentence[0] < reading.span[1])


def _is_cue(place: int, attribution: Attribution | None) -> bool:
    """Whether a governor is the attribution's own verb ("claimed"), which is compared as such."""
    return attribution is not None and attribution.cue[0] <= place < attribution.cue[1]


def _speaker(text: str, attribution: Attribution | None) -> tuple[str, ...]:
    if attribution is None or attribution.source is None:
        return ()
    start, end = resolve_source(text, attribution.source)
    return speaker_words(text[start:end])


def _without_source(spans: tuple[Span, ...], reading: SentenceReading) -> tuple[Span, ...]:
    """The spans without the attribution's own words: who speaks is compared apart from what is said."""
    attribution = reading.attribution
    if attribution is None:
        return spans
    cut = [span for span in (attribution.source, attribution.cue) if span is not None]
    kept = list(spans)
    for start, end in cut:
        kept = [
            piece
            for left, right in kept
            for piece in ((left, min(right, start)), (max(left, end), right))
            if piece[0] < piece[1]
        ]
    return tuple(kept)
