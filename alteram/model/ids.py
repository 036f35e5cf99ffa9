"""Identifiers and times. Ids are content hashes; a time is kept as it is known."""

import hashlib
from datetime import datetime, timedelta
from typing import NewType

OutletId = NewType("OutletId", str)
ArticleId = NewType("ArticleId", str)
StoryId = NewType("StoryId", str)
OriginId = NewType("OriginId", str)
Digest = NewType("Digest", str)
"""SHA-256 as 64 lower-case hexadecimal digits."""

Moment = NewType("Moment", str)
"""A day ("2013-08-14") or a time in UTC ("2013-08-14T09:30:00Z"), as it is known. A day is never widened to a time."""

DAY_LENGTH = len("2013-08-14")


def digest_of(data: bytes) -> Digest:
    """SHA-256 of `data`."""
    return Digest(hashlib.sha256(data).hexdigest())


def text_digest(text: str) -> Digest:
    """SHA-256 over the UTF-8 of a canonical text."""
    return digest_of(text.encode("utf-8"))


def article_id(payload: Digest, extractor: str, text: Digest) -> ArticleId:
    """Id of one article version: payload, extractor version and text decide it, nothing else."""
    return ArticleId(digest_of("\n".join((payload, extractor, text)).encode())[:32])


def story_id(earliest: ArticleId) -> StoryId:
    """Id of a story for life: the hash of its first edition's earliest article (published, then id)."""
    return StoryId(digest_of(f"story\n{earliest}".encode())[:16])


def day(moment: Moment) -> str:
    """The day of a moment, "YYYY-MM-DD"."""
    return moment[:DAY_LENGTH]


def has_time(moment: Moment) -> bool:
    """Whether more than the day is known."""
    return len(moment) > DAY_LENGTH


def compare(one: Moment, other: Moment) -> int | None:
    """-1, 0 or 1 as `one` is before, at or after `other`; None when both fall on one day and not both have times."""
    if day(one) != day(other):
        return -1 if day(one) < day(other) else 1
    if has_time(one) and has_time(other):
        return (one > other) - (one < other)
    return None


def later(moment: Moment, seconds: float) -> Moment:
    """The time so many seconds after a moment (whole seconds); a day begins at midnight UTC."""
    shifted = datetime.fromisoformat(moment if has_time(moment) else f"{moment}T00:00:00Z") + timedelta(seconds=seconds)
    return Moment(shifted.strftime("%Y-%m-%dT%H:%M:%SZ"))
