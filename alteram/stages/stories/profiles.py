"""What grouping knows of an article: weighted terms of its lead and its title, its time, its language."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from alteram.model.articles import Article
from alteram.model.ids import Moment, has_time
from alteram.stages.stories.rows import Floats, Rows, stack
from alteram.text.similarity import content_lemmas, shingles, weights, words

LEAD_WORDS = 350
"""Words of body that are read: longer leads changed no figure (DESIGN, "Stories")."""
OPENING_WORDS = 60
"""The first paragraphs, where a report says what happened."""
SHORT_BODY = 30
"""Words of body below which an article is little more than its title."""
COPY_SHINGLE = 8
_HOUR = 24.0
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Profiles:
    """Profiles of a collection, dated articles first, by time and id: row i of every array is `articles[i]`.

    `lead` (title and first 350 words), `opening` (title and first 60) and `title` hold unit tf-idf vectors over
    `terms`. `times` are days since year 1, NaN when unknown; `exact` says whether the hour is known; `short` whether
    the body has fewer than 30 words; `languages` are two-letter codes or "".
    """

    articles: tuple[Article, ...]
    terms: tuple[str, ...]
    lead: Rows
    opening: Rows
    title: Rows
    times: Floats
    exact: np.ndarray[tuple[int], np.dtype[np.bool_]]
    short: np.ndarray[tuple[int], np.dtype[np.bool_]]
    languages: tuple[str, ...]


def profile(articles: Iterable[Article]) -> Profiles:
    """Profiles of `articles`, whatever their order."""
    ordered = sorted(articles, key=_order)
    texts = [_parts(article) for article in ordered]
    vectors = [[weights(part) for part in text[:3]] for text in texts]
    terms = tuple(sorted({term for lead, _, title in vectors for term in (*lead, *title)}))
    number = {term: i for i, term in enumerate(terms)}
    lead, opening, title = (_rows([vector[k] for vector in vectors], number) for k in range(3))
    moments = [article.when for article in ordered]
    return Profiles(
        articles=tuple(ordered),
        terms=terms,
        lead=lead,
        opening=opening,
        title=title,
        times=np.array([np.nan if moment is None else days(moment) for moment in moments], dtype=np.float64),
        exact=np.array([moment is not None and has_time(moment) for moment in moments], dtype=np.bool_),
        short=np.array([text[3] < SHORT_BODY for text in texts], dtype=np.bool_),
        languages=tuple((article.language or "")[:2].lower() for article in ordered),
    )


def body_shingles(article: Article) -> frozenset[int]:
    """Runs of eight words of the read part of the body, to find copies."""
    return shingles(words(article.text, *_lead_span(article, LEAD_WORDS)), COPY_SHINGLE)


def days(moment: Moment) -> float:
    """Days since year 1, with the hour as fraction where it is known."""
    if not has_time(moment):
        return float(datetime.date.fromisoformat(moment).toordinal())
    time = datetime.datetime.fromisoformat(moment)
    return time.toordinal() + (time.hour + time.minute / 60) / _HOUR


def _order(article: Article) -> tuple[bool, float, str]:
    moment = article.when
    return (moment is None, days(moment) if moment else 0.0, article.id)


def _parts(article: Article) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int]:
    """Lemmas of title and lead, of title and opening, of the title; and the number of body words, up to 350."""
    text = article.text
    start, end = _lead_span(article, LEAD_WORDS)
    title = content_lemmas(article.title)
    lead = content_lemmas(text, start, end)
    opening = content_lemmas(text, *_lead_span(article, OPENING_WORDS))
    return title + lead, title + opening, title, len(text[start:end].split())


def _lead_span(article: Article, number: int) -> tuple[int, int]:
    """The first `number` words after the title paragraph."""
    text, title = article.text, article.title
    start = min(len(title) + 2, len(text)) if title and text.startswith(title) else 0
    end = start
    for count, word in enumerate(_WORD.finditer(text, start), 1):
        end = word.end()
        if count == number:
            break
    return start, end


def _rows(vectors: Sequence[dict[str, float]], number: dict[str, int]) -> Rows:
    parts = []
    for vector in vectors:
        items = sorted((number[term], value) for term, value in vector.items())
        parts.append((np.array([i for i, _ in items], dtype=np.int64), np.array([v for _, v in items])))
    return stack(parts, len(number))
