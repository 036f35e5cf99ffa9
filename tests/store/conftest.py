"""Every back-end that a store can have, for the suites that run over all of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alteram.store import Store
from alteram.store.sqlite import open_sqlite

BACK_ENDS: dict[str, Callable[[Path], Store]] = {
    "sqlite": lambda folder: open_sqlite(folder / "alteram.sqlite", write=True),
}


@pytest.fixture(params=sorted(BACK_ENDS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = BACK_ENDS[request.param](tmp_path)
    yield opened
    opened.close()
