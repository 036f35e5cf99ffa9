"""What in a clause points back to something told before it, so that the clause cannot be read by itself.

Three kinds of reference by the grammars (Halliday and Hasan, Cohesion in English; Hawkins, Definiteness): a definite
noun phrase that nothing in the clause identifies ("the memo"), somebody's act without its content ("her decision",
"Brandt's comments"), and adverbs and pronouns of comparison and sequence ("also", "another"). What identifies a noun:
a name, figure or superlative before it, a phrase or clause behind it, a mention before it, or common knowledge.
"""

from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.grammar.verbs import is_adverb, is_auxiliary, is_past, is_verb
from alteram.text.lexicon import phrases, word_class, words
from alteram.text.similarity import lemma
from alteram.text.speech.cues import Item, items

MOST_PREMODIFIERS = 6
"""Words between "the" and its noun."""
_DEMONSTRATIVES = frozenset(("this", "that", "these", "those"))
_POSSESSIVES = frozenset(("his", "her", "its", "their"))
_PLURALS = frozenset(("they", "them", "their", "theirs"))
_RELATIVES = frozenset(("who", "whom", "whose", "which", "that", "where", "when", "to", "as"))
_APPOSED = frozenset(("a", "an", "the", "which", "who", "where", "called"))


def pointing(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans of the expressions in a clause, copied as `spans`, that point out of it; quotations are not looked into."""
    return _pointing("".join(text[a:b] for a, b in spans))


@lru_cache(maxsize=65536)
def _pointing(copied: str) -> tuple[Span, ...]:
    row = items(copied, 0, len(copied))
    found = []
    for at, item in enumerate(row):
        if item.quote:
            continue
        if item.lower == "the":
            end = _bare_definite(row, at)
        elif item.lower in _PLURALS and not _is_several_before(row, at):
            end = at + 1
        elif item.lower in _POSSESSIVES or item.text in ("'s", "’s") or item.lower.endswith(("'s", "s'")):
            end = _bare_act(row, at)
        else:
            end = _phrase(row, at)
        if end is not None:
            found.append((item.start, row[end - 1].end))
    return tuple(found)


def _noun(row: tuple[Item, ...], at: int) -> tuple[int, bool]:
    """Index of the head of the noun phrase whose first word is `at`, and whether a word before it identifies it."""
    k, told = at, False
    while k < min(len(row), at + MOST_PREMODIFIERS):
        item = row[k]
        told = told or item.text[0].isupper() or item.text[0].isdigit() or item.quote or _is_superlative(item)
        behind = row[k + 1] if k + 1 < len(row) else None
        if behind is None or not behind.text[0].isalnum() or _ends_noun(row, k + 1):
            return k, told
        k += 1
    return min(k, len(row) - 1), True


def _ends_noun(row: tuple[Item, ...], at: int) -> bool:
    """Whether the word at `at` stands behind a noun phrase and not in it."""
    item = row[at]
    if item.lower in words("prepositions") or item.lower in _RELATIVES or item.lower in words("function_words"):
        return True
    if item.lower in word_class("days"):
        return True
    if is_auxiliary(item) or is_adverb(item):
        return True
    before = row[at - 1]
    return is_verb(item) and not (is_past(item) and before.lower in ("the", *_POSSESSIVES))


def _is_superlative(item: Item) -> bool:
    return item.lower in word_class("identifying") or (item.lower.endswith("est") and len(item.lower) > 5)


def _bare_definite(row: tuple[Item, ...], at: int) -> int | None:
    """End of a definite noun phrase that nothing identifies, None of any other."""
    if at + 1 >= len(row) or row[at + 1].quote or not row[at + 1].text[0].isalnum():
        return None
    head, told = _noun(row, at + 1)
    known = words("known_nouns")
    if told or lemma(row[head].lower.removesuffix("'s").removesuffix("’s")) in known or row[head].lower in known:
        return None
    return None if _is_told_behind(row, head) or _mentioned(row, at, head) else head + 1


def _is_several_before(row: tuple[Item, ...], at: int) -> bool:
    """Whether something stands before that "they" may mean: a plural, a list, or people told of together."""
    for item in row[:at]:
        plural = item.lower.endswith("s") and len(item.lower) > 3 and not item.lower.endswith(("ss", "'s", "is", "us"))
        if plural or item.quote or item.lower in ("and", "who", "everyone", "anyone") or item.lower in words("groups"):
            return True
    return False


def _bare_act(row: tuple[Item, ...], at: int) -> int | None:
    """End of somebody's act or words without what they are ("her decision"), None of anything else."""
    if at + 1 >= len(row) or row[at + 1].quote or not row[at + 1].text[0].isalnum():
        return None
    head, told = _noun(row, at + 1)
    if told or lemma(row[head].lower) not in word_class("acts_of_speech"):
        return None
    behind = row[head + 1] if head + 1 < len(row) else None
    told = behind is not None and (behind.quote or behind.lower in word_class("content_openings"))
    return None if told else head + 1


def _is_told_behind(row: tuple[Item, ...], head: int) -> bool:
    """Whether a phrase or clause behind a noun says which: not one of time, nor the predicate of its sentence."""
    if head + 1 >= len(row):
        return False
    behind = row[head + 1]
    if behind.lower in _RELATIVES or behind.text == "(":
        return True
    if behind.text == ",":
        after = row[head + 2] if head + 2 < len(row) else None
        return after is not None and (after.text[0].isupper() or after.lower in _APPOSED)
    if behind.lower in words("prepositions"):
        return behind.lower in word_class("identifying_prepositions") and not _is_dated(row, head + 2)
    # "the documents released by the court": a participle with a phrase of its own behind it.
    participle = (
        is_past(behind)
        and not is_auxiliary(behind)
        and head + 2 < len(row)
        and row[head + 2].lower in words("prepositions")
    )
    return participle and any(is_verb(one) for one in row[head + 2 :])


def _is_dated(row: tuple[Item, ...], at: int) -> bool:
    """Whether the phrase whose noun begins at `at` is one of time ("on Monday", "for two days")."""
    noun = row[at].lower if at < len(row) else ""
    behind = row[at + 1] if at + 1 < len(row) else None
    lasting = behind is not None and not behind.quote and lemma(behind.lower) in word_class("spans_of_time")
    return lasting or noun in words("calendar_words") | word_class("days") or noun[:1].isdigit() or noun == "late"


def _mentioned(row: tuple[Item, ...], at: int, head: int) -> bool:
    """Whether the noun was brought in before, in the same clause ("a bill ... the bill")."""
    wanted = lemma(row[head].lower)
    return any(not one.quote and lemma(one.lower) == wanted for one in row[:at])


def _phrase(row: tuple[Item, ...], at: int) -> int | None:
    """End of a word or phrase of sequence, comparison or pointing that begins at `at`."""
    if row[at].lower in _DEMONSTRATIVES:
        return _demonstrative(row, at)
    if row[at].lower in ("both", "each", "all"):
        return _share(row, at)
    for phrase in _phrases().get(row[at].lower, ()):
        end = at + len(phrase)
        if tuple(item.lower for item in row[at:end]) == phrase and not _is_excused(row, at, end):
            return end
    return None


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases by their first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(phrase.split()) for phrase in phrases("pointing_words")), key=lambda p: (-len(p), p)):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(several) for first, several in found.items()}


def _demonstrative(row: tuple[Item, ...], at: int) -> int | None:
    """End of "this vote" or "these": not of "that" before a clause, "those who", or a time ("this week")."""
    behind = row[at + 1] if at + 1 < len(row) else None
    if row[at].lower == "that":
        if not at or behind is None or row[at - 1].lower not in words("prepositions"):
            return None
        return at + 2 if behind.text[0].isalpha() and behind.lower not in _RELATIVES else None
    if behind is None or not behind.text[0].isalnum():
        return at + 1
    if behind.lower in _RELATIVES | words("prepositions") | word_class("spans_of_time"):
        return None
    return at + 2 if not is_past(behind) else None


def _share(row: tuple[Item, ...], at: int) -> int | None:
    """End of "both sides", "all three", "each target": a share of what was named before; not of "both A and B"."""
    behind = row[at + 1] if at + 1 < len(row) else None
    if behind is None or not behind.text[0].isalpha() or behind.text[0].isupper():
        return None
    if row[at].lower == "all":
        return at + 2 if behind.lower in ("three", "four", "five", "that", "this") else None
    if behind.lower in words("prepositions") or behind.lower in word_class("spans_of_time") or behind.lower == "other":
        return None
    listed = any(one.lower == "and" for one in row[at + 1 : at + 12])
    return None if row[at].lower == "both" and (listed or at > 6) else at + 2


def _is_excused(row: tuple[Item, ...], at: int, end: int) -> bool:
    """Whether a word of comparison has what it compares with in the clause: "other than", "and other officials"."""
    before = row[at - 1].lower if at else ""
    behind = row[end].lower if end < len(row) else ""
    word = row[at].lower
    if word in ("other", "others", "another"):
        return before in ("and", "or", "each", "one", ",", "any", "every", "among", "with", "than") or behind == "than"
    if word == "similar":
        return behind == "to"
    if word == "too":
        return end < len(row) and row[end].text[0].isalnum()
    if word == "also":
        return before in ("but", "and") or any(one.lower == "only" for one in row[:at])
    if word == "then":
        return end < len(row) and (row[end].text == "-" or row[end].text[0].isupper())
    if word in ("either", "neither"):
        return any(one.lower in ("or", "nor") for one in row[end:])
    return False
