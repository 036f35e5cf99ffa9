"""Sentences that an outlet tells in its own voice although somebody speaks in a part of them.

"Democrats, who had vowed to stop it, were outvoted" tells a vote; "the raid came after pollsters projected a win"
tells a raid. By the grammar the speaking stands in a clause that hangs on another one, and the other one is told by
the outlet. Such a sentence is `own`, with its attribution kept: the part is somebody's words, and shows whose.

So is an act that is done by speaking (Austin's performatives): "the court rejected the appeal", "the Senate confirmed
her", "the company announced a merger" tell what happened, not what somebody holds. With a clause or a quotation as
its content the same verb tells words again ("announced that the pier was safe").
"""

from alteram.model.articles import Span
from alteram.text.grammar.verbs import finite, is_auxiliary
from alteram.text.lexicon import word_class, words
from alteram.text.speech.cue_verbs import cue_forms, cue_nouns
from alteram.text.speech.cues import ADVERBS, AUXILIARIES, BE, NEGATIONS, SUBJECT_PRONOUNS, Attribution, Item, items
from alteram.text.speech.noun_or_verb import is_nominal

MOST_SAID = 0.4
"""Share of a sentence's words from which somebody's words are what the sentence is about, whatever its grammar."""
CLAUSE_REACH = 6
"""Items from the beginning of content in which a finite verb makes a clause of it."""
_RELATIVES = frozenset(["who", "which", "that", "whose", "whom", "where"])
_GROUP = AUXILIARIES | NEGATIONS | ADVERBS
"""Words of a verb group before its verb."""
_OPENINGS = word_class("subordinate_openings") | {"where", "whether"}


def tells(text: str, span: Span, found: tuple[Attribution, ...]) -> bool:
    """Whether the sentence `span` is told by the outlet: all of `found` are acts; or it has a finite verb that speaks

    nobody's words, all of `found` stand in clauses that hang on it, and less than two fifths of its words are said.
    """
    row = items(text, *span)
    found = tuple(attribution for attribution in found if not _acts(text, row, attribution))
    if not found:
        return True
    main = finite(row, 0, len(row))
    if main is None or _speaks(row, main, found):
        return False
    if any(_reaches(attribution, row[main]) for attribution in found) or not _mostly_told(row, found):
        return False
    return all(_hangs(row, attribution) for attribution in found)


def told_verb(text: str, span: Span, found: tuple[Attribution, ...]) -> int | None:
    """Where the finite verb of the sentence `span` begins that the outlet tells, with all of `found` below it: one that

    speaks nobody's words and stands in nobody's. "Dent sought to discredit a report that ..." tells what Dent sought;
    "the dam burst, and the mayor said that ..." tells two things, one of them the mayor's.
    """
    row = items(text, *span)
    main = finite(row, 0, len(row))
    if main is None or any(_is_cue(row, main, one) or _reaches(one, row[main]) for one in found):
        return None
    if not all(_hangs(row, one) or _is_purpose(row, one) for one in found):
        return None
    at = row[main].start
    sources = [one.source for one in found if one.source is not None]
    return None if any(start <= at < end for start, end in sources) else at


def _acts(text: str, row: tuple[Item, ...], attribution: Attribution) -> bool:
    """Whether an attribution is an act by words of somebody named, with a noun phrase or infinitive as its content."""
    verb = cue_forms().get(text[slice(*attribution.cue)].lower().split()[-1])
    if verb is None or attribution.source is None or attribution.position != "before" or not attribution.content:
        return False
    start, end = attribution.content[0]
    inside = [item for item in row if start <= item.start < end]
    if any(item.quote or item.text == ":" for item in inside) or text[attribution.cue[1] : start].strip():
        return False
    passive = start < attribution.cue[0]
    if not passive and any(is_auxiliary(item) or item.lower in SUBJECT_PRONOUNS for item in inside[:CLAUSE_REACH]):
        return False
    if verb.lemma in word_class("acts"):
        return True
    source = text[slice(*attribution.source)].lower().split()
    return verb.lemma in word_class("acts_of_bodies") and any(word in word_class("deciding_bodies") for word in source)


def _speaks(row: tuple[Item, ...], main: int, found: tuple[Attribution, ...]) -> bool:
    """Whether the verb group that opens at `main` is one of speech or thought."""
    k = _verb_of(row, main)
    return k < len(row) and (row[k].lower in cue_forms() or any(_is_cue(row, main, one) for one in found))


def _verb_of(row: tuple[Item, ...], main: int) -> int:
    """Index of the verb of the group that opens at `main`, the length of the row where there is none."""
    k = main
    while k < len(row) and (row[k].lower in _GROUP or row[k].lower.endswith("ly")):
        k += 1
    return k


def _is_cue(row: tuple[Item, ...], main: int, attribution: Attribution) -> bool:
    """Whether the verb group that opens at `main` is an attribution's cue."""
    k = _verb_of(row, main)
    return k < len(row) and attribution.cue[0] <= row[k].start < attribution.cue[1]


def _reaches(attribution: Attribution, main: Item) -> bool:
    return any(start <= main.start < end for start, end in attribution.content)


def _mostly_told(row: tuple[Item, ...], found: tuple[Attribution, ...]) -> bool:
    said = total = 0
    for item in row:
        count = len(item.text.split()) if item.quote else item.text[0].isalnum()
        total += count
        said += count * any(start <= item.start < end for one in found for start, end in one.content)
    return said < MOST_SAID * total


def _hangs(row: tuple[Item, ...], attribution: Attribution) -> bool:
    """Whether a cue before its content stands in a relative or adverbial clause, is a participle, or a noun with

    a clause ("fears that"). One that tells what a text or speech says speaks for it ("a statement saying").
    """
    at = next((k for k, item in enumerate(row) if item.end > attribution.cue[0]), None)
    if attribution.position != "before" or at is None or row[at].quote:
        return False
    verb = cue_forms().get(row[at].lower)
    if verb is None or is_nominal(row, at, verb):
        return True
    k = at - 1
    while k > 0 and (row[k].lower in _GROUP or row[k].lower.endswith("ly")):
        k -= 1
    if k <= 0:
        return False
    if (
        attribution.content
        and attribution.content[0][1] <= row[at].start
        and row[at + 1 : at + 2]
        and (row[at + 1].lower == "by" and not any(item.lower in BE for item in row[k + 1 : at]))
    ):
        return True
    if row[k].lower in _RELATIVES:
        person = row[k].lower in ("who", "whose", "whom", "where")
        return person or not any(_is_utterance(item) for item in row[:k])
    if (
        verb.forms == {"ing"}
        and row[k].lower not in ("and", "or", "but", "by")
        and not any(item.lower in BE for item in row[k + 1 : at])
    ):
        return not any(_is_utterance(item) for item in row[:at])
    if attribution.source is None:
        return False
    first = next((j for j, item in enumerate(row) if item.end > attribution.source[0]), 0)
    return first > 0 and row[first - 1].lower in _OPENINGS


def _is_purpose(row: tuple[Item, ...], attribution: Attribution) -> bool:
    """Whether a cue is an infinitive ("came to accuse"), or its source hangs on one ("to rebut a News report")."""
    if attribution.position != "before":
        return False
    at = next((k for k, item in enumerate(row) if item.end > attribution.cue[0]), 0)
    first = attribution.source[0] if attribution.source is not None else attribution.cue[0]
    return (at > 0 and row[at - 1].lower == "to") or any(item.start == first and item.lower == "to" for item in row)


def _is_utterance(item: Item) -> bool:
    return item.lower in words("list_nouns") or item.lower in cue_nouns() or item.lower in cue_forms()
