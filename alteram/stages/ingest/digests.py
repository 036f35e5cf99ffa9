"""The digests that a web archive states of its records (ISO 28500, 5.8 and 5.9): "sha1:BASE32" or hexadecimal."""

import base64
import binascii
import hashlib
from typing import Literal

_ALGORITHMS = {
    "sha1": "sha1",
    "sha-1": "sha1",
    "md5": "md5",
    "sha256": "sha256",
    "sha-256": "sha256",
    "sha512": "sha512",
}


def check(stated: str | None, *candidates: bytes) -> Literal["right", "wrong", "unknown"]:
    """Whether one of `candidates` has the stated digest; "unknown" where none is stated or the algorithm is foreign."""
    name, _, value = (stated or "").strip().partition(":")
    algorithm = _ALGORITHMS.get(name.lower())
    if algorithm is None or not value:
        return "unknown"
    size = hashlib.new(algorithm, usedforsecurity=False).digest_size
    expected = _bytes(value.strip(), size)
    if expected is None:
        return "wrong"
    for candidate in candidates:
        if hashlib.new(algorithm, candidate, usedforsecurity=False).digest() == expected:
            return "right"
    return "wrong"


def _bytes(value: str, size: int) -> bytes | None:
    """A digest of `size` bytes written in hexadecimal or base 32, or None."""
    try:
        if len(value) == size * 2:
            return bytes.fromhex(value)
        decoded = base64.b32decode(value.upper() + "=" * (-len(value) % 8))
    except (ValueError, binascii.Error):
        return None
    return decoded if len(decoded) == size else None
