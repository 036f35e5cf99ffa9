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
from alteram.stages.narratives.forms import forms
from alteram.stages.narratives.passages import GENRES, Voiced, core_lemmas
from alteram.stages.narratives.standing import Topic, words_in
from alteram.text.attribution import Attribution, SentenceReading, read, resolve_source
from alteram.text.grammar.verbs import is_adverb, is_past
from alteram.text.lexicon import words
from alteram.text.names import names, surname
from alteram.text.people.persons import Person, persons
from alteram.text.provenance import governing, passage_origin
from alteram.text.sentences import paragraphs
from alteram.text.similarity import content_lemmas
from alteram.text.speech.cues import items
from alteram.text.views.arguments import argument, in_earnest, is_act
from alteram.text.views.camps import Membership, affiliations, memberships
from alteram.text.views.stances import speaker, stances
from alteram.text.views.voice import opinionated

Known = Mapping[str, frozenset[Membership]]
"""Camps of those whom a story names in full, as of `affiliations`."""
SPEAKING = frozenset({"say", "claim", "according", "confirm"})
"""Kinds of cue under which a position is stated; a denial or a hedge is none."""
LEAST_WEIGHT = 0.7
"""Weight of argument from which a statement takes a position: a duty, or two marks of another kind."""
MANNER, LIKELY = 1.2, 0.85
"""Weight of an opinion's manner (`opinionated`, above an even chance), and the chance that is a mark by itself."""
SOURCE_WORDS = 12
"""A longer phrase in front of a cue is hardly the name of one speaker."""
NAME_FIRST = 12
"""Code points before a name that is still the subject of what is said ("Speaker ...")."""
LOYAL, DISLOYAL = 0.6, -10.0
"""For speaking against the other camp or for one's own, and for the contrary, which is no camp's narrative."""

_QUOTES = re.compile('[“”"]')
_ADJECTIVE = re.compile(r"(?:the )?(?:Democratic|Republican|Conservative|Labour|American|British)")
_HEAD = re.compile(r"[Tt]he (?:president|administration|White House)")
_WHEN = re.compile(
    r"\W*(?:(?:But|And|Yet|So),? )?(?:Every time|When(?:ever)?|If|While|Because|Since|Although|Though|Even before|"
    r"After|Before|As|Until|Unless)\s",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r" (?:has |have |had )?(?:said|says|described|describes|argued|argues|claimed|claims|stated|states|told|tells)\b"
)
_CLAUSE_END = re.compile(r"(?:,|\b(?:while|whereas|as|but|and))\s(?:[A-Z][\w.]+\s){0,3}$")
_CLAIMED = re.compile(r"\W*(?:responsibility|credit|victory)\b")
_DATED = re.compile(r"(?:[A-Z]{4,}\b|[Hh]ours|[Dd]ays|[Aa]fter|[Bb]efore|[Ww]hen|[Ww]hile|[Ii]n |[Oo]n )")

_ONESELF = frozenset(("i", "he", "she", "we"))
_OPINES = frozenset(("wrong", "right", "because", "never", "not", "proud", "ashamed", "sorry", "sad", "angry", "happy"))
_QUALIFIES = re.compile(
    r"(?:,[”\"’]?|—|–) ?(?:though|although|adding|an? (?:comment|remark|charge|claim|phrase|reference))\b"
)
"""What an outlet adds behind a statement: a contrary, a second statement, or what it thinks of the first."""
ACCOUNT_REACH = 8
"""Words at the beginning of what is said in which an account of one's own deeds shows itself."""


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
    topic = Topic(title_lemmas(dossier), core_lemmas(dossier))
    known = affiliations(tuple(article.text for article in dossier.articles))
    found: list[Statement] = []
    for n, article in enumerate(dossier.articles, start=1):
        if article.genre in GENRES and article.confidence >= RULES.least_confidence:
            for place, reading in enumerate(read(article.text).sentences):
                if reading.paragraph > 0:
                    found += _of_sentence(dossier, n, place, reading, topic, known)
    return tuple(found)


def title_lemmas(dossier: Dossier) -> frozenset[str]:
    """What the titles of a story name: "this" may stand before it."""
    return frozenset(lemma for one in dossier.articles for lemma in content_lemmas(one.text, *paragraphs(one.text)[0]))


def _of_sentence(
    dossier: Dossier,
    n: int,
    place: int,
    reading: SentenceReading,
    topic: Topic,
    known: Known,
) -> Iterator[Statement]:
    article = dossier.articles[n - 1]
    text = article.text
    attribution = governing(reading, read(text).sentences)
    if attribution is None or attribution.source is None or not _one_speaker(text, reading, attribution):
        return
    lemmas = frozenset(content_lemmas(text, *reading.span))
    content = tuple(_own(text, reading, attribution))
    argued = argument(text, content, attribution.cue if reading.attribution is not None else None)
    manner = opinionated(_QUOTES.sub(" ", " ".join(text[slice(*part)] for part in content)))
    weight = argued.weight + MANNER * max(0.0, manner - 0.5)
    marked = argued.valences or argued.duty or argued.appeals or argued.act or manner >= LIKELY
    if weight < LEAST_WEIGHT or not marked or not lemmas & (topic.core | topic.titles):
        return
    belongs = memberships(text, attribution.source, article.when or "", known)
    targets = tuple(_targets(article, reading, belongs, known))
    weight += sum(loyalty for _, _, loyalty in targets) + min(len(lemmas & topic.core), 5) / 10
    full = resolve_source(text, attribution.source)
    for form in forms(text, reading, attribution, full, topic):
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


def at_odds(dossier: Dossier) -> frozenset[str]:
    """Axes on which a member of one camp somewhere speaks of a member of the other, judging or demanding."""
    known = affiliations(tuple(article.text for article in dossier.articles))
    return frozenset(
        axis
        for article in dossier.articles
        for reading in read(article.text).sentences
        for axis, side in _speaker_camps(article, reading, known)
        for other, opposite in _spoken_of(article, reading, known)
        if axis == other and side != opposite
    )


def _speaker_camps(article: Article, reading: SentenceReading, known: Known) -> frozenset[Membership]:
    """Camps of who speaks in a sentence."""
    source = speaker(article.text, reading)
    return frozenset() if source is None else memberships(article.text, source, article.when or "", known)


def _spoken_of(article: Article, reading: SentenceReading, known: Known) -> frozenset[Membership]:
    """Camps of those who are named in what is said, where it judges or demands something."""
    text = article.text
    content = reading.attribution.content if reading.attribution is not None else (reading.span,)
    argued = argument(text, content, reading.attribution.cue if reading.attribution is not None else None)
    if argued.weight < LEAST_WEIGHT:
        return frozenset()
    named = (name for span in content for name in names(text, *span) if name.kind != "place")
    return frozenset(
        one for name in named for one in memberships(text, (name.start, name.end), article.when or "", known)
    )


def _own(text: str, reading: SentenceReading, attribution: Attribution) -> Iterator[Span]:
    """What the speaker says for himself: what he reports somebody else to say is not weighed."""
    content = attribution.content if reading.attribution is not None else (reading.span,)
    told = [
        span
        for other in reading.others
        if other.source is not None and other.source != attribution.source and names(text, *other.source)
        for span in other.content
        if any(start <= other.cue[0] < end for start, end in content)
    ]
    for start, end in content:
        first = next(iter(names(text, start, end)), None)
        if first is not None and first.start - start < NAME_FIRST and _REPORTS.match(text, first.end, end):
            continue
        stop = min((span[0] for span in told if start <= span[0] < end), default=end)
        if start < stop:
            yield start, stop


def _one_speaker(text: str, reading: SentenceReading, attribution: Attribution) -> bool:
    """Whether one speaker alone states all of it, in earnest."""
    assert attribution.source is not None  # noqa: S101 - the caller has checked
    states = attribution.verb in SPEAKING or (attribution.verb == "deny" and is_act(text, attribution.cue))
    if any(_CLAIMED.match(text, *span) for span in attribution.content):
        return False
    if not states or not in_earnest(text, attribution.cue) or reading.state != "governed":
        return False
    if words_in(text, attribution.source) > SOURCE_WORDS or _DATED.match(text, attribution.source[0]):
        return False
    named = names(text, *resolve_source(text, attribution.source)) or _HEAD.fullmatch(text, *attribution.source)
    if not named or _ADJECTIVE.fullmatch(text, *attribution.source):
        return False
    ahead = text[reading.span[0] : attribution.cue[0]].split()
    if ahead and ahead[-1].lower() in words("prepositions"):
        return False  # what he does is told, and that he spoke as a part of it: "Brandt drew fire for saying" so
    before = text[reading.span[0] : attribution.source[1]]
    if _WHEN.match(before) and "," not in before:
        return False
    if _is_account(text, attribution) or _is_qualified(text, reading, attribution):
        return False
    return all(_same_speaker(text, attribution, other) for other in reading.others)


def _is_account(text: str, attribution: Attribution) -> bool:
    """Whether somebody tells what he himself did or suffered ("I heard from ...", "he was held for years"), without an
    opinion of it: that is no position.
    """
    for span in attribution.content[:1]:
        said = _QUOTES.sub(" ", text[slice(*span)]).strip()
        row = [item for item in items(said, 0, len(said)) if item.text[0].isalnum()][:ACCOUNT_REACH]
        if len(row) > 2 and row[0].lower in _ONESELF:
            verb = next((item for item in row[1:] if not is_adverb(item)), row[1])
            past = is_past(verb) or verb.lower in ("was", "had")
            return past and not any(item.lower in _OPINES for item in row)
    return False


def _is_qualified(text: str, reading: SentenceReading, attribution: Attribution) -> bool:
    """Whether the outlet adds to a statement, behind it, what makes another of it (", though his office ...", ", a
    comment playing on ..."), or a second thing that he said (", adding that he would ...").
    """
    found = _QUALIFIES.finditer(text, attribution.cue[0], reading.span[1])
    return any(not any(a < match.end() - 1 < b - 1 for a, b in reading.quotations) for match in found)


def _same_speaker(text: str, attribution: Attribution, other: Attribution) -> bool:
    """Whether a second cue in the sentence is its one speaker's: in what he says, or of no other source."""
    if any(start <= other.cue[0] < end for start, end in attribution.content):
        return not _takes_over(text, attribution, other)
    if other.source is None or other.source == attribution.source:
        return other.verb in SPEAKING
    return text[slice(*other.source)].lower() in ("he", "she", "they", "who", "we", "i") and other.verb in SPEAKING


def _takes_over(text: str, attribution: Attribution, other: Attribution) -> bool:
    """Whether a clause of somebody else's follows what the speaker says ("..., while Holm said ...")."""
    if other.source is None or other.source == attribution.source or not _CLAUSE_END.search(text[: other.source[0]]):
        return False
    assert attribution.source is not None  # noqa: S101 - the caller has checked
    speakers = [{surname(one.name) for one in _people(text, span)} for span in (attribution.source, other.source)]
    return bool(speakers[1]) and not speakers[0] & speakers[1]


def _people(text: str, span: Span) -> tuple[Person, ...]:
    """Persons whom a phrase names."""
    return tuple(one for one in persons(text) if any(span[0] <= start < span[1] for start, _ in one.mentions))


def _called(text: str, full: Span) -> str:
    """A speaker's name for comparison: the last name in the words that name him, else these words."""
    found = names(text, *full)
    return found[-1].text if found else text[slice(*full)].lower()


def _targets(
    article: Article,
    reading: SentenceReading,
    belongs: frozenset[Membership],
    known: Known,
) -> Iterator[tuple[str, int, float]]:
    """Whom the sentence is for or against, with its sign and what that is worth for a speaker of these camps."""
    text = article.text
    said_by = speaker(text, reading)
    for stance in stances(text, reading):
        if stance.holder is None or stance.holder != said_by or text[stance.target[0]].islower():
            continue
        theirs = memberships(text, stance.target, article.when or "", known)
        same = bool(theirs & belongs)
        opposed = any(axis == other and side != side2 for axis, side in theirs for other, side2 in belongs)
        loyal = (same and stance.sign > 0) or (opposed and stance.sign < 0)
        disloyal = (same and stance.sign < 0) or (opposed and stance.sign > 0)
        weight = LOYAL if loyal else DISLOYAL if disloyal and stance.form == "act" else -LOYAL if disloyal else 0.0
        yield text[slice(*resolve_source(text, stance.target))], stance.sign, weight
