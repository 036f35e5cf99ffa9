"""How likely an editor is to print a clause as a fact: it stands alone, has substance, and is no opinion.

A logistic regression on what can be seen of the clause itself, trained by `python -m evals.train_printing` on clauses
that were judged by reading. It ranks; it never lets anything pass that a gate refuses.
"""

import math
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from alteram.language import Statement
from alteram.language.lexical import features
from alteram.model.articles import Span
from alteram.stages.facts.common import Common
from alteram.text.grammar.antecedents import short_forms
from alteram.text.grammar.pointing import pointing
from alteram.text.grammar.verbs import finite, subject_at
from alteram.text.lexicon import word_class
from alteram.text.names import names
from alteram.text.people.persons import strangers
from alteram.text.speech.cues import Item, items

TRAITS = (
    "one",
    "points_back",
    "points_back_often",
    "expletive",
    "definite",
    "event",
    "title",
    "told",
    "length",
    "dash",
    "commas",
    "negated",
    "no_plain_verb",
    "own",
    "quoted",
    "named",
    "full_names",
    "strangers",
    "early_pronoun",
)
USUAL_WORDS = 20
"""Words of a usual clause: the length is counted in halvings and doublings of it."""
EARLY = 0.3
"""Share of a clause's words in which "it" and "they" seldom have what they stand for before them."""
MANY, MOST_NAMED = 3, 4
"""Counts from which more makes no difference: of definite nouns and full names, of names and commas."""


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """The weights that ship (`printing.toml`), in the order of `TRAITS`."""
    found = tomllib.loads((files("alteram.stages.facts") / "printing.toml").read_text(encoding="utf-8"))
    return tuple(float(found[name]) for name in TRAITS)


def printable(statement: Statement, voice: str, common: Common) -> float:
    """The probability (0 to 1) that a clause of a story whose articles have this in `common` is printed."""
    z = sum(weight * trait for weight, trait in zip(weights(), traits(statement, voice, common), strict=True))
    return 1.0 / (1.0 + math.exp(-z))


def traits(statement: Statement, voice: str, common: Common) -> tuple[float, ...]:
    """What is seen of a clause, each about 0 to 1, in the order of `TRAITS`."""
    text, spans = statement.article.text, statement.spans
    copied = "".join(text[a:b] for a, b in spans)
    row = items(copied, 0, len(copied))
    at = min(subject_at(row, 0, len(row)), len(row) - 1)
    count = sum(item.text[0].isalnum() if not item.quote else len(item.text.split()) for item in row)
    back = _pointing_back(text, spans)
    lemmas = features(statement).lemmas
    known = names(copied, 0, len(copied))
    return (
        1.0,
        float(back == 1),
        float(back > 1),
        float(row[at].lower in ("there", "it")),
        min(_definites(row), MANY) / MANY,
        common.event_share(lemmas),
        common.title_share(lemmas),
        common.told_share(lemmas),
        math.log2(max(count, 1) / USUAL_WORDS),
        float(any(mark in copied for mark in ("—", " – ", "--"))),
        min(copied.count(","), MOST_NAMED) / MOST_NAMED,
        float(any(item.lower in word_class("negatives") for item in row if not item.quote)),
        float(finite(row, 0, len(row)) is None),
        float(voice == "own"),
        sum(len(item.text) for item in row if item.quote) / max(len(copied), 1),
        min(len(known), MOST_NAMED) / MOST_NAMED,
        min(sum(name.kind != "place" and " " in name.text for name in known), MANY) / MANY,
        min(len(strangers(text, statement.sentence, spans)), MANY) / MANY,
        float(any(item.lower in _THINGS for item in row[: int(EARLY * len(row))])),
    )


def _pointing_back(text: str, spans: tuple[Span, ...]) -> int:
    """How many expressions of a clause point out of it, without those behind which a bracket may say what is meant."""
    resolved, before = set(), 0
    for start, end in spans:
        resolved |= {before + at - start for at, _ in short_forms(text, (start, end))}
        before += end - start
    return sum(end not in resolved for _, end in pointing(text, spans))


_THINGS = frozenset(("it", "its", "they", "them", "their"))


def _definites(row: tuple[Item, ...]) -> int:
    """How often "the" stands before a word in lower case."""
    return sum(a.lower == "the" and not a.quote and b.text[0].islower() for a, b in pairwise(row))
