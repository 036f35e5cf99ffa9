"""Whether a sentence of a narrative can be read by itself: complete, with nothing that points at what is not there."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from alteram.model.articles import Span
from alteram.stages.narratives.judging import mentions
from alteram.text.grammar.compression import starts_conditionally
from alteram.text.lexicon import phrases
from alteram.text.names import names
from alteram.text.similarity import lemma, words

LEAST_WORDS, MOST_WORDS = 8, 48
"""Words of one sentence of a narrative; published narratives have two of 15 to 30."""

_DIALOGUE = re.compile(r"\b(?:I|me|my|mine|myself|you|your|yours|let['’]s)\b", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:we|us|our|ours|ourselves)\b", re.IGNORECASE)
_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_EARLY = re.compile(r"(?:\w+ ){1,3}(?:it|they|them|their|its|this|that)\b(?! (?:is|was) (?:time|clear|true))")
_POINTING = re.compile(
    r"\b(?:above|below|here|aforementioned|as noted|as mentioned|quoted|these|those|such a"
    r"|this (?!week|year|month|country|nation|administration|president|election|time|day|summer|spring|autumn)\w+)\b"
)
_AIRY = re.compile(
    r"(?:maybe|perhaps|sure|well|yes|no|oh|please|imagine|remember|consider|look|just|even)\b|\w+, (?:we|it)\b"
)
_MARKS = re.compile(r"[“”\"|•▼►→…]|@\w|#\w|\.\.\.|\bhttps?:|\[|\]|^\W*[a-z]|[A-Z]{4,} [A-Z]{4,}")
_QUOTED = re.compile(r"“[^“”]*[,.]?”(?=\W|$)|\"[^\"]*\"(?=\W|$)")
_END = re.compile(r"[\w)%][.!]$")

_SPOILT = re.compile(r"[|•▼►→…?]|@\w|#\w|\.\.\.|--|\bhttps?:|[A-Z]{4,}[ ,!][A-Z]{4,}|\bpic\.")
_HE = re.compile(r"\b(?:he|him|his|she|her|hers|himself|herself)\b", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|its|itself)\b", re.IGNORECASE)
_EMPTY_IT = re.compile(
    r"\bit(?:['’]s| is| was| would be| will be| must be| remains| seems)\s(?:\w+\s){0,2}?"
    r"(?:to|that|for|how|when|if|whether|time|not|clear|true|up)\b"
    r"|\b(?:make|makes|made|making|find|finds|found|think|believe) it\b",
    re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:they|them|their|theirs|themselves)\b", re.IGNORECASE)
_DEMONSTRATIVE = re.compile(
    r"\b(?P<word>this|these|those|that|such(?! an?\b| as\b))\b(?P<rest>['’]s|\s\w+)?", re.IGNORECASE
)
_GOVERNED = re.compile(r"\b(?:to|of|for|on|by|with|from|about|against|at|after|before|over)\s$")
_THOSE = frozenset(("who", "in", "of", "with", "whose", "from", "responsible"))
_PLURAL_IN_S = r"(?!this\b|was\b|has\b|is\b|does\b|its\b|his\b|as\b|us\b)[A-Za-z]{2,}s"
_NOUN = re.compile(
    r"\b(?:a|an|the|our|my|your|their|his|her|this|that|any|every|no)\s(?:[\w’'-]+\s){0,3}?[\w’'-]+", re.IGNORECASE
)
_CAPITAL = re.compile(r"(?<=\s)[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Topic:
    """Lemmas that a story is about: those of its titles, and those that the tops of two of its articles share."""

    titles: frozenset[str] = frozenset()
    core: frozenset[str] = frozenset()


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("standing.toml").read_text(encoding="utf-8"))


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(str(_table()[key]).split())


@cache
def _any(key: str, form: str = r"\b(?:{})\b") -> re.Pattern[str]:
    return re.compile(form.format("|".join(_table()[key])), re.IGNORECASE)


def _plural() -> re.Pattern[str]:
    return _any("plural", rf"\b(?:{_PLURAL_IN_S}|{{}})\b".replace("{2,}", "{{2,}}"))


def words_in(text: str, span: Span) -> int:
    """Number of words of a span."""
    return len(words(text, *span))


def is_readable(text: str, begin: int, span: Span, *, opinion: bool = False) -> bool:
    """Whether a sentence in an outlet's own voice is complete and can be read without its neighbours."""
    copied = (begin, span[1])
    sentence = text[slice(*copied)]
    if _MARKS.search(sentence) or not _END.search(sentence):
        return False
    if not LEAST_WORDS <= words_in(text, copied) <= MOST_WORDS or starts_conditionally(text, span):
        return False
    if _DIALOGUE.search(sentence) or (not opinion and _PLURAL.search(sentence)):
        return False
    lowered = sentence.lower()
    if _POINTING.search(lowered) or any(phrase in lowered for phrase in phrases("boilerplate")):
        return False
    told = mentions("page").search(sentence) or mentions("others").search(sentence)
    return told is None and not _hangs(text, copied)


@cache
def _dangling() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases('dangling_openings')))})\b")


def _hangs(text: str, span: Span) -> bool:
    """Whether the sentence begins with a connective or a pronoun, or has "he" or "she" before any name."""
    lowered = text[slice(*span)].lower()
    if _dangling().match(lowered):
        return True
    if _EARLY.match(lowered) or _AIRY.match(lowered):
        return True
    pronoun = _PERSONAL.search(text, *span)
    if pronoun is None:
        return False
    return not any(name.kind == "person" and name.end <= pronoun.start() for name in names(text, *span))


def stands_alone(sentence: str, speaker: str, said: str, topic: Topic = Topic()) -> bool:
    """Whether what somebody says can be read by itself, given the whole sentence as it would be printed, the speaker's

    name in it, and the part of it that is said. Every pronoun needs a word before it that it can stand for; inside a
    quotation "he" is never the speaker. "This" may stand before a word of the story's `topic`.
    """
    if _SPOILT.search(sentence) or _any("loose").search(_QUOTED.sub(" ", sentence)):
        return False
    lowered = sentence.lower()
    if any(phrase in lowered for phrase in phrases("boilerplate")):
        return False
    opening = said.lstrip("“\"‘'")
    hanging = _any("hanging", r"(?:{})(?:\b|(?<=,))")
    if hanging.match(opening) or hanging.match(sentence) or not _balanced(sentence):
        return False
    quoted = said[:1] in '“"'
    return not (
        _he_hangs(sentence, speaker, said, quoted=quoted)
        or _it_hangs(said)
        or _they_hang(speaker, said, quoted=quoted)
        or _this_hangs(sentence, said, topic)
    )


def _balanced(sentence: str) -> bool:
    """Whether every quotation that opens is closed."""
    open_ones, closed, plain = sentence.count("“"), sentence.count("”"), sentence.count('"')
    return (open_ones == closed and plain % 2 == 0) or abs(open_ones - closed) == plain == 1


def _before(sentence: str, said: str, at: int) -> str:
    """What stands before offset `at` of the part that is said."""
    return sentence[: max(0, sentence.find(said)) + at]


def _in_quotes(said: str, at: int) -> bool:
    """Whether an offset of what is said stands inside a quotation."""
    before = said[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _he_hangs(sentence: str, speaker: str, said: str, *, quoted: bool) -> bool:
    for match in _HE.finditer(said):
        before = _before(sentence, said, match.start())
        others = [
            name.text for name in names(before, 0, len(before)) if name.text not in speaker and speaker not in name.text
        ]
        if not others and (quoted or _in_quotes(said, match.start())):
            return True
        if not others and not speaker[:1].isupper():
            return True
    return False


def _it_hangs(said: str) -> bool:
    empty = [match.span() for match in _EMPTY_IT.finditer(said)]
    for match in _IT.finditer(said):
        if any(start <= match.start() < end for start, end in empty):
            continue
        before = _any("offices", r"\b(?:the|a|our|this|that) (?:\w+ )?(?:{})\b").sub(" ", said[: match.start()])
        if not _NOUN.search(before) and not _CAPITAL.search(before) and len(before.split()) < 5:
            return True
    return False


def _they_hang(speaker: str, said: str, *, quoted: bool) -> bool:
    several = speaker.rstrip(")").endswith("s") and not any(
        name.kind == "person" for name in names(speaker, 0, len(speaker))
    )
    for match in _THEY.finditer(said):
        inside = quoted or _in_quotes(said, match.start())
        if not (_plural().search(said[: match.start()]) or (several and not inside)):
            return True
    return False


def _this_hangs(sentence: str, said: str, topic: Topic) -> bool:
    for match in _DEMONSTRATIVE.finditer(said):
        word, rest = match["word"].lower(), (match["rest"] or "").strip().lower()
        before = _before(sentence, said, match.start())
        if word == "that":
            if _that_hangs(before, rest, first=match.start() <= 1):
                return True
        elif not (word == "those" and rest in _THOSE) and not _is_shared(before, rest, topic, opens=match.start() <= 1):
            return True
    return False


def _that_hangs(before: str, rest: str, *, first: bool) -> bool:
    """Whether "that" is a pronoun or determiner: behind a preposition, or the subject of a verb, and no conjunction."""
    verbal = rest in _set("verbal")
    if _GOVERNED.search(before) and not verbal and rest not in _set("subjects"):
        return True
    return first or rest in ("'s", "’s") or (verbal and not re.search(r"[\w’”)]\s$", before))


def _is_shared(before: str, noun: str, topic: Topic, *, opens: bool) -> bool:
    """Whether "this" stands before a noun that needs nothing before it, or that was there before.

    Where it opens what is said, only a word of the titles is taken to be there.
    """
    known = topic.titles if opens else topic.titles | topic.core
    if noun in _set("shared") or (noun and lemma(noun) in known):
        return True
    return bool(noun) and noun not in _set("verbal") and re.search(rf"\b{re.escape(noun)}", before.lower()) is not None
