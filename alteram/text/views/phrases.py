"""Clauses by their words: what stands before a verb as its subject, and behind it as its object.

Shallow, after the grammars (Quirk et al., A Comprehensive Grammar of the English Language, ch. 2, 10 and 17), without
a parser. Where a subject or an object is not plain to see there is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from alteram.text.lexicon import words
from alteram.text.views.word_kinds import Kind, Word, verbal

DEPTH = 3
"""Verbs that one follows back to find a subject that they share, and phrases that "and" joins."""
REACH = 30
"""Words back from a verb within which its subject ends, and of a phrase."""

_TIMES = frozenset(("last", "this", "next", "earlier", "that", "every"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase `row[first:last]`, without what follows its head; `head` is the index of that."""

    first: int
    head: int
    last: int


def subject(row: tuple[Word, ...], at: int, depth: int = 0) -> Phrase | None:
    """The noun phrase that is the subject of the verb at `at`; of one that shares its subject, that of the first."""
    k = at - 1
    while k >= 0 and row[k].kind in ("aux", "adv", "neg", "quote"):
        k -= 1
    k = _before_time(row, k + 1) - 1
    if k < 0 and _participle(row, at):
        comma = next((n for n in range(at, min(len(row), at + REACH)) if row[n].kind == "comma"), None)
        return phrase_at(row, comma + 1) if comma is not None else None
    if k < 0 or depth > DEPTH or row[k].kind == "stop":
        return None
    if row[k].kind == "to":
        return _of_infinitive(row, k, depth)
    if row[k].kind == "rel":
        return _antecedent(row, _past_comma(row, k)) if k else None
    if row[k].kind == "conj" or (row[k].kind == "comma" and _participle(row, at)):
        return _shared(row, k, depth)
    if row[k].kind == "prep":
        return _shared(row, k, depth) if row[at].lower.endswith("ing") else None
    if row[k].kind in ("comma", "close"):
        return _beyond_aside(row, k)
    return phrase_before(row, k + 1)


def _before_time(row: tuple[Word, ...], end: int) -> int:
    """Index behind the phrase before a time that ends at `end` ("Brandt last week", "Brandt on Monday"), else `end`."""
    if end < 2 or row[end - 1].lower not in words("calendar_words") or row[end - 1].name >= 0:
        return end
    return end - 2 if row[end - 2].lower in _TIMES or row[end - 2].kind == "prep" else end - 1


def _antecedent(row: tuple[Word, ...], at: int) -> Phrase | None:
    """The noun phrase that a relative pronoun behind `at` stands for: the one next to it."""
    first = phrase_start(row, at)
    return Phrase(first, at - 1, at) if first < at else None


def _beyond_aside(row: tuple[Word, ...], at: int) -> Phrase | None:
    """The subject before an aside that ends at `at`; the aside's own name where only it is one ("the chief, A B,")."""
    k = _past_aside(row, at)
    found = None if k is None else phrase_before(row, k + 1)
    inner = phrase_before(row, at) if row[at].kind == "comma" else None
    if k is None or found is None or inner is None or row[found.head].name >= 0:
        return found
    return inner if inner.first == k + 2 and row[inner.head].name >= 0 else found


def _participle(row: tuple[Word, ...], at: int) -> bool:
    return row[at].lower.endswith("ing")


def _past_comma(row: tuple[Word, ...], at: int) -> int:
    return at - 1 if at and row[at - 1].kind == "comma" else at


def _of_infinitive(row: tuple[Word, ...], to: int, depth: int) -> Phrase | None:
    """Who is to do it: the subject of the verb before "to", or whose plan or effort it is."""
    k = to - 1
    while k >= 0 and row[k].kind in ("adv", "quote", "neg"):
        k -= 1
    if k < 0:
        return None
    if verbal(row, k) or row[k].kind == "aux":
        return subject(row, k, depth + 1)
    phrase = phrase_before(row, k + 1)
    if phrase is None:
        return None
    owner = owner_of(row, phrase)
    if owner is not None:
        return owner
    return _shared(row, phrase.first, depth)


def joined(row: tuple[Word, ...], phrase: Phrase) -> tuple[Phrase, ...]:
    """A phrase with those before it that "and" joins to it, where both are names ("Ana Ruiz and Olaf Brandt")."""
    found = [phrase]
    while len(found) < DEPTH and found[-1].first > 1 and row[found[-1].first - 1].lower in ("and", "or", "nor", ","):
        at = found[-1].first - 1
        if row[at].kind == "comma" and len(found) == 1:
            break
        at -= row[at - 1].kind == "comma"
        first = phrase_start(row, at)
        if first >= at or row[at - 1].name < 0 or row[phrase.head].name < 0:
            break
        found.append(Phrase(first, at - 1, at))
    return tuple(found)


def owner_of(row: tuple[Word, ...], phrase: Phrase) -> Phrase | None:
    """Whose a phrase says that it is ("Brandt's plan", "his plan"), as a phrase."""
    for k in range(phrase.first, phrase.head):
        if row[k].owns:
            return name_at(row, k) if row[k].name >= 0 else Phrase(phrase.first, k, k + 1)
        if row[k].lower in ("his", "her", "my", "our", "their"):
            return Phrase(k, k, k + 1)
    return None


def _shared(row: tuple[Word, ...], at: int, depth: int) -> Phrase | None:
    """The subject of the nearest verb before `at`, in its sentence."""
    for k in range(at - 1, max(-1, at - REACH), -1):
        if row[k].kind == "stop":
            return None
        if verbal(row, k) or (row[k].kind == "aux" and k + 1 < len(row) and not verbal(row, k + 1)):
            return subject(row, k, depth + 1)
    return None


def _past_aside(row: tuple[Word, ...], at: int) -> int | None:
    """Index before the aside between commas or brackets that ends at `at`; None where none opens in reach."""
    mark: Kind = "comma" if row[at].kind == "comma" else "open"
    for k in range(at - 1, max(-1, at - REACH), -1):
        if row[k].kind == mark:
            before = k - 1
            return _past_aside(row, before) if before >= 0 and row[before].kind == "close" else before
        if row[k].kind == "stop":
            return None
    return None


def phrase_before(row: tuple[Word, ...], at: int) -> Phrase | None:
    """The noun phrase that ends before `at`, led back over what follows its head ("critics of the bill")."""
    last = at
    while last > 0 and row[last - 1].kind in ("quote", "close", "adv"):
        last = _before_bracket(row, last - 1) if row[last - 1].kind == "close" else last - 1
    last = _before_time(row, last)
    first = phrase_start(row, last)
    if first == last:
        return None
    found = Phrase(first, last - 1, last)
    if first > 1 and row[first - 1].kind == "prep" and row[first - 1].lower not in ("by", "after", "before", "than"):
        back = phrase_start(row, first - 1)
        if back < first - 1:
            return phrase_before(row, first - 1)
    return found


def _before_bracket(row: tuple[Word, ...], at: int) -> int:
    return next((k for k in range(at, max(-1, at - REACH), -1) if row[k].kind == "open"), at)


def phrase_start(row: tuple[Word, ...], last: int) -> int:
    """Index of the first word of the noun phrase that ends before `last`."""
    k = last
    while k > 0 and last - k < REACH:
        before = row[k - 1]
        if before.kind == "pron":
            return k - 1 if k == last else k
        inside = before.kind in ("word", "name", "quote") or (before.kind == "det")
        if not inside or (before.kind == "word" and (verbal(row, k - 1))):
            if before.text == "." and k > 1 and row[k - 2].name < 0 and row[k - 2].text[0].isupper():
                k -= 1
                continue
            break
        k -= 1
        if before.kind == "det":
            break
    while k < last and row[k].kind == "quote":
        k += 1
    return k


def name_at(row: tuple[Word, ...], at: int) -> Phrase:
    """The name that the word at `at` belongs to, as a phrase."""
    first = last = at
    while first > 0 and row[first - 1].name == row[at].name:
        first -= 1
    while last + 1 < len(row) and row[last + 1].name == row[at].name:
        last += 1
    return Phrase(first, last, last + 1)


def objects(row: tuple[Word, ...], at: int) -> Iterator[Phrase]:
    """Noun phrases that begin behind `at`, several where "and" or commas join names, and those behind "of"."""
    k = at
    while k < len(row) and row[k].kind in ("adv", "quote", "neg"):
        k += 1
    phrase = phrase_at(row, k)
    if phrase is None:
        return
    yield phrase
    last = phrase.last
    while last + 1 < len(row) and row[last].kind in ("conj", "comma", "prep"):
        prep = row[last].kind == "prep"
        if (prep and row[last].lower != "of") or (not prep and row[last].lower not in ("and", "or", ",")):
            break
        behind = last + 1
        if row[last].kind == "comma" and row[behind].kind == "conj":
            behind += 1
        joined = phrase_at(row, behind)
        if joined is None or (not prep and row[joined.head].name < 0) or has_verb(row, joined.last):
            break
        yield joined
        last = joined.last


def has_verb(row: tuple[Word, ...], at: int) -> bool:
    """Whether a verb follows, so that the phrase before `at` is a subject ("and Brandt said")."""
    return at < len(row) and (row[at].kind == "aux" or verbal(row, at))


def phrase_at(row: tuple[Word, ...], at: int) -> Phrase | None:
    """The noun phrase that begins at `at`."""
    if at >= len(row):
        return None
    if row[at].kind == "pron":
        return Phrase(at, at, at + 1)
    k = at
    while k < len(row) and k - at < REACH:
        word = row[k]
        if word.kind == "quote" and k > at:
            k += 1
            continue
        if word.text == "." and k > at and row[k - 1].text[0].isupper() and k + 1 < len(row) and row[k + 1].name >= 0:
            k += 1
            continue
        if word.kind not in ("word", "name", "det", "quote") and not (word.kind == "adv" and k > at):
            break
        if k > at and ((word.kind == "det" and row[k - 1].kind != "det") or (word.kind == "word" and _closes(row, k))):
            break
        k += 1
    while k > at and row[k - 1].kind in ("quote", "adv", "det", "stop"):
        k -= 1
    return Phrase(at, k - 1, k) if k > at else None


def _closes(row: tuple[Word, ...], at: int) -> bool:
    """Whether a word behind a noun is a verb of its own or a time, and no part of the phrase."""
    return row[at].lower in words("calendar_words") or (verbal(row, at) and row[at - 1].kind in ("word", "name"))
