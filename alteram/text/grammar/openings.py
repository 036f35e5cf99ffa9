"""What opens a sentence before its main clause, and whether the clause holds without it ("On Friday, ...").

An opening adjunct frames the clause (Huddleston and Pullum, The Cambridge Grammar of the English Language, 2002,
ch. 8): without it stays what holds outside the frame too. What denies, totals or ranks does not ("In Paris, no one
...", "In Ohio, most ..."), and a date or year sets a background apart from the news.
"""

import re

from alteram.text.grammar.verbs import finite, forms_of, is_adverb, is_auxiliary, is_past, is_third, verb_forms
from alteram.text.lexicon import word_class, words
from alteram.text.polarity import governors
from alteram.text.similarity import lemma
from alteram.text.speech.cue_verbs import cue_forms
from alteram.text.speech.cues import DETERMINERS, Item

MOST_LEAD = 30
"""Items of an opening adjunct."""
MOST_DAY = 4
"""Items of an opening day ("Late on Friday night")."""
MOST_ASIDE = 24

_LEADS = words("leading_adjuncts")
_BOUND = words("clause_bounds")
_STOPS = frozenset((",", ";", ":", "—", "–", "(", ")", "."))
_FRAMING = frozenset(("in", "on", "at", "under", "earlier", "late", "last")) | word_class("days")
_PLACING = frozenset(("in", "at", "under"))
_HOURS = frozenset(("morning", "afternoon", "evening", "night", "week"))
_PRAISING = frozenset(("top", "main", "leading"))
"""Ranks that describe somebody wherever it is ("the top Democrat")."""
_SHARES = frozenset(("percent", "per", "half", "majority", "both", "each"))
"""What is a share of a place, but not of a day ("On Tuesday, 76 percent of voters approved ...")."""
_COUNTING = frozenset(("hundreds", "thousands", "dozens", "scores", "tens", "millions"))
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d(?:s|[–-]\d{2,4})?")


def holds_alone(text: str, row: tuple[Item, ...], begin: int) -> bool:
    """Whether what the sentence asserts holds outside the frame that opens it: dates and years stay, since they set a
    background apart from the news, and so does every frame of what denies, totals or ranks ("In Paris, no one ...").

    The content of a verb of speech is no concern of the frame ("On Friday, he said that no ..."), and a verb that
    denies is an act in it ("On Friday, the court rejected ...").
    """
    if row[0].lower in _PLACING and not is_day(row) and not _is_event(row, begin):
        return False
    if any(row[k].lower in word_class("dated") or _YEAR.fullmatch(row[k].text) for k in range(begin)):
        return False
    stops = (k for k in range(begin + 1, len(row)) if row[k].quote or row[k].text == ";" or _says(row, k))
    end = next(stops, len(row))
    found = governors(text, row[begin].start, row[end - 1].end)
    kinds = {g.kind for g in found if not (g.kind == "negation" and "p" in forms_of(g.word))}
    comma, resumed = _past_aside(row, begin)
    core = (*row[begin : min(comma, end)], *row[resumed:end])
    free = _PRAISING | _SHARES if is_day(row) else _PRAISING
    return "negation" not in kinds and not any(ranks(item) and item.lower not in free for item in core)


def _is_event(row: tuple[Item, ...], begin: int) -> bool:
    """Whether a clause tells what happened or was said: what is or does so at a place may hold there only."""
    verb = next((k for k in range(begin + 1, len(row)) if _verbal(row[k]) and not _is_modifier(row, k)), None)
    if verb is None:
        return False
    if row[verb].lower in ("has", "have"):
        definite = row[begin].text[0].isupper() or row[begin].lower == "the"
        return definite and any(is_past(row[k]) for k in range(verb + 1, min(verb + 4, len(row))))
    return is_past(row[verb]) or row[verb].lower in ("was", "were", "had", "did") or _says(row, verb)


def _is_modifier(row: tuple[Item, ...], at: int) -> bool:
    return row[at - 1].lower in DETERMINERS and at + 1 < len(row) and not is_auxiliary(row[at])


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


def ranks(item: Item) -> bool:
    """Whether a word totals or ranks within a frame, so that the clause does not hold outside it."""
    return item.lower in words("restrictors") or _is_superlative(item)


def _is_superlative(item: Item) -> bool:
    """An adjective in -est: "tallest", but not "protest"."""
    return item.lower.endswith("est") and lemma(item.lower) != item.lower


def opening(row: tuple[Item, ...]) -> int:
    """Index of the main clause's subject behind an opening adjunct and its comma; 0 where there is none."""
    day = bool(row) and is_day(row)
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


def participle_opening(row: tuple[Item, ...], begin: int) -> int:
    """Index of a participle right behind an opening day ("On Sunday, facing a strike, she ..."); 0 if there is none."""
    comma = _comma(row, 0)
    if not (is_day(row) and comma + 1 < begin):
        return 0
    opens = row[comma + 1].lower.endswith("ing") and is_participle(row, comma + 1)
    return comma + 1 if opens else 0


def is_day(row: tuple[Item, ...]) -> bool:
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
        if item.lower in _BOUND or item.lower in words("subordinators"):
            return False
        if is_auxiliary(item):
            return True
    return False


def _may_open(item: Item) -> bool:
    """Whether a bare noun can open a clause ("hazmat crews", "police"): no preposition, conjunction or participle."""
    if item.quote or item.lower in words("function_words") or is_adverb(item):
        return item.lower in _COUNTING
    noun = item.lower in ("acting", "leading") or not (item.lower.endswith("ing") or is_past(item))
    return item.text[0].isalpha() and noun


def is_subject(item: Item) -> bool:
    """Whether a word plainly opens a subject: a determiner, pronoun or number, a name, a plural."""
    return not item.quote and (
        item.lower in word_class("clause_openings")
        or item.lower in word_class("quantifiers")
        or item.lower in _COUNTING
        or item.text[0].isupper() or item.text[0].isdigit()
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
    if not is_subject(row[at]) and not (_may_open(row[at]) and (day or verbal)):
        return False
    return verbal or _past_aside(row, at)[0] < len(row)


def _comma(row: tuple[Item, ...], at: int) -> int:
    return next((k for k in range(at, len(row)) if row[k].text == ","), len(row))


def _verbal(item: Item) -> bool:
    cue = cue_forms().get(item.lower)
    said = cue is not None and bool({"past", "third"} & cue.forms) and not item.quote and item.text[0].islower()
    return said or is_auxiliary(item) or is_past(item) or is_third(item)


def is_participle(row: tuple[Item, ...], at: int) -> bool:
    """Whether an -ing word is a verb with something that it governs behind it."""
    known = "b" in verb_forms().get(lemma(row[at].lower), "") and row[at].lower not in word_class("no_participle")
    return known and at + 1 < len(row) and row[at + 1].text not in _STOPS and row[at + 1].lower not in ("and", "or")
