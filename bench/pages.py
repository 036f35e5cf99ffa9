"""How long the pages of a large library take: the list, the list narrowed, a search, a story, an outlet.

    python -m bench.pages [ARTICLES [FOLDER]]

Fills a library with 50,000 fictional articles (perturbed copies of the bundled sample: `bench/fictional_library.py`),
then asks the server's application for pages, one after the other, on one core and without a socket, and prints the
median and the 95th percentile of each kind, and that of the processor's time, which other work on the machine does not
lengthen much. What is asked for differs with every request. No 95th percentile may exceed `CEILING`. A FOLDER keeps the
library, which is then measured again without being filled.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from litestar.types import HTTPScope, Message

from alteram.engine.library import Library
from alteram.engine.reading import LibraryReader
from alteram.stages.publish import OutletRecord, outlet_folder, outlet_pages
from alteram.web import create_app
from bench.fictional_library import briefed, fill, patterns

ARTICLES = 50_000
CEILING = 100.0
"""Milliseconds. Measured in 2026 with other work on the machine: see docs/stories.md."""
REQUESTS = 200
"""Of each kind."""
WORDS = (
    *("ferry", "coastguard", "the ferry", "said", '"the coastguard said"', "minister budget", "captain storm rescue"),
    *('"of the"', "passengers missing harbour", "nowhere-to-be-found", "a the of and to in said was", "n* OR (x"),
)


def asked(app: Any, path: str, query: str) -> tuple[float, float, int]:
    """Milliseconds of one request, and of the processor; the bytes of its page. Raises RuntimeError where it is no
    page."""
    sent: list[Message] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1:8631")],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8631),
        "extensions": {},
    }

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    started, busy = time.perf_counter(), time.process_time()
    asyncio.run(app(cast(HTTPScope, scope), receive, send))
    taken, used = 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - busy)
    status = cast(Any, sent[0])["status"]
    if status != 200:
        raise RuntimeError(f"{path}?{query} answered with {status}")
    return taken, used, sum(len(cast(Any, each).get("body", b"")) for each in sent[1:])


def requests(library: Library, chance: random.Random) -> dict[str, Callable[[], tuple[str, str]]]:
    """A maker of requests for each kind of page."""
    stories = briefed(library)
    choices = library.store.choices()

    outlets = [each for each in LibraryReader(library).outlets().outlets if each.stories]

    def outlet_page_of(record: OutletRecord) -> tuple[str, str]:
        place = chance.randint(1, outlet_pages(record))
        name = "index.html" if place == 1 else f"page-{place}.html"
        return f"/outlets/{outlet_folder(record.outlet.id)}/{name}", ""

    def one_of(kind: str) -> str:
        return chance.choice([each.value for each in choices if each.kind == kind])

    def narrowed() -> tuple[str, str]:
        parts = [f"outlet={one_of('outlet')}", f"day={one_of('day')}", "language=en", f"origins={chance.randint(1, 4)}"]
        return "/", "&".join((*chance.sample(parts, chance.randint(1, 3)), f"page={chance.randint(1, 3)}"))

    def searched() -> tuple[str, str]:
        words = chance.choice(WORDS).replace(" ", "+").replace('"', "%22")
        return "/", f"q={words}&page={chance.randint(1, 2)}{chance.choice(('', '&language=en'))}"

    return {
        "list": lambda: ("/", f"page={chance.choice((1, 1, 2, 3, chance.randint(4, 80)))}"),
        "narrowed list": narrowed,
        "search": searched,
        "story": lambda: (f"/stories/{chance.choice(stories)}/index.html", ""),
        "outlet": lambda: outlet_page_of(chance.choice(outlets)),
        "outlets": lambda: ("/outlets/index.html", ""),
    }


def measured(app: Any, maker: Callable[[], tuple[str, str]]) -> tuple[float, float, float, int]:
    """Median and 95th percentile (nearest rank), that of the processor alone, in milliseconds; mean size in bytes."""
    maker_of_first = maker()
    asked(app, *maker_of_first)
    taken = [asked(app, *maker()) for _ in range(REQUESTS)]
    times, used = sorted(each for each, _, _ in taken), sorted(each for _, each, _ in taken)
    late = -(-95 * len(times) // 100) - 1
    return times[len(times) // 2], times[late], used[late], sum(size for *_, size in taken) // len(taken)


def main() -> int:
    """Prints the figures; 1 when a 95th percentile is above the ceiling."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "library").is_dir():
            started = time.perf_counter()
            made = fill(folder / "library", number, patterns(folder))
            size = sum(file.stat().st_size for file in (folder / "library").rglob("*") if file.is_file())
            print(f"{made:,} fictional articles, filled in {time.perf_counter() - started:.0f} s, {size / 1e6:.0f} MB")
        with Library.open(folder / "library") as library:
            good = within(library)
    print(f"{'within' if good else 'ABOVE'} the ceiling of {CEILING:.0f} ms")
    return 0 if good else 1


def within(library: Library) -> bool:
    """Prints the figures of each kind of page; whether all are within the ceiling."""
    app, good = create_app(LibraryReader(library)), True
    for kind, maker in requests(library, random.Random(7)).items():
        median, late, used, length = measured(app, maker)
        good &= late <= CEILING
        times = f"p50 {median:6.1f} ms   p95 {late:6.1f} ms   p95 of the processor {used:6.1f} ms"
        print(f"{kind:14} {times}   {length / 1000:.0f} kB a page")
    return good


if __name__ == "__main__":
    sys.exit(main())
