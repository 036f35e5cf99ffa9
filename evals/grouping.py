"""Quality of story grouping: `python -m evals.grouping [--format json]`.

B-cubed and pairwise F1 on the development parts of labelled sets, the events of the coverage sample, and precision and
recall over pairs of real pages that were labelled by reading (`pages_pairs.tsv`). None of these trained the weights.
"""

import json
import sys
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

from alteram.model.articles import Article, Capture, Failure
from alteram.model.ids import digest_of
from alteram.stages.extract import extract_article
from alteram.stages.stories import group
from evals.clusters import b_cubed, pairwise
from evals.story_sets import SHARED, LabelledSet, allsides, article, ecbplus, sample, telegram, titles_only, undated

PAGE_PAIRS = Path(__file__).with_name("pages_pairs.tsv")
FEW_OUTLETS = 2


def agreement(labelled: LabelledSet) -> dict[str, float]:
    """B-cubed and pairwise F1 of a labelled set, with their precisions."""
    row = {one.id: k for k, one in enumerate(labelled.articles)}
    clusters = [[row[member] for member in cluster.articles] for cluster in group(labelled.articles)]
    cubed, paired = b_cubed(clusters, labelled.stories), pairwise(clusters, labelled.stories)
    return {
        "b_cubed_f1": cubed.f(), "b_cubed_precision": cubed.precision,
        "pairwise_f1": paired.f(), "pairwise_precision": paired.precision,
    }  # fmt: skip


def events(labelled: LabelledSet) -> dict[str, float]:
    """The agreement, and how many clusters of two outlets or more are mostly one event, each event counted once."""
    story = {one.id: name for one, name in zip(labelled.articles, labelled.stories, strict=True)}
    host = {one.id: one.url.split("/")[2] for one in labelled.articles}
    found, mixed = set(), 0
    for cluster in group(labelled.articles):
        if len({host[member] for member in cluster.articles}) >= FEW_OUTLETS:
            names = [story[member] for member in cluster.articles]
            best = max(sorted(set(names)), key=names.count)
            found.add(best)
            mixed += len(set(names)) > 1
    return {**agreement(labelled), "events_found": float(len(found)), "mixed_stories": float(mixed)}


def page_pairs() -> dict[tuple[str, str], bool]:
    """Pairs of page ids labelled by reading: are they one event?"""
    lines = [line.split("\t") for line in PAGE_PAIRS.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return {(one, other): verdict == "same" for one, other, verdict, _ in lines}


def page_articles() -> dict[str, Article]:
    """Articles of the real pages, extracted as in production; refused pages are left out."""
    import gzip

    addresses = json.loads(gzip.decompress((SHARED / "pages" / "truth.json.gz").read_bytes()))
    articles = {}
    for key in sorted(addresses):
        payload = gzip.decompress((SHARED / "pages" / f"{key}.html.gz").read_bytes())
        capture = Capture(addresses[key]["url"], payload, digest_of(payload), "text/html")
        found = extract_article(capture)
        if not isinstance(found, Failure):
            articles[key] = _page_article(key, found.title, found.text, found.published, found.language, found.genre)
    return articles


def _page_article(key: str, title: str, text: str, published: str | None, language: str | None, genre: str) -> Article:
    import dataclasses

    made = article(key, title, text.removeprefix(title).strip(), published, language)
    return dataclasses.replace(made, genre=genre)


def joined_pages(articles: dict[str, Article]) -> set[tuple[str, str]]:
    """Pairs of page ids that grouping puts together."""
    key = {one.id: name for name, one in articles.items()}
    members = [sorted(key[member] for member in cluster.articles) for cluster in group(list(articles.values()))]
    return {pair for rows in members for pair in combinations(rows, 2)}


def pages() -> dict[str, float]:
    """Precision and recall over page pairs; a joined pair without a label counts as wrong."""
    labels, joined = page_pairs(), joined_pages(page_articles())
    same = {pair for pair, verdict in labels.items() if verdict}
    return {
        "pairs_recall": len(joined & same) / len(same),
        "pairs_precision": len(joined & same) / len(joined) if joined else 1.0,
        "unlabelled_pairs": float(len(joined - labels.keys())),
    }


def contest(language: str) -> dict[str, float]:
    """Share of the contest's pairs that grouping decides as people did (each pair grouped by itself)."""
    pairs = telegram(language)
    right = sum((len(group((one, other))) == 1) == same for one, other, same in pairs)
    return {"accuracy": right / len(pairs)}


MEASURES: Sequence[tuple[str, Callable[[], dict[str, float]]]] = (
    ("ecbplus-dev", lambda: agreement(ecbplus("dev"))),
    ("allsides-dev-dated", lambda: agreement(allsides("dev", dated=True))),
    ("allsides-dev-dated-without-times", lambda: agreement(undated(allsides("dev", dated=True)))),
    ("allsides-dev-undated", lambda: agreement(allsides("dev", dated=False))),
    ("allsides-dev-titles", lambda: agreement(titles_only(allsides("dev", dated=True)))),
    ("telegram-en", lambda: contest("en")),
    ("telegram-ru", lambda: contest("ru")),
    ("coverage-sample", lambda: events(sample())),
    ("pages", pages),
)


def main() -> None:
    """Print every figure."""
    figures = {name: {key: round(value, 4) for key, value in measure().items()} for name, measure in MEASURES}
    if sys.argv[1:] == ["--format", "json"]:
        print(json.dumps(figures, indent=1))
        return
    for name, values in figures.items():
        print(f"{name:34}", "  ".join(f"{key} {value:.4g}" for key, value in values.items()))


if __name__ == "__main__":
    main()
