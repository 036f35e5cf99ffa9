"""Messages on a pipe: eight bytes of length (big endian), then a pickle. Both ends are our own processes."""

import os
import pickle
from typing import Any

_HEADER = 8
READ_SIZE = 1 << 20


def encode(message: Any) -> bytes:
    """One message as a frame. Raises what pickle raises where the message cannot be pickled."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return len(body).to_bytes(_HEADER, "big") + body


def write(descriptor: int, frame: bytes) -> None:
    """Writes a whole frame; raises `BrokenPipeError` where nobody reads."""
    view = memoryview(frame)
    while view:
        view = view[os.write(descriptor, view) :]


def read(descriptor: int) -> Any:
    """Waits for one message; raises `EOFError` at the end of the pipe."""
    length = int.from_bytes(_read_exactly(descriptor, _HEADER), "big")
    return pickle.loads(_read_exactly(descriptor, length))  # noqa: S301 (the other end is our own process)


def _read_exactly(descriptor: int, size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = os.read(descriptor, min(size, READ_SIZE))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class Buffer:
    """Bytes of a pipe as they come, cut into messages. A frame that never ends is never given out."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> None:
        """Appends what was read."""
        self._bytes += data

    def messages(self) -> list[Any]:
        """Every whole message so far, in order; they leave the buffer."""
        found: list[Any] = []
        start = 0
        while len(self._bytes) - start >= _HEADER:
            end = start + _HEADER + int.from_bytes(self._bytes[start : start + _HEADER], "big")
            if len(self._bytes) < end:
                break
            found.append(pickle.loads(memoryview(self._bytes)[start + _HEADER : end].tobytes()))  # noqa: S301
            start = end
        del self._bytes[:start]
        return found
