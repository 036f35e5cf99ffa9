"""Who says what in an article: the state of every sentence, as gates G4 and G6 need it.

Three states. `own`: the outlet says it, even where somebody speaks in a part of it (`telling.py`). `governed`: somebody
else does, by a cue in the sentence, by a quotation that a cue touches, or by a free-standing quotation of the last
speaker. `shadow`: unquoted, in the paragraph of a cue, after it, with no new named subject, at most two sentences on:
it may still be the speaker's version, so it gives no independent origin, but no words are put in anybody's mouth
(measured: the speaker's in about 10 of 45 cases).
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from alteram.model.articles import Span
from alteram.text.names import names
from alteram.text.quotations import Quotation, is_title, quotations, quotations_in, quoted_parts
from alteram.text.sentences import paragraphs, sentences, tokens
from alteram.text.speech.blocks import blocks, is_turn
from alteram.text.speech.cue_verbs import cue_forms, cue_prepositions
from alteram.text.speech.cues import PRONOUNS, Attribution, Position, items
from alteram.text.speech.media import MediaCue, media_cues, resolve_source
from alteram.text.speech.posts import signature
from alteram.text.speech.sourcing import MAX_ITEMS, attributions, is_person
from alteram.text.speech.telling import tells, told_verb

__all__ = [
    "Attribution",
    "MediaCue",
    "Position",
    "Quotation",
    "Reading",
    "SentenceReading",
    "State",
    "attributions",
    "media_cues",
    "quotations",
    "read",
    "resolve_source",
    "said",
    "words_of",
]

State = Literal["own", "governed", "shadow"]
SHADOW_REACH = 2
"""Unquoted sentences after a cue that stay in its shadow; from the measurement in the module's docstring."""
QUOTED_WHOLE = 0.6
"""Share of a sentence's words inside quotations from which all of it counts as quotation."""
SCARE_WORDS = 3
"""A quoted fragment of at most so many words without a cue may be a term or a title, and governs nothing."""
_TOPICAL = frozenset(("of", "for", "about", "against"))
_PREPOSITION = re.compile(r"([a-z]+)\s")
_OPENED = re.compile(r"(?:(?:But|And|Meanwhile,|However,|Still,|The|In|On)\s)?")
_COMPLEMENTIZER = re.compile(r"\bthat\s$")


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """One sentence and whose words it is.

    `attribution` is the one that covers most of the sentence, `others` the rest in it. `governed_by` is the index of
    the sentence whose attribution governs this one. A governed sentence with neither has words of somebody whom the
    text does not name there: never to be shown as the outlet's own. `told_at` is where the verb begins that the outlet
    itself tells of a governed sentence, if there is one: with it, and with its cue, a part is the outlet's account.
    """

    span: Span
    paragraph: int
    state: State
    attribution: Attribution | None
    governed_by: int | None
    quotations: tuple[Span, ...]
    others: tuple[Attribution, ...] = ()
    told_at: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All sentences of an article, in order, and its quotations."""

    sentences: tuple[SentenceReading, ...]
    quotations: tuple[Quotation, ...]


@lru_cache(maxsize=128)
def read(text: str) -> Reading:
    """Read a canonical text: one entry a sentence, in the order and with the spans of `sentences(text)`."""
    own = [_alone(text, span, number) for span, number in _numbered(text)]
    by_quotation = _quotation_owners(text, own)
    governed = _in_blocks(text, _governed(text, own, by_quotation))
    return Reading(tuple(_shadows(text, governed)), quotations(text))


def words_of(text: str, attribution: Attribution) -> tuple[Span, ...]:
    """The spans that are the speaker's words, in order: the content without the attribution's own cue and source, and

    with the "that" which opens it (by the grammars and by both attribution corpora, PARC and PolNeAR, it belongs to
    the clause that is said; `content` begins behind it, so that it can stand alone).
    """
    holes = sorted((attribution.cue, *((attribution.source,) if attribution.source else ())))
    found: list[Span] = []
    for start, end in attribution.content:
        opening = _COMPLEMENTIZER.search(text, max(0, start - 6), start)
        at = opening.start() if opening and opening.start() >= attribution.cue[1] else start
        at = _behind_preposition(text, attribution, at)
        for first, last in holes:
            if at < last and first < end:
                found.append((at, max(at, first)))
                at = max(at, last)
        found.append((at, max(at, end)))
    return tuple(span for span in found if span[0] < span[1])


def _behind_preposition(text: str, attribution: Attribution, start: int) -> int:
    """Where content begins behind the preposition that belongs to its verb ("called for", "warned of")."""
    verb = cue_forms().get(text[slice(*attribution.cue)].lower())
    opening = _PREPOSITION.match(text, start) if text[attribution.cue[1] : start].isspace() else None
    if verb is None or opening is None:
        return start
    if opening[1] not in _TOPICAL | cue_prepositions().get(verb.lemma, frozenset()):
        return start
    return opening.end()


def said(text: str, sentence: SentenceReading) -> tuple[Span, ...]:
    """The spans of a sentence that are somebody's words, in order; nothing where all of it is the outlet's.

    Where no cue stands in a governed sentence: its quotations where less than three fifths is quoted, else all of it.
    """
    if sentence.attribution is not None:
        everyone = (sentence.attribution, *sentence.others)
        return tuple(sorted({part for attribution in everyone for part in words_of(text, attribution)}))
    if sentence.state != "governed":
        return ()
    inside = _inside(text, sentence)
    return sentence.quotations if 0 < inside < QUOTED_WHOLE else (sentence.span,)


def _numbered(text: str) -> list[tuple[Span, int]]:
    bounds = paragraphs(text)
    found, number = [], 0
    for span in sentences(text):
        while span[0] >= bounds[number][1]:
            number += 1
        found.append((span, number))
    return found


def _cover(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)


def _held(attribution: Attribution, found: tuple[Attribution, ...]) -> int:
    """How many others are in what it says: "X said P is expected" is the word of X."""
    return sum(any(a <= one.cue[0] < b for a, b in attribution.content) for one in found if one is not attribution)


def _alone(text: str, span: Span, paragraph: int) -> SentenceReading:
    """A sentence by itself, before any discourse."""
    found = attributions(text, *span)
    quoted = quoted_parts(text, *span)
    if not found and len(items(text, *span)) > MAX_ITEMS:
        return SentenceReading(span, paragraph, "governed", None, None, quoted)
    if not found:
        return SentenceReading(span, paragraph, "own", None, None, quoted)
    main = max(found, key=lambda a: (_held(a, found), _cover(a), a.source is not None, -a.cue[0]))
    others = tuple(attribution for attribution in found if attribution is not main)
    if tells(text, span, found):
        return SentenceReading(span, paragraph, "own", main, None, quoted, others)
    return SentenceReading(span, paragraph, "governed", main, None, quoted, others, told_verb(text, span, found))


def _inside(text: str, sentence: SentenceReading) -> float:
    """Share of a sentence's words that stand in quotations; of a sentence without words ("...") all or nothing."""
    if not any(char.isalnum() for char in text[slice(*sentence.span)]):
        return float(bool(sentence.quotations))
    total = len([t for t in tokens(text, *sentence.span) if t.text[0].isalnum()]) or 1
    quoted = sum(len([t for t in tokens(text, *part) if t.text[0].isalnum()]) for part in sentence.quotations)
    return quoted / total


def _touching(attribution: Attribution | None, quotation: Quotation) -> bool:
    """Whether the content of the attribution reaches into the quotation."""
    if attribution is None:
        return False
    return any(start < quotation.end and quotation.start < end for start, end in attribution.content)


def _quotation_owners(text: str, own: list[SentenceReading]) -> dict[Quotation, int]:
    """For every quotation, the sentence whose cue touches it."""
    owners: dict[Quotation, int] = {}
    at = 0
    for quotation in quotations(text):
        while at < len(own) and own[at].span[1] <= quotation.start:
            at += 1
        for index in range(at, len(own)):
            if own[index].span[0] >= quotation.end:
                break
            speaking = (own[index].attribution, *own[index].others)
            if any(_touching(attribution, quotation) for attribution in speaking):
                owners[quotation] = index
                break
    return owners


def _governed(text: str, own: list[SentenceReading], owners: dict[Quotation, int]) -> list[SentenceReading]:
    found: list[SentenceReading] = []
    speaker: int | None = None
    speaker_paragraph = -2
    for index, sentence in enumerate(own):
        by = _labelled(text, own, index)
        if by is not None:
            found.append(replace(sentence, state="governed", attribution=None, governed_by=by, others=()))
            speaker, speaker_paragraph = by, sentence.paragraph
            continue
        if sentence.attribution is not None:
            if _has_speaker(sentence):
                speaker, speaker_paragraph = index, sentence.paragraph
            found.append(sentence)
            continue
        by = _by_quotation(text, sentence, owners)
        near = speaker is not None and sentence.paragraph - speaker_paragraph <= 1
        if by is None:
            by = _introduced(text, own, index)
        if by is not None:
            found.append(replace(sentence, state="governed", governed_by=by))
            speaker, speaker_paragraph = by, sentence.paragraph
        elif _free_standing(text, sentence):
            same = near and _same_voice(text, sentence)
            found.append(replace(sentence, state="governed", governed_by=speaker if same else None))
            if same:
                speaker_paragraph = sentence.paragraph
        else:
            found.append(sentence)
    return found


def _in_blocks(text: str, found: list[SentenceReading]) -> list[SentenceReading]:
    """The sentences with those of posts, lists, transcripts and first-person runs as somebody's words.

    They are governed by the sentence that names the speaker, where one does. A cue in a post is the post's and drops.
    """
    foreign = blocks(text)
    if not foreign:
        return found
    naming = {sentence.paragraph: index for index, sentence in enumerate(found) if _has_speaker(sentence)}
    done = []
    for sentence in found:
        block = foreign.get(sentence.paragraph)
        signs = block is not None and block.speaker == sentence.paragraph
        if block is None or signs or (sentence.state == "governed" and not block.whole):
            done.append(sentence)
            continue
        by = naming.get(block.speaker) if block.speaker is not None else None
        done.append(replace(sentence, state="governed", attribution=None, governed_by=by, others=()))
    return done


def _has_speaker(sentence: SentenceReading) -> bool:
    return any(a is not None and a.source is not None for a in (sentence.attribution, *sentence.others))


def _labelled(text: str, own: list[SentenceReading], index: int) -> int | None:
    """The first sentence of the paragraph, where that is a speaker's turn of a transcript ("ROE: We knew.")."""
    first = index
    while first and own[first - 1].paragraph == own[index].paragraph:
        first -= 1
    attribution = own[first].attribution
    if first == index or attribution is None or attribution.cue[0] > own[first].span[0] + 1:
        return None
    if not (is_turn(text, own[first].span) or is_person(text[slice(*attribution.cue)])):
        return None
    return first if attribution.cue == attribution.source and attribution.position == "before" else None


def _by_quotation(text: str, sentence: SentenceReading, owners: dict[Quotation, int]) -> int | None:
    return next((owners[q] for q in quotations_in(text, *sentence.span) if q in owners), None)


def _free_standing(text: str, sentence: SentenceReading) -> bool:
    """Whether a sentence without a cue is a quotation or holds more than a quoted term."""
    spoken = [part for part in sentence.quotations if not is_title(text, part)]
    if not spoken:
        return False
    longest = max(len([t for t in tokens(text, *part) if t.text[0].isalnum()]) for part in spoken)
    return _inside(text, sentence) >= QUOTED_WHOLE or longest > SCARE_WORDS


def _same_voice(text: str, sentence: SentenceReading) -> bool:
    """Whether a sentence with a quotation and no cue goes on in the last speaker's voice: it is all quotation, or opens
    with a pronoun. A fragment in a sentence about somebody else is somebody's words, but nobody knows whose.
    """
    opening = next((t.text.lower() for t in tokens(text, *sentence.span) if t.text[0].isalnum()), "")
    return _inside(text, sentence) >= QUOTED_WHOLE or opening in PRONOUNS


def _introduced(text: str, own: list[SentenceReading], index: int) -> int | None:
    """A block quotation: the paragraph before ends in a colon, or a signature follows in this paragraph or the next."""
    paragraph = own[index].paragraph
    for earlier in range(index - 1, -1, -1):
        if own[earlier].paragraph == paragraph:
            continue
        if (
            own[earlier].paragraph == paragraph - 1
            and text[own[earlier].span[1] - 1] == ":"
            and own[earlier].attribution
        ):
            return earlier
        break
    for later in range(index, len(own)):
        gap = own[later].paragraph - paragraph
        if gap > 1:
            break
        attribution = own[later].attribution
        signed = attribution is not None and attribution.cue == attribution.source and attribution.position == "after"
        if signed and signature(text[slice(*own[later].span)]):
            break
        if signed and attribution is not None and (gap == 0 or not attribution.content) and paragraph:
            return later
    return None


def _new_subject(text: str, sentence: SentenceReading, source: Span | None) -> bool:
    """Whether the sentence opens with a named subject that is not the last speaker."""
    start, end = sentence.span
    opening = _OPENED.match(text, start)
    begin = opening.end() if opening else start
    first = next((name for name in names(text, start, end) if name.start <= begin + 1), None)
    if first is None:
        return False
    said_by = text[source[0] : source[1]] if source else ""
    return first.text.split()[-1] not in said_by


def _shadows(text: str, found: list[SentenceReading]) -> list[SentenceReading]:
    done: list[SentenceReading] = []
    reach, paragraph = 0, -1
    source: Span | None = None
    for sentence in found:
        if sentence.paragraph != paragraph:
            reach, paragraph = 0, sentence.paragraph
        if sentence.state == "governed":
            if sentence.attribution is None or sentence.attribution.verb != "hedge" or sentence.attribution.source:
                reach = SHADOW_REACH
                source = sentence.attribution.source if sentence.attribution else source
            done.append(sentence)
        elif reach and sentence.attribution is None and not _new_subject(text, sentence, source):
            reach -= 1
            done.append(replace(sentence, state="shadow"))
        else:
            reach = 0
            done.append(sentence)
    return done
