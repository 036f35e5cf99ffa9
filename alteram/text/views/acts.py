"""Acts of blame and praise: who is told to be for or against whom, by the verb, noun or adjective that tells it.

Verbs with their subject and object ("X accused Y", "Y was praised by X", "X, who voted against Y"), nouns with whose
they are and what they are of ("X's criticism of Y", "X, a critic of Y", "X voiced support for Y") and adjectives ("X is
critical of Y"). A negation in the group turns the sign round. The classes are in `data/stance_*.txt` and, for what
somebody does for or against something without a word of blame or praise, `data/deed_verbs.txt`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal, NamedTuple

from alteram.model.articles import Span
from alteram.text.lexicon import rows
from alteram.text.similarity import lemma
from alteram.text.views.phrases import (
    DEPTH,
    Phrase,
    has_verb,
    joined,
    name_at,
    objects,
    owner_of,
    phrase_at,
    phrase_before,
    phrase_start,
    subject,
)
from alteram.text.views.referents import holder_of, told_of
from alteram.text.views.valence import valences
from alteram.text.views.word_kinds import Word, is_passive, negated, verbal

Form = Literal["act", "deed", "serves", "word", "tone"]
AGENT_REACH = 10
"""Words behind a passive verb within which "by" names who does it."""
PARTICLES = 2
"""Words between a verb or noun and its preposition ("lashed out at")."""
COMPLEMENT = 8
"""Words behind an object within which it is said what it is called."""
_RECEIVING = frozenset(
    ["draw", "face", "receive", "get", "win", "earn", "attract", "suffer", "lose", "have", "has", "had", "enjoy",
     "gain", "secure", "command", "keep", "need", "want", "seek"]
)  # fmt: skip
_CALLING = frozenset(
    ["call", "describe", "label", "brand", "dub", "deem", "consider", "portray", "depict", "characterize",
     "characterise", "cast", "paint", "term", "declare", "find", "view", "see"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stance:
    """`holder` (None: the writer) speaks or acts for (`sign` 1) or against (-1) `target`; `cue` are the telling words.

    `form` is "act" (he is told to blame or praise), "deed" (he does something for or against), "serves" (he is told to
    be somebody's lawyer or spokesman), "word" (he says a word for or against) or "tone" (what he says, taken together
    and with the rest of the article, tells so). Spans are code points of the text and may stand in another sentence.
    """

    holder: Span | None
    target: Span
    sign: int
    form: Form
    cue: Span


class Frame(NamedTuple):
    """One use of a verb, noun or adjective: its sign, where its object stands, and of what form its stance is."""

    sign: int
    places: tuple[str, ...]
    form: Form
    person: bool = False


def _frames(name: str, form: Form) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, tuple[Frame, ...]] = {}
    for word, sign, places, *kind in rows(name):
        serves = kind == ["serves"]
        of_person = serves or kind == ["person"]
        frame = Frame(1 if sign == "+" else -1, tuple(places.split(",")), "serves" if serves else form, of_person)
        found[word] = (*found.get(word, ()), frame)
    return found


@cache
def verb_frames() -> dict[str, tuple[Frame, ...]]:
    """By lemma, the uses of verbs of blame, praise and deed."""
    verbs, deeds = _frames("stance_verbs", "act"), _frames("deed_verbs", "deed")
    return {verb: (*verbs.get(verb, ()), *deeds.get(verb, ())) for verb in dict.fromkeys((*verbs, *deeds))}


@cache
def _noun_frames() -> dict[str, tuple[Frame, ...]]:
    return _frames("stance_nouns", "act")


@cache
def _adjective_frames() -> dict[str, tuple[Frame, ...]]:
    return _frames("stance_adjectives", "act")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as its words, and who speaks in it: `speakers` are stretches with the span that names the speaker."""

    text: str
    row: tuple[Word, ...]
    speakers: tuple[tuple[Span, Span | None], ...]
    before: Span | None

    def speaker_at(self, at: int) -> Span | None:
        """Who says the word at `at`; None where the writer does."""
        place = self.row[at].start
        inner = [(end - start, who) for (start, end), who in self.speakers if start <= place < end]
        return min(inner, key=lambda one: one[0])[1] if inner else None


def acts(told: Told) -> Iterator[Stance]:
    """The stances that verbs, nouns and adjectives of a sentence tell."""
    for at, word in enumerate(told.row):
        if word.kind not in ("word", "adv") or (at and not word.text[0].islower()):
            continue
        key = lemma(word.text)
        if key in verb_frames() and verbal(told.row, at):
            yield from _of_verb(told, at, verb_frames()[key])
        elif key in _noun_frames():
            yield from _of_noun(told, at, _noun_frames()[key])
        if key in _CALLING and verbal(told.row, at):
            yield from _of_calling(told, at)
        if word.lower in _adjective_frames():
            yield from _of_adjective(told, at, _adjective_frames()[word.lower])


def _of_verb(told: Told, at: int, frames: tuple[Frame, ...]) -> Iterator[Stance]:
    passive = is_passive(told.row, at)
    for frame in frames:
        place = at + 1 if frame.places == ("o",) else _behind(told.row, at, frame.places)
        if place is None:
            continue
        if not passive:
            yield from _made(told, at, frame, subject(told.row, at), tuple(objects(told.row, place)))
        elif frame.places == ("o",):
            patient = subject(told.row, at) or phrase_before(told.row, at)
            by = _agent(told.row, at)
            if patient is not None and by is not None:
                yield from _made(told, at, frame, by, (patient,))


def _behind(row: tuple[Word, ...], at: int, places: tuple[str, ...]) -> int | None:
    """Index behind the preposition that leads to the object of a verb or noun."""
    for k in range(at + 1, min(len(row), at + 2 + PARTICLES)):
        if row[k].lower in places:
            return k + 1
        if row[k].kind not in ("adv", "quote") and row[k].lower not in ("up", "out", "back"):
            return None
    return None


def _agent(row: tuple[Word, ...], at: int) -> Phrase | None:
    for k in range(at + 1, min(len(row), at + AGENT_REACH)):
        if row[k].lower == "by":
            found = list(objects(row, k + 1))
            return None if not found or row[found[-1].head].lower.endswith("ing") else found[-1]
        if row[k].kind in ("stop", "comma", "conj") or (k > at + 1 and verbal(row, k)):
            return None
    return None


def _made(told: Told, at: int, frame: Frame, by: Phrase | None, of: tuple[Phrase, ...]) -> Iterator[Stance]:
    """The stances of one use of a word, where its two sides are plain."""
    if by is None or not of:
        return
    row, speaker = told.row, told.speaker_at(at)
    sign = -frame.sign if negated(row, at) else frame.sign
    holders = [holder_of(told.text, row, one, speaker, told.before) for one in joined(row, by)]
    for phrase in of:
        theirs = next((one.sign for one in _noun_frames().get(lemma(row[phrase.head].text), ()) if one.person), 1)
        for holder, target in product(holders, told_of(told.text, row, phrase, speaker, told.before)):
            if holder is not None and target != holder:
                named = told.text[target[0]].isupper() and row[phrase.head].name < 0
                yield Stance(holder, target, sign * theirs if named else sign, frame.form, (row[at].start, row[at].end))
        sign *= theirs  # "attacked critics of Y" is for Y


def _of_calling(told: Told, at: int) -> Iterator[Stance]:
    """What Y is called tells for or against it ("X called Y a liar")."""
    if is_passive(told.row, at):
        return
    of = next(objects(told.row, at + 1), None)
    if of is None:
        return
    last = min(len(told.row), of.last + COMPLEMENT)
    stop = next((k for k in range(of.last, last) if told.row[k].kind in ("stop", "rel", "sub", "conj")), last)
    start = of.last if told.row[of.head].kind == "pron" or told.row[of.head].name >= 0 else of.first
    if stop == start:
        return
    total = sum(sign for _, sign in valences(told.text, told.row[start].start, told.row[stop - 1].end))
    if total:
        yield from _made(told, at, Frame(1 if total > 0 else -1, ("o",), "act"), subject(told.row, at), (of,))


def _of_received(told: Told, at: int, frame: Frame) -> Iterator[Stance]:
    """Who receives an act from whom ("Y drew criticism from X", "Y faced attacks by X")."""
    row = told.row
    whole = phrase_before(row, at + 1)
    verb = _governing(row, whole.first) if whole is not None else None
    if verb is None or lemma(row[verb].lower) not in _RECEIVING:
        return
    of = subject(row, verb)
    if of is not None:
        for by in _by(row, at + 1, "of", "by", "from"):
            yield from _made(told, at, frame, by, (of,))


def _of_noun(told: Told, at: int, frames: tuple[Frame, ...]) -> Iterator[Stance]:
    """What a noun tells ("X's criticism of Y", "criticism of Y by X", "X voiced support for Y", "X, a critic of Y")."""
    row = told.row
    for frame in frames:
        place = _behind(row, at, frame.places)
        if not frame.person and _by(row, at + 1, "of", "by", "from"):
            yield from _of_received(told, at, frame)
        if frame.person and place is None:
            yield from _of_owned(told, at, frame)
        if place is None:
            continue
        of = tuple(objects(row, place))
        whole = phrase_before(row, at + 1)
        if not of or whole is None:
            continue
        if frame.person:
            yield from _made(told, at, frame, _who_is(row, whole), of)
            continue
        yield from _of_act_noun(told, at, frame, whole, of)


def _of_act_noun(told: Told, at: int, frame: Frame, whole: Phrase, of: tuple[Phrase, ...]) -> Iterator[Stance]:
    """The stance of an act's noun: of whose it is, and of the subject of the verb whose object it is.

    A verb of blame or praise turns the noun's sign ("condemned the attack on Y"), or keeps it ("defended it").
    """
    row = told.row
    named = (*_by(row, of[-1].last, "by", "from"), None)[0]
    owner = owner_of(row, Phrase(whole.first, at, at + 1)) or named
    if owner is not None:
        yield from _made(told, at, frame, owner, of)
    verb = _governing(row, whole.first)
    if verb is None or (row[of[0].first - 1].lower == "of" and lemma(row[verb].lower) in _RECEIVING):
        return
    judged = [one.sign for one in verb_frames().get(lemma(row[verb].lower), ()) if one.form == "act"]
    if judged:
        sign = judged[0] * (-1 if negated(row, verb) else 1)
        yield from _made(told, at, frame._replace(sign=frame.sign * sign), subject(row, verb), of)
    elif owner is None and _supports(row, verb, of[-1].last):
        yield from _made(told, at, frame, subject(row, verb), of)


def _supports(row: tuple[Word, ...], verb: int, end: int) -> bool:
    """Whether whose verb it is does what its object names ("voiced support"), which ends at `end`.

    No verb of receiving does, nor one before a clause whose subject the noun is ("said the attack was over").
    """
    return lemma(row[verb].lower) not in _RECEIVING and not is_passive(row, verb) and not has_verb(row, end)


def _by(row: tuple[Word, ...], at: int, *prepositions: str) -> tuple[Phrase, ...]:
    return tuple(objects(row, at + 1)) if at < len(row) and row[at].lower in prepositions else ()


def _of_owned(told: Told, at: int, frame: Frame) -> Iterator[Stance]:
    """Whose critic or supporter somebody is ("Y's critic X", "the Y supporter X", "X, a Y ally", "Y's critics")."""
    row = told.row
    whole = phrase_at(row, phrase_start(row, at + 1))
    if whole is None or not whole.first < at < whole.last:
        return
    of = owner_of(row, Phrase(whole.first, at, at + 1)) or (name_at(row, at - 1) if row[at - 1].name >= 0 else None)
    if of is None:
        return
    by = Phrase(at + 1, whole.head, whole.last) if whole.head > at else _who_is(row, Phrase(whole.first, at, at + 1))
    yield from _made(told, at, frame, by, (of,))


def _who_is(row: tuple[Word, ...], whole: Phrase) -> Phrase:
    """Who a "critic of Y" is: whom the words before, with a comma or a form of "be", say to be it, else himself."""
    k = whole.first - 1
    if k > 1 and row[k].lower == "and" and (first := phrase_before(row, k)) is not None:
        return _who_is(row, first)
    if k > 0 and row[k].kind == "comma":
        return phrase_before(row, k) or whole
    if k > 0 and row[k].kind in ("aux", "neg", "adv"):
        return subject(row, k) or whole
    return whole


def _governing(row: tuple[Word, ...], at: int) -> int | None:
    """The verb of which the phrase that begins at `at` is the object ("voiced support", "called for a boycott")."""
    for _ in range(DEPTH):
        k = at - 1
        while k > 0 and row[k].kind in ("adv", "quote", "prep"):
            k -= 1
        if k <= 0 or verbal(row, k) or row[k].kind == "aux":
            return k if k > 0 else None
        phrase = phrase_before(row, k + 1) if row[k + 1].kind == "prep" else None
        if phrase is None:
            return None
        at = phrase.first
    return None


def _of_adjective(told: Told, at: int, frames: tuple[Frame, ...]) -> Iterator[Stance]:
    """What an adjective tells ("X is critical of Y")."""
    for frame in frames:
        place = _behind(told.row, at, frame.places)
        if place is None:
            continue
        comma = at > 1 and told.row[at - 1].kind == "comma"
        by = phrase_before(told.row, at - 1) if comma else subject(told.row, at)
        yield from _made(told, at, frame, by, tuple(objects(told.row, place)))
