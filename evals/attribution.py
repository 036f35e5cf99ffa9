"""How well attribution is read, on the labels of PolNeAR (measured only; nothing is trained on it).

`python -m evals.attribution` prints, for the dev part, four figures over the body (the title is left out). Labels are
the first annotator's; one whose source begins with "I", "we", "you" is the writer's and no label here. A label without
a source ("it is expected") names nobody: finding it is neither right nor extra, missing it neither right nor missed.

*Attribution a reader must see*, a unit is a sentence. Wanted: one label's content covers at least half of it, its cue
and source aside. Found: its state is `governed`. A wanted one found is right, a wanted one not found is missed; one
found is extra when it holds no content of any label and the reading covers at least half of it. (A sentence of which
a label covers a little is neither: its attribution is shown with reason.)

*Governed sentences*, a unit is a sentence. Wanted as above; found when the content of one attribution that was read
covers at least half of it, cue and source aside (and what tells who that is: ", said Ann Pell, a teacher who was
there", "Ann Pell, a teacher, said": annotators count it to the source). In a sentence governed from elsewhere or by
nobody named the content is its quotations, or all of it where three fifths are quoted.

*Content tokens*, a unit is a token that begins with a letter or digit. Wanted: it lies in the content of a label.
Found: it lies in the content of an attribution that was read in its sentence (not in that one's cue or source; the
"that" which opens it included, as the annotators do), or in the content of a sentence governed from elsewhere or by
nobody named, as above.

*Speaker of a direct quotation*: of the quotations of 25 code points and more of which one label with a source covers
four fifths, the share whose source as read overlaps the label's source, or resolves to the same name.

`--half first|second` measures the odd or even articles alone, so that one half can be kept unseen; `--errors N` lists
misses.
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alteram.model.articles import Span
from alteram.text.attribution import Attribution, Reading, SentenceReading, read, resolve_source, said, words_of
from alteram.text.names import surname
from alteram.text.sentences import canonical, paragraphs, tokens
from evals import data_digest, missed

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "attribution" / "polnear.jsonl.gz"
FIRST_PERSON = frozenset(("i", "we", "you", "me", "us"))
HALF = 0.5
_PIECE = re.compile(r"\s|\S[\u0300-\u036f]*")
_ASIDE_BEFORE = re.compile(r"(?:,\s.+,|\s?\(.+\),?)\s")
_ASIDE = re.compile(r",\s(?:who|whose|an?|the|one|[A-Z]|\w+\s(?:of|at|for|with|and|in)\b)[^“”\"]+")


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
    """The canonical text of a raw one, and for every raw offset its offset there.

    A letter and the marks that stand over it may be one code point there, and some characters are left out: both are
    followed piece by piece. (Looked for letter by letter, 176 of the 6,768 spans of the development part were lost.)
    """
    text = canonical("", raw.split("\n"))
    where: list[int] = []
    at = 0
    for piece in _PIECE.findall(raw):
        shown = canonical("", [piece])
        while shown and at < len(text) and text[at].isspace():
            at += 1
        where += [at] * len(piece)
        at += len(shown)
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
    taken = overlap(sentence, label.source) + sum(
        end - start for start, end in label.cue if not overlap((start, end), label.source)
    )
    room = sentence[1] - sentence[0] - taken
    return overlap(sentence, label.content) / max(1, room)


def first_person(text: str, label: Label) -> bool:
    """Whether the writer speaks."""
    words = " ".join(text[start:end] for start, end in label.source).lower().split()
    return bool(words) and words[0] in FIRST_PERSON


def predicted_share(text: str, sentence: SentenceReading) -> float:
    """Share of the sentence that somebody else's words cover, as read."""
    if sentence.state != "governed":
        return 0.0
    if sentence.attribution is None:
        return share(sentence.span, Label((), (), said(text, sentence)))
    everyone = (sentence.attribution, *sentence.others)
    return max(share(sentence.span, Label(_group(text, a), (a.cue,), words_of(text, a))) for a in everyone)


def _group(text: str, attribution: Attribution) -> tuple[Span, ...]:
    """The source with what tells who it is, behind the cue or before it (", said Ann Pell, a teacher who was there",

    "Ann Pell, a teacher who was there, said"): the labels count it to the source.
    """
    if attribution.source is None:
        return ()
    first, last = attribution.source
    if attribution.cue[0] > last:
        aside = _ASIDE_BEFORE.match(text, last, attribution.cue[0])
    else:
        aside = _ASIDE.match(text, last) if attribution.position == "after" else None
    return ((first, aside.end() if aside else last),)


def score_sentences(text: str, gold: list[Label], must: Count, governed: Count) -> None:
    """Count sentences that a reader must see attributed, and sentences governed by somebody's words."""
    reading = read(text)
    title = paragraphs(text)[0]
    for sentence in reading.sentences:
        if sentence.span[0] < title[1]:
            continue
        here = [label for label in gold if not first_person(text, label) and overlap(sentence.span, label.content)]
        wanted = any(share(sentence.span, label) >= HALF for label in here if label.source)
        nobody = any(share(sentence.span, label) >= HALF for label in here if not label.source)
        found = sentence.state == "governed"
        covered = predicted_share(text, sentence) >= HALF
        shown = text[sentence.span[0] : sentence.span[1]]
        cue = text[slice(*sentence.attribution.cue)] if sentence.attribution else "-"
        if wanted and found:
            must.right += 1
        elif wanted:
            must.missed += 1
            must.errors.append(f"MISSED {sentence.state}: {shown}")
        elif found and not here and covered:
            must.extra += 1
            must.errors.append(f"EXTRA [{cue}]: {shown}")
        governed.right += wanted and covered
        governed.missed += wanted and not covered
        governed.extra += covered and not wanted and not nobody
        if found and wanted != covered and not nobody:
            governed.errors.append(f"{'GOVERNED TOO FEW' if wanted else 'GOVERNED TOO MANY'} [{cue}]: {shown}")


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


def score_tokens(text: str, gold: list[Label], count: Count) -> None:
    """Count the tokens of the body that are somebody's words, by label and as read."""
    others = [label for label in gold if not first_person(text, label)]
    wanted = _marked(text, [part for label in others if label.source for part in label.content])
    neutral = _marked(text, [part for label in others if not label.source for part in label.content])
    readings = read(text).sentences
    read_as = _marked(text, [part for sentence in readings for part in _words_of_others(text, sentence)])
    for token in tokens(text, paragraphs(text)[0][1], len(text)):
        said_so, found = wanted[token.start], read_as[token.start]
        if not token.text[0].isalnum() or (neutral[token.start] and not said_so):
            continue
        count.right += said_so and found
        count.missed += said_so and not found
        count.extra += found and not said_so


def _marked(text: str, spans: list[Span]) -> bytearray:
    """One byte a code point: 1 inside the spans."""
    marks = bytearray(len(text) + 1)
    for start, end in spans:
        marks[start:end] = b"\x01" * (end - start)
    return marks


def _words_of_others(text: str, sentence: SentenceReading) -> list[Span]:
    """The parts of a sentence that are somebody's words as read: contents without their own cue and source, with the

    "that" which opens them (the annotators of this set count it to the content in 165 of 168 places of the first half).
    """
    return list(said(text, sentence))


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


def measure(split: str, half: str) -> tuple[int, tuple[Count, Count, Count, Count]]:
    """How many articles there are, and the counts of sentences to see, governed sentences, tokens and speakers."""
    must, governed, spoken, speakers = Count(), Count(), Count(), Count()
    number = 0
    for at, article in enumerate(articles(split)):
        if half and half != ("first", "second")[at % 2]:
            continue
        text, where = aligned(article["text"])
        gold = labels(article, where)
        score_sentences(text, gold, must, governed)
        score_tokens(text, gold, spoken)
        score_speakers(text, gold, speakers)
        number += 1
    return number, (must, governed, spoken, speakers)


def main() -> int:
    """Prints the figures; 1 where one of the whole development part is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--half", choices=("first", "second"), default="")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    number, (must, governed, spoken, speakers) = measure(options.split, options.half)
    print(f"polnear {options.split} {options.half}: {number} articles")
    print(must.line("attribution a reader must see"))
    print(governed.line("governed sentences"))
    print(spoken.line("content tokens"))
    total = speakers.right + speakers.missed
    print(f"{'speaker of a direct quotation':34} {speakers.right / max(1, total):.3f}  (n {total})")
    for count in (must, governed, speakers):
        step = max(1, len(count.errors) // max(1, options.errors))
        for error in count.errors[::step][: options.errors]:
            print("  ", error)
    if options.split != "dev" or options.half:
        return 0
    figures = {
        "must_see_precision": must.precision,
        "must_see_recall": must.recall,
        "governed_f1": governed.f1,
        "tokens_f1": spoken.f1,
        "speaker": speakers.right / max(1, total),
    }
    problems = missed("attribution", figures, {"polnear": data_digest([DATA])})
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
