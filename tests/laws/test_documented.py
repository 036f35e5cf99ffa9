"""Every command, stage, gate reason and glue kind is documented."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import typer.main

from alteram.cli import app
from alteram.engine.redaction import REMOVED
from alteram.model.briefs import Brief, GlueKind
from alteram.model.outlets import Outlet, Place
from alteram.outlets import check
from alteram.outlets.checks import CONTROLS, KINDS
from alteram.stages.ingest import KNOWN_TYPES
from alteram.stages.verify.glue import HEADLINE_TEMPLATE, TEMPLATES
from alteram.text.polarity import GovernorKind

ROOT = Path(__file__).resolve().parents[2]
DOCS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))
FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def _commands(group: object, prefix: str = "alteram") -> list[str]:
    names = []
    for name, command in getattr(group, "commands", {}).items():
        names.append(f"{prefix} {name}")
        names += _commands(command, f"{prefix} {name}")
    return names


def test_every_command_has_help_and_stands_in_the_manual() -> None:
    group = typer.main.get_command(app)
    missing = [name for name in _commands(group) if f"`{name}" not in DOCS]
    assert not missing
    silent = [name for name, command in group.commands.items() if not (command.help or "").strip()]  # type: ignore[attr-defined]
    assert not silent


def test_every_stage_stands_in_the_tour() -> None:
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    stages = [path.stem for path in (ROOT / "alteram" / "stages").iterdir() if not path.name.startswith("_")]
    assert not [stage for stage in stages if stage not in tour]


def test_every_setting_is_documented() -> None:
    text = (ROOT / "alteram" / "config.py").read_text(encoding="utf-8")
    settings = re.findall(r"^    (\w+): (?:int|float|str)", text, re.M)
    manual = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert settings
    assert not [name for name in settings if f"`{name}`" not in manual]


def test_every_glue_kind_and_template_is_in_the_formats() -> None:
    assert not [kind for kind in get_args(GlueKind) if f"`{kind}`" not in FORMATS]
    for template in (*TEMPLATES, HEADLINE_TEMPLATE):
        assert template.format("{E}").strip() in FORMATS


def _reasons() -> set[str]:
    """Every reason code that a withheld sentence or an empty part can have."""
    rooms = ("alteram/stages/verify", "alteram/stages/narratives", "alteram/engine")
    source = {room: "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / room).glob("*.py")) for room in rooms}
    glue = (ROOT / "alteram/stages/verify/glue.py").read_text(encoding="utf-8")
    judge = (ROOT / "alteram/language/lexical.py").read_text(encoding="utf-8")
    rules = re.findall(r'^        \("([a-z-]+)", |^ +reason = "([a-z-]+)"', judge, re.M)
    closed = set(get_args(GlueKind)) - {"attribution", "resolution", "case", "date"}
    gates = set(re.findall(r'Finding\("G\d", "([a-z-]+)"\)', source["alteram/stages/verify"]))
    assert len(gates) > 20
    assert len(rules) > 5
    return (
        gates
        | (set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', glue)) - {"state-controlled"})
        | {f"{kind}-text" for kind in closed}
        | {f"{kind}-left-out" for kind in (*get_args(GovernorKind), "attribution")}
        | {f"unsupported-{one or other}" for one, other in rules}
        | set(re.findall(r'"((?:no|not|sentences|source)-[a-z-]+)"', source["alteram/stages/narratives"]))
        | {"no-opposite-side", "sentences-withheld", REMOVED}
    )


def test_every_reason_is_explained_and_no_other() -> None:
    table = FORMATS.partition("### Reason codes")[2]
    explained = set(re.findall(r"^\| `([a-z-]+)` \| \S", table, re.M))
    assert sorted(_reasons() - explained) == [], "docs/formats.md does not explain these"
    assert sorted(explained - _reasons()) == [], "docs/formats.md explains what no code gives"


def test_every_kind_of_input_is_in_the_formats() -> None:
    assert not [ending for ending in KNOWN_TYPES if f"`{ending.removesuffix('.gz')}`" not in FORMATS]


def test_every_key_of_an_outlet_is_in_its_manual() -> None:
    manual = (ROOT / "docs" / "outlets.md").read_text(encoding="utf-8")
    keys = [field.name for noun in (Outlet, Place) for field in fields(noun) if field.name != "places"]
    assert not [key for key in keys if f"\n{key} = " not in manual]
    assert not [word for word in (*KINDS, *CONTROLS) if f"`{word}`" not in manual]


def test_the_outlet_file_in_the_manual_has_no_problem(tmp_path: Path) -> None:
    manual = (ROOT / "docs" / "outlets.md").read_text(encoding="utf-8")
    shown = re.search(r"```toml\n(.*?)```", manual, re.S)
    assert shown is not None
    (tmp_path / "shown.toml").write_text(shown[1], encoding="utf-8")
    assert check(tmp_path) == ()


def test_every_file_that_the_documents_name_exists() -> None:
    names = set(re.findall(r"`((?:alteram|tests|evals|tools|docs|bench)/[\w./-]+)`", DOCS))
    assert names
    assert not sorted(name for name in names if not (ROOT / name).exists())


def test_every_module_that_the_tour_names_stands_in_the_room_it_speaks_of() -> None:
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    known = {path.name for path in (ROOT / "alteram").rglob("*") if path.is_file()}
    named = {name.rpartition("/")[2] for name in re.findall(r"`([\w/]+\.(?:py|toml|html))`", tour)}
    assert len(named) > 40
    assert not sorted(named - known)


def test_the_tour_follows_a_fact_of_the_sample(sample_briefs: tuple[Brief, ...]) -> None:
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    quoted = re.search(r"^> (.*?)\n\n", tour, re.M | re.S)
    assert quoted is not None
    sentence = quoted[1].replace("\n> ", " ")
    found = [(brief, fact) for brief in sample_briefs for fact in brief.facts if fact.sentence.text == sentence]
    assert found, "the sample gives another fact now: let the tour follow one of today's"
    brief, fact = found[0]
    index = (ROOT / "alteram" / "sample" / "pages" / "index.jsonl").read_text(encoding="utf-8").splitlines()
    pages = {entry["url"]: Path(entry["file"]).name for entry in map(json.loads, index)}
    carriers = {pages[source.url] for source in brief.sources if source.n in fact.carriers}
    assert [name for name in carriers if f"/{name}`" in tour], f"let the tour end at one of {sorted(carriers)}"
