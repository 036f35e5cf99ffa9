"""Which rows may be in one cluster: sets that are joined already, and pairs that never may be."""

from collections.abc import Iterable, Sequence


class Bounds:
    """Disjoint sets of rows 0 ... `number` - 1 (union by smallest row), some pairs of which may not be joined."""

    def __init__(
        self, number: int, together: Iterable[Sequence[int]] = (), apart: Iterable[tuple[int, int]] = ()
    ) -> None:
        self._parent = list(range(number))
        self._apart: dict[int, set[int]] = {}
        for rows in together:
            for row in rows[1:]:
                self.join(rows[0], row)
        for one, other in apart:
            self.part(one, other)

    def find(self, row: int) -> int:
        """The smallest row of the set that holds `row`."""
        root = row
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[row] != root:
            self._parent[row], row = root, self._parent[row]
        return root

    def may_join(self, one: int, other: int) -> bool:
        """Whether nothing keeps the sets of two rows apart."""
        return not self._apart or self.find(other) not in self._apart.get(self.find(one), ())

    def join(self, one: int, other: int) -> None:
        """Joins the sets of two rows, which must be allowed to."""
        low, high = sorted((self.find(one), self.find(other)))
        if low == high:
            return
        self._parent[high] = low
        for root in self._apart.pop(high, ()):
            self._apart[root].discard(high)
            self._apart[root].add(low)
            self._apart.setdefault(low, set()).add(root)

    def part(self, one: int, other: int) -> None:
        """Keeps the sets of two rows apart, which must not be one."""
        one, other = self.find(one), self.find(other)
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

    def groups(self) -> list[tuple[int, ...]]:
        """Every set, ascending, ordered by first row."""
        members: dict[int, list[int]] = {}
        for row in range(len(self._parent)):
            members.setdefault(self.find(row), []).append(row)
        return [tuple(rows) for _, rows in sorted(members.items())]
