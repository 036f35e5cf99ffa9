"""Quality of story grouping: `python -m evals.grouping [--format json] [SET...]`.

B-cubed and pairwise F1, each with the 95 % interval of a bootstrap over stories (ECB+: topics), on the development
parts of labelled sets, and the events of the coverage sample, alone and inside a crowd of 5,175 other articles; pair F1
on the contest's pairs, with all articles of a language in one collection and with each pair by itself; precision and
recall over pairs of real pages that were labelled by reading (`pages_pairs.tsv`). None of these trained the weights.
Features were chosen on train parts with stories held out; the development parts, the sample and the contest were looked
at about a dozen times while training sets and the guard were chosen (docs/grouping.md), so that the figures are kind.
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
from alteram.stages.extract.extracted import Extracted
from alteram.stages.extract.genre import genre_of
from alteram.stages.stories import group
from evals import SHARED, data_digest, missed
from evals.clusters import Tally, interval, tallies, total
from evals.story_sets import (
    LabelledSet,
    allsides,
    article,
    crowd,
    ecbplus,
    sample,
    split_pairs,
    telegram,
    titles_only,
    undated,
)

PAGE_PAIRS = Path(__file__).with_name("pages_pairs.tsv")
FEW_OUTLETS = 2
CROWD = 5000
"""Articles of the corpus around the sample, besides the week of coverage."""


def agreement(labelled: LabelledSet, others: Sequence[Article] = ()) -> dict[str, float]:
    """B-cubed and pairwise F1 of a labelled set with their intervals and precisions.

    `others` are articles grouped with it; they are taken out of the clusters before these are measured.
    """
    row = {one.id: k for k, one in enumerate(labelled.articles)}
    everyone = (*labelled.articles, *(one for one in others if one.id not in row))
    clusters = [[row[member] for member in cluster.articles if member in row] for cluster in group(everyone)]
    parts = tallies([rows for rows in clusters if rows], labelled.stories, labelled.blocks or labelled.stories)
    figures: dict[str, float] = {}
    for name, measure in (("b_cubed", Tally.b_cubed), ("pairwise", Tally.pairwise)):
        found = measure(total(parts))
        low, high = interval(parts, lambda tally, measure=measure: measure(tally).f())  # type: ignore[misc]
        figures |= {f"{name}_f1": found.f(), f"{name}_f1_low": low, f"{name}_f1_high": high}
        figures |= {f"{name}_precision": found.precision, f"{name}_recall": found.recall}
    return figures


def in_a_crowd() -> dict[str, float]:
    """The sample among other articles; "kept" is 1 less what each F1 loses against the sample alone."""
    labelled = sample()
    alone, among = agreement(labelled), agreement(labelled, crowd(CROWD))
    kept = {f"{name}_kept": 1.0 - alone[f"{name}_f1"] + among[f"{name}_f1"] for name in ("b_cubed", "pairwise")}
    return {**among, **kept}


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
            articles[key] = _page_article(key, addresses[key]["url"], found)
    return articles


def _page_article(key: str, url: str, found: Extracted) -> Article:
    body = found.text.removeprefix(found.title).strip()
    made = article(key, found.title, body, found.published, found.language, url)
    return dataclasses.replace(made, genre=found.genre)


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
    """Pair F1 and accuracy on the contest's pairs, in one collection and each pair by itself.

    "held" are those of the half that teaches no weight.
    """
    pairs = telegram(language)
    everyone = [article for one, other, _ in pairs for article in (one, other)]
    home = {member: k for k, cluster in enumerate(group(everyone)) for member in cluster.articles}
    same = [verdict for *_, verdict in pairs]
    pooled = [home[one.id] == home[other.id] for one, other, _ in pairs]
    alone = [len(group((one, other))) == 1 for one, other, _ in pairs]
    unseen = {(one.id, other.id) for one, other, _ in split_pairs(pairs, 1)}
    held = [k for k, (one, other, _) in enumerate(pairs) if (one.id, other.id) in unseen]
    measured = {
        "pooled": _verdicts(pooled, same),
        "alone": _verdicts(alone, same),
        "held": _verdicts([pooled[k] for k in held], [same[k] for k in held]),
    }
    return {f"{how}_{name}": value for how, found in measured.items() for name, value in found.items()}


def _verdicts(joined: Sequence[bool], same: Sequence[bool]) -> dict[str, float]:
    """Pair F1 with its interval, precision, recall and accuracy; every pair is a block of its own."""
    parts = [
        Tally(articles=float(found == wanted), joined=float(found), right=float(found and wanted), wanted=float(wanted))
        for found, wanted in zip(joined, same, strict=True)
    ]
    whole = total(parts)
    low, high = interval(parts, lambda tally: tally.pairwise().f())
    return {
        "pair_f1": whole.pairwise().f(), "pair_f1_low": low, "pair_f1_high": high,
        "precision": whole.pairwise().precision, "recall": whole.pairwise().recall,
        "accuracy": whole.articles / len(parts),
    }  # fmt: skip


MEASURES: Sequence[tuple[str, Callable[[], dict[str, float]]]] = (
    ("ecbplus-dev", lambda: agreement(ecbplus("dev"))),
    ("ecbplus-dev-titles", lambda: agreement(titles_only(ecbplus("dev")))),
    ("allsides-dev-own-days", lambda: agreement(allsides("dev", "own"))),
    ("allsides-dev-own-days-removed", lambda: agreement(undated(allsides("dev", "own")))),
    ("allsides-dev-own-days-titles", lambda: agreement(titles_only(allsides("dev", "own")))),
    ("allsides-dev-known-days", lambda: agreement(allsides("dev", "known"))),
    ("allsides-dev-undated", lambda: agreement(allsides("dev", "unknown"))),
    ("allsides-dev-all-days-removed", lambda: agreement(undated(allsides("dev", "any")))),
    ("telegram-en", lambda: contest("en")),
    ("telegram-ru", lambda: contest("ru")),
    ("coverage-sample", lambda: events(sample())),
    ("coverage-sample-in-crowd", in_a_crowd),
    ("pages", pages),
)


def figures(wanted: Sequence[str] = ()) -> dict[str, float]:
    """Every figure, named by its set; of the sets that are wanted, else of all."""
    chosen = [(name, measure) for name, measure in MEASURES if not wanted or name in wanted]
    return {f"{name}.{key}": value for name, measure in chosen for key, value in measure().items()}


def digests() -> dict[str, str]:
    """Digests of what is measured."""
    coverage = [SHARED / "coverage" / "week.jsonl.gz", SHARED / "corpus" / "articles.jsonl.gz"]
    stories = [SHARED / "stories" / f"{name}.jsonl.gz" for name in ("ecbplus", "allsides_triples", "tgcontest_pairs")]
    pages_read = [*(SHARED / "pages").glob("*.gz"), PAGE_PAIRS]
    return {
        "stories": data_digest(stories),
        "sample": data_digest([SHARED / "coverage" / "sample.jsonl.gz"]),
        "crowd": data_digest(coverage),
        "pages": data_digest(pages_read),
    }


def main() -> int:
    """Prints every figure; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("sets", nargs="*", metavar="SET", help="only these sets; floors are then not looked at")
    options = parser.parse_args()
    found = figures(options.sets)
    if options.format == "json":
        print(json.dumps({name: round(value, 4) for name, value in found.items()}, indent=1))
    else:
        for name, value in found.items():
            print(f"{name:50} {value:.4f}")
    problems = () if options.sets else missed("grouping", found, digests())
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
