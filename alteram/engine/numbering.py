"""From the dossier's numbering to the brief's: one walk over nouns, by the fields that hold numbers and origin ids."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from alteram.model.briefs import Fact, Origin

T = TypeVar("T")

_NUMBER = frozenset({"source", "n"})
_NUMBERS = frozenset({"citations", "carriers", "providers", "covering", "carrying"})
_ORIGIN = frozenset({"origin", "claim_of"})


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Source numbers and origin ids, old to new."""

    sources: Mapping[int, int]
    origins: Mapping[str, str]

    def __call__(self, noun: T) -> T:
        """The noun with every number and origin id replaced. Raises KeyError for one that has no new number."""
        if isinstance(noun, tuple):
            return tuple(self(item) for item in noun)  # type: ignore[return-value]
        if not is_dataclass(noun) or isinstance(noun, type):
            return noun
        changes = {field.name: self._field(noun, field.name) for field in fields(noun)}
        return replace(noun, **changes)

    def _field(self, noun: Any, name: str) -> Any:
        value = getattr(noun, name)
        if name in _NUMBER:
            return self.sources[value]
        if name in _NUMBERS and all(isinstance(item, int) for item in value):
            return tuple(sorted(self.sources[item] for item in value))
        if name in _ORIGIN or (name == "id" and isinstance(noun, Origin)):
            return None if value is None else self.origins[value]
        if name == "origins" and isinstance(noun, Fact):
            return tuple(sorted(self.origins[item] for item in value))
        return self(value)
