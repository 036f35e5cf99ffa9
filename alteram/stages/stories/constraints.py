"""What editors have settled, as constraints on grouping: of acts that contradict each other the later one counts.

Acts are read latest first; whatever an earlier one asks for that a later one rules out is left out of it. Constraints
act beside the score, never on it: what is together is put together after linkage, so that no act makes the tie of other
articles weaker or stronger, and undoing it brings back just what grouping would have made (must-link and cannot-link
constraints, Wagstaff and Cardie 2000).
"""

from collections.abc import Iterable, Mapping, Sequence

from alteram.model.acts import Act, Constraints, Named, Settled
from alteram.model.ids import ArticleId
from alteram.stages.stories.bounds import Bounds


def settle(acts: Sequence[Act], known: Mapping[str, ArticleId]) -> Settled:
    """The constraints of all acts that are not undone.

    `known` gives the article that counts today for an address (or for an article id whose address has changed); what it
    does not have is left out.
    """
    valid = sorted((act for act in acts if act.undone is None), key=lambda act: act.number)
    return _Settling(valid, known).run()


class _Settling:
    """The state of one reading of the acts, latest first. Articles are numbered in the order of their ids."""

    def __init__(self, acts: Sequence[Act], known: Mapping[str, ArticleId]) -> None:
        self._acts = acts
        self._known = known
        articles = {self._one(named) for act in acts for named in (*act.named, *act.others)} - {None}
        self._articles = sorted(article for article in articles if article is not None)
        self._rows = {article: row for row, article in enumerate(self._articles)}
        self._bounds = Bounds(len(self._articles))
        self._apart: set[tuple[int, int]] = set()
        self._homes: dict[int, tuple[int, ...]] = {}
        self._overridden: set[int] = set()

    def run(self) -> Settled:
        """Reads every act."""
        for act in reversed(self._acts):
            named, others = self._present(act.named), self._present(act.others)
            if act.kind in ("move", "pin"):
                self._house(act, named, others)
            elif act.kind == "merge":
                self._unite(act, others)
            else:
                self._unite(act, named)
                self._part(act, named, others)
        ids = self._articles
        return Settled(
            Constraints(
                tuple(tuple(ids[row] for row in rows) for rows in self._bounds.groups() if len(rows) > 1),
                tuple((ids[one], ids[other]) for one, other in sorted(self._apart)),
                tuple((ids[row], tuple(ids[at] for at in rows)) for row, rows in reversed(self._homes.items())),
            ),
            frozenset(self._overridden),
        )

    def _one(self, named: Named) -> ArticleId | None:
        return self._known.get(named.url) or self._known.get(named.article)

    def _present(self, names: Iterable[Named]) -> list[int]:
        """Those that the library still has, each once."""
        found = (self._one(named) for named in names)
        return sorted({self._rows[article] for article in found if article is not None})

    def _house(self, act: Act, named: list[int], others: list[int]) -> None:
        """The article belongs to the story of the others, unless a later act has put it elsewhere."""
        for row in named:
            left = tuple(at for at in others if at != row and self._bounds.may_join(row, at))
            settled = self._homes.get(row) or self._others_with(row)
            if not others or others == [row]:
                continue
            if not left or (settled and set(settled).isdisjoint(left)):
                self._overridden.add(act.number)
            elif row not in self._homes:
                self._homes[row] = left

    def _others_with(self, row: int) -> tuple[int, ...]:
        """What a later act holds together with this one."""
        root = self._bounds.find(row)
        return tuple(at for at in range(len(self._articles)) if at != row and self._bounds.find(at) == root)

    def _unite(self, act: Act, rows: list[int]) -> None:
        """The articles are together, but for those that a later act has put elsewhere or keeps apart."""
        blocks: list[int] = []
        for row in rows:
            if self._housed_elsewhere(row, rows):
                self._overridden.add(act.number)
                continue
            block = next((at for at in blocks if self._bounds.may_join(at, row)), None)
            if block is None:
                blocks.append(row)
            else:
                self._bounds.join(block, row)
        if len(blocks) > 1:
            self._overridden.add(act.number)

    def _part(self, act: Act, named: list[int], others: list[int]) -> None:
        """The named are apart from the others, but for pairs that a later act holds together."""
        for one in named:
            for other in others:
                same = self._bounds.find(one) == self._bounds.find(other)
                if same or other in self._homes.get(one, ()) or one in self._homes.get(other, ()):
                    self._overridden.add(act.number)
                else:
                    self._bounds.part(one, other)
                    self._apart.add((min(one, other), max(one, other)))

    def _housed_elsewhere(self, row: int, rows: list[int]) -> bool:
        home = self._homes.get(row)
        return home is not None and set(home).isdisjoint(rows)
