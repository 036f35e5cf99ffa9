"""Nouns to JSON and back, with validation, by msgspec. The one place that knows about the format's untagged unions."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from alteram.model.briefs import Brief, Copied, Evidence, FieldEvidence, Glue, Passage, Piece, RegistryEvidence

T = TypeVar("T")

Invalid = msgspec.ValidationError
"""Raised when JSON does not fit its noun; the message names the path."""


def _evidence(value: Any) -> Evidence:
    """An evidence by its keys: registry and field, source and field, or a passage."""
    if not isinstance(value, dict):
        raise Invalid("Expected `object` for an evidence")
    if "registry" in value:
        return msgspec.convert(value, RegistryEvidence)
    return msgspec.convert(value, FieldEvidence if "field" in value else Passage)


def _piece(value: Any) -> Piece:
    """A piece by its kind."""
    if not isinstance(value, dict):
        raise Invalid("Expected `object` for a piece")
    if value.get("kind") == "copied":
        return msgspec.convert(value, Copied)
    return msgspec.convert(value, Glue, dec_hook=_decode_hook)


_UNIONS: dict[type, Callable[[Any], Any]] = {Evidence: _evidence, Piece: _piece}


def _decode_hook(kind: type, value: Any) -> Any:
    """Decodes the two base classes that msgspec does not know."""
    try:
        return _UNIONS[kind](value)
    except KeyError:
        raise NotImplementedError(kind) from None


def encode(value: Any) -> bytes:
    """Compact JSON (UTF-8, keys in the order of the dataclass): the same noun gives the same bytes."""
    return msgspec.json.encode(value)


def decode(data: bytes | str, kind: type[T]) -> T:
    """JSON to a noun of type `kind`; raises `Invalid` (or `msgspec.DecodeError`, its parent) where it does not fit."""
    return msgspec.json.decode(data, type=kind, dec_hook=_decode_hook)


def pretty(data: bytes) -> bytes:
    """The same JSON, indented by two spaces, for people."""
    return msgspec.json.format(data, indent=2) + b"\n"


def brief_schema() -> dict[str, Any]:
    """JSON Schema of a brief, with the two unions spelled out."""
    unions: dict[type, tuple[type, ...]] = {
        Evidence: (Passage, FieldEvidence, RegistryEvidence),
        Piece: (Copied, Glue),
    }

    def hook(kind: type) -> dict[str, Any]:
        return {"oneOf": [{"$ref": f"#/$defs/{member.__name__}"} for member in unions[kind]]}

    members = tuple(member for group in unions.values() for member in group)
    (reference, *_), definitions = msgspec.json.schema_components(
        [Brief, *members], schema_hook=hook, ref_template="#/$defs/{name}"
    )
    for definition in definitions.values():
        definition["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **reference, "$defs": definitions}
