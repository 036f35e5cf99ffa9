"""The print of an article: all that grouping remembers of it, about two kilobytes of arrays without a word in them.

Terms are numbered by a hash of 20 bits and weigh 12 bits, so that a term is one integer. Two of 130 terms that two
articles have fall together by chance in one pair of sixty; that moves their likeness by a hundredth. Sums of products
of such integers are exact in whatever order they are made: a pair has the same score from either side, on every
machine, in any company.
"""

import datetime
import hashlib
import math
import struct
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from alteram.model.articles import Article
from alteram.model.ids import Moment, has_time
from alteram.outlets.domains import registrable
from alteram.stages.stories.calendars import date_bits
from alteram.stages.stories.reading import Reading, read
from alteram.stages.stories.roles import ROLES, role
from alteram.stages.stories.weighing import weight

TERM_BITS = 20
WEIGHT_BITS = 12
TERMS = 1 << TERM_BITS
ONE = (1 << WEIGHT_BITS) - 1
"""The integer that stands for a weight of 1."""
SHORT_BODY = 30
"""Words of body below which an article is little more than its title."""
EXTENTS = 40
"""Steps of one e-fold of the extent of a body."""
NEVER = float("inf")
"""The time of an article without one: it comes after all others."""
_HOUR = 24.0
_MOST_LEAD = 600
_MOST_QUOTED = 2000
_LOGARITHMS = (0.0, *(1.0 + math.log(count) for count in range(1, 1000)))
"""By count; a lead has fewer than a thousand terms."""
_MOST_TERMS = 131072
_FIXED = struct.Struct("<dQQQQHHBBBBHHHHHH")

Bits64 = NDArray[np.uint64]
Bits32 = NDArray[np.uint32]
Bits16 = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Print:
    """One article as the index keeps it; nothing here depends on other articles.

    `lead` holds title and first 350 words, in order of first mention: term number, then weight (tf-idf, unit length).
    `head` has, for the terms of title and first 60 words, which are the first of them, the weight in the opening (its
    lowest 12 bits), in the title, the share of the names' weight, and of the title's names. `quoted` are hashes of runs
    of four words in quotation marks, `runs` fingerprints of runs of eight words, both ascending; `large` hashes of
    figures of three digits or more. `small` has a bit for each of the figures 0 to 99, `weekdays` for each day,
    `dates` for each date that is named (`calendars.date_bits`). `extent` says how long the body is (`extent_of`).
    `time` is days since year 1, infinite where it is unknown; `tie` orders articles of one time. `outlet` is a hash of
    16 bits of who published it (`outlet_hash`).
    """

    lead: Bits32
    head: Bits64
    quoted: Bits32
    runs: Bits16
    large: Bits32
    time: float
    tie: int
    small: tuple[int, int]
    language: int
    exact: bool
    extent: int
    role: int
    weekdays: int
    dates: int
    title_terms: int
    outlet: int = 0


def make_print(article: Article, reading: Reading | None = None) -> Print:
    """The print of an article; `reading` is what `read` gives for it, where that has been done."""
    language = language_of(article)
    found = reading or read(article, language)
    terms, numbers, weights = _numbered(found.lead, language)
    lead = _integers(_unit(_tf_idf(terms, found.lead, weights)))
    opened = set(found.opening)
    number = next((at for at, term in enumerate(terms) if term not in opened), len(terms))
    small = sum(1 << figure for figure in {int(figure) for figure in found.small})
    titled = set(found.title)
    return Print(
        lead=(numbers << np.uint32(WEIGHT_BITS)) | lead.astype(np.uint32),
        head=_head(found, terms[:number], weights[:number]),
        quoted=found.quoted[:_MOST_QUOTED].astype(np.uint32),
        runs=found.runs.astype(np.uint16),
        large=np.array(sorted({figure_hash(figure) for figure in found.large}), dtype=np.uint32),
        time=days(article.when) if article.when else NEVER,
        tie=tie_of(article.id),
        small=(small & (1 << 64) - 1, small >> 64),
        language=int.from_bytes(language.encode()[:2], "big"),
        exact=article.when is not None and has_time(article.when),
        extent=extent_of(found.body_words),
        role=ROLES.index(role(article)),
        weekdays=sum(1 << day for day in found.weekdays),
        dates=date_bits(found.dates),
        title_terms=sum(term in titled for term in terms[:number]),
        outlet=outlet_hash(article),
    )


def extent_of(body_words: int) -> int:
    """How long a body is: 40 times the natural logarithm of one more than its words (at most 350), in one byte."""
    return round(EXTENTS * math.log1p(body_words))


def language_of(article: Article) -> str:
    """Two-letter code, or ""."""
    return (article.language or "")[:2].lower()


def outlet_hash(article: Article) -> int:
    """A hash of 16 bits of an article's outlet, else of the domain of its address; 0 where neither is known."""
    name = article.outlet or registrable(_host(article.url))
    return zlib.crc32(name.encode()) >> 16 or 1 if name else 0


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def days(moment: Moment) -> float:
    """Days since year 1, with the hour as fraction where it is known."""
    if not has_time(moment):
        return float(datetime.date.fromisoformat(moment).toordinal())
    time = datetime.datetime.fromisoformat(moment)
    return time.toordinal() + (time.hour + time.minute / 60) / _HOUR


def tie_of(article: str) -> int:
    """What orders articles of one time: a hash of the id, 64 bits."""
    return int.from_bytes(hashlib.blake2b(article.encode(), digest_size=8).digest(), "big")


def encode_print(one: Print) -> tuple[bytes, bytes]:
    """The print as bytes, the same on every machine: what has one length, and the rows of terms and hashes."""
    arrays = (one.lead, one.head, one.quoted, one.runs, one.large)
    fixed = _FIXED.pack(
        one.time, one.tie, *one.small, one.dates, one.language, one.outlet, one.exact, one.extent, one.role,
        one.weekdays, one.title_terms, *(len(array) for array in arrays),
    )  # fmt: skip
    return fixed, b"".join(array.astype(array.dtype.newbyteorder("<")).tobytes() for array in arrays)


def decode_print(fixed: bytes, body: bytes) -> Print:
    """What `encode_print` has made; without a body the rows are empty."""
    unpacked = _FIXED.unpack(fixed)
    time, tie, low, high, dates, language, outlet, exact, extent, role_, weekdays, title = unpacked[:-5]
    at, arrays = 0, []
    for length, kind in zip(unpacked[-5:], ("<u4", "<u8", "<u4", "<u2", "<u4"), strict=True):
        arrays.append(np.frombuffer(body, kind, length if body else 0, at))
        at += arrays[-1].nbytes
    lead, head, quoted, runs, large = arrays
    return Print(
        lead, head, quoted, runs, large, time, tie, (low, high), language, bool(exact), extent, role_, weekdays,
        dates, title, outlet,
    )  # fmt: skip


def _head(found: Reading, terms: list[str], weights: Sequence[float]) -> Bits64:
    """Opening, title, names and title names of the terms of the opening."""
    parts = (
        _unit(_tf_idf(terms, found.opening, weights)),
        _unit(_tf_idf(terms, found.title, weights)),
        _shares(terms, found.names, weights),
        _shares(terms, found.title_names, weights),
    )
    shifts = np.arange(len(parts), dtype=np.uint64)[:, None] * np.uint64(WEIGHT_BITS)
    head: Bits64 = np.bitwise_or.reduce(_integers(parts) << shifts, axis=0)
    return head


def _tf_idf(terms: list[str], of: tuple[str, ...], weights: Sequence[float]) -> list[float]:
    """(1 + ln tf) * idf of each term, 0 for those that `of` has not."""
    counts = Counter(of)
    numbers = map(counts.get, terms, repeat(0))
    return [weight * _LOGARITHMS[number] for number, weight in zip(numbers, weights, strict=True)]


def _unit(values: list[float]) -> list[float]:
    length = math.sqrt(math.fsum([value * value for value in values]))
    return [value / length for value in values] if length else values


def _shares(terms: list[str], names: tuple[str, ...], weights: Sequence[float]) -> list[float]:
    """The share of each name in the squared weights of all, however often it stands."""
    wanted = frozenset(names)
    squares = [weight * weight if term in wanted else 0.0 for term, weight in zip(terms, weights, strict=True)]
    total = math.fsum(squares)
    return [square / total for square in squares] if total else squares


def _integers(values: Sequence[float] | Sequence[Sequence[float]]) -> Bits64:
    """Weights from 0 to 1 as integers; none that is more than nothing becomes nothing."""
    found = np.array(values, dtype=np.float64)
    found = np.minimum(np.maximum(np.rint(found * ONE), found > 0.0), ONE)
    return found.astype(np.uint64)


def _numbered(lead: tuple[str, ...], language: str) -> tuple[list[str], Bits32, Sequence[float]]:
    """The terms in order of first mention, with numbers and weights; of two with one number the later is left out."""
    known = _TERMS.setdefault(language, _Terms(language))
    terms = list(dict.fromkeys(lead))[:_MOST_LEAD]
    found = list(map(known.__getitem__, terms))
    if len({number for number, _ in found}) < len(found):
        first = {number: place for place, (number, _) in reversed(list(enumerate(found)))}
        places = sorted(first.values())
        terms, found = [terms[place] for place in places], [found[place] for place in places]
    numbers, weights = zip(*found, strict=True) if found else ((), ())
    return terms, np.array(numbers, dtype=np.uint32), weights


class _Terms(dict[str, tuple[int, float]]):
    """Number and weight of each term of a language that was seen; when there are too many it begins anew."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, term: str) -> tuple[int, float]:
        if len(self) >= _MOST_TERMS:
            self.clear()
        self[term] = found = number_of(term), weight(term, self._language)
        return found


_TERMS: dict[str, _Terms] = {}


def number_of(term: str) -> int:
    """The number of a term, below 2 ** 20."""
    return zlib.crc32(term.encode()) >> (32 - TERM_BITS)


def figure_hash(figure: str) -> int:
    """What a print keeps of a large figure."""
    return zlib.crc32(figure.encode())
