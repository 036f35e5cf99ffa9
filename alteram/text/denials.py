"""Denials: which sentences of a text deny a claim that stands in another sentence, or in another text.

A denial either says what it denies ("X denied that P") or points at the claim before it ("X denied the allegation").
Over-detection is safe here: a claim that is taken to be denied is published with the mark of a dispute.
"""

from dataclasses import dataclass
from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.attribution import Attribution, SentenceReading, read
from alteram.text.lexicon import words
from alteram.text.similarity import content_lemmas

LEAST_SHARED = 3
"""Words of content that a denial that says what it denies has in common with the claim."""
LEAST_SHARE = 0.6
"""Share of the words of the shorter of claim and denial that both have."""
MOST_POINTING = 6
"""Words of an object that points back instead of saying what is denied."""
REACH = 2
"""Sentences before a pointing denial in which its claim is looked for."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A sentence that denies: `lemmas` of what it says is not so, or the sentences `claims` that it points back at.

    `speaker` is who denies, `content` the words that say what.
    """

    span: Span
    lemmas: frozenset[str]
    claims: tuple[Span, ...]
    speaker: Span
    content: tuple[Span, ...]


@lru_cache(maxsize=1024)
def denials(text: str) -> tuple[Denial, ...]:
    """Every denial of a text, in order."""
    readings = read(text).sentences
    found = []
    for at, reading in enumerate(readings):
        for attribution in _denying(reading):
            lemmas = frozenset(lemma for span in attribution.content for lemma in content_lemmas(text, *span))
            before = readings[max(0, at - REACH) : at] if _points_back(text, attribution) else ()
            claims = tuple(one.span for one in before if one.state == "governed" and not tuple(_denying(one)))
            if attribution.source is not None:
                found.append(Denial(reading.span, lemmas, claims[-1:], attribution.source, attribution.content))
    return tuple(found)


def denies(denial: Denial, text: str, sentence: Span, spans: tuple[Span, ...], *, same_text: bool) -> bool:
    """Whether a denial is of what `spans` of another sentence assert; `same_text` when both stand in one text."""
    if same_text and denial.span == sentence:
        return False
    if same_text and sentence in denial.claims:
        return True
    lemmas = frozenset(lemma for span in spans for lemma in content_lemmas(text, *span))
    shared = len(lemmas & denial.lemmas)
    return shared >= LEAST_SHARED and shared >= LEAST_SHARE * min(len(lemmas), len(denial.lemmas))


def _denying(reading: SentenceReading) -> tuple[Attribution, ...]:
    every = (reading.attribution, *reading.others)
    return tuple(one for one in every if one is not None and one.verb == "deny" and one.source is not None)


def _points_back(text: str, attribution: Attribution) -> bool:
    """Whether the object of a denial stands for a claim: "the allegation", "it", "any wrongdoing"."""
    for start, end in attribution.content[:1]:
        found = [word.strip(".,;").lower() for word in text[start:end].split()][:MOST_POINTING]
        return any(word in words("denied_nouns") for word in found)
    return False
