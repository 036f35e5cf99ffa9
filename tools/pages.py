"""Runs the commands that pages of docs/ show, and puts under each what it prints.

    python -m tools.pages [--check] PAGE...

A page is run from its beginning to its end, in a new folder, as a reader would run it:

- a block ```` ```console ```` has commands, each on a line that begins with "$ ", and under it what the command prints;
  a last line "[exit 1]" is the exit code, where it is not 0;
- a block with a file's name behind its language, as ```` ```toml outlets/mine.toml ````, is written to that file,
  and the text before it must name the file too, because the name is not shown;
- a command that ends in " &" goes on until the page ends, and the next one waits until it answers at PORT.

With `--check` nothing is written and the exit code is 1 where a page would change. Ids of stories follow: where an
output has another id now than the page shows, commands and text below it get that one too.
"""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PORT = 8631
"""The port that pages speak of; a free one is taken in its place."""
SECONDS = 300.0
"""What one command may take, on a busy machine."""
_BLOCK = re.compile(r"^(```(\w+)(?: (\S+))?\n)(.*?)(^```$)", re.DOTALL | re.MULTILINE)
_ID = re.compile(r"\b[0-9a-f]{16}\b")
_PROMPT = "$ "
_RECORD = re.compile(r"(archive +\S+, bytes )\d+ to \d+")


@dataclass(slots=True)
class Walk:
    """One walk through a page, in a folder of its own."""

    folder: Path
    port: int
    left_running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self, command: str) -> str:
        """What a command prints, in the words of the page, with a line for an exit code other than 0."""
        there = command.replace(str(PORT), str(self.port))
        if there.endswith(" &"):
            return self._shown(self._left_running(there.removesuffix(" &")))
        done = subprocess.run(
            ["sh", "-c", there],
            cwd=self.folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
        )
        failed = f"[exit {done.returncode}]\n" if done.returncode else ""
        return self._shown(done.stdout) + failed

    def write(self, name: str, content: str) -> None:
        """Writes a file that the page shows."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def end(self) -> None:
        """Ends what was left running."""
        for process in self.left_running:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(10.0)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _left_running(self, command: str) -> bytes:
        """Starts a command that serves at the port; gives what it printed by the time that it answers."""
        log = self.folder / f".printed-{len(self.left_running)}"
        with log.open("wb") as printed:
            process = subprocess.Popen(
                ["sh", "-c", f"exec {command}"],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.left_running.append(process)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and process.poll() is None and not self._answers():
            time.sleep(0.05)
        return log.read_bytes()

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1.0):
            return True
        return False

    def _environment(self) -> dict[str, str]:
        """An environment without the settings of whoever runs this."""
        kept = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
        programs = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
        own = {"PATH": programs, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"}
        return kept | own

    def _shown(self, printed: bytes) -> str:
        """Output in the words of the page: its port, and no ends of lines that nobody sees."""
        text = printed.decode("utf-8", "replace").replace(f":{self.port}", f":{PORT}")
        return "".join(f"{line.rstrip()}\n" for line in text.rstrip().splitlines())


@contextmanager
def walking() -> Iterator[Walk]:
    """A walk in a new folder, ended in any case."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(Path(folder), port)
        try:
            yield walk
        finally:
            walk.end()


def rewritten(page: str, walk: Walk) -> str:
    """The text of a page as it would be today. Raises ValueError for a file that the text does not name."""
    ids: dict[str, str] = {}
    parts: list[str] = []
    end = 0
    for block in _BLOCK.finditer(page):
        parts.append(_followed(page[end : block.start()], ids))
        opening, language, file, content, closing = block.groups()
        if language == "console":
            content = "".join(f"{command}{output}" for command, output in _ran(content, walk, ids))
        elif file is not None:
            if f"`{file}`" not in page[: block.start()]:
                raise ValueError(f"the page shows the file {file} and does not name it before: add `{file}`")
            walk.write(file, content)
        parts.append(f"{opening}{content}{closing}")
        end = block.end()
    return "".join((*parts, _followed(page[end:], ids)))


def _followed(text: str, ids: dict[str, str]) -> str:
    """A text in which each id is the one that stands for it now."""
    return _ID.sub(lambda found: ids.get(found[0], found[0]), text)


def _ran(content: str, walk: Walk, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The commands of a block and what they print today; notes in `ids` which id stands for which."""
    lines = content.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if line.startswith(_PROMPT)]
    if starts[:1] != [0]:
        raise ValueError(f"a console block begins with a command on a line {_PROMPT!r}: {content[:60]!r}")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        command = _followed(lines[start], ids)
        before = "".join(lines[start + 1 : end])
        output = walk.run(command.removeprefix(_PROMPT).rstrip("\n"))
        old, new = _ID.findall(before), _ID.findall(output)
        if len(old) == len(new):
            ids.update(zip(old, new, strict=True))
        yield command, output


def comparable(text: str) -> str:
    """The text without what the compressor and the order of answers decide: where in the archive a record stands."""
    return _RECORD.sub(r"\1...", text)


def settled(path: Path, after: str, *, check: bool) -> int:
    """Writes a page, or with `check` only compares; says which, and gives the exit code."""
    if comparable(path.read_text(encoding="utf-8")) == comparable(after):
        sys.stdout.write(f"{path.name} is up to date\n")
        return 0
    if check:
        sys.stdout.write(f"{path.name} would change\n")
        return 1
    path.write_text(after, encoding="utf-8")
    sys.stdout.write(f"{path.name} written\n")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Writes, or with --check compares; the exit code is 1 where a page differs."""
    parser = argparse.ArgumentParser(prog="python -m tools.pages", description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, tell whether a page would change")
    parser.add_argument("pages", nargs="+", type=Path, metavar="PAGE")
    options = parser.parse_args(arguments)
    codes = []
    for path in options.pages:
        with walking() as walk:
            after = rewritten(path.read_text(encoding="utf-8"), walk)
        codes.append(settled(path, after, check=options.check))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
