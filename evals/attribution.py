"""How well attribution is read, on the labels of PolNeAR (measured only; nothing is trained on it).

`python -m evals.attribution` prints, for the dev part: whether the sentences whose attribution a reader must see are
found, which sentences are governed by somebody's words, and who speaks a direct quotation. `--errors N` lists misses.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alteram.model.articles import Span
from alteram.text.attribution import Reading, SentenceReading, read, resolve_source
from alteram.text.names import surname
from alteram.text.sentences import canonical, paragraphs
from evals import data_digest, missed

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "attribution" / "polnear.jsonl.gz"
FIRST_PERSON = frozenset(("i", "we", "you", "me", "us"))
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled attribution, in offsets of the canonical text; `parts` are cue and source spans."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(slots=True)
class Count:
    """True positives, false positives, false negatives."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right ones among the found."""
        return self.right / max(1, self.right + self.extra)

    @property
    def recall(self) -> float:
        """Found ones among the right."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def line(self, name: str) -> str:
        """Precision, recall and F1 as one line."""
        return (
            f"{name:34} P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  (n {self.right + self.missed})"
        )


def articles(split: str) -> Iterator[dict[str, Any]]:
    """The articles of one part of the set."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["split"] == split:
                yield article


def aligned(raw: str) -> tuple[str, list[int]]:
    """The canonical text of a raw one, and for every raw offset its offset there."""
    text = canonical("", raw.split("\n"))
    where: list[int] = []
    at = 0
    for char in raw:
        if not char.isspace():
            found = text.find(char, at)
            at = found if found >= 0 else at
        where.append(at)
        if not char.isspace():
            at += 1
    where.append(len(text))
    return text, where


def labels(article: dict[str, Any], where: list[int]) -> list[Label]:
    """The labels of the first annotator."""

    def spans(parts: list[Any]) -> tuple[Span, ...]:
        pairs = [pair for part in parts for pair in part[0]]
        return tuple((where[start], where[max(start, end - 1)] + 1) for start, end in pairs)

    first = article["annotations"][0]["attributions"]
    return [Label(spans(a["source"]), spans(a["cue"]), spans(a["content"])) for a in first]


def overlap(one: Span, parts: tuple[Span, ...]) -> int:
    """Code points of `one` that lie in `parts`."""
    return sum(max(0, min(one[1], end) - max(one[0], start)) for start, end in parts)


def share(sentence: Span, label: Label) -> float:
    """Share of the sentence, cue and source aside, that the label's content covers."""
    room = sentence[1] - sentence[0] - overlap(sentence, label.cue) - overlap(sentence, label.source)
    return overlap(sentence, label.content) / max(1, room)


def first_person(text: str, label: Label) -> bool:
    """Whether the writer speaks."""
    words = " ".join(text[start:end] for start, end in label.source).lower().split()
    return not words or words[0] in FIRST_PERSON


def predicted_share(sentence: SentenceReading) -> float:
    """Share of the sentence that somebody else's words cover, as read."""
    if sentence.state != "governed":
        return 0.0
    if sentence.attribution is None:
        return 1.0
    everyone = (sentence.attribution, *sentence.others)
    return max(share(sentence.span, Label((a.source,) if a.source else (), (a.cue,), a.content)) for a in everyone)


def score_sentences(text: str, gold: list[Label], must: Count, governed: Count) -> None:
    """Count sentences that a reader must see attributed, and sentences governed by somebody's words."""
    reading = read(text)
    title = paragraphs(text)[0]
    for sentence in reading.sentences:
        if sentence.span[0] < title[1]:
            continue
        here = [label for label in gold if not first_person(text, label) and overlap(sentence.span, label.content)]
        wanted = any(share(sentence.span, label) >= HALF for label in here)
        found = sentence.state == "governed"
        shown = text[sentence.span[0] : sentence.span[1]]
        if wanted and found:
            must.right += 1
        elif wanted:
            must.missed += 1
            must.errors.append(f"MISSED {sentence.state}: {shown}")
        elif found and not here and predicted_share(sentence) >= HALF:
            must.extra += 1
            cue = text[slice(*sentence.attribution.cue)] if sentence.attribution else "-"
            must.errors.append(f"EXTRA [{cue}]: {shown}")
        covered = predicted_share(sentence) >= HALF
        governed.right += wanted and covered
        governed.missed += wanted and not covered
        governed.extra += covered and not wanted


def score_speakers(text: str, gold: list[Label], speakers: Count) -> None:
    """Count the quotations that a label covers by whether the speaker read is the one labelled."""
    reading = read(text)
    for quotation in reading.quotations:
        mark = (quotation.start, quotation.end)
        length = quotation.end - quotation.start
        label = next((one for one in gold if overlap(mark, one.content) >= 0.8 * length and one.source), None)
        if label is None or length < 25:
            continue
        said = speaker(reading, mark)
        name = text[slice(*said)] if said else ""
        if said and (overlap(said, label.source) or _same(text, said, label.source[0])):
            speakers.right += 1
        else:
            speakers.missed += 1
            speakers.extra += said is not None
            wanted = text[slice(*label.source[0])]
            speakers.errors.append(f"SPEAKER read {name!r}, labelled {wanted!r}: {text[slice(*mark)][:90]}")


def _same(text: str, said: Span, wanted: Span) -> bool:
    one, other = (text[slice(*resolve_source(text, span))] for span in (said, wanted))
    return bool(one) and (one == other or surname(one) == surname(other))


def speaker(reading: Reading, mark: Span) -> Span | None:
    """The source of the first sentence that the quotation touches."""
    for sentence in reading.sentences:
        if sentence.span[0] < mark[1] and mark[0] < sentence.span[1]:
            speaking = sentence
            if sentence.attribution is None and sentence.governed_by is not None:
                speaking = reading.sentences[sentence.governed_by]
            everyone = [a for a in (speaking.attribution, *speaking.others) if a is not None and a.source is not None]
            touching = [a for a in everyone if overlap(mark, a.content)]
            nearest = sorted(touching or everyone, key=lambda a: min(abs(a.cue[0] - mark[1]), abs(a.cue[1] - mark[0])))
            return nearest[0].source if nearest else None
    return None


def main() -> int:
    """Prints the figures; 1 where one of the development part is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    must, governed, speakers = Count(), Count(), Count()
    number = 0
    for article in articles(options.split):
        text, where = aligned(article["text"])
        gold = labels(article, where)
        score_sentences(text, gold, must, governed)
        score_speakers(text, gold, speakers)
        number += 1
    print(f"polnear {options.split}: {number} articles")
    print(must.line("attribution a reader must see"))
    print(governed.line("governed sentences"))
    total = speakers.right + speakers.missed
    print(f"{'speaker of a direct quotation':34} {speakers.right / max(1, total):.3f}  (n {total})")
    for count in (must, speakers):
        step = max(1, len(count.errors) // max(1, options.errors))
        for error in count.errors[::step][: options.errors]:
            print("  ", error)
    if options.split != "dev":
        return 0
    figures = {
        "must_see_precision": must.precision,
        "must_see_recall": must.recall,
        "governed_f1": governed.f1,
        "speaker": speakers.right / max(1, total),
    }
    problems = missed("attribution", figures, {"polnear": data_digest([DATA])})
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
