"""What a status means, and when to ask again."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from alteram.config import NetworkLimits
from alteram.stages.ingest.files import Refused
from alteram.stages.ingest.web.outcomes import Answer, Trouble

BUSY = frozenset((429, 503))
"""The server asks to be left alone for a while."""
PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))


def retry_after(stated: str, now: datetime, longest: float) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3), at most `longest`; None where it says nothing.

    A negative number, a date that has passed and any other word say nothing.
    """
    text = stated.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), longest)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    seconds = (when - now).total_seconds()
    return min(seconds, longest) if seconds > 0 else None


def require_usable(answer: Answer, asked_whether_changed: bool, now: datetime, limits: NetworkLimits) -> None:
    """Raises `Refused` or `Trouble` for an answer that is neither a document nor the "not modified" that was asked for.

    A `Trouble` that may be asked again within this run says so; one whose wait is too long for it does not.
    """
    status = answer.status
    if status == 304 and not asked_whether_changed:
        raise Refused("not-modified-unasked", "the server says that nothing has changed, which nobody asked")
    if status in (200, 203, 304):
        return
    if status not in PASSING:
        raise Refused(f"http-{status}", f"the server answers with status {status}")
    wait = retry_after(answer.header("retry-after"), now, limits.longest_retry_seconds) if status in BUSY else None
    if wait is not None and wait > limits.longest_wait_seconds:
        raise Trouble(
            f"http-{status}", f"the server is busy (status {status}); ask again in {wait:,.0f} s", seconds=wait
        )
    raise Trouble(f"http-{status}", f"the server answers with status {status}", again=True, seconds=wait)
