"""Editions: groups what has arrived into stories and writes a new edition of every story whose brief changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from alteram import __version__
from alteram.codec import decode, encode
from alteram.compute import Compute, Fault
from alteram.config import RULES
from alteram.engine.assembly import next_edition, too_few_outlets
from alteram.engine.briefing import MOST_ARTICLES, Made, Task, drawn_on, in_order, make_brief
from alteram.engine.grouping import regroup
from alteram.engine.library import Library, require_writable
from alteram.engine.links import relink
from alteram.engine.listing import count_supplies, refresh
from alteram.engine.ownership import owned
from alteram.model.articles import Article, Failure
from alteram.model.briefs import Brief
from alteram.model.ids import ArticleId, Moment, StoryId, digest_of, story_id
from alteram.model.listing import Heading
from alteram.model.stories import Story
from alteram.store.protocol import Edition

Progress = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `stories` counts all, single articles too."""

    stories: int
    first: int
    updated: int
    unchanged: int
    not_enough: int


def build(library: Library, *, compute: Compute, progress: Progress, as_of: Moment | None = None) -> BuildReport:
    """Groups all current articles and writes an edition of every story that changed; safe to repeat.

    What editors have settled is respected (`alteram.engine.editing`), and what became of stories is noted. With
    `as_of`, articles published (else captured) later are left out. Each story is one transaction: a build that is
    killed is finished by the next one, with the same bytes.
    """
    require_writable(library)
    store = library.store
    found = store.current_headings().values()
    current = {h.id: owned(h, library.registry) for h in found if as_of is None or _not_after(h, as_of)}
    progress(0, None, "grouping")
    regroup(library, current)
    statuses = store.stories()
    relink(library, [status.story for status in statuses if status.made == "grouped"])
    outlets = {name: heading.outlet or heading.name for name, heading in current.items()}
    stories = [status.story for status in statuses]
    waiting, done, alone = _sorted_out(library, stories, outlets)
    store.set_reasons(alone)
    counts = _write_all(library, waiting, compute, progress)
    refresh(library)
    return BuildReport(
        stories=len(stories),
        first=counts.count("first"),
        updated=counts.count("updated"),
        unchanged=done + counts.count("unchanged"),
        not_enough=len(alone) + counts.count("not-enough"),
    )


def brief_chosen(library: Library, articles: Iterable[Article]) -> tuple[StoryId, str]:
    """One story of the articles that the user chose, whatever grouping would say: its id, and why it has no brief."""
    require_writable(library)
    ordered = tuple(sorted((owned(a, library.registry) for a in articles), key=in_order))
    name = story_id(ordered[0].id)
    existing = library.store.story(name)
    if existing is not None and existing.made == "grouped":
        name = StoryId(digest_of("\n".join(("chosen", *(a.id for a in ordered))).encode())[:16])
    times = [a.when for a in ordered if a.when]
    story = Story(
        name, tuple(a.id for a in ordered), ordered[0].title, min(times, default=None), max(times, default=None)
    )
    library.store.put_chosen(story)
    made = make_brief(Task(name, ordered, library.registry))
    _keep(library, made)
    refresh(library, (name,))
    count_supplies(library)
    return name, made.reason


def task_of(library: Library, story: Story) -> Task:
    """All that a story's brief is a function of, read from the store."""
    found = library.store.articles_by_id(story.articles)
    articles = tuple(owned(found[a], library.registry) for a in story.articles if a in found)
    return Task(story.id, articles, library.registry)


def latest_brief(library: Library, story: StoryId) -> tuple[Brief, Edition] | None:
    """The newest edition of a story, decoded."""
    edition = library.store.latest(story)
    return None if edition is None else (decode(edition.payload, Brief), edition)


def _sorted_out(
    library: Library, stories: Iterable[Story], outlets: Mapping[ArticleId, str]
) -> tuple[list[Story], int, dict[StoryId, str]]:
    """Stories to be made, how many are as they were, and those of too few outlets, with the reason."""
    waiting: list[Story] = []
    alone: dict[StoryId, str] = {}
    done = 0
    for story in stories:
        named = {outlets[article] for article in story.articles if article in outlets}
        if named and len(named) < RULES.least_outlets:
            alone[story.id] = too_few_outlets(len(story.articles), len(named))
        elif _is_current(library, story):
            done += 1
        else:
            waiting.append(story)
    return waiting, done, alone


def _is_current(library: Library, story: Story) -> bool:
    """Whether the latest edition was made of just these articles, by this version, with this registry."""
    latest = latest_brief(library, story.id)
    if latest is None:
        return False
    brief = latest[0]
    if (brief.made_by.alteram, brief.made_by.registry_sha256) != (__version__, library.registry.digest):
        return False
    wanted = set(story.articles)
    if len(wanted) > MOST_ARTICLES:
        wanted = {article.id for article in drawn_on(task_of(library, story).articles)}
    return {source.article for source in brief.sources} == wanted


def _write_all(library: Library, stories: list[Story], compute: Compute, progress: Progress) -> list[str]:
    """What became of each story: "first", "updated", "unchanged" or "not-enough"."""
    outcomes: list[str] = []
    tasks: Iterator[Task] = (task_of(library, story) for story in stories)
    for at, made in enumerate(compute.map(make_brief, tasks), start=1):
        story = stories[at - 1]
        if isinstance(made, Fault):
            library.store.add_failures((Failure("build", str(story.id), made.kind, made.message),))
            library.store.set_reasons({story.id: f"could not be built: {made.message}"})
            outcomes.append("not-enough")
        else:
            outcomes.append(_keep(library, made))
        progress(at, len(stories), story.headline)
    return outcomes


def _keep(library: Library, made: Made) -> str:
    """Writes the edition or the reason. Content equal to the last edition makes no new one."""
    store = library.store
    if made.brief is None:
        store.set_reasons({made.story: made.reason})
        return "not-enough"
    latest = latest_brief(library, made.story)
    brief = next_edition(made.brief, *((latest[0], latest[1].digest) if latest else (None, None)))
    if brief is None:
        store.set_reasons({made.story: ""})
        return "unchanged"
    payload = encode(brief)
    edition = Edition(made.story, brief.edition, digest_of(payload), brief.as_of, payload)
    store.add_edition(edition, made.withheld, made.voices)
    return "first" if brief.edition == 1 else "updated"


def _not_after(article: Heading, as_of: Moment) -> bool:
    """A day counts as within `as_of` when its day is; an undated article never is."""
    return article.when is not None and article.when <= (as_of if len(as_of) > 10 else as_of + "~")
