"""The machinery of hand judgement: items are drawn by digest, judged by people, and kept without anybody's text.

An item is what a judge sees and nothing else; its key is a digest of just that, so that a change in the program opens
only those items again whose text it changed. A set draws its items by lowest key. Verdicts stand in `judged/NAME.tsv`:
key, verdict, and where the item came from (event, sentence, article ids with offsets). A verdict is one "yes" or "no"
for each question of its set, joined by a comma.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from alteram.model.ids import digest_of
from evals.briefs import Told

FOLDER = Path(__file__).with_name("judged")
LEAST_JUDGED = 0.9
"""Share of today's items that must be judged before a set's figures count."""
Z95 = 1.959964
"""Normal quantile of a two-sided interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be judged: `shown` are labels with texts, all that a judge sees.

    `where` says where it came from, without text; `planted` is the kind of a planted mismatch, "" for what is real.
    """

    shown: tuple[tuple[str, str], ...]
    where: str
    planted: str = ""

    @property
    def key(self) -> str:
        """16 hexadecimal digits of SHA-256 over labels and texts."""
        return digest_of(json.dumps(self.shown, ensure_ascii=False).encode())[:16]


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """One set: its name, what a judge is told, a name for each question, and how today's items are drawn.

    `rows` turns judged items, each with its answers, into (figure, yes, of) rows; a figure with `of` 0 has no value.
    """

    name: str
    told: str
    questions: tuple[str, ...]
    draw: Callable[[Sequence[Told]], tuple[Item, ...]]
    rows: Callable[[Sequence[tuple[Item, tuple[bool, ...]]]], tuple[tuple[str, int, int], ...]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with its Wilson interval of 95 %."""

    name: str
    yes: int
    of: int

    @property
    def share(self) -> float:
        """The share; 0 where nothing was judged."""
        return self.yes / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """See `wilson`."""
        return wilson(self.yes, self.of)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a set stands today: items, how many are judged, whether there is any verdict, and its figures."""

    name: str
    items: int
    judged: int
    figures: tuple[Figure, ...]

    @property
    def enough(self) -> bool:
        """Whether the figures count: `LEAST_JUDGED` of the items are judged."""
        return self.items > 0 and self.judged >= LEAST_JUDGED * self.items


def wilson(yes: int, of: int) -> tuple[float, float]:
    """Score interval of a share (Wilson 1927), 95 %: lower and upper bound, (0, 1) where nothing was asked."""
    if not of:
        return 0.0, 1.0
    share, z2 = yes / of, Z95 * Z95
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def lowest(items: Iterable[Item], most: int) -> tuple[Item, ...]:
    """The `most` items of lowest key, each key once."""
    by_key = {item.key: item for item in sorted(items, key=lambda item: (item.key, item.where), reverse=True)}
    return tuple(by_key[key] for key in sorted(by_key)[:most])


def verdicts(name: str, folder: Path = FOLDER) -> dict[str, tuple[str, str]]:
    """Verdict and origin of every judged item of a set, by key; empty where nobody judged yet."""
    path = folder / f"{name}.tsv"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {key: (verdict, where) for key, verdict, where in rows}


def answers(verdict: str, questions: int) -> tuple[bool, ...]:
    """A verdict's answers; raises `ValueError` where it is not one "yes" or "no" a question."""
    found = verdict.strip().lower().replace(" ", "").split(",")
    if len(found) != questions or not set(found) <= {"yes", "no"}:
        raise ValueError(f"{verdict!r} is not {questions} of yes or no, joined by commas")
    return tuple(word == "yes" for word in found)


def standing(one: JudgedSet, items: Sequence[Item], folder: Path = FOLDER) -> Standing:
    """How a set stands, given today's items."""
    known = verdicts(one.name, folder)
    judged = [(item, answers(known[item.key][0], len(one.questions))) for item in items if item.key in known]
    return Standing(one.name, len(items), len(judged), tuple(Figure(*row) for row in one.rows(judged)))


def write(one: JudgedSet, items: Sequence[Item], into: Path, folder: Path = FOLDER) -> int:
    """Writes the worksheet of a set, of what is not judged yet, and what its judge is told; how many items it has.

    `NAME.jsonl` has a line an item, in the order of keys, which is no order that tells anything; nothing says what is
    planted.
    """
    known = verdicts(one.name, folder)
    still = sorted((item for item in items if item.key not in known), key=lambda item: item.key)
    lines = [json.dumps({"key": item.key, **dict(item.shown)}, ensure_ascii=False) for item in still]
    into.mkdir(parents=True, exist_ok=True)
    (into / f"{one.name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    form = ",".join("yes|no" for _ in one.questions)
    told = f"{one.told}\n\nAnswer with lines of: key, tab, {form} ({', '.join(one.questions)}).\n"
    (into / f"{one.name}.txt").write_text(told, encoding="utf-8")
    return len(still)


def read(
    lines: Iterable[str], sets: Mapping[str, tuple[JudgedSet, Sequence[Item]]], folder: Path = FOLDER
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Merges `key<TAB>verdict` lines into the files of the sets: how many each took, and what is wrong with the others.

    A new verdict on a key replaces the old one. Nothing is written of a line that is wrong.
    """
    at = {item.key: (name, item) for name, (_, items) in sets.items() for item in items}
    taken: dict[str, dict[str, tuple[str, str]]] = {}
    wrong = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, _, verdict = line.strip().partition("\t")
        if key not in at:
            wrong.append(f"line {number}: no item of today has the key {key!r}")
            continue
        name, item = at[key]
        try:
            said = answers(verdict, len(sets[name][0].questions))
        except ValueError as error:
            wrong.append(f"line {number}: {error}")
            continue
        taken.setdefault(name, {})[key] = (",".join("yes" if yes else "no" for yes in said), item.where)
    for name, new in taken.items():
        _keep(sets[name][0], {**verdicts(name, folder), **new}, folder)
    return {name: len(new) for name, new in taken.items()}, tuple(wrong)


def _keep(one: JudgedSet, rows: Mapping[str, tuple[str, str]], folder: Path) -> None:
    head = f"# Judged by reading: key of what was seen, {' and '.join(one.questions)}, where it came from (no text)."
    lines = [f"{key}\t{verdict}\t{where}" for key, (verdict, where) in sorted(rows.items())]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{one.name}.tsv").write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
