"""How likely an editor is to print a clause as a fact: it stands alone, has substance, and is no opinion.

A logistic regression on what can be seen of the clause itself, trained by `python -m evals.train_printing` on clauses
that were judged by reading. It ranks; it never lets anything pass that a gate refuses.
"""

import math
import tomllib
from functools import lru_cache
from importlib.resources import files

from alteram.language import Statement
from alteram.language.lexical import features
from alteram.model.articles import Span
from alteram.text.grammar.pointing import pointing
from alteram.text.grammar.verbs import finite, subject_at
from alteram.text.lexicon import word_class
from alteram.text.names import names
from alteram.text.polarity import evaluative, wished
from alteram.text.similarity import idf
from alteram.text.speech.cues import Item, items

TRAITS = (
    "one",
    "points_back",
    "points_back_often",
    "expletive",
    "common_subject",
    "event",
    "length",
    "long",
    "opening",
    "dash",
    "negated",
    "pronoun",
    "no_plain_verb",
    "hedged",
    "judged",
    "own",
    "quoted",
    "rare",
    "figure",
    "named",
    "full_name",
)
USUAL_WORDS = 20
"""Words of a usual clause: the length is counted in halvings and doublings of it."""
LONG = 38
"""Words from which a clause is long."""


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """The weights that ship (`printing.toml`), in the order of `TRAITS`."""
    found = tomllib.loads((files("alteram.stages.facts") / "printing.toml").read_text(encoding="utf-8"))
    return tuple(float(found[name]) for name in TRAITS)


def printable(statement: Statement, voice: str, event: float) -> float:
    """The probability (0 to 1) that a clause is printed; `event` is its share (0 to 1) of what the openings share."""
    z = sum(weight * trait for weight, trait in zip(weights(), traits(statement, voice, event), strict=True))
    return 1.0 / (1.0 + math.exp(-z))


def traits(statement: Statement, voice: str, event: float) -> tuple[float, ...]:
    """What is seen of a clause, each about 0 to 1, in the order of `TRAITS`."""
    text, spans = statement.article.text, statement.spans
    copied = "".join(text[a:b] for a, b in spans)
    row = items(copied, 0, len(copied))
    at = min(subject_at(row, 0, len(row)), len(row) - 1)
    count = sum(item.text[0].isalnum() if not item.quote else len(item.text.split()) for item in row)
    back = len(pointing(text, spans))
    lemmas = sorted(features(statement).lemmas)
    lower = {item.lower for item in row if not item.quote}
    known = names(copied, 0, len(copied))
    return (
        1.0,
        float(back == 1),
        float(back > 1),
        float(row[at].lower in ("there", "it")),
        float(_is_common(row[at])),
        event,
        math.log2(max(count, 1) / USUAL_WORDS),
        float(count > LONG),
        float(at > 0),
        float(any(mark in copied for mark in ("—", " – ", "--"))),
        float(bool(lower & word_class("negatives"))),
        float(bool(lower & word_class("personal_pronouns"))),
        float(finite(row, 0, len(row)) is None),
        float(bool(lower & word_class("unsure"))),
        float(_judges(text, spans, copied)),
        float(voice == "own"),
        float(any(item.quote for item in row)),
        sum(idf(word) for word in lemmas) / (10.0 * max(len(lemmas), 1)),
        float(any(map(str.isdigit, copied))),
        float(bool(known)),
        float(any(name.kind != "place" and " " in name.text for name in known)),
    )


def _judges(text: str, spans: tuple[Span, ...], copied: str) -> bool:
    """Whether a clause praises, blames or wishes: one copied without a gap is read in its article, of which every word
    is known."""
    stretch = (text, *spans[0]) if len(spans) == 1 else (copied, 0, len(copied))
    return bool(evaluative(*stretch) or wished(*stretch))


def _is_common(item: Item) -> bool:
    """Whether a subject opens with a common noun in the plural, or a word of quantity, and no article or name."""
    return item.text[0].islower() and item.lower not in ("the", "a", "an", "there", "it")
