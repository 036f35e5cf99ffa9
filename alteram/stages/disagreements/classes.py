"""Classes of measures by the words beside a figure, from `measures.toml`, and the subject that such a word has."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from alteram.model.articles import Span
from alteram.stages.disagreements.figures import Figure
from alteram.stages.disagreements.narrowing import measured
from alteram.text.quantities import Quantity
from alteram.text.similarity import content_words, lemma, words

REACH = 48
"""Characters before a figure in which the words of its class stand."""


@dataclass(frozen=True, slots=True)
class MeasureClass:
    """One class of measure: patterns of what stands directly before a figure and directly behind it.

    `units` are those that it may have, () for any; `bare` classes are not of a subject.
    """

    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    apart: re.Pattern[str] | None
    units: tuple[str, ...]
    bare: bool


@cache
def table() -> dict[str, Any]:
    """The classes and word lists of `measures.toml`."""
    return tomllib.loads((Path(__file__).parent / "measures.toml").read_text(encoding="utf-8"))


_FILLED = r" (?:by )?(?:(?:a|an|some)(?: [a-z]+)?)?(?<=\w)| by| [—–(-]"
"""What may part the word of a class from its figure: "down a stunning 1,000 points", "effective - 86 percent"."""


@cache
def _classes(group: str) -> tuple[MeasureClass, ...]:
    return tuple(
        MeasureClass(
            name,
            re.compile(rf"\b(?:{any_of(forms['before'])})(?:{_FILLED})? ?$", re.IGNORECASE)
            if forms["before"]
            else None,
            _behind(forms["after"]),
            _apart(forms.get("noun", []), forms.get("verb", [])),
            tuple(forms.get("units", ())),
            forms.get("bare", False),
        )
        for name, forms in table()[group].items()
    )


def _behind(phrases: list[str]) -> re.Pattern[str] | None:
    """Phrases directly behind a figure; those with "in" may have a word more: "in bond debt"."""
    if not phrases:
        return None
    wide = any_of(phrases).replace("in\\ ", r"in (?:[a-z]+ )?")
    return re.compile(rf"[ -](?:{wide})\b", re.IGNORECASE)


def _apart(nouns: list[str], verbs: list[str]) -> re.Pattern[str] | None:
    """Nouns that up to four words part from their figure, and verbs that up to seven do."""
    forms = []
    if nouns:
        forms.append(rf"(?:{any_of(nouns)})(?: [\w'’-]+){{0,4}}? (?:{any_of(table()['words']['states'])})")
    if verbs:
        forms.append(rf"(?:{any_of(verbs)})(?: [\w'’-]+){{0,7}}?")
    return re.compile(rf"\b(?:{'|'.join(forms)}) $", re.IGNORECASE) if forms else None


def any_of(phrases: list[str]) -> str:
    """A pattern of any of these phrases, the longest that fits."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def classed(text: str, sentence: Span, quantity: Quantity, group: str) -> Iterator[Figure]:
    """The figure as the first class of a group whose words stand beside it."""
    unit = quantity.noun if quantity.unit == "measure" else quantity.unit
    before = text[max(sentence[0], quantity.start - REACH) : quantity.start]
    for each in _classes(group):
        if each.units and unit not in each.units:
            continue
        ahead = each.before.search(before) if each.before else None
        behind = each.after.match(text, quantity.end, sentence[1]) if each.after else None
        apart = each.apart.search(before) if each.apart else None
        if ahead is None and behind is None and apart is None:
            continue
        at = quantity.start - len(before) + ahead.start() if ahead else quantity.start
        figure = measured(text, sentence, each.name, "", quantity, unit=unit, start=at)
        end = behind.end() if behind else figure.end
        yield replace(figure, who=subject(text, figure.clause[0], at) if ahead and not each.bare else "", end=end)
        return


_PREPOSITION = re.compile(
    r"\b(?:of|in|on|at|by|for|from|to|with|over|under|after|before|during|since|through|between|among|against|who|which"
    r"|that|will|would|could|may|might|is|are|was|were|has|have|had)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|we|i|you|him|her|them|us|who|which|this|that)(?: (?:ha[sd]|have|also|to|will|would))* $",
    re.IGNORECASE,
)


def subject(text: str, start: int, end: int) -> str:
    """Head noun of the subject of a measure, as a lemma; "" where the clause has none before it, or only a pronoun."""
    if _PRONOUN.search(text, start, end) is not None:
        return ""
    for part in _PREPOSITION.split(text[start:end]):
        heads = [word for word in content_words(part) if lemma(word) not in _own_words()]
        if heads:
            return lemma(heads[-1])
    return ""


@cache
def _own_words() -> frozenset[str]:
    """Words of the classes themselves: "the cost of the bridge" is of the bridge."""
    groups = ("money", "share", "extent")
    every = (phrase for group in groups for forms in table()[group].values() for phrase in forms["before"])
    return frozenset(lemma(word) for phrase in every for word in words(phrase)) | set(table()["words"]["moves"])
