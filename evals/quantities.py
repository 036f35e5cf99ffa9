"""Whether figures are read right: `python -m evals.quantities [--draw] [--show] [--half tuning|held-out]`.

Five hundred sentences of the corpus (a sentence with a digit or a number word, of 40 to 350 characters: the one with
the least SHA-256 over article and place in each of the 500 articles with the least SHA-256 over their id; `--draw`
prints them) were labelled by reading; `quantities_read.tsv` keeps article, places, digests and what each figure states,
no text. An article is for tuning where the last hexadecimal digit of the SHA-256 of its id is even, else held out.

What is labelled: every numeral, in digits or words, with the value as stated, its unit (those of
`alteram.text.quantities`), a bound, and the head noun of a count. Not labelled are "one" where it counts nothing ("one
of the best", "no one"), Roman numerals, "a few", "several" and idioms ("a thing or two"); "a couple" and "a handful" do
not count either way. Bounds:

    exact   the interval is the value            range   the interval is the one stated ("10 to 30")
    least   the value and no upper end           most    no lower end, or 0, and the value ("up to", "below")
    near    a little below, up to the value      about   a little on both sides ("some", "roughly"): at most a third
    vague   "dozens": from the least of it to at least three times as much

A figure is right where unit (for measures and ages also its noun) and interval are; one that is read where none stands
is an error of precision, one that stands and is not read one of recall, one read wrongly counts in both. `f1` is over
counts, shares, money, measures, ages and scores, a year or a name read as one of these being an error; `f1_all` adds
years, dates, times and ordinals; `noun` is the share of counts read right whose head noun is right too. Both are of the
half that was held out: no sentence of it was shown while the grammar was mended, but its errors were counted by unit,
and the one who mended it had labelled it.
"""

import argparse
import hashlib
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from alteram.text.quantities import Quantity, quantities
from alteram.text.sentences import sentences
from evals import SHARED, data_digest, missed
from evals.story_sets import load

READ = Path(__file__).with_name("quantities_read.tsv")
CORPUS_NAME = "corpus/articles.jsonl.gz"
CORPUS = SHARED / CORPUS_NAME
DRAWN = 500
SHORTEST, LONGEST = 40, 350
TOLD = frozenset(("year", "date", "time", "ordinal"))
"""Units that are told apart and not compared."""
UNLABELLED = frozenset(("a couple", "a handful"))
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?"
    r"|trillions?|dozens?|half|thirds?|quarters?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """One figure as somebody read it: place of its numeral, value as stated, bound and unit."""

    start: int
    end: int
    low: float
    high: float
    bound: str
    unit: str
    noun: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence with its figures."""

    article: str
    start: int
    end: int
    digest: str
    half: str
    labels: tuple[Label, ...]


def labelled(path: Path = READ) -> tuple[Labelled, ...]:
    """The labelled sentences, in the order of the file."""
    found: dict[tuple[str, ...], list[Label]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        *key, first, last, low, high, bound, unit = line.split("\t")
        held = found.setdefault(tuple(key), [])
        if unit != "-":
            name, _, noun = unit.partition(":")
            held.append(Label(int(first), int(last), _number(low), _number(high), bound, name, noun))
    return tuple(
        Labelled(article, int(start), int(end), digest, half, tuple(labels))
        for (article, start, end, digest, half), labels in found.items()
    )


def _number(text: str) -> float:
    return math.nan if text == "-" else float(text)


def right(label: Label, read: Quantity) -> bool:
    """Whether a figure is read with the unit and the interval that its label states."""
    if label.unit != read.unit or (label.unit == "measure" and label.noun != read.noun):
        return False
    return _interval_right(label, read.low, read.high)


def _interval_right(label: Label, low: float, high: float) -> bool:
    value = label.high
    near = 1e-6 * abs(value)
    if label.unit in ("label", "time", "date", "ordinal"):
        return True
    match label.bound:
        case "least":
            return abs(low - label.low) <= near and high == math.inf
        case "most":
            return low in (-math.inf, 0) and abs(high - value) <= near
        case "near":
            return abs(high - value) <= near and 2 * value / 3 <= low < value
        case "about":
            return 2 * value / 3 <= low < value < high <= 4 * value / 3
        case "vague":
            return abs(low - label.low) <= near and high >= 3 * low
        case _:
            return abs(low - label.low) <= near and abs(high - label.high) <= near


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one labelled figure, or of one that is read where none is labelled (`label` is None)."""

    sentence: Labelled
    label: Label | None
    read: Quantity | None
    good: bool


def outcomes(sentence: Labelled, text: str) -> Iterator[Outcome]:
    """Pairs the labels of a sentence with what is read in it, by place."""
    read = [one for one in quantities(text, sentence.start, sentence.end) if one.text.lower() not in UNLABELLED]
    for label in sentence.labels:
        met = [one for one in read if one.start < label.end and label.start < one.end]
        best = next((one for one in met if right(label, one)), met[0] if met else None)
        if best is not None:
            read.remove(best)
        yield Outcome(sentence, label, best, best is not None and right(label, best))
    yield from (Outcome(sentence, None, one, False) for one in read)


def figures(found: list[Outcome]) -> dict[str, float]:
    """F1 of the units that are compared, of all units, and the share of right nouns."""
    counts = [one for one in found if one.good and one.label and one.label.unit == "count"]
    nouns = sum(1 for one in counts if one.label and one.read and one.label.noun == one.read.noun)
    return {
        "f1": _f1(found, TOLD | {"label"}),
        "f1_all": _f1(found, frozenset(("label",))),
        "noun": nouns / max(1, len(counts)),
    }


def _f1(found: list[Outcome], left_out: frozenset[str]) -> float:
    wanted = [one for one in found if one.label and one.label.unit not in left_out]
    given = [one for one in found if one.read and one.read.unit not in left_out]
    hits = sum(1 for one in wanted if one.good)
    precision, recall = hits / max(1, len(given)), hits / max(1, len(wanted))
    return 2 * precision * recall / max(1e-9, precision + recall)


def drawn(texts: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    """Article, start and end of the sentences to be labelled, in the order of the draw."""
    count = 0
    for article in sorted(texts, key=_digest):
        text = texts[article]
        fit = [
            span
            for span in sentences(text)
            if SHORTEST <= span[1] - span[0] <= LONGEST and _NUMBER.search(text, *span) is not None
        ]
        if fit:
            yield article, *min(fit, key=lambda span: _digest(f"{article}\n{span[0]}\n{span[1]}"))
            count += 1
        if count == DRAWN:
            return


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _texts() -> dict[str, str]:
    return {str(record["id"]): str(record["text"]) for record in load(CORPUS_NAME)}


def _show(found: list[Outcome], texts: Mapping[str, str]) -> None:
    for one in found:
        if not one.good and not (one.label and one.label.unit == "label" and one.read is None):
            text = texts[one.sentence.article][one.sentence.start : one.sentence.end]
            print(f"{one.label}\n  {one.read}\n  {text!r}")


def main() -> int:
    """Prints the figures; 1 where one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draw", action="store_true", help="print the sentences to be labelled")
    parser.add_argument("--show", action="store_true", help="print what is read otherwise than labelled")
    parser.add_argument("--half", choices=("tuning", "held-out"), help="with --show: of one half")
    options = parser.parse_args()
    texts = _texts()
    if options.draw:
        for article, start, end in drawn(texts):
            print(f"{article}\t{start}\t{end}\t{texts[article][start:end]!r}")
        return 0
    found = [
        outcome
        for sentence in labelled()
        if _digest(texts[sentence.article][sentence.start : sentence.end])[:16] == sentence.digest
        for outcome in outcomes(sentence, texts[sentence.article])
    ]
    if options.show:
        _show([one for one in found if options.half in (None, one.sentence.half)], texts)
    for half in ("tuning", "held-out"):
        part = [one for one in found if one.sentence.half == half]
        units = Counter(one.label.unit for one in part if one.label and not one.good)
        values = figures(part)
        print(f"{half}: " + ", ".join(f"{name} {value:.3f}" for name, value in values.items()))
        print("  not right: " + ", ".join(f"{unit} {count}" for unit, count in units.most_common()))
    problems = missed("quantities", values, {"corpus": data_digest([CORPUS]), "labels": data_digest([READ])})
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
