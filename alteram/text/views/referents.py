"""Whom a phrase speaks of, inside its article: names in it, whoever a pronoun or a bare office stands for.

A pronoun is resolved where one reading fits: by gender, within this sentence and the one before, and where two fit, to
the one whom the sentence before names first, its subject (Grosz, Joshi and Weinstein 1995: the most likely centre). An
office without a name ("the president") is that of the one person whom the article gives it to.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.names import Name, names, surname
from alteram.text.people.name_kinds import given_names, titles
from alteram.text.people.persons import Person, persons
from alteram.text.sentences import sentences
from alteram.text.similarity import content_lemmas
from alteram.text.views.phrases import Phrase, phrase_at
from alteram.text.views.word_kinds import Word

FIRST = frozenset(("i", "we", "me", "us", "my", "our", "i'm", "i've", "we're", "we've", "i'd", "we'll", "i'll"))
_HE = frozenset(("he", "him", "his", "himself", "he's", "he'd", "he'll"))
_THEY = frozenset(("they", "them", "they're", "they've"))
_SHE = frozenset(("she", "her", "herself", "she's", "she'd", "she'll"))
_BODIES = frozenset(
    ["group", "agency", "organization", "organisation", "company", "department", "court", "committee", "association",
     "union", "bureau", "firm", "institute", "panel", "foundation"]
)  # fmt: skip
_PARTS = frozenset(
    [
        "members",
        "member",
        "one",
        "many",
        "some",
        "most",
        "several",
        "majority",
        "number",
        "group",
        "part",
        "none",
        "few",
    ]
)
_OF_OFFICE = {"administration": "president", "presidency": "president"}
_BEFORE = re.compile(r"(?:[\w’'-]+ ){1,5}$")
_ASIDE = re.compile(r", (?:the|an?) (?P<role>(?:[\w’'-]+ ?){1,5}?)(?=,|\.|$| of| who| for| in)")
ROLE = 50
"""Characters beside a name in which its bearer's role stands."""
BEHIND = 14
"""Characters behind a title and before its name."""


def is_he_or_she(word: Word) -> bool:
    """Whether a word is a pronoun of the third person that stands for one person."""
    return word.lower in _HE or word.lower in _SHE


def may_be(text: str, word: Word, who: Span) -> bool:
    """Whether "he" or "she" may stand for the person named at `who`, or "they" for those who are named there."""
    person = _persons_at(text).get(who)
    if word.lower in _THEY:
        return person is None
    return (
        is_he_or_she(word) and person is not None and _gender(text, person) in ("m" if word.lower in _HE else "f", "u")
    )


def centre(text: str, span: Span) -> Span | None:
    """Whom a sentence names first: a person where it names one, in full, else a body or a group."""
    found = [name for name in names(text, *span) if name.kind != "place"]
    people = [_persons_at(text).get((name.start, name.end)) for name in found]
    first = next((person.span for person in people if person is not None), None)
    return first if first is not None else next(((one.start, one.end) for one in found), None)


def meant(text: str, word: Word, but: Span | None, before: Span | None = None) -> Span | None:
    """Whom "he" or "she" stands for; not the one named at `but`, in whose words it stands. None where unclear."""
    wanted = "m" if word.lower in _HE else "f"
    barred = surname(text[slice(*but)]) if but is not None else ""
    bounds = [bound for bound in sentences(text) if bound[0] <= word.start][-2:]
    for start, end in reversed(bounds):
        found = list(dict.fromkeys(_fitting(text, (start, min(end, word.start)), wanted, barred)))
        if found:
            return found[0].span
        if before is not None and surname(text[slice(*before)]) != barred and may_be(text, word, before):
            return before
    return None


def _fitting(text: str, span: Span, wanted: str, barred: str) -> Iterator[Person]:
    """Persons named in `span` whose gender may be that, in the order of their names."""
    for name in names(text, *span):
        person = _persons_at(text).get((name.start, name.end))
        if person is not None and surname(person.name) != barred and _gender(text, person) in (wanted, "u"):
            yield person


@lru_cache(maxsize=64)
def _persons_at(text: str) -> dict[Span, Person]:
    return {mention: person for person in persons(text) for mention in person.mentions}


def _gender(text: str, person: Person) -> str:
    for start, _ in person.mentions:
        before = text[max(0, start - 5) : start]
        if before.endswith(("Mr. ", "Mr ")):
            return "m"
        if before.endswith(("Mrs. ", "Ms. ", "Mrs ", "Ms ", "Miss ")):
            return "f"
    return given_names().get(person.name.split()[0], "u")


@lru_cache(maxsize=64)
def _by_title(text: str) -> dict[str, Span]:
    """By title in lower case, the person whose name the article mostly writes behind it."""
    count: dict[str, Counter[str]] = {}
    first: dict[str, Span] = {}
    for person in persons(text):
        for start, _ in person.mentions:
            before = text[max(0, start - BEHIND) : start].replace(".", "").lower().split()
            if before and before[-1] in titles()[0] and "former" not in before:
                count.setdefault(before[-1], Counter())[surname(person.name)] += 1
                first.setdefault(surname(person.name), person.span)
    mostly = {title: who.most_common(1)[0] for title, who in count.items()}
    return {title: first[name] for title, (name, n) in mostly.items() if 2 * n > count[title].total()}


@lru_cache(maxsize=64)
def _roles(text: str) -> dict[str, Span]:
    """By the words in lower case before or behind a name that say its bearer's role, the one person who has it."""
    found: dict[str, dict[str, Span]] = {}
    for person in persons(text):
        for start, end in person.mentions:
            before = _BEFORE.search(text, max(0, start - ROLE), start)
            behind = _ASIDE.match(text, end, min(len(text), end + ROLE))
            words = before.group().lower().split() if before is not None else []
            roles = [" ".join(words[k:]) for k in range(len(words))]
            roles += [behind["role"].lower()] if behind is not None else []
            for role in roles:
                found.setdefault(role, {}).setdefault(surname(person.name), person.span)
    return {role: next(iter(who.values())) for role, who in found.items() if len(who) == 1}


def of_office(text: str, row: tuple[Word, ...], phrase: Phrase) -> Span | None:
    """The person whom a definite phrase of a bare office stands for ("the president", "this administration")."""
    if row[phrase.first].lower not in ("the", "this", "our", "that") or phrase.head == phrase.first:
        return None
    head = row[phrase.head].lower
    if phrase.head - phrase.first == 1:
        found = _by_title(text).get(_OF_OFFICE.get(head, head))
        return found or (_body(text, row[phrase.head].start) if head in _BODIES else None)
    role = text[row[phrase.first + 1].start : row[phrase.head].end].lower()
    return _roles(text).get(role)


def _body(text: str, at: int) -> Span | None:
    """The one organisation that is named before `at` in its sentence or the one before."""
    for start, end in reversed([bound for bound in sentences(text) if bound[0] <= at][-2:]):
        found = {
            one.text: (one.start, one.end) for one in names(text, start, min(end, at)) if one.kind == "organisation"
        }
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


@lru_cache(maxsize=64)
def _by_given(text: str) -> dict[str, Span]:
    """By given name, the one person of the article who has it."""
    found: dict[str, dict[str, Span]] = {}
    for person in persons(text):
        if " " in person.name:
            found.setdefault(person.name.split()[0], {}).setdefault(person.name, person.span)
    return {given: next(iter(who.values())) for given, who in found.items() if len(who) == 1}


def full(text: str, name: Name) -> Span:
    """Where a name stands in full, if it is the given name of somebody in the article; else the name itself."""
    return _by_given(text).get(name.text, (name.start, name.end))


def named_in(text: str, row: tuple[Word, ...], phrase: Phrase) -> tuple[Name, ...]:
    """The names of a phrase."""
    return names(text, row[phrase.first].start, row[phrase.last - 1].end)


def told_of(
    text: str, row: tuple[Word, ...], phrase: Phrase, speaker: Span | None, before: Span | None = None
) -> tuple[Span, ...]:
    """Spans of what a phrase speaks of: who is named or meant in it, and its own words without a name."""
    head = row[phrase.head]
    if head.kind == "pron" or (phrase.first == phrase.head and is_he_or_she(head)):
        if head.lower in FIRST:
            return (speaker,) if speaker is not None else ()
        found = meant(text, head, speaker, before) if is_he_or_she(head) else None
        if head.lower in _THEY and before is not None and before != speaker and may_be(text, head, before):
            found = before
        return (found,) if found is not None else ()
    office = of_office(text, row, phrase)
    if office is not None:
        return (office,)
    spans = [full(text, name) for name in named_in(text, row, phrase)]
    if row[phrase.first].kind == "det" and is_he_or_she(row[phrase.first]) and head.name < 0:
        owner = meant(text, row[phrase.first], speaker, before)
        spans += [owner] if owner is not None else []
    if head.name < 0:
        spans += _plain_run(row, phrase)
    return tuple(dict.fromkeys(spans))


def _plain_run(row: tuple[Word, ...], phrase: Phrase) -> list[Span]:
    """The words of a phrase up to its head that no name or determiner belongs to."""
    first = phrase.head
    while first > phrase.first and row[first - 1].kind == "word" and not row[first - 1].owns:
        first -= 1
    start, end = row[first].start, row[phrase.head].end
    return [(start, end)] if content_lemmas(row[phrase.head].text) else []


def _whole_of(row: tuple[Word, ...], phrase: Phrase) -> Phrase:
    """What a phrase of a part is a part of ("members of the party")."""
    if row[phrase.head].lower in _PARTS and phrase.last < len(row) and row[phrase.last].lower == "of":
        return phrase_at(row, phrase.last + 1) or phrase
    return phrase


def holder_of(
    text: str, row: tuple[Word, ...], phrase: Phrase, speaker: Span | None, before: Span | None = None
) -> Span | None:
    """Who a phrase in the place of a holder is: whoever is named last in it, its own words, or whom it stands for."""
    phrase = _whole_of(row, phrase)
    head = row[phrase.head]
    if head.kind == "pron" or is_he_or_she(head) or of_office(text, row, phrase) is not None:
        found = told_of(text, row, phrase, speaker, before)
        return found[0] if found else None
    if head.name >= 0:
        return next((full(text, one) for one in named_in(text, row, phrase) if one.end > head.start), None)
    return (row[phrase.first].start, row[phrase.head].end) if head.kind == "word" else None
