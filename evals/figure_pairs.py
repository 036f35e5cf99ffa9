"""The labelled pairs of differing figures, from both sets (see `figures.md`): sentences, values, half and verdict."""

import gzip
import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alteram.text.quantities import quantities
from evals import SHARED
from evals.story_sets import article, load

READ = Path(__file__).with_name("figures_read.tsv")
MORE = Path(__file__).with_name("more_figures_read.tsv")
SECOND = Path(__file__).with_name("figures_second.tsv")
CANDIDATES = SHARED / "disagreements" / "figure_candidates.jsonl.gz"
CORPORA = ("coverage/week.jsonl.gz", "corpus/articles.jsonl.gz")
REAL = frozenset(("conflict", "undated"))
"""Verdicts that are to be found."""
VERDICTS = REAL | {"update", "correction", "scope", "agree", "parse-slip", "other-quantity"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures, the sentences that state them, and the verdict on them; `values` are nan where none is read."""

    key: str
    half: str
    verdict: str
    sentences: tuple[str, str]
    values: tuple[float, float]


def _rows(path: Path) -> Iterator[list[str]]:
    """Fields of a file of verdicts; raises `ValueError` for a verdict that is none."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            fields = line.split("\t")
            if fields[-1] not in VERDICTS:
                raise ValueError(f"{path.name}: {fields[-1]!r} is no verdict")
            yield fields


def second() -> dict[str, str]:
    """The verdicts of a second reader, by the digests of the pairs."""
    return {row[0]: row[1] for row in _rows(SECOND)}


def candidates() -> Iterator[Pair]:
    """The pairs of the research data, with verdicts; raises `ValueError` for one on other sentences."""
    with gzip.open(CANDIDATES, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    for place, _, digest, half, verdict in _rows(READ):
        record = records[int(place)]
        told = (str(record["sent_a"]), str(record["sent_b"]))
        values = (float(record["value_a"]), float(record["value_b"]))
        _check(digest, (*told, str(record["unit"]), *map(repr, values)), READ)
        yield Pair(digest, half, verdict, told, values)


def drawn() -> Iterator[Pair]:
    """The pairs drawn from the week and the corpus; raises `ValueError` for a verdict on other sentences."""
    texts: dict[str, str] = {}
    rows = tuple(_rows(MORE))
    wanted = {fields[at] for fields in rows for at in (1, 6)}
    for row in (row for path in CORPORA for row in load(path)):
        name = str(row.get("dataset_id") or row["id"])
        if name in wanted and name not in texts:
            texts[name] = article(name, row["title"], row["text"], row["date"], "en", row["url"]).text
    for _, *places, digest, half, verdict in rows:
        (one, first), (other, second) = (_figure(texts, places[at : at + 5]) for at in (0, 5))
        _check(digest, (one, other), MORE)
        yield Pair(digest, half, verdict, (one, other), (first, second))


def _figure(texts: dict[str, str], place: list[str]) -> tuple[str, float]:
    """A sentence, and the value that is read at the place of its figure today."""
    start, end, left, right = map(int, place[1:])
    sentence = texts[place[0]][start:end]
    met = [one for one in quantities(sentence, 0, len(sentence)) if one.start < right and left < one.end]
    bounds = [bound for one in met[:1] for bound in (one.low, one.high) if math.isfinite(bound)]
    return sentence, bounds[0] if bounds else math.nan


def _check(digest: str, told: tuple[str, ...], path: Path) -> None:
    if hashlib.sha256("\n".join(told).encode()).hexdigest()[:16] != digest:
        raise ValueError(f"{path.name}: {digest} is about another pair")
