"""Stories, and the dossier from which a brief is drawn."""

from dataclasses import dataclass
from typing import Literal

from alteram.model.articles import Article, Span
from alteram.model.briefs import (
    Abstention,
    CoverageContrast,
    Disagreement,
    Fact,
    Narrative,
    Origin,
    Sentence,
    Withheld,
)
from alteram.model.ids import ArticleId, Moment, OriginId, StoryId
from alteram.model.outlets import Registry


@dataclass(frozen=True, slots=True)
class Story:
    """A story as the store keeps it. `articles` are in order of publication, then id."""

    id: StoryId
    articles: tuple[ArticleId, ...]
    headline: str
    opened: Moment | None
    updated: Moment | None


@dataclass(frozen=True, slots=True)
class Join:
    """Why an article is in its story: its strongest tie there, and the nearest story that it did not join."""

    article: ArticleId
    nearest: ArticleId | None
    score: float
    shared: tuple[str, ...]
    other: ArticleId | None = None
    other_score: float = 0.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles that report one event, before it has an id; `joins` explains each member."""

    articles: tuple[ArticleId, ...]
    joins: tuple[Join, ...]


LinkKind = Literal["update", "reaction", "consequence", "background", "other-language"]
"""How a later story follows an earlier one; "other-language": it does not, both tell one event in two languages."""


@dataclass(frozen=True, slots=True)
class Link:
    """What ties two stories, as two of their articles show it: whichever stories hold these are the ones that are tied.

    `passage` of the article `later` points back to what `earlier` reports. `shared` are words of both, heaviest first;
    `score` is 0 to 1. "other-language" rests on the whole of both, and its passage is empty.
    """

    kind: LinkKind
    later: ArticleId
    earlier: ArticleId
    passage: Span
    shared: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Tie:
    """A link seen from one story: the `other` story is the earlier or the later one, or tells the same ("beside")."""

    place: Literal["earlier", "later", "beside"]
    other: StoryId
    link: Link


@dataclass(frozen=True, slots=True)
class ParagraphOwner:
    """Whose text a paragraph is: `n` is the article's number in the dossier, `span` the paragraph in its text."""

    n: int
    span: Span
    origin: OriginId


@dataclass(frozen=True, slots=True)
class Origins:
    """Who stands behind the articles of a dossier.

    `origins` has one entry a *component* (same origin, contained text, same owner are joined; a component counts once).
    `owners` covers every paragraph of every article. `counted` are the origins that may add to a count: those of
    outlets in the registry.
    """

    origins: tuple[Origin, ...]
    owners: tuple[ParagraphOwner, ...]
    counted: frozenset[OriginId]

    def owner(self, n: int, offset: int) -> OriginId:
        """Origin of the paragraph of article `n` that holds `offset`."""
        for owner in self.owners:
            if owner.n == n and owner.span[0] <= offset < owner.span[1]:
                return owner.origin
        raise KeyError((n, offset))


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a brief may draw on: immutable. Source number n is `articles[n - 1]` until the brief renumbers."""

    story: StoryId
    articles: tuple[Article, ...]
    registry: Registry
    origins: Origins


@dataclass(frozen=True, slots=True)
class Draft:
    """What the stages propose, in the dossier's numbering and with provisional origin ids; nothing here is checked."""

    headlines: tuple[Sentence, ...]
    facts: tuple[Fact, ...]
    disagreements: tuple[Disagreement, ...]
    narratives: tuple[Narrative, ...]
    coverage: tuple[CoverageContrast, ...]
    abstained: tuple[Abstention, ...]
    origins: tuple[Origin, ...]
    withheld: tuple[Withheld, ...] = ()
