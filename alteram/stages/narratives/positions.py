"""Positions of actors: what somebody says under his own name, judging, demanding or giving a reason.

Three forms are proposed of each statement: its sentence as it stands; what is said behind "X said", where the sentence
has a pronoun or a surname and its article one full name; and a quotation that goes on, behind its speaker's name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alteram.config import RULES
from alteram.model.articles import Article, Span
from alteram.model.stories import Dossier
from alteram.stages.narratives.passages import GENRES, Voiced, core_lemmas, on_topic
from alteram.stages.narratives.standing import LEAST_WORDS, MOST_WORDS, stands_alone, words_in
from alteram.text.attribution import Attribution, SentenceReading, read, resolve_source
from alteram.text.clauses import clauses
from alteram.text.grammar.compression import is_pronoun, names_a_speaker, variants
from alteram.text.grammar.verbs import finite
from alteram.text.lexicon import phrases
from alteram.text.names import names, surname
from alteram.text.people.name_kinds import bare, given_names
from alteram.text.provenance import governing, passage_origin
from alteram.text.similarity import content_lemmas
from alteram.text.speech.cues import items
from alteram.text.views.arguments import argument, in_earnest, is_act
from alteram.text.views.camps import Membership, affiliations, memberships
from alteram.text.views.stances import stances

SPEAKING = frozenset({"say", "claim", "according", "confirm"})
"""Kinds of cue under which a position is stated; a denial or a hedge is none."""
REPLACEABLE = frozenset({"say", "report", "confirm", "according"})
"""Kinds of cue that "X said" renders without loss, as gate G4 has it."""
LEAST_WEIGHT = 0.7
"""Weight of argument from which a statement takes a position: a duty, or two marks of another kind."""
SOURCE_WORDS = 12
"""A longer phrase in front of a cue is hardly the name of one speaker."""
LOYAL, DISLOYAL = 0.6, -10.0
"""For speaking against the other camp or for one's own, and for the contrary, which is no camp's narrative."""

_QUOTES = {"“": "”", '"': '"'}
_CLOSING = re.compile(r"(?P<said>.*[\w’'%)])[,.](?P<mark>[”\"]?)$", re.DOTALL)
_ADJECTIVE = re.compile(r"(?:the )?(?:Democratic|Republican|Conservative|Labour|American|British)")
_ENDED = re.compile(r"[.!][”\"]?$")
MOST_OF_IT = 0.5
"""Share of a sentence's words that its speaker must say: the rest is the outlet's report."""
FULL_NAME = 0.3
"""For a sentence that itself names its speaker in full."""
_DATED = re.compile(r"(?:[A-Z]{4,}\b|[Hh]ours|[Dd]ays|[Aa]fter|[Bb]efore|[Ww]hen|[Ww]hile|[Ii]n |[Oo]n )")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that takes a position: how it would be printed, who speaks, in which camps, and about whom."""

    voiced: Voiced
    reading: SentenceReading
    speaker: str
    camps: frozenset[Membership]
    targets: tuple[tuple[str, int], ...]


def statements(dossier: Dossier) -> tuple[Statement, ...]:
    """Every statement of the dossier that takes a position and stands alone, by source and place."""
    core = core_lemmas(dossier)
    known = affiliations(tuple(article.text for article in dossier.articles))
    found: list[Statement] = []
    for n, article in enumerate(dossier.articles, start=1):
        if article.genre in GENRES and article.confidence >= RULES.least_confidence:
            for place, reading in enumerate(read(article.text).sentences):
                if reading.paragraph > 0:
                    found += _of_sentence(dossier, n, place, reading, core, known)
    return tuple(found)


def _of_sentence(
    dossier: Dossier,
    n: int,
    place: int,
    reading: SentenceReading,
    core: frozenset[str],
    known: Mapping[str, frozenset[Membership]],
) -> Iterator[Statement]:
    article = dossier.articles[n - 1]
    text = article.text
    attribution = governing(reading, read(text).sentences)
    if attribution is None or attribution.source is None or not _one_speaker(text, reading, attribution):
        return
    lemmas = frozenset(content_lemmas(text, *reading.span))
    content = attribution.content if reading.attribution is not None else (reading.span,)
    argued = argument(text, content, attribution.cue if reading.attribution is not None else None)
    weight = argued.weight
    if (
        weight < LEAST_WEIGHT
        or not (argued.valences or argued.duty or argued.appeals or argued.act)
        or not on_topic(lemmas & core, "opinion")
    ):
        return
    belongs = memberships(text, attribution.source, article.when or "", known)
    targets = tuple(_targets(article, reading, belongs, known))
    weight += sum(loyalty for _, _, loyalty in targets) + min(len(lemmas & core), 5) / 10
    full = resolve_source(text, attribution.source)
    for form in _forms(text, reading, attribution, full):
        origin = passage_origin(article, n, reading, form.spans, dossier.origins, dossier.registry)
        voice = Voiced(
            n,
            place,
            reading.span,
            form.spans,
            form.words,
            weight + form.bonus,
            lemmas,
            origin,
            form.named,
            form.opening,
            form.closing,
        )
        yield Statement(voice, reading, _called(text, full), belongs, tuple((name, sign) for name, sign, _ in targets))


def _one_speaker(text: str, reading: SentenceReading, attribution: Attribution) -> bool:
    """Whether one speaker alone states all of it, in earnest."""
    assert attribution.source is not None  # noqa: S101 - the caller has checked
    states = attribution.verb in SPEAKING or (attribution.verb == "deny" and is_act(text, attribution.cue))
    if not states or not in_earnest(text, attribution.cue) or reading.state != "governed":
        return False
    if words_in(text, attribution.source) > SOURCE_WORDS or _DATED.match(text, attribution.source[0]):
        return False
    if not names(text, *resolve_source(text, attribution.source)) or _ADJECTIVE.fullmatch(text, *attribution.source):
        return False
    return all(_same_speaker(text, attribution, other) for other in reading.others)


def _same_speaker(text: str, attribution: Attribution, other: Attribution) -> bool:
    """Whether a second cue in the sentence is its one speaker's: in what he says, or of no other source."""
    if any(start <= other.cue[0] < end for start, end in attribution.content):
        return True
    if other.source is None or other.source == attribution.source:
        return other.verb in SPEAKING
    return text[slice(*other.source)].lower() in ("he", "she", "they", "who", "we", "i") and other.verb in SPEAKING


def _called(text: str, full: Span) -> str:
    """A speaker's name for comparison: the last name in the words that name him, else these words."""
    found = names(text, *full)
    return found[-1].text if found else text[slice(*full)].lower()


def _targets(
    article: Article,
    reading: SentenceReading,
    belongs: frozenset[Membership],
    known: Mapping[str, frozenset[Membership]],
) -> Iterator[tuple[str, int, float]]:
    """Whom the sentence is for or against, with its sign and what that is worth for a speaker of these camps."""
    text = article.text
    for stance in stances(text, reading):
        if stance.holder is None:
            continue
        theirs = memberships(text, stance.target, article.when or "", known)
        same = bool(theirs & belongs)
        opposed = any(axis == other and side != side2 for axis, side in theirs for other, side2 in belongs)
        loyal = (same and stance.sign > 0) or (opposed and stance.sign < 0)
        disloyal = (same and stance.sign < 0) or (opposed and stance.sign > 0)
        weight = LOYAL if loyal else DISLOYAL if disloyal and stance.form == "act" else -LOYAL if disloyal else 0.0
        yield text[slice(*resolve_source(text, stance.target))], stance.sign, weight


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to print a statement: its copied spans, the full name that glue puts before them, marks that glue sets."""

    spans: tuple[Span, ...]
    words: int
    bonus: float
    named: Span | None = None
    opening: str = ""
    closing: str = ""


def _forms(text: str, reading: SentenceReading, attribution: Attribution, full: Span) -> Iterator[_Form]:
    """Forms that stand alone, the best first."""
    source = attribution.source
    assert source is not None  # noqa: S101 - the caller has checked
    speaker = text[slice(*full)]
    if reading.attribution is not None and names_a_speaker(text, source):
        yield from _whole(text, reading, attribution, speaker)
    if is_pronoun(text, full) or not _has_name(text, full):
        return
    if reading.attribution is None:
        yield from _said(text, reading, speaker, full, reading.span)
    elif attribution.verb in REPLACEABLE:
        content = max(attribution.content, key=lambda span: span[1] - span[0])
        for spans in variants(text, reading.span, attribution):
            if content[0] <= spans[0][0] and spans[-1][1] <= content[1]:
                yield from _said(text, reading, speaker, full, (spans[0][0], spans[-1][1]))
                break


def _has_name(text: str, full: Span) -> bool:
    """Whether a phrase is or ends in a person's full name, or is that of an organisation."""
    found = names(text, *full)
    if not found:
        return False
    first = found[-1].text.split()
    whole = len(first) == 1 and found[-1].kind == "person"
    return whole or found[-1].kind == "organisation" or (len(first) > 1 and bare(first[0]) in given_names())


def _is_clause(said: str) -> bool:
    """Whether words have a finite verb with a subject before it, quoted or not."""
    bare_words = said.strip("“”\"‘’' ")
    row = items(bare_words, 0, len(bare_words))
    return finite(row, 0, len(row)) is not None


def _whole(text: str, reading: SentenceReading, attribution: Attribution, speaker: str) -> Iterator[_Form]:
    """The sentence as it stands, without an opening connective or dateline."""
    start, end = reading.span
    bounds = clauses(text, reading.span)
    for first, last in bounds.optional:
        if first == start and last in bounds.starts and last < attribution.cue[0]:
            start = last
            break
    opening, closing = _marks(text, reading, (start, end))
    sentence = text[start:end] + closing
    count = words_in(text, (start, end))
    first_word = sentence.split()[0].lower().strip(",")
    if opening or first_word in ("he", "she", "they", "it") or not _ENDED.search(sentence):
        return
    if not LEAST_WORDS <= count <= MOST_WORDS or first_word in phrases("dangling_openings"):
        return
    told = sum(words_in(text, part) for part in attribution.content)
    said = " ".join(text[slice(*part)] for part in attribution.content)
    if told >= MOST_OF_IT * count and stands_alone(sentence, speaker, said):
        in_full = attribution.source is not None and " " in text[slice(*attribution.source)]
        yield _Form(((start, end),), count, FULL_NAME if in_full else 0.0, closing=closing)


def _marks(text: str, reading: SentenceReading, span: Span) -> tuple[str, str]:
    """Quotation marks that a span lacks because its quotation begins before it or goes on behind it."""
    opening = closing = ""
    for start, end in reading.quotations:
        if start < span[1] and span[0] < end:
            curly = text[start] == "“" or (text[start] != '"' and "“" in text)
            if text[start] not in _QUOTES and start >= span[0]:
                opening = "“" if curly else '"'
            if text[end - 1] not in _QUOTES.values() and end <= span[1]:
                closing = "”" if curly else '"'
    return opening, closing


def _said(text: str, reading: SentenceReading, speaker: str, full: Span, span: Span) -> Iterator[_Form]:
    """What is said, behind its speaker's full name; a mark behind a comma or stop is set by glue, the stop after it."""
    start, end = span
    opening, closing = _marks(text, reading, span)
    match = _CLOSING.match(text[start:end])
    if match is not None:
        end = start + match.end("said")
        closing = match["mark"] or closing
    elif text[end - 1] in _QUOTES.values():
        closing = ""
    said = f"{opening}{text[start:end]}{closing}"
    count = words_in(text, (start, end)) + words_in(text, full) + 1
    if surname(speaker) in said or not _is_clause(text[start:end]):
        return  # nobody speaks of himself by name: somebody else does; and without a verb it is a piece of a sentence
    if LEAST_WORDS <= count <= MOST_WORDS and stands_alone(f"{speaker} said {said}.", speaker, said):
        yield _Form(((start, end),), count, 0.0, full, opening, closing)
