"""Stories, why their articles are in them, and where old ids went."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from alteram.codec import decode, encode
from alteram.model.acts import StoryEvent
from alteram.model.ids import ArticleId, StoryId
from alteram.model.stories import Join, Story
from alteram.store import tables
from alteram.store.connections import CHUNK, Connections, insert_or_replace, storable
from alteram.store.events import insert_events
from alteram.store.protocol import Regrouped, StoryStatus


class Stories(Connections):
    """How articles are grouped."""

    def put_stories(
        self,
        stories: Sequence[Story],
        joins: Sequence[Join],
        redirects: dict[StoryId, StoryId],
        events: Sequence[StoryEvent] = (),
    ) -> None:
        """See `Store.put_stories`.

        A story that was there keeps its reason. A grouped story with the id of a chosen one is left out: the user's
        choice stays. An id that lives again loses its redirect.
        """
        with self.writing() as connection:
            chosen = set(connection.scalars(select(tables.stories.c.id).where(tables.stories.c.made == "chosen")))
            reasons = {
                row.id: row.reason for row in connection.execute(select(tables.stories.c.id, tables.stories.c.reason))
            }
            grouped = [story for story in stories if story.id not in chosen]
            connection.execute(delete(tables.stories).where(tables.stories.c.made == "grouped"))
            _insert(connection, grouped, "grouped", reasons, {join.article: join for join in joins})
            _redirect(connection, redirects, grouped)
            insert_events(connection, events)

    def put_chosen(self, story: Story) -> None:
        """See `Store.put_chosen`; keeps the reason of a story that was there."""
        with self.writing() as connection:
            reason = connection.scalar(select(tables.stories.c.reason).where(tables.stories.c.id == story.id)) or ""
            connection.execute(delete(tables.stories).where(tables.stories.c.id == story.id))
            _insert(connection, [story], "chosen", {story.id: reason}, {})
            _drop_redirects(connection, [story.id])

    def redirects(self) -> dict[StoryId, StoryId]:
        """See `Store.redirects`."""
        with self.reading() as connection:
            to = {row.old: row.new for row in connection.execute(select(tables.redirects))}
            alive = set(connection.scalars(select(tables.stories.c.id)))
        ends = ((old, _end(old, to, alive)) for old in sorted(to.keys() - alive))
        return {old: end for old, end in ends if end in alive}

    def grouped_homes(self, articles: Iterable[ArticleId]) -> dict[ArticleId, StoryId]:
        """See `Store.grouped_homes`; in the order of the ids."""
        wanted = sorted(set(articles))
        members = tables.members.c
        joined = tables.members.join(tables.stories, tables.stories.c.id == members.story)
        grouped = select(members.article, members.story).select_from(joined).where(tables.stories.c.made == "grouped")
        found: dict[ArticleId, StoryId] = {}
        with self.reading() as connection:
            for start in range(0, len(wanted), CHUNK):
                here = grouped.where(members.article.in_(wanted[start : start + CHUNK])).order_by(members.article)
                found |= {row.article: row.story for row in connection.execute(here)}
        return found

    def beginning(self, part: str) -> tuple[StoryId, ...]:
        """See `Store.beginning`."""
        column = tables.stories.c.id
        query = select(column).where(column >= storable(part), column < storable(part) + "~").order_by(column).limit(2)
        with self.reading() as connection:
            return tuple(connection.scalars(query))

    def stories(self) -> tuple[StoryStatus, ...]:
        """See `Store.stories`; a story without any time comes last."""
        query = select(tables.stories).order_by(
            tables.stories.c.updated.is_(None), tables.stories.c.updated.desc(), tables.stories.c.id
        )
        of: dict[str, list[ArticleId]] = {}
        with self.reading() as connection:
            rows = connection.execute(query).all()
            ordered = select(tables.members.c.story, tables.members.c.article).order_by(
                tables.members.c.story, tables.members.c.position
            )
            for row in connection.execute(ordered):
                of.setdefault(row.story, []).append(row.article)
        return tuple(_status(row, of.get(row.id, ())) for row in rows)

    def story(self, story: StoryId) -> StoryStatus | None:
        """See `Store.story`."""
        with self.reading() as connection:
            row = connection.execute(
                select(tables.stories).where(tables.stories.c.id == _live(connection, story))
            ).first()
            if row is None:
                return None
            query = (
                select(tables.members.c.article)
                .where(tables.members.c.story == row.id)
                .order_by(tables.members.c.position)
            )
            return _status(row, connection.scalars(query))

    def joins(self, story: StoryId) -> tuple[Join, ...]:
        """See `Store.joins`; follows redirects. Articles that the user chose have none."""
        with self.reading() as connection:
            of = tables.members.c.story == _live(connection, story)
            query = select(tables.members).where(of, tables.members.c.joined == 1).order_by(tables.members.c.position)
            return tuple(_join(row) for row in connection.execute(query))

    def joins_of(self, articles: Iterable[ArticleId]) -> dict[ArticleId, Join]:
        """See `Store.joins_of`; in the order of the ids."""
        wanted = sorted(set(articles))
        members = tables.members.c
        joined = tables.members.join(tables.stories, tables.stories.c.id == members.story)
        grouped = select(tables.members).select_from(joined).where(tables.stories.c.made == "grouped")
        found: dict[ArticleId, Join] = {}
        with self.reading() as connection:
            for start in range(0, len(wanted), CHUNK):
                here = grouped.where(members.article.in_(wanted[start : start + CHUNK]), members.joined == 1)
                found |= {row.article: _join(row) for row in connection.execute(here.order_by(members.article))}
        return found

    def set_reasons(self, reasons: Mapping[StoryId, str]) -> None:
        """See `Store.set_reasons`."""
        if not reasons:
            return
        named = update(tables.stories).where(tables.stories.c.id == bindparam("story"))
        rows = [{"story": story, "why": reasons[story]} for story in sorted(reasons)]
        with self.writing() as connection:
            connection.execute(named.values(reason=bindparam("why")), rows)


def regroup(connection: Connection, regrouped: Regrouped, told: Mapping[ArticleId, Join] | None = None) -> None:
    """Puts stories in the place of others that had the same articles; why each article was there is kept, unless it is
    `told` anew. A story with the id of a chosen one is left out."""
    made = select(tables.stories.c.id).where(tables.stories.c.made == "chosen")
    chosen = set(connection.scalars(made)) if told is not None else set()
    stories = [story for story in regrouped.stories if story.id not in chosen]
    gone = sorted(regrouped.gone)
    joins: dict[ArticleId, Join] = {}
    reasons: dict[str, str] = {}
    for start in range(0, len(gone), CHUNK):
        chunk = gone[start : start + CHUNK]
        here = tables.members.c.story.in_(chunk), tables.members.c.joined == 1
        joins |= {row.article: _join(row) for row in connection.execute(select(tables.members).where(*here))}
        kept = select(tables.stories.c.id, tables.stories.c.reason).where(tables.stories.c.id.in_(chunk))
        reasons |= {row.id: row.reason for row in connection.execute(kept)}
        connection.execute(delete(tables.stories).where(tables.stories.c.id.in_(chunk)))
    _insert(connection, stories, "grouped", reasons | dict(regrouped.reasons), joins | dict(told or {}))
    _redirect(connection, regrouped.redirects, stories)


def _redirect(connection: Connection, redirects: Mapping[StoryId, StoryId], living: Sequence[Story]) -> None:
    """Notes where ids lead, and forgets it of those that live."""
    moved = [{"old": old, "new": new} for old, new in sorted(redirects.items()) if old != new]
    insert_or_replace(connection, tables.redirects, moved)
    _drop_redirects(connection, [story.id for story in living])


def _end(story: StoryId, to: Mapping[StoryId, StoryId], alive: set[StoryId]) -> StoryId:
    """Where the redirects of an id end."""
    seen: set[StoryId] = set()
    while story not in alive and story in to and story not in seen:
        seen.add(story)
        story = to[story]
    return story


def _insert(
    connection: Connection, new: Sequence[Story], made: str, reasons: dict[str, str], joins: dict[ArticleId, Join]
) -> None:
    """Inserts stories that are not there, with their members."""
    if not new:
        return
    connection.execute(
        insert(tables.stories),
        [
            {
                "id": story.id,
                "made": made,
                "headline": story.headline,
                "opened": story.opened,
                "updated": story.updated,
                "reason": reasons.get(story.id, ""),
            }
            for story in new
        ],
    )
    rows = [
        _member_row(story.id, position, article, joins.get(article))
        for story in new
        for position, article in enumerate(story.articles)
    ]
    if rows:
        connection.execute(insert(tables.members), rows)


def _member_row(story: StoryId, position: int, article: ArticleId, join: Join | None) -> dict[str, Any]:
    """A row of `members`."""
    join, joined = (Join(article, None, 0.0, ()), 0) if join is None else (join, 1)
    return {
        "story": story,
        "position": position,
        "article": article,
        "joined": joined,
        "nearest": join.nearest,
        "score": join.score,
        "shared": encode(join.shared),
        "other": join.other,
        "other_score": join.other_score,
    }


def _join(row: Row[Any]) -> Join:
    """A row of `members` as the noun."""
    shared = decode(row.shared, tuple[str, ...])
    return Join(row.article, row.nearest, row.score, shared, row.other, row.other_score)


def _status(row: Row[Any], articles: Iterable[str]) -> StoryStatus:
    """A row of `stories` as the noun."""
    ids = tuple(ArticleId(article) for article in articles)
    return StoryStatus(Story(row.id, ids, row.headline, row.opened, row.updated), row.made, row.reason)


def _live(connection: Connection, story: StoryId) -> StoryId:
    """The id that answers for `story` now: itself where it lives, else the end of its redirects."""
    seen: set[str] = set()
    while story not in seen:
        seen.add(story)
        if connection.scalar(select(tables.stories.c.id).where(tables.stories.c.id == story)) is not None:
            return story
        story = connection.scalar(select(tables.redirects.c.new).where(tables.redirects.c.old == story)) or story
    return story


def _drop_redirects(connection: Connection, living: Sequence[StoryId]) -> None:
    """Forgets the redirects of ids that live."""
    for start in range(0, len(living), CHUNK):
        connection.execute(delete(tables.redirects).where(tables.redirects.c.old.in_(living[start : start + CHUNK])))
