"""Attribution without a verb of saying: "according to", hedging adverbs, "the claim that", colons, signatures."""

import re
from dataclasses import replace
from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.grammar.verbs import is_verb
from alteram.text.lexicon import words
from alteram.text.people.name_kinds import given_names
from alteram.text.sentences import paragraphs
from alteram.text.similarity import common_words
from alteram.text.speech.adjectives import adjective_attributions
from alteram.text.speech.blocks import is_turn
from alteram.text.speech.cues import AUXILIARIES, BOUNDARIES, PRONOUNS, Attribution, Item, Position, Shape, items
from alteram.text.speech.limits import limited, trim
from alteram.text.speech.nominal import figure_attributions, noun_attributions
from alteram.text.speech.posts import signature
from alteram.text.speech.quoted_speech import quoted_attributions
from alteram.text.speech.verbs_of_saying import verb_attributions

MAX_ITEMS = 400
"""Items of a sentence that are read: what is longer is no sentence, and nobody's own words (see attribution.py)."""
LONGEST_SIGNED = 160
"""Code points of a sentence that may be the signature of a post."""
_HEDGES = frozenset(["reportedly", "allegedly", "purportedly", "supposedly"])
_ACCORDING = (
    ("according", "to"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
    ("citing",),
    ("quoting",),
    ("per",),
    ("as", "reported", "by"),
    ("as", "described", "by"),
    ("reported", "by"),
    ("attributed", "to"),
    ("in", "a", "statement", "from"),
    ("in", "a", "report", "by"),
)
_ACCORDING_STARTS = frozenset(cue[0] for cue in _ACCORDING)
_SIGNATURE = re.compile(
    r"[—–―-](?<!\S[—–―-])\s?(?P<who>[A-Z][\w.’'-]+(?:\s(?:of|de|van|von|the|[A-Z(@][\w.’'@)-]*)){0,6})(?P<rest>,[^.!?—–]{0,90}|\s\(@?\w+\)[^.!?]{0,30})?\.?$"
)
_HEADLINE_TAIL = re.compile(r"(?P<mark>:|\s[–—-])\s(?P<who>[A-Z]?[\w’'.]+(?:\s[\w’'.]+){0,3})$")
_COLON = re.compile(r"(?P<who>[A-Z][\w.’'-]+(?:\s(?:of|the|de|[A-Z][\w.’'-]*)){0,4})(?:\s\([^)]{2,40}\))?:\s(?=\S)")
_ENDED = ("", ".", "!", "?", "…", "”", '"', "’", "'")
_COUNT = r"(?:polls?|surveys?|stud(?:y|ies)|estimates?|accounts?|counts?|census)"
_COUNTED = (
    rf"(?:an?|the|one|some|most|many|several|all|another|official|early|recent)\s(?:[^,;:.“”\"]{{0,70}}?\s)?{_COUNT}\b"
)
_COUNT_OPENING = re.compile(
    rf"(?P<by>In|By)\s(?P<who>{_COUNTED}[^,;:.“”\"]{{0,60}})(?:,\s\w+ed\s[^,;:.“”\"]{{1,60}})?,\s"
)
_COUNT_CLOSING = re.compile(rf",\s(?P<by>by)\s(?P<who>{_COUNTED})$")
_FINAL = ".?!…"


def bare_end(text: str, start: int, end: int) -> int:
    """End of a sentence without its final marks; marks inside a closing quotation stay."""
    while end > start + 1 and text[end - 1] in _FINAL:
        end -= 1
    return end


@lru_cache(maxsize=4096)
def attributions(text: str, start: int, end: int) -> tuple[Attribution, ...]:
    """Every attribution that stands in the sentence `text[start:end]`, outside quotations, in order of its cue."""
    row = items(text, start, end)[:MAX_ITEMS]
    last = bare_end(text, start, end)
    title = bool(paragraphs(text)) and paragraphs(text)[0] == (start, end)
    found = verb_attributions(text, row, start, last, title)
    found += quoted_attributions(text, row, start, last, found)
    found += _according(text, row, start, last)
    found += _hedges(row, start, last)
    found += noun_attributions(Shape(text, row, start, last))
    found += figure_attributions(Shape(text, row, start, last)) if found else ()
    found += _not_told(text, adjective_attributions(Shape(text, row, start, last)), found)
    found += _marks(text, row, start, last, title)
    found += () if found else _counted(text, start, last)
    kept: list[Attribution] = []
    for attribution in sorted(found, key=lambda a: (a.cue, a.source is None)):
        if not kept or attribution.cue[0] >= kept[-1].cue[1]:
            content = tuple(part for part in attribution.content if part[0] < part[1])
            kept.append(replace(attribution, content=content))
    return limited(text, row, kept)


def _not_told(text: str, thoughts: list[Attribution], found: list[Attribution]) -> list[Attribution]:
    """The thoughts without those that a speaker tells of a pronoun, mostly himself ("he said he was sorry that P")."""

    def told(one: Attribution) -> bool:
        pronoun = one.source is not None and text[slice(*one.source)].lower() in PRONOUNS
        return pronoun and any(start <= one.cue[0] < end for other in found for start, end in other.content)

    return [one for one in thoughts if not told(one)]


def _phrase_end(row: tuple[Item, ...], at: int, stop: int) -> int:
    """First item after the noun phrase that begins at `at`; an aside in commas after a name stays out of it."""
    k = at
    while k < len(row) and row[k].start < stop:
        item = row[k]
        if item.text in BOUNDARIES and item.text != "-":
            break
        if item.quote and k > at:
            break
        if k > at and (
            item.lower in AUXILIARIES or item.lower in ("that", "who", "which", "when", "while", "but", "because", "as")
        ):
            break
        k += 1
    return k


def _according(text: str, row: tuple[Item, ...], start: int, end: int) -> list[Attribution]:
    found = []
    lowers = [item.lower for item in row]
    for at in range(len(row)):
        if lowers[at] not in _ACCORDING_STARTS:
            continue
        for cue in _ACCORDING:
            if tuple(lowers[at : at + len(cue)]) != cue or (cue == ("per",) and not _is_per_source(row, at)):
                continue
            attribution = _according_at(text, row, (at, at + len(cue)), start, end)
            if attribution is not None:
                found.append(attribution)
            break
    return found


def _is_per_source(row: tuple[Item, ...], at: int) -> bool:
    contact = at == 0 or row[at - 1].text == "," or row[at - 1].quote
    return contact and at + 1 < len(row) and (row[at + 1].text[0].isupper() or row[at + 1].lower == "the")


def _according_at(text: str, row: tuple[Item, ...], cue: tuple[int, int], start: int, end: int) -> Attribution | None:
    first, after = cue
    stop = _phrase_end(row, after, end)
    if stop <= after:
        return None
    if (
        row[after].lower in ("plan", "plans", "law", "schedule", "tradition", "custom")
        and row[first].lower == "according"
    ):
        return None
    source = (row[after].start, row[stop - 1].end)
    content: list[Span] = []
    if first > 1 or (first == 1 and row[0].quote):
        content.append(trim(text, start, row[first].start))
    leading = not content
    rest = stop
    if stop < len(row) and row[stop].text in (",", ";", "—", "–", ":"):
        rest = _after_aside(row, stop, leading) + 1
    elif leading and stop < len(row):
        rest = stop
    if rest < len(row) and row[rest].start < end and (leading or _goes_on(row, rest)):
        content.append(trim(text, row[rest].start, end))
    spans = tuple(span for span in content if span[0] < span[1])
    if not spans:
        return None
    position: Position = "before" if leading else ("middle" if len(spans) > 1 else "after")
    return Attribution((row[first].start, row[after - 1].end), "according", source, None, spans, position)


def _goes_on(row: tuple[Item, ...], at: int) -> bool:
    """Whether content goes on behind an inserted source: a quotation, or a clause and no aside that tells who it is."""
    aside = row[at].lower in ("a", "an", "who", "which", "whose", "former")
    return any(item.quote for item in row[at:]) or (not aside and any(map(is_verb, row[at:])))


def _after_aside(row: tuple[Item, ...], comma: int, leading: bool) -> int:
    """The comma after which content begins: a second one when an apposition to the source stands between the two."""
    if not leading or comma + 1 >= len(row):
        return comma
    opens = row[comma + 1].lower in ("a", "an", "who", "which", "whose", "former") or (
        row[comma + 1].lower == "the" and row[comma - 1].text[0].isupper()
    )
    if not opens:
        return comma
    for k in range(comma + 1, min(len(row), comma + 25)):
        if row[k].lower in AUXILIARIES and row[comma + 1].lower not in ("who", "which", "whose"):
            return comma
        if row[k].text == ",":
            return k
    return comma


def _counted(text: str, start: int, end: int) -> list[Attribution]:
    """ "In a poll by X, P" and "P, by most accounts": the text or count that says it, where nobody else speaks."""
    opening = _COUNT_OPENING.match(text, start, end)
    if opening is not None:
        content = trim(text, opening.end(), end)
        return [Attribution(opening.span("by"), "according", opening.span("who"), None, (content,), "before")]
    closing = _COUNT_CLOSING.search(text, start, end)
    if closing is None:
        return []
    content = trim(text, start, closing.start())
    return [Attribution(closing.span("by"), "according", closing.span("who"), None, (content,), "after")]


def _hedges(row: tuple[Item, ...], start: int, end: int) -> list[Attribution]:
    return [
        Attribution((item.start, item.end), "hedge", None, None, ((start, end),), "middle")
        for item in row
        if item.lower in _HEDGES
    ]


def _marks(text: str, row: tuple[Item, ...], start: int, end: int, title: bool) -> list[Attribution]:
    """Speakers set off by a colon or a dash: "SMITH: ...", "P: police" in a title, "... - Jane Roe, teacher"."""
    found: list[Attribution] = []
    quoted_turn = text[start] in '“"‘' and is_turn(text, (start, end))
    opening = _COLON.match(text, start + quoted_turn, end) if text.find(":", start, end) >= 0 else None
    notice = opening is not None and opening["who"].lower() in common_words()
    if (
        opening
        and not notice
        and (title or text[opening.end()] in "“\"‘'" or opening["who"].isupper() or is_person(opening["who"]))
    ):
        content = trim(text, opening.end(), end)
        found.append(Attribution(opening.span("who"), "say", opening.span("who"), None, (content,), "before"))
    tail = _HEADLINE_TAIL.search(text, start, end) if title else None
    if (
        tail
        and not found
        and any(word.lower() in words("source_nouns") or word[0].isupper() for word in tail["who"].split())
    ):
        content = trim(text, start, tail.start())
        found.append(Attribution(tail.span("who"), "say", tail.span("who"), None, (content,), "after"))
    posted = None if title or found or end - start > LONGEST_SIGNED else signature(text[start:end])
    if posted:
        who = (start + posted.start("who"), start + posted.end("who"))
        return [Attribution(who, "say", who, None, (), "after")]
    signed = _SIGNATURE.search(text, start, end) if not title and not found else None
    if signed and text[signed.start()] in "–-" and text[start : signed.start()].rstrip()[-1:] not in _ENDED:
        signed = None
    if signed and not any(item.lower in AUXILIARIES for item in row if item.start >= signed.start("who")):
        content = trim(text, start, signed.start())
        if content[0] < content[1] or signed.start() == start:
            spans = (content,) if content[0] < content[1] else ()
            found.append(Attribution(signed.span("who"), "say", signed.span("who"), None, spans, "after"))
    return found


def is_person(who: str) -> bool:
    """Whether a label before a colon is a person's name, by its first word."""
    return who.split(maxsplit=1)[0] in given_names()
