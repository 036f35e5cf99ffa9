"""Planted mismatches: a clause with a passage that does not support it, by construction and not by any judge of ours.

Three kinds. "same-words": a sentence of the same story that shares words with the clause. "another-fact": a passage
that another fact of the brief cites. "changed": the clause with a figure, a name or a verb replaced, beside the passage
that supported it. The first two may cover at most `MOST_COVERED` of the clause's words and must lack a name or figure
that it has; the third replaces only what the passage says, by what it does not say. Words are compared by their first
letters, without any part of the program, so that the program may change and the plants stay.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from alteram.model.ids import digest_of

KINDS = ("same-words", "another-fact", "changed")
MOST_COVERED = 0.4
"""Share of a clause's words that a passage may have which does not support it."""
LEAST_SHARED = 2
LEAST_WORDS, MOST_WORDS = 8, 60
"""Words of a sentence that may be planted."""
STEM = 5
"""Letters by which two forms of a word are one."""
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_FIGURE = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)*")
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:[A-Z]\. )?[A-Z][\w’-]+)+")
_COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VERBS = Path(__file__).with_name("changed_verbs.tsv")


@dataclass(frozen=True, slots=True)
class Plant:
    """A clause and a passage that does not support it; `where` is the passage's source with start and end."""

    kind: str
    clause: str
    passage: str
    where: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Sound:
    """A clause with a passage that its brief cites for it, and that passage's place."""

    clause: str
    passage: str
    where: tuple[int, int, int]


def stems(text: str) -> frozenset[str]:
    """Words of four letters and more, by their first `STEM` letters, and figures."""
    found = (word.lower() for word in _WORD.findall(text))
    return frozenset(word if word[0].isdigit() else word[:STEM] for word in found if len(word) > 3 or word[0].isdigit())


def telling(text: str) -> frozenset[str]:
    """Stems of the words that stand for a name or a figure: capitals after the first word, and digits."""
    found = [word for at, word in enumerate(_WORD.findall(text)) if word[0].isdigit() or (at and word[0].isupper())]
    return stems(" ".join(found))


def covered(clause: str, passage: str) -> float:
    """Share of a clause's stems that a passage has."""
    wanted = stems(clause)
    return len(wanted & stems(passage)) / len(wanted) if wanted else 1.0


def apart(clause: str, passage: str) -> bool:
    """Whether a passage can hardly support a clause: few of its words, and not all of its names and figures."""
    return covered(clause, passage) <= MOST_COVERED and bool(telling(clause) - stems(passage))


def plant(sound: Sound, sentences: Sequence[tuple[str, tuple[int, int, int]]], others: Sequence[Sound]) -> Plant | None:
    """One mismatch made of a sound pair, of the kind that its digest says or the next that can be made.

    `sentences` are those of the story with their places, `others` what the brief's other facts cite.
    """
    first = int(digest_of(sound.clause.encode())[:8], 16)
    for turn in range(len(KINDS)):
        kind = KINDS[(first + turn) % len(KINDS)]
        if kind == "changed":
            made = changed(sound, [text for text, _ in sentences])
        elif kind == "same-words":
            made = _same_words(sound, sentences)
        else:
            made = _another(sound, others)
        if made is not None:
            return made
    return None


def _same_words(sound: Sound, sentences: Iterable[tuple[str, tuple[int, int, int]]]) -> Plant | None:
    """The sentence that shares most with the clause and still cannot support it."""
    wanted = stems(sound.clause)
    fit = [
        (-len(wanted & stems(text)), _order(text), text, where)
        for text, where in sentences
        if LEAST_WORDS <= len(text.split()) <= MOST_WORDS and apart(sound.clause, text)
    ]
    if not fit or -min(fit)[0] < LEAST_SHARED:
        return None
    _, _, text, where = min(fit)
    return Plant("same-words", sound.clause, text, where)


def _another(sound: Sound, others: Iterable[Sound]) -> Plant | None:
    fit = [(_order(one.passage), one) for one in others if apart(sound.clause, one.passage)]
    if not fit:
        return None
    one = min(fit, key=lambda pair: (pair[0], pair[1].where))[1]
    return Plant("another-fact", sound.clause, one.passage, one.where)


def changed(sound: Sound, sentences: Iterable[str]) -> Plant | None:
    """The clause with one thing changed that its passage says; of several ways, the one of lowest digest."""
    ways = (*_figures(sound), *_names(sound, sentences), *_verbs(sound))
    if not ways:
        return None
    return Plant("changed", min(ways, key=_order), sound.passage, sound.where)


def _figures(sound: Sound) -> Iterator[str]:
    """Clauses with another figure: of a year a near one, else another first digit; or another small number."""
    said = frozenset(_FIGURE.findall(sound.passage))
    for match in _FIGURE.finditer(sound.clause):
        old = match.group()
        new = _figure(old)
        if old in said and new not in said:
            yield _put(sound.clause, match.span(), new)
    for match in re.finditer(rf"\b(?:{'|'.join(_COUNTED)})\b", sound.clause, re.I):
        old = match.group().lower()
        new = _COUNTED[(_COUNTED.index(old) + 3) % len(_COUNTED)]
        passage = sound.passage.lower()
        if re.search(rf"\b{old}\b", passage) and not re.search(rf"\b{new}\b", passage):
            yield _put(sound.clause, match.span(), new.capitalize() if match.group()[0].isupper() else new)


def _figure(old: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d", old):
        return str(int(old) - 2)
    return f"{int(old[0]) % 9 + 1}{old[1:]}"


def _names(sound: Sound, sentences: Iterable[str]) -> Iterator[str]:
    """Clauses in which a name of two words and more is another one of the story that the passage does not have."""
    said = stems(sound.passage) | stems(sound.clause)
    fresh = sorted(
        {
            name
            for text in sentences
            for name in _NAME.findall(text)
            if not stems(name) & said and len(name.split()) < 4
        },
        key=_order,
    )
    for match in _NAME.finditer(sound.clause):
        if match.group() in sound.passage and match.start() and fresh:
            yield _put(sound.clause, match.span(), fresh[0])


def _verbs(sound: Sound) -> Iterator[str]:
    """Clauses in which a verb says the opposite or another act."""
    for match in _WORD.finditer(sound.clause):
        new = opposites().get(match.group())
        if new is not None and re.search(rf"\b{match.group()}\b", sound.passage):
            yield _put(sound.clause, match.span(), new)


@lru_cache(maxsize=1)
def opposites() -> dict[str, str]:
    """Verb forms, each with the form that is put in its place."""
    rows = [line.split("\t") for line in _VERBS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {one: other for pair in rows for one, other in (pair, reversed(pair))}


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


def _order(text: str) -> str:
    return digest_of(text.encode())
