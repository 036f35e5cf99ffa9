"""How tools/registry.py compares and writes names: of outlets, of owners, of domains."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent

_LEGAL = re.compile(
    r",?\s+(S\.?p\.?A\.?|S\.?r\.?l\.?|S\.?A\.?r\.?l\.?|SAS|GmbH|AG|SE|e\.V\.|Ltd\.?|Limited\.?|LLC|LCC|Inc\.?|Corp\.?|Corporation"
    r"|plc|Plc|PLC|Pty Ltd|B\.V\.|N\.V\.|Co\., Ltd\.?|Kft\.|Company|AB)$",
    re.I,
)
_NOBODY = re.compile(
    r"\bunknown\b|^independent$|^non-?profit|^private|public broadcaster|employee|reader|shareholder|cooperative|"
    r"founders|\bis (?:currently|held|structured|controlled|the property)\b|Coöperatieve|government press|state press|"
    r"journalists|^[AF]M Radio$",
    re.I,
)
"""Words in a table's column of owners that name no owner."""
LONGEST_OWNER = 60
"""What is longer in that column is a sentence about owners, and often about several."""
SHORT_WORD = 8
"""A single word shorter than this is also a surname or a common word ("Stern", "Knack")."""


def folded(name: str) -> str:
    """A name for comparison: lower case, without accents, punctuation, spaces and a leading article."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if c.isalnum() or c == " ").strip()
    return letters.removeprefix("the ").replace(" ", "")


def slug(name: str) -> str:
    """A name as an id: ASCII letters and digits, hyphens between; "" where nothing is left."""
    plain = unicodedata.normalize("NFKD", name.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def bare(name: str) -> str:
    """A name without what stands in parentheses."""
    return " ".join(re.sub(r"\s*\([^)]*\)", " ", name).split()) or name


def acronyms(name: str) -> tuple[str, ...]:
    """What stands in parentheses, folded."""
    return tuple(folded(inner) for inner in re.findall(r"\(([^)]*)\)", name) if folded(inner))


def names_domain(name: str, label: str) -> bool:
    """Whether a domain's label is made of a name: begins it, is its acronym, or has one of its longer words."""
    plain = folded(label)
    whole = folded(bare(name))
    words = [folded(word) for word in re.split(r"[^\w]+", name) if folded(word)]
    initials = "".join(word[0] for word in words)
    long = [word for word in words if len(word) > 4]
    short = [word for word in (*acronyms(name), whole) if len(word) > 1]
    return (
        plain in (*short, initials)
        or (len(plain) > 3 and (whole.startswith(plain) or plain.startswith(whole)))
        or any(word in plain for word in long)
    )


def generic_words() -> frozenset[str]:
    """The words of which many names are made."""
    lines = (HERE / "generic_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def distinctive(name: str, generic: frozenset[str]) -> bool:
    """Whether a name by itself points at one outlet: no acronym, no short single word, not of common words alone."""
    words = [word for word in re.split(r"[^\w.]+", name) if word]
    if len(words) == 1:
        word = words[0]
        return (len(word) >= SHORT_WORD and not word.isupper() and folded(word) not in generic) or "." in word[1:-1]
    own = [folded(word) for word in words if folded(word) not in generic and not folded(word).isdigit()]
    return any(len(word) > 3 for word in own)


def owner_name(text: str) -> str | None:
    """The owner that a table names, without parentheses; None where it names none, or tells a story."""
    owner = bare(text).replace(" ,", ",").strip(" .,*)")
    if not owner or "%" in owner or len(owner) > LONGEST_OWNER or _NOBODY.search(text) or " or " in owner:
        return None
    return re.split(r"\s+(?:via|through)\s+", owner)[0]


def one_spelling(owners: Iterable[str]) -> dict[str, str]:
    """For every spelling of an owner the one to write: the most frequent, legal forms and accents aside."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for owner in owners:
        spellings[_legal_key(owner)][owner] += 1
    best = {key: min(counts, key=lambda each: (-counts[each], len(each), each)) for key, counts in spellings.items()}
    return {owner: best[key] for key, counts in spellings.items() for owner in counts}


def _legal_key(owner: str) -> str:
    short = _LEGAL.sub("", _LEGAL.sub("", owner))
    return folded(short) or folded(owner)
