"""Every command, stage, gate reason and glue kind is documented."""

import re
from pathlib import Path
from typing import get_args

import typer.main

from alteram.cli import app
from alteram.model.briefs import GlueKind
from alteram.stages.verify.glue import HEADLINE_TEMPLATE, TEMPLATES

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


def test_every_reason_of_a_gate_is_explained() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "alteram/stages/verify").glob("*.py"))
    reasons = set(re.findall(r'Finding\("G\d", "([a-z-]+)"\)', source))
    assert len(reasons) > 20
    assert not sorted(reason for reason in reasons if f"`{reason}`" not in FORMATS)
