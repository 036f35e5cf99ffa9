"""What is remembered of a feed between polls, and what follows from it."""

from dataclasses import dataclass, replace

from alteram.config import NetworkLimits
from alteram.model.ids import Moment, later
from alteram.stages.ingest.web.outcomes import Answer, Missed, Validators


@dataclass(frozen=True, slots=True)
class FeedState:
    """One feed. `full`: when it was last read whole; `not_before`: the server asked not to be asked until then;
    `gone`: status 410, not polled any more unless it is asked for."""

    etag: str = ""
    modified: str = ""
    full: Moment | None = None
    not_before: Moment | None = None
    gone: bool = False


NEW = FeedState()


def is_due(state: FeedState, now: Moment, *, asked: bool) -> bool:
    """Whether a feed is polled now. `asked`: the user named it, which revives one that is gone."""
    if state.not_before is not None and now < state.not_before:
        return False
    return asked or not state.gone


def validators(state: FeedState, now: Moment, limits: NetworkLimits) -> Validators | None:
    """With what to ask whether a feed has changed. None: it is asked for whole, as from time to time it must be, since
    some servers say "not modified" of what was."""
    if state.full is None or not (state.etag or state.modified):
        return None
    if later(state.full, limits.full_fetch_seconds) <= now:
        return None
    return Validators(state.etag, state.modified)


def after_document(answer: Answer, *, whole: bool) -> FeedState:
    """The state after a document was read; unless all it names was taken in (`whole`), it is asked for whole again."""
    return FeedState(
        etag=_stated(answer, "etag") if whole else "",
        modified=_stated(answer, "last-modified") if whole else "",
        full=answer.fetched,
    )


def after_not_modified(state: FeedState) -> FeedState:
    """The state after "not modified"."""
    return replace(state, not_before=None, gone=False)


def after_missed(state: FeedState, missed: Missed, now: Moment) -> FeedState:
    """The state after a poll that gave nothing: what was known stays."""
    wait = later(now, missed.seconds) if missed.seconds > 0 else None
    return replace(state, not_before=wait, gone=missed.failure.kind == "http-410")


def _stated(answer: Answer, name: str) -> str:
    """A header to send back, if it can be: visible ASCII of reasonable length."""
    value = answer.header(name)
    return value if len(value) <= 512 and value.isascii() and value.isprintable() else ""
