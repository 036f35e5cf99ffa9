"""How near facts come to an editor's neutral text: `python -m evals.neutral [--show N]`. Reported; there is no floor.

NeuS (Lee et al. 2022), validation part: 307 stories, each told by a left, a right and a centre outlet in a few
sentences, with a neutral text by an editor. The three tellings are drawn up as a dossier of three unknown outlets,
and the facts that the program proposes, in its own order and without "According to" an outlet, are compared with the
neutral text as far as `MOST_WORDS` words go. For comparison in the same run: as many words of the three tellings as
they stand, first sentences first ("lead"), and of the tellings' sentences those that together come nearest to the
neutral text, which only somebody who has read it can choose ("ceiling").

ROUGE-1 and ROUGE-2 (Lin 2004) are F1 of word unigrams and bigrams, in lower case, unstemmed, mean over stories.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from alteram.engine.drafting import dossier_of
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.ids import StoryId
from alteram.model.outlets import Registry
from alteram.outlets import load_registry
from alteram.stages.facts import propose
from evals import SHARED, data_digest, missed
from evals.altered import as_article
from evals.briefs import without_outlet

DATA = SHARED / "narratives" / "neus.jsonl.gz"
MOST_WORDS = 70
"""Words that a neutral text has on average, and that are compared."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Story:
    """Title and text of each telling, and the editor's neutral text."""

    name: str
    tellings: tuple[tuple[str, str], ...]
    neutral: str


def rouge(text: str, wanted: str, size: int) -> float:
    """F1 of the runs of `size` words of a text against those of the wanted one."""
    one, other = _runs(text, size), _runs(wanted, size)
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def _runs(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return Counter(tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def cut(parts: Iterable[str], most: int = MOST_WORDS) -> str:
    """The first `most` words of some sentences."""
    return " ".join(" ".join(parts).split()[:most])


def articles(story: Story) -> tuple[Article, ...]:
    """The tellings as articles of three sites that nobody knows."""
    return tuple(_article(story, at) for at in range(len(story.tellings)))


def _article(story: Story, at: int) -> Article:
    title, text = story.tellings[at]
    address = f"https://outlet-{at + 1}.example/{story.name}"
    return replace(as_article(text, title), url=address, name=f"Outlet {at + 1}")


def facts(story: Story, registry: Registry) -> list[str]:
    """What the program proposes as facts, in its order."""
    dossier = dossier_of(StoryId(story.name), articles(story), registry)
    by_number = dict(enumerate(dossier.articles, start=1))
    return [without_outlet(fact.sentence.pieces, by_number) for fact in propose(dossier, LexicalJudge()).facts]


def told(story: Story) -> list[list[str]]:
    """Sentences of each telling, without titles."""
    whole = [as_article(text, title) for title, text in story.tellings]
    return [[one.text[start:end] for start, end in one.sentences[1:]] for one in whole]


def lead(story: Story) -> list[str]:
    """First sentences of the tellings, then second ones, and so on."""
    return [sentence for row in zip_longest(*told(story), fillvalue="") for sentence in row if sentence]


def ceiling(story: Story) -> list[str]:
    """Sentences that, added one by one, raise ROUGE-1 most, as long as one does."""
    left = lead(story)
    chosen: list[str] = []
    best = 0.0
    while left:
        scores = [rouge(cut([*chosen, one]), story.neutral, 1) for one in left]
        if max(scores) <= best:
            break
        best = max(scores)
        chosen.append(left.pop(scores.index(best)))
    return chosen


def figures(made: Sequence[tuple[Story, dict[str, str]]]) -> dict[str, float]:
    """Mean ROUGE-1 and ROUGE-2 of each way of choosing, and stories for which facts were proposed."""
    ways = list(made[0][1]) if made else []
    found = {
        f"{way}.rouge_{size}": sum(rouge(texts[way], story.neutral, size) for story, texts in made) / len(made)
        for way in ways
        for size in (1, 2)
    }
    words = sum(len(texts["facts"].split()) for _, texts in made) / max(1, len(made))
    return {**found, "facts.words": words, "facts.stories": float(sum(bool(texts["facts"]) for _, texts in made))}


def stories() -> list[Story]:
    """The validation part, in its own order."""
    rows = map(json.loads, gzip.decompress(DATA.read_bytes()).decode().splitlines())
    return [
        Story(row["id"], tuple((s["title"], s["text"]) for s in row["sources"]), row["target"]["text"])
        for row in rows
        if row["split"] == "val"
    ]


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", type=int, default=0, help="print so many stories with the facts")
    options = parser.parse_args()
    if not DATA.is_file():
        print("the research data is not beside this checkout", file=sys.stderr)
        return 2
    registry = load_registry(None)
    made = [
        (one, {"facts": cut(facts(one, registry)), "lead": cut(lead(one)), "ceiling": cut(ceiling(one))})
        for one in stories()
    ]
    found = figures(made)
    print(f"{'':10}{'ROUGE-1':>9}{'ROUGE-2':>9}")
    for way in ("facts", "lead", "ceiling"):
        print(f"{way:10}{found[f'{way}.rouge_1']:9.3f}{found[f'{way}.rouge_2']:9.3f}")
    print(f"{len(made)} stories, facts for {found['facts.stories']:.0f}, {found['facts.words']:.0f} words on average")
    for one, texts in made[: options.show]:
        print(f"\n{one.name}\n  neutral: {one.neutral}\n  facts: {texts['facts']}")
    problems = missed("neutral", found, {"neus": data_digest([DATA])})
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
