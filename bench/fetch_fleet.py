"""A fetch of 10,000 pages from 500 hosts on loopback: nothing lost or twice, memory flat, no host in another's way.

    python -m bench.fetch_fleet [HOSTS PAGES]

Three processes: this one, the servers (`bench.fleet_server`), and the fetch, which is what `alteram fetch` runs, with
its child processes and its shipped limits. The figures:

1. Account: what the servers say they sent, page by page, against what the library then holds as articles and as
   refusals with their kinds. Served less stored less refused is 0, no page is asked for twice or stored twice, no host
   has two connections or is asked sooner than its pause allows.
2. Memory of the fetch's main process after every tenth of the pages. After the first tenth it may grow by `GROWTH` or
   `ROOM_MB`, whichever is more. Of its largest child the same is asked after half of the pages: a child loads the word
   lists of its second opinions with the first thin page, once.
3. A smaller fleet alone, and beside two hosts that take 30 s for an answer, one for everything, one for its pages (a
   request is given up after 20 s). Until the last page of the fleet is acknowledged it may take `RATIO` times as long.
   Both run at the same time, so that other work on the machine falls on both; the best of `ROUNDS` counts.

Exits 1 where one of them is missed, 2 where the system does not tell how much memory a process has.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, cast
from urllib.parse import urlsplit

from alteram.config import NETWORK
from alteram.engine.library import Library
from alteram.model.articles import Arrival, Failure, RecordAddress
from alteram.store.protocol import Store
from bench.fleet_server import FEED, MEMBERS, NEWS, ROBOTS, SLOW, SLUGGISH, Kind, plan

ROOT = Path(__file__).resolve().parents[1]
PROC = Path("/proc")
HOSTS, PAGES = 500, 20
SLOW_HOSTS_OF, SLOW_PAGES_OF = 100, 10
"""Hosts and pages of the fleet beside which slow hosts are put."""
SLOW_SECONDS = 30.0
SLOW_PAUSE = 0.1
"""Pause between two requests to one host in that fleet: so that not the pauses are timed, but the work."""
PROMPT = 0.05
"""Seconds by which the server may see a request sooner than the pause: it counts from its own end of an answer."""
GROWTH, ROOM_MB = 0.10, 20.0
"""A run remembers of each page its address and digest, some 0.5 kB (5 MB for 10,000 pages), and an allocator's heap
settles within some MB more; a leak of one page's bytes in twenty would be 25 MB."""
RATIO = 1.1
ROUNDS = 2
STEPS = 10
MEGA = 1024 * 1024

REFUSED: dict[Kind, str] = {
    "article": "",
    "noarchive": "reserved",
    "tdm": "reserved",
    "missing": "http-404",
    "empty": "empty",
    "pdf": "not-html",
    "forbidden": "robots",
    "bare": "empty-text",
}
"""As what each kind of page is refused."""
UNASKED, NOT_WHOLE = ("forbidden",), ("forbidden", "missing")


# --- the fetch, in a process of its own


class EnoughError(Exception):
    """What was to be timed is over: the rest of the fetch is given up."""


class Timed:
    """A store that notes how many pages of the fleet are acknowledged, and when the last one was."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.settled = 0
        self.last = 0.0

    def add_arrivals(self, arrivals: Sequence[Arrival], archive_tail: RecordAddress | None) -> None:
        """See `Store.add_arrivals`."""
        self._store.add_arrivals(arrivals, archive_tail)
        self._note(arrival.capture.url for arrival in arrivals)

    def add_failures(self, failures: Sequence[Failure]) -> None:
        """See `Store.add_failures`."""
        self._store.add_failures(failures)
        self._note(failure.subject for failure in failures)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def _note(self, urls: Iterable[str]) -> None:
        came = sum(is_page(url) and not is_slow(urlsplit(url).netloc) for url in urls)
        self.settled += came
        if came:
            self.last = time.monotonic()


@dataclass(frozen=True, slots=True)
class Sample:
    """Memory after so many pages: resident MB of the main process and of each descendant, largest first; and how many
    files and connections the main process has open."""

    pages: int
    seconds: float
    main: float
    children: tuple[float, ...]
    files: int


@dataclass(slots=True)
class Sampler:
    """Progress that samples memory after every `every` pages, and ends the fetch when `enough` are acknowledged."""

    timed: Timed
    every: int
    enough: int | None
    began: float
    pages: int = 0
    samples: list[Sample] = field(default_factory=list)

    def __call__(self, _done: int, _of: int | None, subject: str) -> None:
        """Counts one more page."""
        if is_page(subject):
            self.pages += 1
            if self.pages % self.every == 0:
                self.sample()
        if self.timed.settled == self.enough:
            raise EnoughError

    def sample(self) -> None:
        """Notes the memory of now."""
        children = sorted((resident(each) for each in descendants("self")), reverse=True)
        seconds, files = time.monotonic() - self.began, len(list((PROC / "self" / "fd").iterdir()))
        self.samples.append(Sample(self.pages, seconds, resident("self"), tuple(children), files))


def is_page(url: str) -> bool:
    """Whether an address is that of a page, and not of a feed or robots.txt."""
    return NEWS in url or MEMBERS in url


def is_slow(host: str) -> bool:
    """Whether a host is one of those that let one wait."""
    return host in (SLOW, SLUGGISH)


def resident(process: str) -> float:
    """VmRSS of a process in MB; 0.0 for one that has ended."""
    try:
        lines = (PROC / process / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def descendants(process: str) -> list[str]:
    """The ids of a process's children, and of theirs."""
    found = []
    for task in (PROC / process / "task").glob("*"):
        try:
            found += (task / "children").read_text().split()
        except OSError:
            continue
    return found + [deeper for child in found for deeper in descendants(child)]


def client() -> None:
    """Fetches what the job on standard input says; prints what was measured."""
    from alteram.cli.printing import now, working
    from alteram.engine.fetching import fetch_feeds
    from alteram.stages.ingest.web import Network

    job = json.load(sys.stdin)
    ports: dict[str, int] = job["ports"]
    endpoints = {("127.0.0.1", port) for port in ports.values()}

    async def lookup(host: str, _port: int) -> Sequence[tuple[str, int]]:
        if host not in ports:
            raise OSError("no such host")
        return (("127.0.0.1", ports[host]),)

    limits = replace(NETWORK, host_pause_seconds=job["pause"])
    network = Network("bench@alteram.example", now, limits, lookup, lambda a, p: (a, p) in endpoints)
    # The slow ones come first, where they would be in the way most.
    feeds = [f"http://{name}{FEED}" for name in sorted(ports, key=lambda name: (not is_slow(name), name))]
    with Library.open(job["library"], create=True) as library:
        began = time.monotonic()
        timed = Timed(library.store)
        sampler = Sampler(timed, job["every"], job["enough"], began)
        library.store = cast(Store, timed)
        with working(None) as compute, suppress(EnoughError):
            fetch_feeds(library, feeds, network=network, compute=compute, progress=sampler, clock=now)
        ended = time.monotonic()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(
        json.dumps(
            {
                "samples": [asdict(sample) for sample in sampler.samples],
                "settled": timed.settled,
                "others": timed.last - began,
                "seconds": ended - began,
                "cpu": [one.ru_utime + one.ru_stime for one in used],
                "peak": used[0].ru_maxrss / 1024,
            }
        )
    )


# --- a run, as this process sees it


class Servers:
    """The fleet's process; use it in a `with`."""

    def __init__(self, hosts: int, pages: int, slow: float = 0.0) -> None:
        words = [str(hosts), str(pages), *([str(slow)] if slow else [])]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.fleet_server", *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ports: dict[str, int] = json.loads(self._line())

    def __enter__(self) -> "Servers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def counted(self) -> dict[str, Any]:
        """What the servers counted so far."""
        if self._process.stdin is not None:
            self._process.stdin.write("\n")
            self._process.stdin.flush()
        counted: dict[str, Any] = json.loads(self._line())
        return counted

    def _line(self) -> str:
        return self._process.stdout.readline() if self._process.stdout is not None else ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a library holds, by address without scheme and query: articles, captures, and kinds of refusal."""

    articles: Counter[str]
    captures: Counter[str]
    refused: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Run:
    """One fetch: the plan, what the servers counted, what the fetch measured, and what is kept."""

    plan: Mapping[str, Kind]
    pause: float
    served: Mapping[str, Any]
    measured: Mapping[str, Any]
    kept: Kept

    def count(self, what: str, address: str) -> int:
        """How often a page was "asked" for, or sent "whole", says its server."""
        name, slash, path = address.partition("/")
        found: int = self.served["hosts"][name][what].get(slash + path, 0)
        return found

    def samples(self) -> list[Sample]:
        """Memory over the run."""
        return [Sample(**sample) for sample in self.measured["samples"]]


def run(
    hosts: int, pages: int, *, pause: float = NETWORK.host_pause_seconds, slow: float = 0.0, until_its_end: bool = True
) -> Run:
    """Fetches a fleet into a new library: `until_its_end`, or until all pages but those of slow hosts are there."""
    planned = plan(hosts, pages)
    with tempfile.TemporaryDirectory() as folder, Servers(hosts, pages, slow) as servers:
        library = f"{folder}/library"
        job = {
            "library": library,
            "ports": servers.ports,
            "pause": pause,
            "every": max(1, len(planned) // STEPS),
            "enough": None if until_its_end else len(planned),
        }
        done = subprocess.run(
            [sys.executable, "-m", "bench.fetch_fleet", "client"],
            cwd=ROOT,
            input=json.dumps(job),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return Run(planned, pause, servers.counted(), json.loads(done.stdout), kept(Path(library), planned))


def kept(path: Path, planned: Iterable[str]) -> Kept:
    """Reads a library. Every version of an article counts, and every record of its bytes."""
    refused: dict[str, tuple[str, ...]] = {}
    with Library.open(path) as library:
        store = library.store
        urls = {article.url for article in store.articles()}
        articles = Counter({_bare(url): len(store.versions(url)) for url in urls})
        captures = Counter({address: len(store.traces(f"http://{address}").captures) for address in planned})
        for failure in store.failures():
            address = _bare(failure.subject)
            refused[address] = (*refused.get(address, ()), failure.kind)
    return Kept(articles, captures, refused)


def _bare(url: str) -> str:
    return url.partition("://")[2].partition("?")[0]


# --- what must hold


def account(run: Run) -> list[str]:
    """What is wrong with the account; nothing where every page is where it belongs, once."""
    wrong = []
    for address, kind in run.plan.items():
        stored = int(kind == "article")
        asked, whole = int(kind not in UNASKED), int(kind not in NOT_WHOLE)
        refused = (REFUSED[kind],) if REFUSED[kind] else ()
        wanted = (asked, whole, stored, int(stored or kind == "bare"), refused)
        found = (
            run.count("asked", address),
            run.count("whole", address),
            run.kept.articles[address],
            run.kept.captures[address],
            run.kept.refused.get(address, ()),
        )
        if found != wanted:
            wrong.append(f"{address} ({kind}): asked, whole, stored, archived, refused are {found}, not {wanted}")
    others = {*run.kept.articles, *run.kept.refused} - set(run.plan)
    wrong += [f"{address}: nobody planned it" for address in sorted(others) if not is_slow(address.partition("/")[0])]
    return wrong + _manners(run)


def _manners(run: Run) -> list[str]:
    """What is wrong with how hosts were asked."""
    wrong = []
    # A slow host does not notice before its answer that nobody waits for it any more: it counts what is long closed.
    for name, tally in ((name, tally) for name, tally in run.served["hosts"].items() if not is_slow(name)):
        paths = {path for path in tally["asked"] if name + path not in run.plan} - {FEED, ROBOTS}
        wrong += [f"{name}{path}: asked for, and nobody planned it" for path in sorted(paths)]
        if (tally["asked"].get(FEED), tally["asked"].get(ROBOTS)) != (1, 1):
            wrong.append(f"{name}: feed and robots.txt were not asked for once each")
        if tally["most"] > 1:
            wrong.append(f"{name}: {tally['most']} connections at once")
        if tally["gap"] is not None and tally["gap"] < run.pause - PROMPT:
            wrong.append(f"{name}: asked again after {tally['gap']:.2f} s")
    return wrong


def memory(samples: Sequence[Sample]) -> list[str]:
    """What is wrong with memory: it grew by too much after the first tenth of the pages, or a child's after half."""
    if len(samples) < STEPS:
        return [f"memory was seen {len(samples)} times, not {STEPS}"]
    main, child = [sample.main for sample in samples], [max(sample.children, default=0.0) for sample in samples]
    wrong = []
    for what, start, most in (
        ("the main process", main[0], max(main)),
        ("its largest child", child[STEPS // 2 - 1], max(child[STEPS // 2 :])),
    ):
        bound = start + max(GROWTH * start, ROOM_MB)
        if most > bound:
            wrong.append(f"memory of {what}: {start:.1f} MB, later {most:.1f} MB, more than {bound:.1f} MB")
    return wrong


def table(run: Run) -> list[str]:
    """The account, one line a kind of page, and the sums."""
    lines = [f"{'kind':<12}{'listed':>8}{'asked':>8}{'whole':>8}{'stored':>8}{'refused':>8}  as"]
    sums = [0] * 5
    refused_of_served = 0
    for kind, word in REFUSED.items():
        own = [address for address, one in run.plan.items() if one == kind]
        left = sum(len(run.kept.refused.get(address, ())) for address in own)
        counts = [
            len(own),
            sum(run.count("asked", address) for address in own),
            whole := sum(run.count("whole", address) for address in own),
            sum(run.kept.articles[address] for address in own),
            left,
        ]
        refused_of_served += left if whole else 0
        sums = [one + other for one, other in zip(sums, counts, strict=True)]
        lines.append(f"{kind:<12}" + "".join(f"{count:>8,}" for count in counts) + f"  {word}".rstrip())
    lines.append(f"{'all':<12}" + "".join(f"{count:>8,}" for count in sums))
    balance = sums[2] - sums[3] - refused_of_served
    lines.append(f"served {sums[2]:,} - stored {sums[3]:,} - refused {refused_of_served:,} = {balance}")
    return lines


def _whole_run(hosts: int, pages: int) -> list[str]:
    """The first two figures."""
    found = run(hosts, pages)
    print(f"{hosts * pages:,} pages of {hosts} hosts")
    print("\n".join(table(found)))
    print(f"{'pages':>8}{'seconds':>9}{'main MB':>9}{'files':>7}  children MB")
    for sample in found.samples():
        children = " ".join(f"{each:.0f}" for each in sample.children)
        print(f"{sample.pages:>8,}{sample.seconds:>9.1f}{sample.main:>9.1f}{sample.files:>7}  {children}")
    own, children_cpu = found.measured["cpu"]
    gaps = [tally["gap"] for tally in found.served["hosts"].values() if tally["gap"] is not None]
    print(
        f"{found.measured['seconds']:.0f} s; CPU: main process {own:.0f} s, children {children_cpu:.0f} s, servers "
        f"{found.served['cpu']:.0f} s; peak {found.measured['peak']:.0f} MB; least pause {min(gaps, default=0):.2f} s"
    )
    return account(found) + memory(found.samples())


def _slow_run(hosts: int, pages: int) -> list[str]:
    """The third figure."""
    alone, beside = list[Run](), list[Run]()
    for number in range(ROUNDS):
        last = number == ROUNDS - 1
        with ThreadPoolExecutor(2) as both:
            without = both.submit(run, hosts, pages, pause=SLOW_PAUSE)
            slowed = both.submit(run, hosts, pages, pause=SLOW_PAUSE, slow=SLOW_SECONDS, until_its_end=last)
            alone.append(without.result())
            beside.append(slowed.result())
    pairs = [(one.measured["others"], other.measured["others"]) for one, other in zip(alone, beside, strict=True)]
    ratio = min(with_slow / without for without, with_slow in pairs)
    print(
        f"{hosts * pages:,} pages of {hosts} hosts, and beside two more that take {SLOW_SECONDS:g} s for an answer: "
        f"{', '.join(f'{one:.2f} and {other:.2f} s' for one, other in pairs)}, ratio {ratio:.2f} "
        f"(the slow ones are given up after {beside[-1].measured['seconds']:.0f} s)"
    )
    wrong = [line for found in (*alone, *beside) for line in account(found)]
    settled = {found.measured["settled"] for found in (*alone, *beside)}
    wrong += [f"{count:,} pages were acknowledged" for count in settled if count != hosts * pages]
    late = {kind for one, kinds in beside[-1].kept.refused.items() if is_slow(one.partition("/")[0]) for kind in kinds}
    wrong += [f"slow hosts gave {sorted(late)}, not timeouts alone"] if late != {"timeout"} else []
    return wrong + ([f"slow hosts: ratio {ratio:.2f}, more than {RATIO}"] if ratio > RATIO else [])


def main() -> int:
    """Prints the figures; 1 where one is missed."""
    if not resident("self"):
        print("this system does not say how much memory a process has (/proc)", file=sys.stderr)
        return 2
    hosts, pages = map(int, sys.argv[1:3]) if sys.argv[1:] else (HOSTS, PAGES)
    wrong = _whole_run(hosts, pages) + _slow_run(min(hosts, SLOW_HOSTS_OF), min(pages, SLOW_PAGES_OF))
    for line in wrong[:20]:
        print(f"  MISSED {line}")
    print(f"{len(wrong):,} missed" if wrong else "nothing lost or twice, memory flat, no host in another's way")
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["client"]:
        client()
    else:
        sys.exit(main())
