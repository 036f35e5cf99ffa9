"""Adjuncts of a sentence: times, places, trailing clauses and second verb phrases, and adjuncts that open it.

Each is a whole phrase or clause beside the core of subject, verb and object, so that the core still asserts what it
did. Grammar after Huddleston and Pullum, The Cambridge Grammar of the English Language (2002), ch. 8: adjuncts of time,
place and reason, unlike complements, are not licensed by the verb. Where a word before may license the phrase
("involved in", "until Monday") it is no adjunct here.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from alteram.text.grammar.openings import holds_alone, is_participle, is_subject, opening, participle_opening, ranks
from alteram.text.grammar.verbs import finite, forms_of, is_adverb, is_auxiliary, is_past, is_third
from alteram.text.lexicon import words
from alteram.text.names import names
from alteram.text.polarity import governors
from alteram.text.similarity import lemma
from alteram.text.speech.cues import AUXILIARIES, DETERMINERS, Item, items

AdjunctKind = Literal["time", "place", "phrase", "clause", "tail", "second", "lead"]
LEAST_CORE = 5
"""Items that must stand before a trailing clause: a shorter core says too little."""
MOST_PLACE = 7
MOST_OF_FOR = 10
"""Items behind "for" in which "to" and a verb make a clause of it."""

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:morning|afternoon|evening|night)"
_TIME = re.compile(
    rf"(?:(?:late|early)\s)?(?:on\s)?(?:late\s|early\s)?{_DAY}(?:\s{_PART})?(?![-’'\w])"
    r"|(?:earlier|later)\sthis\s(?:week|month|year)\b|(?:last|this)\s(?:week|month|night|morning)(?![-’'\w])"
)
_IN_TIMES = ("day", "week", "month", "year", "night", "morning")
"""One of these stands in every match of it."""
_CALENDAR = re.compile(rf"{_DAY}|\d{{4}}|January|February|March|April|May|June|July|August|September|October|November")
_TRAILING = frozenset(("after", "as", "while", "when", "because", "amid", "following", "despite", "during", "although"))
_FINITE_ONLY = frozenset(("as", "while", "when", "because", "although"))
_CONCERNED = words("before_conjunctions")
_PHRASES = frozenset(
    ("over", "for", "with", "against", "through", "by", "at", "in", "on", "from", "to", "under", "among", "near",
     "outside", "inside", "across", "around", "toward", "towards")
)  # fmt: skip
_PLACE = frozenset(("in", "at", "near", "outside", "inside", "across", "around"))
_STOPS = frozenset((",", ";", ":", "—", "–", "(", ")", "."))
_LICENSING = words("licensing")
_BOUND = words("clause_bounds")


@dataclass(frozen=True, slots=True)
class Adjunct:
    """A span that is beside the core: `kind` "time" and "place" are phrases, "lead" opens the sentence; "clause" (after
    a subordinator), "phrase" (a trailing prepositional phrase), "tail" (", killing ...") and "second" ("and fled")
    reach to the end of what they are cut from.
    """

    start: int
    end: int
    kind: AdjunctKind


_SELF_CONTAINED = frozenset(("after", "as", "when", "because", "amid", "following", "during"))


def released(text: str, one: Adjunct, kind: str) -> bool:
    """Whether a governor of this kind inside the adjunct governs nothing outside it.

    A negation or modal governs the clause it stands in. A condition, hedge or attribution may reach beyond, and so may
    a concession ("although never charged") or a contrast: those are never released.
    """
    if one.kind not in ("clause", "second", "tail", "lead") or kind not in ("negation", "modality", "qualifier"):
        return False
    opening = text[one.start : one.end].lstrip(" ,").split()[0].lower()
    if one.kind in ("clause", "lead") and opening not in _SELF_CONTAINED:
        return False
    return kind != "negation" or one.kind in ("clause", "lead")


@lru_cache(maxsize=8192)
def adjuncts(text: str, start: int, end: int) -> tuple[Adjunct, ...]:
    """Adjuncts of the main clause of `text[start:end]`, a sentence without dateline and final stop, by start."""
    row = items(text, start, end)
    found: list[Adjunct] = []
    begin = opening(row)
    if begin and holds_alone(text, row, begin):
        found += [Adjunct(start, row[k].start, "lead") for k in (participle_opening(row, begin), begin) if k]
    verb = finite(row, begin, len(row))
    if verb is None:
        return tuple(found)
    past = is_past(row[verb]) or row[verb].lower in ("was", "were", "had", "did")
    bound = next((k for k in range(verb + 1, len(row)) if row[k].lower in _BOUND or row[k].quote), len(row))
    widens = _may_widen(text, row, begin, bound)
    if widens:
        found += _times(text, row, begin, bound, verb)
        found += _places(text, row, verb, bound)
    behind = _licensed(row, verb, bound) if widens else 0
    for at in range(max(verb + 1, begin + LEAST_CORE), bound):
        kind = _cut(row, at, verb, past)
        if kind is None and at < behind and _is_phrase(row, at, verb) and not _in_aside(row, at, verb):
            kind = "phrase"
        if kind and (widens or kind == "second") and not _is_clause_of_for(row, at):
            found.append(Adjunct(_without_comma(row, at), end, kind))
    ends = {row[k - 1].end: k for k in range(1, len(row))}
    kept = [one for one in found if one.kind in ("lead", "second") or not _left_hanging(row, ends.get(one.start), verb)]
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))


def _is_clause_of_for(row: tuple[Item, ...], at: int) -> bool:
    """Whether "for" opens a clause with "to" ("it was time | for the board to resign"): a complement, no adjunct. What
    stands behind "to" need not be known for a verb: a cut less does no harm.
    """
    if row[at].lower != "for":
        return False
    behind = range(at + 2, min(at + MOST_OF_FOR, len(row) - 1))
    return any(
        row[k].lower == "to" and row[k + 1].text[0].islower() and row[k + 1].lower not in DETERMINERS for k in behind
    )


def _left_hanging(row: tuple[Item, ...], at: int | None, verb: int) -> bool:
    """Whether a verb other than the main one stands right before item `at`: it may need what follows ("aid approved |
    by Congress", "wanted to allow | a debate").
    """
    if at is None or at <= verb:
        return False
    before, forms = row[at - 1], forms_of(row[at - 1].lower)
    if before.lower in words("ditransitives") and "p" in forms:
        return True
    if not forms or "n" in forms or not before.text[0].islower():
        return False
    main = all(is_auxiliary(item) or item.lower in AUXILIARIES or is_adverb(item) for item in row[verb : at - 1])
    return not main and row[at - 2].lower not in ("and", "or")


def _may_widen(text: str, row: tuple[Item, ...], begin: int, bound: int) -> bool:
    """Whether the core stays true without its adjuncts: not of "no clashes on Saturday", "the first in a year"."""
    if any(map(ranks, row[begin:bound])):
        return False
    kinds = {governor.kind for governor in governors(text, row[begin].start, row[bound - 1].end)}
    return not kinds & {"negation", "condition", "hedge"}


def _in_aside(row: tuple[Item, ...], at: int, verb: int) -> bool:
    """Whether item `at` stands in an apposition that a comma opens: a phrase there is part of it ("Tarn, a town | near
    the coast")."""
    comma = next((k for k in range(at - 1, verb, -1) if row[k].text == ","), None)
    return comma is not None and not any(
        is_auxiliary(row[k]) or is_past(row[k]) or is_third(row[k]) for k in range(comma + 1, at)
    )


def _licensed(row: tuple[Item, ...], verb: int, bound: int) -> int:
    """Index behind the stretch in which no word between the verb and a phrase may need the phrase, nor a comma sets it
    apart: behind a comma a phrase may belong to an aside or to a list."""
    needing = words("ditransitives")
    for k in range(verb, bound):
        if row[k].text == "," or row[k].lower in needing or lemma(row[k].lower) in needing:
            return k + 1
    return bound


def _is_phrase(row: tuple[Item, ...], at: int, verb: int) -> bool:
    """Whether a prepositional phrase begins behind a complete verb phrase, the verb has an object, or is passive; for
    `at` before what `_licensed` gives."""
    if at + 1 >= len(row) or row[at].lower not in _PHRASES or row[at - 1].lower in _LICENSING:
        return False
    if row[at].lower == "to" and not (row[at + 1].lower in DETERMINERS or row[at + 1].text[0].isupper()):
        purpose = "b" in forms_of(row[at + 1].lower)
        if not purpose or {row[at - 1].lower, lemma(row[at - 1].lower)} & words("infinitive_nouns"):
            return False
    object_words = [k for k in range(verb + 1, at) if row[k].text[0].isalnum() and not is_adverb(row[k])]
    before = row[at - 1]
    closed = before.text[0].isalnum() and before.lower not in words("function_words") and not is_adverb(before)
    return closed and len(object_words) >= 2 and not before.lower.endswith("ing")


def _without_comma(row: tuple[Item, ...], at: int) -> int:
    """End of what stands before item `at`, without a comma."""
    return row[at - 2].end if row[at - 1].text == "," else row[at - 1].end


def _times(text: str, row: tuple[Item, ...], begin: int, bound: int, verb: int) -> list[Adjunct]:
    """Days of the running news: dates and years stay, since they set a background apart from the news."""
    found: list[Adjunct] = []
    part = text[row[begin].start : row[bound - 1].end]
    if not any(word in part for word in _IN_TIMES):
        return found
    starts = {row[k].start: k for k in range(begin + 1, bound)}
    for match in _TIME.finditer(text, row[begin].start, row[bound - 1].end):
        at = starts.get(match.start())
        if at is None:
            continue
        after = next((k for k in range(at, len(row)) if row[k].start >= match.end()), len(row))
        before = row[at - 1]
        licensed = before.lower in DETERMINERS or before.lower in _LICENSING or before.lower in words("function_words")
        if (licensed and before.lower not in AUXILIARIES) or before.text in _STOPS:
            continue
        if after < len(row) and not _ends_phrase(row, after, verb):
            continue
        found.append(Adjunct(before.end, match.end(), "time"))
    return found


def _ends_phrase(row: tuple[Item, ...], at: int, verb: int) -> bool:
    """Whether the phrase before item `at` is over there."""
    item = row[at]
    if item.text == "(":
        return False
    if item.text in (".", ",") and at + 1 < len(row) and row[at + 1].text[0].isdigit():
        return False
    return (
        item.text in _STOPS
        or item.quote
        or at == verb
        or item.lower in words("function_words")
        or (is_adverb(item) and at + 1 == verb)
        or item.lower.endswith("ing")
    )


def _places(text: str, row: tuple[Item, ...], verb: int, bound: int) -> list[Adjunct]:
    """ "in X", "at the X of Y": a named place behind a complete verb phrase, last of its clause or before a comma."""
    found: list[Adjunct] = []
    comma = next((k for k in range(verb, bound) if row[k].text in _STOPS), bound)
    for at in range(verb + 2, comma):
        if row[at].lower not in _PLACE or row[at - 1].lower in _LICENSING or row[at - 1].text in _STOPS:
            continue
        if row[at - 1].lower in words("function_words") or row[at - 1].lower.endswith("ly"):
            continue
        stop = _place_end(row, at, bound)
        named = names(text, row[at].start, row[stop - 1].end)
        kinds = {name.kind for name in named}
        if not named or "person" in kinds or _CALENDAR.search(text, row[at].start, row[stop - 1].end):
            continue
        if stop < len(row) and not (row[stop].text in _STOPS or row[stop].lower in ("on", "after", "as", "and")):
            continue
        if stop < len(row) and row[stop].text == "(":
            continue
        if stop < len(row) and row[stop].text == "," and stop + 1 < len(row) and row[stop + 1].text[0].isupper():
            continue
        if stop < len(row) and row[stop].lower == "and" and not (stop + 1 < len(row) and is_past(row[stop + 1])):
            continue
        found.append(Adjunct(row[at - 1].end, row[stop - 1].end, "place"))
    return found


def _place_end(row: tuple[Item, ...], at: int, bound: int) -> int:
    """Index behind the noun phrase of a place."""
    k = at + 1
    while k < min(bound, at + MOST_PLACE + 1):
        item = row[k]
        inner = item.lower in ("the", "a", "an", "of") or item.text[0].isupper()
        if not inner and (item.text in _STOPS or item.quote or item.lower in words("function_words")):
            break
        if _TIME.match(item.text):
            break
        k += 1
    return k


def _cut(row: tuple[Item, ...], at: int, verb: int, past: bool) -> AdjunctKind | None:
    """The kind of adjunct that begins at item `at` and reaches to the end; None where none does."""
    item, before = row[at], row[at - 1]
    if item.lower in _TRAILING and past:
        if before.lower in _CONCERNED or before.lower in _LICENSING or before.lower in AUXILIARIES:
            return None
        if at == verb + 1 and item.lower in ("as", "following"):
            return None
        if before.lower in words("time_nouns") or before.lower in DETERMINERS or before.lower in ("and", "or", "but"):
            return None
        if item.lower in _FINITE_ONLY:
            comma = next((k for k in range(at + 1, len(row)) if row[k].text == ","), len(row))
            if at + 1 >= len(row) or not is_subject(row[at + 1]) or finite(row, at + 1, comma) is None:
                return None
        return "clause"
    if before.text == "," and item.lower.endswith("ing") and item.text[0].islower() and len(item.lower) > 4:
        return "tail" if is_participle(row, at) else None
    if item.lower == "and" and at > verb + 2:
        k = at + 2 if at + 2 < len(row) and is_adverb(row[at + 1]) else at + 1
        if k + 1 < len(row) and ((is_past(row[k]) and past) or is_third(row[k]) or is_auxiliary(row[k])):
            return None if any(one.lower in ("both", "either", "between") for one in row[:at]) else "second"
    return None
