"""Removal on request: text, record and quoting sentences go; a tombstone with address, digests and reason stays.

The order makes it safe to be killed at any point: everything is found through the store's captures, and these are
buried last. Running the removal again finishes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alteram.codec import decode, encode
from alteram.engine.arrivals import Clock
from alteram.engine.library import Library, require_writable
from alteram.engine.listing import refresh
from alteram.engine.redaction import is_withdrawn, redact
from alteram.errors import NotFound, UsageError
from alteram.model.articles import Article, Tombstone
from alteram.model.briefs import Brief, Sentence
from alteram.model.ids import ArticleId, Digest, StoryId, digest_of
from alteram.model.stories import Story
from alteram.store import Captured, Edition, StoryStatus, Traces

WITHDRAWN = "not enough to brief: an article that the brief quoted was removed on request"
"""Reason of a story whose brief did not survive."""


@dataclass(frozen=True, slots=True)
class RemovalReport:
    """What went: article versions, archive records, sentences; editions that were redacted, and of these withdrawn."""

    url: str
    versions: int
    records: int
    sentences: int
    editions: int
    withdrawn: int


def remove(library: Library, url: str, reason: str, *, clock: Clock) -> RemovalReport:
    """Removes everything that was captured at an address, and the same bytes wherever else they were captured.

    Editions that quote it are redacted (see `alteram.engine.redaction`); later editions of the same story get the new
    digest of their parent, so that the chain still closes. Raises `NotFound` for an address that the library never had,
    `UsageError` for an empty one.
    Safe to repeat.
    """
    require_writable(library)
    if not url:
        raise UsageError("An empty address names every page that has none. Name one address.")
    traces = library.store.traces(url)
    if not traces.captures:
        return _already(library, url)
    ids = sorted({capture.article for capture in traces.captures if capture.article is not None})
    gone = library.store.articles_by_id(ids)
    for capture in traces.captures:
        library.archive.erase(capture.record, clock())
    replaced = [
        pair
        for story in sorted({edition.story for edition in traces.editions})
        for pair in _redacted(library, story, gone)
    ]
    for _, after in sorted(replaced, key=lambda pair: -pair[1].number):
        library.store.replace_edition(after)
    _retell(library, gone)
    _relist(library, gone)
    library.store.bury(_tombstones(url, reason, traces, gone))
    quoting = {(edition.story, edition.number) for edition in traces.editions}
    briefs = [
        (decode(before.payload, Brief), decode(after.payload, Brief))
        for before, after in replaced
        if (after.story, after.number) in quoting
    ]
    return RemovalReport(
        url=url,
        versions=len(gone),
        records=len(traces.captures),
        sentences=sum(_count(before) - _count(after) for before, after in briefs),
        editions=len(briefs),
        withdrawn=sum(is_withdrawn(after) for _, after in briefs),
    )


def _already(library: Library, url: str) -> RemovalReport:
    """The report on an address that holds nothing: removed before (the files are cleaned once more), or never there."""
    if not any(stone.url == url for stone in library.store.tombstones()):
        raise NotFound(f"The library {library.path} holds nothing from {url}. `alteram stories` lists what it has.")
    refresh(library)
    library.store.bury(())
    return RemovalReport(url, 0, 0, 0, 0, 0)


def _redacted(library: Library, story: StoryId, gone: dict[ArticleId, Article]) -> list[tuple[Edition, Edition]]:
    """Every edition of a story that changes, before and after: what quotes goes, and parents are named anew.

    Written newest first by the caller: whoever is killed in between leaves the oldest one still quoting, so that the
    next run finds the story again.
    """
    changed: list[tuple[Edition, Edition]] = []
    parent: Digest | None = None
    for edition in library.store.editions(story):
        brief = decode(edition.payload, Brief)
        cited = [source.article for source in brief.sources]
        after = brief
        if not gone.keys().isdisjoint(cited):
            kept = library.store.articles_by_id([article for article in cited if article not in gone])
            after = redact(brief, kept, library.registry)
        if after.parent is not None and parent is not None:
            after = replace(after, parent=parent)
        written = edition
        if after != brief:
            payload = encode(after)
            written = Edition(story, edition.number, digest_of(payload), after.as_of, payload)
            changed.append((edition, written))
        parent = written.digest
    return changed


def _retell(library: Library, gone: dict[ArticleId, Article]) -> None:
    """Takes the articles out of their stories, and their words out of the stories' headlines and reasons."""
    store = library.store
    statuses = store.stories()
    touched = [status for status in statuses if not gone.keys().isdisjoint(status.story.articles)]
    if not touched:
        return
    retold = {status.story.id: _retold(library, status, gone) for status in touched}
    grouped = [retold.get(one.story.id, one.story) for one in statuses if one.made == "grouped"]
    joins = [join for story in grouped for join in store.joins(story.id) if join.article not in gone]
    store.put_stories([story for story in grouped if story.articles], joins, {})
    for status in touched:
        story = retold[status.story.id]
        if status.made == "chosen" and story.articles:
            store.put_chosen(story)
        if _latest_brief(library, story.id) is None and store.latest(story.id) is not None:
            store.set_reasons({story.id: WITHDRAWN})


def _relist(library: Library, gone: dict[ArticleId, Article]) -> None:
    """Takes the articles' words out of the list, while the log is still to be cleaned; a story that loses all its
    articles leaves it."""
    refresh(library)
    emptied = [status.story.id for status in library.store.stories() if gone.keys() >= set(status.story.articles)]
    library.store.put_listing((), emptied)


def _retold(library: Library, status: StoryStatus, gone: dict[ArticleId, Article]) -> Story:
    """A story without the articles; its id stays, as it does for life."""
    story = status.story
    left = tuple(article for article in story.articles if article not in gone)
    found = library.store.articles_by_id(left)
    times = [article.when for article in found.values() if article.when is not None]
    brief = _latest_brief(library, story.id)
    titles = [found[article].title for article in left if article in found]
    headline = brief.headline.text if brief is not None else next(iter(titles), "")
    return replace(
        story,
        articles=left,
        headline=headline,
        opened=min(times, default=None),
        updated=max(times, default=None),
    )


def _latest_brief(library: Library, story: StoryId) -> Brief | None:
    """The newest edition, unless it was withdrawn."""
    edition = library.store.latest(story)
    brief = None if edition is None else decode(edition.payload, Brief)
    return None if brief is None or is_withdrawn(brief) else brief


def _tombstones(url: str, reason: str, traces: Traces, gone: dict[ArticleId, Article]) -> tuple[Tombstone, ...]:
    """One stone a capture, at the address that was named or the one its article goes by; never at a mirror's."""
    here = {url} | {gone[c.article].url for c in traces.captures if c.url == url and c.article in gone}
    stones: dict[Tombstone, None] = {}
    for capture in traces.captures:
        article = gone.get(capture.article) if capture.article is not None else None
        for address in _addresses(capture, article, here) or (url,):
            digest = article.text_sha256 if article is not None else Digest("")
            stones[Tombstone(address, reason, capture.payload_sha256, digest)] = None
    return tuple(stones)


def _addresses(capture: Captured, article: Article | None, here: set[str]) -> tuple[str, ...]:
    """Those of a capture's addresses that are to be removed."""
    own = {capture.url} | ({article.url} if article is not None else set())
    return tuple(sorted(own & here))


def _count(brief: Brief) -> int:
    """Sentences that a brief publishes."""
    return len(list(_sentences(brief)))


def _sentences(brief: Brief) -> Sequence[Sentence]:
    """Every published sentence."""
    headline = [brief.headline] if brief.headline.text else []
    facts = [fact.sentence for fact in brief.facts]
    disagreements = [one.sentence for one in brief.disagreements if one.sentence is not None]
    narratives = [sentence for one in brief.narratives for sentence in one.sentences]
    return [*headline, *brief.summary, *facts, *disagreements, *narratives]
