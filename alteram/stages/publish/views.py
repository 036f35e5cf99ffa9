"""What publishing gets handed in besides briefs: quoted passages, rows of the story list, editions, the frame."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from alteram.config import Publisher
from alteram.model.acts import ActKind, StoryEvent
from alteram.model.articles import Span
from alteram.model.briefs import Brief, Passage
from alteram.model.ids import ArticleId, Digest, Moment, OutletId, StoryId
from alteram.model.live import SourceChange
from alteram.model.stories import LinkKind


@dataclass(frozen=True, slots=True)
class Governor:
    """Whose words a passage is. `cue` quotes speaker and cue ("police said"), "" where nobody is named.

    `speaker` is their first full mention where it says more, `kind` what kind of source that is ("official"), "" where
    no word of the text tells. `before`: the cue stands in an earlier sentence. `content` are the code points of the
    article's text that the cue governs; what lies outside is the outlet's own.
    """

    state: Literal["own", "governed", "shadow"]
    cue: str = ""
    speaker: str = ""
    kind: str = ""
    before: bool = False
    content: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A cited passage as a reader may see it, with its nearest context.

    `before`, `text` and `after` are parts of the canonical text, in order; an ellipsis stands where one was cut, and
    `cut` says that `text` itself was. `link` is the original's address with a text fragment, None where the address is
    no plain web address. `text_sha256` is the digest of the whole canonical text.
    """

    before: str
    text: str
    after: str
    cut: bool
    outlet: str
    published: Moment | None
    language: str | None
    link: str | None
    text_sha256: Digest
    governor: Governor = Governor("own")


Quotes = Mapping[Passage, QuotedPassage]
"""The quoted passages of one brief; a passage whose text was removed has no entry."""


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One line of the story list. Counts are of the latest edition; `reason` says why a story has no brief."""

    story: StoryId
    headline: str
    brief: bool
    edition: int = 0
    articles: int = 0
    outlets: int = 0
    origins: int = 0
    facts: int = 0
    disagreements: int = 0
    narratives: int = 0
    opened: Moment | None = None
    updated: Moment | None = None
    summary: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """Another version of a source's page, cited by earlier editions; `changed`: when the page was first seen
    otherwise than that version, where that is known."""

    editions: tuple[int, ...]
    changed: Moment | None


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What became of one source of an edition. `captured`: when the cited version was captured, where that is known.

    `latest` is the version that is at its address now: live pages lead to it, no page shows a word of it. `earlier` is
    set for newest editions only.
    """

    change: SourceChange | None = None
    captured: Moment | None = None
    latest: ArticleId | None = None
    earlier: tuple[EarlierVersion, ...] = ()


SourceNotes = Mapping[int, SourceNote]
"""Notes of one edition, by source number; a source of which nothing became has none."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Why one article is in a story. `nearest` is the article there that it is tied to most, with the probability
    `score` and the time between them (`apart`); `other` the nearest story that it is not in. `acts` are what editors
    said of it: kind, time and reason; `when` is its own time. `terms` are words that both share: shown on this machine
    only, since they passed no gate."""

    article: ArticleId
    title: str
    outlet: str
    nearest: str
    score: float
    terms: tuple[str, ...]
    apart: str
    other: StoryId | None
    other_headline: str
    other_brief: bool
    other_score: float
    acts: tuple[tuple[ActKind, Moment, str], ...] = ()
    when: Moment | None = None


@dataclass(frozen=True, slots=True)
class StoryLink:
    """Another story that this one follows ("earlier"), that follows it ("later"), or that tells the
    same event in another language ("beside").

    `shown_by`: the later one's "title", or a "sentence" that looks back ("" for neither). `passage` is that title or
    sentence, and `shared` are words of both: shown on this machine only, since they passed no gate.
    """

    place: Literal["earlier", "later", "beside"]
    kind: LinkKind
    story: StoryId
    headline: str
    brief: bool
    opened: Moment | None
    shared: tuple[str, ...] = ()
    shown_by: Literal["title", "sentence", ""] = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class StoryPast:
    """What stands on a story's page beside its brief: what became of it, newest first, and why its articles are in it.

    `headlines` names the stories that an event speaks of and that have a page. `links` are what it follows, and
    what followed.
    """

    events: tuple[StoryEvent, ...] = ()
    members: tuple[Membership, ...] = ()
    headlines: Mapping[StoryId, str] = field(default_factory=dict)
    links: tuple[StoryLink, ...] = ()


NOTHING_PAST = StoryPast()
"""That of a page which tells none."""


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """One edition of a brief, with its JSON byte for byte, the passages it quotes and what became of its sources.

    `outlets` are those of its outlets that have a page on the site.
    """

    brief: Brief
    payload: bytes
    digest: Digest
    quotes: Quotes
    notes: SourceNotes = field(default_factory=dict)
    outlets: frozenset[OutletId] = frozenset()


@dataclass(frozen=True, slots=True)
class PublishedStory:
    """A story of the site: its row and its editions, oldest first."""

    row: StoryRow
    editions: tuple[PublishedEdition, ...]
    past: StoryPast = NOTHING_PAST


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One line of a brief's history; `href` is relative to the story's folder, `changes` are words for people."""

    number: int
    digest: Digest
    as_of: Moment | None
    href: str
    changes: tuple[str, ...]


NOBODY = Publisher()
"""The publisher of pages that are not published."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page.

    `private` pages carry a banner and ask not to be indexed; `live` pages come from the server on this machine, which
    alone may show archived texts, refusals and withheld sentences.
    """

    publisher: Publisher = NOBODY
    private: bool = False
    live: bool = False

    @property
    def unpublished(self) -> bool:
        """Whether the pages are for the owner of the library only."""
        return self.private or self.live


def story_row(brief: Brief, *, opened: Moment | None, updated: Moment | None, articles: int) -> StoryRow:
    """The row of a story that has a brief; `articles` counts the whole story, cited or not."""
    return StoryRow(
        story=brief.story,
        headline=brief.headline.text,
        brief=True,
        edition=brief.edition,
        articles=articles,
        outlets=len({source.outlet or source.name for source in brief.sources}),
        origins=len({origin for fact in brief.facts for origin in fact.origins}),
        facts=len(brief.facts),
        disagreements=len(brief.disagreements),
        narratives=len(brief.narratives),
        opened=opened,
        updated=updated,
        summary=" ".join(sentence.text for sentence in brief.summary),
    )
