"""The words of a sentence and what each is in it: verb, name, determiner, mark.

By closed classes and the counted table of verb forms; no tagger. Words inside quotation marks count like the others,
since what is quoted in part belongs to the clause around it.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from alteram.model.articles import Span
from alteram.text.grammar.verbs import forms_of
from alteram.text.lexicon import words
from alteram.text.names import names
from alteram.text.sentences import tokens
from alteram.text.speech.cues import ADVERBS, BE, DETERMINERS, HAVE, MODALS

Kind = Literal[
    "stop", "comma", "open", "close", "quote", "det", "pron", "prep", "conj", "rel", "sub", "aux", "neg", "adv", "to",
    "word", "name",
]  # fmt: skip
_PRONOUNS = frozenset(
    ["i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "them", "himself", "herself", "themselves"]
)
_RELATIVES = frozenset(("who", "which", "whom", "that", "whose"))
_CONJUNCTIONS = frozenset(("and", "or", "but", "nor", "yet"))
_SUBORDINATORS = frozenset(
    ["if", "unless", "when", "while", "because", "although", "though", "whether", "where", "why", "how", "what",
     "whereas", "until", "once", "so", "since", "than"]
)  # fmt: skip
_NEGATIONS = re.compile(r"not|never|cannot|neither|nor|hardly|no longer|(?:\w+)?n't")
_DEGREE = frozenset(
    ["very", "too", "quite", "rather", "ever", "instead", "back", "out", "down", "away", "maybe", "more", "most",
     "less", "far", "much", "home", "afterward", "afterwards", "together",
     "almost", "perhaps", "indeed", "meanwhile", "once", "twice"]
)  # fmt: skip
_KINDS: dict[str, Kind] = {
    ",": "comma",
    "–": "comma",
    "—": "comma",
    "--": "comma",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
}
_QUOTES = frozenset("“”\"‘’'")
_PASSIVE = BE | {"get", "gets", "got", "getting"}


class Word(NamedTuple):
    """A word or mark; `name` is the number of the name of the sentence that it belongs to, -1 for none."""

    start: int
    end: int
    text: str
    lower: str
    kind: Kind
    name: int
    owns: bool


@lru_cache(maxsize=4096)
def row_of(text: str, span: Span) -> tuple[Word, ...]:
    """The words and marks of a sentence, in order."""
    inside = {}
    for number, one in enumerate(names(text, *span)):
        inside.update(dict.fromkeys(range(one.start, one.end), number))
    found: list[Word] = []
    for token in tokens(text, *span):
        lower = token.text.lower().replace("’", "'").replace("‘", "'")
        name = inside.get(token.start, -1)
        if lower == "'" and found and found[-1].lower.endswith("s") and found[-1].end == token.start:
            found[-1] = found[-1]._replace(owns=True)
            continue
        owns = lower.endswith(("'s", "s'")) and lower not in _CONTRACTED
        found.append(Word(token.start, token.end, token.text, lower, _kind(token.text, lower, name), name, owns))
    return tuple(found)


_CONTRACTED = frozenset(("it's", "he's", "she's", "that's", "there's", "what's", "who's", "here's", "let's"))
_CONTRACTED_PRONOUN = re.compile(r"(i|we|you|he|she|it|they|that|who|there)'(?:s|re|ve|d|ll|m)")


def _kind(text: str, lower: str, name: int) -> Kind:
    if not text[0].isalnum():
        return _KINDS.get(text) or ("quote" if text in _QUOTES else "stop")
    if name >= 0:
        return "name"
    if lower in ("his", "her", "its", "their", "my", "our", "your", "both", "all") or (
        lower in DETERMINERS and lower != "that"
    ):
        return "det"
    contracted = _CONTRACTED_PRONOUN.fullmatch(lower)
    if lower in _PRONOUNS or contracted:
        return "pron"
    return _closed(lower)


@lru_cache(maxsize=65536)
def _closed(lower: str) -> Kind:
    for kind, members in _CLASSES.items():
        if lower in members:
            return kind
    if lower.endswith("n't") or _NEGATIONS.fullmatch(lower):
        return "neg"
    if lower == "to":
        return "to"
    if lower in words("prepositions"):
        return "prep"
    if lower in ADVERBS | _DEGREE or (lower.endswith("ly") and len(lower) > 4):
        return "adv"
    return "word"


_CLASSES: dict[Kind, frozenset[str]] = {
    "rel": _RELATIVES,
    "conj": _CONJUNCTIONS,
    "sub": _SUBORDINATORS,
    "aux": (BE | HAVE | MODALS | _PASSIVE) - {"might", "'s"},
}


def verbal(row: tuple[Word, ...], at: int) -> bool:
    """Whether the word at `at` is a verb there: a finite form, an infinitive or a participle that tells an act."""
    word = row[at]
    if word.kind != "word" or (at and not word.text[0].islower()):
        return False
    forms = forms_of(word.lower)
    before, after = _neighbour(row, at, -1), _neighbour(row, at, 1)
    bound = before is not None and (before.kind == "det" or before.owns)
    if word.lower.endswith("ing") and len(word.lower) > 5:
        return not bound or (after is not None and after.kind in ("det", "pron", "name"))
    if "p" in forms:
        return not bound and not (before is not None and before.kind == "prep")
    if not set(forms) & {"s", "b"}:
        return False
    if before is None or bound or before.kind == "prep":
        return False
    if before.kind in ("to", "aux", "neg", "pron", "rel") or ("s" in forms and "n" not in forms):
        return True
    plural = before.lower.endswith("s") or before.kind == "name"
    opening = after is not None and (after.kind in ("det", "pron", "name") or after.lower in ("that", "to"))
    return opening and before.kind in ("name", "word", "close", "comma", "conj") and ("s" in forms or plural)


def _neighbour(row: tuple[Word, ...], at: int, step: int) -> Word | None:
    """The next word that is no adverb and no quotation mark."""
    k = at + step
    while 0 <= k < len(row):
        if row[k].kind not in ("adv", "quote"):
            return row[k]
        k += step
    return None


def is_passive(row: tuple[Word, ...], at: int) -> bool:
    """Whether a past form follows a form of "be" or "get", or stands bare behind a noun with "by" to come."""
    if "p" not in forms_of(row[at].lower):
        return False
    before = _neighbour(row, at, -1)
    while before is not None and before.kind == "neg":
        before = _neighbour(row, row.index(before), -1)
    if before is not None and before.lower in _PASSIVE:
        return True
    if before is not None and _contracted_be(before.lower):
        return True
    after = _neighbour(row, at, 1)
    return after is not None and after.lower == "by"


def _contracted_be(lower: str) -> bool:
    return lower in ("isn't", "aren't", "wasn't", "weren't") or lower.endswith(("'re", "'m"))


def negated(row: tuple[Word, ...], at: int) -> bool:
    """Whether a negation stands in the verb group before the word at `at`, or "no" before its noun."""
    k = at - 1
    turned = False
    while k >= 0 and (row[k].kind in ("aux", "adv", "neg", "to", "quote", "det") or _light(row[k].lower)):
        turned ^= row[k].kind == "neg" or row[k].lower == "no" or row[k].lower in words("negating_verbs")
        k -= 1
    return turned


def _light(lower: str) -> bool:
    return lower in words("negating_verbs")
