"""Stories: which articles report one event.

Method (DESIGN, "Stories"): candidate pairs from an inverted index, a logistic score on lexical and time features, a
second score from third articles, average linkage of reports on the sparse pair graph; opinion and live pages follow the
story they belong to. What editors have settled (`settle`) is respected. Pure: the result depends on the set of articles
and on the constraints only, not on their order, the hash seed or the clock. Figures: `python -m evals.grouping`.
"""

from collections.abc import Sequence
from dataclasses import replace

from alteram.model.acts import UNCONSTRAINED, Constraints
from alteram.model.articles import Article
from alteram.model.stories import Cluster
from alteram.stages.stories.constraints import settle
from alteram.stages.stories.explain import join_of, shared
from alteram.stages.stories.index import Index
from alteram.stages.stories.prints import make_print
from alteram.stages.stories.regions import Regions
from alteram.stages.stories.scoring import Model, shipped

__all__ = ["group", "settle"]


def group(
    articles: Sequence[Article], model: Model | None = None, constraints: Constraints = UNCONSTRAINED
) -> tuple[Cluster, ...]:
    """Clusters of articles that report one event, every article in exactly one, ordered by first article.

    Members are ordered by time (of publication, else of capture), then by a hash of the id; those without any come
    last. Of articles with one id only one is kept. `model` is the one that ships unless another is given.
    """
    unique = {article.id: article for article in articles}
    index = Index(model or shipped())
    index.update({name: make_print(article) for name, article in unique.items()})
    regions = Regions(index, constraints)
    clusters = []
    for region in regions.around(range(len(index.shelf))):
        for members in regions.clusters(region):
            home = frozenset(members)
            joins = [join_of(index, slot, home) for slot in members]
            told = [
                join if join.nearest is None
                else replace(join, shared=shared(index, unique[join.article], index.shelf.slots[join.nearest]))
                for join in joins
            ]  # fmt: skip
            clusters.append(Cluster(tuple(index.shelf.ids[slot] for slot in members), tuple(told)))
    return tuple(clusters)
