"""From figures to claims: who holds a figure, as of when, of which place; other events' tolls never enter."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alteram.model.articles import Article, Span
from alteram.model.briefs import FieldEvidence, Holder, Origin, Passage
from alteram.model.ids import Moment, day, has_time
from alteram.model.stories import Dossier
from alteram.stages.disagreements.backgrounds import is_background, is_of_others, speaks_of_other_time
from alteram.stages.disagreements.figures import Figure, figures, is_presupposed, named
from alteram.stages.disagreements.likeness import Setting, is_toll, setting
from alteram.stages.disagreements.measures import measures
from alteram.stages.disagreements.places import DESCRIBING, where
from alteram.text.attribution import Attribution, SentenceReading, read, resolve_source
from alteram.text.names import names
from alteram.text.provenance import governing, passage_origin, voice
from alteram.text.quantities import Quantity, quantities
from alteram.text.similarity import words
from alteram.text.times import resolve_weekday

LEAD_PARAGRAPHS = 5
"""Paragraphs after the title in which an article tells what its own event is."""
SCENE_PARAGRAPHS = 2
"""Paragraphs after the title that set the scene of the whole event."""
SAME_TIME = timedelta(hours=1)
"""Publications not further apart than this speak as of one time."""
MINUTES = 24 * 60
"""Minutes of a day: 24:00 is the next one."""
PRONOUNS = frozenset(
    ["he", "she", "they", "it", "i", "we", "you", "who", "one", "this", "that", "these", "those", "which"]
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of one slot in one passage: `clock` is the stated time of day in minutes, `lead` whether it leads."""

    figure: Figure
    n: int
    article: Article
    reading: SentenceReading
    voice: str
    where: str
    origin: Origin
    holder: Holder
    as_of: Moment | None
    stated: bool
    clock: float | None
    lead: bool
    setting: Setting

    @property
    def quantity(self) -> Quantity:
        """The interval that is claimed."""
        return self.figure.quantity

    @property
    def given(self) -> Moment | None:
        """When it was given: the publication, where it states an hour of that day in a zone that is not known."""
        when = self.article.when
        if self.stated and when is not None and self.as_of == day(when):
            return when
        return self.as_of

    @property
    def key(self) -> tuple[int, int]:
        """Where it stands: claims are ordered by it."""
        return self.n, self.quantity.start


def claims(dossier: Dossier) -> tuple[Claim, ...]:
    """Every comparable figure of a dossier, by article and place."""
    known = story_words(dossier)
    found: list[Claim] = []
    for n, article in enumerate(dossier.articles, start=1):
        if article.genre in ("opinion", "satire"):
            continue
        found += _of_article(dossier, n, article, known)
    return tuple(found)


def story_words(dossier: Dossier) -> frozenset[str]:
    """Words of names in titles and leads of two articles (of one, where there is no second): the story's own."""
    return _shared_names(dossier, LEAD_PARAGRAPHS, 2)


def scene_words(dossier: Dossier) -> frozenset[str]:
    """Words of names at the very top of at least half of the articles: where the whole event is."""
    return _shared_names(dossier, SCENE_PARAGRAPHS, (len(dossier.articles) + 1) // 2)


def common_words(dossier: Dossier) -> frozenset[str]:
    """Words of names in the title and lead of every article."""
    return _shared_names(dossier, LEAD_PARAGRAPHS, len(dossier.articles))


def _shared_names(dossier: Dossier, depth: int, least: int) -> frozenset[str]:
    count: Counter[str] = Counter()
    for article in dossier.articles:
        seen: set[str] = set()
        for reading in read(article.text).sentences:
            if reading.paragraph <= depth:
                for name in names(article.text, *reading.span):
                    seen.update(word.lower() for word in words(name.text))
        count.update(seen)
    return frozenset(word for word, times in count.items() if times >= min(least, len(dossier.articles)))


def _of_article(dossier: Dossier, n: int, article: Article, known: frozenset[str]) -> Iterator[Claim]:
    readings = read(article.text).sentences
    elsewhere = -1
    for reading in readings:
        if speaks_of_other_time(article, reading.span):
            elsewhere = reading.paragraph
            continue
        if elsewhere == reading.paragraph and reading.paragraph > 0:
            continue
        counted = tuple(figures(article.text, reading.span))
        taken = frozenset(figure.quantity.start for figure in named(article.text, reading.span))
        found = (*counted, *measures(article.text, reading.span, taken))
        if not found or is_background(article.text, reading.span):
            continue
        attribution = governing(reading, readings)
        deep = reading.paragraph > LEAD_PARAGRAPHS and _names_strangers(article.text, reading, attribution, known)
        for figure in found:
            if (deep and is_toll(figure)) or is_of_others(article.text, reading.span, figure):
                continue
            claim = _claim(dossier, n, article, reading, attribution, figure)
            if claim is not None:
                yield claim


def _names_strangers(
    text: str, reading: SentenceReading, attribution: Attribution | None, told: frozenset[str]
) -> bool:
    """Whether a sentence outside the lead names what the story's leads do not: another event's place or doer."""
    speaking = [span for span in (attribution.source, attribution.carrier) if span] if attribution else []
    for name in names(text, *reading.span):
        if any(a <= name.start and name.end <= b for a, b in speaking) or DESCRIBING.fullmatch(name.text):
            continue
        if not any(word.lower() in told for word in words(name.text)):
            return True
    return False


def _claim(
    dossier: Dossier,
    n: int,
    article: Article,
    reading: SentenceReading,
    attribution: Attribution | None,
    figure: Figure,
) -> Claim | None:
    """The claim that a figure makes; None where it is what a headline's speaker says.

    What only "they" say, whoever that is, the outlet holds, and the words are no sentence of the brief.
    """
    span = (figure.quantity.start, figure.quantity.end)
    if attribution is not None and _is_predicate(article.text, attribution, figure):
        attribution, reading = None, replace(reading, state="own", attribution=None)
    whose = voice(reading, (span,))
    if whose == "governed" and reading.paragraph == 0:
        return None
    origin = passage_origin(article, n, reading, (span,), dossier.origins, dossier.registry)
    holder = _holder(article, n, origin)
    if whose == "governed" and attribution is not None and attribution.source is not None:
        who = speaker(article.text, n, attribution.source)
        if who is None:
            whose, origin = "shadow", _owner(dossier, n, reading)
        holder = who or _holder(article, n, origin)
    as_of, clock = _stated(article, reading.span)
    speaking = (attribution.source, attribution.carrier, attribution.cue) if attribution is not None else ()
    return Claim(
        figure=figure,
        n=n,
        article=article,
        reading=reading,
        voice=whose,
        where=where(article.text, reading.span, figure) if figure.unit == "people" else "",
        origin=origin,
        holder=holder,
        as_of=as_of or article.when,
        stated=as_of is not None,
        clock=clock,
        lead=reading.paragraph <= LEAD_PARAGRAPHS,
        setting=setting(article.text, reading.span, figure, (one for one in speaking if one)),
    )


_PARTED = re.compile(r"[^“”\"]*;[^“”\"]*")
"""What follows a semicolon outside quotation marks is not what the speaker before it says."""
_DESCRIBED = re.compile(r"(?:described|called|dubbed|labell?ed|identified|named|known|regarded) by\b")


def _is_predicate(text: str, attribution: Attribution, figure: Figure) -> bool:
    """Whether the supposed cue is the figure's own verb ("the storm claimed five lives"), or does not say the figure.

    So is "reported" in "20 have been reported missing". "X called the shooting that left 31 people dead a disgrace"
    tells of the shooting in the outlet's voice.
    """
    start, end = figure.clause
    if attribution.position == "before" and _PARTED.fullmatch(text, attribution.cue[1], figure.quantity.start):
        return True
    if _DESCRIBED.match(text, attribution.cue[0]) or (
        attribution.position == "before" and is_presupposed(text, figure)
    ):
        return True
    if figure.quantity.end <= attribution.cue[0] and attribution.cue[1] <= figure.end:
        return True
    claimed = text[slice(*attribution.cue)].lower().startswith("claim")
    passive = text.startswith((" by ", " responsibility"), attribution.cue[1])
    return claimed and (passive or (start <= attribution.cue[0] < end and "lives" in text[start:end]))


def _owner(dossier: Dossier, n: int, reading: SentenceReading) -> Origin:
    owner = dossier.origins.owner(n, reading.span[0])
    return next(origin for origin in dossier.origins.origins if origin.id == owner)


def _holder(article: Article, n: int, origin: Origin) -> Holder:
    """Who holds what no speaker says: the medium that the passage cites or copies, else the article's own outlet."""
    if any(member.n == n and member.how in ("cue", "credit", "contained") for member in origin.members):
        evidence = next(member.evidence for member in origin.members if member.n == n and member.how != "own")
        return Holder(origin.name, evidence)
    return Holder(article.name, (FieldEvidence(n, "name"),))


_TRAILING = re.compile(r"\s+(?:on|in|at|of|to|for|with|by|from|late|early|and)$")
"""What may hang on at the end of a speaker's name."""


def speaker(text: str, n: int, source: Span) -> Holder | None:
    """Who speaks, in full where the article names them."""
    start, end = resolve_source(text, source)
    end -= len(text[start:end]) - len(_TRAILING.sub("", text[start:end]))
    if text[start:end].strip().lower() in PRONOUNS:
        return None
    return Holder(text[start:end], (Passage(n, start, end),))


_AS_OF = re.compile(r"\b(?:as of|by) ((?:[ap]\.m\.|[^,.;]|\.(?=\d))+)", re.IGNORECASE)
_SAID_AT = re.compile(
    r"\b(?:said|announced|reported|put it) (?:at|just after|shortly after) ((?:[ap]\.m\.|[^,.;]|\.(?=\d))+)"
)
_LONGEST_TIME = 40
"""Characters of "6 p.m. on Saturday"."""
_DAY_NAME = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_WORLD_TIME = re.compile(r"\b(?:GMT|UTC)\b")
_NAMED_HOURS = (("noon", 720.0), ("midnight", 0.0))


def _stated(article: Article, span: Span) -> tuple[Moment | None, float | None]:
    """The day a sentence says it speaks as of, and the clock time in minutes; a moment where it gives the zone."""
    text, when = article.text, article.when
    match = _AS_OF.search(text, *span) or _SAID_AT.search(text, *span)
    if match is None or when is None:
        return None, None
    left, right = match.start(1), min(match.end(1), match.start(1) + _LONGEST_TIME)
    clock = _clock(text, left, right)
    weekday = _DAY_NAME.search(text, left, right)
    weekday_meant = resolve_weekday(weekday.group(), when) if weekday else None
    if clock is None and (weekday_meant is None or not match.group().lower().startswith("as of")):
        return None, None
    stated = weekday_meant or day(when)
    if clock is not None and _WORLD_TIME.search(text, left, right):
        return Moment(f"{stated}T{int(clock) // 60:02}:{int(clock) % 60:02}:00Z"), clock
    return Moment(stated), clock


def _clock(text: str, left: int, right: int) -> float | None:
    """The time of day that a stretch begins with, in minutes."""
    for word, minutes in _NAMED_HOURS:
        if text.startswith(word, left):
            return minutes
    return next((q.low for q in quantities(text, left, right) if q.unit == "time" and q.low < MINUTES), None)


def same_time(one: Claim, other: Claim) -> bool | None:
    """Whether two claims speak as of one time: the same article, the same stated hour, or published within one hour.

    None when both are of one day and nothing tells their order.
    """
    if one.n == other.n:
        return True
    if one.as_of is None or other.as_of is None:
        return None
    if one.clock is not None and other.clock is not None and day(one.as_of) == day(other.as_of):
        return int(one.clock) // 60 == int(other.clock) // 60
    if has_time(one.as_of) and has_time(other.as_of):
        apart = datetime.fromisoformat(one.as_of) - datetime.fromisoformat(other.as_of)
        return abs(apart) <= SAME_TIME
    return None if day(one.as_of) == day(other.as_of) else False
