"""What the server asks of a library. The engine implements it; tests fake it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from alteram.model.articles import Article, Failure
from alteram.model.briefs import Brief, Passage
from alteram.model.ids import OutletId
from alteram.model.listing import Choice, Found, ListedStory, OutletStory, Wanted
from alteram.stages.publish import OutletRecords, Quotes, SourceNotes, StoryPast, StoryRow
from alteram.store.protocol import Edition


class Reader(Protocol):
    """Read access to one library. All methods are called from the server's one thread; none writes."""

    def listing(self, wanted: Wanted) -> Found:
        """Rows of the list, narrowed and in order; with words, those that hold an article with them."""
        ...

    def shown(self, row: ListedStory) -> StoryRow:
        """A row of the list as pages show it."""
        ...

    def choices(self) -> Sequence[Choice]:
        """By what the list can be narrowed."""
        ...

    def outlet_names(self) -> Mapping[str, str]:
        """Names of the outlets by which the list can be narrowed."""
        ...

    def past(self, story: str) -> StoryPast:
        """What stands on a story's page beside its brief."""
        ...

    def stories_json(self) -> bytes:
        """What `alteram stories --format json` prints, as UTF-8."""
        ...

    def editions(self, story: str) -> Sequence[Edition]:
        """Editions of a story, oldest first, empty if unknown; after a redirect they carry the new id."""
        ...

    def quotes(self, brief: Brief, passages: Sequence[Passage]) -> Quotes:
        """The passages as they may be shown; those whose text was removed have no entry."""
        ...

    def withheld(self, brief: Brief) -> Sequence[str]:
        """Texts of the withheld sentences, aligned with `brief.withheld`; "" where it is not kept."""
        ...

    def source_notes(self, story: str) -> Sequence[SourceNotes]:
        """What became of the sources of each edition of a story, oldest edition first."""
        ...

    def known_outlets(self, brief: Brief) -> frozenset[OutletId]:
        """Outlets of a brief's sources that have a page."""
        ...

    def outlets(self) -> OutletRecords:
        """Everybody who has an article in the library or in an edition, and what they did in the newest editions."""
        ...

    def outlet_stories(self, outlet: str, first: int, most: int) -> Sequence[OutletStory]:
        """Stories that have an outlet in their newest edition, latest first, from one row on."""
        ...

    def article(self, article: str) -> Article | None:
        """One article version by id, None when unknown or removed."""
        ...

    def failures(self) -> Sequence[Failure]:
        """Everything that was refused."""
        ...
