"""An index as rows that a library keeps, and back.

Slots are places in memory; a library knows articles by numbers of its own. Links of kept rows go to numbers.
"""

import dataclasses
import hashlib
import math
from collections.abc import Sequence

import numpy as np

from alteram.model.grouping import Indexed
from alteram.stages.stories import candidates, clustering, guard, neighbours, pairs, prints, scoring
from alteram.stages.stories.index import Index
from alteram.stages.stories.links import NONE, SLOT, Links, slots_of
from alteram.stages.stories.prints import decode_print, encode_print
from alteram.stages.stories.roles import ROLES
from alteram.stages.stories.scoring import Model

FORMAT = 4
"""Raised whenever the same article would get another print, or the same prints other links."""


def made_by(model: Model) -> str:
    """A digest of all that decides what is in an index: rows of another one are of no use."""
    rules = (
        FORMAT, model, candidates.TERMS, candidates.MOST, candidates.WINDOW_DAYS, candidates.LEAST_SHARED,
        candidates.LEAST_PRODUCT, candidates.FEW, candidates.STRONG,
        neighbours.MOST_COMMON, neighbours.MOST_THIRDS, neighbours.SCALE, neighbours.STEPS, pairs.COPY_COSINE,
        pairs.COPY_CONTAINMENT, prints.TERM_BITS, scoring.LEAST_LOGIT, scoring.TIE_STEPS, guard.GUARD,
        clustering.LONGEST_DAYS,
    )  # fmt: skip
    return hashlib.sha256(repr(rules).encode()).hexdigest()[:32]


def restore(index: Index, rows: Sequence[Indexed]) -> None:
    """Puts kept rows into an empty index. What was removed meanwhile is there, dead, until `Index.update` is told.

    A link to what is not among the rows is left out: whoever asks for a part of the rows has to ask for enough.
    """
    if not rows:
        return
    removed = prints.Print(
        NONE.astype(np.uint32), NONE, NONE.astype(np.uint32), NONE.astype(np.uint16), NONE.astype(np.uint32),
        math.inf, 0, (0, 0), 0, False, 0, ROLES.index("alone"), 0, 0, 0,
    )  # fmt: skip
    found = [
        decode_print(row.fixed, row.body)
        if row.fixed
        else dataclasses.replace(removed, time=math.inf if row.day is None else float(row.day))
        for row in rows
    ]
    slots = index.shelf.add([row.article for row in rows], found)
    index.numbers = [row.number for row in rows]
    index.open(slots, [row for row in slots.tolist() if rows[row].body])
    places = np.full(max(index.numbers, default=0) + 1, -1, dtype=np.int64)
    places[np.array(index.numbers, dtype=np.int64)] = slots
    for slot, links in enumerate(_placed([row.candidates for row in rows], places)):
        index.candidates.lists[slot] = links
    for slot, links in enumerate(_placed([row.ties for row in rows], places)):
        index.ties[slot] = links
    index.reconnect()


def _placed(kept: Sequence[bytes], places: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[Links]:
    """Links to slots, in their order, made of links to numbers."""
    whole = np.frombuffer(b"".join(kept), dtype="<u8").astype(np.uint64)
    numbers = slots_of(whole)
    known = numbers < len(places)
    slots = np.where(known, places[np.where(known, numbers, 0)], -1)
    links = (whole & ~SLOT) | np.maximum(slots, 0).astype(np.uint64)
    owners = np.repeat(np.arange(len(kept)), [len(each) // 8 for each in kept])
    order = np.lexsort((slots, owners))
    order = order[slots[order] >= 0]
    ends = np.cumsum(np.bincount(owners[order], minlength=len(kept))).tolist()
    links = links[order]
    return [links[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def kept_rows(index: Index, slots: Sequence[int], new: int) -> tuple[Indexed, ...]:
    """The rows of some slots; those from slot `new` on with their prints."""
    numbers = np.array(index.numbers, dtype=np.uint64)
    rows = []
    for slot in slots:
        time = float(index.shelf.column("time")[slot])
        fixed, body = encode_print(index.shelf.print_of(slot)) if slot >= new else (b"", b"")
        rows.append(
            Indexed(
                number=index.numbers[slot],
                article=index.shelf.ids[slot],
                day=int(time) if math.isfinite(time) else None,
                fixed=fixed,
                body=body,
                candidates=_numbered(index.candidates.lists[slot], numbers),
                ties=_numbered(index.ties[slot], numbers),
            )
        )
    return tuple(rows)


def _numbered(links: Links, numbers: Links) -> bytes:
    """Links to numbers, as bytes, in their order."""
    if not len(links):
        return b""
    found = (links & ~SLOT) | numbers[slots_of(links)]
    return np.sort(found).astype("<u8").tobytes()
