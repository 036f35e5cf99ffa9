"""The grouping part of a build: what has arrived and gone since the last one changes the index, and some stories.

Everything that follows from it is one transaction, so that a build that is killed has changed the index and the
stories, or neither; the next one goes on from there.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from alteram.engine.garbage import collection_paused
from alteram.engine.identity import events_between, identify
from alteram.engine.library import Library
from alteram.model.acts import Act, Settled
from alteram.model.articles import Article
from alteram.model.grouping import IndexState
from alteram.model.ids import ArticleId, digest_of
from alteram.model.listing import Heading
from alteram.model.stories import Cluster, Story
from alteram.stages.stories import BODY_DAYS, MARGIN_DAYS, Grouping, Loaded, settle
from alteram.store.protocol import Regrouped

AT_ONCE = 500
"""Articles that are read together."""


def regroup(library: Library, current: Mapping[ArticleId, Heading]) -> None:
    """Brings the stories to what grouping makes of just these articles, under what editors have settled."""
    store = library.store
    state, acts = store.index_state(), store.acts()
    known = {heading.url: name for name, heading in current.items()} | {name: name for name in current}
    settled = settle(acts, known)
    stamp = _stamp(acts, settled)
    spoken_of = _spoken_of(acts, known) if stamp != state.settled else []
    if state.made_by != Grouping().made_by:
        state = IndexState("", "", {}, 0)
    arrived = [name for name in current if name not in state.days]
    gone = [name for name in state.days if name not in current]
    if not (arrived or gone or spoken_of) and stamp == state.settled:
        return
    with collection_paused():
        for loaded in _parts(library, state, current, (*arrived, *gone, *spoken_of)):
            grouping = Grouping(loaded)
            grouping.update(_texts(library, arrived), gone, state.next_number)
            if _settle(library, grouping, current, settled, spoken_of, gone, stamp, anew=not state.made_by):
                return


def _settle(
    library: Library,
    grouping: Grouping,
    current: Mapping[ArticleId, Heading],
    settled: Settled,
    spoken_of: Sequence[ArticleId],
    gone: Sequence[ArticleId],
    stamp: str,
    *,
    anew: bool,
) -> bool:
    """Puts the stories that have changed in the place of those before; False where more has to be loaded for it."""
    store = library.store
    statuses = store.stories()
    grouped = [status.story for status in statuses if status.made == "grouped"]
    also = set(spoken_of)
    while True:
        clusters = grouping.settle(settled.constraints, store.articles_by_id, also=sorted(also), before=store.joins_of)
        if clusters is None:
            return False
        members = {article for cluster in clusters for article in cluster.articles}
        concerned = members.union(gone)
        touched = [story for story in grouped if anew or not concerned.isdisjoint(story.articles)]
        stray = {article for story in touched for article in story.articles if article in current} - members
        if not stray:
            break
        also |= members | stray
    _put(library, grouping, current, clusters, touched, stamp, anew=anew)
    return True


def _put(
    library: Library,
    grouping: Grouping,
    current: Mapping[ArticleId, Heading],
    clusters: Sequence[Cluster],
    touched: Sequence[Story],
    stamp: str,
    *,
    anew: bool,
) -> None:
    store = library.store
    previous = _up_to_date(library, touched, current)
    ids = {story.id for story in touched}
    others = [status.story.id for status in store.stories() if status.story.id not in ids]
    partition = identify(clusters, current, previous, others)
    events = events_between(previous, partition)
    regrouped = Regrouped(frozenset(ids), partition.stories, partition.redirects, {})
    store.put_grouping(regrouped, partition.joins, events, grouping.change(stamp, anew=anew))


def _parts(
    library: Library, state: IndexState, current: Mapping[ArticleId, Heading], changed: Iterable[ArticleId]
) -> Iterator[Loaded]:
    """The part of the index that a change may concern, then all of it. Articles without a time concern all."""
    store = library.store
    if not state.made_by:
        yield Loaded()
        return
    days = [state.days[name] if name in state.days else _day(current[name]) for name in changed]
    dated = [day for day in days if day is not None]
    if dated and len(dated) == len(days) and None not in state.days.values():
        first, last = min(dated), max(dated)
        rows = store.indexed((first - MARGIN_DAYS, last + MARGIN_DAYS), (first - BODY_DAYS - 1, last + BODY_DAYS + 1))
        if len(rows) < len(state.days):
            yield Loaded(rows, first - MARGIN_DAYS, last + MARGIN_DAYS + 1)
    yield Loaded(store.indexed(), -math.inf, math.inf)


def _day(heading: Heading) -> int | None:
    return date.fromisoformat(heading.when[:10]).toordinal() if heading.when else None


def _texts(library: Library, wanted: Sequence[ArticleId]) -> Iterator[Article]:
    """Articles, read some at a time."""
    for start in range(0, len(wanted), AT_ONCE):
        yield from library.store.articles_by_id(wanted[start : start + AT_ONCE]).values()


def _stamp(acts: Sequence[Act], settled: Settled) -> str:
    """A digest of what editors have done and of what it comes to, "" for nothing."""
    return digest_of(repr((acts, settled.constraints)).encode()) if acts else ""


def _spoken_of(acts: Sequence[Act], known: Mapping[str, ArticleId]) -> list[ArticleId]:
    """The articles of today that any act has named, undone ones too: what it did to their stories may be undone."""
    named = [each for act in acts for each in (*act.named, *act.others)]
    found = (known.get(each.url) or known.get(each.article) for each in named)
    return sorted({article for article in found if article is not None})


def _up_to_date(library: Library, stories: Sequence[Story], current: Mapping[ArticleId, Heading]) -> list[Story]:
    """Stories with the version of each page that counts now: a page that changed leaves no story by that."""
    missing = [article for story in stories for article in story.articles if article not in current]
    if not missing:
        return list(stories)
    addresses = {heading.url: name for name, heading in current.items()}
    old = library.store.headings(missing)
    now = {name: addresses[heading.url] for name, heading in old.items() if heading.url in addresses}
    return [
        replace(story, articles=tuple(dict.fromkeys(now.get(article, article) for article in story.articles)))
        for story in stories
    ]
