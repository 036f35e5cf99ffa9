"""Grouping as it goes on: what has arrived and what has gone changes an index, and with it some clusters."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from alteram.model.acts import UNCONSTRAINED, Constraints
from alteram.model.articles import Article
from alteram.model.grouping import IndexChange, Indexed
from alteram.model.ids import ArticleId
from alteram.model.stories import Cluster, Join
from alteram.stages.stories.explain import Teller, Texts, joins_of
from alteram.stages.stories.index import Index
from alteram.stages.stories.keeping import kept_rows, made_by, restore
from alteram.stages.stories.prints import language_of, make_print
from alteram.stages.stories.reading import read
from alteram.stages.stories.regions import Regions
from alteram.stages.stories.scoring import Model, shipped

MARGIN_DAYS = 40
"""Days around what arrives that have to be loaded: what an article is compared with lies ten days from it, a removal
opens lists ten days on, their new pairs have ends as far away again, and the neighbours of these decide."""
BODY_DAYS = 20
"""Days around what arrives whose prints are compared with something."""

Known = Callable[[Sequence[ArticleId]], Mapping[ArticleId, Join]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What part of an index is loaded: rows from `first` to `last` day; everything where these are None."""

    rows: Sequence[Indexed] = ()
    first: float = -math.inf
    last: float = math.inf


class Grouping:
    """The index of a library, or as much of it as `loaded` says; `made_by` names the rules it was made by."""

    def __init__(self, loaded: Loaded | None = None, model: Model | None = None) -> None:
        self._loaded = loaded or Loaded()
        self._index = Index(model or shipped())
        self._teller = Teller(self._index)
        restore(self._index, self._loaded.rows)
        self._new = len(self._index.shelf)
        self._gone: list[int] = []

    @property
    def made_by(self) -> str:
        """What made this index."""
        return made_by(self._index.model)

    @property
    def index(self) -> Index:
        """The index itself."""
        return self._index

    def update(self, arrived: Iterable[Article], gone: Iterable[ArticleId] = (), next_number: int = 0) -> None:
        """Takes articles out and puts others in, whatever their order. New ones are numbered from `next_number` on."""
        made = {}
        for article in arrived:
            reading = read(article, language_of(article))
            made[article.id] = make_print(article, reading)
            self._teller.hear(article.id, reading)
        slots = self._index.shelf.slots
        leaving = [article for article in gone if article in slots]
        self._gone += [self._index.numbers[slots[article]] for article in leaving]
        self._index.update(made, leaving, next_number)

    def settle(
        self,
        constraints: Constraints,
        texts: Texts,
        *,
        also: Iterable[ArticleId] = (),
        before: Known | None = None,
    ) -> tuple[Cluster, ...] | None:
        """The clusters of everything that may have changed since the last time, and of those with `also`; None where a
        wider part of the index has to be loaded to tell.

        `before` gives joins that were told before: what two articles share is not looked up again. `texts` gives the
        articles that have to be read for it.
        """
        index = self._index
        seeds = index.stirred | {index.shelf.slots[article] for article in also if article in index.shelf.slots}
        regions = Regions(index, constraints, self._loaded.first, self._loaded.last)
        found = regions.around(seeds)
        if regions.beyond:
            return None
        index.settle()
        members = [rows for region in found for rows in regions.clusters(region)]
        joins = joins_of(index, members)
        told = self._teller.tell(joins, before([join.article for join in joins.values()]) if before else {}, texts)
        members.sort(key=lambda rows: index.shelf.order_of(rows[0]))
        return tuple(
            Cluster(tuple(index.shelf.ids[slot] for slot in rows), tuple(told[slot] for slot in rows))
            for rows in members
        )

    def change(self, settled: str = "", *, anew: bool = False) -> IndexChange:
        """What a library has to keep of everything since the index was loaded; `settled` is kept with it."""
        index = self._index
        slots = sorted(slot for slot in index.touched if index.shelf.column("alive")[slot])
        rows = kept_rows(index, slots, self._new)
        return IndexChange(self.made_by, settled, rows, tuple(sorted(self._gone)), anew)


def group(
    articles: Sequence[Article], model: Model | None = None, constraints: Constraints = UNCONSTRAINED
) -> tuple[Cluster, ...]:
    """Clusters of articles that report one event, every article in exactly one, ordered by first article.

    Members are ordered by time (of publication, else of capture), then by a hash of the id; those without any come
    last. Of articles with one id only one is kept. `model` is the one that ships unless another is given.
    """
    unique = {article.id: article for article in articles}
    grouping = Grouping(model=model)
    grouping.update(unique.values())
    clusters = grouping.settle(constraints, lambda wanted: {name: unique[name] for name in wanted})
    return clusters or ()
