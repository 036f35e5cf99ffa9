"""Stories to be read by a person: `python -m evals.story_reading [--stories N] [--seed TEXT] [--least N]`.

Groups the week, the corpus and the coverage sample as they are grouped today, and prints some stories chosen by digest
(the smallest SHA-256 of seed and story id, so that nobody chooses), each with its articles and, where other stories
are near, the nearest article of those that it did not join. Whoever reads says of each whether every article belongs
and whether one is missing. Nothing is measured here; texts are others' property and go nowhere but to the terminal.
"""

import argparse
import sys

from alteram.model.articles import Article
from alteram.model.ids import ArticleId, digest_of, story_id
from alteram.model.stories import Cluster
from alteram.stages.stories import group
from evals import SHARED
from evals.links import collected

SHOWN_CHARACTERS = 220
SHOWN_NEAR = 3


def chosen(clusters: tuple[Cluster, ...], number: int, seed: str, least: int) -> tuple[Cluster, ...]:
    """So many of the clusters with at least `least` articles, by digest."""
    large = [cluster for cluster in clusters if len(cluster.articles) >= least]
    return tuple(sorted(large, key=lambda each: digest_of(f"{seed}\n{story_id(each.articles[0])}".encode()))[:number])


def near(cluster: Cluster) -> tuple[tuple[float, ArticleId], ...]:
    """The articles outside that are nearest to those inside, with the probability that both report one event."""
    best: dict[ArticleId, float] = {}
    for join in cluster.joins:
        if join.other is not None:
            best[join.other] = max(best.get(join.other, 0.0), join.other_score)
    return tuple(sorted(((score, other) for other, score in best.items()), reverse=True)[:SHOWN_NEAR])


def line(article: Article, score: float | None = None) -> str:
    """An article as it is printed."""
    body = article.text[len(article.title) :].split()
    mark = "" if score is None else f"  {score:.2f}"
    return (
        f"  {article.published or 'undated'}{mark}  {article.genre}  {article.title}  <{article.url}>\n"
        f"      {' '.join(body)[:SHOWN_CHARACTERS]}"
    )


def main() -> int:
    """Prints the stories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=20, help="how many (20)")
    parser.add_argument("--seed", default="", help="another seed chooses others")
    parser.add_argument("--least", type=int, default=2, help="articles of a story (2)")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print("the research data is not beside this checkout", file=sys.stderr)
        return 2
    articles = collected()
    clusters = group(tuple(articles.values()))
    sizes = [len(cluster.articles) for cluster in clusters]
    print(f"{len(articles)} articles, {len(clusters)} stories, {sum(size > 1 for size in sizes)} of several articles")
    for number, cluster in enumerate(chosen(clusters, options.stories, options.seed, options.least), start=1):
        print(f"\n{number}. {story_id(cluster.articles[0])}")
        for article in sorted((articles[each] for each in cluster.articles), key=lambda one: (one.when or "9", one.id)):
            print(line(article))
        for score, other in near(cluster):
            print(f"  not joined:\n{line(articles[other], score)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
