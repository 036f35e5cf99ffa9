"""What may be left out of a sentence, and what must not: shared by the writer and by the gates that check it.

A clause begins and ends at a clause boundary, loses only whole optional segments, and keeps every governor: negation,
hedge, condition, modality, attribution, and words such as "former" or "denied", wherever they stand in the sentence.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from alteram.model.articles import Span
from alteram.text.attribution import Attribution, attributions
from alteram.text.clauses import beside, clauses, opens_relative, said_within, second_clauses, within_aside
from alteram.text.grammar.adjuncts import released
from alteram.text.lexicon import phrases, words
from alteram.text.names import names
from alteram.text.polarity import Governor, governors
from alteram.text.sentences import word_count
from alteram.text.speech.cues import AUXILIARIES, PRONOUNS

MOST_BESIDE = 8
"""Words beside source, cue and content that still only place the speech ("in a statement late on Friday")."""
MOST_SPEAKER_WORDS = 12
"""A longer source is a clause that was mistaken for a noun phrase."""
LEAST_TITLE_WORDS = 3
"""A title may be shorter than a clause of the text: "Dam bursts above Lowmoor"."""
MOST_CHOSEN = 3
"""Optional segments of one clause that are left out one by one; of more all go, or none."""
LONGEST_MODAL = 40
"""Code points before a cue in which its modal stands."""
LEAST_WORDS = 6
"""A shorter piece of a sentence is hardly ever a statement."""


_DESCRIBES = re.compile(r", (?:an?|the|his|her|its|their|who|which) ")
_BARE = frozenset({"one", "some", "many", "others", "this", "that", "these", "those"})
_NAMELESS = PRONOUNS | _BARE
_CONDITIONAL = tuple(f"{phrase}{mark}" for phrase in phrases("conditional_openings") for mark in ", ")


def starts_conditionally(text: str, sentence: Span) -> bool:
    """Whether a sentence hangs on a condition stated in the one before it."""
    opening = text[sentence[0] : sentence[1]].lstrip("\"“‘'").lower()
    return opening.startswith(_CONDITIONAL)


def blank_but(text: str, gap: Span, whole: tuple[Span, ...]) -> str:
    """What is left of a gap without the segments `whole`."""
    left: list[str] = []
    at = gap[0]
    for start, end in sorted(whole):
        left.append(text[at : max(at, start)])
        at = max(at, end)
    return "".join((*left, text[at : gap[1]]))


def left_out(sentence: Span, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The parts of a sentence that `spans` do not cover."""
    edges = [sentence[0], *(edge for span in spans for edge in span), sentence[1]]
    return tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


def left_out_governors(
    text: str, sentence: Span, spans: tuple[Span, ...], carried: Attribution | None
) -> Iterator[str]:
    """Kinds of governor that stand outside `spans` in the sentence, but for the attribution that glue carries."""
    released = [span for span in (carried.source, carried.cue, carried.carrier) if span is not None] if carried else []
    outside = left_out(sentence, spans)
    for start, end in outside:
        for governor in governors(text, start, end):
            inside = any(a <= governor.start and governor.end <= b for a, b in released)
            if not inside and not _governs_itself(text, sentence, spans, governor):
                yield governor.kind
    for attribution in attributions(text, *sentence):
        if attribution.cue in released or not _meets(attribution.cue, outside):
            continue
        if any(said_within(attribution, segment) for segment in _left_relatives(text, sentence, spans)):
            continue
        if not attribution.content or any(_meets(content, spans) for content in attribution.content):
            yield "attribution"


def _left_relatives(text: str, sentence: Span, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Relative clauses of the sentence that are left out whole."""
    optional = clauses(text, sentence).optional
    return tuple(one for one in optional if opens_relative(text, one) and not _meets(one, spans))


def _governs_itself(text: str, sentence: Span, spans: tuple[Span, ...], governor: Governor) -> bool:
    """Whether a governor stands in an adjunct that is left out whole, and governs nothing outside it; or is a modal or
    qualifier of a second full clause, behind all that is kept ("P, and she may appeal").
    """
    if governor.kind in ("modality", "qualifier") and spans:
        ahead = (at for at in second_clauses(text, sentence) if spans[-1][1] <= at <= governor.start)
        if any(True for _ in ahead):
            return True
    for segment in clauses(text, sentence).optional:
        whole = segment[0] <= governor.start and governor.end <= segment[1] and not _meets(segment, spans)
        if whole and within_aside(text, segment, governor):
            return True
    return any(
        one.start <= governor.start
        and governor.end <= one.end
        and released(text, one, governor.kind)
        and not _meets((one.start, one.end), spans)
        for one in beside(text, sentence)
    )


def plainly_told(text: str, attribution: Attribution, spans: tuple[Span, ...]) -> bool:
    """Whether a clause is nothing but somebody's word: a plain verb of speech, no modal before it, little else beside.

    Otherwise ("X agreed to ...", "X can say what he wants, but ...") the outlet tells it in words of its own, and has
    to stand behind the telling.
    """
    start, end = attribution.cue
    if not set(text[start:end].lower().split()) & words("speech_cues"):
        return False
    before = text[max(0, start - LONGEST_MODAL) : start].split()[-1:]
    if before and before[0].lower() in words("modal_auxiliaries"):
        return False
    named = tuple(s for s in (attribution.source, attribution.cue, attribution.carrier) if s is not None)
    named += _described(text, attribution, spans)
    rest = " ".join(beyond(text, span, (*named, *attribution.content)) for span in spans)
    return sum(1 for word in rest.split() if word[0].isalnum()) <= MOST_BESIDE


def _described(text: str, attribution: Attribution, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """What describes a source that ends the sentence (", said Ada Brandt, a spokeswoman for the port")."""
    source = attribution.source
    if source is None or attribution.position != "after" or source[0] < attribution.cue[1]:
        return ()
    return tuple(
        (source[1], end) for start, end in spans if start <= source[1] < end and _DESCRIBES.match(text, source[1], end)
    )


def is_told(text: str, attribution: Attribution, spans: tuple[Span, ...]) -> bool:
    """Whether a governed clause is its source's claim: the cue was left to the glue, or it is plainly told."""
    copied = any(start <= attribution.cue[0] and attribution.cue[1] <= end for start, end in spans)
    return not copied or plainly_told(text, attribution, spans)


def beyond(text: str, span: Span, segments: tuple[Span, ...]) -> str:
    """What of a span lies outside segments that may reach beyond it."""
    inside = ((max(span[0], start), min(span[1], end)) for start, end in segments)
    return blank_but(text, span, tuple((start, end) for start, end in inside if start < end))


def names_a_speaker(text: str, span: Span) -> bool:
    """Whether a source is a short noun phrase that names or describes somebody, as far as its form can tell.

    A phrase with a verb, a conjunction or "that" in it is a clause that was mistaken for one; a pronoun names nobody.
    """
    found = text[span[0] : span[1]].lower().split()
    if not 0 < len(found) <= MOST_SPEAKER_WORDS or (found[0].endswith("ing") and found[0] != "acting"):
        return False
    if found[0] in words("speaker_prepositions"):
        return False
    if is_pronoun(text, span):
        return False
    return not any(word in AUXILIARIES or word in words("clause_words") for word in found)


def is_pronoun(text: str, span: Span) -> bool:
    """Whether a source is a pronoun or another word that stands for a name."""
    return text[slice(*span)].lower() in _NAMELESS


def told_by_name(text: str, source: Span, spans: tuple[Span, ...]) -> bool:
    """Whether a pronoun has somebody's name before it in what is copied ("Ada Brandt left, as she put it, ...")."""
    return any(name.end <= source[0] for start, end in spans for name in names(text, start, min(end, source[0])))


def _meets(span: Span, others: tuple[Span, ...]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


@lru_cache(maxsize=65536)
def variants(text: str, sentence: Span, carried: Attribution | None = None) -> tuple[tuple[Span, ...], ...]:
    """Ways to copy a sentence or a clause of it, longest first: spans of code points, each keeping every governor.

    `carried` is an attribution that glue will carry, so that its own words may stay behind. The final full stop is
    never part of a variant: the writer sets its own end.
    """
    bounds = clauses(text, sentence)
    found: set[tuple[Span, ...]] = set()
    openings = {start for start, _ in bounds.optional}
    for start in (start for start in bounds.starts if start not in openings or start != sentence[0]):
        for end in bounds.ends:
            if start >= end:
                continue
            whole = (start, _without_stop(text, start, end))
            for dropped in _choices(whole, bounds.optional):
                spans = _trimmed(text, whole, dropped)
                if spans and long_enough(text, spans) and not any(left_out_governors(text, sentence, spans, carried)):
                    found.add(spans)
    return tuple(sorted(found, key=lambda spans: (-sum(b - a for a, b in spans), spans)))


def frames(text: str, sentence: Span) -> tuple[Span, ...]:
    """From every start to every end of a clause of the sentence, longest first, without a final full stop."""
    bounds = clauses(text, sentence)
    found = {(a, _without_stop(text, a, b)) for a in bounds.starts for b in bounds.ends if a < b}
    return tuple(sorted((one for one in found if one[0] < one[1]), key=lambda one: (one[0] - one[1], one)))


def fitted(
    text: str, sentence: Span, frame: Span, dropped: tuple[Span, ...], carried: Attribution | None = None
) -> tuple[Span, ...]:
    """A frame of `frames` without these optional segments of the sentence; () where that would hide a governor."""
    choices = _choices(frame, clauses(text, sentence).optional)
    spans = _trimmed(text, frame, dropped if tuple(sorted(dropped)) in choices else choices[-1])
    if not spans or not long_enough(text, spans) or any(left_out_governors(text, sentence, spans, carried)):
        return ()
    return spans


def _choices(frame: Span, optional: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
    """Optional segments of a frame to leave out: none first, all last, every choice between where they are few."""
    inner = tuple(sorted(one for one in optional if frame[0] <= one[0] and one[1] <= frame[1]))
    if len(inner) > MOST_CHOSEN:
        return (), inner
    return tuple(some for count in range(len(inner) + 1) for some in combinations(inner, count))


def _without_stop(text: str, start: int, end: int) -> int:
    """The end without a final full stop and the white space before it."""
    while end > start and text[end - 1] in ". ":
        end -= 1
    return end


def _trimmed(text: str, whole: Span, optional: tuple[Span, ...]) -> tuple[Span, ...]:
    """The span without its optional segments."""
    spans: list[Span] = []
    at = whole[0]
    for start, end in sorted(span for span in optional if whole[0] <= span[0] and span[1] <= whole[1]):
        if start > at:
            spans.append((at, start))
        at = max(at, end)
    if at < whole[1]:
        spans.append((at, whole[1]))
    return tuple((a, b) for a, b in spans if text[a:b].strip())


def long_enough(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether what is copied has the words of a statement."""
    found = sum(word_count(text, a, b) for a, b in spans)
    return found >= (LEAST_TITLE_WORDS if spans[0][0] < len(text.partition("\n\n")[0]) else LEAST_WORDS)
