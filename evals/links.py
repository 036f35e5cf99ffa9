"""How many links between stories are right: `python -m evals.links [--show]`.

The links of the coverage sample, its week and the whole corpus, grouped as they are grouped today. All were read by
those who had written the rules and seen earlier links of the same articles (two readers, each some of them, none by
both), so the figures are kind. `links_read.tsv` keeps the verdicts by the ids of both articles and the first 16
hexadecimal digits of the SHA-256 of the passage and the kind (no text: it is others' property):

    good     the passage points to what the earlier story reports, and the kind fits
    kind     it does, and the kind does not fit
    wrong    it points to something else

Figures: share of today's links that are judged, share of these that are right (`links`), and that are right with their
kind (`kinds`), and how many are right (`right`: nobody has counted how many there are to find). `--show` prints the
links without a verdict.
"""

import argparse
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from alteram.model.articles import Article
from alteram.model.ids import digest_of, story_id
from alteram.model.stories import Link, Story
from alteram.stages.extract.genre import genre_by_words, genre_of
from alteram.stages.links import link, read
from alteram.stages.stories import group
from alteram.stages.stories.roles import role
from alteram.text.sentences import sentences
from evals import SHARED, missed
from evals.judging import wilson
from evals.story_sets import crowd, sample

READ = Path(__file__).with_name("links_read.tsv")
CORPUS = 11_051
VERDICTS = ("good", "kind", "wrong")


def key(one: Link, articles: dict[str, Article]) -> tuple[str, str, str]:
    """By what a verdict is found."""
    told = articles[one.later].text[slice(*one.passage)]
    return (one.later, one.earlier, digest_of(f"{one.kind}\n{told}".encode())[:16])


def collected() -> dict[str, Article]:
    """The articles of the sample, the week and the corpus as extraction would give them, by id."""
    return {one.id: _extracted(one) for one in (*sample().articles, *crowd(CORPUS))}


def found() -> tuple[tuple[Link, ...], dict[str, Article]]:
    """Today's links, and all articles by id."""
    articles = collected()
    stories = [
        Story(story_id(cluster.articles[0]), cluster.articles, "", None, None)
        for cluster in group(tuple(articles.values()))
    ]
    readings = {one.id: read(one, role(one) == "report") for one in articles.values()}
    return link(stories, readings), articles


def _extracted(one: Article) -> Article:
    """The article with what extraction gives; a date that is none (a century that is none) is left out."""
    published = one.published if one.published and one.published < "2022" else None
    genre = genre_by_words(genre_of(one.url, one.title), one.text, one.language)
    return replace(one, sentences=sentences(one.text), genre=genre, published=published)


def verdicts(path: Path = READ) -> dict[tuple[str, str, str], str]:
    """The verdicts by key; raises `ValueError` for one that is none."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    wrong = [row for row in rows if len(row) != 4 or row[3] not in VERDICTS]
    if wrong:
        raise ValueError(f"{path.name}: no verdict in {wrong[0]}")
    return {(later, earlier, digest): said for later, earlier, digest, said in rows}


def figures(said: Counter[str], links: int) -> dict[str, float]:
    """Shares by name."""
    judged = sum(said.values())
    right = said["good"] + said["kind"]
    return {
        "judged": judged / links if links else 0.0,
        "links": right / judged if judged else 0.0,
        "kinds": said["good"] / judged if judged else 0.0,
        "right": float(right),
    }


def main() -> int:
    """Prints the figures with their intervals; 1 where one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print the links without a verdict")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print("the research data is not beside this checkout", file=sys.stderr)
        return 2
    links, articles = found()
    known = verdicts()
    said = Counter(known[key(one, articles)] for one in links if key(one, articles) in known)
    for one in links:
        if options.show and key(one, articles) not in known:
            print("\t".join(key(one, articles)), one.kind)
            print(f"  earlier  {articles[one.earlier].title}\n  later    {articles[one.later].title}")
            print(f"  passage  {articles[one.later].text[slice(*one.passage)]}")
    measured = figures(said, len(links))
    judged = sum(said.values())
    print(f"{len(links)} links, {judged} judged: " + ", ".join(f"{name} {said[name]}" for name in VERDICTS))
    for name in ("links", "kinds"):
        low, high = wilson(round(measured[name] * judged), judged) if judged else (0.0, 1.0)
        print(f"{name:6} right {measured[name]:.3f} [{low:.3f}, {high:.3f}]")
    problems = missed("links", measured)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
