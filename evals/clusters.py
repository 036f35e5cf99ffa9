"""How well clusters match gold stories: B-cubed (Bagga and Baldwin 1998) and pairwise precision, recall, F."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


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


def b_cubed(clusters: Iterable[Sequence[int]], stories: Sequence[str]) -> Agreement:
    """B-cubed of clusters of rows against the story of each row: the mean over articles."""
    sizes = Counter(stories)
    precision = recall = 0.0
    for rows in clusters:
        for story, count in Counter(stories[row] for row in rows).items():
            precision += count * count / len(rows)
            recall += count * count / sizes[story]
    return Agreement(precision / len(stories), recall / len(stories))


def pairwise(clusters: Iterable[Sequence[int]], stories: Sequence[str]) -> Agreement:
    """The share of joined pairs that are of one story, and of pairs of one story that are joined."""
    joined = right = 0
    for rows in clusters:
        joined += _pairs(len(rows))
        right += sum(_pairs(count) for count in Counter(stories[row] for row in rows).values())
    wanted = sum(_pairs(count) for count in Counter(stories).values())
    return Agreement(right / joined if joined else 1.0, right / wanted if wanted else 1.0)


def _pairs(number: int) -> int:
    return number * (number - 1) // 2
