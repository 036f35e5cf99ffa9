"""The predicate classes and word lists of this stage, as compiled patterns."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate class: patterns for what stands before and after a figure; None where it has no such form."""

    name: str
    active: re.Pattern[str] | None
    passive: re.Pattern[str] | None
    state: re.Pattern[str] | None
    noun: re.Pattern[str] | None
    toll: re.Pattern[str] | None
    asked: re.Pattern[str] | None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "predicates.toml").read_text(encoding="utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists under [words]."""
    return frozenset(_table()["words"][name])


def same_group(who: str) -> str:
    """The name under which a group is compared: "officers" for "police officers"."""
    return str(_table()["groups"].get(who, who))


@cache
def predicates() -> tuple[Predicate, ...]:
    """Every predicate class, in the order of the file."""
    between = f"(?: (?:{_any(listed('between'))}))*"
    aside = "(?:, [^,;.]{2,40},)?"
    tolls = f"(?:(?: [\\w'’]+){{0,6}}?{aside} (?:{_any(listed('toll_verbs'))}))+"
    asked = rf"\b(?:how many|(?:the )?number of)(?: [\w'’]+){{1,3}}?{between} (?:<forms>)(?: [\w'’]+){{0,6}}?{aside}"
    return tuple(
        Predicate(
            name,
            active=_compiled(forms["active"], r"\b(?:<forms>)(?: (?:and|or) (?:kill|injur|wound)(?:ed|ing))? $"),
            passive=_compiled(forms["passive"], rf"(?P<aux>{between}) (?P<word><forms>)\b"),
            state=_compiled(forms["state"], rf"(?P<aux>{between}) (?P<word><forms>)\b"),
            noun=_compiled(forms["noun"], r"(?: confirmed| reported| more)? (?P<word><forms>)\b"),
            toll=_compiled(forms["toll"], rf"\b(?:<forms>){tolls} $"),
            asked=_compiled([*forms["passive"], *forms["state"]], rf"{asked} (?:{_any(listed('toll_verbs'))}) $"),
        )
        for name, forms in _table().items()
        if name not in ("words", "groups")
    )


@cache
def background() -> re.Pattern[str]:
    """Phrases that show another event or a longer time, wherever they stand in a sentence."""
    return _phrases("background.txt")


@cache
def background_near() -> re.Pattern[str]:
    """Phrases that show the same in the clause of a figure."""
    return _phrases("background_near.txt")


@cache
def persons() -> frozenset[str]:
    """Nouns for people, in the plural."""
    lines = (_FOLDER / "persons.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def superlatives() -> re.Pattern[str]:
    """Words that compare an event with others of its kind."""
    return _phrases("superlatives.txt")


def _phrases(name: str) -> re.Pattern[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return re.compile(rf"\b(?:{_any(line for line in lines if line and not line.startswith('#'))})\b", re.IGNORECASE)


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _compiled(phrases: list[str], pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern.replace("<forms>", _any(phrases)), re.IGNORECASE) if phrases else None
