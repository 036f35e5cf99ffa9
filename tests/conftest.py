"""The bundled sample as a built library, made once a test process, and the briefs in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import alteram
from alteram.codec import decode
from alteram.compute.in_process import InProcess
from alteram.engine.arrivals import import_paths
from alteram.engine.editions import build
from alteram.engine.library import Library
from alteram.model.briefs import Brief
from tests.engine.fakes import clock, silent

PAGES = Path(alteram.__file__).parent / "sample" / "pages"


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a library that holds the sample, built. Read only: copy it to change it."""
    path = tmp_path_factory.mktemp("sample") / "library"
    with Library.open(path, create=True) as library:
        import_paths(library, [PAGES], compute=InProcess(), progress=silent, clock=clock)
        build(library, compute=InProcess(), progress=silent)
    return path


@pytest.fixture(scope="session")
def sample_library(sample_path: Path) -> Iterator[Library]:
    """The sample's library, open for reading."""
    with Library.open(sample_path) as library:
        yield library


@pytest.fixture(scope="session")
def sample_briefs(sample_library: Library) -> tuple[Brief, ...]:
    """The newest brief of every story of the sample that has one, in the order of the list of stories."""
    store = sample_library.store
    found = (store.latest(status.story.id) for status in store.stories())
    return tuple(decode(edition.payload, Brief) for edition in found if edition is not None)
