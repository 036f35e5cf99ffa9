"""Gates G3 and G4: bounds and gaps of a clause, and the governors that must stay with it."""

from collections.abc import Iterator
from itertools import pairwise

from alteram.model.articles import Span
from alteram.model.briefs import Glue, Passage, RegistryEvidence
from alteram.stages.verify.parts import Finding, Part, Reference
from alteram.text.attribution import Attribution, read, resolve_source
from alteram.text.clauses import clauses
from alteram.text.grammar.antecedents import antecedent
from alteram.text.grammar.compression import (
    beyond,
    blank_but,
    is_pronoun,
    left_out_governors,
    long_enough,
    names_a_speaker,
    starts_conditionally,
    told_by_name,
)
from alteram.text.names import surname
from alteram.text.people.name_kinds import bare, given_names
from alteram.text.people.persons import persons, titled
from alteram.text.provenance import governing
from alteram.text.sentences import tokens

MARKS = frozenset("\"'“”‘’«»")
REPLACEABLE_VERBS = frozenset({"say", "report", "confirm", "according"})
"""Kinds of cue that "according to" renders without loss; a claim, a denial or a hedge keeps its own verb."""


def order(part: Part, reference: Reference) -> Iterator[Finding]:
    """G3, second half: begins and ends at a clause boundary; gaps are whole optional segments."""
    text = part.text(reference)
    bounds = clauses(text, part.reading.span)
    first, last = part.spans[0][0], part.spans[-1][1]
    if not any(start <= first and _skippable(text, (start, first), bounds.optional) for start in bounds.starts):
        yield Finding("G3", "start-inside-clause")
    last = _behind_comma(text, last, part)
    if not any(last <= end and _skippable(text, (last, end), bounds.optional) for end in bounds.ends):
        yield Finding("G3", "end-inside-clause")
    if part.spans != (part.reading.span,) and not long_enough(text, part.spans):
        yield Finding("G3", "end-inside-clause")
    for before, after in pairwise(part.spans):
        if not _skippable(text, (before[1], after[0]), bounds.optional):
            yield Finding("G3", "words-left-out")
    if text[: part.reading.span[1]].rstrip('"”’» )').endswith("?") and "?" not in _copied(text, part):
        yield Finding("G3", "question")
    yield from _quotations(text, part)
    yield from _resolutions(text, part, reference)


def governed(part: Part, reference: Reference) -> Iterator[Finding]:
    """G4: no governor is left out, and attribution glue names who the sentence names."""
    text = part.text(reference)
    attribution, source = _governing(text, part, reference)
    carried = _carried(part, attribution, source, reference)
    for kind in left_out_governors(text, part.reading.span, part.spans, attribution if carried else None):
        yield Finding("G4", f"{kind}-left-out")
    if part.voice == "shadow":
        yield Finding("G4", "shadow")
    if part.voice == "governed" and not carried and not _inside(attribution, part.spans):
        yield Finding("G4", "attribution-left-out")
    if carried and attribution is not None and attribution.verb not in REPLACEABLE_VERBS:
        yield Finding("G4", "attribution-weakened")
    glue = part.attribution
    if glue is not None and isinstance(glue.evidence[0], Passage) and not carried:
        yield Finding("G4", "attribution-unfounded")
    if part.voice == "governed" and not _named_in_full(text, part, carried) and _unclear(text, attribution, part):
        yield Finding("G4", "speaker-unclear")
    if carried and attribution is not None and not _covers(text, _content(part, attribution), part.spans):
        yield Finding("G4", "attribution-unfounded")
    if starts_conditionally(text, part.reading.span):
        yield Finding("G4", "discourse-condition")


def _behind_comma(text: str, last: int, part: Part) -> int:
    """Where a clause ends whose quotation is closed by glue: the comma or stop before the mark goes with the mark."""
    closed = part.pieces and part.pieces[-1]
    if (
        isinstance(closed, Glue)
        and closed.kind == "quote"
        and text[last : last + 2] in (f",{closed.text}", f".{closed.text}")
    ):
        return last + 2
    return last


def _skippable(text: str, gap: Span, optional: tuple[Span, ...]) -> bool:
    """Whether a gap holds nothing but whole optional segments and white space."""
    whole = tuple(span for span in optional if gap[0] <= span[0] and span[1] <= gap[1])
    return not blank_but(text, gap, whole).strip()


def _copied(text: str, part: Part) -> str:
    return "".join(text[start:end] for start, end in part.spans)


def _quotations(text: str, part: Part) -> Iterator[Finding]:
    """A quotation is copied with its marks, or the missing ones are set by quote glue.

    Where it begins before the sentence or goes on behind it, glue may open or close it.
    """
    missing = beyond_it = 0
    for start, end in part.reading.quotations:
        left, right = max(start, part.reading.span[0]), min(end, part.reading.span[1])
        touched = any(a < right and left < b for a, b in part.spans)
        if touched:
            missing += not any(a <= left < b for a, b in part.spans)
            missing += not any(a < right <= b for a, b in part.spans)
            beyond_it += sum(text[at] not in MARKS for at in (left, right - 1))
    marks = sum(1 for piece in part.pieces if isinstance(piece, Glue) and piece.kind == "quote")
    if not missing <= marks <= missing + beyond_it:
        yield Finding("G3", "quotation-cut")


def _resolutions(text: str, part: Part, reference: Reference) -> Iterator[Finding]:
    """A bracket expands a surname that one full name in the story has, or a noun by the name that it is short for."""
    for at, piece in enumerate(part.pieces):
        if not isinstance(piece, Glue) or piece.kind != "resolution":
            continue
        head = piece.evidence[0]
        before = part.pieces[at - 1] if at else None
        if not isinstance(head, Passage) or not piece.text.startswith(" ["):
            yield Finding("G3", "resolution-unproven")
            continue
        full = _name_in(reference.sources[head.source].text, head)
        start, end = getattr(before, "start", 0), getattr(before, "end", 0)
        if head.source == part.n and end and antecedent(text, end) == (head.start, head.end):
            continue
        words = tokens(text, start, end)
        short = words[-1].text if words else ""
        known = {
            person.name
            for article in reference.sources.values()
            for person in persons(article.text)
            if " " in person.name and surname(person.name) == surname(full)
        }
        told = text[max(start, end - len(full)) : end] == full or text[end : end + 1] in ("'", "’")
        called = (
            bare(full.split(maxsplit=1)[0]) in given_names()
        )  # "Pittsburgh Jewish" is no person, whoever reads it so
        if not short or told or not called or surname(full) != short or known != {full}:
            yield Finding("G3", "resolution-unproven")


def _name_in(text: str, passage: Passage) -> str:
    """The person's name in a passage: without the office before it, where it is just that office and that name."""
    for person in persons(text):
        for mention in person.mentions:
            if mention[1] == passage.end and titled(text, mention) == (passage.start, passage.end):
                return text[slice(*mention)]
    return text[passage.start : passage.end]


def _governing(text: str, part: Part, reference: Reference) -> tuple[Attribution | None, Span | None]:
    """The attribution over the sentence, its own or the one of the sentence that governs it, and its source span.

    Of several that govern the whole clause ("X reportedly fled, police said") it is the one that glue stands for: the
    others must then be copied, like every governor.
    """
    over = governing(part.reading, read(text).sentences)
    if over is not None and not _carried(part, over, over.source, reference):
        others = (one for one in part.reading.others if _covers(text, one.content, part.spans))
        over = next((one for one in others if _carried(part, one, one.source, reference)), over)
    return over, over.source if over is not None else None


def _unclear(text: str, attribution: Attribution | None, part: Part) -> bool:
    """Whether a clause is the word of somebody whom it does not name.

    Copied whole behind an outlet's name, words that are no speaker ("That there are two suggests ...") hide nobody.
    """
    if attribution is None or attribution.source is None or names_a_speaker(text, attribution.source):
        return False
    if is_pronoun(text, attribution.source):
        return not told_by_name(text, attribution.source, part.spans)
    glue = part.attribution
    told = glue is not None and not isinstance(glue.evidence[0], Passage)
    return not (told and _inside(attribution, part.spans))


def _named_in_full(text: str, part: Part, carried: bool) -> bool:
    """Whether glue puts in a pronoun's place the name that the article resolves it to."""
    head = part.attribution.evidence[0] if carried and part.attribution is not None else None
    return isinstance(head, Passage) and names_a_speaker(text, (head.start, head.end))


def _carried(part: Part, attribution: Attribution | None, source: Span | None, reference: Reference) -> bool:
    """Whether attribution glue stands for the sentence's own attribution: by that source, or its full form."""
    glue = part.attribution
    if glue is None or attribution is None or source is None:
        return False
    head = glue.evidence[0]
    text = part.text(reference)
    if isinstance(head, RegistryEvidence):
        outlet = reference.registry.named(text[source[0] : source[1]])
        return outlet is not None and outlet.id == head.registry
    if not isinstance(head, Passage) or head.source != part.n:
        return False
    return (head.start, head.end) in (source, resolve_source(text, source))


def _content(part: Part, attribution: Attribution) -> tuple[Span, ...]:
    """What an attribution governs in the sentence: of one whose speaker goes on, its quotations."""
    return attribution.content if part.reading.attribution is not None else part.reading.quotations


def _covers(text: str, content: tuple[Span, ...], spans: tuple[Span, ...]) -> bool:
    """Whether an attribution governs every word of the clause."""
    return not any(letter.isalnum() for span in spans for letter in beyond(text, span, content))


def _inside(attribution: Attribution | None, spans: tuple[Span, ...]) -> bool:
    """Whether source and cue are copied."""
    if attribution is None:
        return False
    wanted = [span for span in (attribution.source, attribution.cue) if span is not None]
    return all(any(a <= start and end <= b for a, b in spans) for start, end in wanted)
