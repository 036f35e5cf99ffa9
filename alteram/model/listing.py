"""The list of stories as the store keeps it ready: rows, what a reader may ask for, and what is found."""

from dataclasses import dataclass

from alteram.model.ids import ArticleId, Digest, Moment, OutletId, StoryId


@dataclass(frozen=True, slots=True)
class Heading:
    """An article without its text."""

    id: ArticleId
    url: str
    outlet: OutletId | None
    name: str
    title: str
    language: str | None
    published: Moment | None
    fetched: Moment | None
    genre: str

    @property
    def when(self) -> Moment | None:
        """Publication time, else the time of capture."""
        return self.published or self.fetched


@dataclass(frozen=True, slots=True)
class OutletShare:
    """What an outlet did in a story: `articles` of it are sources of the newest edition; of its `facts` it is an
    `origin` of so many and only a `carrier` of so many.

    `who` is an outlet's id, or the host of sources that no outlet of the registry owns (`known` is False; it is no
    origin). `named`: an article of it is a source of any edition, and not only its word in others'. `current` is False
    for an outlet that only earlier editions have: all numbers are 0.
    """

    who: str
    known: bool = True
    named: bool = True
    current: bool = True
    articles: int = 0
    facts: int = 0
    origin: int = 0
    carrier: int = 0


@dataclass(frozen=True, slots=True)
class OutletTotal:
    """The shares of an outlet, or host, in all stories that have it in their newest edition, added up; `named` where
    one of them is."""

    who: str
    known: bool
    named: bool
    stories: int
    origin: int
    carrier: int


@dataclass(frozen=True, slots=True)
class OutletStory:
    """A story of which an outlet has a share, as its page tells it: see `OutletShare`."""

    story: StoryId
    headline: str
    updated: Moment | None
    articles: int
    facts: int
    origin: int
    carrier: int


@dataclass(frozen=True, slots=True)
class ListedStory:
    """One row of the list, ready to be shown. `stamp` is a digest of all that it was made of.

    Counts are of the newest edition where there is a `brief`, else of the story's articles. `carried` are the outlets
    of its articles (by id; one that the registry does not know by name), `languages` two-letter codes. `shares` are
    written with a row, and read by outlet: a row that is read has none.
    """

    story: StoryId
    stamp: Digest
    headline: str
    brief: bool
    edition: int
    articles: int
    outlets: int
    origins: int
    facts: int
    disagreements: int
    narratives: int
    opened: Moment | None
    updated: Moment | None
    summary: str
    reason: str
    carried: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    shares: tuple[OutletShare, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the list; an empty field asks for nothing. Rows from `first` on, at most `most`.

    `words` is what was typed into the search form: foreign text, of which only words and quoted phrases are read.
    `day` is the day of the latest change. `briefs`: only stories with a brief, only those without, or both (None).
    """

    words: str = ""
    outlet: str = ""
    language: str = ""
    day: str = ""
    origins: int = 0
    briefs: bool | None = None
    first: int = 0
    most: int = 30


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of the list, and how many there are in all."""

    stories: tuple[ListedStory, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One value by which the list can be narrowed, with how many stories have it: `kind` is "outlet", "language" or
    "day"; of outlets and languages all stories are counted, of days those with a brief."""

    kind: str
    value: str
    stories: int
