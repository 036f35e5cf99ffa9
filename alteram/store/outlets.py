"""Outlets as the stories of the list and the articles show them, kept ready beside the list."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from alteram.model.listing import ListedStory, OutletStory, OutletTotal
from alteram.model.live import Supply
from alteram.store import tables
from alteram.store.connections import Connections, storable

_SHARES = tables.outlet_shares.c
_LIST = tables.listing.c
_NUMBERS = ("articles", "facts", "origin", "carrier")
_MARKS = ("known", "named", "current")


class Outlets(Connections):
    """What a reader learns of outlets."""

    def outlet_totals(self) -> tuple[OutletTotal, ...]:
        """See `Store.outlet_totals`; outlets before hosts, by id."""
        sums = (func.sum(_SHARES[name]).label(name) for name in ("current", "origin", "carrier"))
        query = (
            select(_SHARES.who, _SHARES.known, func.max(_SHARES.named).label("named"), *sums)
            .group_by(_SHARES.known, _SHARES.who)
            .order_by(_SHARES.known.desc(), _SHARES.who)
        )
        with self.reading() as connection:
            return tuple(
                OutletTotal(row.who, bool(row.known), bool(row.named), row.current, row.origin, row.carrier)
                for row in connection.execute(query)
            )

    def outlet_stories(self, outlet: str, first: int, most: int) -> tuple[OutletStory, ...]:
        """See `Store.outlet_stories`."""
        query = (
            select(tables.outlet_shares, _LIST.headline, _LIST.brief, _LIST.updated)
            .join(tables.listing, _LIST.story == _SHARES.story)
            .where(_SHARES.known == 1, _SHARES.who == storable(outlet), _SHARES.current == 1)
            .order_by(_LIST.sorted_by.desc(), _LIST.story)
            .limit(most)
            .offset(first)
        )
        with self.reading() as connection:
            return tuple(
                OutletStory(
                    row.story,
                    row.headline if row.brief else "",
                    row.updated,
                    *(getattr(row, name) for name in _NUMBERS),
                )
                for row in connection.execute(query)
            )

    def put_supplies(self, supplies: Sequence[Supply]) -> None:
        """See `Store.put_supplies`."""
        rows = [
            {name: getattr(each, name) for name in Supply.__dataclass_fields__}
            | {"who": storable(each.who), "known": int(each.known)}
            for each in supplies
        ]
        with self.writing() as connection:
            connection.execute(delete(tables.supplies))
            if rows:
                connection.execute(insert(tables.supplies), rows)

    def supplies(self) -> tuple[Supply, ...]:
        """See `Store.supplies`; outlets before hosts, by id."""
        columns = tables.supplies.c
        with self.reading() as connection:
            rows = connection.execute(select(tables.supplies).order_by(columns.known.desc(), columns.who))
            return tuple(Supply(**(dict(row._mapping) | {"known": bool(row.known)})) for row in rows)


def put_shares(connection: Connection, rows: Sequence[ListedStory]) -> None:
    """Keeps the shares of rows of the list that have just been written."""
    shares: list[dict[str, Any]] = [
        {"who": storable(share.who), "story": row.story}
        | {name: getattr(share, name) for name in _NUMBERS}
        | {name: int(getattr(share, name)) for name in _MARKS}
        for row in rows
        for share in row.shares
    ]
    if shares:
        connection.execute(insert(tables.outlet_shares), shares)
