"""Every nasty input of the research data, read as an import or a poll would read it.

`python -m evals.bad_inputs [--big]` prints a table by kind and every miss, and exits 1 when there is one. An input is
read rightly when it gives a result or a named failure within 15 seconds, nothing that the manifest forbids is in what
comes out, "ok" gives an article or the stated number of entries, "reject" gives none, and the good page beside it is
kept. `--big` reads the 16 large ones instead (343 MB are written to a temporary folder).
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from alteram.compute import Compute, Fault
from alteram.compute.pool import ProcessPool
from alteram.errors import UsageError
from alteram.model.articles import Article, Capture, Failure
from alteram.model.ids import Digest, digest_of
from alteram.model.outlets import Registry
from alteram.stages.extract import Extracted, extract_article, resolve
from alteram.stages.ingest import KNOWN_TYPES, Skipped, captures
from alteram.stages.ingest.feeds import Feed, parse_feed
from alteram.stages.ingest.sitemaps import Sitemap, parse_sitemap

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "bad_inputs"
SECONDS = 15.0
"""Processor time for one input; four times as much by the clock, for the machine has other things to do."""
SITE = "https://outlet.example/"
FEEDS = ("feed", "feed_json", "sitemap")
PAGES = ("html", "prompt_injection", "warc", "archive")
KINDS = (*FEEDS, *PAGES, "html_cases")
LEAST_CONFIDENCE = 0.6
VISIBLE = frozenset(
    f"gen/html_inject_{name}.html"
    for name in ("plain", "fence", "xmlish", "md_exfil", "fakefacts", "json", "quote", "repeat")
)
"""Pages whose injected words stand in the article for every reader. They are rightly part of its text; what must not
carry them is a brief."""
GOOD_NAME = "zz_good.html"
GOOD_PAGE = (
    "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Harbour bridge opens to traffic</title></head><body>"
    "<main><article><h1>Harbour bridge opens to traffic</h1>"
    "<p>The new harbour bridge of Varnholm opened to traffic on Tuesday after four years of work, the city said.</p>"
    "<p>About 9,000 vehicles are expected to use it every day, which would halve the load on the old crossing.</p>"
    "<p>Mayor Ilse Brandt called it a good day for the town and thanked the engineers who had built it.</p>"
    "<p>The last lamps along the footpath will be put up in spring, according to the harbour office.</p>"
    "</article></main></body></html>"
)
REGISTRY = Registry((), Digest("0" * 64))


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the manifest."""

    file: str
    kind: str
    nasty: str
    outcome: str
    must_not: tuple[str, ...]
    entries: int | None
    path: Path


@dataclass(frozen=True, slots=True)
class Read:
    """What one input gave.

    `kept` articles or leads out of `entries`, everything textual in them, kinds of the failures. `result` says that it
    was read at all (a feed may be empty), `doubtful` that nothing in it would be quoted, `wrong` what is already known
    to be so. `seconds` is wall time, `busy` processor time (of children only what parsing a feed takes: what a page may
    take is bounded by the limits of the pool).
    """

    kept: int
    entries: int
    texts: tuple[str, ...]
    refused: tuple[str, ...]
    seconds: float
    busy: float
    result: bool
    doubtful: bool = False
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case, what it gave, and what is wrong with that ("" where nothing is)."""

    case: Case
    read: Read
    wrong: str


def prepare(folder: Path, big: bool) -> tuple[Case, ...]:
    """Generates the inputs into `folder` and lists the cases of the kinds that are read here."""
    for name in ("make.py", "manifest.jsonl"):
        shutil.copy(DATA / name, folder / name)
    (folder / "real").symlink_to((DATA / "real").resolve())
    (folder / "big").mkdir()
    command = [sys.executable, "make.py", *(["--big", "big"] if big else [])]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    return tuple(
        Case(
            file=row["file"],
            kind=row["kind"],
            nasty=row["nasty"],
            outcome=row["outcome"],
            must_not=tuple(row["must_not"]),
            entries=row["entries"],
            path=folder / row["file"],
        )
        for row in rows
        if row["kind"] in KINDS and bool(row["big"]) is big
    )


def read_all(cases: Iterable[Case], folder: Path, compute: Compute) -> Iterator[Verdict]:
    """A verdict on every case; parsing runs in the children of `compute`."""
    cases = tuple(cases)
    polled = [case for case in cases if case.kind in FEEDS]
    for case, read in zip(polled, compute.map(read_polled, polled), strict=True):
        yield judged(case, read if isinstance(read, Read) else _faulted(read))
    for number, case in enumerate(case for case in cases if case.kind not in FEEDS):
        if case.kind == "html_cases":
            yield judged(case, _extracted(_lines(case.path), compute))
        else:
            yield judged(case, _imported(case, folder / f"case-{number}", compute))


def read_polled(case: Case) -> Read:
    """A feed or a sitemap, parsed (in a child)."""
    payload = case.path.read_bytes()
    began, busy = time.perf_counter(), time.process_time()
    found: Feed | Sitemap | Failure
    if case.kind == "sitemap":
        found = parse_sitemap(payload, SITE + case.path.name)
    else:
        found = parse_feed(payload, SITE + "feed.xml", None)
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    if isinstance(found, Failure):
        return Read(0, 0, (found.message,), (found.kind,), seconds, busy, result=False)
    unlinked = found.unlinked if isinstance(found, Feed) else 0
    texts = [text for lead in found.leads for text in (lead.url, lead.title, lead.summary, lead.published or "")]
    texts += [found.title] if isinstance(found, Feed) else list(found.sitemaps)
    kinds = tuple(problem.kind for problem in found.problems)
    return Read(len(found.leads), len(found.leads) + unlinked, tuple(texts), kinds, seconds, busy, result=True)


def _faulted(fault: Fault) -> Read:
    """A parser that had to be ended: a named failure, as the limits intend."""
    return Read(0, 0, (), (f"fault-{fault.kind}",), 0.0, 0.0, result=False)


def _lines(path: Path) -> Iterator[Capture]:
    """Every string of a file of test documents as a page of its own."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        payload = json.loads(line).encode("utf-8", "replace")
        yield Capture(f"{SITE}{number}", payload, digest_of(payload), "text/html")


def _imported(case: Case, folder: Path, compute: Compute) -> Read:
    """One input beside a good page, through the door and the extractor as an import does it."""
    folder.mkdir()
    (folder / case.path.name).symlink_to(case.path)
    (folder / GOOD_NAME).write_text(GOOD_PAGE, "utf-8")
    index = ({"file": name, "url": f"{SITE}{name}"} for name in (case.path.name, GOOD_NAME))
    (folder / "index.jsonl").write_text("\n".join(map(json.dumps, index)), "utf-8")
    if case.path.suffix == ".zip":
        (folder / f"{case.path.name}.wacz").symlink_to(case.path)
    read = _extracted(captures(folder), compute, case.file in VISIBLE)
    return replace(read, wrong=(*read.wrong, *_named(folder / case.path.name)))


def _named(path: Path) -> tuple[str, ...]:
    """A file of an unknown type that is named directly is wrong usage, one of a known type is not."""
    known = path.name.endswith(tuple(KNOWN_TYPES))
    try:
        captures(path)
    except UsageError:
        return ("was called wrong usage",) if known else ()
    return () if known else ("was taken for a known type",)


def _extracted(arrived: Iterable[Capture | Failure | Skipped], compute: Compute, visible: bool = False) -> Read:
    """Extracts what arrived, each capture once; the good page is not counted, but its loss is told.

    Of a page whose forbidden words a reader of the page sees, the article's text is not searched for them.
    """
    began, busy = time.perf_counter(), time.process_time()
    texts: list[str] = []
    refused: list[str] = []
    wrong: list[str] = []
    waiting: list[Capture] = []
    entries = kept = good = 0
    doubtful = False

    def fresh() -> Iterator[Capture]:
        nonlocal entries
        seen: set[tuple[str, Digest]] = set()
        for item in arrived:
            if isinstance(item, Capture):
                entries += 1
                if (item.url, item.payload_sha256) not in seen:
                    seen.add((item.url, item.payload_sha256))
                    waiting.append(item)
                    yield item
            elif isinstance(item, Failure):
                refused.append(item.kind)
                texts.append(item.message)
            else:
                refused.append("skipped")

    for number, result in enumerate(compute.map(extract_article, fresh())):
        found = _article(result, waiting[number])
        if isinstance(found, Failure):
            refused.append(found.kind)
        elif waiting[number].url == SITE + GOOD_NAME:
            good += 1
        else:
            kept += 1
            doubtful |= found.confidence < LEAST_CONFIDENCE or found.genre == "satire"
            texts += (found.url, found.name, found.title, found.byline, found.credit, "" if visible else found.text)
            if urlsplit(found.url).hostname != urlsplit(waiting[number].url).hostname:
                wrong.append(f"takes the address {found.url}")
    if any(item.url == SITE + GOOD_NAME for item in waiting):
        entries -= 1
        wrong += [] if good else ["the good page beside it is lost"]
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    return Read(kept, entries, tuple(texts), tuple(refused), seconds, busy, kept > 0, doubtful, tuple(wrong))


def _article(result: Extracted | Failure | Fault, capture: Capture) -> Article | Failure:
    """What an import makes of one extraction."""
    if isinstance(result, Fault):
        return Failure("extract", capture.url, f"fault-{result.kind}", result.message)
    return result if isinstance(result, Failure) else resolve(result, capture, REGISTRY)


def judged(case: Case, read: Read) -> Verdict:
    """What is wrong with a reading, by the manifest."""
    wrong = list(read.wrong)
    if read.busy > SECONDS or read.seconds > 4 * SECONDS:
        wrong.append(f"took {read.seconds:.1f} s, {read.busy:.1f} s of them working")
    found = (text for text in case.must_not if any(text in produced for produced in read.texts))
    wrong += [f"forbidden {text!r} comes out" for text in found]
    if case.outcome == "reject" and read.kept and case.kind != "warc":
        wrong.append(f"should be refused, gives {read.kept}")
    if case.outcome == "reject" and not read.refused:
        wrong.append("refused without a reason")
    if case.outcome == "quarantine" and read.kept and not read.doubtful:
        wrong.append("should be marked as doubtful")
    if case.outcome == "ok" and not (read.result or read.entries):
        wrong.append(f"should be read: {', '.join(read.refused)}")
    if case.entries is not None and read.entries != case.entries:
        wrong.append(f"{read.entries} entries, not {case.entries}: {', '.join(sorted(set(read.refused)))}")
    if not read.result and not read.refused:
        wrong.append("neither result nor reason")
    return Verdict(case, read, "; ".join(wrong))


def table(verdicts: Iterable[Verdict]) -> str:
    """Cases, cases with a result, with a failure only, misses and the slowest, by kind."""
    verdicts = tuple(verdicts)
    lines = [f"{'kind':18}{'cases':>7}{'read':>7}{'refused':>9}{'misses':>8}{'slowest':>10}"]
    for kind in (*KINDS, "all"):
        chosen = [verdict for verdict in verdicts if kind in (verdict.case.kind, "all")]
        if chosen:
            kept = sum(verdict.read.result for verdict in chosen)
            misses = sum(bool(verdict.wrong) for verdict in chosen)
            slowest = max(verdict.read.seconds for verdict in chosen)
            lines.append(f"{kind:18}{len(chosen):7}{kept:7}{len(chosen) - kept:9}{misses:8}{slowest:9.1f}s")
    lines += [f"MISS {v.case.file} ({v.case.outcome}: {v.case.nasty}): {v.wrong}" for v in verdicts if v.wrong]
    return "\n".join(lines)


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--big", action="store_true", help="read the large ones")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ProcessPool(2) as compute:
        verdicts = tuple(read_all(prepare(Path(name), options.big), Path(name), compute))
    print(table(verdicts))
    return int(any(verdict.wrong for verdict in verdicts))


if __name__ == "__main__":
    # Children find `read_polled` by its module's name, which is not "__main__" there.
    from evals.bad_inputs import main as run

    sys.exit(run())
