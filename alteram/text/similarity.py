"""Lemmas, their background weights, and word shingles: what "alike" means everywhere in Alteram.

Lemmas come from simplemma's English dictionary (MIT). Weights are inverse document frequencies (Sparck Jones 1972) from
a table that ships (`data/background.tsv.gz`): document frequencies of the 25,000 most frequent lemmas in 11,051 English
news articles of 2012-2020 (Article-Bias-Prediction, Apache-2.0), counted by `python -m evals.background`. Words that
the table lacks weigh as if no article had them. Shingles are those of Broder (1997).
"""

import gzip
import math
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import simplemma

from alteram.text import lexicon
from alteram.text.passes import SHORT, TEXTS, Pass

_WORD = re.compile(
    r"[^\W\d_](?:\.(?:[^\W\d_]\.)+"  # U.S.
    r"|[^\W_]*(?:['’\-‑][^\W_]+)*)"  # protesters, pro-government, don't
    r"|\d[^\W_]*(?:[.,:\-][^\W_]+)*"  # 1,200 and 5G
)
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
_UNITED_STATES = frozenset({"US", "U.S", "U.S.", "USA", "U.S.A", "U.S.A."})
_RUSSIAN_ENDING = re.compile(
    r"(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|иях|иям|ях|ах|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ым|им|ых|их"
    r"|ом|ем|ам|ям|ию|ия|ии|ью|ла|ло|ли|ть|л|а|я|о|е|ы|и|у|ю|ь|й)$"
)
_LEAST_STEM = 4
MOST_WORDS = 65536
"""Different words that are remembered."""


def words(text: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """Words and figures of `text[start:end]` as written, with inner apostrophes and hyphens; no punctuation marks."""
    return tuple(_WORD.findall(text, start, len(text) if end is None else end))


@lru_cache(maxsize=131072)
def lemma(word: str) -> str:
    """The lower-case dictionary form of a word: "Ministries" gives "ministry", "killed" gives "kill".

    A possessive ending is dropped; "US" and its spellings give "u.s."; initials lose their dots ("U.N." gives "un").
    Russian words lose their inflectional ending; words of other languages are only put in lower case.
    """
    bare = _POSSESSIVE.sub("", word.replace("‑", "-")) or word
    if bare in _UNITED_STATES:
        return "u.s."
    lowered = bare.lower().replace("’", "'")
    if not lowered.isascii():
        return _RUSSIAN_ENDING.sub("", lowered) if _is_cyrillic(lowered) and len(lowered) > _LEAST_STEM else lowered
    if len(bare) > 1 and bare.replace(".", "").isupper() and len(bare) <= 5:
        return lowered.replace(".", "")  # an initialism has no dictionary form: ICE, U.N.
    return str(simplemma.lemmatize(lowered, lang="en")).lower()


def content_lemmas(text: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """Lemmas of `text[start:end]` in order, without function words, figures and single letters."""
    return tuple(map(lemma, content_words(text, start, end)))


@lru_cache(maxsize=32768)
def content_words(text: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """The words of `text[start:end]` whose lemmas `content_lemmas` gives, as written, in order."""
    stop = len(text) if end is None else end
    found = _content_of(text).within(start, stop) if len(text) > SHORT else None
    return with_content(words(text, start, stop)) if found is None else tuple(filter(None, found))


def with_content(found: Iterable[str]) -> tuple[str, ...]:
    """Those of some words, as `words` gives them, that are words of content."""
    return tuple(filter(None, map(_CONTENT.__getitem__, found)))


@lru_cache(maxsize=TEXTS)
def _content_of(text: str) -> Pass[str]:
    """All words of a text, those without content as ""."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return Pass(spans, map(_CONTENT.__getitem__, _WORD.findall(text)))


@lru_cache(maxsize=65536)
def idf(lemma: str) -> float:
    """Weight of a lemma: ln((N + 1) / (df + 1)) over the background's N articles; 0 < weight <= ln(N + 1)."""
    articles, frequencies = _background()
    return math.log((articles + 1) / (min(frequencies.get(lemma, 0), articles - 1) + 1))


Shingle = tuple[str, ...]
"""A run of words in lower case."""


def shingles(words: Sequence[str], size: int) -> frozenset[Shingle]:
    """Every run of `size` words, in lower case; none for fewer words."""
    lowered = [word.lower() for word in words]
    return frozenset(zip(*(lowered[at:] for at in range(size)), strict=False))


def containment(a: frozenset[Shingle], b: frozenset[Shingle]) -> float:
    """|A∩B| / min(|A|, |B|) (Broder 1997): 1 when the smaller is wholly in the other; 0 when either is empty."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def cosine(a: dict[str, float], b: dict[str, float]) -> float:
    """Inner product of two sparse vectors; their cosine when both have length 1. Summed in the order of the keys."""
    if len(a) > len(b):
        a, b = b, a
    return math.fsum(weight * b[key] for key, weight in a.items() if key in b)


@cache
def stop_words() -> frozenset[str]:
    """Lemmas and forms of the function words in `data/stop_words.txt`."""
    forms = sorted(lexicon.words("stop_words"))
    return frozenset(forms) | frozenset(lemma(form) for form in forms)


@cache
def common_words() -> frozenset[str]:
    """Word forms that stand in lower case in at least 90 % of their uses inside a sentence.

    From `data/common_words.txt.gz`, counted by `python -m evals.background` on the corpus of the background table.
    """
    return frozenset(lexicon.lines("common_words.txt.gz"))


class _Content(dict[str, str]):
    """Words as written with themselves, or "" where they have no content; with too many of them it begins anew."""

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_WORDS:
            self.clear()
        self[word] = found = word if _is_content(word) else ""
        return found


_CONTENT = _Content()


def _is_content(word: str) -> bool:
    if not word or word[0].isdigit() or (word.lower().replace("’", "'") in stop_words() and word not in _UNITED_STATES):
        return False
    return len(lemma(word)) > 1 and lemma(word) not in stop_words()


def _is_cyrillic(word: str) -> bool:
    return "Ѐ" <= word[0] <= "ӿ"


@cache
def _background() -> tuple[int, dict[str, int]]:
    """Number of articles counted, and in how many of them each lemma occurs."""
    articles = 0
    frequencies: dict[str, int] = {}
    for line in gzip.decompress(lexicon.raw("background.tsv.gz")).decode("utf-8").splitlines():
        if line.startswith("# articles:"):
            articles = int(line.removeprefix("# articles:"))
        elif not line.startswith("#"):
            word, count = line.split("\t")
            frequencies[word] = int(count)
    return articles, frequencies


def weights(lemmas: Iterable[str]) -> dict[str, float]:
    """Unit vector of tf-idf weights, (1 + ln tf) · idf, in order of first mention; empty for no lemmas."""
    counts: dict[str, int] = {}
    for word in lemmas:
        counts[word] = counts.get(word, 0) + 1
    vector = {word: (1 + math.log(count)) * idf(word) for word, count in counts.items()}
    length = math.sqrt(math.fsum(value * value for value in vector.values()))
    return {word: value / length for word, value in vector.items()} if length else {}


def shared_weight(one: frozenset[str], other: frozenset[str]) -> float:
    """Share (0 to 1) of the smaller set's idf weight that two sets of lemmas share; 1 where one weighs nothing.

    The overlap coefficient (Szymkiewicz 1934, Simpson 1960), weighted.
    """
    smaller = min(idf_sum(one), idf_sum(other))
    shared = one & other
    return (idf_sum(shared) if shared else 0.0) / smaller if smaller else 1.0


@lru_cache(maxsize=4096)
def idf_sum(lemmas: frozenset[str]) -> float:
    """The idf weight of a set of lemmas."""
    return sum([idf(word) for word in sorted(lemmas)])
