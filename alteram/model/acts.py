"""What editors settle by hand about stories, and what becomes of stories: acts, constraints, events."""

from dataclasses import dataclass
from typing import Literal

from alteram.model.ids import ArticleId, Moment, StoryId

ActKind = Literal["move", "merge", "split", "pin"]
EventKind = Literal["merged", "split", "moved", "pinned", "undone"]


@dataclass(frozen=True, slots=True)
class Named:
    """An article as an act names it. What is meant is its address: a later version of the page is the same article."""

    article: ArticleId
    url: str


@dataclass(frozen=True, slots=True)
class Act:
    """One decision of an editor about the grouping, which every later build respects until it is undone.

    `stories` are those that it was about, the one that gives or keeps first. `named` are the articles that were moved,
    pinned or split off (none for a merge); `others` those that a merge holds together, from which a split parts, or
    beside which a move or a pin puts its article. `number` counts from 1 in the order of the acts: of two that
    contradict each other the later one counts.
    """

    number: int
    kind: ActKind
    at: Moment
    reason: str
    stories: tuple[StoryId, ...]
    named: tuple[Named, ...]
    others: tuple[Named, ...]
    undone: Moment | None = None


@dataclass(frozen=True, slots=True)
class Constraints:
    """What grouping has to respect; the parts never contradict each other.

    `together`: sets without common members, each inside one story. `apart`: pairs that are in no story together.
    `homes`: an article, and those to whose story it belongs (where they are parted, the one that holds most of them);
    what grouping makes of these others is not touched by it.
    """

    together: tuple[tuple[ArticleId, ...], ...] = ()
    apart: tuple[tuple[ArticleId, ArticleId], ...] = ()
    homes: tuple[tuple[ArticleId, tuple[ArticleId, ...]], ...] = ()


UNCONSTRAINED = Constraints()
"""Grouping as the machine would have it."""


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """What became of a story: `articles` of them went from `story` to `other`.

    "merged": `story` went up in `other`. "split": `other` is new. "moved": both were there before. "pinned" and
    "undone" have no `other`. `at` is the editor's time, or for grouping the latest time of an article of `other`, so
    that no clock is needed. `overrides` are the numbers of earlier acts that this one contradicts.
    """

    kind: EventKind
    by: Literal["grouping", "editor"]
    at: Moment | None
    story: StoryId
    other: StoryId | None = None
    articles: int = 0
    act: int | None = None
    reason: str = ""
    overrides: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """The constraints that acts come to, and the numbers of those that a later one contradicts, in part or whole."""

    constraints: Constraints
    overridden: frozenset[int]
