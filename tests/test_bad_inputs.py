"""Every nasty input of the research data is read or refused by name, in time, and harms nothing beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alteram.compute.pool import ProcessPool
from evals.bad_inputs import DATA, Verdict, prepare, read_all, table

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not DATA.is_dir(), reason="the research data is not beside the checkout: ../shared/data/bad_inputs"
    ),
]


def verdicts(folder: Path, big: bool) -> Iterator[Verdict]:
    """Verdicts on all inputs that the manifest lists for the parsers."""
    with ProcessPool(2) as compute:
        yield from read_all(prepare(folder, big), folder, compute)


def test_small_inputs(tmp_path: Path) -> None:
    found = tuple(verdicts(tmp_path, big=False))
    assert len(found) == 799
    assert not [verdict for verdict in found if verdict.wrong], table(found)


@pytest.mark.big
def test_big_inputs(tmp_path: Path) -> None:
    found = tuple(verdicts(tmp_path, big=True))
    assert len(found) == 14
    assert not [verdict for verdict in found if verdict.wrong], table(found)
