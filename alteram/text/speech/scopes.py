"""How far somebody's words reach in a sentence: the content of a cue, before it, after it and around it."""

from alteram.model.articles import Span
from alteram.text.grammar.verbs import is_past, is_verb
from alteram.text.lexicon import word_class, words
from alteram.text.quotations import unmarked
from alteram.text.speech.complements import (
    OPENERS,
    bare_clause,
    is_past_form,
    opens_infinitive,
    phrase_stop,
    request_start,
)
from alteram.text.speech.cue_verbs import CueVerb, cue_forms
from alteram.text.speech.cues import (
    ADJUNCT_STARTS,
    AUXILIARIES,
    BOUNDARIES,
    COMMON_VERBS,
    MODALS,
    TIME_WORDS,
    Item,
    Position,
    Shape,
    Subject,
)
from alteram.text.speech.hearers import HEARER_VERBS, PRONOUN_HEARERS, hearer_end, topic_start
from alteram.text.speech.touching import touches_content

THAT_REACH = 16
"""Items after a cue in which its "that" is looked for: a hearer, a place and a day fit in."""
_GIVING = frozenset(["promise", "show", "teach", "caution", "convince", "persuade", "write", "advise", "bet", "cable"])
_QUESTION_WORDS = frozenset(["how", "why", "what", "where", "who", "whether"])
_ADVERBIAL = frozenset(
    ["to", "asked", "still", "later", "then", "meanwhile", "instead", "earlier", "once", "even", "just", "last"]
)
"""Words that open an adverbial and are no prepositions."""
_BROKEN_OFF = frozenset([",", "?", "!", "—", "–", "-"])
"""Marks before a closing quotation mark after which the sentence goes on with who said it."""
_CONJUNCTIONS = frozenset(["and", "but", "or", "who", "which", "whose"])


def adjunct_only(shape: Shape, at: int, *, times: bool = False) -> tuple[bool, int]:
    """Whether only adjuncts follow until the sentence ends or a comma or quotation comes; and where that is.

    With `times` only words of time may open the adjunct ("a study found last year", not "found in rivers").
    """
    row = shape.row
    k = at
    while k < len(row) and row[k].start < shape.end:
        item = row[k]
        if item.quote or item.text in (",", ";", ":", "—", "–", "…", ")") or item.text in (".", "?", "!"):
            return True, k
        starts = TIME_WORDS if times else ADJUNCT_STARTS
        if k == at and item.lower not in starts and not item.lower.endswith("ly"):
            return False, k
        if item.lower == "that" and k > at:
            return False, k
        k += 1
    return True, k


def that_clause(shape: Shape, at: int, verb: CueVerb) -> int | None:
    """Index of the "that" or "how" that opens the content, looking past hearer and adjuncts from item `at` on."""
    row = shape.row
    if verb.lemma in word_class("no_clause"):
        return None
    if at < len(row) and row[at].lower == "out":
        at += 1
    if "v" in verb.flags and at + 1 < len(row) and row[at].lower == "to" and opens_infinitive(row, at):
        return None
    hears = bool({"o", "a"} & set(verb.flags)) or verb.lemma in _GIVING
    if at < len(row) and (hears or row[at].lower in PRONOUN_HEARERS) and row[at].lower != "that":
        at = hearer_end(row, at)
    if at < len(row) and row[at].lower in _QUESTION_WORDS:
        return at
    if at < len(row) and row[at].text == ",":
        at = next((k + 1 for k in range(at + 1, min(len(row) - 1, at + 12)) if row[k].text == ","), at)
    for k in range(at, min(len(row), at + THAT_REACH)):
        if row[k].quote or row[k].text in (";", ":", ".", "—"):
            return None
        if row[k].lower in ("that", "whether"):
            demonstrative = k == at and k + 1 < len(row) and row[k + 1].lower in AUXILIARIES
            return None if demonstrative else k
        adjunct = row[k].lower in ADJUNCT_STARTS or row[k].text == "," or row[k].lower.endswith("ly")
        if (k == at and not adjunct) or row[k].lower in COMMON_VERBS or (k > at and row[k].lower in cue_forms()):
            return None
    return None


def touches_quote(shape: Shape, at: int, *, near: bool = False) -> bool:
    """Whether a quotation or a colon follows item `at` with nothing but a hearer, an object or an adjunct between.

    With `near` an object may not stand between ("held talks on a “truce”").
    """
    row = shape.row
    if near and at < len(row) and not row[at].quote and row[at].text not in (":", ","):
        adjunct = row[at].lower in ADJUNCT_STARTS or row[at].lower.endswith("ly")
        if not adjunct:
            return False
    for k in range(at, min(len(row), at + 12)):
        if row[k].quote or row[k].text == ":":
            return True
        if row[k].text in (";", ".") or row[k].lower in AUXILIARIES:
            return False
    return False


def source_span(shape: Shape, first: int, last: int) -> Span | None:
    """The speaker's noun phrase, items `first` to `last`, without days at its end; None where there is none."""
    while first < last and last > 0 and shape.row[last].lower in TIME_WORDS - {"this"}:
        last -= 1
    if first > last or first < 0:
        return None
    start, end = shape.row[first].start, shape.row[last].end
    while end > start and not shape.text[end - 1].isalnum() and shape.text[end - 1] not in "”\"’').":
        end -= 1
    while start < end and not shape.text[start].isalnum() and shape.text[start] not in "“\"‘'":
        start += 1
    return (start, end) if start < end else None


def inverted_source(shape: Shape, at: int) -> tuple[int, int]:
    """Items of the noun phrase that follows an inverted verb ("said the minister of trade")."""
    row = shape.row
    k = at
    while k < len(row) and row[k].start < shape.end:
        item = row[k]
        if item.quote or item.text in BOUNDARIES or item.text in ".?!":
            break
        if k > at and (
            item.lower in word_class("after_source") or item.lower in AUXILIARIES or item.lower in TIME_WORDS
        ):
            break
        k += 1
    return at, k - 1


def content_around(
    shape: Shape, first: int, after: int, *, inverted: bool = False
) -> tuple[tuple[Span, ...], Position]:
    """Content on both sides of an inserted cue group that covers items `first` up to (not including) `after`.

    What follows the group's comma is content where a quotation stands there, or where a clause that the group broke
    goes on; an apposition to the speaker ("a teacher"), a participle ("adding ...") or a time clause is the writer's.
    """
    row = shape.row
    content: list[Span] = []
    quoted = first > 0 and row[first - 1].quote
    before_end = row[first - 1].end if quoted else row[max(0, first - 1)].start
    if first and shape.start < before_end:
        content.append(trimmed(shape, shape.start, before_end))
    _, stop = adjunct_only(shape, after)
    rest = stop + 1 if stop < len(row) and row[stop].text in (",", ":", ";", "—", "–", ")") else stop
    if content and rest < len(row) and not quoted and _introduces(shape, first, stop, rest):
        content = []
    elif content:
        rest = _resumed(shape, rest, quoted=quoted, inverted=inverted)
    position: Position = "after"
    if rest < len(row) and row[rest].start < shape.end:
        content.append(trimmed(shape, row[rest].start, shape.end))
        position = "middle" if first else "before"
    return tuple(span for span in content if span[0] < span[1]), position


def _introduces(shape: Shape, first: int, stop: int, rest: int) -> bool:
    """Whether a cue group before item `rest` introduces a quotation, and what stands before it is the writer's.

    So it is where a colon follows the cue, or where what stands before is an adverbial and the quotation is a sentence
    of its own ("Asked about the pier, he said, “We ...”", "In a letter in May, she wrote, “The ..."). A fragment of a
    clause is its first half ("The pier, he said, “was gone”").
    """
    row = shape.row
    if stop < rest and row[stop].text == ":" and any(item.quote for item in row[rest : rest + 1]):
        return True
    if not row[rest].quote or not unmarked(row[rest].text)[:1].isupper():
        return False
    before = row[: first - 1]
    opening = _opening(before)
    adverbial = _is_adverbial(opening) or opening in OPENERS
    return len(before) < 2 or adverbial or (opening.endswith(("ing", "ed")) and not opening.endswith("thing"))


def _resumed(shape: Shape, rest: int, *, quoted: bool, inverted: bool = False) -> int:
    """Index of the item with which content goes on behind an inserted cue group; the row's length where it does not."""
    row = shape.row
    if rest >= len(row) or row[rest].quote:
        return rest
    quote = next((k for k in range(rest, len(row)) if row[k].quote), len(row))
    if quoted and row[rest].lower == "to" and not _cue_between(shape, rest, quote):
        return rest
    if quoted:
        touching = quote < len(row) and (row[quote - 1].text in (",", ":", "—", "–", "…") or quote - rest < 2)
        return quote if touching and not _cue_between(shape, rest, quote) else len(row)
    lower = row[rest].lower
    if lower in ("who", "which", "whose", "adding") or _participle_cue(row[rest]):
        return len(row)
    if inverted and lower in ("a", "an"):
        comma = next((k for k in range(rest, len(row)) if row[k].text == ","), len(row))
        return comma + 1 if comma < len(row) else len(row)
    return rest


def _cue_between(shape: Shape, first: int, last: int) -> bool:
    return any(item.lower in cue_forms() for item in shape.row[first:last])


def _participle_cue(item: Item) -> bool:
    """Whether a word is a participle by which somebody goes on speaking or points somewhere ("adding", "referring")."""
    verb = cue_forms().get(item.lower)
    return (verb is not None and verb.forms == {"ing"}) or item.lower in ("referring", "alluding", "speaking", "citing")


def trimmed(shape: Shape, start: int, end: int) -> Span:
    """The span without spaces, commas and dashes at its ends."""
    while end > start and shape.text[end - 1] in " ,;:—–-(":
        end -= 1
    while start < end and shape.text[start] in " ,;:—–-)":
        start += 1
    return start, end


def after_hearer(shape: Shape, at: int, verb: CueVerb) -> int:
    """First item after the verb at `at` and the one spoken to or of, where the verb takes one."""
    return hearer_end(shape.row, at + 1) if set("oa") & set(verb.flags) else at + 1


def _group_end(shape: Shape, at: int, verb: CueVerb) -> int:
    """First item after the verb at `at` and its hearer, for a cue group that follows its content."""
    return hearer_end(shape.row, at + 1) if verb.lemma in HEARER_VERBS | {"warn", "advise"} else at + 1


def trails(shape: Shape, at: int, verb: CueVerb, subject: Subject) -> bool:
    """Whether the cue group follows its content ("P, police said on Tuesday", "'Q' he said")."""
    if subject.first > subject.last or subject.relative:
        return False
    row, first = shape.row, subject.first
    if not touches_content(shape, first) or is_past(row[first]):
        return False
    if row[first - 1].quote and row[first - 1].text.rstrip("”\"’'»")[-1:] in _BROKEN_OFF:
        return True
    if not row[first - 1].quote and any(item.lower in MODALS for item in row[subject.verb_start : at]):
        return False
    group = _group_end(shape, at, verb)
    if not row[first - 1].quote and group == at + 1 and group + 1 < len(row) and _continues(row, at):
        return False
    only, stop = adjunct_only(shape, group, times="i" not in verb.flags and verb.lemma != "tell")
    if not only:
        return False
    if row[first - 1].quote or (stop < len(row) and row[stop].quote):
        return True
    if stop == group and stop + 1 < len(row) and row[stop].text == "," and row[stop].start < shape.end:
        return _resumed(shape, stop + 1, quoted=False) < len(row)
    ends = stop >= len(row) or row[stop].start >= shape.end
    return _clause_before(shape, first) or (not ends and _fragment_before(shape, first))


def _continues(row: tuple[Item, ...], at: int) -> bool:
    """Whether an infinitive is what the cue opens ("On Friday, he continued to portray her as weak")."""
    return row[at + 1].lower == "to" and opens_infinitive(row, at + 1)


def _clause_before(shape: Shape, first: int) -> bool:
    """Whether what stands before item `first` is a clause and not an opening phrase ("On Tuesday, ...")."""
    before = shape.row[: max(0, first - 1)]
    opening = _opening(before)
    if len(before) < 2:
        return False
    if opening in OPENERS:
        comma = next((k for k, item in enumerate(before) if item.text == ","), None)
        clauses = sum(is_past_form(item) or item.quote for item in before[comma or 0 :])
        return clauses > (comma is None)
    verbs = any(is_past_form(item) for item in before[1:])
    return verbs or any(item.quote for item in before) or not _is_adverbial(opening)


def _opening(before: tuple[Item, ...]) -> str:
    """The first word that is no conjunction, in lower case."""
    return next((item.lower for item in before if item.lower not in ("but", "and", "so", "yet")), "")


def _fragment_before(shape: Shape, first: int) -> bool:
    """Whether what stands before item `first` can be the first half of a clause ("The pier, he said, was gone")."""
    opening = _opening(shape.row[: max(0, first - 1)])
    return bool(opening) and not _is_adverbial(opening) and opening not in OPENERS


def _is_adverbial(opening: str) -> bool:
    """Whether a word opens an adverbial of place or time and no clause or noun phrase ("Earlier this week, ...")."""
    return opening in words("prepositions") or opening in _ADVERBIAL or opening in word_class("days")


def content_of(shape: Shape, at: int, verb: CueVerb, subject: Subject) -> tuple[Position, tuple[Span, ...]]:
    """Where the content of the active verb at `at` stands, and its spans."""
    row = shape.row
    if _inserted_as(shape, at, verb, subject):
        out = at + 1 < len(row) and row[at + 1].lower == "out"
        after = row[at + 1].end if out else row[at].end
        parts = (trimmed(shape, shape.start, row[subject.first - 1].start), trimmed(shape, after, shape.end))
        return ("after" if parts[0][0] < parts[0][1] else "before"), tuple(part for part in parts if part[0] < part[1])
    if trails(shape, at, verb, subject):
        content, position = content_around(shape, subject.first, _group_end(shape, at, verb))
        return position, content
    that = that_clause(shape, at + 1, verb)
    if that is not None:
        begin = row[that].end if row[that].lower == "that" else row[that].start
        return "before", (trimmed(shape, begin, _scope_end(shape, that, subject)),)
    after = after_hearer(shape, at, verb) if verb.lemma in HEARER_VERBS else at + 1
    if after < len(row) and row[after].text in (":", ","):
        after += 1
    if after + 1 < len(row) and row[after].lower in word_class("days"):
        after += 1
    after = topic_start(row, at, verb) or after
    if after >= len(row):
        return "before", ()
    hearer = after_hearer(shape, at, verb)
    asked = hearer < len(row) and row[hearer].lower == "to"
    if "o" in verb.flags and not touches_quote(shape, after):
        after = request_start(shape, at + 1, after)
    clause = touches_quote(shape, after) or (bool({"f", "o"} & set(verb.flags)) and not asked) or bare_clause(row, at)
    end = _scope_end(shape, after, subject)
    if not clause:
        end = min(end, phrase_stop(shape, after, bare="a" not in verb.flags and row[after].lower != "to"))
    span = trimmed(shape, row[after].start, end)
    return "before", ((span,) if span[0] < span[1] else ())


def _inserted_as(shape: Shape, at: int, verb: CueVerb, subject: Subject) -> bool:
    """Whether "as" opens the cue's clause, behind a mark, and only adjuncts follow the cue ("P, as he said on Friday").

    What follows as its own content ("as he seeks to win") or without a mark before it ("as he spoke") is none.
    """
    row = shape.row
    opening = subject.first - 1
    if not 0 < subject.first <= subject.last or row[opening].lower != "as":
        return False
    joined = opening == 1 and row[0].lower in ("but", "and")
    if opening and not (joined or row[opening - 1].text in BOUNDARIES or row[opening - 1].quote):
        return False
    after = at + 2 if at + 1 < len(row) and row[at + 1].lower == "out" else at + 1
    if after >= len(row) or row[after].start >= shape.end or row[after].quote or row[after].text in BOUNDARIES:
        return True
    return not _own_content(row, at, verb) and adjunct_only(shape, after)[0]


def _own_content(row: tuple[Item, ...], at: int, verb: CueVerb) -> bool:
    """Whether an infinitive or what is spoken of follows the cue ("seeks to win", "called for a vote")."""
    to = at + 2 < len(row) and row[at + 1].lower == "to" and opens_infinitive(row, at + 1)
    return to or topic_start(row, at, verb) is not None


def _scope_end(shape: Shape, begin: int, subject: Subject) -> int:
    """Where content that opens at item `begin` ends: with the sentence, or before that with

    the aside that a relative cue stands in, the subordinate clause that opens the sentence with the cue ("While he
    said P, ..."), or a participle by which the speaker goes on ("said P, adding Q").
    """
    row = shape.row
    if subject.relative and subject.verb_start >= 2 and row[subject.verb_start - 2].text == ",":
        return relative_end(shape, subject)
    opened = _subordinate(shape, subject)
    for k in range(begin, len(row) - 1):
        if row[k].start >= shape.end or row[k].text != ",":
            if row[k].quote and _participle_cue(row[k + 1]) and row[k + 1].start < shape.end:
                return row[k].end
            continue
        following = row[k + 1]
        if opened and following.lower not in _CONJUNCTIONS:
            return row[k].start
        if _participle_cue(following) or (following.lower == "according" and k + 2 < len(row)):
            return row[k].start
    return shape.end


def relative_end(shape: Shape, subject: Subject) -> int:
    """Where the relative clause ends in which a cue stands: at the comma before the rest of the sentence, where

    no verb stood before the clause ("Ann Pell, who said P, left"); else with the sentence ("was told by Ann Pell, who
    said P, Q and R").
    """
    row = shape.row
    opening = subject.verb_start - 1
    if opening < 1 or row[opening - 1].text != ",":
        return shape.end
    if any(map(is_verb, row[: opening - 1])):
        return shape.end
    return next((item.start for item in row[subject.verb_start :] if item.text == ","), shape.end)


def _subordinate(shape: Shape, subject: Subject) -> bool:
    """Whether the cue stands in a subordinate clause with which the sentence opens."""
    at = subject.first - 1 if subject.first <= subject.last else subject.verb_start - 1
    row = shape.row
    if at > 1 and row[at].lower in OPENERS and row[at - 1].text in BOUNDARIES:
        return True
    return any(0 <= k <= 1 and shape.row[k].lower in OPENERS for k in (at, 0 if at <= 3 else -1))
