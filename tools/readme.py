"""Writes the brief and the chain of evidence that README.md shows, from the bundled sample coverage.

    python -m tools.readme [--check]

Each stands between two comments, `<!-- brief -->` and `<!-- /brief -->`, `<!-- why -->` and `<!-- /why -->`; what is
between them is replaced. With `--check` nothing is written and the exit code is 1 where README.md would change.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import alteram
from alteram.cli.explaining import sentence_lines
from alteram.compute.in_process import InProcess
from alteram.engine.arrivals import import_paths
from alteram.engine.editions import build
from alteram.engine.library import Library
from alteram.engine.reading import LibraryReader
from alteram.engine.why import explain_sentence
from alteram.model.ids import Moment
from alteram.stages.publish import cited_passages, markdown
from tools.pages import comparable, settled

__all__ = ["blocks", "comparable", "main", "rewritten", "sample_library"]

README = Path(__file__).resolve().parents[1] / "README.md"
PAGES = Path(alteram.__file__).parent / "sample" / "pages"
EXPLAINED = "1"
"""The sentence whose chain is shown: the first fact, as `alteram demo` does."""
_BLOCK = re.compile(r"(<!-- (?P<name>[a-z]+) -->\n).*?(<!-- /(?P=name) -->)", re.DOTALL)


def _silent(_done: int, _total: int | None, _subject: str) -> None:
    """Progress that nobody watches."""


def sample_library(folder: Path) -> Library:
    """The sample coverage, imported and built in `folder`; to be closed by the caller."""
    library = Library.open(folder, create=True)
    import_paths(
        library,
        [PAGES],
        compute=InProcess(),
        progress=_silent,
        clock=lambda: Moment("2026-11-24T00:00:00Z"),
    )
    build(library, compute=InProcess(), progress=_silent)
    return library


def blocks(library: Library) -> dict[str, str]:
    """What stands in README.md, by name: the richest brief of a built library, and the chain of its first fact."""
    reader = LibraryReader(library)
    briefs = [row for row in reader.rows() if row.brief]
    richest = max(briefs, key=lambda row: (row.narratives + row.disagreements, row.facts, row.articles, row.story))
    brief, _ = reader.brief(str(richest.story))
    shown = markdown(brief, reader.quotes(brief, cited_passages(brief))).rstrip("\n")
    chain = "\n".join(sentence_lines(explain_sentence(library, str(richest.story), EXPLAINED)))
    return {
        "brief": "\n".join(f"> {line}".rstrip() for line in shown.splitlines()) + "\n",
        "why": f"```text\n{chain}\n```\n",
    }


def rewritten(text: str, wanted: Mapping[str, str]) -> str:
    """The text with every block replaced. Raises KeyError for a block that nobody writes, ValueError for a lost one."""
    names = [match["name"] for match in _BLOCK.finditer(text)]
    if sorted(names) != sorted(wanted):
        raise ValueError(f"README.md has the blocks {names}, not {list(wanted)}: put the comments back.")
    return _BLOCK.sub(lambda match: f"{match[1]}{wanted[match['name']]}{match[3]}", text)


def main(arguments: list[str] | None = None) -> int:
    """Writes, or with --check compares; the exit code is 1 where README.md differs."""
    parser = argparse.ArgumentParser(prog="python -m tools.readme", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, tell whether README.md would change")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, sample_library(Path(folder) / "library") as library:
        after = rewritten(README.read_text(encoding="utf-8"), blocks(library))
    return settled(README, after, check=options.check)


if __name__ == "__main__":
    sys.exit(main())
