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

from alteram.text.cue_verbs import cue_forms
from alteram.text.cues import AUXILIARIES, DETERMINERS, Item, items
from alteram.text.lexicon import word_class, words
from alteram.text.names import names
from alteram.text.polarity import governors
from alteram.text.similarity import lemma
from alteram.text.verbs import finite, forms_of, is_adverb, is_auxiliary, is_past, is_third, verb_forms

AdjunctKind = Literal["time", "place", "phrase", "clause", "tail", "second", "lead"]
LEAST_CORE = 5
"""Items that must stand before a trailing clause: a shorter core says too little."""
MOST_LEAD = 30
"""Items of an opening adjunct."""
MOST_PLACE = 7
MOST_DAY = 4
"""Items of an opening day ("Late on Friday night")."""
MOST_ASIDE = 24

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:morning|afternoon|evening|night)"
_TIME = re.compile(
    rf"(?:(?:late|early)\s)?(?:on\s)?(?:late\s|early\s)?{_DAY}(?:\s{_PART})?(?![-’'\w])"
    r"|(?:earlier|later)\sthis\s(?:week|month|year)\b|(?:last|this)\s(?:week|month|night|morning)(?![-’'\w])"
)
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
_LEADS = words("leading_adjuncts")
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


_FRAMING = frozenset(("in", "on", "at", "under", "earlier", "late", "last")) | word_class("days")
_HOURS = frozenset(("morning", "afternoon", "evening", "night", "week"))
_COUNTING = frozenset(("hundreds", "thousands", "dozens", "scores", "tens", "millions"))
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d(?:s|[–-]\d{2,4})?")
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
    begin = _opening(row)
    if begin and _holds_alone(text, row, begin):
        found.append(Adjunct(start, row[begin].start, "lead"))
    verb = finite(row, begin, len(row))
    if verb is None:
        return tuple(found)
    past = is_past(row[verb]) or row[verb].lower in ("was", "were", "had", "did")
    bound = next((k for k in range(verb + 1, len(row)) if row[k].lower in _BOUND or row[k].quote), len(row))
    widens = _may_widen(text, row, begin, bound)
    if widens:
        found += _times(text, row, begin, bound, verb)
        found += _places(text, row, verb, bound)
    for at in range(max(verb + 1, begin + LEAST_CORE), bound):
        kind = _cut(row, at, verb, past)
        if kind is None and widens and _is_phrase(row, at, verb):
            kind = "phrase"
        if kind and (widens or kind == "second"):
            found.append(Adjunct(_without_comma(row, at), end, kind))
    ends = {row[k - 1].end: k for k in range(1, len(row))}
    kept = [one for one in found if one.kind in ("lead", "second") or not _left_hanging(row, ends.get(one.start), verb)]
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))


def _left_hanging(row: tuple[Item, ...], at: int | None, verb: int) -> bool:
    """Whether a verb other than the main one stands right before item `at`: it may need what follows ("aid approved |
    by Congress", "wanted to allow | a debate").
    """
    if at is None or at <= verb:
        return False
    before, forms = row[at - 1], forms_of(row[at - 1].lower)
    if not forms or "n" in forms or not before.text[0].islower():
        return False
    main = all(is_auxiliary(item) or item.lower in AUXILIARIES or is_adverb(item) for item in row[verb : at - 1])
    return not main and row[at - 2].lower not in ("and", "or")


def _may_widen(text: str, row: tuple[Item, ...], begin: int, bound: int) -> bool:
    """Whether the core stays true without its adjuncts: not of "no clashes on Saturday", "the first in a year"."""
    if any(_ranks(item) for item in row[begin:bound]):
        return False
    kinds = {governor.kind for governor in governors(text, row[begin].start, row[bound - 1].end)}
    return not kinds & {"negation", "condition", "hedge"}


def _holds_alone(text: str, row: tuple[Item, ...], begin: int) -> bool:
    """Whether what the sentence asserts holds outside the frame that opens it: dates and years stay, since they set a
    background apart from the news, and so does every frame of what denies, totals or ranks ("In Paris, no one ...").

    The content of a verb of speech is no concern of the frame ("On Friday, he said that no ..."), and a verb that
    denies is an act in it ("On Friday, the court rejected ...").
    """
    if any(row[k].lower in word_class("dated") or _YEAR.fullmatch(row[k].text) for k in range(begin)):
        return False
    stops = (k for k in range(begin + 1, len(row)) if row[k].quote or row[k].text == ";" or _says(row, k))
    end = next(stops, len(row))
    found = governors(text, row[begin].start, row[end - 1].end)
    kinds = {g.kind for g in found if not (g.kind == "negation" and "p" in forms_of(g.word))}
    comma, resumed = _past_aside(row, begin)
    core = [row[k] for k in (*range(begin, min(comma, end)), *range(resumed, end)) if not _leads_to(row, k)]
    return not kinds & {"negation", "condition"} and not any(_ranks(item) for item in core)


def _says(row: tuple[Item, ...], at: int) -> bool:
    """Whether a verb of speech or an infinitive stands there: what follows is its content."""
    cue = cue_forms().get(row[at].lower)
    said = cue is not None and cue.kind in ("say", "claim") and bool({"past", "third"} & cue.forms)
    return said or (row[at].lower == "to" and at + 1 < len(row) and "b" in forms_of(row[at + 1].lower))


def _past_aside(row: tuple[Item, ...], at: int) -> tuple[int, int]:
    """The comma after the subject at `at` and the item with which its clause goes on; both the row's end if none."""
    comma = _comma(row, at)
    if any(_verbal(row[k]) for k in range(at + 1, comma)):
        return len(row), len(row)
    closing = _comma(row, comma + 1)
    after = closing + 2 if closing + 2 < len(row) and is_adverb(row[closing + 1]) else closing + 1
    resumes = comma < closing < len(row) - 1 and closing - comma <= MOST_ASIDE and _verbal(row[after])
    return (comma, after) if resumes else (len(row), len(row))


def _leads_to(row: tuple[Item, ...], at: int) -> bool:
    """Whether "leading" is a verb ("leading to a showdown")."""
    return row[at].lower == "leading" and at + 1 < len(row) and row[at + 1].lower == "to"


def _ranks(item: Item) -> bool:
    """Whether a word totals or ranks within a frame, so that the clause does not hold outside it."""
    return item.lower in words("restrictors") or _is_superlative(item)


def _is_superlative(item: Item) -> bool:
    """An adjective in -est: "tallest", but not "protest"."""
    return item.lower.endswith("est") and lemma(item.lower) != item.lower


def _is_phrase(row: tuple[Item, ...], at: int, verb: int) -> bool:
    """Whether a prepositional phrase begins behind a complete verb phrase: the verb has an object, or is passive."""
    if (
        at + 1 >= len(row)
        or row[at].lower not in _PHRASES
        or row[at - 1].lower in _LICENSING
        or row[verb].lower in words("ditransitives")
    ):
        return False
    if row[at].lower == "to" and not (row[at + 1].lower in DETERMINERS or row[at + 1].text[0].isupper()):
        purpose = "b" in forms_of(row[at + 1].lower)
        if not purpose or {row[at - 1].lower, lemma(row[at - 1].lower)} & words("infinitive_nouns"):
            return False
    if any({row[k].lower, lemma(row[k].lower)} & words("ditransitives") for k in range(verb, at)):
        return False
    object_words = [k for k in range(verb + 1, at) if row[k].text[0].isalnum() and not is_adverb(row[k])]
    before = row[at - 1]
    closed = before.text[0].isalnum() and before.lower not in words("function_words") and not is_adverb(before)
    return closed and len(object_words) >= 2 and not before.lower.endswith("ing")


def _without_comma(row: tuple[Item, ...], at: int) -> int:
    """End of what stands before item `at`, without a comma."""
    return row[at - 2].end if row[at - 1].text == "," else row[at - 1].end


def _opening(row: tuple[Item, ...]) -> int:
    """Index of the main clause's subject behind an opening adjunct and its comma; 0 where there is none."""
    day = bool(row) and _is_day(row)
    if not row or not (day or row[0].lower in _LEADS):
        return 0
    for k in range(1, min(len(row) - 2, MOST_LEAD)):
        if row[k].quote or row[k].lower in ("if", "unless"):
            return 0
        if row[k].text != ",":
            continue
        if row[0].lower in _FRAMING and _holds_a_clause(row[:k]):
            return 0
        if _main_clause(row, k + 1, day=day):
            return k + 1
    return 0


def _is_day(row: tuple[Item, ...]) -> bool:
    """Whether a sentence opens with nothing but a day ("On Friday, ...", "Late Monday night, ...")."""
    comma = next((k for k, item in enumerate(row) if item.text == ","), len(row))
    inner = [item.lower for item in row[:comma]]
    known = word_class("days") | _HOURS | {"on", "late", "early", "earlier", "last", "this"}
    return 0 < len(inner) <= MOST_DAY and any(word in word_class("days") or word in _HOURS for word in inner) and all(
        word in known for word in inner
    )  # fmt: skip


def _holds_a_clause(row: tuple[Item, ...]) -> bool:
    """Whether a finite verb of its own stands behind an opening preposition: then its comma closes no phrase."""
    for item in row[1:]:
        if item.lower in _BOUND or item.lower in _TRAILING:
            return False
        if is_auxiliary(item):
            return True
    return False


def _may_open(item: Item) -> bool:
    """Whether a bare noun can open a clause ("hazmat crews", "police"): no preposition, conjunction or participle."""
    if item.quote or item.lower in words("function_words") or is_adverb(item):
        return item.lower in _COUNTING
    return item.text[0].isalpha() and (item.lower == "acting" or not (item.lower.endswith("ing") or is_past(item)))


def _is_subject(item: Item) -> bool:
    return not item.quote and (
        item.lower in word_class("clause_openings") or item.text[0].isupper() or item.text[0].isdigit()
        or item.lower in _COUNTING
        or (item.lower.endswith("s") and item.lower not in words("function_words"))
    )  # fmt: skip


def _main_clause(row: tuple[Item, ...], at: int, *, day: bool) -> bool:
    """Whether a subject at `at` has a finite verb before any comma, or right behind the aside that a comma opens.

    A list of names may go on the place before it ("In Texas, Alabama and elsewhere, ..."), or of days the day.
    """
    joined = any(row[k].lower in ("and", "or") for k in range(at, min(at + 3, len(row))))
    if joined and (row[at].text[0].isupper() or not day):
        return False
    if row[at].lower in word_class("dated") or row[at].lower in word_class("days") or row[at].text[0].isdigit():
        return finite(row, at, _comma(row, at)) is not None and not joined
    verbal = any(_verbal(row[k]) for k in range(at + 1, _comma(row, at)))
    if not _is_subject(row[at]) and not (_may_open(row[at]) and (day or verbal)):
        return False
    return verbal or _past_aside(row, at)[0] < len(row)


def _comma(row: tuple[Item, ...], at: int) -> int:
    return next((k for k in range(at, len(row)) if row[k].text == ","), len(row))


def _verbal(item: Item) -> bool:
    cue = cue_forms().get(item.lower)
    said = cue is not None and bool({"past", "third"} & cue.forms) and not item.quote and item.text[0].islower()
    return said or is_auxiliary(item) or is_past(item) or is_third(item)


def _times(text: str, row: tuple[Item, ...], begin: int, bound: int, verb: int) -> list[Adjunct]:
    """Days of the running news: dates and years stay, since they set a background apart from the news."""
    found: list[Adjunct] = []
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


def _is_participle(row: tuple[Item, ...], at: int) -> bool:
    """Whether an -ing word is a verb with something that it governs behind it."""
    known = "b" in verb_forms().get(lemma(row[at].lower), "") and row[at].lower not in word_class("no_participle")
    return known and at + 1 < len(row) and row[at + 1].text not in _STOPS and row[at + 1].lower not in ("and", "or")


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
            if at + 1 >= len(row) or not _is_subject(row[at + 1]) or finite(row, at + 1, comma) is None:
                return None
        return "clause"
    if before.text == "," and item.lower.endswith("ing") and item.text[0].islower() and len(item.lower) > 4:
        return "tail" if _is_participle(row, at) else None
    if item.lower == "and" and at > verb + 2:
        k = at + 2 if at + 2 < len(row) and is_adverb(row[at + 1]) else at + 1
        if k + 1 < len(row) and ((is_past(row[k]) and past) or is_third(row[k]) or is_auxiliary(row[k])):
            return None if any(one.lower in ("both", "either", "between") for one in row[:at]) else "second"
    return None
