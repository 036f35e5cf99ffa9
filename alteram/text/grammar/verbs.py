"""Verb forms by a counted table: what a word can be, and where the finite verb of a clause stands. No tagger.

The table (`data/verb_forms.tsv.gz`) is counted by `python -m evals.verb_forms`. Conservative: a form that is more often
a noun is a verb only where its neighbours leave nothing else; where two verbs could be the finite one there is none.
"""

from functools import cache, lru_cache

from alteram.text import lexicon
from alteram.text.lexicon import phrases, rows, words
from alteram.text.similarity import lemma
from alteram.text.speech.cue_verbs import cue_forms
from alteram.text.speech.cues import ADVERBS, AUXILIARIES, DETERMINERS, SUBJECT_STARTS, Item

REGULAR = 4
"""Letters above which a word in "ed" may be a regular past form."""
SUBJECT_REACH = 14
"""Items of a subject: a longer one is not plain."""
_OPENING = words("leading_adjuncts") | words("prepositions") | frozenset(phrases("connectives"))
_NOT_FINITE = frozenset(("be", "been", "being", "having", "'s"))
LEAD_REACH = 24
"""Items of an adjunct before the subject."""
_BREAKS = frozenset((";", ":", "—", "–", "--", "(", ")", "...", "…", "?", "!"))
_ASIDES = {",": ",", "(": ")", "—": "—", "–": "–", "--": "--"}
_CONNECTIVES = frozenset(("but", "and", "yet", "so"))
_RELATIVE = frozenset(("who", "which", "whose", "whom"))
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
    return dict(line.split("\t") for line in lexicon.lines("verb_forms.tsv.gz"))


@lru_cache(maxsize=32768)
def forms_of(word: str) -> str:
    """What a word in lower case can be, as in `verb_forms`.

    A regular past form that the table lacks is known by the lemma table, which gives it another form ("capsized") where
    an adjective is its own ("hundred", "unarmed"); a third person by its base form ("comes").
    """
    known = verb_forms().get(word)
    if known is not None:
        return known
    base = lemma(word) if word.isalpha() else word
    if base == word:
        return ""
    if word.endswith("ed") and len(word) > REGULAR:
        return "p"
    if not word.endswith("s"):
        return ""
    kind = "b" if base in _irregular_bases() else verb_forms().get(base, "")
    return kind.replace("b", "s").replace("p", "") if "b" in kind else ""


@cache
def _irregular_bases() -> frozenset[str]:
    """Base forms of irregular verbs: the commonest ("come") are too often no verb by their neighbours to be counted."""
    return frozenset(row[0] for row in rows("irregular_verbs"))


def is_auxiliary(item: Item) -> bool:
    """A finite auxiliary: "was", "has", "did", "may"."""
    return item.lower in AUXILIARIES and item.lower not in _NOT_FINITE and item.text != "May"


def is_past(item: Item) -> bool:
    """A form that is a past tense or a past participle, in lower case as verbs are."""
    return not item.quote and item.text[0].islower() and "p" in forms_of(item.lower)


def is_third(item: Item) -> bool:
    """A form that is a third person and hardly a noun."""
    kind = forms_of(item.lower)
    return not item.quote and item.text[0].islower() and "s" in kind and "n" not in kind


def is_verb(item: Item) -> bool:
    """A form that is finite or a participle and hardly a noun: auxiliary, past or third person."""
    return is_auxiliary(item) or is_past(item) or is_third(item)


def is_adverb(item: Item) -> bool:
    """A word that may stand between subject and verb."""
    return (item.lower.endswith("ly") and len(item.lower) > 4) or item.lower in ADVERBS


def finite(row: tuple[Item, ...], at: int, stop: int) -> int | None:
    """Index of the finite verb of the clause whose subject, or an adjunct that opens it, begins at `at`.

    Looked for before `stop`, within one clause; None where it is not plain to see.
    """
    return _finite(row, subject_at(row, at, stop), stop)


def subject_at(row: tuple[Item, ...], at: int, stop: int) -> int:
    """Index of the clause's subject: behind adjuncts that open it ("In April, ", "Meanwhile, "), else `at`."""
    if at + 1 < stop and row[at].lower in _CONNECTIVES and _opens(row[at + 1]):
        at += 1
    if at + 1 < stop and row[at].lower == "at" and row[at + 1].lower in ("least", "most"):
        return at
    while at < stop and _opens(row[at]):
        comma = next((k for k in range(at + 1, min(stop, at + LEAD_REACH)) if row[k].text == ","), None)
        if comma is None or comma + 1 >= stop or any(item.quote for item in row[at:comma]):
            break
        if not _opens(row[comma + 1]) and _finite(row, comma + 1, stop) is None:
            break
        at = comma + 1
    return at


def _opens(item: Item) -> bool:
    """Whether a word may open an adjunct before the subject."""
    return item.lower in _OPENING or (item.lower.endswith("ly") and len(item.lower) > 5)


def _finite(row: tuple[Item, ...], at: int, stop: int) -> int | None:
    """The first finite verb behind `at`, asides passed over; None where a reduced relative makes it unclear."""
    found = None
    k, reach = at + 1, at + SUBJECT_REACH
    while k < min(stop, reach):
        item = row[k]
        if found is None and item.text in _ASIDES:
            behind = _past_aside(row, k, stop)
            reach += behind - k
            k = behind
            continue
        if item.quote or item.text in _BREAKS or item.lower in _EMBEDDING or item.text == ",":
            return found
        if is_auxiliary(item):
            if found is None or row[found].lower in ("had", "has") or _reduced(row, found):
                return k
            return found if _has_a_clause(row, found) else None
        if (is_past(item) or _is_present(row, k, stop)) and not _is_modifier(row, k):
            if found is not None and _reduced(row, found) and not _is_phrase_opening(row, k + 1):
                return None
            found = k if found is None else found
        k += 1
    return found


def _past_aside(row: tuple[Item, ...], opening: int, stop: int) -> int:
    """Index behind the aside that a comma, bracket or dash opens; `stop` where it does not close within reach."""
    close = _ASIDES[row[opening].text]
    for k in range(opening + 1, min(stop, opening + 24)):
        if row[k].text == close:
            return k if close == "," and k + 1 < stop and row[k + 1].lower in _RELATIVE else k + 1
    return stop


def _reduced(row: tuple[Item, ...], at: int) -> bool:
    """Whether a past form may open a reduced relative ("two men arrested for questioning in May were ...")."""
    if not is_past(row[at]) or not _is_phrase_opening(row, at + 1):
        return False
    return row[at].lower not in cue_forms() or row[at + 1].lower in ("of", "by", "with", "as")


def _has_a_clause(row: tuple[Item, ...], at: int) -> bool:
    """Whether the verb at `at` governs a clause without "that" ("the mayor said she would", "Brandt says it is")."""
    if is_third(row[at]):
        return True
    return at + 1 < len(row) and row[at + 1].lower in SUBJECT_STARTS


def _is_phrase_opening(row: tuple[Item, ...], at: int) -> bool:
    """Whether a prepositional phrase or an adverb begins at `at`."""
    return at < len(row) and (row[at].lower in words("prepositions") or is_adverb(row[at]))


def _is_present(row: tuple[Item, ...], at: int, stop: int) -> bool:
    """Whether a form is a third person: by itself, or since a determiner follows ("the law bars the sale")."""
    item = row[at]
    if is_third(item):
        return True
    plain = not item.quote and item.text[0].islower() and "s" in forms_of(item.lower)
    follows = at + 1 < stop and (row[at + 1].lower in DETERMINERS or row[at + 1].lower in _EMBEDDING)
    return plain and follows and row[at - 1].lower not in _CONNECTIVES


def _is_modifier(row: tuple[Item, ...], at: int) -> bool:
    """Whether a past form stands before a noun it describes ("a divided court", "a newly found tape")."""
    k = at - 2 if is_adverb(row[at - 1]) and at > 1 and row[at - 2].lower in DETERMINERS else at - 1
    before = row[k]
    return before.lower in DETERMINERS or before.lower in ("of", "in", "on", "by", "with", "for", "from", "and", "or")
