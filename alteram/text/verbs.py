"""Verb forms by a counted table: what a word can be, and where the finite verb of a clause stands. No tagger.

The table (`data/verb_forms.tsv.gz`) is counted by `python -m evals.verb_forms`. Conservative: a form that is more often
a noun is a verb only where its neighbours leave nothing else; where two verbs could be the finite one there is none.
"""

import gzip
from functools import cache, lru_cache
from importlib.resources import files

from alteram.text.cues import AUXILIARIES, DETERMINERS, Item
from alteram.text.lexicon import word_class
from alteram.text.similarity import lemma

REGULAR = 4
"""Letters above which a word in "ed" may be a regular past form."""
SUBJECT_REACH = 14
"""Items of a subject: a longer one is not plain."""
_NOT_FINITE = frozenset(("be", "been", "being", "having", "'s"))
_BREAKS = frozenset((";", ":", "—", "–", "(", ")", "...", "…", "?", "!"))
_EMBEDDING = frozenset(
    (
        "that",
        "who",
        "which",
        "whose",
        "whom",
        "what",
        "where",
        "when",
        "if",
        "whether",
        "to",
        "because",
        "after",
        "before",
        "while",
        "as",
        "since",
        "although",
        "though",
        "until",
        "unless",
        "than",
    )
)


@cache
def verb_forms() -> dict[str, str]:
    """What forms can be: "b" base, "s" third person, "p" past or participle, "n" oftener a noun."""
    source = (files("alteram.text") / "data" / "verb_forms.tsv.gz").read_bytes()
    lines = gzip.decompress(source).decode("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


@lru_cache(maxsize=32768)
def forms_of(word: str) -> str:
    """What a word in lower case can be, as in `verb_forms`; a regular past form that the table lacks is known by the
    lemma table, which gives it another form ("capsized"), where an adjective is its own ("hundred", "unarmed")."""
    known = verb_forms().get(word)
    if known is not None:
        return known
    return "p" if word.endswith("ed") and len(word) > REGULAR and lemma(word) != word else ""


def is_auxiliary(item: Item) -> bool:
    """A finite auxiliary: "was", "has", "did", "may"."""
    return item.lower in AUXILIARIES and item.lower not in _NOT_FINITE


def is_past(item: Item) -> bool:
    """A form that is a past tense or a past participle, in lower case as verbs are."""
    return not item.quote and item.text[0].islower() and "p" in forms_of(item.lower)


def is_third(item: Item) -> bool:
    """A form that is a third person and hardly a noun."""
    kind = forms_of(item.lower)
    return not item.quote and item.text[0].islower() and "s" in kind and "n" not in kind


def is_adverb(item: Item) -> bool:
    """A word that may stand between subject and verb."""
    return (item.lower.endswith("ly") and len(item.lower) > 4) or item.lower in word_class("adverbs")


def finite(row: tuple[Item, ...], at: int, stop: int) -> int | None:
    """Index of the finite verb of the clause whose subject begins at `at`; None where that is not plain to see.

    Looked for before `stop`, within one clause: another verb right behind a past form, as after a reduced relative
    ("the men arrested on Monday were"), makes the clause unclear.
    """
    found = None
    k = at + 1
    while k < min(stop, at + SUBJECT_REACH):
        item = row[k]
        if item.quote or item.text in _BREAKS or item.lower in _EMBEDDING:
            return found
        if item.text == ",":
            k = _past_aside(row, k, stop) if found is None else stop
            continue
        if is_auxiliary(item):
            return k if found is None or row[found].lower in ("had", "has") else None
        if found is None and (is_past(item) or is_third(item)) and not _is_modifier(row, k):
            found = k
        k += 1
    return found


def _past_aside(row: tuple[Item, ...], comma: int, stop: int) -> int:
    """Index after the aside that the comma opens; `stop` where it does not close within reach."""
    for k in range(comma + 1, min(stop, comma + 24)):
        if row[k].text == ",":
            return k + 1
    return stop


def _is_modifier(row: tuple[Item, ...], at: int) -> bool:
    """Whether a past form stands before a noun it describes ("the proposed law", "a divided court")."""
    before = row[at - 1]
    return before.lower in DETERMINERS or before.lower in ("of", "in", "on", "by", "with", "for", "from", "and", "or")
