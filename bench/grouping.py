"""Speed and size of grouping: `python -m bench.grouping [--most N]`, about twenty minutes and four gigabytes.

A stream made of the articles of the corpus (`bench.stream`) comes into windows of ten days that hold 10,000, 50,000 and
200,000 articles; each window is a process of its own. Times are CPU time on one core:

* articles a CPU second with 50,000 in the window: each is read, compared and linked, and every story that changes is
  explained, in builds of 2,000, as when there is much to catch up with;
* the cost of an article at 200,000 in the window against 10,000, measured in the same way;
* memory an article: by how much the process grows from 10,000 in the window to 50,000;
* restart: a new process opens a library whose index holds 50,000, and joins its first arrival;
* one arrival into a full window of 50,000: the 95th percentile of 200, each a build of its own.

Each has a floor; 1 where one is missed, 2 without data. `--most` bounds the windows, for a quick look.

The peer is the full-text index of SQLite (FTS5), which does in C what is left of the task when only words count: it
takes each article in and gives the 200 of 10,000 that rank highest (BM25) for its 40 rarest words. It reads no event,
scores no pair and forms no story. The ratio is our CPU time an article to its, in the same process; it says how loaded
the machine was, too.
"""

import argparse
import gc
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from alteram.codec import decode, encode
from alteram.model.acts import UNCONSTRAINED
from alteram.model.articles import Article
from alteram.model.ids import ArticleId
from alteram.model.stories import Cluster, Join
from alteram.stages.stories import BODY_DAYS, MARGIN_DAYS, Grouping, Loaded
from alteram.stages.stories.candidates import MOST, TERMS
from alteram.store import Regrouped
from alteram.store.sqlite import open_sqlite
from alteram.text.similarity import content_lemmas, idf
from bench.stream import CORPUS, stream

DAYS = 10.0
SMALL, FULL, LARGE = 10_000, 50_000, 200_000
FILL, BUILD, MEASURED, SINGLE, PEER = 10_000, 2_000, 6_000, 200, 500
RATE, RATIO, MEMORY, RESTART, ONE = 600.0, 1.6, 6_000.0, 5.0, 0.05
"""Floors: articles a CPU second, times, bytes, CPU seconds, CPU seconds."""


class Window:
    """A grouping, and the texts of everything that is to come into it."""

    def __init__(self, coming: Sequence[Article]) -> None:
        self.grouping = Grouping()
        self._texts = {article.id: article for article in coming}
        self._joins: dict[ArticleId, Join] = {}

    def take(self, articles: Sequence[Article]) -> float:
        """CPU seconds of one build with these arrivals."""
        started = time.process_time()
        self.grouping.update(articles)
        clusters = self.grouping.settle(UNCONSTRAINED, self._known, before=self._told)
        seconds = time.process_time() - started
        self._joins |= {join.article: join for cluster in clusters or () for join in cluster.joins}
        return seconds

    def _told(self, wanted: Sequence[ArticleId]) -> dict[ArticleId, Join]:
        return {name: self._joins[name] for name in wanted if name in self._joins}

    def _known(self, wanted: Sequence[ArticleId]) -> dict[ArticleId, Article]:
        return {name: self._texts[name] for name in wanted}


def parts(articles: Sequence[Article], size: int) -> Iterator[Sequence[Article]]:
    """So many at a time."""
    for start in range(0, len(articles), size):
        yield articles[start : start + size]


def resident() -> int:
    """Bytes of memory that this process holds now."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def belated(coming: list[Article], number: int) -> list[Article]:
    """Of what comes after the first `number` every tenth is from anywhere in the window: late, or dated back."""
    dice = random.Random(number)
    for at in range(number, len(coming) - 1, 10):
        other = dice.randrange(number)
        coming[at], coming[other] = coming[other], coming[at]
    return coming


def figures(number: int) -> dict[str, float]:
    """What one window of so many articles costs; the texts of the stream are made before anything is measured."""
    coming = belated(stream(number + MEASURED + SINGLE + 1, DAYS), number)
    window, held = Window(coming), {}
    gc.disable()
    for at, part in enumerate(parts(coming[:number], FILL), start=1):
        window.take(part)
        if at * FILL in (SMALL, FULL):
            held[at * FILL] = resident()
    next_ones = coming[number : number + MEASURED]
    seconds = sum(window.take(part) for part in parts(next_ones, BUILD))
    single = [window.take((article,)) for article in coming[number + MEASURED : -1]]
    found = {"cost": seconds / MEASURED, "single": float(np.percentile(single, 95))}
    if held.keys() >= {SMALL, FULL}:
        found["memory"] = (held[FULL] - held[SMALL]) / (FULL - SMALL)
    if number == SMALL:
        found["peer"] = peer(coming[:number], next_ones[:PEER])
    if number == FULL:
        found |= restarted(window.grouping, coming[-1])
    return found | {"peak": 1024.0 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


def peer(known: Sequence[Article], coming: Sequence[Article]) -> float:
    """CPU seconds an article that FTS5 takes to index an arrival and to rank what is there for its rarest words."""
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE articles USING fts5(text, tokenize='porter')")
    index.executemany("INSERT INTO articles VALUES (?)", ((one.text,) for one in known))
    asked = [sorted(set(content_lemmas(one.text)), key=lambda term: (-idf(term), term))[:TERMS] for one in coming]
    queries = [" OR ".join(f'"{term}"' for term in terms) for terms in asked]
    rank = "SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?"
    started = time.process_time()
    for one, query in zip(coming, queries, strict=True):
        index.execute(rank, (query, MOST)).fetchall()
        index.execute("INSERT INTO articles VALUES (?)", (one.text,))
    return (time.process_time() - started) / len(coming)


def restarted(grouping: Grouping, article: Article) -> dict[str, float]:
    """Seconds until a new process has joined an article to a kept index, and the bytes of that an article."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "alteram.sqlite"
        store = open_sqlite(path, write=True)
        store.put_grouping(Regrouped(frozenset(), (), {}, {}), (), (), grouping.change(anew=True))
        store.close()
        (Path(folder) / "article.json").write_bytes(encode(article))
        size = path.stat().st_size / len(grouping.index.shelf)
        return {"kept": size, **_child("--join", folder)}


def joined(folder: Path) -> dict[str, float]:
    """Opens the library in a folder and joins the article that lies beside it."""
    article = decode((folder / "article.json").read_bytes(), Article)
    store = open_sqlite(folder / "alteram.sqlite", write=True)
    state = store.index_state()
    day = date.fromisoformat((article.when or "")[:10]).toordinal()
    around = day - MARGIN_DAYS, day + MARGIN_DAYS
    rows = store.indexed(around, (day - BODY_DAYS - 1, day + BODY_DAYS + 1))
    grouping = Grouping(Loaded(rows, *map(float, around)))
    grouping.update((article,), (), state.next_number)
    clusters: tuple[Cluster, ...] | None = grouping.settle(UNCONSTRAINED, lambda _: {})
    store.close()
    if not clusters or not any(article.id in cluster.articles for cluster in clusters):
        raise AssertionError("the article was joined to nothing")
    return {"restart": time.process_time(), "loaded": float(len(rows))}


def _child(*words: str) -> dict[str, float]:
    """What this bench prints when it is called with these words."""
    command = [sys.executable, "-m", "bench.grouping", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Prints every figure with its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=LARGE, help="articles in the largest window")
    parser.add_argument("--window", type=int, help="print the figures of one window as JSON, for this bench itself")
    parser.add_argument("--join", type=Path, help="restart from a folder and print the seconds, for this bench itself")
    options = parser.parse_args()
    if options.join:
        print(json.dumps(joined(options.join)))
        return 0
    if not CORPUS.is_file():
        print(f"no corpus in {CORPUS.parent}: the research data is not beside this checkout", file=sys.stderr)
        return 2
    if options.window:
        print(json.dumps(figures(options.window)))
        return 0
    return report(options.most)


def report(most: int) -> int:
    """Measures every window and compares."""
    windows = {number: _child("--window", str(number)) for number in (SMALL, FULL, LARGE) if number <= most}
    for number, found in windows.items():
        cost = f"{1000 * found['cost']:.2f} ms CPU an article, {1 / found['cost']:.0f} a second"
        print(f"{number:7} in the window: {cost}, peak {found['peak'] / 1e9:.2f} GB with all texts of the stream")
        if "peer" in found:
            print(f"        peer (FTS5): {1000 * found['peer']:.2f} ms, ratio {found['cost'] / found['peer']:.2f}")
    judged = []
    if FULL in windows:
        full = windows[FULL]
        judged += [
            ("articles a CPU second at 50,000", 1 / full["cost"], RATE, True),
            ("bytes of memory an article", full["memory"], MEMORY, False),
            ("CPU seconds from start to first join", full["restart"], RESTART, False),
            ("CPU seconds of one arrival, 95 % under", full["single"], ONE, False),
        ]
        print(f"{full['kept']:.0f} bytes an article in the library's file")
    if LARGE in windows:
        judged.append(("cost at 200,000 against 10,000", windows[LARGE]["cost"] / windows[SMALL]["cost"], RATIO, False))
    missed = 0
    for name, value, floor, least in judged:
        good = value >= floor if least else value <= floor
        missed += not good
        print(f"{name:40} {value:10.3f}  {'at least' if least else 'at most'} {floor:g}  {'' if good else 'MISSED'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
