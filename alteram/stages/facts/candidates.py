"""Which clauses may become facts: complete, standing alone, no opinion, no furniture of a page."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from alteram.config import RULES
from alteram.language import Statement
from alteram.model.articles import Span
from alteram.model.briefs import Origin
from alteram.model.outlets import Registry
from alteram.model.stories import Dossier
from alteram.stages.facts.standing import LEAST_WORDS, MOST_WORDS, length, stands_alone
from alteram.text.attribution import Attribution, SentenceReading, read
from alteram.text.clauses import dateline
from alteram.text.furniture import is_furniture
from alteram.text.grammar.compression import is_pronoun, is_told, names_a_speaker, starts_conditionally, variants
from alteram.text.grammar.pointing import pointing
from alteram.text.grammar.verbs import finite, is_past
from alteram.text.lexicon import words
from alteram.text.names import names
from alteram.text.passes import TEXTS
from alteram.text.provenance import governing, is_state_media, passage_origin, says_state_media, voice
from alteram.text.sentences import tokens
from alteram.text.speech.cues import items

MOST_VARIANTS = 6
"""Ways to copy one sentence that are tried, longest first."""
REPORTS = frozenset({"report", "live"})
"""Genres whose own voice may state facts."""
CARRIED_VERBS = frozenset({"say", "report", "confirm", "according"})

_LABEL = re.compile(r"([A-Z]{4,}) [A-Z]")
_HEADED = re.compile(
    r"(?:CLOSE|WATCH|READ|LISTEN|VIDEO|RELATED|PHOTOS?|Show Hide|Play Video) [A-Z]|[-–—•*]\s"
    r"|\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?\b|[^\s:,;“\"]+(?: [^\s:,;“\"]+){0,3}: ?[A-Z]"
)
_LABELS = re.compile(r"\b[^\W\d_]{2,}: (?=[A-Z])")
"""Colons of a list or timeline; a sentence has one at most."""
LEAST_OF_TITLE, TITLE_SHARE = 5, 0.8
"""Words of content from which a sentence can be told to be set like a title, and the share that begins so."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may become a fact: where it stands, whose voice it is in, and the attribution that glue must carry.

    `place` is the sentence's index in its article (the title is 0); `carried` is set when its attribution is left
    behind.
    """

    n: int
    place: int
    statement: Statement
    voice: str
    origin: Origin
    attribution: Attribution | None
    carried: Attribution | None
    quoted: bool


def candidates(dossier: Dossier) -> tuple[Candidate, ...]:
    """Every clause of the dossier that may become a fact, by article and place."""
    found: list[Candidate] = []
    for n, article in enumerate(dossier.articles, start=1):
        readings = read(article.text).sentences
        for place, reading in usable(dossier, n):
            found += _of_sentence(dossier, n, place, reading, readings)
    return tuple(found)


def _of_sentence(
    dossier: Dossier, n: int, place: int, reading: SentenceReading, readings: tuple[SentenceReading, ...]
) -> list[Candidate]:
    article = dossier.articles[n - 1]
    text = article.text
    if length(text, (reading.span,)) < LEAST_WORDS:
        return []
    attribution = governing(reading, readings)
    options: list[Attribution | None] = [None]
    if attribution is not None and _may_be_carried(text, reading, attribution, dossier.registry):
        options.insert(0, attribution)
    found: list[Candidate | None] = []
    for carried in options:
        cuts = (spans for spans in variants(text, reading.span, carried) if length(text, spans) <= MOST_WORDS)
        found += [
            candidate(dossier, n, place, reading, spans, attribution, carried) for spans in islice(cuts, MOST_VARIANTS)
        ]
    return [one for one in found if one is not None]


def candidate(
    dossier: Dossier,
    n: int,
    place: int,
    reading: SentenceReading,
    spans: tuple[Span, ...],
    attribution: Attribution | None,
    carried: Attribution | None,
    least: int = LEAST_WORDS,
) -> Candidate | None:
    """The candidate that copies `spans` of a sentence of source `n`, or None where they may not become a fact."""
    article = dossier.articles[n - 1]
    text = article.text
    whose = voice(reading, spans)
    outside = carried is not None and _outside(carried, spans)
    if whose == "shadow" or (carried is not None and not (outside and whose == "governed")):
        return None
    if whose == "governed" and carried is None and not _says_who(text, attribution, spans):
        return None
    if whose == "own" and _left_unsaid(reading.attribution, spans):
        return None
    told = whose == "governed" and attribution is not None and is_told(text, attribution, spans)
    if not stands_alone(text, spans, own=not told, least=least):
        return None
    origin = passage_origin(article, n, reading, spans, dossier.origins, dossier.registry)
    if whose == "governed" and carried is None and not _calls_state_media_so(text, spans, origin, dossier):
        return None
    return Candidate(
        n=n,
        place=place,
        statement=Statement(article, reading.span, spans),
        voice=whose,
        origin=origin,
        attribution=attribution,
        carried=carried,
        quoted=any(a < e and s < b for s, e in reading.quotations for a, b in spans),
    )


def usable(dossier: Dossier, n: int) -> tuple[tuple[int, SentenceReading], ...]:
    """Sentences of source `n` that may give a fact, with their places."""
    article = dossier.articles[n - 1]
    if article.genre not in REPORTS or article.confidence < RULES.least_confidence:
        return ()
    return _usable_in(article.text)


@lru_cache(maxsize=TEXTS)
def _usable_in(text: str) -> tuple[tuple[int, SentenceReading], ...]:
    return tuple(
        (place, reading)
        for place, reading in enumerate(read(text).sentences)
        if reading.paragraph > 0 and _whole_is_usable(text, reading)
    )


def _calls_state_media_so(text: str, spans: tuple[Span, ...], origin: Origin, dossier: Dossier) -> bool:
    """Whether a clause that copies its own attribution may: state media has to be called state media in it."""
    return not is_state_media(origin, dossier.registry) or any(says_state_media(text, span) for span in spans)


def _whole_is_usable(text: str, reading: SentenceReading) -> bool:
    """Rules that a whole sentence must keep, whatever is copied of it."""
    sentence = text[reading.span[0] : reading.span[1]]
    if (
        reading.state == "shadow"
        or sentence.rstrip("\"”’')")[-1:] not in (".", "!")
        or _GARBLED.search(sentence)
        or starts_conditionally(text, reading.span)
    ):
        return False
    return not (
        is_furniture(sentence)
        or _is_caption(text, reading.span)
        or _in_brackets(text, reading.span)
        or _begins_with_a_label(text, sentence)
        or len(_LABELS.findall(sentence)) > 1
        or _is_title(text, reading.span)
    )


_GARBLED = re.compile(
    r"[\x80-\x9f\ufffdâ ).A-Z\"](?:(?<=[\x80-\x9f\ufffd])|(?<=â)€|(?<=[a-z]â)(?=[\s.,;]|s\b|$)"
    r"|(?<=[a-z] )(?:The|It|He|She|They|This) [a-z]|(?<=\)),?\(|(?<=\w\.)\([A-Z]|(?<=[a-z][a-z][a-z][A-Z])[A-Z]"
    r"|(?<=\w\")\w|(?<=\bM)ORE(?:’s|'s)? )"
)
"""Bytes that were read in the wrong encoding, and two sentences run into one, as of a heading and its text. Each begins
with one of a few characters and looks behind it, so that a sentence is passed over fast."""


_DATED = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, (?:19|20)\d\d\b")


def _is_caption(text: str, span: Span) -> bool:
    """Whether a sentence tells in the present tense of a day with its year, as captions of photographs do."""
    if _DATED.search(text, *span) is None:
        return False
    row = items(text, *span)
    verb = finite(row, 0, len(row))
    return verb is None or not (is_past(row[verb]) or row[verb].lower in ("was", "were", "had", "did"))


def _in_brackets(text: str, span: Span) -> bool:
    """Whether a sentence opens with a bracket that is no agency's dateline."""
    return text[span[0]] == "(" and dateline(text, *span) is None


def _is_title(text: str, span: Span) -> bool:
    """Whether a sentence is set like a title: nearly all its words of content begin with a capital."""
    found = [token.text for token in tokens(text, *span) if token.text[0].isalpha()]
    content = [word for word in found if word.lower() not in words("function_words")]
    capitals = sum(word[0].isupper() for word in content)
    return len(content) >= LEAST_OF_TITLE and capitals >= TITLE_SHARE * len(content)


def _begins_with_a_label(text: str, sentence: str) -> bool:
    """Whether a label of the page stands before the sentence: one with a colon ("Key point: The ..."), or furniture in
    capitals that was run into it ("CLOSE A judge ..."), a word that stands only here."""
    if _HEADED.match(sentence):
        return True
    match = _LABEL.match(sentence)
    return match is not None and len(re.findall(rf"\b{match[1]}\b", text)) == 1


def _may_be_carried(text: str, reading: SentenceReading, attribution: Attribution, registry: Registry) -> bool:
    """Whether "according to X" can stand for the attribution: a source named or described there, no quotation inside.

    One that comes first stays as it is, unless X is state media and has to be called so.
    """
    if attribution.source is None or attribution.verb not in CARRIED_VERBS:
        return False
    outlet = registry.named(text[attribution.source[0] : attribution.source[1]])
    if attribution.position == "before" and (outlet is None or outlet.control != "state-controlled"):
        return False
    if reading.attribution is None or reading.quotations or pointing(text, (attribution.source,)):
        return False
    return names_a_speaker(text, attribution.source)


def _left_unsaid(attribution: Attribution | None, spans: tuple[Span, ...]) -> bool:
    """Whether a clause says that somebody spoke and leaves out what was said."""
    if attribution is None or not attribution.content:
        return False
    cue, content = attribution.cue, attribution.content
    return any(a <= cue[0] and cue[1] <= b for a, b in spans) and not any(
        a < end and start < b for a, b in spans for start, end in content
    )


def _outside(attribution: Attribution, spans: tuple[Span, ...]) -> bool:
    """Whether source and cue are both left behind."""
    wanted = [span for span in (attribution.source, attribution.cue) if span is not None]
    return not any(a < end and start < b for a, b in spans for start, end in wanted)


def _says_who(text: str, attribution: Attribution | None, spans: tuple[Span, ...]) -> bool:
    """Whether a governed clause copies its own attribution, whose source is no pronoun."""
    if attribution is None or attribution.source is None or not _is_known_source(text, attribution):
        return False
    wanted = (attribution.source, attribution.cue)
    return all(any(a <= start and end <= b for a, b in spans) for start, end in wanted)


def _is_known_source(text: str, attribution: Attribution) -> bool:
    """Whether a source that is copied with its clause says who it is: a name with a description behind it, what stands

    behind "according to", however long, or a short phrase that names or describes somebody. Of one that holds a verb
    ("The board issued a statement condemning ...") that verb's subject is asked.
    """
    assert attribution.source is not None  # noqa: S101 - asked by those who have seen it
    start, end = attribution.source
    row = items(text, start, end)
    verb = finite(row, 0, len(row))
    end = end if verb is None else row[verb - 1].end
    head = start + len(text[start:end].partition(",")[0])
    if names_a_speaker(text, (start, head)) and (
        head == end or any(n.start == start for n in names(text, start, head))
    ):
        return True
    found = text[start:end].split(maxsplit=1)
    first = (start, start + len(found[0])) if found else (start, start)
    return text[slice(*attribution.cue)].lower() == "according to" and bool(found) and not is_pronoun(text, first)
