"""The laws of the house: size, floors, quietness, documentation. Each test can fail, and says what to do."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "alteram"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
TESTS = sorted(path for folder in ("tests", "evals", "bench", "tools") for path in (ROOT / folder).rglob("*.py"))
OPTIONAL = ("torch", "ray", "psycopg", "playwright", "pytest", "hypothesis", "litestar", "trafilatura", "sqlalchemy")


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_is_longer_than_400_lines() -> None:
    long = [(str(path.relative_to(ROOT)), _length(path)) for path in MODULES if _length(path) > 400]
    assert not long, f"split these by what they speak of: {long}"


def test_no_test_module_is_longer_than_600_lines() -> None:
    long = [(str(path.relative_to(ROOT)), _length(path)) for path in TESTS if _length(path) > 600]
    assert not long, f"split these: {long}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_function_is_longer_than_60_lines(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [(f.name, f.end_lineno - f.lineno + 1) for f in functions if f.end_lineno and f.end_lineno - f.lineno >= 60]
    assert not long, f"{path.name}: give each part of these a name of its own: {long}"


def test_stages_show_the_pipeline_and_nothing_else() -> None:
    shown = {path.stem for path in (PACKAGE / "stages").iterdir() if not path.name.startswith("_")}
    pipeline = "ingest archive extract origins stories links facts disagreements narratives verify publish"
    assert shown == set(pipeline.split())


def test_importing_alteram_loads_no_optional_package() -> None:
    code = f"import alteram, sys; print([name for name in {OPTIONAL!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert answer.stdout.strip() == "[]"


def test_stages_read_no_clock_and_no_chance() -> None:
    forbidden = re.compile(r"datetime\.now|time\.time\(|date\.today|import random|from random|uuid4|os\.urandom")
    rooms = [PACKAGE / "model", PACKAGE / "text", PACKAGE / "language", PACKAGE / "stages"]
    found = [
        str(path.relative_to(ROOT))
        for room in rooms
        for path in room.rglob("*.py")
        if forbidden.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, f"pass clocks and randomness in: {found}"


def test_nouns_are_frozen_and_slotted() -> None:
    loose = []
    for path in (PACKAGE / "model").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                marks = [ast.unparse(mark) for mark in node.decorator_list]
                if marks and not any("frozen=True" in mark and "slots=True" in mark for mark in marks):
                    loose.append(node.name)
    assert not loose


def test_the_repository_holds_no_machine_path_and_no_registry_host() -> None:
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False).stdout.split()
    hosts = re.compile(r"(?:^|[\s\"'=])/(?:work|root|farm)/|files\.python|pythonhosted|registry\.npm")
    found = []
    for name in listed:
        path = ROOT / name
        if path == Path(__file__) or path.suffix in {".gz", ".png", ".warc"} or not path.is_file():
            continue
        if hosts.search(path.read_text(encoding="utf-8", errors="replace")):
            found.append(name)
    assert not found


def test_constraints_name_versions_and_hashes_and_no_address() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9][\w.-]*)==(\S+) \\$", text, re.M)
    assert len(pins) > 30
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
