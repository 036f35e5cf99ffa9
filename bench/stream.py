"""A stream of news of any length, made of the real articles of the corpus: for measuring grouping at scale.

An *event* is a real article in which most names and figures and a third of the other words have been replaced by other
words of the corpus that are about as frequent, the same ones wherever they stand: another event of its kind. Its
*reports* tell a part of its sentences, in a slightly other order, with a seventh of the words replaced again, under a
title of their own. How many reports an event has follows a power law: three events of four have one, a few have a
hundred. Reports come within a day and a half of the event, most of them within hours. docs/grouping.md says how like
real news this is, by what costs time.
"""

import dataclasses
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from alteram.model.articles import Article
from alteram.model.ids import Moment, article_id, digest_of, text_digest

CORPUS = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "corpus" / "articles.jsonl.gz"
MOST_WORDS = 900
"""Words of a seed that are used: grouping reads 350, and quotations further down."""
NAMES, FIGURES, WORDS = 0.8, 0.9, 0.33
"""Shares of the distinct names, figures and other words that another event has otherwise."""
RETOLD, TOLD = 0.14, 0.75
"""Share of words that a report replaces, and of sentences that it tells."""
SLOPE, LARGEST = 2.5, 100
"""Sizes of events: the share of those with n reports goes as n ** -SLOPE."""
BAND = 60
"""Words whose ranks in frequency are no further apart stand in for each other."""
FIRST_DAY = datetime(2031, 3, 1, tzinfo=UTC)
_TOKEN = re.compile(r"\w+|\W+")
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+")


@dataclasses.dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of the corpus by how many articles have them, names apart from others, and the rank of each."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    ranks: dict[str, int]

    def other(self, word: str, dice: random.Random) -> str:
        """A word of the same kind and about as frequent; the word itself where it is one of the hundred commonest."""
        rank = self.ranks.get(word)
        if word.isdigit():
            return str(dice.randrange(1, 10 ** len(word)))
        if rank is None or rank < 100:
            return word
        kind = self.names if word[0].isupper() else self.words
        return kind[min(max(rank + dice.randrange(-BAND, BAND + 1), 100), len(kind) - 1)]


@lru_cache(maxsize=1)
def seeds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Title and first sentences of every article of the corpus."""
    rows = [json.loads(line) for line in gzip.decompress(CORPUS.read_bytes()).decode().splitlines()]
    found = []
    for row in sorted(rows, key=lambda row: row["id"]):
        told, number = [], 0
        for sentence in _SENTENCE.split(" ".join(row["text"].split())):
            told.append(sentence)
            number += sentence.count(" ") + 1
            if number > MOST_WORDS:
                break
        found.append((str(row["title"] or ""), tuple(told)))
    return tuple(found)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Counted over the seeds."""
    counts: Counter[str] = Counter()
    for title, told in seeds():
        counts.update(set(_TOKEN.findall(" ".join((title, *told)))))
    known = sorted((word for word in counts if word[0].isalpha()), key=lambda word: (-counts[word], word))
    words = tuple(word for word in known if not word[0].isupper())
    names = tuple(word for word in known if word[0].isupper())
    ranks = {word: rank for kind in (words, names) for rank, word in enumerate(kind)}
    return Vocabulary(words, names, ranks)


class Event:
    """One event: a seed in other words, of which reports are made."""

    def __init__(self, number: int, seed: int) -> None:
        self._dice = random.Random(f"{seed} {number}")
        title, told = seeds()[self._dice.randrange(len(seeds()))]
        self._known = vocabulary()
        self._others: dict[str, str] = {}
        self._title = self._retold(title)
        self._told = [self._retold(sentence) for sentence in told]
        chances = [n**-SLOPE for n in range(1, LARGEST + 1)]
        self.size = self._dice.choices(range(1, LARGEST + 1), chances)[0]

    def reports(self) -> Iterator[tuple[str, str, float]]:
        """Title, text and days after the event."""
        for _ in range(self.size):
            places = [at for at in range(len(self._told)) if self._dice.random() < TOLD]
            places.sort(key=lambda at: at + self._dice.uniform(0, 3))
            text = " ".join(self._reported(self._told[at]) for at in places)
            yield self._reported(self._title, 2 * RETOLD), text, min(self._dice.expovariate(4.0), 1.5)

    def _retold(self, text: str) -> str:
        """The text of the seed as this event has it."""
        return "".join(map(self._other, _TOKEN.findall(text)))

    def _other(self, token: str) -> str:
        if token not in self._others:
            share = FIGURES if token.isdigit() else NAMES if token[0].isupper() else WORDS
            other = self._known.other(token, self._dice) if self._dice.random() < share else token
            self._others[token] = other
        return self._others[token]

    def _reported(self, text: str, share: float = RETOLD) -> str:
        dice, other = self._dice, self._known.other
        tokens = _TOKEN.findall(text)
        return "".join(
            other(token, dice) if not token.isdigit() and dice.random() < share else token for token in tokens
        )


def stream(number: int, days: float, seed: int = 1, start: float = 0.0) -> list[Article]:
    """So many articles of events that are spread evenly over some days, in order of publication."""
    dice = random.Random(f"{seed} {number} {days}")
    found: list[Article] = []
    event = 0
    while len(found) < number:
        begun = start + dice.uniform(0.0, days)
        for title, text, later in Event(event, seed).reports():
            when = FIRST_DAY + timedelta(days=min(begun + later, start + days), seconds=len(found) % 60)
            found.append(article(f"{seed}-{len(found)}", title, text, when))
        event += 1
    return sorted(found[:number], key=lambda one: (one.published or "", one.id))


def article(key: str, title: str, text: str, when: datetime) -> Article:
    """An article with this text; `key` makes its address."""
    whole = f"{title}\n\n{text}"
    digest = digest_of(key.encode())
    return Article(
        id=article_id(digest, "bench", text_digest(whole)),
        url=f"https://bench.example/{key}",
        outlet=None,
        name="bench.example",
        title=title,
        text=whole,
        text_sha256=text_digest(whole),
        payload_sha256=digest,
        extractor="bench",
        sentences=((0, len(title)),),
        language="en",
        published=Moment(when.strftime("%Y-%m-%dT%H:%M:%SZ")),
    )
