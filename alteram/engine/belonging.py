"""Why an article is in its story: what ties it there, what it shares, the nearest story that it did not join."""

from dataclasses import dataclass
from typing import Literal

from alteram.engine.editing import overridden
from alteram.engine.library import Library
from alteram.engine.links import ties
from alteram.engine.membership import End, apart, ends_of, is_about, strongest
from alteram.engine.ownership import owned
from alteram.engine.reading import LibraryReader
from alteram.errors import NotFound
from alteram.model.acts import Act, ActKind
from alteram.model.articles import Article
from alteram.model.ids import ArticleId, Moment, StoryId
from alteram.model.stories import LinkKind, Story
from alteram.stages.stories.roles import role
from alteram.text.names import names
from alteram.text.people.titles import lone_title
from alteram.text.similarity import content_lemmas, weights

SHOWN_TERMS = 8
SHOWN_NAMES = 8
READ_CHARACTERS = 2_500
"""Title and lead that are compared, about as much as grouping reads."""


@dataclass(frozen=True, slots=True)
class Tie:
    """How an article is tied to another one. `score` is the probability that both report one event, 0 to 1.

    `terms` are shared words, heaviest first; `names` shared names; `apart` the time between the two in words. `role` is
    the part that the other one plays in grouping: "report", "follower", or "alone", which joins no story at all.
    """

    article: ArticleId
    outlet: str
    title: str
    url: str
    published: Moment | None
    story: StoryId | None
    headline: str
    score: float
    terms: tuple[str, ...]
    names: tuple[str, ...]
    apart: str
    role: str = "report"


@dataclass(frozen=True, slots=True)
class Settlement:
    """An editor's act that says where the article belongs; `overridden`: a later one contradicts it."""

    number: int
    kind: ActKind
    at: Moment
    reason: str
    overridden: bool


@dataclass(frozen=True, slots=True)
class Pointing:
    """A link of the story that rests on the article: whether the `other` story is the earlier or the later one or
    tells the same in another language, and the sentence of the later one that points back ("" where there is none, or
    its text was removed)."""

    place: Literal["earlier", "later", "beside"]
    kind: LinkKind
    other: StoryId
    headline: str
    passage: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Belonging:
    """Why an article is in its story: its strongest tie in it, the nearest story that it did not join, and whether
    an editor said so. `chosen`: the user put the story together by hand.

    `nearest` and `other` name the articles of the two ties ("" without one), with their scores; `shared` are the terms
    of the first.
    """

    story: StoryId
    title: str
    url: str
    nearest: str
    score: float
    shared: tuple[str, ...]
    other: str
    other_score: float
    headline: str
    published: Moment | None
    chosen: bool
    tie: Tie | None
    other_tie: Tie | None
    acts: tuple[Settlement, ...]
    links: tuple[Pointing, ...] = ()


def explain_belonging(library: Library, wanted: str, url: str) -> Belonging:
    """Why the article at `url` is in the story. Raises NotFound when it is not."""
    status = LibraryReader(library).find(wanted)
    story, store = status.story, library.store
    versions = {article.id: article for article in store.versions(url)}
    article = next((versions[each] for each in story.articles if each in versions), None)
    if article is None:
        homes = store.grouped_homes(versions)
        where = f" It is in {next(iter(homes.values()))}." if homes else ""
        raise NotFound(f"{url} is not in story {story.id}.{where} `alteram show {story.id}` lists its sources.")
    join = next((each for each in store.joins(story.id) if each.article == article.id), None)
    inside, outside = strongest(story, join, store.grouped_homes(ends_of((join,))))
    tie, other = _tie(library, article, inside), _tie(library, article, outside)
    row = store.listed_of((story.id,)).get(story.id)
    return Belonging(
        story=story.id,
        title=lone_title(article),
        url=article.url,
        nearest=f"{tie.outlet}: {tie.title}" if tie else "",
        score=tie.score if tie else 0.0,
        shared=tie.terms if tie else (),
        other=f"{other.outlet}: {other.title}" if other else "",
        other_score=other.score if other else 0.0,
        headline=row.headline if row else story.headline,
        published=article.published,
        chosen=status.made == "chosen",
        tie=tie,
        other_tie=other,
        acts=_settlements(store.acts(), article),
        links=_pointings(library, story, article.id),
    )


def _pointings(library: Library, story: Story, article: ArticleId) -> tuple[Pointing, ...]:
    """The links of the story that rest on this article."""
    found = [
        each for each in ties(library, (story,)).get(story.id, ()) if article in (each.link.later, each.link.earlier)
    ]
    rows = library.store.listed_of(each.other for each in found)
    texts = library.store.articles_by_id(each.link.later for each in found)
    return tuple(
        Pointing(
            place=each.place,
            kind=each.link.kind,
            other=each.other,
            headline=rows[each.other].headline if each.other in rows else "",
            passage=texts[each.link.later].text[slice(*each.link.passage)] if each.link.later in texts else "",
            shared=each.link.shared,
        )
        for each in found
    )


def _tie(library: Library, article: Article, end: End | None) -> Tie | None:
    """A tie with what both share, read from both texts."""
    store = library.store
    found = store.article(end[0]) if end is not None else None
    if end is None or found is None:
        return None
    partner = owned(found, library.registry)
    home = store.grouped_homes((partner.id,)).get(partner.id)
    row = store.listed_of((home,)).get(home) if home is not None else None
    return Tie(
        article=partner.id,
        outlet=partner.name,
        title=lone_title(partner),
        url=partner.url,
        published=partner.published,
        story=home,
        headline=row.headline if row else "",
        score=end[1],
        terms=shared_terms(article, partner),
        names=shared_names(article, partner),
        apart=apart(article.when, partner.when),
        role=role(partner),
    )


def shared_terms(one: Article, other: Article) -> tuple[str, ...]:
    """The content words in title and lead of both that add most to their likeness, heaviest first."""
    vectors = [weights(content_lemmas(article.text[:READ_CHARACTERS])) for article in (one, other)]
    products = {term: round(weight * vectors[1][term], 9) for term, weight in vectors[0].items() if term in vectors[1]}
    return tuple(sorted(products, key=lambda term: (-products[term], term))[:SHOWN_TERMS])


def shared_names(one: Article, other: Article) -> tuple[str, ...]:
    """Names in title and lead of both, as the first writes them, in its order."""
    theirs = {name.text.casefold() for name in names(other.text, 0, READ_CHARACTERS)}
    own = (name.text for name in names(one.text, 0, READ_CHARACTERS) if name.text.casefold() in theirs)
    return tuple(dict.fromkeys(own))[:SHOWN_NAMES]


def _settlements(acts: tuple[Act, ...], article: Article) -> tuple[Settlement, ...]:
    """What editors have said about an article and not undone, oldest first."""
    lost = overridden(acts)
    about = (act for act in acts if act.undone is None and is_about(act, article))
    return tuple(Settlement(act.number, act.kind, act.at, act.reason, act.number in lost) for act in about)
