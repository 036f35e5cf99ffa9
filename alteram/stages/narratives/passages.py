"""Sentences in which an outlet itself argues: in its own voice, on the story's topic, complete, with a judgement.

Opinion pages argue by their nature; of a report only sentences enter whose evaluation is clear and that nobody else is
made to say. Whoever is quoted never speaks for the outlet that quotes.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alteram.config import RULES
from alteram.model.articles import Article, Span
from alteram.model.ids import OriginId
from alteram.model.stories import Dossier
from alteram.text.attribution import SentenceReading, read
from alteram.text.compression import starts_conditionally
from alteram.text.lexicon import phrases
from alteram.text.names import names
from alteram.text.persons import harms, persons
from alteram.text.polarity import deontic, evaluative
from alteram.text.provenance import passage_origin
from alteram.text.sentences import paragraphs
from alteram.text.similarity import content_lemmas, idf, words

LEAST_WORDS, MOST_WORDS = 8, 40
"""Words of one sentence of a narrative; published narratives have two of 15 to 30."""
GENRES = frozenset({"opinion", "report"})
LEAST_SCORE = {"opinion": 0.8, "report": 1.4}
"""Weight of judgement from which a sentence argues; a report needs two marks of it, or one and a reason."""
STRONG, WEAK, DUTY, REASON = 1.0, 0.4, 0.8, 0.4
"""Weights of a clear evaluation, one that news prose also uses, a duty, a reason."""
CORE_PARAGRAPHS = 3
"""Paragraphs after the title whose words show what the story is about."""
LEAST_CORE = 2
"""Words of the story's core that a sentence must share."""
CORE_IDF = 2.5
"""Background weight below which a word is too common to show a topic (one article in twelve has it)."""
EDGE_BONUS = 0.3
"""For the lead and the conclusion, where opinion pieces state their claim (five-paragraph and inverted order alike)."""

_FIRST_SECOND = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our|ours|you|your|yours|let['’]s)\b", re.IGNORECASE)
_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|theirs|it|its)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:above|below|here|aforementioned|said that|as noted|as mentioned|quoted|these|those|such a)\b"
)
_MARKS = re.compile(r"[“”\"|•▼►→…]|@\w|#\w|\.\.\.|\bhttps?:|\[|\]|^\W*[a-z]|[A-Z]{4,} [A-Z]{4,}")
_END = re.compile(r"[\w)%][.!]$")


@dataclass(frozen=True, slots=True)
class Voiced:
    """One sentence in which source `n` argues; `score` is its weight of judgement, `lemmas` its content."""

    n: int
    place: int
    span: Span
    words: int
    score: float
    lemmas: frozenset[str]
    origin: OriginId


@cache
def weights() -> dict[str, dict[str, list[str]]]:
    """The word lists of `weights.toml`."""
    return tomllib.loads(Path(__file__).with_name("weights.toml").read_text(encoding="utf-8"))


@cache
def _any_of(table: str, key: str) -> re.Pattern[str]:
    forms = sorted(weights()[table][key], key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)


def voiced(dossier: Dossier) -> tuple[Voiced, ...]:
    """Every sentence of the dossier in which an outlet argues on the story's topic, by source and place."""
    core = core_lemmas(dossier)
    found: list[Voiced] = []
    for n, article in enumerate(dossier.articles, start=1):
        if article.genre in GENRES and article.confidence >= RULES.least_confidence:
            found += _of_article(dossier, n, article, core)
    return tuple(found)


def core_lemmas(dossier: Dossier) -> frozenset[str]:
    """Lemmas in titles and leads of two articles (of one, where there is no second) that are not common everywhere."""
    count: Counter[str] = Counter()
    for article in dossier.articles:
        bounds = paragraphs(article.text)[: CORE_PARAGRAPHS + 1]
        count.update({lemma for span in bounds for lemma in content_lemmas(article.text, *span)})
    least = min(2, len(dossier.articles))
    return frozenset(lemma for lemma, times in count.items() if times >= least and idf(lemma) >= CORE_IDF)


def _of_article(dossier: Dossier, n: int, article: Article, core: frozenset[str]) -> Iterator[Voiced]:
    text = article.text
    readings = read(text).sentences
    last = readings[-1].paragraph
    for place, reading in enumerate(readings):
        if reading.paragraph == 0 or not _own_and_whole(text, reading) or _accuses_private_person(text, reading.span):
            continue
        lemmas = frozenset(content_lemmas(text, *reading.span))
        weight = judgement(text, reading.span)
        if len(lemmas & core) < LEAST_CORE or weight < LEAST_SCORE[article.genre]:
            continue
        edge = EDGE_BONUS if reading.paragraph <= 2 or reading.paragraph >= last - 1 else 0.0
        topic = min(len(lemmas & core), 5) / 10
        origin = passage_origin(article, n, reading, (reading.span,), dossier.origins, dossier.registry)
        yield Voiced(n, place, reading.span, _length(text, reading.span), weight + edge + topic, lemmas, origin.id)


def judgement(text: str, span: Span) -> float:
    """Weight of what a sentence judges and demands, with half a weight for a reason."""
    strong = weak = 0
    for start, end in evaluative(text, *span):
        word = text[start:end]
        if start > span[0] and word[0].isupper():
            continue
        lower = word.lower()
        if lower in weights()["evaluative"]["weak"]:
            weak += 1
        elif lower not in weights()["evaluative"]["none"]:
            strong += 1
    duties = sum(1 for start, end in deontic(text, *span) if _is_duty(text[start:end]))
    if _any_of("neutral", "words").search(text, *span):
        duties = 0
    marks = STRONG * min(strong, 2) + WEAK * min(weak, 2) + DUTY * min(duties, 1)
    reason = REASON if marks and _any_of("reason", "words").search(text, *span) else 0.0
    return marks + reason


def _is_duty(word: str) -> bool:
    return word.lower().replace("’", "'") in weights()["deontic"]["strong"]


def _length(text: str, span: Span) -> int:
    return len(words(text, *span))


def _own_and_whole(text: str, reading: SentenceReading) -> bool:
    """Whether a sentence is the outlet's own, complete, and can be read without its neighbours."""
    sentence = text[slice(*reading.span)]
    if reading.state != "own" or reading.attribution is not None or reading.quotations or _MARKS.search(sentence):
        return False
    if not _END.search(sentence) or not LEAST_WORDS <= _length(text, reading.span) <= MOST_WORDS:
        return False
    lowered = sentence.lower()
    if _FIRST_SECOND.search(sentence) or _POINTING.search(lowered) or starts_conditionally(text, reading.span):
        return False
    if any(phrase in lowered for phrase in phrases("boilerplate")) or _any_of("page", "words").search(sentence):
        return False
    return not _hangs(text, reading.span)


def _hangs(text: str, span: Span) -> bool:
    """Whether the sentence begins with a connective or a pronoun, or has a pronoun before any name."""
    lowered = text[slice(*span)].lower()
    if any(re.match(rf"{re.escape(phrase)}\b", lowered) for phrase in phrases("dangling_openings")):
        return True
    pronoun = _PERSONAL.search(text, *span)
    return pronoun is not None and not any(name.end <= pronoun.start() for name in names(text, *span))


def _accuses_private_person(text: str, span: Span) -> bool:
    """Whether a sentence speaks of crime, abuse or illness and names somebody without a role of public life."""
    if not harms(text, *span):
        return False
    return any(
        not person.office and any(span[0] <= start and end <= span[1] for start, end in person.mentions)
        for person in persons(text)
    )
