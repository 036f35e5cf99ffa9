"""How well clusters match gold stories: B-cubed (Bagga and Baldwin 1998) and pairwise precision, recall, F.

Every article counts, those that are alone in their story too. Intervals are of a bootstrap (Efron 1979) that draws
whole blocks (stories, or topics of twin stories) with replacement, the clustering left as it is.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

DRAWS = 1000
INTERVAL = 0.95
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    def f(self, beta: float = 1.0) -> float:
        """F measure; below 1, `beta` weighs precision more."""
        square = beta * beta
        below = square * self.precision + self.recall
        return (1 + square) * self.precision * self.recall / below if below else 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over the articles of a block, from which both measures follow; tallies of blocks add up.

    `precision` and `recall` are sums over articles of the B-cubed shares; `joined`, `right` and `wanted` count pairs,
    a joined pair of two blocks as a half in each.
    """

    articles: float = 0.0
    precision: float = 0.0
    recall: float = 0.0
    joined: float = 0.0
    right: float = 0.0
    wanted: float = 0.0

    def plus(self, other: "Tally") -> "Tally":
        """The sum of both."""
        return Tally(
            self.articles + other.articles, self.precision + other.precision, self.recall + other.recall,
            self.joined + other.joined, self.right + other.right, self.wanted + other.wanted,
        )  # fmt: skip

    def b_cubed(self) -> Agreement:
        """The mean over articles."""
        return Agreement(self.precision / self.articles, self.recall / self.articles)

    def pairwise(self) -> Agreement:
        """The share of joined pairs that are right, and of wanted pairs that are joined."""
        return Agreement(
            self.right / self.joined if self.joined else 1.0, self.right / self.wanted if self.wanted else 1.0
        )


def tallies(clusters: Iterable[Sequence[int]], stories: Sequence[str], blocks: Sequence[str]) -> tuple[Tally, ...]:
    """The tally of each block, in the order of their names; a story lies in one block."""
    sizes = Counter(stories)
    found = {block: Tally() for block in sorted(set(blocks))}
    block_of = dict(zip(stories, blocks, strict=True))
    for rows in clusters:
        for story, count in sorted(Counter(stories[row] for row in rows).items()):
            block, right = block_of[story], count * (count - 1) / 2
            found[block] = found[block].plus(
                Tally(
                    count, count * count / len(rows), count * count / sizes[story],
                    right + count * (len(rows) - count) / 2, right,
                )
            )  # fmt: skip
    for story, size in sorted(sizes.items()):
        block = block_of[story]
        found[block] = replace(found[block], wanted=found[block].wanted + size * (size - 1) / 2)
    return tuple(found[block] for block in sorted(found))


def b_cubed(clusters: Iterable[Sequence[int]], stories: Sequence[str]) -> Agreement:
    """B-cubed of clusters of rows against the story of each row: the mean over articles."""
    return total(tallies(clusters, stories, ["all"] * len(stories))).b_cubed()


def pairwise(clusters: Iterable[Sequence[int]], stories: Sequence[str]) -> Agreement:
    """The share of joined pairs that are of one story, and of pairs of one story that are joined."""
    return total(tallies(clusters, stories, ["all"] * len(stories))).pairwise()


def total(parts: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    whole = Tally()
    for one in parts:
        whole = whole.plus(one)
    return whole


def interval(parts: Sequence[Tally], figure: Callable[[Tally], float]) -> tuple[float, float]:
    """The middle 95 % of a figure over a thousand draws of as many tallies as there are, seeded."""
    dice = random.Random(SEED)
    drawn = sorted(figure(total(dice.choices(parts, k=len(parts)))) for _ in range(DRAWS))
    edge = round(DRAWS * (1 - INTERVAL) / 2)
    return drawn[edge], drawn[-edge - 1]
