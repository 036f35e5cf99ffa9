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

    @property
    def when(self) -> Moment | None:
        """Publication time, else the time of capture."""
        return self.published or self.fetched


@dataclass(frozen=True, slots=True)
class ListedStory:
    """One row of the list, ready to be shown. `stamp` is a digest of all that it was made of.

    Counts are of the newest edition where there is a `brief`, else of the story's articles. `carried` are the outlets
    of its articles (by id; one that the registry does not know by name), `languages` two-letter codes.
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
