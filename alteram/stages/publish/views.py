"""What publishing gets handed in besides briefs: quoted passages, rows of the story list, editions, the frame."""

from collections.abc import Mapping
from dataclasses import dataclass

from alteram.config import Publisher
from alteram.model.briefs import Brief, Passage
from alteram.model.ids import Digest, Moment, StoryId


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
class PublishedEdition:
    """One edition of a brief, with its JSON byte for byte and the passages it quotes."""

    brief: Brief
    payload: bytes
    digest: Digest
    quotes: Quotes


@dataclass(frozen=True, slots=True)
class PublishedStory:
    """A story of the site: its row and its editions, oldest first."""

    row: StoryRow
    editions: tuple[PublishedEdition, ...]


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
