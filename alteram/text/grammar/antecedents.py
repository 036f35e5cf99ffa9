"""What "the committee" is short for: the one name of the article that ends in the noun, where there is one reading.

A definite noun that repeats the last word of a name stands for that name (Hawkins, Definiteness and Indefiniteness, on
anaphoric use; Vieira and Poesio 2000 on same-head antecedents). Strict, since a bracket is written by it: the noun is
one by which texts go on speaking of what they have named (`named_bodies`); wherever the article has it, it is bare, or
part of one and the same name; the name stands before, and no more than `REACH` sentences lie between one mention and
the next up to the one that is read.
"""

from dataclasses import dataclass
from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.grammar.verbs import is_adverb, is_past, is_third, is_verb
from alteram.text.lexicon import rows, words
from alteram.text.sentences import paragraphs, sentences
from alteram.text.speech.cues import Item, items

REACH = 4
"""Sentences from one mention to the next in which nothing else is called by the noun."""
MOST_WORDS = 6
"""Words of a name before its noun."""
_APOSTROPHES = ("'", "’")
_BARE = frozenset(("the", "this", "that"))


@dataclass(frozen=True, slots=True)
class _Mention:
    """A noun phrase: where, from its determiner and its first capital, the name before its noun, and in which sentence.

    `name` is "" for a bare one ("the embassy"); `clear` is false for what is neither bare nor a name ("an embassy");
    `short` is whether the noun, in lower case, is the last of its phrase ("the embassy
    staff" is not).
    """

    span: Span
    named: int
    name: str
    noun: str
    sentence: int
    clear: bool
    short: bool


def short_forms(text: str, span: Span) -> tuple[tuple[int, Span], ...]:
    """Ends of the noun phrases in `span` that are short for a name which stands before `span`, with its span."""
    ends = sorted(
        one.span[1] for several in _mentions(text).values() for one in several if span[0] <= one.span[0] < span[1]
    )
    found = ((end, antecedent(text, end)) for end in ends if end <= span[1] and text[end : end + 1] not in _APOSTROPHES)
    return tuple((end, name) for end, name in found if name is not None and name[1] <= span[0])


def antecedent(text: str, end: int) -> Span | None:
    """The span of the name that the definite noun phrase ending at `end` is short for; None where none is certain."""
    here = next((one for several in _mentions(text).values() for one in several if one.span[1] == end), None)
    if here is None or not (here.clear and here.short) or text[here.span[0] : here.span[0] + 3].lower() != "the":
        return None
    found = sorted(
        (one for noun in _called_by()[here.noun] for one in _mentions(text).get(noun, ())), key=lambda one: one.span
    )
    if here.name:  # "the House panel": only what the same word names
        first = here.name.split()
        found = [one for one in found if one is here or set(first) <= set(one.name.split())]
        found = [one for one in found if one is here or one.name != here.name]
    names = {one.name for one in found if one.name and one is not here}
    longest = max(names, key=lambda name: (len(name), name), default="")
    if not longest or any(f" {longest}".endswith(f" {name}") is False for name in names):
        return None
    return _nearest(text, found, here)


def _nearest(text: str, found: list[_Mention], here: _Mention) -> Span | None:
    """The name that the chain of bare mentions before this one leads back to, with the "the" before it."""
    later = here
    for one in reversed([one for one in found if one.span < here.span]):
        if not one.clear or later.sentence - one.sentence > REACH:
            return None
        if one.name:
            definite = text[one.span[0] : one.span[0] + 4] == "the "
            return (one.span[0] if definite else one.named, one.span[1])
        later = one
    return None


@lru_cache(maxsize=1)
def _called_by() -> dict[str, tuple[str, ...]]:
    """The nouns that name what a noun may stand for, itself first."""
    found: dict[str, list[str]] = {}
    for row in rows("named_bodies"):
        several = found.setdefault(row[0], [row[0]])
        several += [noun for noun in row[1:] if noun not in several]
    return {noun: tuple(several) for noun, several in found.items()}


@lru_cache(maxsize=96)
def _mentions(text: str) -> dict[str, tuple[_Mention, ...]]:
    """Every noun phrase of an article whose noun is one of `named_bodies`, by noun, in order; none of its title."""
    found: dict[str, list[_Mention]] = {}
    known = _called_by()
    title = paragraphs(text)[0][1] if paragraphs(text) else 0
    for number, (start, end) in enumerate(sentences(text)):
        if start < title:
            continue
        row = tuple(item for item in items(text, start, end))
        for at, item in enumerate(row):
            noun = item.lower.removesuffix("'s").removesuffix("’s")
            one = noun if noun in known else noun.removesuffix("s")
            if not item.quote and one in known:
                found.setdefault(one, []).append(_mention(row, at, one, noun, number))
    return {noun: tuple(several) for noun, several in found.items()}


def _mention(row: tuple[Item, ...], at: int, noun: str, written: str, sentence: int) -> _Mention:
    """The phrase whose noun is the word at `at`."""
    first = at
    while first > 0 and at - first < MOST_WORDS and _is_modifier(row[first - 1], row[first]):
        first -= 1
    capital = next((k for k in range(first, at) if row[k].text[0].isupper()), at)
    name = " ".join(item.text for item in row[capital:at])
    before = row[first - 1].lower if first else ""
    opens = first == 0 and capital == 0  # a capital that a sentence begins with need not be one of a name
    goes_on = at + 1 < len(row) and row[at].text[0].isupper() and row[at + 1].lower in ("of", "on", "for")
    clear = written == noun and not opens and not goes_on and (bool(name) or (before in _BARE and first == at))
    start = row[first - 1].start if before == "the" else row[first].start
    end = row[at].start + len(written)
    short = row[at].text[0].islower() and (at + 1 == len(row) or _ends(row[at + 1]))
    return _Mention((start, end), row[capital].start, name, noun, sentence, clear, short)


def _ends(item: Item) -> bool:
    """Whether a word stands behind a noun phrase and not in it."""
    if item.quote or not item.text[0].isalnum() or item.lower in words("function_words"):
        return True
    return item.lower in words("prepositions") or is_verb(item) or is_adverb(item)


def _is_modifier(item: Item, behind: Item) -> bool:
    """Whether a word belongs to the noun phrase that goes on with `behind`: no verb, no word of grammar, no mark."""
    if item.quote or behind.start - item.end > 1 or not item.text[0].isalnum() or item.text.endswith(("'s", "’s")):
        return False
    if item.lower in words("function_words") or item.lower in words("prepositions"):
        return False
    return item.text[0].isupper() or not (is_past(item) or is_third(item))
