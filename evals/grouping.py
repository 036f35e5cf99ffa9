"""Quality of story grouping: `python -m evals.grouping [--format json]`.

B-cubed and pairwise F1 on the development parts of labelled sets, the events of the coverage sample, and precision and
recall over pairs of real pages that were labelled by reading (`pages_pairs.tsv`). None of these trained the
weights; but features and the point where linkage stops were chosen (2026, some twenty variants) with the figures of the
development parts, the sample and the pages in view, so that these are a little kind.
"""

import argparse
import dataclasses
import gzip
import json
import sys
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

from alteram.model.articles import Article, Capture, Failure
from alteram.model.ids import digest_of
from alteram.stages.extract import extract_article
from alteram.stages.extract.genre import genre_of
from alteram.stages.stories import group
from evals import SHARED, data_digest, missed
from evals.clusters import b_cubed, pairwise
from evals.story_sets import LabelledSet, allsides, article, ecbplus, sample, telegram, titles_only, undated

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
    labelled = dataclasses.replace(labelled, articles=tuple(map(_with_genre, labelled.articles)))
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


def _with_genre(one: Article) -> Article:
    """The article with the genre that its address and title tell, as in production."""
    genre = genre_of(one.url, one.title)
    return dataclasses.replace(one, genre=genre if genre in ("opinion", "satire", "live", "roundup") else "report")


def page_pairs() -> dict[tuple[str, str], bool]:
    """Pairs of page ids labelled by reading: are they one event?"""
    lines = [line.split("\t") for line in PAGE_PAIRS.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return {(one, other): verdict == "same" for one, other, verdict, _ in lines}


def page_articles() -> dict[str, Article]:
    """Articles of the real pages, extracted as in production; refused pages are left out."""
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


def figures() -> dict[str, float]:
    """Every figure, named by its set."""
    return {f"{name}.{key}": value for name, measure in MEASURES for key, value in measure().items()}


def digests() -> dict[str, str]:
    """Digests of what is measured."""
    stories = [SHARED / "stories" / f"{name}.jsonl.gz" for name in ("ecbplus", "allsides_triples", "tgcontest_pairs")]
    pages_read = [*(SHARED / "pages").glob("*.gz"), PAGE_PAIRS]
    return {
        "stories": data_digest(stories),
        "sample": data_digest([SHARED / "coverage" / "sample.jsonl.gz"]),
        "pages": data_digest(pages_read),
    }


def main() -> int:
    """Prints every figure; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    found = figures()
    if options.format == "json":
        print(json.dumps({name: round(value, 4) for name, value in found.items()}, indent=1))
    else:
        for name, value in found.items():
            print(f"{name:50} {value:.4f}")
    problems = missed("grouping", found, digests())
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
