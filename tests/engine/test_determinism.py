"""One input, one output: order, names, number of imports, hash seeds and workers change no byte."""

import gzip
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

import alteram
from alteram.compute.in_process import InProcess
from alteram.compute.pool import ProcessPool
from alteram.config import LIMITS
from alteram.engine.arrivals import import_paths
from alteram.engine.briefing import Task, make_brief
from alteram.engine.editions import build
from alteram.engine.library import Library
from alteram.engine.reading import LibraryReader
from tests.engine.fakes import clock, silent

ROOT = Path(alteram.__file__).parents[1]
SAMPLE = ROOT / "alteram" / "sample" / "pages"
COVERAGE = ROOT / ".." / "shared" / "data" / "coverage" / "sample.jsonl.gz"


def outcome(library: Library) -> dict[str, bytes]:
    """All that a library says: every edition's bytes by story and number, and the list of stories."""
    reader = LibraryReader(library)
    editions = [edition for row in reader.rows() for edition in reader.editions(row.story)]
    return {f"{e.story}/{e.number}": e.payload for e in editions} | {"stories": reader.stories_json()}


def made(path: Path, imports: Iterable[Sequence[Path]]) -> dict[str, bytes]:
    """What a new library says after these imports and one build."""
    with Library.open(path, create=True) as library:
        for paths in imports:
            import_paths(library, paths, compute=InProcess(), progress=silent, clock=clock)
        build(library, compute=InProcess(), progress=silent)
        return outcome(library)


def shuffled(lines: Sequence[str], seed: int) -> list[str]:
    """The lines in another order."""
    return random.Random(seed).sample(lines, len(lines))


@pytest.fixture(scope="module")
def expected(sample_library: Library) -> dict[str, bytes]:
    """What the sample's library says."""
    return outcome(sample_library)


def test_the_sample_has_briefs_to_compare(expected: dict[str, bytes]) -> None:
    assert len(expected) == 4
    assert all(len(payload) > 2000 for payload in expected.values())


def test_names_and_order_of_pages_do_not_matter(tmp_path: Path, expected: dict[str, bytes]) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    rows = [json.loads(line) for line in (SAMPLE / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    for place, row in enumerate(random.Random(5).sample(rows, len(rows))):
        name = f"{place:02}.html"
        shutil.copy(SAMPLE / row["file"], folder / name)
        row["file"] = name
    index = "\n".join(shuffled([json.dumps(row) for row in rows], 7))
    (folder / "index.jsonl").write_text(index, encoding="utf-8")
    assert made(tmp_path / "library", [[folder]]) == expected


def test_two_imports_in_either_order_give_the_same_bytes(tmp_path: Path, expected: dict[str, bytes]) -> None:
    pages = sorted((SAMPLE).iterdir())
    odd, even = pages[1::2], pages[::2]
    assert made(tmp_path / "one", [even, odd]) == expected
    assert made(tmp_path / "two", [odd, even, even]) == expected


def test_article_lines_in_any_order_give_the_same_bytes(tmp_path: Path, sample_library: Library) -> None:
    lines = [
        json.dumps(
            {"url": a.url, "title": a.title, "text": a.text.partition("\n\n")[2], "date": a.published, "outlet": a.name}
        )
        for a in sample_library.store.articles()
    ]
    outcomes = []
    for seed in range(3):
        file = tmp_path / f"lines{seed}.jsonl"
        file.write_text("\n".join(lines if seed == 0 else shuffled(lines, seed)), encoding="utf-8")
        outcomes.append(made(tmp_path / f"library{seed}", [[file]]))
    assert len(outcomes[0]) > 2
    assert outcomes[1] == outcomes[0]
    assert outcomes[2] == outcomes[0]


def test_a_build_in_steps_ends_with_the_articles_of_a_build_at_once(tmp_path: Path, expected: dict[str, bytes]) -> None:
    """Editions differ, since there were more of them; the last one's content does not."""
    pages = sorted((SAMPLE).iterdir())
    with Library.open(tmp_path / "library", create=True) as library:
        for part in (pages[:22], pages[22:]):
            import_paths(library, part, compute=InProcess(), progress=silent, clock=clock)
            build(library, compute=InProcess(), progress=silent)
        found = outcome(library)
    last: dict[str, dict[str, object]] = {}
    for key, payload in found.items():
        if key != "stories":
            last[key.split("/")[0]] = json.loads(payload) | {"edition": 0, "parent": None}
    wanted = {k.split("/")[0]: json.loads(v) | {"edition": 0, "parent": None} for k, v in expected.items() if "/" in k}
    assert last == wanted


SAYS = """
import sys
from pathlib import Path
from tests.engine.test_determinism import SAMPLE, made
from alteram.model.ids import digest_of
for key, payload in made(Path(sys.argv[1]), [[SAMPLE]]).items():
    print(key, digest_of(payload))
"""


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_hash_seeds_do_not_matter(tmp_path: Path, seed: str, expected: dict[str, bytes]) -> None:
    from alteram.model.ids import digest_of

    answer = subprocess.run(
        [sys.executable, "-c", SAYS, str(tmp_path / "library")],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert dict(line.split() for line in answer.stdout.splitlines()) == {
        key: digest_of(payload) for key, payload in expected.items()
    }


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_do_not_matter(tmp_path: Path, workers: int, expected: dict[str, bytes]) -> None:
    with Library.open(tmp_path / "library", create=True) as library, ProcessPool(workers, LIMITS) as compute:
        import_paths(library, [SAMPLE], compute=compute, progress=silent, clock=clock)
        build(library, compute=compute, progress=silent)
        assert outcome(library) == expected


def test_the_order_of_articles_in_a_task_does_not_matter(sample_library: Library) -> None:
    status = max(sample_library.store.stories(), key=lambda one: len(one.story.articles))
    found = sample_library.store.articles_by_id(status.story.articles)
    articles = [found[key] for key in status.story.articles]
    whole = make_brief(Task(status.story.id, tuple(articles), sample_library.registry))
    assert whole.brief is not None
    for seed in range(2):
        turned = tuple(random.Random(seed).sample(articles, len(articles)))
        assert make_brief(Task(status.story.id, turned, sample_library.registry)) == whole


def test_the_time_of_import_reaches_no_brief(tmp_path: Path, expected: dict[str, bytes]) -> None:
    from alteram.model.ids import Moment

    with Library.open(tmp_path / "library", create=True) as library:
        later = Moment("2044-01-01T00:00:00Z")
        import_paths(library, [SAMPLE], compute=InProcess(), progress=silent, clock=lambda: later)
        build(library, compute=InProcess(), progress=silent)
        assert outcome(library) == expected


@pytest.mark.shared
def test_real_coverage_in_another_order_gives_the_same_bytes(tmp_path: Path) -> None:
    if not COVERAGE.is_file():
        pytest.skip(f"the research data is not beside this checkout: {COVERAGE.name} is missing")
    events: dict[str, list[str]] = {}
    for line in gzip.decompress(COVERAGE.read_bytes()).decode().splitlines():
        events.setdefault(json.loads(line)["event_id"], []).append(line)
    lines = [line for event in sorted(events)[::3] for line in events[event]]
    outcomes = []
    for seed in (None, 11):
        file = tmp_path / f"coverage{seed}.jsonl"
        file.write_text("\n".join(lines if seed is None else shuffled(lines, seed)), encoding="utf-8")
        outcomes.append(made(tmp_path / f"library{seed}", [[file]]))
    assert len(outcomes[0]) > 10
    assert outcomes[0] == outcomes[1]
