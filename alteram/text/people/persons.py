"""Persons of an article: full names with their mentions, whether they hold an office, and words of harm (gate G7)."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.grammar.verbs import forms_of
from alteram.text.lexicon import either, phrases, word_class, words
from alteram.text.names import Name, names, surname
from alteram.text.people.name_kinds import CALENDAR, is_ordinary, titles
from alteram.text.sentences import sentences
from alteram.text.similarity import idf, lemma

_STOPS = ',;:“”"()'
"""Marks over which a role before a name does not reach."""
_BETWEEN = re.compile(r"(?:\.|\s|[A-Z][\w.'’-]*|of|for|the|and|de|van|von)*")
"""What may stand between a role and the name."""
_APPOSITION = re.compile(
    r"(?:,|\s\(|\s[–—-])\s?(?P<role>[^,;:.“”\"()]{2,80})|\s(?:is|was)\s(?P<is>(?:the|a|an)\s[^,;:.“”\"()]{2,60})"
)
_PARTY = re.compile(r"[DR]-[A-Z]")
_ROLE_OPENS = re.compile(r"(?:the|a|an|his|her|its|their|who|former|[a-z’'\-]+(?:\s[a-z’'\-]+)?|[A-Z])")
_LETTERS = re.compile(r"[^\W\d_]+")
RARE = 7.0
"""Weight of a surname from which at most one article in a thousand of the background has it."""
_WORD = re.compile(r"\S+")
_LINKS = frozenset(("of", "for"))
LONGEST_OFFICE = 7
"""Words of an office that is printed before a name."""
LONGEST_ROLE = 30
"""Characters before a name in which a role may begin that its first words belong to."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person: full name as first written, where, every mention, and whether an office of public life stands by it."""

    name: str
    span: Span
    mentions: tuple[Span, ...]
    office: bool


@lru_cache(maxsize=1)
def _office_pattern() -> re.Pattern[str]:
    before = [re.escape(word) for word in sorted(titles()[0]) if not word.startswith("mr")]
    return re.compile(rf"\b{either([*map(re.escape, phrases('offices')), *before])}\b")


def _office_within(text: str, mention: Span, sentence: Span) -> bool:
    """Whether a role reaches into the name as it was written, before its last word ("Special Counsel Jane Roe")."""
    start, end = mention
    last = text.rfind(" ", start, end)
    begin = max(sentence[0], start - LONGEST_ROLE)
    return last > start and any(start < match.end() <= last for match in _office_pattern().finditer(text, begin, last))


def _office_beside(text: str, mention: Span, sentence: Span) -> bool:
    """Whether a role stands directly before the name, or in the apposition after it, inside the sentence."""
    start, end = mention
    before = text[max(sentence[0], start - 60) : start]
    near = before[max(map(before.rfind, _STOPS)) + 1 :]
    if near and _office_pattern().search(near):
        tail = before[_last_role_end(before) :]
        if _BETWEEN.fullmatch(tail):
            return True
    after = text[end : min(sentence[1], end + 90)]
    apposition = _APPOSITION.match(after)
    if apposition is None:
        return False
    role = apposition["role"] or apposition["is"]
    if _PARTY.match(role):
        return True
    if not _ROLE_OPENS.match(role):
        return False
    found = _office_pattern().search(role)
    return found is not None and " said" not in role[: found.start()]


def _last_role_end(part: str) -> int:
    last = 0
    for match in _office_pattern().finditer(part):
        last = match.end()
    return last


@lru_cache(maxsize=64)
def persons(text: str) -> tuple[Person, ...]:
    """Persons of an article in order of first full mention. A surname alone may be any of those who have it.

    `office` is true when a title, rank, post, party or role of public life stands with any of the mentions.
    """
    everyone = [name for name in names(text, 0, len(text)) if name.kind == "person"]
    grouped: dict[str, list[Name]] = {}
    full_names = frozenset(name.text for name in everyone if " " in name.text)
    for name in everyone:
        if " " in name.text:
            grouped.setdefault(_key(name.text, full_names), []).append(name)
    by_surname: dict[str, list[str]] = {}
    for key in grouped:
        by_surname.setdefault(surname(key), []).append(key)
    for name in everyone:
        if " " in name.text:
            continue
        holders = by_surname.get(name.text, [])
        for holder in holders:
            grouped[holder].append(name)
        if not holders:
            grouped.setdefault(name.text, []).append(name)
    bounds = sentences(text)
    found = []
    for mentions in grouped.values():
        spans = tuple(sorted((name.start, name.end) for name in mentions))
        full = next((name for name in mentions if " " in name.text), mentions[0])
        office = any(
            _office_beside(text, span, sentence) or _office_within(text, span, sentence)
            for span in spans
            for sentence in (_sentence_of(bounds, span),)
        )
        found.append(Person(full.text, (full.start, full.end), spans, office))
    return tuple(sorted(found, key=lambda person: person.span))


def strangers(text: str, sentence: Span, spans: tuple[Span, ...]) -> tuple[str, ...]:
    """Surnames of those whom `spans` of a sentence name with nothing to say who they are, and of whom few readers know.

    How well somebody is known is told by how many articles of the background have the surname (`RARE`).
    """
    found = []
    for person in persons(text):
        here = [span for span in person.mentions if any(a <= span[0] and span[1] <= b for a, b in spans)]
        told = any(_office_beside(text, span, sentence) or _office_within(text, span, sentence) for span in here)
        last = surname(person.name)
        if here and not told and idf(lemma(last)) >= RARE:
            found.append(last)
    return tuple(dict.fromkeys(found))


def titled(text: str, span: Span) -> Span:
    """The span of a full name with the office that stands right before it ("Attorney General Jane Roe"), else its own.

    An office goes as far as capitals and words of offices go, "of" and the like among them, inside the sentence.
    """
    start = span[0]
    line = text.rfind("\n", 0, start) + 1
    found = [(line + word.start(), word.group()) for word in _WORD.finditer(text[line:start])][-LONGEST_OFFICE:]
    title = found[-1][1].rstrip(".").lower() if found else ""
    several = title.endswith("s") and title[:-1] in titles()[0]  # "Sens. Jane Roe and Ann Coe"
    if title not in titles()[0] or several or text[start - 1 : start] != " ":
        return span
    first = len(found)
    others = {at for one in persons(text) for a, b in one.mentions if b <= start for at in range(a, b)}
    while first and found[first - 1][0] not in others and _is_of_office(text, *found[first - 1]):
        first -= 1
    while first < len(found) and found[first][1] in _LINKS:
        first += 1
    if first == len(found) or not _is_left(found[:first], others):
        return span
    return found[first][0], span[1]


def _is_left(before: list[tuple[int, str]], names: set[int]) -> bool:
    """Whether an office begins behind these words: not "campaign chairman", nor "Ways and Means Committee Chairman"."""
    if not before:
        return True
    word = before[-1][1].lower()
    if word == "and":
        return len(before) > 1 and (before[-2][0] in names or not before[-2][1][0].isupper())
    plain = words("function_words") | words("prepositions") | CALENDAR
    return not word[-1].isalnum() or word in plain or bool(set(forms_of(word)) & {"p", "s"})


def _is_of_office(text: str, start: int, word: str) -> bool:
    """Whether a word may belong to an office before a name; not a capital that may only be that of a sentence."""
    lower = word.rstrip(".").lower()
    if word in _LINKS or lower in titles()[0] or lower in word_class("role_words"):
        return True
    if not word[0].isupper() or not (word[-1].isalnum() or word.replace(".", "").isupper()):
        return False
    before = text[:start].rstrip(" ")
    opens = not before or before[-1] in '.!?\n”"“'
    return lower not in words("function_words") | CALENDAR and not (opens and is_ordinary(text, word))


def _key(name: str, full: frozenset[str]) -> str:
    """First and last name: "Jane Q. Roe" and "Jane Roe" are one, and so is "Signalman Jane Roe" where she is named."""
    words = name.split()
    bare = " ".join(words[1:])
    if len(words) > 2 and bare in full:
        return f"{words[1]} {surname(bare)}"
    return f"{words[0]} {surname(name)}"


def accuses(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` has a word of harm beside the name of somebody without an office."""
    return bool(harms(text, start, end)) and any(
        not person.office and any(start <= a and b <= end for a, b in person.mentions) for person in persons(text)
    )


_SUFFERED = (
    r"(?:kill|shoot|shot|slain|slay|murder|stab|injur|wound|abduct|kidnap|die|dead|death|victim|funeral|assassinat)"
)
_OF = re.compile(rf"\b{_SUFFERED}\w*\s(?:of|for)\s(?:[\w-]+,?\s){{0,3}}$", re.IGNORECASE)
_OBJECT = re.compile(rf"\b{_SUFFERED}(?:s|ed|t|ped|ping|ting|ing|led|ling)?\s(?:\d+-year-old\s)?$", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"(?:,\s[^,.;:]{{1,60}},)?\s(?:was|were|had\sbeen|has\sbeen)\s(?:\w+ly\s|also\s|later\s)?{_SUFFERED}\w*",
    re.IGNORECASE,
)
VICTIM_REACH = 80


def is_victim(text: str, mention: Span, words: tuple[Span, ...]) -> bool:
    """Whether a person only suffers what the words of harm say: "the killing of X", "X, 8, was shot", "killed X".

    Not where any word says more than violence suffered ("suspect", "charged"): then nobody is exempt.
    """
    if not all(re.match(_SUFFERED, text[start:end], re.IGNORECASE) for start, end in words):
        return False
    before = text[max(0, mention[0] - VICTIM_REACH) : mention[0]]
    if _OF.search(before) or _OBJECT.search(before):
        return True
    return _SUBJECT.match(text, mention[1]) is not None


def _sentence_of(bounds: tuple[Span, ...], span: Span) -> Span:
    at = bisect_right(bounds, span[0], key=lambda bound: bound[0]) - 1
    return bounds[at] if at >= 0 and span[1] <= bounds[at][1] else span


def is_public(text: str, name: str) -> bool:
    """Whether an office stands with that person anywhere in the article; a surname counts where one person has it."""
    fitting = [person for person in persons(text) if name in (person.name, surname(person.name))]
    return len(fitting) == 1 and fitting[0].office


@lru_cache(maxsize=1)
def _harm_lists() -> tuple[tuple[str, ...], frozenset[str], re.Pattern[str]]:
    """Stems (any ending), whole words, and phrases of more than one word."""
    stems = tuple(sorted(p[:-1] for p in phrases("harm_words") if p.endswith("*") and " " not in p))
    whole = frozenset(p for p in phrases("harm_words") if not p.endswith("*") and " " not in p)
    several = [
        re.escape(p).replace(r"\*", r"[\w'’-]*").replace(r"\ ", r"\s") for p in phrases("harm_words") if " " in p
    ]
    return stems, whole, re.compile(rf"\b{either(several)}\b")


@lru_cache(maxsize=20000)
def _is_harm(word: str) -> bool:
    stems, whole, _ = _harm_lists()
    return word in whole or word.startswith(stems)


def harms(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Words in `text[start:end]` that lay crime, abuse, corruption or illness at somebody's door."""
    found = {match.span() for match in _harm_lists()[2].finditer(text, start, end)}
    found |= {match.span() for match in _LETTERS.finditer(text, start, end) if _is_harm(match.group().lower())}
    return tuple(sorted(found))
