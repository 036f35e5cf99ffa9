"""Nations: who speaks for a country or for a body that governs one, by adjective and office, or by its seat."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from alteram.model.articles import Span
from alteram.text.lexicon import lines
from alteram.text.names import surname
from alteram.text.people.persons import persons

BESIDE = 70
"""Code points before a name in which its office stands."""
_OFFICE = (
    r"(?:[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|[Cc]hancellor|[Mm]inist(?:er|ry|ries)|[Gg]overnment|[Ss]pokes\w+"
    r"|[Aa]mbassador|[Ee]nvoy|[Oo]fficials?|[Aa]uthorities|[Mm]ilitary|[Aa]rmy|[Dd]efen[cs]e [Ff]orces?|[Dd]elegation"
    r"|[Rr]egime|[Ll]eaders?(?:hip)?|[Cc]abinet|[Ee]mbassy|[Dd]iplomats?|[Ss]upreme [Ll]eader|[Nn]egotiators?)"
)
_BETWEEN = r"(?:[A-Za-z’'-]+ ){0,3}?"
_ENDING = re.compile(rf"{_OFFICE}(?: [A-Z][\w-]+)?\s$")
_ASIDE = re.compile(r",\s(?:the |an? )?(?P<post>[^.;:“”\"\n]{3,70})")
_NEXT = re.compile(r"\s(?:[A-Z][\w’'-]+\s){1,3}")
_FORMER = re.compile(r"\b(?:[Ff]ormer|[Ee]x)\b")


@dataclass(frozen=True, slots=True)
class Nation:
    """A nation: its name, words that name it or what is its own, and words for who speaks for its government."""

    name: str
    called: re.Pattern[str]
    speaks: re.Pattern[str]


@cache
def nations() -> dict[str, Nation]:
    """Every nation of `data/nations.txt`, by name."""
    made = {}
    for line in lines("nations.txt"):
        name, adjectives, seats = (
            [word.strip() for word in part.split(",") if word.strip() != "-"] for part in line.split("|")
        )
        own = "|".join(map(re.escape, (*name, *adjectives)))
        ruling = "" if adjectives else rf"|(?:{own}),?\s(?:{_BETWEEN}){_OFFICE}|(?:{own})$"
        alone = "|".join(map(re.escape, (*name, *seats)))
        of_it = rf"(?:{own})(?:['’]s?)?\s{_BETWEEN}{_OFFICE}|{_OFFICE}\s(?:of|for|in)\s(?:{alone})"
        speaks = rf"{of_it}|^(?:[Tt]he )?(?:{alone})$"
        made[name[0]] = Nation(
            name[0],
            re.compile(rf"(?<![\w-])(?:{own}|{alone})(?:s|['’]s)?(?!\w)"),
            re.compile(rf"(?<![\w-])(?:{speaks}{ruling})"),
        )
    return made


def speaks_for(nation: Nation, words: str) -> bool:
    """Whether the words for a speaker show that he speaks for the government of a nation."""
    return nation.speaks.search(words) is not None and _FORMER.search(words) is None


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    """Pattern for every name, adjective and seat, and the nation of each."""
    of: dict[str, str] = {}
    for line in lines("nations.txt"):
        parts = [word.strip() for part in line.split("|") for word in part.split(",") if word.strip() != "-"]
        of |= dict.fromkeys(parts, parts[0])
    ordered = sorted(of, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?!\w)"), of


@lru_cache(maxsize=64)
def officials(texts: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """By nation, last names of those beside whose names the texts give an office of it; of two nations nobody is."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for person in persons(text):
            for mention in person.mentions:
                for nation in _posts(text, mention):
                    found.setdefault(nation, set()).add(surname(person.name))
    count = Counter(name for held in found.values() for name in held)
    return MappingProxyType({nation: frozenset(n for n in held if count[n] == 1) for nation, held in found.items()})


def _posts(text: str, mention: Span) -> Iterator[str]:
    """Nations of which the words before a name, or the aside behind it, give an office."""
    pattern, of = _words()
    before = re.split(r"[.;:,“”\"\n]", text[max(0, mention[0] - BESIDE) : mention[0]])[-1]
    named = [of[match.group()] for match in pattern.finditer(before)]
    if named and _ENDING.search(before) and speaks_for(nations()[named[-1]], before.strip()):
        yield named[-1]
    aside = _ASIDE.match(text, mention[1])
    first = pattern.search(aside["post"]) if aside is not None else None
    if aside is not None and first is not None:
        match = nations()[of[first.group()]].speaks.match(aside["post"])
        if match is not None and _NEXT.match(aside["post"], match.end()) is None:
            yield of[first.group()]
