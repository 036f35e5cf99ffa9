"""Stories: which articles report one event.

Method (DESIGN, "Stories"): candidate pairs from an inverted index, a logistic score on lexical and time features, a
second score from third articles, average linkage of reports on the sparse pair graph; opinion and live pages follow the
story they belong to. What editors have settled (`settle`) is respected. Pure: the result depends on the set of articles
and on the constraints only, not on their order, the hash seed or the clock. Figures: `python -m evals.grouping`.
"""

from collections.abc import Sequence

from alteram.model.acts import UNCONSTRAINED, Constraints
from alteram.model.articles import Article
from alteram.model.stories import Cluster
from alteram.stages.stories.clustering import cluster
from alteram.stages.stories.constraints import settle
from alteram.stages.stories.explain import explain
from alteram.stages.stories.profiles import profile
from alteram.stages.stories.scoring import Model, score, shipped

__all__ = ["group", "settle"]


def group(
    articles: Sequence[Article], model: Model | None = None, constraints: Constraints = UNCONSTRAINED
) -> tuple[Cluster, ...]:
    """Clusters of articles that report one event, every article in exactly one, ordered by first article.

    Members are ordered by time (of publication, else of capture), then id; those without any come last. Of articles
    with one id only one is kept. `model` is the one that ships unless another is given.
    """
    unique = {article.id: article for article in articles}
    profiles = profile(unique.values())
    chosen = model or shipped()
    scored = score(profiles, chosen)
    return explain(profiles, scored, cluster(profiles, scored, chosen.stop, constraints))
