"""Clauses cut to what other outlets tell too: the core of a sentence without the details that only it has.

For every clause of a sentence in its outlet's own voice and every passage of another article that shares enough words,
the optional segments that the passage does not bear out are left behind. What remains is put before the judge like any
other clause; most proposals are refused there.
"""

from collections import Counter
from collections.abc import Iterator

from alteram.language import Statement
from alteram.language.features import Features, features
from alteram.model.articles import Span
from alteram.model.stories import Dossier
from alteram.stages.facts.candidates import Candidate, candidate, usable
from alteram.stages.facts.matching import Passages
from alteram.text.attribution import SentenceReading, read
from alteram.text.clauses import clauses
from alteram.text.grammar.compression import fitted, frames
from alteram.text.grammar.equivalents import meaning
from alteram.text.provenance import governing, voice
from alteram.text.similarity import content_words, idf

LEAST_WORDS = 6
"""Words of a clause that several outlets tell: a short one is welcome, since all of it is shared."""
LEAST_SHARED = 3
LEAST_COVERED = 0.5
"""Share of a clause's weight that a passage must have before the clause is proposed; the judge's own least score."""
MOST_FRAMES = 30
MOST_CUTS = 10
"""Cuts of one sentence that are proposed, those that most passages led to first."""
DEPTH = 60
"""Sentences from an article's beginning whose clauses are tailored."""


def tailored(dossier: Dossier, passages: Passages) -> tuple[Candidate, ...]:
    """Cuts of own-voice sentences that passages of other articles suggest, by article and place."""
    found: list[Candidate] = []
    tailored_once: set[str] = set()
    for n, article in enumerate(dossier.articles, start=1):
        for place, reading in usable(dossier, n):
            sentence = article.text[slice(*reading.span)]
            if place <= DEPTH and sentence not in tailored_once:
                tailored_once.add(sentence)
                found += _of_sentence(dossier, passages, n, place, reading)
    return tuple(found)


def _of_sentence(
    dossier: Dossier, passages: Passages, n: int, place: int, reading: SentenceReading
) -> Iterator[Candidate]:
    article = dossier.articles[n - 1]
    whole = Statement(article, reading.span, (reading.span,))
    others = passages.near(features(whole), n, LEAST_SHARED)
    if not others:
        return
    cuts: Counter[tuple[Span, ...]] = Counter()
    for frame in frames(article.text, reading.span)[:MOST_FRAMES]:
        if voice(reading, (frame,)) == "own":
            for spans in _cuts(article.text, reading.span, frame, others):
                cuts[spans] += 1
    attribution = governing(reading, read(article.text).sentences)
    ranked = sorted(cuts, key=lambda spans: (-cuts[spans], -sum(b - a for a, b in spans), spans))
    kept = 0
    for spans in ranked:
        one = candidate(dossier, n, place, reading, spans, attribution, None, LEAST_WORDS)
        if one is not None and one.voice == "own":
            yield one
            kept += 1
            if kept == MOST_CUTS:
                return


def _cuts(text: str, sentence: Span, frame: Span, others: tuple[Features, ...]) -> Iterator[tuple[Span, ...]]:
    """For each passage that covers enough, the frame without the optional segments that the passage lacks."""
    inner = [one for one in clauses(text, sentence).optional if frame[0] <= one[0] and one[1] <= frame[1]]
    segments = [(one, frozenset(map(meaning, content_words(text, *one)))) for one in inner]
    full = [(word, idf(word)) for word in map(meaning, content_words(text, *frame))]
    beside = frozenset().union(*(lemmas for _, lemmas in segments))
    core = sum(weight for word, weight in full if word not in beside)
    for other in others:
        told = sum(weight for word, weight in full if word in other.lemmas and word not in beside)
        if not core or told / core < LEAST_COVERED:
            continue
        dropped = tuple(one for one, lemmas in segments if not lemmas <= other.lemmas or not lemmas)
        spans = fitted(text, sentence, frame, dropped)
        if spans:
            yield spans
