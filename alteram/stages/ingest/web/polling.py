"""What is remembered of a feed between polls, and what follows from it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alteram.config import NetworkLimits
from alteram.model.ids import Moment
from alteram.stages.ingest.web.outcomes import Answer, Missed, Validators


@dataclass(frozen=True, slots=True)
class FeedState:
    """One feed. `full`: when it was last read whole; `not_before`: the server asked not to be asked until then;
    `gone`: status 410, not polled any more unless it is asked for; `settled`: identities of the addresses in its last
    document that need no request: kept, or refused for good."""

    etag: str = ""
    modified: str = ""
    full: Moment | None = None
    not_before: Moment | None = None
    gone: bool = False
    settled: tuple[str, ...] = ()


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
    if _shifted(state.full, limits.full_fetch_seconds) <= now:
        return None
    return Validators(state.etag, state.modified)


def after_document(answer: Answer, settled: tuple[str, ...], *, all_settled: bool) -> FeedState:
    """The state after a document was read. Where some of its pages must be tried again, the feed is asked for whole."""
    return FeedState(
        etag=_stated(answer, "etag") if all_settled else "",
        modified=_stated(answer, "last-modified") if all_settled else "",
        full=answer.fetched,
        settled=settled,
    )


def after_not_modified(state: FeedState) -> FeedState:
    """The state after "not modified"."""
    return replace(state, not_before=None, gone=False)


def after_missed(state: FeedState, missed: Missed, now: Moment) -> FeedState:
    """The state after a poll that gave nothing: what was known stays."""
    wait = _shifted(now, missed.seconds) if missed.seconds > 0 else None
    return replace(state, not_before=wait, gone=missed.failure.kind == "http-410")


def _stated(answer: Answer, name: str) -> str:
    """A header to send back, if it can be: visible ASCII of reasonable length."""
    value = answer.header(name)
    return value if len(value) <= 512 and value.isascii() and value.isprintable() else ""


def _shifted(moment: Moment, seconds: float) -> Moment:
    """A moment so many seconds later; a day begins at midnight UTC."""
    later = datetime.fromisoformat(moment if "T" in moment else f"{moment}T00:00:00Z") + timedelta(seconds=seconds)
    return Moment(later.strftime("%Y-%m-%dT%H:%M:%SZ"))
