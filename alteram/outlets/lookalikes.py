"""Domains made to be taken for another outlet's: foreign letters, one slip of the pen, another suffix."""

import unicodedata
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from alteram.model.outlets import Outlet, Registry
from alteram.outlets.domains import ascii_host, registrable, suffix

LEAST_LETTERS_FOR_AN_EDIT = 5
"""One edit apart says nothing of shorter names: abc, nbc, cbc and bbc are four real broadcasters."""

_CONFUSABLES_FILE = Path(__file__).with_name("confusables.txt")


@lru_cache(maxsize=1)
def _confusables() -> tuple[dict[int, str], tuple[tuple[str, str], ...]]:
    """Single characters that look like a Latin letter, and groups of letters that look like another one."""
    single: dict[int, str] = {}
    groups: list[tuple[str, str]] = []
    for line in _CONFUSABLES_FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        looks, like = line.split("\t")
        if len(looks) == 1:
            single[ord(looks)] = like
        else:
            groups.append((looks, like))
    return single, tuple(groups)


def skeleton(label: str) -> str:
    """What a label looks like: punycode decoded, marks dropped, look-alike characters and groups replaced.

    The idea is that of Unicode Technical Standard 39, section 4 (confusable detection), for Latin host names.
    """
    if label.startswith("xn--"):
        with suppress(UnicodeError, ValueError):
            label = label[4:].encode("ascii").decode("punycode")
    single, groups = _confusables()
    folded = unicodedata.normalize("NFKD", label.lower().translate(single))
    plain = "".join(character for character in folded if not unicodedata.combining(character)).translate(single)
    for looks, like in groups:
        plain = plain.replace(looks, like)
    return plain.replace("-", "")


def one_edit_apart(one: str, other: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns `one` into `other`."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1] + short[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or swapped == long[start:]


def look_alike(registry: Registry, domain: str) -> Outlet | None:
    """The outlet for which a domain could be taken, or None; None too for a domain that an outlet owns.

    In this order: an outlet's domain hidden in a longer host ("paper.example.evil.test"), the same look in other
    letters, the same name under another suffix, one edit apart.
    """
    host = ascii_host(domain)
    if registry.at(host) is not None:
        return None
    name = _name(registrable(host))
    look, shown = skeleton(name), f".{host}."
    best: tuple[int, str] | None = None
    for outlet in registry:
        for own in outlet.domains:
            rank = _likeness(shown, name, look, own)
            if rank is not None and (best is None or (rank, outlet.id) < best):
                best = (rank, outlet.id)
    return registry.get(best[1]) if best else None


def _likeness(shown: str, name: str, look: str, own: str) -> int | None:
    """How a domain resembles an outlet's `own` one: 0 hidden, 1 look, 2 suffix, 3 one edit; None where it does not."""
    own_name = _name(own)
    own_look = skeleton(own_name)
    if f".{own}." in shown:
        return 0
    if look == own_look:
        return 2 if name == own_name else 1
    enough = min(len(look), len(own_look)) >= LEAST_LETTERS_FOR_AN_EDIT
    return 3 if enough and one_edit_apart(look, own_look) else None


@lru_cache(maxsize=65536)
def _name(domain: str) -> str:
    """The label that somebody chose: what stands before the public suffix, without host labels before it."""
    return registrable(domain).removesuffix(f".{suffix(domain)}").rpartition(".")[2]
