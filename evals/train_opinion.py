"""Train the models that tell opinion from report: `python -m evals.train_opinion` (about ten minutes on one core).

Writes alteram/text/data/voice_weights.tsv. Labels are those of `evals.opinion_pages` (corpus: Article-Bias-Prediction,
Apache-2.0); those of sentences are distant: a sentence of an opinion piece counts as opinion, one of a report as
factual, quoted ones left out. BABE is never seen, nor is an article that holds one of its sentences.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from alteram.text.sentences import sentences
from alteram.text.views.voice import END, NAME, NUMBER, QUOTE, RARE, TEXT_WORDS, features, text_tokens, tokens
from evals import data_digest
from evals.opinion_pages import Page, labelled_pages, sources
from evals.sparse_logistic import Floats, Rows, fit, rows_of

WEIGHTS = Path(__file__).resolve().parents[1] / "alteram" / "text" / "data" / "voice_weights.tsv"
SIGNS = (NAME, NUMBER, QUOTE, RARE, END, "?", "!", ";", ":", "—", "–")
LEAST_OUTLETS, LEAST_PAGES = 8, 25
"""Outlets and pages that must use a word before the models see it: what few outlets use shows the outlet."""
MOST_OF_A_TOPIC = 3.0
"""How many times as often as elsewhere a word may stand in articles of one topic: else it shows the topic."""
LEAST_OF_A_TOPIC = 60
"""Pages from which a topic is looked at."""
LEAST_PAIRS = {"text": 25, "sentence": 60}
"""Texts and sentences that must hold a pair of words."""
PAIRS = 2500
"""Pairs that are kept of each model, by weight times spread."""
RIDGE = {"text": 100.0, "sentence": 10.0}
WORDS = range(5, 61)
"""Words of a sentence that teaches."""


@dataclass(frozen=True, slots=True)
class Units:
    """What one model learns from: tokens of each unit, the page it is of, its label."""

    tokens: tuple[tuple[str, ...], ...]
    page: tuple[int, ...]
    truth: Floats


@dataclass(frozen=True, slots=True)
class Model:
    """A weight for every feature, and the bias."""

    weights: dict[str, float]
    bias: float


def general_words(found: Sequence[Iterable[str]], pages: Sequence[Page]) -> frozenset[str]:
    """Words that many outlets use, whatever the topic. Labels are not looked at."""
    outlets: dict[str, set[str]] = defaultdict(set)
    count: Counter[str] = Counter()
    topics: dict[str, Counter[str]] = defaultdict(Counter)
    sizes = Counter(page.topic for page in pages)
    for unit, page in zip(found, pages, strict=True):
        for word in set(unit):
            outlets[word].add(page.outlet)
            count[word] += 1
            topics[word][page.topic] += 1
    shares = {topic: size / len(pages) for topic, size in sizes.items() if size >= LEAST_OF_A_TOPIC}

    def lift(word: str) -> float:
        most = (topics[word][topic] + 5 * share for topic, share in shares.items())
        return max(of / share for of, share in zip(most, shares.values(), strict=True)) / (count[word] + 5)

    wide = (word for word in count if len(outlets[word]) >= LEAST_OUTLETS and count[word] >= LEAST_PAGES)
    return frozenset(word for word in wide if lift(word) < MOST_OF_A_TOPIC) | set(SIGNS)


def text_units(pages: Sequence[Page]) -> Units:
    """Every page as one unit."""
    found = tuple(tuple(text_tokens(page.text)) for page in pages)
    return Units(found, tuple(range(len(pages))), np.array([float(page.opinion) for page in pages]))


def sentence_units(pages: Sequence[Page]) -> Units:
    """Sentences of the pages that are not quoted for the most part."""
    found, of = [], []
    for k, page in enumerate(pages):
        for start, end in sentences(page.text):
            sentence = page.text[start:end]
            if start > 0 and len(sentence.split()) in WORDS and _quoted(sentence) < 0.5:
                found.append(tuple(tokens(sentence)))
                of.append(k)
    return Units(tuple(found), tuple(of), np.array([float(pages[k].opinion) for k in of]))


def _quoted(sentence: str) -> float:
    return sum(len(match.group()) for match in re.finditer(r"“[^”]*”?|\"[^\"]*\"?", sentence)) / len(sentence)


def signed(units: Units, general: frozenset[str]) -> list[list[str]]:
    """Tokens with a sign for each that is not general."""
    return [[token if token in general else RARE for token in unit] for unit in units.tokens]


def values(found: list[str], kind: str) -> dict[str, float]:
    """Features of a unit with their values: 1 in a sentence, the logarithm of how often in a text."""
    if kind == "sentence":
        return dict.fromkeys(features(found), 1.0)
    scale = TEXT_WORDS / max(len(found), 1)
    return {feature: math.log1p(count * scale) for feature, count in Counter(features(found)).items()}


def feature_names(found: list[list[str]], general: frozenset[str], kind: str) -> list[str]:
    """Every general word and every frequent pair, in order."""
    pairs = Counter(feature for unit in found for feature in set(features(unit)) if " " in feature)
    return sorted(general) + sorted(pair for pair, count in pairs.items() if count >= LEAST_PAIRS[kind])


def pruned(rows: Rows, truth: Floats, names: list[str], kind: str) -> tuple[list[str], Floats, float]:
    """A model of the general words and the pairs that tell most, trained on these."""
    weights, _ = fit(rows, truth, RIDGE[kind])
    telling = np.abs(weights) * rows.spread()
    pairs = [k for k, name in enumerate(names) if " " in name]
    best = sorted(sorted(pairs, key=lambda k: (-telling[k], names[k]))[:PAIRS])
    chosen = np.array([k for k, name in enumerate(names) if " " not in name] + best, dtype=np.int64)
    weights, bias = fit(rows.kept(chosen), truth, RIDGE[kind])
    return [names[k] for k in chosen], weights, bias


def train(rows: Rows, truth: Floats, names: list[str], kind: str) -> Model:
    """The pruned model with names."""
    kept, weights, bias = pruned(rows, truth, names, kind)
    return Model(dict(zip(kept, weights.tolist(), strict=True)), bias)


def matrix(units: Units, general: frozenset[str], kind: str) -> tuple[Rows, list[str]]:
    """Rows of all units and the names of their columns."""
    found = signed(units, general)
    names = feature_names(found, general, kind)
    return rows_of((values(unit, kind) for unit in found), names), names


def write(text: Model, sentence: Model, path: Path = WEIGHTS) -> None:
    """The shipped table; `<bias>` stands first."""
    lines = [
        "# Opinion from report: weight of a word, or of two neighbouring ones, in the model of texts and of sentences.",
        "# Trained by `python -m evals.train_opinion` on Article-Bias-Prediction (Apache-2.0), 2012 to 2020;",
        f"# SHA-256 of the data: {data_digest(sources())}",
        f"<bias>\t{text.bias:.3f}\t{sentence.bias:.3f}",
    ]
    lines += [
        f"{name}\t{text.weights.get(name, 0.0):.3f}\t{sentence.weights.get(name, 0.0):.3f}"
        for name in sorted(text.weights.keys() | sentence.weights.keys())
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Train both models and write them."""
    pages = labelled_pages()
    texts, single = text_units(pages), sentence_units(pages)
    general = general_words(texts.tokens, pages)
    print(f"{len(pages)} pages, {int(texts.truth.sum())} of opinion; {len(general)} general words")
    models = {}
    for kind, units in (("text", texts), ("sentence", single)):
        rows, names = matrix(units, general, kind)
        models[kind] = train(rows, units.truth, names, kind)
        print(f"{kind}: {len(units.truth)} units, {len(names)} features, {len(models[kind].weights)} kept", flush=True)
    write(models["text"], models["sentence"])


if __name__ == "__main__":
    main()
