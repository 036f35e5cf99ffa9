"""Places for evaluation only: `python -m evals.overlay FOLDER` writes them as an overlay of the registry.

The coverage sample labels each article's outlet left, center or right. An outlet's place is the label that most of its
articles have (none on a tie), with the data set named as its rater. The file is written where it is told to, outside
the repository: laid into a library as `LIBRARY/outlets/`, every command of `alteram` reads it; `overlay_registry`
makes the same registry for an eval and leaves nothing behind. It is measured with and never shipped: the labels are
the data set's, after AllSides, whose licence does not go this far.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from alteram.model.ids import OutletId
from alteram.model.outlets import Registry
from alteram.outlets import load_registry
from evals import SHARED
from evals.gates import COVERAGE

RATER = "the label of the Article-Bias-Prediction data set"
AXIS = "left-right"
FILE = "data-set-places.toml"
ROOT = Path(__file__).resolve().parents[1]


def labels(source: Path = COVERAGE) -> dict[OutletId, str]:
    """The label that most articles of each outlet of the registry have, by its id; without those on a tie."""
    registry = load_registry(None)
    counts: dict[OutletId, Counter[str]] = {}
    for line in gzip.decompress(source.read_bytes()).decode().splitlines():
        row = json.loads(line)
        outlet = registry.at(urlsplit(row["url"]).hostname or "")
        if outlet is not None:
            counts.setdefault(outlet.id, Counter())[row["lean_label"]] += 1
    found = {}
    for outlet_id, counted in sorted(counts.items()):
        (label, most), *rest = counted.most_common()
        if not rest or rest[0][1] < most:
            found[outlet_id] = label
    return found


def places(sides: dict[OutletId, str]) -> str:
    """The overlay as TOML: one place an outlet, each with its rater."""
    return "\n".join(
        f'[[place]]\noutlet = "{outlet}"\naxis = "{AXIS}"\nside = "{side}"\nplace = "{side}"\n'
        f'scale = "left, center, right"\nrater = "{RATER}"\ndate = "2020"\n'
        'method = "majority of the labels of its articles in coverage/sample"\n'
        for outlet, side in sorted(sides.items())
    )


@lru_cache(maxsize=1)
def overlay_registry() -> Registry:
    """The bundled registry with the places of the data laid over it; the file it is read from is gone afterwards."""
    with TemporaryDirectory() as folder:
        (Path(folder) / FILE).write_text(places(labels()), encoding="utf-8")
        return load_registry(Path(folder))


def main() -> int:
    """Writes the overlay into a folder outside the repository."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder outside the repository, as LIBRARY/outlets")
    folder: Path = parser.parse_args().folder
    if not SHARED.is_dir():
        print("the research data is not beside this checkout", file=sys.stderr)
        return 2
    if folder.resolve().is_relative_to(ROOT):
        print("the labels are other people's: write them outside the repository", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    sides = labels()
    (folder / FILE).write_text(places(sides), encoding="utf-8")
    print(f"{len(sides)} outlets placed in {folder / FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
