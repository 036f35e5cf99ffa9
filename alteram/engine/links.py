"""Links between stories: found anew after every grouping, and seen from one story, wherever its articles are now."""

from collections.abc import Iterable, Sequence
from typing import Literal

from alteram.codec import decode, encode
from alteram.engine.library import Library, require_writable
from alteram.model.articles import Article
from alteram.model.ids import ArticleId, StoryId
from alteram.model.stories import Link, Story, Tie
from alteram.stages.links import READER, Reading, link, read
from alteram.stages.publish import StoryLink
from alteram.stages.stories.roles import role

AT_ONCE = 500
"""Articles that are read and kept together."""
PLACES = ("earlier", "later", "beside")
"""The order in which ties are told."""


def relink(library: Library, stories: Sequence[Story]) -> int:
    """Finds the links between these stories and keeps them in place of all others; gives their number.

    Articles that no earlier call has read are read; the rest is what was kept of them. So a build after one arrival
    reads one text, and the links are those of a library that was built at once.
    """
    require_writable(library)
    articles = [article for story in stories for article in story.articles]
    found = link(stories, _readings(library, articles))
    library.store.put_links(found)
    return len(found)


def _readings(library: Library, articles: Iterable[ArticleId]) -> dict[ArticleId, Reading]:
    """What links read off these articles, kept or new."""
    kept = library.store.link_readings(READER)
    readings = {article: decode(kept[article], Reading) for article in articles if article in kept}
    missing = [article for article in articles if article not in kept]
    for start in range(0, len(missing), AT_ONCE):
        texts = library.store.articles_by_id(missing[start : start + AT_ONCE])
        new = {name: _read(article) for name, article in texts.items()}
        library.store.put_link_readings(READER, {name: encode(reading) for name, reading in new.items()})
        readings |= new
    return readings


def _read(article: Article) -> Reading:
    """An article read; a round-up, a live page, opinion and satire tie no stories."""
    return read(article, role(article) == "report")


def ties(library: Library, stories: Iterable[Story] | None = None) -> dict[StoryId, tuple[Tie, ...]]:
    """What follows what, seen from each of these stories (None: all grouped ones), earlier before later ones.

    The stories at both ends are those that hold the articles now, whatever grouping or an editor did since; a link
    inside one story is none. Of several links between two stories the surest counts.
    """
    store = library.store
    if stories is None:
        links = store.links()
        wanted = None
    else:
        held = list(stories)
        wanted = {story.id for story in held}
        links = store.links(article for story in held for article in story.articles)
    homes = store.grouped_homes(end for each in links for end in (each.later, each.earlier))
    best: dict[tuple[StoryId, StoryId], Link] = {}
    for each in links:
        if each.later in homes and each.earlier in homes and homes[each.later] != homes[each.earlier]:
            pair = (homes[each.later], homes[each.earlier])
            known = min((best[end] for end in (pair, pair[::-1]) if end in best), key=_sureness, default=None)
            if known is None or _sureness(each) < _sureness(known):
                best.pop((pair[1], pair[0]), None)
                best[pair] = each
    seen: dict[StoryId, list[Tie]] = {}
    for (later, earlier), each in sorted(best.items()):
        beside = each.kind == "other-language"
        seen.setdefault(later, []).append(Tie("beside" if beside else "earlier", earlier, each))
        seen.setdefault(earlier, []).append(Tie("beside" if beside else "later", later, each))
    return {
        story: tuple(sorted(found, key=lambda tie: (PLACES.index(tie.place), *_sureness(tie.link))))
        for story, found in sorted(seen.items())
        if wanted is None or story in wanted
    }


def _sureness(link: Link) -> tuple[float, ArticleId, ArticleId]:
    """The surest link comes first."""
    return (-link.score, link.later, link.earlier)


def story_links(library: Library, story: Story) -> tuple[StoryLink, ...]:
    """The ties of a story as its page shows them, by place and time; those without a row in the list are left out."""
    found = ties(library, (story,)).get(story.id, ())
    rows = library.store.listed_of(tie.other for tie in found)
    texts = library.store.articles_by_id(tie.link.later for tie in found)
    shown = (
        StoryLink(
            place=tie.place,
            kind=tie.link.kind,
            story=tie.other,
            headline=rows[tie.other].headline,
            brief=rows[tie.other].brief,
            opened=rows[tie.other].opened,
            shared=tie.link.shared,
            shown_by=_shown_by(tie.link, texts.get(tie.link.later)),
            passage=texts[tie.link.later].text[slice(*tie.link.passage)] if tie.link.later in texts else "",
        )
        for tie in found
        if tie.other in rows
    )
    return tuple(sorted(shown, key=lambda each: (PLACES.index(each.place), each.opened or "", each.story)))


def _shown_by(link: Link, later: Article | None) -> Literal["title", "sentence", ""]:
    """Where a link's passage stands in the later article."""
    if later is None or link.passage[0] == link.passage[1]:
        return ""
    return "title" if link.passage[1] <= len(later.title) else "sentence"
