"""The brief, version 1: the nouns of the published JSON, field by field (see docs/formats.md)."""

from dataclasses import dataclass
from typing import Literal

from alteram.model.ids import ArticleId, Digest, Moment, OriginId, OutletId, StoryId

GlueKind = Literal["attribution", "resolution", "date", "case", "quote", "elision", "join", "end", "space"]


class Evidence:
    """What a glue piece stands on: a passage, a field of a source, or a field of the registry."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Passage(Evidence):
    """Code points `start` to `end` (exclusive) of the canonical text of source `source`."""

    source: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FieldEvidence(Evidence):
    """A field of a source as its page states it."""

    source: int
    field: Literal["name", "byline", "credit", "published", "title"]


@dataclass(frozen=True, slots=True)
class RegistryEvidence(Evidence):
    """A field of an outlet's registry entry."""

    registry: OutletId
    field: str


class Piece:
    """One piece of a published sentence: copied text or typed glue."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Copied(Piece):
    """Text copied from a source."""

    source: int
    start: int
    end: int
    kind: Literal["copied"] = "copied"


@dataclass(frozen=True, slots=True)
class Glue(Piece):
    """Text that is not copied; its grammar depends on `kind` (docs/formats.md)."""

    kind: GlueKind
    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One source that supports a clause by itself, with the passage that does and the origin behind it."""

    n: int
    passage: Passage
    origin: OriginId


@dataclass(frozen=True, slots=True)
class Clause:
    """Pieces `first` to `last` (inclusive) of a sentence, and what supports them."""

    first: int
    last: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A published sentence: its text is the concatenation of its pieces, nothing else."""

    id: str
    text: str
    pieces: tuple[Piece, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made the brief: version of Alteram, digest of the registry, version of the extractor."""

    alteram: str
    registry_sha256: Digest
    extractor: str


@dataclass(frozen=True, slots=True)
class Member:
    """Why a source belongs to an origin."""

    n: int
    how: Literal["own", "cue", "credit", "contained", "owner"]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Somebody who stands behind words: an outlet, an agency, or a speaker. One entry counts once."""

    id: OriginId
    name: str
    kind: Literal["outlet", "agency", "speaker", "unknown"]
    outlet: OutletId | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: `carriers` print it, `origins` stand behind it; `claim_of` names the one whose word every support is."""

    sentence: Sentence
    citations: tuple[int, ...]
    carriers: tuple[int, ...]
    origins: tuple[OriginId, ...]
    claim_of: OriginId | None
    flags: tuple[Literal["single-origin", "state-media", "disputed", "superseded"], ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """What a figure is of: predicate class ("killed"), unit ("people"), who, where ("" where not said)."""

    predicate: str
    unit: str
    who: str
    where: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a figure, as the passage names them."""

    name: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement: an interval (None is unbounded), who holds it, as of when, where it is printed."""

    low: float | None
    high: float | None
    text: str
    holder: Holder
    as_of: Moment | None
    as_of_from: Literal["stated", "published"]
    origin: OriginId
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One value at one time: what one passage states, who holds it, as of when.

    `side` (from 0) is None where it takes no side ("at least four" beside 27).
    """

    side: int | None
    low: float | None
    high: float | None
    text: str
    holder: Holder
    as_of: Moment
    as_of_from: Literal["stated", "published"]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Denial:
    """Who denies what side `side` (from 0) says, and the passage that says so."""

    side: int
    holder: Holder
    passage: Passage


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more values of one slot. Never averaged, never decided.

    `points` are its values by time, where there are three times or more; `denials` what is denied of its sides.
    """

    sentence: Sentence | None
    kind: Literal["conflict", "update", "correction", "scope", "undated"]
    slot: Slot
    sides: tuple[Side, ...]
    points: tuple[Point, ...] = ()
    denials: tuple[Denial, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrative:
    """One side's telling, bound to the passages that voice it."""

    label: str
    axis: str
    side: str
    rater: str | None
    voice: Literal["actor", "outlet"]
    providers: tuple[int, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class CoverageSide:
    """Of one side: who covered the story, and who of them carries the fact."""

    side: str
    covering: tuple[int, ...]
    carrying: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CoverageContrast:
    """A fact that one side carries and another leaves out."""

    fact: str
    axis: str
    sides: tuple[CoverageSide, ...]


@dataclass(frozen=True, slots=True)
class Abstention:
    """A part that stays empty, and why."""

    part: str
    axis: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ownership:
    """What is printed of an outlet's ownership, and on what basis."""

    label: str
    basis: str


@dataclass(frozen=True, slots=True)
class Source:
    """One article version that the brief names."""

    n: int
    article: ArticleId
    outlet: OutletId | None
    name: str
    title: str
    url: str
    published: Moment | None
    roles: tuple[Literal["cited", "provider", "evidence"], ...]
    ownership: Ownership
    text_sha256: Digest
    payload_sha256: Digest


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that was not published: its gate, reason code and passages, never its text."""

    gate: str
    reason: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One edition of one story's brief."""

    schema: Literal["alteram.brief/1"]
    made_by: MadeBy
    story: StoryId
    edition: int
    parent: Digest | None
    as_of: Moment | None
    headline: Sentence
    summary: tuple[Sentence, ...]
    origins: tuple[Origin, ...]
    facts: tuple[Fact, ...]
    disagreements: tuple[Disagreement, ...]
    narratives: tuple[Narrative, ...]
    coverage: tuple[CoverageContrast, ...]
    abstained: tuple[Abstention, ...]
    sources: tuple[Source, ...]
    withheld: tuple[Withheld, ...]
