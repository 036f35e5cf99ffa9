"""Every eval, one after the other: `python -m evals [NAME...]`.

Each runs as a process of its own (`python -m evals.NAME`), prints its figures, and fails where one of them is below its
floor in `floors.toml`; then comes a table of all. Exit 1 when one failed, 2 without the research data.
"""

import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from evals import SHARED

EVALS = (
    "extraction",
    "grouping",
    "links",
    "attribution",
    "gates",
    "compressions",
    "own_voice",
    "corruptions",
    "judged",
    "told_twice",
    "altered",
    "neutral",
    "narratives",
    "seesaw",
    "opinion",
    "wire",
    "quantities",
    "disagreements",
    "outlets",
    "feeds",
    "bad_inputs",
    "fetching",
)
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Ended:
    """How one eval ended: its exit code and the CPU seconds that it took."""

    name: str
    code: int
    seconds: float


def run(name: str) -> Ended:
    """Runs one eval; what it prints goes where ours does."""
    print(f"== {name}", flush=True)
    before = _children()
    code = subprocess.run([sys.executable, "-m", f"evals.{name}"], cwd=ROOT, check=False).returncode
    return Ended(name, code, _children() - before)


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def table(ended: list[Ended]) -> str:
    """One line an eval."""
    lines = [f"{'eval':14}{'CPU s':>8}  result"]
    lines += [f"{one.name:14}{one.seconds:8.1f}  {'good' if one.code == 0 else 'FAILED'}" for one in ended]
    return "\n".join(lines)


def main() -> int:
    """Runs those that are named, or all that are there."""
    names = sys.argv[1:] or [name for name in EVALS if Path(__file__).with_name(f"{name}.py").is_file()]
    unknown = [name for name in names if name not in EVALS]
    if unknown:
        print(f"there is no eval {unknown[0]}; there are {', '.join(EVALS)}", file=sys.stderr)
        return 2
    if not SHARED.is_dir():
        print("the research data is not beside this checkout, and every eval needs it", file=sys.stderr)
        return 2
    ended = [run(name) for name in names]
    print(f"\n{table(ended)}")
    return 1 if any(one.code for one in ended) else 0


if __name__ == "__main__":
    sys.exit(main())
