"""Nations: who speaks for a country or for a body that governs one, by adjective and office, or by its seat."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from alteram.text.lexicon import lines
from alteram.text.names import surname
from alteram.text.people.persons import Person, persons

BESIDE = 70
"""Code points before a name in which its office stands."""
_OFFICE = (
    r"(?:[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|[Cc]hancellor|[Mm]inist(?:er|ry|ries)|[Gg]overnment|[Ss]pokes\w+"
    r"|[Aa]mbassador|[Ee]nvoy|[Oo]fficials?|[Aa]uthorities|[Mm]ilitary|[Aa]rmy|[Dd]efen[cs]e [Ff]orces?|[Dd]elegation"
    r"|[Rr]egime|[Ll]eaders?(?:hip)?|[Cc]abinet|[Ee]mbassy|[Dd]iplomats?|[Ss]upreme [Ll]eader|[Nn]egotiators?)"
)
_BETWEEN = r"(?:[A-Za-z’'-]+ ){0,3}?"
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


@lru_cache(maxsize=64)
def officials(texts: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """By nation, last names of those beside whose names the texts give an office of it; of two nations nobody is."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for person in persons(text):
            for nation in nations().values():
                if _is_official(text, person, nation):
                    found.setdefault(nation.name, set()).add(surname(person.name))
    count = Counter(name for held in found.values() for name in held)
    return MappingProxyType({nation: frozenset(n for n in held if count[n] == 1) for nation, held in found.items()})


def _is_official(text: str, person: Person, nation: Nation) -> bool:
    for start, end in person.mentions:
        before = re.split(r"[.;:,“”\"\n]", text[max(0, start - BESIDE) : start])[-1]
        aside = re.match(r",\s[^.;:“”\"\n]{3,70}", text[end:])
        if (
            _last_named(before) == nation.name
            and speaks_for(nation, before.strip())
            and re.search(rf"{_OFFICE}(?: [A-Z][\w-]+)?\s$", before)
        ):
            return True
        if aside is not None and _is_post(re.sub(r"^,\s(?:the |an? )?", "", aside.group()), nation):
            return True
    return False


def _last_named(words: str) -> str:
    """The nation that is named last in some words; "" where none is."""
    found = [(match.end(), one.name) for one in nations().values() for match in one.called.finditer(words)]
    return max(found, default=(0, ""))[1]


def _is_post(aside: str, nation: Nation) -> bool:
    """Whether the aside behind a name is a post of a nation, and not the next name of a list with its title."""
    match = nation.speaks.match(aside)
    return match is not None and _NEXT.match(aside, match.end()) is None
