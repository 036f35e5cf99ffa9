"""What grouping knows of a collection: weighted terms, slots of the event, times, languages, in rows."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from alteram.model.articles import Article
from alteram.model.ids import Moment, has_time
from alteram.stages.stories.reading import LEAD_WORDS, Reading, lead_span, read
from alteram.stages.stories.rows import Floats, Rows, stack
from alteram.stages.stories.weighing import term_vector, unit, weight
from alteram.text.similarity import shingles, words

SHORT_BODY = 30
"""Words of body below which an article is little more than its title."""
COPY_SHINGLE = 8
_HOUR = 24.0
Vector = dict[str, float]
Key = TypeVar("Key", str, int)


@dataclass(frozen=True, slots=True)
class Profiles:
    """Profiles of a collection, dated articles first, by time and id: row i of every array is `articles[i]`.

    `lead` (title and first 350 words), `opening` (title and first 60), `title`, `names` and `title_names` hold unit
    vectors over `terms`, weighted by what is known of the language and not by the collection, so that a pair is scored
    alike in any company. `small`, `large` (over `figures`), `weekdays` and `quoted` have value 1 for what an article
    has. `times` are days since year 1, NaN when unknown; `exact` says whether the hour is known; `short` whether the
    body has fewer than 30 words; `languages` are two-letter codes or "".
    """

    articles: tuple[Article, ...]
    terms: tuple[str, ...]
    figures: tuple[str, ...]
    lead: Rows
    opening: Rows
    title: Rows
    names: Rows
    title_names: Rows
    small: Rows
    large: Rows
    weekdays: Rows
    quoted: Rows
    times: Floats
    exact: np.ndarray[tuple[int], np.dtype[np.bool_]]
    short: np.ndarray[tuple[int], np.dtype[np.bool_]]
    languages: tuple[str, ...]


def profile(articles: Iterable[Article]) -> Profiles:
    """Profiles of `articles`, whatever their order."""
    ordered = sorted(articles, key=_order)
    languages = tuple((article.language or "")[:2].lower() for article in ordered)
    readings = [read(article, language) for article, language in zip(ordered, languages, strict=True)]
    terms = _vocabulary(one.lead for one in readings)
    figures = _vocabulary((*one.small, *one.large) for one in readings)
    quoted = _vocabulary(one.quoted for one in readings)

    def weighted(of: Callable[[Reading], tuple[str, ...]], vector: Callable[[tuple[str, ...], str], Vector]) -> Rows:
        return _rows([vector(of(one), language) for one, language in zip(readings, languages, strict=True)], terms)

    moments = [article.when for article in ordered]
    return Profiles(
        articles=tuple(ordered),
        terms=tuple(terms),
        figures=tuple(figures),
        lead=weighted(lambda one: one.lead, term_vector),
        opening=weighted(lambda one: one.opening, term_vector),
        title=weighted(lambda one: one.title, term_vector),
        names=weighted(lambda one: one.names, _flat_vector),
        title_names=weighted(lambda one: one.title_names, _flat_vector),
        small=_rows([dict.fromkeys(one.small, 1.0) for one in readings], figures),
        large=_rows([dict.fromkeys(one.large, 1.0) for one in readings], figures),
        weekdays=_rows([dict.fromkeys(one.weekdays, 1.0) for one in readings], {day: day for day in range(7)}),
        quoted=_rows([dict.fromkeys(one.quoted, 1.0) for one in readings], quoted),
        times=np.array([np.nan if moment is None else days(moment) for moment in moments], dtype=np.float64),
        exact=np.array([moment is not None and has_time(moment) for moment in moments], dtype=np.bool_),
        short=np.array([one.body_words < SHORT_BODY for one in readings], dtype=np.bool_),
        languages=languages,
    )


def body_shingles(article: Article) -> frozenset[int]:
    """Runs of eight words of the read part of the body, to find copies."""
    return shingles(words(article.text, *lead_span(article, LEAD_WORDS)), COPY_SHINGLE)


def days(moment: Moment) -> float:
    """Days since year 1, with the hour as fraction where it is known."""
    if not has_time(moment):
        return float(datetime.date.fromisoformat(moment).toordinal())
    time = datetime.datetime.fromisoformat(moment)
    return time.toordinal() + (time.hour + time.minute / 60) / _HOUR


def _order(article: Article) -> tuple[bool, float, str]:
    moment = article.when
    return (moment is None, days(moment) if moment else 0.0, article.id)


def _flat_vector(terms: tuple[str, ...], language: str) -> Vector:
    """Unit vector of the weights of the terms, however often they stand."""
    return unit({term: weight(term, language) for term in terms})


def _vocabulary(groups: Iterable[Iterable[Key]]) -> dict[Key, int]:
    """A number for each key, in their order."""
    return {key: number for number, key in enumerate(sorted({key for group in groups for key in group}))}


def _rows(vectors: Sequence[dict[Key, float]], number: dict[Key, int]) -> Rows:
    parts = []
    for vector in vectors:
        items = sorted((number[key], value) for key, value in vector.items())
        parts.append((np.array([i for i, _ in items], dtype=np.int64), np.array([v for _, v in items])))
    return stack(parts, len(number))
