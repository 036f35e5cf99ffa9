"""Leanings: whether what somebody says is for or against one actor of a story, as the words of the story show.

The actor and whoever speaks in his name are for him. Others are against him who blame him, or what is told to be his
("the ban", where the coverage writes of "Trump's ban"), by a verb of blame or in words that tell plainly against it;
they are for him who praise or defend him or it by a verb. Words for somebody are never taken for plain.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from alteram.model.articles import Span
from alteram.text.attribution import SentenceReading, read, resolve_source
from alteram.text.grammar.verbs import forms_of
from alteram.text.lexicon import table
from alteram.text.names import Name, names, surname
from alteram.text.people.persons import Person, persons
from alteram.text.sentences import tokens
from alteram.text.similarity import content_lemmas, idf, lemma
from alteram.text.views.arguments import argument
from alteram.text.views.camps import Membership, affiliations, memberships, opposes
from alteram.text.views.nations import nations, officials, speaks_for
from alteram.text.views.stances import act_signs, stances, valences
from alteram.text.views.voice import opinionated

CERTAIN = 0.8
"""Likelihood of opinion from which a word against somebody is meant."""
CLEAR = 2
"""Words against somebody, less those for him, from which what is said tells plainly against him."""
OWN_IDF = 1.2
"""Background weight below which a word is too common to be known for an actor's."""
LEAST_OWNED = 2
"""Times that a story's texts must give a thing to an actor."""
SUBJECT = 4
"""Words, marks counted, behind which the actor is hardly the subject of what is said."""
PREDICATE = 9
"""Words, marks counted, behind a subject within which a word against him is said of him."""
BESIDE = 60
"""Code points before a name in which it is said whose man he is."""
REACH = 6
"""Words behind a verb of blame or praise within which its object's noun stands."""

_SERVING = re.compile(
    r"(?:['’]s?)?\s(?:\w+\s){0,2}(?:lawyer|attorney|counsel|spokes\w+|adviser|advisor|aide|official|campaign|administration"
    r"|ally|allies|supporter|defender|team|camp|representative|legal team)s?\b"
)
_FOR = re.compile(
    r"\b(?:lawyer|attorney|counsel|spokes\w+|adviser|advisor|aide|representative|supporter|defender)s?\s(?:for|to|of)\s(?:\w+\.?\s){0,2}$"
)
_BEHIND = re.compile(r"\b(?:of|against|to|from|with|over|about|by)\s(?:\w+\.?\s){0,2}$")
_MAN = r"(?:lawyer|attorney|counsel|spokes(?:man|woman|person)|press secretary|adviser|campaign manager)"
_HIS_MAN = re.compile(rf"(?P<whom>[A-Z][\w-]+)(?:['’]s?)?\s(?:\w+\s){{0,2}}{_MAN},?\s$")
_MAN_OF = re.compile(
    rf",\s(?:(?:a|an|the|one of)\s)?(?:[\w-]+\s){{0,2}}{_MAN}s?\s(?:for|to|of)\s"
    r"(?P<whom>(?:[A-Z][\w.’-]*\s?){1,3})"
)
_TITLE = re.compile(r"(?:\b(?!(?:on|of|against|about|from|to|with|over|by|for|in|at|and|that)\b)[\w-]+ ){1,2}$")
_SHOWING = re.compile(
    r"\b(?:show|prove|confirm|reveal|underscore|vindicate|demonstrate|suggest)(?:s|d|ed|n|ing)?\b|\bmakes? clear\b"
)
_CRITICAL = re.compile(
    r"\bwhether\b|\bcritical of\b|\b(?:criticiz|criticis|condemn|denounc|reject|oppos|rebuk|attack|accus|blam)\w*\b"
)
_NOTHING = re.compile(r"\W*(?:[Nn]othing|[Nn]o|[Nn]obody|[Nn]one|[Nn]either|[Nn]ot|[Nn]ever)\b")
_CHARGES = re.compile(r"\b(?:critics|detractors|opponents|their (?:allegation|accusation|charge)s?)\b")
_RUMOUR = re.compile(r"\b(?:rumou?r|claim|report|allegation|suggestion|idea|notion|stor(?:y|ie)|accusation|charge)s?\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COPULA = re.compile(r"\b(?:is|are|was|were|has been|have been)\s")
_OFFICIAL = re.compile(r",\s[^,.;“”\"]{3,60}")
_RELATIVE = re.compile(r"\b(?:who|which|that)\s(?:\w+\s){0,2}$")
_AGAINST = re.compile(
    r"\b(?:against|attacks? on|(?:criticism|accusations?|allegations?) (?:of|about|against))\s(?:\w+\s){0,2}$"
)
_FORMER = re.compile(r"\b(?:[Ff]ormer|[Ee]x)\b")
_OFFICE = re.compile(
    r"(?<![\w-])(?:[Tt]he [Pp]resident|(?:[Tt]he )?White House|(?:[Tt]he|[Hh]is|[Tt]his) administration)(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class _Head:
    """A head of government: last name, first and last day in office ("" is open), and words for who speaks for him."""

    name: str
    first: str
    last: str
    officials: re.Pattern[str]

    def held(self, when: str) -> bool:
        """Whether he held the office at a day or time; False where that is unknown."""
        return bool(when) and self.first <= when[:10] and (not self.last or when[:10] <= self.last)


@cache
def _heads() -> tuple[_Head, ...]:
    made = []
    for row in table("heads")["government"]:
        elsewhere = "".join(rf"(?<!\b{re.escape(word)} )" for word in row["elsewhere"])
        words = "|".join(map(re.escape, row["officials"]))
        officials = re.compile(rf"{elsewhere}(?<![\w-])(?:{words})(?![\w-])")
        made += [_Head(name, first, last, officials) for name, first, last in row["head"]]
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Affair:
    """One actor of a story: his last name, nouns of what is his, last names of those who serve him as his lawyers or

    spokesmen, and the camps that he, and everybody whom the texts name in full, belongs to.
    """

    actor: str
    called: re.Pattern[str]
    owned: frozenset[str]
    men: frozenset[str]
    camps: frozenset[Membership]
    known: Mapping[str, frozenset[Membership]]


@lru_cache(maxsize=256)
def affair(texts: tuple[str, ...], actor: str) -> Affair:
    """What the texts of a story show of an actor, by his last name or an organisation's name."""
    called = _called(texts, actor)
    his = re.compile(
        rf"(?<![\w-]){re.escape(actor)}(?:[’']s?|(?:\s[Aa]dministration)[’']s)\s(?P<rest>(?:[\w-]+\s?){{1,4}})"
    )
    count = Counter(noun for text in texts for match in his.finditer(text) for noun in _head(match["rest"]))
    owned = frozenset(noun for noun, n in count.items() if n >= LEAST_OWNED and idf(noun) >= OWN_IDF)
    men = frozenset(surname(person.name) for text in texts for person in persons(text) if _serves(text, person, called))
    men |= officials(texts).get(actor, frozenset()) if actor in nations() else frozenset()
    known = affiliations(texts)
    camps = frozenset(
        membership
        for text in texts
        for person in persons(text)
        if surname(person.name) == actor
        for membership in memberships(text, person.span, "", known)
    )
    return Affair(actor, called, owned, men - {actor}, camps, known)


def _called(texts: tuple[str, ...], actor: str) -> re.Pattern[str]:
    """The actor's name where it is not part of a longer one, nor that of somebody else of his last name."""
    if actor in nations():
        return nations()[actor].called
    count = Counter(
        person.name.split()[0]
        for text in texts
        for person in persons(text)
        if surname(person.name) == actor and " " in person.name
        for _ in person.mentions
    )
    if not count:
        return re.compile(rf"(?<![\w-]){re.escape(actor)}(?!\w)(?!\s[A-Z])")
    main = min(count, key=lambda first: (-count[first], first))
    namesakes = sorted(first for first in count if first[0] != main[0])  # Mike may be Michael
    others = "".join(rf"(?<!\b{re.escape(first)}\s)" for first in namesakes)
    return re.compile(rf"{others}(?<![\w-]){re.escape(actor)}(?!\w)(?!,? (?:Jr|Sr)\b)")


def _serves(text: str, person: Person, called: re.Pattern[str]) -> bool:
    """Whether words beside a person's name say that he is the actor's lawyer or spokesman."""
    for start, end in person.mentions:
        before = _HIS_MAN.search(text, max(0, start - BESIDE), start)
        after = _MAN_OF.match(text, end)
        if before is not None and called.fullmatch(before["whom"]):
            return True
        if after is not None and called.search(after["whom"]):
            return True
    return False


def _head(phrase: str) -> tuple[str, ...]:
    """The lemma of the noun that a possessive belongs to: the last word before one that cannot be in its phrase."""
    found: list[str] = []
    for word in phrase.split():
        if not word.isalpha() or not content_lemmas(word) or _is_verb(word):
            break
        found.append(lemma(word))
    return tuple(found[-1:])


def _is_verb(word: str) -> bool:
    """Whether a word is a past form or a third person and hardly a noun."""
    found = set(forms_of(word.lower()))
    return bool(found & {"p", "s"}) and "n" not in found


def head_of_government(when: str) -> str:
    """The last name of the head of government on record at a day or time; "" where there is none, or more than one."""
    names_of = {
        one.name for one in _heads() if when and one.first <= when[:10] and (not one.last or when[:10] <= one.last)
    }
    return names_of.pop() if len(names_of) == 1 else ""


def speaks_of_government(text: str, span: Span) -> bool:
    """Whether a stretch of text speaks of the office or the officials of a government on record."""
    return any(one.officials.search(text, *span) for one in _heads()) or _OFFICE.search(text, *span) is not None


def _head_at(about: Affair, when: str) -> _Head | None:
    """The office that the actor held as head of government at a day or time; None where he held none."""
    return next((one for one in _heads() if one.name == about.actor and one.held(when)), None)


def leaning(text: str, when: str, reading: SentenceReading, about: Affair) -> int:
    """Whether a governed sentence speaks for (1) or against (-1) an actor; 0 where neither is plain.

    `when` is the day or time of its article, "" where unknown. Who is of the actor's own camp is not taken to speak
    against him by words alone.
    """
    source = _source(text, reading)
    if source is None:
        return 0
    head = _head_at(about, _told_of(text, reading, when))
    acts = _acts(text, reading, source, about, head)
    if _speaks_for(text, source, about, head):
        return 0 if -1 in acts else 1
    if acts:
        return next(iter(acts)) if len(acts) == 1 else 0
    belongs = memberships(text, source, when, about.known)
    if belongs & about.camps:
        return 0
    opposed = any(axis == other and side != side2 for axis, side in about.camps for other, side2 in belongs)
    return -1 if _tells_against(text, reading, about, head, opposed=opposed) else 0


def _told_of(text: str, reading: SentenceReading, when: str) -> str:
    """The day or time that a sentence is of: its article's, or the end of another year that it gives; "" for two."""
    years = {match.group() for match in _YEAR.finditer(text, *reading.span)} - {when[:4]}
    return when if not years else f"{years.pop()}-12-31" if len(years) == 1 else ""


def _acts(text: str, reading: SentenceReading, source: Span, about: Affair, head: _Head | None) -> frozenset[int]:
    """Signs of the words of blame and praise whose object is the actor, or what is his under the verb of speech.

    Not those in the speaker's own name ("critics of Brandt"), nor in a relative clause.
    """
    found = {
        one.sign
        for one in stances(text, reading)
        if one.form == "act"
        and _is_he(text, one.target, about, head)
        and not _RELATIVE.search(text[: one.cue[0]])
        and not source[0] <= one.cue[0] < source[1]
    }
    if reading.attribution is not None:
        cue = reading.attribution.cue
        behind = tokens(text, cue[1], reading.span[1])[:REACH]
        if behind and any(lemma(token.text) in about.owned for token in behind):
            found |= act_signs(text[slice(*cue)])
    return frozenset(found)


def _is_he(text: str, span: Span, about: Affair, head: _Head | None) -> bool:
    """Whether a phrase names the actor, or the office that he holds."""
    return bool(about.called.search(text, *span)) or (head is not None and bool(_OFFICE.fullmatch(text, *span)))


def _tells_against(text: str, reading: SentenceReading, about: Affair, head: _Head | None, *, opposed: bool) -> bool:
    """Whether what is said tells plainly against the actor or what is his, and nobody else is named before it.

    It is plain where its words are many, where it demands something, or where he is its subject; of who is `opposed`,
    a member of the other camp, any word against him will do.
    """
    content = _content(reading)
    signs = [(start, sign) for span in content for (start, _), sign in valences(text, *span)]
    place = min((at for span in content for at in _mentions(text, span, about, head)), default=None)
    if place is None or _AGAINST.search(text[:place]) or _is_rumour(text, content, place):
        return False
    called = _title_before(text, place)
    total = sum(sign for start, sign in signs if start >= called)
    if total >= 0 or sum(sign for _, sign in signs) > 0 or any(_SHOWING.search(text, *span) for span in content):
        return False
    named = [one for span in content for one in names(text, *span) if one.kind != "place" and one.start < place]
    if any(not about.called.search(one.text) for one in named):
        return False
    cue = reading.attribution.cue if reading.attribution is not None else None
    argued = argument(text, content, cue)
    if any(_CRITICAL.search(text, *span) for span in content):
        return False
    subject = any(called <= start < place for start, _ in signs) or any(_is_subject(text, s, place) for s in content)
    certain = opinionated(" ".join(text[slice(*span)].strip('“”"') for span in content)) >= CERTAIN
    return total <= -CLEAR or argued.duty or argued.act or certain or subject or opposed


def _title_before(text: str, place: int) -> int:
    """Where the words begin that stand directly before a name as its title ("slippery Holm", "a fraud Holm is")."""
    match = _TITLE.search(text[max(0, place - BESIDE) : place])
    if match is None or any(forms_of(word.lower()) for word in match.group().split()):
        return place
    return place - len(match.group())


def _is_rumour(text: str, content: tuple[Span, ...], place: int) -> bool:
    """Whether what is said begins with "nothing", speaks of others' charges, or of a rumour before it names him."""
    return any(
        _NOTHING.match(text, *span)
        or _CHARGES.search(text, *span)
        or (span[0] <= place < span[1] and _RUMOUR.search(text, span[0], place))
        for span in content
    )


def _is_subject(text: str, span: Span, place: int) -> bool:
    """Whether a word against the actor follows him soon, who begins what is said, or of whom it is predicated."""
    if not span[0] <= place < span[1]:
        return False
    against = next((start for (start, _), sign in valences(text, place, span[1]) if sign < 0), None)
    if against is None or len(tokens(text, place, against)) > PREDICATE:
        return False
    return len(tokens(text, span[0], place)) <= SUBJECT or _COPULA.search(text, place, against) is not None


def _mentions(text: str, span: Span, about: Affair, head: _Head | None) -> Iterator[int]:
    """Where the actor, his office or what is his is spoken of."""
    yield from (match.start() for match in about.called.finditer(text, *span))
    if head is not None:
        yield from (match.start() for match in _OFFICE.finditer(text, *span))
    yield from (
        token.start for token in tokens(text, *span) if token.text.islower() and lemma(token.text) in about.owned
    )


def _source(text: str, reading: SentenceReading) -> Span | None:
    attribution = reading.attribution
    if attribution is None and reading.governed_by is not None:
        attribution = read(text).sentences[reading.governed_by].attribution
    return None if attribution is None else attribution.source


def _speaks_for(text: str, source: Span, about: Affair, head: _Head | None) -> bool:
    """Whether the words that name the speaker, there or at the first full mention, are the actor's name or have it as

    that of whom he serves.
    """
    named = names(text, *source)
    of_him = named and _BEHIND.search(text[source[0] : named[-1].start])
    if opposes(text, source) or (of_him and not _FOR.search(text[source[0] : named[-1].start])):
        return False  # "critics of Brandt" and "Brandt's opponents" are not he
    for span in dict.fromkeys((source, resolve_source(text, source))):
        found = names(text, *span)
        of_him = found and _BEHIND.search(text[span[0] : found[-1].start])
        if found and not of_him and _is_his_name(text, found[-1], about) and found[-1].end >= span[1] - 2:
            return True
        if about.actor in nations() and speaks_for(nations()[about.actor], text[slice(*span)]):
            return True
        if found and surname(found[-1].text) in about.men and found[-1].end >= span[1] - 2:
            return True
        match = about.called.search(text, *span)
        if match and _SERVING.match(text, match.end(), span[1]):
            return True
        if match and _FOR.search(text[span[0] : match.start()]):
            return True
        if head is not None and _is_official(text, span, head):
            return True
    return False


def _is_his_name(text: str, name: Name, about: Affair) -> bool:
    """Whether a name is the actor's, or ends in it: "Brandt News" is not he."""
    return any(match.end() == name.end for match in about.called.finditer(text, name.start, name.end))


def _is_official(text: str, span: Span, head: _Head) -> bool:
    """Whether the words for a speaker, or the aside behind his name, give him a post in the government."""
    aside = _OFFICIAL.match(text, span[1])
    parts = (span, aside.span()) if aside is not None else (span,)
    return any(head.officials.search(text, *part) and not _FORMER.search(text, *part) for part in parts)


def _content(reading: SentenceReading) -> tuple[Span, ...]:
    return reading.attribution.content if reading.attribution is not None else (reading.span,)
