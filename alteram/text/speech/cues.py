"""Attribution cues of one sentence, outside quotations: who says it, with which words, and what is said.

Rules over tokens, no tagger. A quotation counts as one item, so that its inner words are never cues and a cue that
touches it is seen to touch it. Where the rules are unsure they find a cue: a cue too many keeps a sentence from being
shown as the outlet's own, a cue too few puts somebody's words in the outlet's mouth.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from alteram.model.articles import Span
from alteram.text.lexicon import word_class, words
from alteram.text.passes import SHORT, TEXTS, Pass
from alteram.text.quotations import is_title, quoted_parts, unmarked
from alteram.text.sentences import Token, tokens
from alteram.text.speech.cue_verbs import CueClass, CueVerb, cue_forms

Position = Literal["before", "after", "middle"]

MAX_PHRASE = 40
"""Words back from a verb that its subject is looked for: bounds the work in a text without marks."""

BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "’re", "'m"])
HAVE = frozenset(["has", "have", "had", "having", "'ve"])
MODALS = frozenset(
    ["will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did", "ca", "wo"]
) | {"cannot", "'d", "'ll"}
AUXILIARIES = BE | HAVE | MODALS
UNREAL = MODALS - {"do", "does", "did"}
"""Modals that leave open whether something is so."""
NEGATIONS = frozenset(("not", "never", "n't", "n’t"))
BOUNDARIES = frozenset(",;:—–()…-")
ADVERBS = word_class("adverbs")
SUBORDINATORS = word_class("subordinators")
TIME_WORDS = word_class("time_words")
ADJUNCT_STARTS = TIME_WORDS | word_class("adjunct_starts")
FIRST_PERSON = frozenset(["i", "we", "you"])
PRONOUNS = frozenset(["he", "she", "they", "it", "who", "i", "we", "you"])
SUBJECT_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "there", "i"])
DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "this",
        "that",
        "these",
        "those",
        "some",
        "any",
        "no",
        "each",
        "such",
    ]
)
SUBJECT_STARTS = DETERMINERS | SUBJECT_PRONOUNS
_AFTER_PERFECT = SUBJECT_PRONOUNS | {"that"}
_NOUN_BEFORE = frozenset(["of", "in", "with", "by", "for", "from", "on", "about", "such", "under", "amid"])
_NOUN_AFTER = frozenset(["of", "in", "by", "about", "from", "against", "are", "were", "is", "was", "have", "on"])
_AUXILIARIES_BEHIND = AUXILIARIES - {"do", "does", "did"}
_ARTICLES = frozenset(["the", "a", "an", "his", "her", "its", "their", "our", "my", "your"])
_CONTINUING = frozenset(["going", "went", "goes", "on", "continued", "continues", "appeared", "seemed", "used"])
_INSERTED = frozenset(["however", "though", "too", "meanwhile", "therefore", "moreover", "nevertheless", "instead"])
_BEFORE_TIME = frozenset(["on", "last", "late", "early", "earlier", "this"])
_BEFORE_GERUND = frozenset(["by", "in", "after", "before", "without", "for", "while", "when", "of"])
_BEFORE_SUBJECT = frozenset(["with", "by", "for", "from", "to", "like", "of"])
_OPENING_WORDS = frozenset(["but", "and", "so", "yet", "still", "then", "meanwhile", "however", "also"])
_OPENING_PREPOSITIONS = frozenset(
    ["on", "in", "at", "during", "by", "since", "after", "last", "this", "late", "early", "earlier", "later"]
)
COMMON_VERBS = AUXILIARIES | frozenset(["came", "went", "made", "took", "got", "had", "gave", "became", "began", "led"])


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: `cue` is the speaking word, `verb` its class, `source` the noun phrase that speaks (None where
    nobody is named), `carrier` the medium it was said to, `content` what is said, `position` of the cue to its content.
    """

    cue: Span
    verb: CueClass
    source: Span | None
    carrier: Span | None
    content: tuple[Span, ...]
    position: Position


class Item(NamedTuple):
    """A token outside quotations, or a whole quotation (`quote`). A named tuple for the reason that `Token` is one."""

    start: int
    end: int
    text: str
    lower: str
    quote: bool


@lru_cache(maxsize=4096)
def items(text: str, start: int, end: int) -> tuple[Item, ...]:
    """Tokens of `text[start:end]` with every quotation, clipped to it, as one item; contractions are parted.

    The title of a work in quotation marks is nobody's speech: its words are items, its marks are left out.
    """
    quoted = quoted_parts(text, start, end)
    if not quoted:
        return tuple(_words(text, start, end))
    found: list[Item] = []
    at = start
    for quote_start, quote_end in quoted:
        found += _words(text, at, quote_start)
        if is_title(text, (quote_start, quote_end)):
            found += _words(text, quote_start + 1, quote_end - 1)
        else:
            found.append(Item(quote_start, quote_end, text[quote_start:quote_end], "", True))
        at = quote_end
    found += _words(text, at, end)
    return tuple(found)


def _abbreviated(item: Item, at: int) -> bool:
    """Whether the period at `at` belongs to the word before it ("Sen.", "J.")."""
    initial = len(item.lower) == 1 and item.lower.isalpha()
    return item.end == at and item.text[0].isupper() and (initial or item.lower in words("abbreviations"))


def _words(text: str, start: int, end: int) -> Iterable[Item]:
    whole = len(text) > SHORT and text[end : end + 1] != "_"
    found = _words_of(text).within(start, end) if whole else None
    return found if found is not None else _as_items(text, tokens(text, start, end))


@lru_cache(maxsize=TEXTS)
def _words_of(text: str) -> Pass[Item]:
    found = _as_items(text, tokens(text, 0, len(text)))
    return Pass([(item.start, item.end) for item in found], found)


_new = tuple.__new__
"""Makes an item without the detour over its own `__new__`, which is a function in Python."""
_CONTRACTED = ("'s", "'re", "'ve", "'d", "'ll", "'m")
_CONTRACTING = PRONOUNS | {"there", "that"}


@lru_cache(maxsize=65536)
def _lowered(word: str) -> tuple[str, int]:
    """A word in lower case, and how many of its last letters are a contracted word of their own, as a negative."""
    lower = word.lower().replace("’", "'")
    cut = -3 if lower.endswith("n't") and len(lower) > 3 else 0
    if "'" in lower:
        for ending in _CONTRACTED:
            if lower.endswith(ending) and lower[: -len(ending)] in _CONTRACTING:
                cut = -len(ending)
    return lower, cut


def _as_items(text: str, found_tokens: tuple[Token, ...]) -> list[Item]:
    found: list[Item] = []
    for start, end, word in found_tokens:
        lower, cut = _lowered(word)
        if lower == "." and found and _abbreviated(found[-1], start):
            last = found.pop()
            found.append(Item(last.start, end, text[last.start : end], last.lower, False))
        elif cut:
            middle = end + cut
            found.append(Item(start, middle, text[start:middle], lower[:cut], False))
            found.append(Item(middle, end, text[middle:end], lower[cut:], False))
        else:
            found.append(_new(Item, (start, end, word, lower, False)))
    return found


@dataclass(frozen=True, slots=True)
class Shape:
    """One sentence as items, with its bounds without the final mark."""

    text: str
    row: tuple[Item, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Items `first` to `last` (inclusive) that speak, or nobody (`first` > `last`)."""

    first: int
    last: int
    negated: bool
    passive: bool
    infinitive: bool
    relative: bool
    verb_start: int


def _counts(item: Item) -> bool:
    """Whether a word counts what follows it ("31", "Twenty-seven", "many")."""
    return item.text[0].isdigit() or item.lower.split("-")[0] in word_class("quantifiers")


def is_adjectival(row: tuple[Item, ...], at: int, verb: CueVerb) -> bool:
    """Whether a past form stands before a noun as its adjective ("the alleged thief", "published reports")."""
    if not verb.forms & {"past", "participle"} or not at or at + 1 >= len(row):
        return False
    k = at - 1
    while k > 0 and row[k].lower.endswith("ly") and row[k].text.islower():
        k -= 1
    before = row[k]
    counted = before.text[-1].isdigit() and row[at + 1].text.islower() and row[at + 1].lower.endswith("s")
    if before.lower in _ARTICLES or counted or before.text.endswith(("'s", "’s", "s'", "s’")):
        return "'s" != before.lower != "’s"
    cue = cue_forms().get(before.lower) if before.text.islower() else None
    governed = cue is not None and not is_noun(row, k, cue)
    return before.lower in _NOUN_BEFORE - {"by"} or (governed and verb.lemma != "call" and k == at - 1)


def is_noun(row: tuple[Item, ...], at: int, verb: CueVerb) -> bool:
    """Whether a word that is noun and verb ("claims", "reports") is a noun here: the subject test."""
    before = row[at - 1] if at else None
    after = row[at + 1] if at + 1 < len(row) else None
    if verb.forms == {"ing"} and after is not None and after.lower in ("by", "of", "from"):
        return True
    if verb.forms == {"ing"} and before is not None and (before.lower in DETERMINERS or before.lower == "own"):
        return after is None or after.lower != "that"
    if "n" not in verb.flags or not verb.forms & {"base", "third"}:
        return False
    if before is None:
        return True
    if before.lower in DETERMINERS or before.lower in _NOUN_BEFORE or before.lower == "own" or _counts(before):
        return True
    if before.text.endswith(("'s", "’s", "s'", "s’")) or before.text in ("’", "'"):
        return True
    if before.lower in ADVERBS and at > 1 and row[at - 2].lower in DETERMINERS | _NOUN_BEFORE:
        return True
    if before.lower in PRONOUNS or before.lower in AUXILIARIES or before.lower == "to" or before.lower in ADVERBS:
        return False
    if after is not None and (after.lower in _NOUN_AFTER or after.lower in _AUXILIARIES_BEHIND):
        return True
    if after is not None and after.text == ",":
        return not before.text[0].isupper()
    if "third" in verb.forms:
        speaks = before.lower in words("source_nouns") or before.lower in word_class("documents")
        return not (before.text[0].isupper() or speaks or before.quote)
    return not (before.lower in words("source_nouns") or before.lower.endswith("s"))


def subject_of(row: tuple[Item, ...], at: int, verb: CueVerb) -> Subject:
    """The noun phrase to the left of the verb at `at`, and what its verb group says (negated, passive, infinitive)."""
    k = at - 1
    negated = passive = infinitive = progressive = False
    while k >= 0:
        lower = row[k].lower
        if lower in NEGATIONS:
            negated = True
        elif lower in BE:
            progressive = True
            perfect = lower in ("'s", "’s") and at + 1 < len(row) and row[at + 1].lower in _AFTER_PERFECT
            passive = passive or (bool(verb.forms & {"past", "participle"}) and not perfect)
        elif lower == "to":
            infinitive = True
        elif lower in AUXILIARIES:
            pass
        elif lower in ("declined", "refused", "declines", "refuses") and infinitive:
            negated, infinitive = True, False
        elif lower in _CONTINUING and infinitive:
            infinitive = False
        elif lower == "on" and k and row[k - 1].lower in _CONTINUING:
            pass
        elif k > 1 and lower in TIME_WORDS and row[k - 1].lower in _BEFORE_TIME:
            k -= 1
        elif lower == "," and k > 2 and row[k - 1].lower in _INSERTED and row[k - 2].text == ",":
            k -= 2
        elif not (lower in ADVERBS or (lower.endswith("ly") and len(lower) > 4 and row[k].text.islower())):
            break
        k -= 1
    verb_start = k + 1
    if verb_start < at and row[verb_start].lower in ("all", "both") and (k < 0 or row[k].text in BOUNDARIES):
        return Subject(verb_start, verb_start, negated, passive, infinitive, False, verb_start + 1)
    if k >= 0 and row[k].lower in ("and", "but") and _shares_subject(row, k):
        return Subject(0, _lead_subject_end(row, k), negated, passive, infinitive, False, verb_start)
    governed = k >= 0 and row[k].lower in _BEFORE_GERUND
    if verb.forms == {"ing"} and not progressive and k >= 0 and (row[k].text in BOUNDARIES or row[k].quote or governed):
        return Subject(0, -1, negated, passive, infinitive, False, verb_start)
    relative = k >= 0 and row[k].lower in ("who", "which", "that")
    if relative:
        k -= 1
        if k >= 0 and row[k].text == ",":
            k -= 1
    elif k > 1 and row[k].text in (",", "—", "–", ")"):
        k = _before_asides(row, k)
    first = phrase_start(row, k)
    if (relative or verb.forms == {"ing"}) and first < k and row[first].lower in _BEFORE_SUBJECT:
        first += 1
    if relative or (first < k and row[k].lower in PRONOUNS):
        first = _nearest_phrase(row, first, k)
    return Subject(first, k, negated, passive, infinitive, relative, verb_start)


def _before_asides(row: tuple[Item, ...], at: int) -> int:
    """Index of the last item before the aside that closes at `at`, and before an age or a bracket in front of that."""
    opened = apposition_start(row, at)
    if opened is None:
        return at
    k = opened - 1
    if k > 1 and row[k].text.isdigit() and row[k - 1].text == ",":
        k -= 2
    bracket = apposition_start(row, k) if k > 1 and row[k].text == ")" else None
    return bracket - 1 if bracket is not None else k


def _nearest_phrase(row: tuple[Item, ...], first: int, last: int) -> int:
    """Start of the nearest noun phrase where the stretch holds a verb ("voted over objections of members who")."""
    if row[last].lower in PRONOUNS:
        return last
    if not any(item.lower.endswith("ed") or item.lower in words("past_verbs") for item in row[first : last + 1]):
        return first
    for k in range(last, first, -1):
        if row[k].lower in _NOUN_BEFORE or row[k].lower.endswith("ed") or row[k].lower in words("past_verbs"):
            return min(k + 1, last)
    return first


def _shares_subject(row: tuple[Item, ...], at: int) -> bool:
    return any(
        item.lower in cue_forms() or item.lower in COMMON_VERBS or item.lower.endswith("ed") for item in row[:at]
    )


def _lead_subject_end(row: tuple[Item, ...], at: int) -> int:
    for k in range(at):
        if row[k].lower in cue_forms() or row[k].lower in COMMON_VERBS or row[k].text in BOUNDARIES:
            return k - 1
        if row[k].lower.endswith("ed") and k:
            return k - 1
    return -1


def apposition_start(row: tuple[Item, ...], at: int) -> int | None:
    """Index of the mark that opens the aside which closes at `at`, or None."""
    closing = row[at].text
    opening = "(" if closing == ")" else closing
    for k in range(at - 1, max(-1, at - 40), -1):
        if row[k].quote:
            return None
        if row[k].text == opening:
            return k if 0 < k < at - 1 else None
    return None


def is_term(item: Item) -> bool:
    """Whether a quotation is a term or nickname inside a noun phrase: short, and without a mark at its end."""
    return item.quote and len(item.text) < 30 and unmarked(item.text)[-1:] not in tuple(",.?!…-—")


def phrase_start(row: tuple[Item, ...], last: int) -> int:
    """First item of the noun phrase that ends at `last`."""
    k = last
    while k >= 0 and last - k < MAX_PHRASE:
        item = row[k]
        if item.quote and not (k < last and is_term(item)):
            break
        if item.text in BOUNDARIES and item.text != "-":
            break
        if item.lower in SUBORDINATORS or item.lower in AUXILIARIES:
            break
        cue = cue_forms().get(item.lower) if k < last and (item.text.islower() or not k) else None
        if cue is not None and not is_noun(row, k, cue):
            break
        if item.lower == "and" and (k == 0 or row[k - 1].quote or row[k - 1].text in BOUNDARIES):
            break
        k -= 1
    first = k + 1
    return _skip_opening(row, first, last)


def _skip_opening(row: tuple[Item, ...], first: int, last: int) -> int:
    """Leave an opening out of the phrase: "But", "On Tuesday", "Last week"."""
    while first < last and row[first].lower in _OPENING_WORDS:
        first += 1
    if first < last and row[first].lower in _OPENING_PREPOSITIONS:
        for k in range(first, last):
            if (
                row[k].lower in TIME_WORDS
                and row[k + 1].lower not in TIME_WORDS
                and not row[k].lower.startswith("this")
            ):
                return k + 1
    return first
