"""What the event of a story is, as its editors put it, and whether a clause tells it."""

import re
from collections import Counter

from alteram.language import Statement
from alteram.language.lexical import features
from alteram.model.articles import Article
from alteram.model.stories import Dossier
from alteram.stages.facts.candidates import REPORTS, Candidate
from alteram.text.attribution import read
from alteram.text.grammar.verbs import finite, is_past
from alteram.text.names import names
from alteram.text.similarity import idf, lemma
from alteram.text.speech.cues import items

OPENING = 2
"""Sentences, and paragraphs, that open an article behind its title."""
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")


def told_by_known(dossier: Dossier) -> tuple[Article, ...]:
    """Articles of outlets in the registry where two of them tell the story, so that strangers cannot steer it."""
    known = tuple(article for article in dossier.articles if article.outlet is not None)
    return known if len({article.outlet for article in known}) > 1 else dossier.articles


def event_weights(dossier: Dossier) -> dict[str, float]:
    """Lemmas that the openings of two articles share, by their number and background idf: the event as editors put it.

    An opening is the title with the first sentences of the text.
    """
    seen: Counter[str] = Counter()
    for article in told_by_known(dossier):
        if article.genre in REPORTS:
            opening = [one for one in read(article.text).sentences[: OPENING + 1] if one.paragraph <= OPENING]
            told = (features(Statement(article, one.span, (one.span,))).lemmas for one in opening)
            seen.update(sorted(frozenset().union(*told)))
    return {word: (count - 1) * idf(word) for word, count in sorted(seen.items()) if count > 1}


def event_share(statement: Statement, weights: dict[str, float]) -> float:
    """Share (0 to 1) of what the openings share that a clause says."""
    return sum(weights.get(word, 0.0) for word in sorted(features(statement).lemmas)) / (sum(weights.values()) or 1.0)


def happened(candidate: Candidate) -> bool:
    """Whether a clause tells an act in the past tense: what goes on, or may follow, is no event yet."""
    text, spans = candidate.statement.article.text, candidate.statement.spans
    row = items(text, *spans[0])
    verb = finite(row, 0, len(row))
    return verb is not None and (is_past(row[verb]) or row[verb].lower in ("was", "were"))


def is_background(candidate: Candidate) -> bool:
    """Whether a clause tells of a year before its article's own."""
    article = candidate.statement.article
    years = [int(year) for a, b in candidate.statement.spans for year in _YEAR.findall(article.text, a, b)]
    return article.when is not None and any(year < int(article.when[:4]) for year in years)


def is_word_of_protagonist(candidate: Candidate, event: dict[str, float]) -> bool:
    """Whether a clause is the word of somebody whom the openings themselves name: then that he says it is the event."""
    if candidate.attribution is None or candidate.attribution.source is None:
        return False
    text = candidate.statement.article.text
    return any(lemma(name.text.split()[-1]) in event for name in names(text, *candidate.attribution.source))


def is_mostly_quoted(candidate: Candidate) -> bool:
    """Whether a clause opens with a quotation, or more than a third of it is one."""
    text, spans = candidate.statement.article.text, candidate.statement.spans
    row = [item for span in spans for item in items(text, *span)]
    quoted = sum(len(item.text) for item in row if item.quote)
    return bool(row) and (row[0].quote or 3 * quoted > sum(end - start for start, end in spans))
