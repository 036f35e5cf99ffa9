"""Sentences in which an outlet itself argues: in its own voice, on the story's topic, complete, with a judgement.

Opinion pages argue by their nature; of a report only sentences enter whose evaluation is clear and that nobody else is
made to say. Whoever is quoted never speaks for the outlet that quotes.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from alteram.config import RULES
from alteram.model.articles import Article, Span
from alteram.model.briefs import Origin
from alteram.model.stories import Dossier
from alteram.stages.narratives.judging import judgement
from alteram.stages.narratives.standing import is_readable, words_in
from alteram.text.attribution import Attribution, SentenceReading, read
from alteram.text.clauses import clauses
from alteram.text.lexicon import phrases
from alteram.text.people.persons import harms, persons
from alteram.text.provenance import passage_origin
from alteram.text.sentences import paragraphs
from alteram.text.similarity import content_lemmas, idf

GENRES = frozenset({"opinion", "report"})
LEAST_SCORE = {"opinion": 0.8, "report": 2.0}
"""Weight of judgement from which a sentence argues; a report needs two clear marks of it."""
CORE_PARAGRAPHS = 3
"""Paragraphs after the title whose words show what the story is about."""
LEAST_CORE = 2
"""Words of the story's core that a sentence must share."""
RARE_IDF = {"opinion": 2.5, "report": 4.0}
"""Background weight of a word that alone ties a sentence to a story: fewer than one article in twelve, or in fifty, has
it. An opinion page argues about one thing; a report may pass by another.
"""
MOST_CORE = 5
"""Shared words beyond these make a sentence no more to the point."""
CORE_IDF = 1.5
"""Background weight below which a word is too common to show a topic (more than one article in five has it)."""
EDGE_BONUS = 0.3
"""For the lead and the conclusion, where opinion pieces state their claim (five-paragraph and inverted order alike)."""

_REPORTED = re.compile(
    r"\b(?:be|been|being|is|are|was|were)\b|accus|alleg|report|claim|according|charge|rumou?r", re.IGNORECASE
)
_DUTY_BEFORE = re.compile(r"\b(?:should|must|ought to)(?: not| never| also| \w+ly)? $")


@dataclass(frozen=True, slots=True)
class Voiced:
    """One sentence in which source `n` argues; `score` is its weight of argument, `lemmas` its content.

    `spans` are what is copied of the source sentence `span`; `named` is a full name that "X said" puts before them, and
    `opening` and `closing` are quotation marks that glue sets around them.
    """

    n: int
    place: int
    span: Span
    spans: tuple[Span, ...]
    words: int
    score: float
    lemmas: frozenset[str]
    origin: Origin
    named: Span | None = None
    opening: str = ""
    closing: str = ""


def voiced(dossier: Dossier) -> tuple[Voiced, ...]:
    """Every sentence of the dossier in which an outlet argues on the story's topic, by source and place."""
    core = core_lemmas(dossier)
    found: list[Voiced] = []
    for n, article in enumerate(dossier.articles, start=1):
        if article.genre in GENRES and article.confidence >= RULES.least_confidence:
            found += _of_article(dossier, n, article, core)
    return tuple(found)


def core_lemmas(dossier: Dossier) -> frozenset[str]:
    """What the story is about: lemmas at the top of one article that another has too and that are not common."""
    tops: list[frozenset[str]] = []
    whole: list[frozenset[str]] = []
    for article in dossier.articles:
        bounds = paragraphs(article.text)[: CORE_PARAGRAPHS + 1]
        tops.append(frozenset(lemma for span in bounds for lemma in content_lemmas(article.text, *span)))
        whole.append(frozenset(content_lemmas(article.text)))
    count = Counter(lemma for lemmas in whole for lemma in lemmas)
    least = min(2, len(whole))
    return frozenset(lemma for top in tops for lemma in top if count[lemma] >= least and idf(lemma) >= CORE_IDF)


def on_topic(shared: frozenset[str], genre: str) -> bool:
    """Whether the words that a sentence shares with the core tie it to the story: two of them, or one rare one."""
    return len(shared) >= LEAST_CORE or any(idf(lemma) >= RARE_IDF[genre] for lemma in shared)


def _of_article(dossier: Dossier, n: int, article: Article, core: frozenset[str]) -> Iterator[Voiced]:
    text, opinion = article.text, article.genre == "opinion"
    readings = read(text).sentences
    last = readings[-1].paragraph
    for place, reading in enumerate(readings):
        weight = judgement(text, reading.span, opinion=opinion)
        if reading.paragraph == 0 or weight < LEAST_SCORE[article.genre]:
            continue
        begin = _beginning(text, reading.span)
        lemmas = frozenset(content_lemmas(text, *reading.span))
        shared = lemmas & core
        if not on_topic(shared, article.genre) or not _own_voice(text, reading, opinion=opinion):
            continue
        if not is_readable(text, begin, reading.span, opinion=opinion) or _accuses_private_person(text, reading.span):
            continue
        edge = EDGE_BONUS if reading.paragraph <= 2 or reading.paragraph >= last - 1 else 0.0
        origin = passage_origin(article, n, reading, (reading.span,), dossier.origins, dossier.registry)
        yield Voiced(
            n=n,
            place=place,
            span=reading.span,
            spans=((begin, reading.span[1]),),
            words=words_in(text, (begin, reading.span[1])),
            score=weight + edge + min(len(shared), MOST_CORE) / 10,
            lemmas=lemmas,
            origin=origin,
        )


def _beginning(text: str, span: Span) -> int:
    """Where to begin copying: behind an opening connective that may be left out ("But "), else at the start."""
    bounds = clauses(text, span)
    for start, end in bounds.optional:
        if start == span[0] and end in bounds.starts and text[start:end].strip(" ,").lower() in phrases("connectives"):
            return end
    return span[0]


def _own_voice(text: str, reading: SentenceReading, *, opinion: bool) -> bool:
    """Whether nobody but the outlet speaks. In an opinion piece a cue without a speaker ("the belief that") is the
    writer's own word, unless it is one of report or accusation ("has been accused").
    """
    if reading.quotations or reading.governed_by is not None:
        return False
    if reading.attribution is None:
        return reading.state == "own"
    found = (reading.attribution, *reading.others)
    return opinion and all(_writers_own(text, one) for one in found)


def _writers_own(text: str, attribution: Attribution) -> bool:
    """Whether a cue is no report: it has no speaker, or it only says what somebody ought to say ("must reject")."""
    start, end = attribution.cue
    if _DUTY_BEFORE.search(text, max(0, start - 24), start):
        return True
    return attribution.source is None and attribution.carrier is None and not _REPORTED.search(text, start, end)


def _accuses_private_person(text: str, span: Span) -> bool:
    """Whether a sentence speaks of crime, abuse or illness and names somebody without a role of public life."""
    if not harms(text, *span):
        return False
    return any(
        not person.office and any(span[0] <= start and end <= span[1] for start, end in person.mentions)
        for person in persons(text)
    )
