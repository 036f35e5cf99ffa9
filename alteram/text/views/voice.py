"""Opinion told from report by words alone: how likely a sentence, or a whole text, is somebody's own view.

Two linear models over one kind of features: general words and pairs of neighbouring ones. Names, numbers, words of few
outlets or of one topic, and whatever stands in quotation marks are each replaced by a sign, so that it is the manner
that counts (modals, pronouns, questions, evaluation, "said") and not the matter; words by which a page says what it is
("opinion", "columnist") are taken out. Weights are in `data/voice_weights.tsv`, with where they come from and the
command that trains them anew; docs/opinion.md has the measurements, and what was tried besides.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from alteram.text import lexicon
from alteram.text.sentences import paragraphs, sentences

NAME, NUMBER, QUOTE, RARE, END = "<name>", "<number>", "<quote>", "<rare>", "<end>"
"""Signs for what the models do not see, and for the end of a sentence."""
TEXT_WORDS = 1000
"""Counts of a text's features are taken as if it had so many words."""
LEAST_WORDS = 120
"""Words below which a text is too short to be judged as a whole."""
LAST = 3
"""Paragraphs at the end among which a line about the author is looked for."""

_HIDDEN = "\x00"
_QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?|‘(?:[^‘’\n]|’(?=\w)){2,400}’")
_TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)?|[?!;:—–]|\d[\d,.]*%?|[A-Z][\w’'.-]*|\x00")
_FIRST_PERSON = re.compile(r"I(?:['’][a-z]+)?$")
_MARKS = re.compile(
    r"\b(?:opinions?|op-?eds?|column(?:s|ists?)?|editorials?|commentar(?:y|ies)|contributors?|commentators?|letters?"
    r"|authors?|views? expressed)\b",
    re.IGNORECASE,
)
_ABOUT_THE_AUTHOR = re.compile(r"(?:[A-Z][\w’'.-]+,? ){1,5}(?:is|was|are|has|serves?|teach(?:es)?|writes?)\b|By [A-Z]")


@dataclass(frozen=True, slots=True)
class _Weights:
    """Weight of every feature in the model of texts and in that of sentences, by word or "word word"."""

    text: dict[str, float]
    sentence: dict[str, float]
    text_bias: float
    sentence_bias: float


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    rows = [line.split("\t") for line in lexicon.lines("voice_weights.tsv")]
    text = {feature: float(weight) for feature, weight, _ in rows}
    sentence = {feature: float(weight) for feature, _, weight in rows}
    return _Weights(text, sentence, text.pop("<bias>"), sentence.pop("<bias>"))


def opinionated(sentence: str) -> float:
    """How likely a sentence is opinion, 0 to 1: .5 where opinion and report are equally likely.

    What it quotes is not read: a sentence that reports a judgement in quotation marks is no judgement. Whose words an
    unquoted sentence is ("she said that ...") is for `attribution` to say.
    """
    weights = _weights()
    found = set(features(_general(tokens(sentence), weights.text)))
    return _probability(weights.sentence_bias + sum(weights.sentence.get(feature, 0.0) for feature in sorted(found)))


def opinionated_text(text: str) -> float:
    """How likely a canonical text (title, paragraphs) is an opinion piece, 0 to 1; 0 for one too short to tell.

    From .5 on it is more likely one than not, where one text in six is (the share in which weights were set).
    """
    weights = _weights()
    found = _general(text_tokens(text), weights.text)
    if len(found) < LEAST_WORDS:
        return 0.0
    counts = Counter(features(found))
    scale = TEXT_WORDS / len(found)
    terms = (
        math.log1p(count * scale) * weights.text[feature]
        for feature, count in counts.items()
        if feature in weights.text
    )
    return _probability(weights.text_bias + math.fsum(terms))


def _probability(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def text_tokens(text: str) -> list[str]:
    """Tokens of a canonical text's paragraphs, the title and lines about the author left out, sentence by sentence."""
    body = paragraphs(text)[1:]
    while body and len(body) > LAST and _ABOUT_THE_AUTHOR.match(text, *body[-1]) and _is_note(text[slice(*body[-1])]):
        body = body[:-1]
    hidden = "\n\n".join(_QUOTED.sub(_hidden, text[slice(*span)]) for span in body)
    return [token for start, end in sentences(hidden) for token in tokens(hidden[start:end])]


def _hidden(quotation: re.Match[str]) -> str:
    """A sign for a quotation; one that ends a sentence keeps a stop, so that the sentence still ends there."""
    return f"{_HIDDEN}." if quotation.group().rstrip('”"’')[-1:] in (".", "?", "!") else _HIDDEN


def _is_note(paragraph: str) -> bool:
    """Whether a paragraph is short enough to be a note beside a text."""
    return len(paragraph) <= 400


def tokens(sentence: str) -> list[str]:
    """The words of one sentence as the models see them, with signs for names, numbers and quotations, and an end."""
    plain = _MARKS.sub(" ", _QUOTED.sub(_HIDDEN, sentence))
    return [*_signs(_TOKEN.findall(plain)), END]


def _signs(found: Iterable[str]) -> Iterator[str]:
    first = True
    for token in found:
        if token == _HIDDEN:
            yield QUOTE
        elif token[0].isdigit():
            yield NUMBER
        elif token[0].isupper() and not first and not _FIRST_PERSON.match(token):
            yield NAME
        else:
            yield token.lower().replace("’", "'")
        first = False


def _general(found: Iterable[str], known: dict[str, float]) -> list[str]:
    """Tokens with a sign for every word that the models do not know."""
    return [token if token in known else RARE for token in found]


def features(found: list[str]) -> Iterator[str]:
    """Every token and every pair of neighbours."""
    yield from found
    for one, other in pairwise(found):
        yield f"{one} {other}"
