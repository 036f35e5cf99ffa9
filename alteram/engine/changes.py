"""What became of cited pages: another text at the address, or no page there any more.

An edition stays as it was written. What its page says of its sources comes from the versions of their addresses and
from the later looks that the library keeps, so it needs no clock and no network.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from alteram.engine.live.schedule import gone_since
from alteram.model.articles import Article
from alteram.model.briefs import Brief, Source
from alteram.model.ids import ArticleId, Digest, Moment
from alteram.model.live import Look, SourceChange
from alteram.stages.publish import EarlierVersion, SourceNote, cited_passages
from alteram.store.protocol import Store

Key = tuple[str, Digest]
"""Address and digest of the text that was cited."""


class _Cited:
    """What some editions cite of one version of one address: by which article ids, and which spans of it."""

    def __init__(self) -> None:
        self.articles: set[ArticleId] = set()
        self.spans: set[tuple[int, int]] = set()

    def add(self, brief: Brief, source: Source) -> None:
        """Adds what one edition cites."""
        self.articles.add(source.article)
        self.spans |= {(each.start, each.end) for each in cited_passages(brief) if each.source == source.n}


def source_notes(store: Store, editions: Sequence[Brief]) -> tuple[dict[int, SourceNote], ...]:
    """What the pages of one story's editions, oldest first, say of their sources: for each edition by source number.

    Passages are those that the edition itself quotes. The newest one also says where an earlier one cites another
    version of a page, since a build cites what is there now.
    """
    urls = sorted({source.url for brief in editions for source in brief.sources})
    versions, looks = store.versions_of(urls), store.looks_of(urls)
    pages = {url: _Page(url, versions.get(url, ()), looks.get(url, ())) for url in urls}
    made = []
    for brief in editions:
        found = _cited((brief,))
        notes = {}
        for source in brief.sources:
            page = pages[source.url]
            change = page.change(source.text_sha256, found[source.url, source.text_sha256])
            if change is not None:
                notes[source.n] = SourceNote(change, page.captured(source), page.latest if change.changed else None)
        made.append(notes)
    for source in editions[-1].sources if editions else ():
        earlier = tuple(_earlier(source, editions[:-1], made))
        if earlier:
            made[-1][source.n] = replace(made[-1].get(source.n, SourceNote()), earlier=earlier)
    return tuple(made)


def _earlier(
    source: Source, editions: Sequence[Brief], notes: Sequence[dict[int, SourceNote]]
) -> Iterator[EarlierVersion]:
    """Other versions of a source's address that earlier editions cite, each once, oldest edition first."""
    found: dict[Digest, EarlierVersion] = {}
    for brief, said in zip(editions, notes, strict=False):
        for other in brief.sources:
            if other.url != source.url or other.text_sha256 == source.text_sha256:
                continue
            known = found.get(other.text_sha256)
            change = said[other.n].change if other.n in said else None
            changed = change.changed if change else None
            numbers = (*known.editions, brief.edition) if known else (brief.edition,)
            found[other.text_sha256] = EarlierVersion(numbers, (known.changed if known else None) or changed)
    yield from found.values()


def _cited(editions: Iterable[Brief]) -> dict[Key, _Cited]:
    """What these editions cite, by address and text, in that order."""
    found: dict[Key, _Cited] = {}
    for brief in editions:
        for source in brief.sources:
            found.setdefault((source.url, source.text_sha256), _Cited()).add(brief, source)
    return dict(sorted(found.items()))


class _Page:
    """One address: its versions, oldest first, and since when it is gone."""

    def __init__(self, url: str, versions: Sequence[Article], looks: Sequence[Look]) -> None:
        self._url = url
        self._versions = versions
        gone = gone_since(looks)
        captured = max((version.fetched or "" for version in self._versions), default="")
        self._gone = None if gone is None or captured > gone else gone

    @property
    def latest(self) -> ArticleId | None:
        """The newest version."""
        return self._versions[-1].id if self._versions else None

    def captured(self, source: Source) -> Moment | None:
        """When the version that a source names was captured, where that is known."""
        return next((version.fetched for version in self._versions if version.id == source.article), None)

    def change(self, digest: Digest, cited: _Cited) -> SourceChange | None:
        """What became of one version after it was cited; None where nothing did, or where it is not kept any more."""
        place = next(
            (at for at, each in enumerate(self._versions) if each.id in cited.articles and each.text_sha256 == digest),
            None,
        )
        if place is None:
            return None
        own, newest = self._versions[place], self._versions[-1]
        changed = _first_other(own, self._versions[place + 1 :])
        if changed is None and self._gone is None:
            return None
        stands = [newest.text_sha256 == digest or own.text[a:b] in newest.text for a, b in sorted(cited.spans)]
        return SourceChange(self._url, digest, len(stands), sum(stands), changed, self._gone)


def _first_other(own: Article, versions: Sequence[Article]) -> Moment | None:
    """When another text was first captured. The same bytes, read by another extractor, are no change of the page."""
    for version in versions:
        if version.text_sha256 != own.text_sha256 and version.payload_sha256 != own.payload_sha256 and version.fetched:
            return version.fetched
    return None
