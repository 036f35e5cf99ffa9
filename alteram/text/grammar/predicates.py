"""Who did what in a clause: its finite verb, whether it is passive, the head of its subject; and who does it elsewhere.

Heads and verbs are compared by `meaning`, so that "was arrested" and "the arrest" are one act. Where no finite verb is
plain to see there is no predicate.
"""

from dataclasses import dataclass
from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.grammar.equivalents import meaning
from alteram.text.grammar.verbs import finite, is_adverb, is_auxiliary, is_past, is_third, subject_at, verb_forms
from alteram.text.lexicon import words
from alteram.text.similarity import stop_words
from alteram.text.speech.cues import AUXILIARIES, BE, DETERMINERS, HAVE, MODALS, Item, items

_POSSESSIVE = ("'s", "’s", "s'", "s’")
_OPENERS = frozenset(
    ("by", "to", "of", "in", "for", "with", "who", "which", "from", "at", "on", "near", "whose", "that", ",")
)


_CLOSING = frozenset(
    ("to", "and", "or", "but", "as", "after", "before", "while", "when", "because", "since", "by", "with", "over",
     "into", "during", "following", "amid", "against", "through", "under", "about", "than", "if", "last", "this")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Predicate:
    """A finite verb by meaning ("" for "be" and "have" alone), `passive`, and the meanings of the heads of its subject
    and of the noun phrase right behind it ("" where there is none); `open` says that a modal leads it.
    """

    verb: str
    passive: bool
    subject: str
    object: str
    open: bool

    @property
    def core(self) -> frozenset[str]:
        """What must be told elsewhere for the clause to be told."""
        return frozenset((self.verb, self.subject, self.object)) - {""}


def content(item: Item) -> bool:
    """Whether an item carries meaning of its own."""
    return not item.quote and item.text[0].isalpha() and item.lower not in stop_words() and len(item.lower) > 1


@lru_cache(maxsize=32768)
def row_of(text: str, spans: tuple[Span, ...]) -> tuple[Item, ...]:
    """Items of the copied spans, in order, quotations opened: what is quoted is compared like the rest."""
    return tuple(item for start, end in spans for item in _opened(text, start, end))


def _opened(text: str, start: int, end: int) -> tuple[Item, ...]:
    return tuple(
        inner for item in items(text, start, end) for inner in (_quoted(text, item) if item.quote else (item,))
    )


def _quoted(text: str, item: Item) -> tuple[Item, ...]:
    inner = items(text, item.start + 1, max(item.start + 1, item.end - 1))
    return tuple(one for one in inner if not one.quote)


@lru_cache(maxsize=32768)
def predicate(text: str, spans: tuple[Span, ...]) -> Predicate | None:
    """The predicate of a clause that begins with its subject."""
    row = row_of(text, spans)
    verb = finite(row, 0, len(row))
    if verb is None:
        return None
    head = _head(row, subject_at(row, 0, len(row)), verb)
    at, passive = _lexical(row, verb)
    behind = (at if at is not None else verb) + 1
    while behind < len(row) and is_adverb(row[behind]):
        behind += 1
    opened = behind < len(row) and row[behind].lower in _OPENERS
    following = "" if opened else _head(row, behind, _phrase_end(row, behind))
    word = meaning(row[at].text) if at is not None else ""
    return Predicate(word, passive, head, following, row[verb].lower in MODALS)


def _phrase_end(row: tuple[Item, ...], at: int) -> int:
    """Index behind the noun phrase that begins at `at`."""
    k = at
    while k < len(row):
        item = row[k]
        closing = k > at and (item.lower in DETERMINERS or not item.text[0].isalnum() or item.lower in _CLOSING)
        if closing or is_auxiliary(item) or item.lower in words("calendar_words"):
            break
        k += 1
    return k


def _lexical(row: tuple[Item, ...], verb: int) -> tuple[int | None, bool]:
    """Index of the verb that an auxiliary leads to, and whether the group is passive; None for a copula."""
    if not is_auxiliary(row[verb]):
        return verb, False
    be = row[verb].lower in BE
    for k in range(verb + 1, min(len(row), verb + 6)):
        lower = row[k].lower
        if lower in AUXILIARIES:
            be = be or lower in BE
        elif is_past(row[k]) and (be or row[verb].lower in HAVE):
            return k, be
        elif lower.endswith("ing") or (verb_forms().get(lower, "").startswith("b") and not be):
            return k, False
        elif not (is_adverb(row[k]) or lower in ("not", "n't")):
            break
    return None, False


def _head(row: tuple[Item, ...], start: int, stop: int) -> str:
    """Meaning of the head of the noun phrase `row[start:stop]`: its last word of content before what modifies it."""
    end = next((k for k in range(start, stop) if row[k].lower in _OPENERS and k > start), stop)
    found = [row[k] for k in range(start, end) if content(row[k]) and not is_adverb(row[k])]
    return meaning(found[-1].text) if found else ""


@dataclass(frozen=True, slots=True)
class Place:
    """A word of content of a passage: its meaning, whether it heads its noun phrase, and as a verb its voice.

    `open` says that it follows "to" or a modal: what was to be done is not said to have been done.
    """

    word: str
    heads: bool
    verbal: bool
    passive: bool
    open: bool
    adverb: bool


@lru_cache(maxsize=32768)
def places(text: str, spans: tuple[Span, ...]) -> tuple[Place, ...]:
    """Words of content in order, with what a comparison of roles must know of them."""
    row = row_of(text, spans)
    found: list[Place] = []
    for k, item in enumerate(row):
        if not content(item) and not item.lower.isdigit():
            continue
        verbal = item.text[0].islower() and (is_past(item) or is_third(item))
        passive = verbal and any(row[j].lower in BE for j in range(max(0, k - 3), k))
        ahead = next((row[j].lower for j in range(k - 1, -1, -1) if not is_adverb(row[j])), "")
        unsettled = ahead in MODALS or (ahead == "to" and "b" in verb_forms().get(item.lower, ""))
        found.append(Place(meaning(item.text), _heads(row, k), verbal, passive, unsettled, is_adverb(item)))
    return tuple(found)


def _heads(row: tuple[Item, ...], at: int) -> bool:
    """Whether nothing behind the word makes it a mere modifier ("the Trump campaign", "Trump's lawyer")."""
    if row[at].text.endswith(_POSSESSIVE):
        return False
    if at + 1 >= len(row):
        return True
    after = row[at + 1]
    return (
        (not content(after) and after.lower not in ("'s", "’s"))
        or is_adverb(after)
        or is_past(after)
        or is_third(after)
        or after.lower in words("calendar_words")
        or after.text[0].isdigit()
    )
