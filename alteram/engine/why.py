"""Why: the evidence of one sentence, walked back to the archived bytes; or why an article is in its story."""

from collections.abc import Iterator
from dataclasses import dataclass

from alteram.engine.library import Library
from alteram.engine.reading import LibraryReader
from alteram.engine.weighing import Weighing, weigh
from alteram.errors import ArchiveError, NotFound
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article, RecordAddress
from alteram.model.briefs import (
    Brief,
    Citation,
    Copied,
    Evidence,
    FieldEvidence,
    Glue,
    Passage,
    Piece,
    RegistryEvidence,
    Sentence,
    Source,
)
from alteram.model.ids import ArticleId, Digest, OriginId, StoryId, digest_of
from alteram.model.stories import Join
from alteram.text.attribution import SentenceReading, read
from alteram.text.provenance import governing
from alteram.text.titles import lone_title


@dataclass(frozen=True, slots=True)
class PieceReason:
    """One piece: its text, and what it was copied from or stands on, in words."""

    kind: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class CitationReason:
    """One citation down to the bytes: passage, whose words they are, the article version, the record."""

    n: int
    outlet: str
    url: str
    passage: str
    start: int
    end: int
    voice: str
    origin: str
    article: ArticleId
    text_sha256: Digest
    payload_sha256: Digest
    record: RecordAddress | None
    bytes_found: int | None
    """Size of the payload in the archive, None when it is missing or has another digest."""


@dataclass(frozen=True, slots=True)
class SentenceReason:
    """All that stands behind one published sentence."""

    story: StoryId
    edition: int
    id: str
    text: str
    pieces: tuple[PieceReason, ...]
    citations: tuple[CitationReason, ...]
    carriers: int
    origins: tuple[str, ...]
    weighing: Weighing
    """Every cited passage, and the nearest that the story's other articles have, with the judge's reason."""


@dataclass(frozen=True, slots=True)
class ArticleReason:
    """Why an article is in its story."""

    story: StoryId
    title: str
    url: str
    nearest: str
    score: float
    shared: tuple[str, ...]
    other: str
    other_score: float


def sentences_of(brief: Brief) -> Iterator[Sentence]:
    """Every published sentence, in the order of the page."""
    yield brief.headline
    yield from brief.summary
    yield from (fact.sentence for fact in brief.facts)
    yield from (one.sentence for one in brief.disagreements if one.sentence is not None)
    yield from (sentence for one in brief.narratives for sentence in one.sentences)


def explain_sentence(library: Library, wanted: str, name: str) -> SentenceReason:
    """The evidence of a sentence; `name` is its id in the JSON, a bare number n means fn. Raises NotFound."""
    reader = LibraryReader(library)
    brief, edition = reader.brief(wanted)
    key = f"f{name}" if name.isdecimal() else name
    by_id = {sentence.id: sentence for sentence in sentences_of(brief)}
    if key not in by_id:
        raise NotFound(f"There is no sentence {name} in {brief.story}. It has {', '.join(by_id)}.")
    sentence = by_id[key]
    sources = reader.sources(brief)
    listed = {source.n: source for source in brief.sources}
    cited = [c for clause in sentence.clauses for c in clause.citations]
    names = {origin.id: origin.name for origin in brief.origins}
    return SentenceReason(
        story=brief.story,
        edition=edition.number,
        id=key,
        text=sentence.text,
        pieces=tuple(_piece(piece, sources) for piece in sentence.pieces),
        citations=tuple(_citation(library, c, sources, listed, names) for c in cited),
        carriers=len({c.n for c in cited}),
        origins=tuple(dict.fromkeys(names[c.origin] for c in cited)),
        weighing=weigh(sentence, sources, library.registry, LexicalJudge()),
    )


def explain_article(library: Library, wanted: str, url: str) -> ArticleReason:
    """Why the article at `url` is in the story. Raises NotFound when it is not."""
    reader = LibraryReader(library)
    story = reader.find(wanted).story
    store = library.store
    versions = {article.id: article for article in store.versions(url)}
    article = next((versions[a] for a in story.articles if a in versions), None)
    if article is None:
        raise NotFound(f"{url} is not in story {story.id}. `alteram show {story.id}` lists its sources.")
    join = next((j for j in store.joins(story.id) if j.article == article.id), None)
    if join is None:
        return ArticleReason(story.id, lone_title(article), url, "", 0.0, (), "", 0.0)
    return _article_reason(library, story.id, article, join)


def _article_reason(library: Library, story: StoryId, article: Article, join: Join) -> ArticleReason:
    def title(wanted: ArticleId | None) -> str:
        found = library.store.article(wanted) if wanted is not None else None
        return f"{found.name}: {lone_title(found)}" if found is not None else ""

    return ArticleReason(
        story=story,
        title=lone_title(article),
        url=article.url,
        nearest=title(join.nearest),
        score=join.score,
        shared=join.shared,
        other=title(join.other),
        other_score=join.other_score,
    )


def _piece(piece: Piece, sources: dict[int, Article]) -> PieceReason:
    if isinstance(piece, Copied):
        text = sources[piece.source].text[piece.start : piece.end] if piece.source in sources else ""
        return PieceReason("copied", text, f"[{piece.source}] characters {piece.start} to {piece.end}")
    assert isinstance(piece, Glue)  # noqa: S101 - there are two kinds of piece
    return PieceReason(piece.kind, piece.text, "; ".join(_evidence(e) for e in piece.evidence))


def _evidence(evidence: Evidence) -> str:
    if isinstance(evidence, Passage):
        return f"[{evidence.source}] characters {evidence.start} to {evidence.end}"
    if isinstance(evidence, FieldEvidence):
        return f"[{evidence.source}] the page's {evidence.field}"
    assert isinstance(evidence, RegistryEvidence)  # noqa: S101 - evidence has three kinds
    return f"registry entry {evidence.registry}, {evidence.field}"


def _citation(
    library: Library,
    citation: Citation,
    sources: dict[int, Article],
    listed: dict[int, Source],
    names: dict[OriginId, str],
) -> CitationReason:
    source = listed[citation.n]
    article = sources.get(citation.n)
    place = citation.passage
    record = library.store.record(source.article)
    return CitationReason(
        n=citation.n,
        outlet=source.name,
        url=source.url,
        passage=article.text[place.start : place.end] if article else "",
        start=place.start,
        end=place.end,
        voice=_voice(article, place) if article else "removed",
        origin=names[citation.origin],
        article=source.article,
        text_sha256=source.text_sha256,
        payload_sha256=source.payload_sha256,
        record=record,
        bytes_found=_bytes(library, record, source.payload_sha256),
    )


def _voice(article: Article, place: Passage) -> str:
    """Whose words the passage is, as the gates read it."""
    readings = read(article.text).sentences
    reading: SentenceReading | None = next((r for r in readings if r.span[0] <= place.start < r.span[1]), None)
    if reading is None:
        return "unknown"
    attribution = governing(reading, readings)
    if reading.state != "governed" or attribution is None or attribution.source is None:
        return "the outlet's own words" if reading.state == "own" else reading.state
    start, end = attribution.source
    return f"the words of {article.text[start:end]}"


def _bytes(library: Library, record: RecordAddress | None, digest: Digest) -> int | None:
    """Size of the archived payload when it has the digest."""
    if record is None:
        return None
    try:
        payload = library.archive.read(record)
    except ArchiveError:
        return None
    return len(payload) if digest_of(payload) == digest else None
