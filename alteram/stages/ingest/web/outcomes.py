"""What a request gives: an answer, or a reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass

from alteram.model.articles import Failure
from alteram.model.ids import Moment
from alteram.stages.ingest.files import Refused

LATER = "later"
"""Kind of what was put off to a later run: nothing is wrong with it, and it is not kept as a failure."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a document, for asking whether it has changed since."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Errand:
    """An address to ask for. A body of more than `most_bytes` after decompression is refused, or cut where `cut`."""

    url: str
    most_bytes: int
    validators: Validators | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer. `url` is where the last redirect led, `hops` the addresses before it; `headers` has
    lower-case names and every value of each; `fetched` is by our clock."""

    url: str
    status: int
    headers: Mapping[str, tuple[str, ...]]
    body: bytes
    fetched: Moment
    hops: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The first value of a header, "" where there is none."""
        return next(iter(self.headers.get(name, ())), "")


@dataclass(frozen=True, slots=True)
class Missed:
    """No answer that can be used. `passing`: a later try may succeed; `seconds`: not before so long."""

    failure: Failure
    passing: bool = False
    seconds: float = 0.0


class Trouble(Refused):
    """A refusal with a say on whether to try again: at once (`again`, after `seconds` where stated), later, never."""

    def __init__(
        self, kind: str, message: str, *, passing: bool = True, again: bool = False, seconds: float | None = None
    ) -> None:
        super().__init__(kind, message)
        self.passing = passing
        self.again = again
        self.seconds = seconds
