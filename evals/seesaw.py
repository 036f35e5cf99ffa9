"""Who criticises or supports whom: `python -m evals.seesaw [--split train|valid] [--show N]`.

Sentences of SEESAW (Zhang et al. 2022) whose annotators named, of a list of entities, who is for or against whom. Each
of our stances is tied to the listed entities by their names; both ends must be on the list ("Author" and "None" is the
writer). Precision, recall and F1 over (sentence, holder, target, sign), all sentences counted, on `valid`, on which
nothing was tuned. The baseline takes the two names of a sentence that stand nearest to each other, the first against
the second. The set is measured with and never trained on: its licence is non-commercial.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from alteram.model.articles import Span
from alteram.text.attribution import read
from alteram.text.names import names, surname
from alteram.text.sentences import canonical
from alteram.text.views.stances import stances
from evals import SHARED, data_digest, missed

SEESAW = SHARED / "narratives" / "seesaw.jsonl.gz"
WRITER = "the writer"
_WRITERS = frozenset(("Author", "None", "author"))
_RARE = re.compile(r"\b(?!(?:the|of|an?|and|for|in|on|to|president|department|party|house|senate|united|states)\b)\w+")
Triple = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence with its place in the text, the entities of its article, and the labels."""

    article: str
    text: str
    span: Span
    entities: tuple[str, ...]
    gold: frozenset[Triple]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over all sentences."""

    right: int
    told: int
    wanted: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.told + self.wanted)


def labelled(split: str) -> Iterator[Labelled]:
    """Every sentence of a split, each as a paragraph of its own, since the set keeps no paragraphs."""
    for line in gzip.decompress(SEESAW.read_bytes()).decode("utf-8").splitlines():
        story = json.loads(line)
        if story["split"] == split:
            for article in story["articles"]:
                yield from _of_article(article)


def _of_article(article: dict[str, Any]) -> Iterator[Labelled]:
    told = [" ".join(one.split()) for one in article["sentences"]]
    text = canonical(article["title"], told)
    entities = tuple(dict.fromkeys(one[0] for one in article["entities"]))
    at = 0
    for number, sentence in enumerate(told):
        start = text.find(sentence, at)
        if start < 0:
            continue
        at = start + len(sentence)
        gold = frozenset(_triples(article["stances"].get(str(number), [])))
        yield Labelled(article["url"], text, (start, at), entities, gold)


def _triples(rows: list[dict[str, Any]]) -> Iterator[Triple]:
    for row in rows:
        holder = WRITER if row["subject"] in _WRITERS else row["subject"]
        yield holder, row["object"], 1 if row["sentiment"] == "POS" else -1


def linked(words: str, entities: tuple[str, ...]) -> str | None:
    """The entity that words name: by its whole name, by its last word, or by a word that it alone has."""
    plain = re.sub(r"(?:’|')s?$", "", words).strip()
    for entity in entities:
        if plain.lower() == entity.lower():
            return entity
    last = surname(plain) if " " in plain else plain
    ending = [entity for entity in entities if entity.split()[-1] == last]
    if ending:
        return ending[0]
    rare = _rare(plain)
    shared = [entity for entity in entities if rare & _rare(entity)]
    return shared[0] if shared else None


def _rare(words: str) -> set[str]:
    """The words of a name that tell it from others, in lower case and without a plural's "s"."""
    return {word.rstrip("s") for word in _RARE.findall(words.lower())}


def told(one: Labelled) -> frozenset[Triple]:
    """The stances that are read in a sentence, tied to the list."""
    found = set()
    for reading in read(one.text).sentences:
        if reading.span[0] < one.span[1] and one.span[0] < reading.span[1]:
            for stance in stances(one.text, reading):
                holder = WRITER if stance.holder is None else linked(one.text[slice(*stance.holder)], one.entities)
                target = linked(one.text[slice(*stance.target)], one.entities)
                if holder is not None and target is not None and holder != target:
                    found.add((holder, target, stance.sign))
    return frozenset(found)


def nearest(one: Labelled) -> frozenset[Triple]:
    """The baseline: of the two listed names that stand nearest, the first is against the second."""
    named = [(name.start, linked(name.text, one.entities)) for name in names(one.text, *one.span)]
    known = [(start, entity) for start, entity in named if entity is not None]
    pairs = [(b[0] - a[0], a[1], b[1]) for a, b in pairwise(known) if a[1] != b[1]]
    return frozenset((holder, target, -1) for _, holder, target in sorted(pairs)[:1])


def score(pairs: list[tuple[frozenset[Triple], frozenset[Triple]]]) -> Score:
    """What is told against what is wanted."""
    return Score(
        sum(len(found & gold) for found, gold in pairs),
        sum(len(found) for found, _ in pairs),
        sum(len(gold) for _, gold in pairs),
    )


def _line(name: str, one: Score) -> str:
    precision, recall = one.right / max(1, one.told), one.right / max(1, one.wanted)
    counts = f"{one.right} right, {one.told} told, {one.wanted} wanted"
    return f"{name:22} P {precision:.3f} R {recall:.3f} F1 {one.f1:.3f} ({counts})"


def main() -> int:
    """Prints both figures; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="valid", choices=("train", "valid"))
    options = parser.parse_args()
    if not SHARED.is_dir():
        print("the research data is not beside this checkout", file=sys.stderr)
        return 2
    sentences = list(labelled(options.split))
    ours = score([(told(one), one.gold) for one in sentences])
    base = score([(nearest(one), one.gold) for one in sentences])
    signs = Counter(sign for one in sentences for _, _, sign in one.gold)
    print(f"{len(sentences)} sentences of {options.split}, {signs[-1]} stances against and {signs[1]} for")
    print(_line("stances", ours))
    print(_line("nearest two names", base))
    print(f"{'above the baseline':22} {ours.f1 - base.f1:+.3f}")
    if options.split != "valid":
        return 0
    problems = missed("seesaw", {"f1_above_baseline": ours.f1 - base.f1}, {"seesaw": data_digest([SEESAW])})
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
