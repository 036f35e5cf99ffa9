"""Where a clause that can stand alone may begin and end, and what may be left out without changing what is asserted.

Conservative: where a rule is unsure there is no boundary and nothing optional. An optional segment never holds a
negation, hedge, condition, modality, qualifier or attribution, so leaving it out can hide none.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.grammar.adjuncts import Adjunct, adjuncts
from alteram.text.grammar.asides import asides, parentheses, verbal
from alteram.text.grammar.verbs import forms_of
from alteram.text.lexicon import either, phrases, word_class, words
from alteram.text.polarity import Governor, governors
from alteram.text.quotations import quoted_parts
from alteram.text.sentences import paragraphs, tokens
from alteram.text.speech.cue_verbs import cue_forms
from alteram.text.speech.cues import AUXILIARIES, Attribution, Item, items
from alteram.text.speech.sourcing import attributions, bare_end

MAX_TOKENS = 150
"""In a longer sentence nothing is optional: its commas cannot be trusted."""
CLAUSE_REACH = 400
"""Code points in which the subject and verb of a clause must be plain to see."""
_DATELINE = re.compile(
    r"(?P<city>[A-Z][\w.’'-]+(?:[ /-][A-Z][\w.’'-]+){0,3})"
    r"(?P<rest>(?:,\s[A-Z][\w. ]{1,24}\.?){0,2}(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?)"
    r"(?:(?P<agency>\s?\((?:[A-Z][\w.&/ -]{1,30})\))?\s?(?P<dash>[—–]|--?)\s(?=\S)"
    r"|\s?\((?:CNN|AP|AFP|Reuters|UPI|[A-Z]{2,5})\)\s(?=[A-Z“\"]))"
)
_AGENCY_ONLY = re.compile(
    r"\((?:[A-Z][A-Za-z]{1,20})\)\s?(?:[—–-]{1,2})\s(?=\S)|\((?:AP|AFP|Reuters|UPI|CNN)\)\s?(?=[A-Z“\"])"
)
_PRONOUN_SUBJECTS = frozenset(["he", "she", "it", "they", "we", "i", "there"])
_OWN_CLAUSE = frozenset(("say", "claim", "report", "confirm"))
"""Kinds of cue that in a relative clause govern its own content only; a denial or hedge is never left out."""
_STAND_ALONE = frozenset(("say", "claim", "report", "confirm", "according"))


@dataclass(frozen=True, slots=True)
class ClauseMap:
    """Clause bounds of the sentence `span`: `starts` and `ends` are offsets, `optional` segments that may be left out.

    A segment to be left out includes the space or commas that belong to it, so that what stays reads on.
    """

    span: Span
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    optional: tuple[Span, ...]


@lru_cache(maxsize=4096)
def clauses(text: str, sentence: Span) -> ClauseMap:
    """Clause bounds and optional segments of one sentence (a span that `sentences(text)` gives)."""
    start, end = sentence
    last = bare_end(text, start, end)
    row = items(text, start, end)
    found = attributions(text, start, end)
    lead = _lead(text, start, last)
    starts = {start, lead}
    ends = {end, last}
    for attribution in found:
        _attribution_bounds(text, attribution, (start, last), starts, ends)
    short = len(tokens(text, start, end)) <= MAX_TOKENS
    extra = beside(text, sentence)
    if short:
        _coordination(row, last, starts, ends)
        starts |= {one.end for one in extra if one.kind == "lead"}
        ends |= {one.start for one in extra if one.kind in ("phrase", "clause", "tail", "second")}
    starts |= {_after_connective(text, at, last) for at in starts}
    ends |= {at - 1 for at in ends if at - 1 > start and text[at - 1 : at] == ","}
    optional: tuple[Span, ...] = ()
    if short:
        optional = _optional(text, row, (start, last), found, extra)
    inside = quoted_parts(text, start, end)
    good_starts = sorted(at for at in starts if at in (start, lead) or not _within(at, inside))
    good_ends = sorted(at for at in ends if at in (end, last) or not _within(at, inside))
    return ClauseMap(sentence, tuple(good_starts), tuple(good_ends), optional)


@lru_cache(maxsize=4096)
def beside(text: str, sentence: Span) -> tuple[Adjunct, ...]:
    """Adjuncts of a sentence; none of one that is too long for its commas to be trusted, or that asks."""
    start, end = sentence
    last = bare_end(text, start, end)
    lead = _lead(text, start, last)
    asks = text[start:end].rstrip("\"”’') ").endswith("?")
    if lead >= last or asks or len(tokens(text, start, end)) > MAX_TOKENS:
        return ()
    return adjuncts(text, lead, last)


def _within(at: int, parts: tuple[Span, ...]) -> bool:
    return any(first < at < stop for first, stop in parts)


@lru_cache(maxsize=4096)
def dateline(text: str, start: int, end: int) -> Span | None:
    """The dateline that opens the sentence ("LONDON (Reuters) - "), or None.

    Its city must be in capitals, or an agency, a date or a known place must show that it is one.
    """
    if _is_title(text, start):
        return None
    match = _DATELINE.match(text, start, end)
    if match:
        city = match["city"]
        known = city in phrases("places") or city.title() in phrases("places")
        if city.isupper() or match["agency"] or (known and (match["dash"] != "-" or match["rest"])):
            return start, match.end()
        return None
    agency = _AGENCY_ONLY.match(text, start, end)
    return (start, agency.end()) if agency else None


def _is_title(text: str, start: int) -> bool:
    return bool(paragraphs(text)) and start == paragraphs(text)[0][0]


def _lead(text: str, start: int, end: int) -> int:
    found = dateline(text, start, end)
    return found[1] if found else start


@lru_cache(maxsize=1)
def _connective() -> re.Pattern[str]:
    single = either(
        re.escape(p) for p in phrases("connectives") if p in ("but", "and", "yet", "so", "or", "then", "still", "plus")
    )
    comma = either(re.escape(p).replace(r"\ ", r"\s") for p in phrases("connectives"))
    return re.compile(rf"(?:{comma},\s|{single}\s)(?=\S)")


def _after_connective(text: str, at: int, end: int) -> int:
    match = _connective().match(text, at, end)
    if match is None or (match.group().strip().lower() in ("so", "still", "then", "plus", "yet", "or")):
        return at
    return match.end()


def _attribution_bounds(text: str, found: Attribution, bounds: Span, starts: set[int], ends: set[int]) -> None:
    """Content of a plain attribution may stand alone, its own attribution then being given as glue."""
    plain = found.verb in _STAND_ALONE and found.source is not None and found.position != "middle"
    if not plain or not found.content:
        return
    start, last = bounds
    first, stop = found.content[0]
    if found.position == "before" and stop >= last - 1 and _opens_clause(text, found, (start, last)):
        starts.add(first)
    if found.position == "after" and first == start:
        ends.add(stop)


def _opens_clause(text: str, found: Attribution, bounds: Span) -> bool:
    """Whether the content of a leading attribution is a clause that nothing in the cue turns or limits."""
    first = found.content[0][0]
    begin = min(found.cue[0], found.source[0] if found.source else found.cue[0])
    limiting = any(g.kind in ("negation", "condition", "modality") for g in governors(text, begin, first))
    cue = cue_forms().get(text[slice(*found.cue)].lower())
    marked = text[bounds[0] : first].rstrip().endswith((" that", ",", ":"))
    opened = marked or (cue is not None and "f" in cue.flags)
    return opened and not limiting and _is_clause(text, first, bounds[1])


def _is_clause(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` opens with a subject and has a finite verb soon after."""
    row = items(text, start, min(end, start + CLAUSE_REACH))
    return bool(row) and not row[0].quote and _finite_at(row, 0) is not None


def _finite_at(row: tuple[Item, ...], at: int) -> int | None:
    """Index of the finite verb of a clause whose subject begins at `at`; None where that is not plain to see."""
    if at >= len(row) or row[at].quote:
        return None
    lower = row[at].lower
    opens = (
        lower in word_class("clause_openings")
        or row[at].text[0].isupper()
        or row[at].text[0].isdigit()
        or lower in words("source_nouns")
        or (lower.endswith("s") and lower not in words("function_words") and lower not in AUXILIARIES)
    )
    if not opens:
        return None
    for k in range(at + 1, min(len(row), at + 9)):
        item = row[k]
        if item.quote or item.text in ",;:—–()." or item.lower in ("that", "who", "which", "when", "and", "or", "to"):
            return None
        if item.lower in AUXILIARIES and item.lower not in ("be", "been", "being", "having", "'s"):
            return k
        if _is_finite_past(item, k - at, row[at].lower):
            return k
    return None


def _is_finite_past(item: Item, distance: int, subject: str) -> bool:
    cue = cue_forms().get(item.lower)
    if cue is not None and "past" in cue.forms:
        return True
    if item.lower in words("past_verbs"):
        return True
    return (
        item.lower.endswith("ed")
        and len(item.lower) > 4
        and (distance > 1 or subject in _PRONOUN_SUBJECTS or subject[0].isalpha())
    )


def _coordination(row: tuple[Item, ...], last: int, starts: set[int], ends: set[int]) -> None:
    """ ", and", ", but" and ";" between two full clauses."""
    for at in range(2, len(row) - 2):
        item = row[at]
        comma = item.text == "," and row[at + 1].lower in ("and", "but", "while", "so")
        semicolon = item.text == ";"
        if not (comma or semicolon) or row[at + 1].start >= last:
            continue
        following = at + 1 if semicolon else at + 2
        if semicolon and row[following].lower in ("and", "but"):
            following += 1
        if following >= len(row) or row[following].lower == "that":
            continue
        plain = (comma and row[at + 1].lower in ("and", "but")) or semicolon
        if not plain or _finite_at(row, following) is None or not _first_is_clause(row, at):
            continue
        if _is_list(row, at):
            continue
        starts.add(row[following].start)
        ends.add(item.start)


def second_clauses(text: str, sentence: Span) -> tuple[int, ...]:
    """Where full clauses begin that "and" or a semicolon joins to the one before; none in too long a sentence."""
    start, end = sentence
    row = items(text, start, end)
    starts: set[int] = set()
    if len(tokens(text, start, end)) <= MAX_TOKENS:
        _coordination(row, bare_end(text, start, end), starts, set())
    before = {row[k].start: row[k - 1].lower for k in range(1, len(row))}
    return tuple(sorted(at for at in starts if before.get(at) in ("and", ";")))


def _first_is_clause(row: tuple[Item, ...], at: int) -> bool:
    """Whether there is a finite verb before, and no subordinate opening that would reach over the comma."""
    opening = row[0].lower
    if opening in word_class("subordinate_openings"):
        return False
    return any(verbal(item) for item in row[1:at])


def _is_list(row: tuple[Item, ...], at: int) -> bool:
    """Whether the comma at `at` closes an enumeration ("A, B, and C have")."""
    commas = [k for k in range(at) if row[k].text == ","]
    if not commas:
        return False
    between = row[commas[-1] + 1 : at]
    return len(between) <= 6 and not any(verbal(item) for item in between)


def _optional(
    text: str, row: tuple[Item, ...], bounds: Span, found: tuple[Attribution, ...], extra: tuple[Adjunct, ...]
) -> tuple[Span, ...]:
    start, last = bounds
    segments: list[Span] = []
    opening = dateline(text, start, last)
    begin = start
    if opening:
        segments.append(opening)
        begin = opening[1]
    connective = _after_connective(text, begin, last)
    if connective > begin:
        segments.append((begin, connective))
    inside = quoted_parts(text, start, last)
    candidates = parentheses(text, begin, last)
    candidates += asides(text, row, last)
    candidates += [(one.start, one.end) for one in extra if one.kind in ("time", "place")]
    candidates += _additions(text, row)
    taken: list[Span] = []
    for segment in sorted(candidates):
        free = not any(segment[0] < stop and first < segment[1] for first, stop in (*inside, *taken))
        if free and segment[0] > begin and _harmless(text, segment, found):
            taken.append(segment)
    return tuple(segments + taken)


def _additions(text: str, row: tuple[Item, ...]) -> list[Span]:
    """ "also" between subject and verb or behind an auxiliary: it only joins a clause to the one before it.

    Not where it answers a word of its own sentence ("not only ... but also"), or belongs to a name ("also known as").
    """
    found = []
    for before, item, behind in zip(row, row[1:], row[2:], strict=False):
        if item.lower == "only":
            break
        joins = item.lower == "also" and before.text[0].isalnum() and behind.text[0].isalpha() and not before.quote
        answers = before.lower in ("but", "and", "or", "not", "only") or behind.lower in ("known", "called", "named")
        if joins and not answers and text[item.start - 1] == " ":
            found.append((item.start - 1, item.end))
    return found


def _harmless(text: str, segment: Span, found: tuple[Attribution, ...]) -> bool:
    """Whether leaving the segment out hides no governor and no part of an attribution."""
    if any(not within_aside(text, segment, governor) for governor in governors(text, *segment)):
        return False
    own = opens_relative(text, segment)
    for attribution in found:
        if own and said_within(attribution, segment):
            continue
        parts = (attribution.cue, attribution.source, attribution.carrier)
        if any(part and segment[0] < part[1] and part[0] < segment[1] for part in parts):
            return False
    freed = _OWN_CLAUSE if own else {"say"}
    return not any(
        item.lower in cue_forms() and cue_forms()[item.lower].kind not in freed and not _unspoken(item)
        for item in items(text, *segment)
    )


def within_aside(text: str, segment: Span, governor: Governor) -> bool:
    """Whether a governor in an aside that is left out whole governs nothing outside it: the time of an office or act
    ("the former mayor", "which originally aired"), and the modal of a relative clause ("who may appeal").

    A denial, hedge or word like "fake" may turn what the aside describes, and stays.
    """
    if governor.kind == "qualifier":
        return governor.word in words("status_words")
    return governor.kind == "modality" and opens_relative(text, segment)


def opens_relative(text: str, segment: Span) -> bool:
    """Whether a segment that may be left out is a relative clause with its subject ("who", "which")."""
    found = text[slice(*segment)].lstrip(", ").split()
    return bool(found) and found[0].lower() in ("who", "which")


def _unspoken(item: Item) -> bool:
    """Whether a cue's form is a noun at least as often ("rules") or not finite ("known for"): nobody says so there."""
    cue = cue_forms()[item.lower]
    spoken = bool({"past", "third"} & cue.forms) and "n" not in forms_of(item.lower)
    return not spoken and cue.kind not in ("deny", "hedge")


def said_within(attribution: Attribution, segment: Span) -> bool:
    """Whether speaker and cue, or cue and content, stand in a relative clause: nothing outside it is told there."""
    if attribution.verb not in _OWN_CLAUSE:
        return False
    parts = (attribution.cue, *attribution.content)
    if attribution.source is not None and segment[0] <= attribution.source[0]:
        parts = (attribution.cue, attribution.source)
    return len(parts) > 1 and all(segment[0] <= a and b <= segment[1] for a, b in parts)
