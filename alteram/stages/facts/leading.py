"""Whether a clause tells the event of its story: an act, of its own year, by those whom the openings name."""

import re

from alteram.stages.facts.candidates import Candidate
from alteram.stages.facts.common import Common
from alteram.text.grammar.verbs import finite, is_past
from alteram.text.names import names
from alteram.text.similarity import lemma
from alteram.text.speech.cues import items

_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")


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


def is_word_of_protagonist(candidate: Candidate, common: Common) -> bool:
    """Whether a clause is the word of somebody whom the openings themselves name: then that he says it is the event."""
    if candidate.attribution is None or candidate.attribution.source is None:
        return False
    text = candidate.statement.article.text
    return any(lemma(name.text.split()[-1]) in common.event for name in names(text, *candidate.attribution.source))


def is_mostly_quoted(candidate: Candidate) -> bool:
    """Whether a clause opens with a quotation, or more than a third of it is one."""
    text, spans = candidate.statement.article.text, candidate.statement.spans
    row = [item for span in spans for item in items(text, *span)]
    quoted = sum(len(item.text) for item in row if item.quote)
    return bool(row) and (row[0].quote or 3 * quoted > sum(end - start for start, end in spans))
