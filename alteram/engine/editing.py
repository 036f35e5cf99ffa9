"""What an editor does to stories by hand: move, merge, split, pin, and undo it.

An act changes the stories at once, in one transaction, and is kept: every later build respects it until it is undone.
It holds for addresses, so that a later version of a page stays where its article was put. Briefs follow at the next
build. Acts never touch stories whose articles the user chose (`alteram brief`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alteram.engine.arrivals import Clock
from alteram.engine.identity import events_between, identify
from alteram.engine.library import Library, require_writable
from alteram.engine.listing import refresh
from alteram.engine.reading import LibraryReader
from alteram.errors import NotFound, UsageError
from alteram.model.acts import Act, ActKind, Named, StoryEvent
from alteram.model.ids import ArticleId, Moment, StoryId
from alteram.model.listing import Heading
from alteram.model.stories import Cluster, Story
from alteram.stages.stories import settle
from alteram.store.protocol import Regrouped

CHANGED = "an editor changed which articles it has: run `alteram build`"
"""Why a story has no brief between an act and the next build."""
MOST_REASON = 500
"""Characters of a reason that are kept."""


@dataclass(frozen=True, slots=True)
class Acted:
    """What an act did: events as the history shows them, and the stories that hold the articles now.

    `overrides` are the earlier acts that it contradicts and that count no more, in part or whole.
    """

    act: Act
    events: tuple[StoryEvent, ...]
    stories: tuple[StoryId, ...]
    overrides: tuple[int, ...]


def move(library: Library, article: str, story: str, reason: str, *, clock: Clock) -> Acted:
    """Moves an article to another story. Raises `NotFound`, or `UsageError` where it is there already."""
    heading, home = _article(library, article)
    target = _grouped(library, story)
    if home.id == target.id:
        raise UsageError(
            f"{heading.url or heading.id} is in story {home.id} already. `alteram story pin` keeps it there."
        )
    left = tuple(each for each in home.articles if each != heading.id)
    act = _act(library, "move", clock(), reason, (home, target), (heading.id,), target.articles)
    return _perform(library, act, (home, target), (left, (*target.articles, heading.id)))


def pin(library: Library, article: str, story: str | None, reason: str, *, clock: Clock) -> Acted:
    """Keeps an article in the story where it is, or in another one that is named, whatever grouping finds later."""
    heading, home = _article(library, article)
    if story is not None and _grouped(library, story).id != home.id:
        target = _grouped(library, story)
        left = tuple(each for each in home.articles if each != heading.id)
        act = _act(library, "pin", clock(), reason, (home, target), (heading.id,), target.articles)
        return _perform(library, act, (home, target), (left, (*target.articles, heading.id)))
    others = tuple(each for each in home.articles if each != heading.id)
    if not others:
        raise UsageError(f"Story {home.id} has no other article to keep it with. Name the STORY to which it belongs.")
    act = _act(library, "pin", clock(), reason, (home,), (heading.id,), others)
    return _perform(library, act, (home,), (home.articles,))


def merge(library: Library, stories: Sequence[str], reason: str, *, clock: Clock) -> Acted:
    """Makes one story of two or more; the id of the largest stays, the others lead to it."""
    chosen = tuple({found.id: found for found in (_grouped(library, story) for story in stories)}.values())
    if len(chosen) < 2:
        raise UsageError(f"Two stories or more can be merged, and only {chosen[0].id} was named.")
    articles = tuple(article for story in chosen for article in story.articles)
    act = _act(library, "merge", clock(), reason, chosen, (), articles)
    return _perform(library, act, chosen, (articles,))


def split(library: Library, story: str, articles: Sequence[str], reason: str, *, clock: Clock) -> Acted:
    """Makes a story of its own of some articles of one; the id stays with the larger part."""
    whole = _grouped(library, story)
    named = tuple(dict.fromkeys(_member(library, whole, article) for article in articles))
    left = tuple(article for article in whole.articles if article not in named)
    if not named or not left:
        raise UsageError(
            f"A split leaves at least one article in each part, and story {whole.id} has {len(whole.articles)}. "
            "Name some of them, not all."
        )
    act = _act(library, "split", clock(), reason, (whole,), named, left)
    return _perform(library, act, (whole,), (left, named))


def undo(library: Library, number: int, reason: str, *, clock: Clock) -> Acted:
    """Undoes an act: the next build groups as if it had never been. Raises `NotFound`, or `UsageError` if it is."""
    require_writable(library)
    act = next((act for act in library.store.acts() if act.number == number), None)
    if act is None:
        raise NotFound(f"There is no act {number} in the library {library.path}. `alteram story acts` lists them all.")
    if act.undone is not None:
        raise UsageError(f"Act {number} ({act.kind}) was undone at {act.undone} already. Do it again to bring it back.")
    at, why = clock(), _reason(reason)
    alive = [status.story.id for status in map(library.store.story, act.stories) if status is not None]
    stories = tuple(dict.fromkeys(alive))
    told = dict.fromkeys((*act.stories, *stories))
    events = tuple(StoryEvent("undone", "editor", at, story, None, 0, number, why) for story in told)
    library.store.undo_act(number, at, events)
    return Acted(replace(act, undone=at), events, stories, ())


def overridden(acts: Sequence[Act]) -> frozenset[int]:
    """Numbers of the acts that a later one contradicts, in part or whole."""
    known = {each.url or each.article: each.article for act in acts for each in (*act.named, *act.others)}
    return settle(acts, known | {article: article for article in known.values()}).overridden


def _perform(library: Library, act: Act, touched: Sequence[Story], clusters: Sequence[tuple[ArticleId, ...]]) -> Acted:
    """Keeps the act and puts the articles of some stories into other clusters, in one transaction."""
    store = library.store
    earlier = store.acts()
    overrides = tuple(sorted(overridden((*earlier, act)) - overridden(earlier) - {act.number}))
    ids = {story.id for story in touched}
    others = [status.story.id for status in store.stories() if status.story.id not in ids]
    headings = store.headings(article for story in touched for article in story.articles)
    made = tuple(Cluster(members, ()) for members in clusters if members)
    partition = identify(made, headings, touched, others)
    events = events_between(touched, partition, act, overrides)
    if not events:
        events = (StoryEvent("pinned", "editor", act.at, touched[0].id, None, 1, act.number, act.reason, overrides),)
    changed = {story.id for story in partition.stories if story not in touched}
    reasons = dict.fromkeys(sorted(changed), CHANGED)
    store.put_act(act, Regrouped(frozenset(ids), partition.stories, partition.redirects, reasons), events)
    refresh(library, {*ids, *(story.id for story in partition.stories)})
    return Acted(act, events, tuple(story.id for story in partition.stories), overrides)


def _act(
    library: Library,
    kind: ActKind,
    at: Moment,
    reason: str,
    stories: Sequence[Story],
    named: Sequence[ArticleId],
    others: Sequence[ArticleId],
) -> Act:
    """The next act, which names articles by their addresses."""
    require_writable(library)
    headings = library.store.headings((*named, *others))
    names = {article: Named(article, heading.url) for article, heading in headings.items()}
    number = max((act.number for act in library.store.acts()), default=0) + 1
    return Act(
        number=number,
        kind=kind,
        at=at,
        reason=_reason(reason),
        stories=tuple(story.id for story in stories),
        named=tuple(names[article] for article in named if article in names),
        others=tuple(names[article] for article in others if article in names),
    )


def _reason(raw: str) -> str:
    """A reason as it is kept: one line, bounded."""
    return " ".join(raw.split())[:MOST_REASON]


def _grouped(library: Library, wanted: str) -> Story:
    """A story that grouping made. Raises NotFound, or UsageError for one whose articles the user chose."""
    status = LibraryReader(library).find(wanted)
    if status.made == "chosen":
        raise UsageError(
            f"The articles of story {status.story.id} were chosen by you, and grouping never touches them. "
            "Make another one with `alteram brief`."
        )
    return status.story


def _article(library: Library, wanted: str) -> tuple[Heading, Story]:
    """An article, named by id or address, and the grouped story that holds it."""
    store = library.store
    one = store.article(ArticleId(wanted))
    versions = [one] if one is not None else list(reversed(store.versions(wanted)))
    if not versions:
        raise NotFound(f"{wanted} is not in the library {library.path}. `alteram stories` lists what it has.")
    homes = store.grouped_homes(version.id for version in versions)
    for version in versions:
        status = store.story(homes[version.id]) if version.id in homes else None
        if status is not None:
            return store.headings((version.id,))[version.id], status.story
    raise NotFound(f"{wanted} is in no story yet. Run `alteram build`, then say it again.")


def _member(library: Library, story: Story, wanted: str) -> ArticleId:
    """An article of a story. Raises NotFound where it is in another one."""
    heading, home = _article(library, wanted)
    if home.id != story.id:
        raise NotFound(f"{wanted} is not in story {story.id} but in {home.id}. `alteram show` lists a story's sources.")
    return heading.id
