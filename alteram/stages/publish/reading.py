"""The reader's view of a brief: each sentence with its citations, passages and pieces, ready for a page template."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from alteram.model.articles import Span
from alteram.model.briefs import (
    Brief,
    Copied,
    Fact,
    Glue,
    Member,
    Narrative,
    Origin,
    Passage,
    Sentence,
    Source,
    Withheld,
)
from alteram.stages.publish.citing import numbers, origin_names, outlet_names, passages, printed_names, provided_by
from alteram.stages.publish.contested import Contest, contested
from alteram.stages.publish.quoting import web_address
from alteram.stages.publish.views import Governor, QuotedPassage, Quotes
from alteram.stages.publish.wording import listing, words
from alteram.text.people.titles import neutral_title

OWN_VOICE = Governor("own")


@dataclass(frozen=True, slots=True)
class SourceView:
    """A numbered source; `link` is None where its address is no plain web address. `neutral`: neutral words stand in
    the place of its title, which accuses a private person."""

    n: int
    name: str
    source: Source
    link: str | None
    host: str
    roles: str
    neutral: bool


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage; `parts` are its quoted text, each part with whether the sentence copies it. No quote: not shown.

    `governor` says whose words it is as far as it bears the sentence out; `origin` names who stands behind it and how
    that is known, "" where it is the outlet that prints it, or the speaker.
    """

    passage: Passage
    source: SourceView
    quoted: QuotedPassage | None
    parts: tuple[tuple[str, bool], ...]
    governor: Governor
    origin: str = ""


@dataclass(frozen=True, slots=True)
class CitationView:
    """One citation number of a sentence; `anchor` is the id of its place on the page."""

    n: int
    anchor: str
    source: SourceView
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class PieceView:
    """One piece of a sentence: `n` is the source a copied piece comes from, None for glue of `kind`."""

    text: str
    kind: str
    n: int | None


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A published sentence with all that stands behind it."""

    id: str
    text: str
    language: str | None
    citations: tuple[CitationView, ...]
    pieces: tuple[PieceView, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact: who carries it, who stands behind it, whose claim it is ("" for nobody's), and flags in words."""

    sentence: SentenceView
    carriers: tuple[str, ...]
    origins: tuple[str, ...]
    independent: int
    claim: str
    flags: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NarrativeView:
    """One side's telling; `providers` are the names of those that provide it, each with a source of theirs, and
    `outlets` counts them."""

    opening: str
    label: str
    providers: tuple[tuple[str, Source], ...]
    outlets: int
    rater: str
    voice: str
    sentences: tuple[SentenceView, ...]
    contested: tuple[Contest, ...]


@dataclass(frozen=True, slots=True)
class AxisView:
    """The narratives of one axis, side by side; `alone` when nobody in the story argues the opposite."""

    axis: str
    narratives: tuple[NarrativeView, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class ContrastView:
    """A fact that one side carries and another leaves out, side by side in words."""

    fact: str
    text: str
    axis: str
    sides: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class WithheldView:
    """A withheld sentence: its gate and reason in words and where it rested; `text` and quotes only on loopback."""

    gate: str
    gate_words: str
    reason: str
    passages: tuple[PassageView, ...]
    text: str


def _shown_parts(quoted: QuotedPassage, passage: Passage, copied: Iterable[Span]) -> tuple[tuple[str, bool], ...]:
    """The quoted text cut where copied pieces begin and end."""
    length, parts, place = len(quoted.text), [], 0
    for start, end in sorted(copied):
        one, two = max(start - passage.start, place), min(end - passage.start, length)
        if one >= two:
            continue
        parts += [(quoted.text[place:one], False), (quoted.text[one:two], True)]
        place = two
    return tuple(part for part in (*parts, (quoted.text[place:], False)) if part[0])


def _copied_from(passage: Passage, sentence: Sentence | None) -> list[Span]:
    """What a sentence takes from a passage: copied pieces, and letters that stand there in the other case."""
    found: list[Span] = []
    for piece in sentence.pieces if sentence else ():
        if isinstance(piece, Copied):
            found.append((piece.start, piece.end) if piece.source == passage.source else (0, 0))
        elif isinstance(piece, Glue) and piece.kind == "case":
            found += [(e.start, e.end) for e in piece.evidence if isinstance(e, Passage) and e.source == passage.source]
    return [(start, end) for start, end in _merged(found) if start < passage.end and passage.start < end]


def _merged(spans: list[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _beside(governor: Governor, copied: list[Span], origins: tuple[tuple[Origin, Member | None], ...]) -> bool:
    """Whether what bears the sentence out lies outside what the passage's cue governs: then it is the outlet's own."""
    if governor.state != "governed":
        return False
    if copied and governor.content:
        return not any(a < end and start < b for a, b in governor.content for start, end in copied)
    hows = {member.how for origin, member in origins if member is not None and origin.kind in ("outlet", "agency")}
    return bool(hows) and "cue" not in hows and all(origin.kind != "speaker" for origin, _ in origins)


def _origin_words(source: Source, origins: tuple[tuple[Origin, Member | None], ...]) -> str:
    """Who stands behind a passage where that is another than its outlet and no mere speaker, and how that is known."""
    said = []
    for origin, member in origins:
        if origin.kind in ("outlet", "agency") and origin.name != source.name and origin.outlet != source.outlet:
            how = words("origin_hows", member.how if member is not None else "same-words")
            said.append(f"{origin.name} ({how})")
    return listing(said)


class BriefReader:
    """Draws the views of one brief from its nouns and the quoted passages."""

    def __init__(self, brief: Brief, quotes: Quotes) -> None:
        self.brief = brief
        self._quotes = quotes
        names = printed_names(brief)
        self._origins = {origin.id: origin for origin in brief.origins}
        self._sources = {source.n: self._source(source, names[source.n]) for source in brief.sources}

    @staticmethod
    def _source(source: Source, name: str) -> SourceView:
        link = web_address(source.url)
        host = (urlsplit(link).hostname or "") if link else ""
        roles = listing(words("roles", role) for role in source.roles)
        return SourceView(source.n, name, source, link, host, roles, source.title == neutral_title(source.published))

    def sources(self) -> tuple[SourceView, ...]:
        """All sources by number."""
        return tuple(self._sources[n] for n in sorted(self._sources))

    def passage(self, passage: Passage, sentence: Sentence | None = None) -> PassageView:
        """A passage with what `sentence` copies from it marked."""
        quoted = self._quotes.get(passage)
        if quoted is None:
            return PassageView(passage, self._sources[passage.source], None, (), OWN_VOICE)
        copied = _copied_from(passage, sentence)
        origins = self._behind(passage, sentence)
        governor = OWN_VOICE if _beside(quoted.governor, copied, origins) else quoted.governor
        return PassageView(
            passage,
            self._sources[passage.source],
            quoted,
            _shown_parts(quoted, passage, copied),
            governor,
            _origin_words(self._sources[passage.source].source, origins),
        )

    def _behind(self, passage: Passage, sentence: Sentence | None) -> tuple[tuple[Origin, Member | None], ...]:
        """The origins that `sentence` names behind a passage, each with what makes its source a member."""
        clauses = sentence.clauses if sentence else ()
        named = (c.origin for clause in clauses for c in clause.citations if c.passage == passage)
        origins = (self._origins[origin] for origin in dict.fromkeys(named) if origin in self._origins)
        return tuple((one, next((m for m in one.members if m.n == passage.source), None)) for one in origins)

    def _pieces(self, sentence: Sentence) -> tuple[PieceView, ...]:
        """Pieces with their texts, cut from the sentence by their lengths; none where these do not add up to it."""
        views, place = [], 0
        for piece in sentence.pieces:
            if isinstance(piece, Copied):
                length, kind, n = piece.end - piece.start, "copied", piece.source
            elif isinstance(piece, Glue):
                length, kind, n = len(piece.text), piece.kind, None
            else:
                return ()
            views.append(PieceView(sentence.text[place : place + length], kind, n))
            place += length
        return tuple(views) if place == len(sentence.text) else ()

    def sentence(self, sentence: Sentence) -> SentenceView:
        """A sentence with its citations in order of their numbers."""
        citations = tuple(
            CitationView(
                n,
                f"{sentence.id}-c{n}",
                self._sources[n],
                tuple(self.passage(passage, sentence) for passage in passages(sentence, n)),
            )
            for n in numbers(sentence)
        )
        quoted = (view.quoted for citation in citations for view in citation.passages)
        languages = {each.language for each in quoted if each is not None}
        language = languages.pop() if len(languages) == 1 else None
        return SentenceView(sentence.id, sentence.text, language, citations, self._pieces(sentence))

    def fact(self, fact: Fact) -> FactView:
        """A fact with the names behind its numbers and ids."""
        return FactView(
            self.sentence(fact.sentence),
            outlet_names(self.brief, fact.carriers),
            origin_names(self.brief, fact.origins),
            len(fact.origins),
            listing(origin_names(self.brief, (fact.claim_of,))) if fact.claim_of else "",
            tuple((flag, words("flags", flag)) for flag in fact.flags),
        )

    def _narrative(self, narrative: Narrative) -> NarrativeView:
        providers: dict[str, Source] = {}
        for source in (self._sources[n].source for n in narrative.providers if n in self._sources):
            providers.setdefault(source.name, source)
        return NarrativeView(
            provided_by(narrative.label, tuple(providers)),
            provided_by(narrative.label, ()).rstrip("."),
            tuple(providers.items()),
            len(providers),
            narrative.rater or "",
            words("voices", narrative.voice),
            tuple(map(self.sentence, narrative.sentences)),
            contested(self.brief, narrative),
        )

    def axes(self) -> tuple[AxisView, ...]:
        """Narratives grouped by axis, in the brief's order."""
        grouped: dict[str, list[Narrative]] = {}
        for narrative in self.brief.narratives:
            grouped.setdefault(narrative.axis, []).append(narrative)
        return tuple(
            AxisView(axis, tuple(map(self._narrative, group)), len({each.side for each in group}) == 1)
            for axis, group in grouped.items()
        )

    def contrasts(self) -> tuple[ContrastView, ...]:
        """Facts that one side carries and another leaves out."""
        texts = {fact.sentence.id: fact.sentence.text for fact in self.brief.facts}
        return tuple(
            ContrastView(
                each.fact,
                texts.get(each.fact, ""),
                each.axis,
                tuple(
                    (
                        side.side,
                        len(outlet_names(self.brief, side.carrying)),
                        len(outlet_names(self.brief, side.covering)),
                    )
                    for side in each.sides
                ),
            )
            for each in self.brief.coverage
        )

    def withheld(self, each: Withheld, text: str, *, show: bool) -> WithheldView:
        """A withheld sentence; unless `show`, neither its text nor its passages' texts are in the view."""
        views = tuple(
            self.passage(passage) if show else PassageView(passage, self._sources[passage.source], None, (), OWN_VOICE)
            for passage in each.passages
        )
        gate, reason = words("gates", each.gate), words("reasons", each.reason)
        return WithheldView(each.gate, gate, reason, views, text if show else "")
