"""What a verb of saying takes without "that": requests, bare clauses, and where a noun phrase or infinitive ends."""

from alteram.text.lexicon import word_class, words
from alteram.text.speech.cues import (
    ADVERBS,
    AUXILIARIES,
    BE,
    BOUNDARIES,
    DETERMINERS,
    HAVE,
    NEGATIONS,
    SUBJECT_STARTS,
    Item,
    Shape,
)
from alteram.text.speech.hearers import PRONOUN_HEARERS

AS_REACH = 14
"""Items behind a verb of regarding in which its "as" is looked for."""
AS_CLAUSE = 7
"""Items behind "as" in which a verb makes a clause of time or reason of what stands there."""
REQUEST_REACH = 18
"""Items after a verb of asking in which its infinitive is looked for: who is asked, with an aside, fits in."""
OPENERS = word_class("subordinate_openings") | {"despite", "whereas"}
"""Words that open a subordinate clause."""
_NO_SUBJECT = frozenset(
    ["that", "who", "which", "to", "and", "or", "but", "how", "why", "what", "when", "if", "because", "than"]
)
_ROUNDING = frozenset(["about", "around", "over", "under", "nearly", "almost", "than"])
"""Words that only round the figure behind them."""
_HEARD = DETERMINERS | PRONOUN_HEARERS
_BESIDE_BE = AUXILIARIES - BE
_FINITE = AUXILIARIES - {"be", "been", "being", "having", "'s"}
_TIME_OPENERS = frozenset(["when", "while", "after", "before"])


def is_past_form(item: Item) -> bool:
    """An auxiliary or a past form, by lists and by its ending."""
    lower = item.lower
    return lower in AUXILIARIES or lower in words("past_verbs") or (lower.endswith("ed") and item.text.islower())


def request_start(shape: Shape, first: int, default: int) -> int:
    """Where what is asked for begins, behind who is asked ("warned the boatmen of the bay to stay"), else `default`."""
    row = shape.row
    commas = 0
    for k in range(first, min(len(row) - 1, first + REQUEST_REACH)):
        following = row[k + 1]
        if row[k].lower == "to" and following.text[0].islower() and following.lower not in DETERMINERS:
            denied = k > first and row[k - 1].lower in NEGATIONS
            return k - denied if not commas or row[k - 1].text == "," else default
        if row[k].quote or row[k].lower in AUXILIARIES | {"that"} or (row[k].text in BOUNDARIES and row[k].text != ","):
            return default
        commas += row[k].text == ","
    return default


def opens_infinitive(row: tuple[Item, ...], at: int) -> bool:
    """Whether the "to" at `at` opens an infinitive and names no hearer ("agreed to pay", not "wrote to parents")."""
    following = row[at + 1]
    return (
        following.text[0].islower() and following.lower not in _HEARD and following.lower not in words("source_nouns")
    )


def bare_clause(row: tuple[Item, ...], at: int) -> bool:
    """Whether a noun phrase with an auxiliary of its own follows the verb at `at` ("found the pier was unsafe")."""
    for k in range(at + 1, min(len(row), at + 9)):
        item = row[k]
        if item.lower in _FINITE:
            return k > at + 1
        if item.lower in _ROUNDING and k + 1 < len(row) and row[k + 1].text[0].isdigit():
            continue
        if item.quote or item.text in BOUNDARIES or item.lower in words("prepositions") | _NO_SUBJECT | OPENERS:
            return False
    return False


def as_complement(row: tuple[Item, ...], at: int) -> int | None:
    """Index of the "as" by which the verb at `at` says what its object is held for ("saw the plan as a threat")."""
    for k in range(at + 1, min(len(row) - 1, at + AS_REACH)):
        item = row[k]
        if item.lower == "as":
            return None if any(map(is_past_form, row[k + 1 : k + AS_CLAUSE])) else k
        if item.quote or item.text in (";", ":", ".", "—", "–") or item.lower in _BESIDE_BE:
            return None
    return None


def phrase_stop(shape: Shape, begin: int, *, bare: bool) -> int:
    """Where a noun phrase or infinitive that is content ends: before a clause of the writer's own.

    Such a clause opens behind a comma; with `bare` ("cited the figures when ...") also without one.
    """
    row = shape.row
    for k in range(begin + 1, len(row)):
        item = row[k]
        if item.start >= shape.end:
            break
        if item.lower in ("and", "but") and _goes_on_doing(row, k):
            return row[k - 1].end
        if item.text == ";" or (bare and item.lower in _TIME_OPENERS):
            return row[k - 1].end
        if item.text in ("—", "–", "―") or shape.text[item.start : item.start + 3] == "-- ":
            return item.start
        if item.text == "," and k + 1 < len(row):
            following = row[k + 1].lower
            listed = any(item.lower.endswith("ing") for item in row[begin : begin + 2])
            participle = following.endswith("ing") and following not in word_class("no_participle") and not listed
            relative = following == "which" and row[begin].lower != "to"
            if following in OPENERS or relative or participle or _new_clause(row, k + 1):
                return item.start
    return shape.end


def _goes_on_doing(row: tuple[Item, ...], at: int) -> bool:
    """Whether the conjunction at `at` joins a second past verb to the speaker's first ("praised it but had to pay")."""
    k = at + 1
    while k < len(row) and (row[k].lower in ADVERBS or row[k].lower.endswith("ly")):
        k += 1
    if k >= len(row) or row[k].quote or not row[k].text.islower():
        return False
    finite = row[k].lower in words("past_verbs") | HAVE | {"did", "was", "were"} or row[k].lower.endswith("ed")
    return finite and not (row[at - 1].quote or row[at - 1].lower.endswith("ed"))


def _new_clause(row: tuple[Item, ...], at: int) -> bool:
    """Whether "and" with a subject and a finite verb of its own stands at item `at` (", and the crew went home")."""
    if row[at].lower not in ("and", "but") or at + 1 >= len(row):
        return False
    opening = row[at + 1]
    if not (opening.lower in SUBJECT_STARTS or opening.text[0].isupper()):
        return False
    for item in row[at + 2 : at + 10]:
        if item.quote or item.text in BOUNDARIES:
            return False
        if is_past_form(item):
            return True
    return False
