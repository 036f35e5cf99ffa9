"""Of what kind a link is, read off the grammar of the later story: where it points back, by what, what it leads with.

The news of a report stands in its title and first sentences, what came before further down (the inverted pyramid:
van Dijk 1988, "News as Discourse": main event, consequences, verbal reactions, history). So:

- consequence: the news itself is said to have come of the earlier event ("after", "in the wake of", "as a result of");
- reaction: the news is what somebody says of it: the title has a verb of answering;
- update: title or first sentence of both tell the same thing, and the later one has other figures or a later stage;
- background: the later story has news of its own, and tells the earlier event in its past part.

Where the news is the earlier event again and none of these is seen, there is no link; a feature about it ("what we
know") has it as its background.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from alteram.model.stories import LinkKind
from alteram.stages.links.following import EARLY, Account, Found
from alteram.stages.links.lists import phrases
from alteram.stages.links.reading import Statement
from alteram.text.equivalents import meaning
from alteram.text.similarity import idf

SAME_AFFAIR = 0.35
"""Share of the earlier statement's weight that the later title or lead has when it tells of the same thing."""


def kind(hit: Found, accounts: Sequence[Account]) -> LinkKind | None:
    """The kind of a link, or None where the passage says the same news once more."""
    reading = accounts[hit.later].readings[hit.article]
    news = tuple(each for each in (reading.title, reading.lead) if each is not None)
    early = hit.passage.place <= EARLY
    affair = max((_share(hit.statement, each.terms) for each in news), default=0.0)
    if (early or affair >= SAME_AFFAIR) and _answers(reading.title, hit.statement):
        return "reaction"
    if early and _came_of(hit):
        return "consequence"
    if affair >= SAME_AFFAIR:
        featured = reading.title is not None and reading.title.feature
        return "background" if featured else "update" if _moved_on(news, hit.statement) else None
    return "background"


def _share(statement: Statement, terms: Iterable[str]) -> float:
    """Share of a statement's weight that some terms have; 0 where they share its names only."""
    shared = frozenset(terms) & frozenset(statement.terms)
    if shared <= frozenset(statement.names):
        return 0.0
    return _weight(shared) / _weight(statement.terms)


def _answers(title: Statement | None, earlier: Statement) -> bool:
    """Whether the title has a verb of answering that the earlier statement has not."""
    return title is not None and any(term in _answering() and term not in earlier.terms for term in title.terms)


def _came_of(hit: Found) -> bool:
    """Whether the passage says that its news came of what it shares with the earlier story."""
    shared = frozenset(hit.shared)
    pairs = zip(hit.passage.reaches, hit.passage.about, strict=True)
    return any(
        reach.kind == "cause" and _weight(shared & frozenset(about)) >= 0.7 * _weight(shared) for reach, about in pairs
    )


def _moved_on(news: Iterable[Statement], earlier: Statement) -> bool:
    """Whether title or first sentence has a figure that the earlier statement has not, or says a stage of its own."""
    return any(
        any(figure not in earlier.figures for figure in each.figures)
        or any(term in _stages() and term not in earlier.terms for term in each.terms)
        for each in news
    )


def _weight(terms: Iterable[str]) -> float:
    return sum(idf(term) for term in sorted(terms))


@cache
def _answering() -> frozenset[str]:
    return frozenset(meaning(word) for line in phrases("reaction_verbs") for word in line.split())


@cache
def _stages() -> frozenset[str]:
    return frozenset(meaning(word) for line in phrases("stages") for word in line.split())
