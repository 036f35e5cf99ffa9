"""Attribution by a noun: "the claim that P", "a report by X that P", "X's plan is that P", "X made a promise to P"."""

from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.grammar.verbs import is_auxiliary, is_verb
from alteram.text.lexicon import word_class, words
from alteram.text.speech.complements import phrase_stop
from alteram.text.speech.cue_verbs import CueVerb, cue_nouns
from alteram.text.speech.cues import (
    ADVERBS,
    AUXILIARIES,
    BE,
    BOUNDARIES,
    DETERMINERS,
    FIRST_PERSON,
    UNREAL,
    Attribution,
    Item,
    Shape,
    subject_of,
)
from alteram.text.speech.scopes import source_span, trimmed

AGENT_REACH = 10
"""Items between a noun of speech and its "that" in which who speaks may stand ("a demand, by X, that")."""
FIGURE_REACH = 9
"""Items between "put" and the "at" of its figure ("put the number of those hurt at 30")."""
OBJECT_REACH = 6
"""Items between a light verb and its noun ("made several long and bitter complaints")."""
_AGENTS = frozenset(["by", "from", "of", "among"])
_LIGHT = CueVerb("", "say", "", frozenset(("past", "base")))


def noun_attributions(shape: Shape) -> list[Attribution]:
    """Attributions by a noun of speech, thought or will in the sentence, in order of the noun."""
    found = []
    speaking = _speaking_nouns()
    for at, item in enumerate(shape.row[:-2]):
        if item.lower in speaking and item.text.islower() and shape.row[at + 1].start < shape.end:
            attribution = _opened(shape, at) or _equated(shape, at) or _by_light_verb(shape, at)
            if attribution is not None:
                found.append(attribution)
    return found


@lru_cache(maxsize=1)
def _speaking_nouns() -> frozenset[str]:
    return frozenset(cue_nouns()) | word_class("will_nouns") | word_class("nouns_of_address")


def _opened(shape: Shape, at: int) -> Attribution | None:
    """ "The claim that P", "a report by X that P", "X's promise to do"."""
    row, nouns = shape.row, cue_nouns()
    if at and (row[at - 1].lower == "to" or row[at - 1].lower in AUXILIARIES):
        return None
    source = _possessor(row, at)
    willed = source is not None and row[at].lower in word_class("will_nouns") and _opens_infinitive(row, at + 1)
    opening: int | None = at + 1
    if row[at].lower not in nouns or row[at + 1].lower != "that":
        opening, agent = _behind_agent(shape, at) if row[at].lower in nouns else (None, None)
        source = agent or source
    if opening is not None and opening + 1 < len(row) and not is_verb(row[opening + 1]):
        content = trimmed(shape, row[opening].end, shape.end)
    elif willed:
        content = trimmed(shape, row[at + 1].start, _willed_end(row, at + 2, shape.end))
    else:
        return None
    if content[0] >= content[1]:
        return None
    return Attribution(
        (row[at].start, row[at].end), nouns.get(row[at].lower, "say"), source, None, (content,), "before"
    )


def _behind_agent(shape: Shape, at: int) -> tuple[int | None, Span | None]:
    """The "that" behind a noun of speech and who speaks ("a report by X that"), with who that is; else None twice."""
    row = shape.row
    k = at + 2 if row[at + 1].text == "," else at + 1
    if k >= len(row) or row[k].lower not in _AGENTS:
        return None, None
    for stop in range(k + 2, min(len(row), k + AGENT_REACH)):
        if row[stop].lower == "that":
            last = stop - 2 if row[stop - 1].text == "," else stop - 1
            return stop, source_span(shape, k + 1, last) if _is_agent(row, k, last) else None
        if row[stop].quote or is_auxiliary(row[stop]) or (row[stop].text in BOUNDARIES and row[stop].text != ","):
            break
    return None, None


def _is_agent(row: tuple[Item, ...], at: int, last: int) -> bool:
    """Whether what stands behind the preposition at `at` can speak: behind "of" a person or body only."""
    named = row[last].text[0].isupper() or any(item.lower in words("source_nouns") for item in row[at + 1 : last + 1])
    return row[at].lower == "by" or named


def _equated(shape: Shape, at: int) -> Attribution | None:
    """ "X's argument is that P": the noun has an owner, and its clause stands behind a verb of being."""
    row, nouns = shape.row, cue_nouns()
    source = _possessor(row, at)
    if row[at].lower not in nouns or source is None or row[at + 1].lower not in BE:
        return None
    k = at + 2
    while k < len(row) - 1 and row[k].lower in ADVERBS:
        k += 1
    if k >= len(row) - 1 or row[k].lower not in ("that", "whether", "how", "why"):
        return None
    content = trimmed(shape, row[k].end if row[k].lower == "that" else row[k].start, shape.end)
    if content[0] >= content[1]:
        return None
    return Attribution((row[at].start, row[at].end), nouns[row[at].lower], source, None, (content,), "before")


def _by_light_verb(shape: Shape, at: int) -> Attribution | None:
    """ "X made comments about P", "X raised doubts that P": the noun speaks, the verb only carries it."""
    row, nouns = shape.row, cue_nouns()
    noun = row[at].lower
    opening = row[at + 1]
    if noun not in nouns and noun not in word_class("nouns_of_address"):
        return None
    infinitive = noun in word_class("will_nouns") and _opens_infinitive(row, at + 1)
    aimed = opening.lower == "at" and noun in word_class("nouns_of_address")
    if not infinitive and not aimed and opening.lower not in word_class("topics"):
        return None
    verb = next((k for k in range(at - 1, max(-1, at - OBJECT_REACH), -1) if _ends_object(row[k])), -1)
    if verb < 1 or row[verb].lower not in word_class("light_verbs"):
        return None
    if row[verb].lower.endswith("ing") and row[verb - 1].lower not in BE | ADVERBS:
        return None
    subject = subject_of(row, verb, _LIGHT)
    unreal = any(item.lower in UNREAL for item in row[subject.verb_start : verb])
    named = subject.first <= subject.last and row[subject.last].lower not in FIRST_PERSON | {"it", "there", "this"}
    if subject.passive or subject.infinitive or unreal or not named:
        return None
    begin = at + 1 if infinitive else at + 2
    if begin >= len(row) or row[begin].start >= shape.end:
        return None
    content = trimmed(shape, row[begin].start, phrase_stop(shape, begin, bare=not infinitive))
    source = source_span(shape, subject.first, subject.last)
    if source is None or content[0] >= content[1]:
        return None
    return Attribution((row[verb].start, row[at].end), nouns.get(noun, "say"), source, None, (content,), "before")


def figure_attributions(shape: Shape) -> list[Attribution]:
    """Attributions by "put" with a figure, in order: asked for where somebody else speaks in the sentence, whose words

    they end. Alone "the office put the value at 3 million" tells a valuation, as "valued it at" does.
    """
    found = (_by_figure(shape, at) for at, item in enumerate(shape.row[:-2]) if item.lower in ("put", "puts"))
    return [attribution for attribution in found if attribution is not None]


def _by_figure(shape: Shape, at: int) -> Attribution | None:
    """ "X put the toll at 14": whoever puts a number at a figure speaks."""
    row = shape.row
    figure = next((k for k in range(at + 2, min(len(row) - 1, at + FIGURE_REACH)) if row[k].lower == "at"), None)
    if figure is None or not any(map(_is_figure, row[figure + 1 : figure + 4])):
        return None
    if any(item.quote or item.text in BOUNDARIES or is_verb(item) for item in row[at + 1 : figure]):
        return None
    subject = subject_of(row, at, _LIGHT)
    named = subject.first <= subject.last and row[subject.last].lower not in FIRST_PERSON | {"it", "there", "this"}
    if subject.passive or subject.infinitive or not named:
        return None
    source = source_span(shape, subject.first, subject.last)
    content = trimmed(shape, row[at + 1].start, phrase_stop(shape, figure + 1, bare=True))
    if source is None or content[0] >= content[1]:
        return None
    return Attribution((row[at].start, row[at].end), "report", source, None, (content,), "before")


def _is_figure(item: Item) -> bool:
    return any(char.isdigit() for char in item.text) or item.lower in word_class("quantifiers") or item.lower == "zero"


def _ends_object(item: Item) -> bool:
    """Whether the search for a light verb ends here: at the verb, or where its object cannot reach."""
    mark = item.quote or (item.text in BOUNDARIES and item.text not in ",-")
    return mark or item.lower in word_class("light_verbs") or is_verb(item) or item.lower in words("prepositions")


def _possessor(row: tuple[Item, ...], at: int) -> Span | None:
    """Whose the noun at `at` is: "the mayor's claim", "their promise"."""
    for k in range(at - 1, max(-1, at - 5), -1):
        if row[k].text.endswith(("'s", "’s", "s'", "s’")):
            return row[_name_start(row, k)].start, row[k].end - (2 if row[k].text[-1] == "s" else 1)
        if row[k].lower in ("his", "her", "their"):
            return row[k].start, row[k].end
        if row[k].lower in DETERMINERS or row[k].text in BOUNDARIES:
            return None
    return None


def _name_start(row: tuple[Item, ...], at: int) -> int:
    """First item of the name that ends at `at`, with an article before it ("Ann Pell's", "the mayor's")."""
    k = at
    while k and row[k].text[0].isupper() and row[k - 1].text[0].isupper() and not row[k - 1].quote:
        if row[k - 1].lower in DETERMINERS | words("prepositions"):
            break
        k -= 1
    return k - 1 if k and row[k - 1].lower in ("the", "a", "an") else k


def _opens_infinitive(row: tuple[Item, ...], at: int) -> bool:
    following = row[at + 1]
    return row[at].lower == "to" and following.text[0].islower() and following.lower not in DETERMINERS


def _willed_end(row: tuple[Item, ...], at: int, end: int) -> int:
    """Where the infinitive that opens before item `at` ends: with its phrase, before a mark or the sentence's verb."""
    for item in row[at:]:
        if item.start >= end or item.text in BOUNDARIES or item.quote or is_auxiliary(item):
            return min(end, item.start)
    return end
