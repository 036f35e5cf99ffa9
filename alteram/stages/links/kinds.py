"""Of what kind a link is, read off the grammar of the later story: where it points back, by what, what it leads with.

The news of a report stands in its title and first sentences, what came before further down (the inverted pyramid:
van Dijk 1988, "News as Discourse": main event, consequences, verbal reactions, history). So:

- consequence: the news itself is said to have come of the earlier event ("after", "in the wake of", "as a result of");
- reaction: the news is what somebody says of it: the title has a verb of answering;
- update: the later title tells the same thing, and title or first sentence have other figures or a later stage;
- update as well: both titles name one affair (reaction, where the later one's verb answers);
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
from alteram.text.grammar.equivalents import meaning
from alteram.text.similarity import idf

SAME_AFFAIR = 0.35
"""Share of the earlier statement's weight that the later title or lead has when it is about the same thing."""


def kind(hit: Found, accounts: Sequence[Account]) -> LinkKind | None:
    """The kind of a link, or None where the passage says the same news once more."""
    reading = accounts[hit.later].readings[hit.article]
    if hit.reach is None:
        return "reaction" if reading.title is not None and reading.title.verb in _answering() else "update"
    early = hit.passage.place <= EARLY
    affair = _share(hit.statement, reading.title) >= SAME_AFFAIR
    if (early or affair) and _answers(reading.title, hit.statement):
        return "reaction"
    if early and _came_of(hit):
        return "consequence"
    if not affair and _share(hit.statement, reading.lead) < SAME_AFFAIR:
        return "background"
    if reading.title is not None and reading.title.feature:
        return "background"
    if affair and _moved_on((reading.title, reading.lead), hit.statement):
        return "update"
    return None


def _share(earlier: Statement, later: Statement | None) -> float:
    """Share of the earlier statement's weight that the later one has; 0 where they share names only."""
    shared = frozenset(earlier.terms).intersection(later.terms if later is not None else ())
    if shared <= frozenset(earlier.names):
        return 0.0
    return _weight(shared) / _weight(earlier.terms)


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


def _moved_on(news: Iterable[Statement | None], earlier: Statement) -> bool:
    """Whether title or first sentence has another figure than the earlier statement, or says a stage of its own."""
    return any(
        (earlier.figures and any(figure not in earlier.figures for figure in each.figures))
        or any(term in _stages() and term not in earlier.terms for term in each.terms)
        for each in news
        if each is not None
    )


def _weight(terms: Iterable[str]) -> float:
    return sum(idf(term) for term in sorted(terms))


@cache
def _answering() -> frozenset[str]:
    return frozenset(meaning(word) for line in phrases("reaction_verbs") for word in line.split())


@cache
def _stages() -> frozenset[str]:
    return frozenset(meaning(word) for line in phrases("stages") for word in line.split())
