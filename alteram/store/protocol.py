"""The store, as the engine sees it. Every method that writes is one transaction: all of it is kept, or none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from alteram.model.acts import Act, StoryEvent
from alteram.model.articles import Arrival, Article, Failure, RecordAddress, Tombstone
from alteram.model.grouping import IndexChange, Indexed, IndexState
from alteram.model.ids import ArticleId, Digest, Moment, StoryId
from alteram.model.listing import Choice, Found, Heading, ListedStory, OutletStory, OutletTotal, Wanted
from alteram.model.live import Job, JobKind, Look, Standing, Supply, Work
from alteram.model.stories import Join, Link, Story

Days = tuple[int, int]
"""First and last day, counted from year 1."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition as written. `payload` is the brief's JSON, byte for byte; `digest` is its SHA-256."""

    story: StoryId
    number: int
    digest: Digest
    as_of: Moment | None
    payload: bytes


@dataclass(frozen=True, slots=True)
class StoryStatus:
    """A story with how it came to be and, where it has no brief, why not ("" where it has one)."""

    story: Story
    made: Literal["grouped", "chosen"]
    reason: str


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Some grouped stories in another order: those that are `gone` had the articles that `stories` have now.

    `reasons` say why a story has no brief that is up to date; an id may be in both.
    """

    gone: frozenset[StoryId]
    stories: tuple[Story, ...]
    redirects: Mapping[StoryId, StoryId]
    reasons: Mapping[StoryId, str]


@dataclass(frozen=True, slots=True)
class Captured:
    """One acknowledged capture: its address, bytes, record, and the article version that it became (None: refused)."""

    url: str
    payload_sha256: Digest
    record: RecordAddress
    article: ArticleId | None


@dataclass(frozen=True, slots=True)
class Traces:
    """What one address left behind: captures by (url, payload), and the editions that name one of its versions."""

    captures: tuple[Captured, ...]
    editions: tuple[Edition, ...]


class Store(Protocol):
    """One library's memory. Iteration orders are part of the contract: never insertion or hash order."""

    def knows(self, url: str, payload: Digest) -> bool:
        """Whether this capture was acknowledged before, as an article or as a refusal (tombstoned ones included)."""
        ...

    def add_arrivals(self, arrivals: Sequence[Arrival], archive_tail: RecordAddress | None) -> None:
        """Keeps captures, article versions and failures; `archive_tail` is the last record that is on disk for them."""
        ...

    def add_failures(self, failures: Sequence[Failure]) -> None:
        """Keeps failures of what never became a capture; the same (stage, subject, kind) is kept once."""
        ...

    def archive_tail(self) -> RecordAddress | None:
        """Last acknowledged record: whatever lies behind it in the archive was never acknowledged."""
        ...

    def articles(self) -> Iterator[Article]:
        """The current version of every address, by (published or fetched, id); addresses with no time come last.

        Current is the version with the greatest (fetched or "", published or "", id).
        """
        ...

    def article(self, article: ArticleId) -> Article | None:
        """One version by id (a text that was removed gives None)."""
        ...

    def articles_by_id(self, ids: Iterable[ArticleId]) -> dict[ArticleId, Article]:
        """Those versions that are there."""
        ...

    def versions(self, url: str) -> tuple[Article, ...]:
        """Every version of one address, oldest first."""
        ...

    def versions_of(self, urls: Iterable[str]) -> dict[str, tuple[Article, ...]]:
        """`versions` of those addresses that have any."""
        ...

    def headings(self, ids: Iterable[ArticleId]) -> dict[ArticleId, Heading]:
        """Those versions that are there, without their texts."""
        ...

    def known_addresses(self, urls: Iterable[str]) -> frozenset[str]:
        """Those addresses that have a version."""
        ...

    def record(self, article: ArticleId) -> RecordAddress | None:
        """Where the bytes of a version lie in the archive."""
        ...

    def failures(self) -> tuple[Failure, ...]:
        """All refusals, by (stage, subject, kind)."""
        ...

    def put_stories(
        self,
        stories: Sequence[Story],
        joins: Sequence[Join],
        redirects: dict[StoryId, StoryId],
        events: Sequence[StoryEvent] = (),
    ) -> None:
        """Replaces the grouped stories and their joins by these, and appends what became of them; chosen stories stay.

        `redirects`: old id to new id.
        """
        ...

    def put_grouping(
        self, regrouped: Regrouped, joins: Sequence[Join], events: Sequence[StoryEvent], change: IndexChange
    ) -> None:
        """Puts stories in the place of others that had their articles, and keeps what changed in the index with it.

        A story that was there keeps its reason, and one with the id of a chosen story is left out.
        """
        ...

    def index_state(self) -> IndexState:
        """What the index of grouping holds."""
        ...

    def indexed(self, days: Days | None = None, bodies: Days | None = None) -> tuple[Indexed, ...]:
        """Rows of the index by number: those whose day is inside `days` (None: all, undated ones too).

        Their prints have bodies only where the day is inside `bodies` (None: all).
        """
        ...

    def current_headings(self) -> dict[ArticleId, Heading]:
        """The current version of every address, as in `articles`, without texts."""
        ...

    def joins_of(self, articles: Iterable[ArticleId]) -> dict[ArticleId, Join]:
        """Why each of those articles is in its grouped story, where that was told."""
        ...

    def put_chosen(self, story: Story) -> None:
        """Keeps a story whose articles the user chose; grouping never touches it."""
        ...

    def stories(self) -> tuple[StoryStatus, ...]:
        """Every story, latest `updated` first, then id."""
        ...

    def story(self, story: StoryId) -> StoryStatus | None:
        """One story by id; follows redirects."""
        ...

    def redirects(self) -> dict[StoryId, StoryId]:
        """Every id that went up in a living story, and which one answers for it now, by old id."""
        ...

    def grouped_homes(self, articles: Iterable[ArticleId]) -> dict[ArticleId, StoryId]:
        """The grouped story that holds each of those versions that are in one."""
        ...

    def beginning(self, part: str) -> tuple[StoryId, ...]:
        """Ids of stories that begin with `part`, in order, at most two."""
        ...

    def joins(self, story: StoryId) -> tuple[Join, ...]:
        """Why each article is in a story, in the story's order."""
        ...

    def set_reasons(self, reasons: Mapping[StoryId, str]) -> None:
        """Notes why stories have no brief ("" for one that has)."""
        ...

    def put_act(self, act: Act, regrouped: Regrouped | None, events: Sequence[StoryEvent]) -> None:
        """Keeps an editor's act with what it changes at once; why articles were in their stories is kept.

        A number that is taken is an error.
        """
        ...

    def undo_act(self, number: int, at: Moment, events: Sequence[StoryEvent]) -> None:
        """Marks an act as undone; one that is already stays as it is, and then nothing is appended."""
        ...

    def acts(self) -> tuple[Act, ...]:
        """Every act, undone ones too, by number."""
        ...

    def story_events(self, story: StoryId) -> tuple[StoryEvent, ...]:
        """What became of a story, oldest first: events from it, and events into it."""
        ...

    def put_links(self, links: Sequence[Link]) -> None:
        """Replaces all links by these."""
        ...

    def links(self, articles: Iterable[ArticleId] | None = None) -> tuple[Link, ...]:
        """Links of which an article is one end (None: all), by (later, earlier)."""
        ...

    def put_link_readings(self, reader: str, readings: Mapping[ArticleId, bytes]) -> None:
        """Keeps what links read off article versions, in place of what another `reader` did."""
        ...

    def link_readings(self, reader: str) -> dict[ArticleId, bytes]:
        """All that this `reader` has read and that was not removed, by article."""
        ...

    def put_listing(self, rows: Sequence[ListedStory], gone: Iterable[StoryId] = ()) -> None:
        """Replaces these rows of the list, drops those that are gone, and counts the choices anew."""
        ...

    def listing_stamps(self) -> dict[StoryId, Digest]:
        """Of what each row of the list was made, by story."""
        ...

    def listing(self, wanted: Wanted) -> Found:
        """Rows of the list, latest `updated` first, then id; the words of `wanted` are not read."""
        ...

    def listed_of(self, stories: Iterable[StoryId]) -> dict[StoryId, ListedStory]:
        """Those rows of the list that are there."""
        ...

    def choices(self) -> tuple[Choice, ...]:
        """By what the list can be narrowed, by (kind, value)."""
        ...

    def outlet_totals(self) -> tuple[OutletTotal, ...]:
        """What outlets did in the stories of the list, and hosts that nobody owns; those of earlier editions too, with
        no stories."""
        ...

    def outlet_stories(self, outlet: str, first: int, most: int) -> tuple[OutletStory, ...]:
        """Stories that have an outlet in their newest edition, from the row `first` on, in the order of `listing`; the
        headline of a withdrawn brief is ""."""
        ...

    def suppliers(self) -> Iterator[tuple[Heading, float]]:
        """`articles()` without their texts, each with its extraction confidence."""
        ...

    def put_supplies(self, supplies: Sequence[Supply]) -> None:
        """Replaces what came from outlets and hosts."""
        ...

    def supplies(self) -> tuple[Supply, ...]:
        """What came from outlets and hosts, as it was counted last."""
        ...

    def search(self, wanted: Wanted) -> Found:
        """Rows of the list that hold an article with the words, best match first, then as `listing`.

        Where very many articles match, only those that came into the library last are looked at. Any text is a search:
        what is no word in it is not read, and where none is left nothing is found.
        """
        ...

    def add_edition(self, edition: Edition, withheld: Sequence[str] = (), voices: bytes = b"") -> None:
        """Keeps a new edition, with the texts of what was withheld from it, and clears the story's reason.

        `voices` (JSON that only the engine reads) say whose words its passages are; b"" for none.

        The same (story, number) with other bytes is an error.
        """
        ...

    def withheld(self, story: StoryId, number: int) -> tuple[str, ...] | None:
        """The texts of what was withheld from an edition; None where they are not kept."""
        ...

    def voices(self, story: StoryId, number: int) -> bytes | None:
        """Whose words the passages of an edition are; None where that is not kept."""
        ...

    def latest_digests(self) -> dict[StoryId, Digest]:
        """Digest of the newest edition of every story that has one, by story."""
        ...

    def latest_of(self, stories: Iterable[StoryId]) -> dict[StoryId, Edition]:
        """The newest edition of those stories that have one."""
        ...

    def editions(self, story: StoryId) -> tuple[Edition, ...]:
        """Every edition of a story, oldest first."""
        ...

    def latest(self, story: StoryId) -> Edition | None:
        """The newest edition."""
        ...

    def replace_edition(self, edition: Edition) -> None:
        """Overwrites an edition, and drops what was kept beside it (withheld texts and voices): only for the removal of
        an article that it quotes."""
        ...

    def traces(self, url: str) -> Traces:
        """All that a removal of this address has to touch; the same bytes at another address are part of it."""
        ...

    def bury(self, tombstones: Sequence[Tombstone]) -> None:
        """Deletes every text, capture, failure and link of these addresses and keeps the tombstones."""
        ...

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What was removed, by url."""
        ...

    def put_work(self, work: Work) -> None:
        """Keeps what one step of the live way in changed."""
        ...

    def lease(
        self,
        now: Moment,
        until: Moment,
        *,
        most: int,
        a_host: int,
        kinds: Sequence[JobKind],
        sources: Sequence[str] | None = None,
        apart_from: Iterable[str] = (),
    ) -> tuple[Job, ...]:
        """Takes up to `most` jobs that are due and that nobody holds, and holds them `until` then.

        At most `a_host` of one host, earliest first, so that no host crowds out another; none of the hosts
        `apart_from`. `sources`: only those feeds and what they named, beside looks and builds, which no feed names.
        """
        ...

    def release(self) -> tuple[Job, ...]:
        """Gives back every lease, and says of which jobs: for the one process that writes, when it starts or ends."""
        ...

    def rearm(self, now: Moment, kinds: Sequence[JobKind], sources: Sequence[str]) -> None:
        """Makes jobs of these kinds and feeds (as in `lease`) due now where they wait for a later time."""
        ...

    def jobs(self, *kinds: JobKind) -> Iterator[Job]:
        """Jobs of these kinds (none named: all), by (kind, key)."""
        ...

    def job(self, kind: JobKind, key: str) -> Job | None:
        """One job."""
        ...

    def jobs_by_key(self, kind: JobKind, keys: Iterable[str]) -> dict[str, Job]:
        """Those jobs of a kind that are there, by key."""
        ...

    def next_due(self, kinds: Sequence[JobKind], sources: Sequence[str] | None = None) -> Moment | None:
        """When the earliest of these jobs is due that nobody holds."""
        ...

    def looks(self, url: str | None = None) -> tuple[Look, ...]:
        """Looks at one cited page, or at all, by (url, at)."""
        ...

    def looks_of(self, urls: Iterable[str]) -> dict[str, tuple[Look, ...]]:
        """`looks` at those pages that have been looked at."""
        ...

    def standings(self) -> tuple[Standing, ...]:
        """How outlets have answered so far, by `who`."""
        ...

    def close(self) -> None:
        """Gives the files back."""
        ...
