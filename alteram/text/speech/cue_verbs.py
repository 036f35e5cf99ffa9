"""The verbs of saying, thinking and reporting, in every form, with how they take their content."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from alteram.text.lexicon import rows

CueClass = Literal["say", "claim", "deny", "report", "confirm", "hedge", "according"]
Form = Literal["base", "third", "past", "participle", "ing"]


@dataclass(frozen=True, slots=True)
class CueVerb:
    """One form of a cue verb: its lemma, class, flags (explained in `data/cue_verbs.txt`) and which forms it can be."""

    lemma: str
    kind: CueClass
    flags: str
    forms: frozenset[Form]


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def _past(lemma: str, doubles: bool) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if doubles else "") + "ed"


def _ing(lemma: str, doubles: bool) -> str:
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1] + "ing"
    return lemma + (lemma[-1] if doubles else "") + "ing"


@lru_cache(maxsize=1)
def cue_forms() -> dict[str, CueVerb]:
    """Every form of every cue verb in lower case; a form that is two ("put", "said") lists both."""
    forms: dict[str, dict[str, set[Form]]] = {}
    entries: dict[str, tuple[CueClass, str]] = {}
    for row in rows("cue_verbs"):
        lemma, kind, flags = row[0], row[1], row[2]
        doubles = "d" in flags
        past = row[3] if len(row) > 3 else _past(lemma, doubles)
        participle = row[4] if len(row) > 4 else past
        entries.setdefault(lemma, (_cue_class(kind), flags))
        pairs: tuple[tuple[str, Form], ...] = (
            (lemma, "base"),
            (_third(lemma), "third"),
            (past, "past"),
            (participle, "participle"),
            (_ing(lemma, doubles), "ing"),
        )
        for form, name in pairs:
            forms.setdefault(form, {}).setdefault(lemma, set()).add(name)
    return {form: _entry(found, entries) for form, found in forms.items()}


def _entry(found: dict[str, set[Form]], entries: dict[str, tuple[CueClass, str]]) -> CueVerb:
    lemma = next(iter(found))
    kind, flags = entries[lemma]
    return CueVerb(lemma, kind, flags, frozenset(found[lemma]))


def _cue_class(kind: str) -> CueClass:
    if kind == "say":
        return "say"
    if kind == "claim":
        return "claim"
    if kind == "deny":
        return "deny"
    if kind == "report":
        return "report"
    if kind == "confirm":
        return "confirm"
    if kind == "hedge":
        return "hedge"
    raise ValueError(f"data/cue_verbs.txt: unknown class {kind!r}")


@lru_cache(maxsize=1)
def cue_nouns() -> dict[str, CueClass]:
    """Nouns that carry somebody's clause, singular and plural, with their class."""
    found: dict[str, CueClass] = {}
    for noun, kind in (row[:2] for row in rows("cue_nouns")):
        found[noun] = _cue_class(kind)
        found[_third(noun)] = _cue_class(kind)
    return found


@lru_cache(maxsize=1)
def cue_prepositions() -> dict[str, frozenset[str]]:
    """For every prepositional cue verb the prepositions behind which its content stands ("warn" "of")."""
    return {row[0]: frozenset(row[1:]) for row in rows("cue_prepositions")}
