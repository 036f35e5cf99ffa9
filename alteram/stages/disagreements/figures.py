"""Figures of a predicate class in one sentence: who is counted, and whether the sentence asserts it at all."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from alteram.model.articles import Span
from alteram.stages.disagreements.lexicon import Predicate, listed, persons, predicates, same_group
from alteram.text.polarity import Governor, governors
from alteram.text.quantities import Quantity, quantities

_CHARGE = re.compile(r" (?:for|on charges|over|per|each|of (?:the|those|them|whom))\b")
_RELATIVE = re.compile(r"(?:which|where) ")
ATTACKER_INCLUDED = ", attacker included"
"""What is added to the name of a group of which the attacker is one."""
_ATTACKER = re.compile(
    r"\b(?:including|includes?|included|counting|among them|plus|besides)\b[^.;]{0,80}\b(?:gunm[ae]n|attackers?"
    r"|suspects?|shooters?|bombers?|assailants?|perpetrators?|killers?|hijackers?|himself|herself|themselves)\b",
    re.IGNORECASE,
)
UNASSERTED = frozenset({"negation", "condition", "modality"})
"""Kinds of governor under which a figure is not reported as having happened."""
PHRASE_WORDS = 5
"""Words of a noun phrase after a figure."""
TITLE_WORD = 3
"""Letters up to which headlines leave a word in lower case."""
REACH = 90
"""Characters before a figure in which its predicate may stand ("the death toll in the region has risen to")."""

_NAMED = re.compile(r"(?: (?:and|or)\b)?[ -]((?:[^\W\d_]\.){2,}|[^\W\d_][\w’'-]*)")
_ASIDE = re.compile(
    r", (?:including|among them|(?:most|many|all|some|half) of them|mostly)[^,;.]*,|\([^)]*\)| — [^—]* —"
)
_BREAK = re.compile(r"[,;:—–]\s|\s(?:-{1,2}|—|–)\s")
_INTENDED = re.compile(
    r"\bto (?:\w+ly )?(?:have )?(?:kill|injure|wound|hurt|arrest|detain|murder|execute|massacre|evacuate|displace)"
    r"|\b(?:plot|plotted|plan|planned|threatened|vowed|tried|attempt\w*|wanted|want|hoped|feared|believed|presumed|expected"
    r"|likely|accused of|suspected of|charged with|convicted of|movie|film|novel|character)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a sentence asserts: predicate class, who is counted ("people" where not said), its clause.

    `end` is where its noun phrase or predicate ends, whichever comes later; `marks` are words that narrow a measure.
    """

    predicate: str
    who: str
    quantity: Quantity
    clause: Span
    end: int
    unit: str = "people"
    marks: frozenset[str] = frozenset()


def figures(text: str, sentence: Span) -> Iterator[Figure]:
    """Figures of every predicate class that one sentence asserts, in order."""
    for figure in named(text, sentence):
        if asserted(text, sentence, figure) and not _CHARGE.match(text, figure.end):
            yield figure


def named(text: str, sentence: Span) -> Iterator[Figure]:
    """Figures of every predicate class in one sentence, asserted or not, in order."""
    found: list[Figure] = []
    for quantity in quantities(text, *sentence):
        if quantity.unit != "count" or not _can_be_people(quantity):
            continue
        figure = next((one for each in predicates() if (one := _figure(text, sentence, quantity, each))), None)
        if figure is not None and _is_of_people(figure):
            found.append(replace(figure, who=_whom(text, sentence, figure, found)))
    return iter(found)


def _is_of_people(figure: Figure) -> bool:
    """Whether the counted can be people: whoever is killed is; what is released or sent may be papers."""
    return figure.predicate not in listed("loose") or figure.who.rpartition(" ")[2] in persons()


MOST_PEOPLE = 1e10
"""More than there are: such a count is of something else, or damaged."""


def _can_be_people(quantity: Quantity) -> bool:
    """Whether people can be so many: a whole number of them, at least one, unless it is open or rounded."""
    known = [bound for bound in (quantity.low, quantity.high) if math.isfinite(bound)]
    whole = quantity.low != quantity.high or quantity.low.is_integer()
    return whole and bool(known) and quantity.high > 0 and known[0] > -1 and max(known) <= MOST_PEOPLE


_MEMBERS = re.compile(
    r" of (?:the|an?|its|his) (?:[\w’'-]+ ){0,3}?(?:militia|militant group|armed group|rebel group|gang|cartel)\b"
)
_STRIKE = re.compile(r"\bstrik(?:es?|ers?|ing)\b")


def _whom(text: str, sentence: Span, figure: Figure, before: list[Figure]) -> str:
    """Who is counted, by one name: the others who were hurt where some were killed are all who were hurt."""
    who = same_group(figure.who)
    if who == "members" and _MEMBERS.match(text, figure.quantity.end + len(" members"), sentence[1]):
        who = "fighters"
    if who == "others" and figure.predicate == "injured" and {one.predicate for one in before} == {"killed"}:
        who = "people"
    if who == "people" and figure.predicate == "attended" and _STRIKE.search(text, *figure.clause):
        who = "strikers"
    return f"{who}{ATTACKER_INCLUDED}" if _ATTACKER.search(text, figure.quantity.end, sentence[1]) else who


def _figure(text: str, sentence: Span, quantity: Quantity, predicate: Predicate) -> Figure | None:
    """The figure as one of that class, by the words after it first, else by those before it."""
    phrase, phrase_end = noun_phrase(text, quantity, sentence[1])
    if phrase is None:
        return None
    before = text[max(sentence[0], quantity.start - REACH) : quantity.start]
    after_aside = _ASIDE.match(text, phrase_end, sentence[1])
    with_others = AND_OTHERS.match(text, phrase_end, sentence[1]) if phrase != "people" else None
    for place in (phrase_end, after_aside.end() if after_aside else None, with_others.end() if with_others else None):
        end = None if place is None else _after(text, place, sentence[1], predicate)
        if end is not None and not _is_part_of_these(text, quantity, phrase_end, end):
            if quantity.high == 1 and _ATTRIBUTIVE.match(text, end, sentence[1]):
                continue
            joined = with_others.group() if with_others and place == with_others.end() else ""
            who = f"{phrase}{joined}".lower()
            return Figure(predicate.name, who, quantity, clause_of(text, sentence, quantity.start, end), end)
    for pattern in (predicate.active, predicate.toll, predicate.asked):
        match = pattern.search(before) if pattern is not None else None
        if match is not None and phrase_end == quantity.end and not _BARE.match(text, phrase_end, sentence[1]):
            return None
        if match is not None and (pattern is predicate.active or phrase == "people"):
            start = quantity.start - len(before) + match.start()
            return Figure(predicate.name, phrase, quantity, clause_of(text, sentence, start, phrase_end), phrase_end)
    return None


AND_OTHERS = re.compile(
    r" and (?:[a-z][\w'’-]* ){0,2}?(?:[a-z][\w'’-]+s|[a-z]*(?:men|children|people)|staff|crew|police)\b"
)
"""Who else is counted by one number: "17 students and staff members"."""
_FOLLOWING = re.compile(r"(?:\W*$|[.,;:)—–]|\s[-—–]|\s([\w]+))")
_AUXILIARY = re.compile(r"\b(?:were|was|been|are|is|left|being)\b")


def _after(text: str, place: int, end: int, predicate: Predicate) -> int | None:
    """End of the predicate where it follows the noun phrase that ends at `place`."""
    if predicate.noun is not None and (match := predicate.noun.match(text, place, end)):
        return match.end()
    if predicate.state is not None and (match := predicate.state.match(text, place, end)):
        return None if predicate.name == "arrested" and _REMAINING.search(match["aux"]) else match.end()
    match = predicate.passive.match(text, place, end) if predicate.passive is not None else None
    if match is None:
        return None
    following = _FOLLOWING.match(text, match.end(), end)
    word = following.group(1) if following else None
    auxiliary = _AUXILIARY.search(match["aux"])
    return match.end() if auxiliary or word is None or word.lower() in listed("after") else None


_REMAINING = re.compile(r"\b(?:remain|remained|remaining|still)\b")
_WHO = re.compile(r" (?:who|that)\b")
_MAIN_VERB = re.compile(r" (?:\w+ly )?(?:was|were|is|are|has|have|had|will|would|remain|remained)\b")


def _is_part_of_these(text: str, quantity: Quantity, phrase_end: int, end: int) -> bool:
    """Whether "nine people who were detained have been released" counts those released, not those detained."""
    relative = _WHO.match(text, phrase_end) and _MAIN_VERB.match(text, end)
    return bool(relative) and not text[: quantity.start].lower().endswith("the ")


_ADDED = re.compile(r"\b(?:another|additional|further|other) $", re.IGNORECASE)
_PRIOR = re.compile(r" (?:prior|previous|past|earlier)\b")
_BARE = re.compile(
    r"\W*$|[.,;:)—–]|\s[-—–(]|\s(?:and|in|on|at|by|as|so|after|when|while|during|near|with|since|early|late|overnight|over"
    r"|across|people|dead|others|yesterday|last|mon|tues|wednes|thurs|fri|satur|sun)",
    re.IGNORECASE,
)
_ATTRIBUTIVE = re.compile(
    r" (?!and\b|or\b|in\b|on\b|at\b|by\b|as\b|so\b|after\b|when\b|while\b|were\b|was\b|is\b)[a-z]+"
)
"""What "injured" stands before as an adjective: "one injured demonstrator" counts nobody."""


def noun_phrase(text: str, quantity: Quantity, end: int) -> tuple[str | None, int]:
    """Who is counted, in lower case, and where the phrase ends. None for a part or an addition."""
    place = quantity.end
    first = _NAMED.match(text, place, end)
    word = first.group(1).lower() if first else ""
    if word in ("of", "in", "out", "year", "round", "shots", "times") or (
        word in ("more", "additional", "further") and first
    ):
        return None, place
    if _PRIOR.match(text, place, end) or _ADDED.search(text, max(0, quantity.start - 12), quantity.start):
        return None, place
    if not quantity.noun:
        return "people", place
    words: list[str] = []
    while len(words) < PHRASE_WORDS and (match := _NAMED.match(text, place, end)) is not None:
        words.append(match.group(1).lower())
        place = match.end()
        if words[-1].removesuffix("’s").removesuffix("'s") == quantity.noun:
            break
    if not words or words[-1] != quantity.noun:
        return None, place
    if quantity.high == 1 and words[-1] in listed("states") and _ATTRIBUTIVE.match(text, place, end):
        return None, place
    return _group(words, place, quantity)


def _group(words: list[str], place: int, quantity: Quantity) -> tuple[str | None, int]:
    """The name of the group that a noun phrase counts, and where the phrase ends."""
    if words[-1] in listed("states"):
        kept = words[:-1]
        kept = [word for word in kept if word not in listed("between")]
        back = quantity.end if not kept else place - len(words[-1]) - 1
        return (" ".join(kept) or "people"), back
    kept = [word for word in words if word not in listed("adjectives")]
    if kept[-1] in ("others",) or "other" in kept:
        return "others", place
    return ("people" if kept[-1] in listed("people") and len(kept) == 1 else " ".join(kept)), place


def clause_of(text: str, sentence: Span, start: int, end: int) -> Span:
    """The stretch between two breaks that holds `start` to `end`."""
    left = sentence[0]
    for match in _BREAK.finditer(text, sentence[0], start):
        left = match.end()
    right = _BREAK.search(text, end, sentence[1])
    return left, right.start() if right else sentence[1]


_NEXT_FIGURE = re.compile(r"\s(?:and|but|while)\s(?=(?:dozens|hundreds|scores|thousands|at least|about|\d)\b)")
_FURTHER = re.compile(
    r"\s(?:(?:when|while|after|before|because|since|although|though|until|but)\s"
    r"|and\s(?=(?:\w+ly )?(?:\w+ed|was|were|is|are|has|have|had|will|would|said|made|took|left|went|began|set)\b)"
    r"|in (?:what|an attempt|a bid|an effort)\s|to (?:stop|prevent|block|halt|ban|end|keep|avoid|overturn|curb)\s)"
)
"""Where another clause begins: what stands in it governs nothing before it."""


def core_of(text: str, figure: Figure) -> Span:
    """The clause of a figure up to where another one begins behind it."""
    start, end = figure.clause
    ends = [found.start() for each in (_NEXT_FIGURE, _FURTHER) if (found := each.search(text, figure.end, end))]
    return start, min(ends, default=end)


_TOLD = re.compile(
    r"\b(?:that|which|who) (?:ha[sd] |have |later )?(?:left|killed|injured|wounded|claimed|displaced|hurt|cost|caused) "
    r"(?:the lives of )?$"
)
"""What a relative clause tells of, it takes for granted, whatever governs the clause around it."""


def asserted(text: str, sentence: Span, figure: Figure, *, relative: bool = False) -> bool:
    """Whether nothing in the clause denies the figure, makes it depend, or only plans or fears it.

    What stands in a further clause ("and dozens more were feared dead") is of that one. `relative`: the figure of a
    relative clause counts too.
    """
    start, end = core_of(text, figure)
    if not relative and _RELATIVE.match(text, start, end):
        return False
    told = _TOLD.search(text, start, figure.quantity.start)
    if told is not None:
        start, end = told.start(), figure.end
    standing = (one for one in governors(text, start, end) if not (_inside(one, figure) or _is_named(text, one, start)))
    if any(governor.kind in UNASSERTED for governor in standing):
        return False
    body = text[start : figure.quantity.start] + " " + text[figure.quantity.end : end]
    return not (_INTENDED.search(body) or text[sentence[0] : sentence[1]].rstrip("\"”’').").endswith("?"))


def is_presupposed(text: str, figure: Figure) -> bool:
    """Whether a figure stands in a relative clause with "that", which says what the rest takes for granted."""
    found = _TOLD.search(text, figure.clause[0], figure.quantity.start)
    return found is not None and text.startswith("that", found.start())


def _is_named(text: str, governor: Governor, start: int) -> bool:
    """Whether a governor is part of a name: "Doctors Without Borders"; not where nearly all words are capitalised."""
    if (
        governor.start <= start
        or not text[governor.start].isupper()
        or not text[governor.start : governor.end].istitle()
    ):
        return False
    around = [word for word in text[start : governor.start].split() if len(word) > TITLE_WORD]
    return sum(word[0].isupper() for word in around) * 2 <= len(around)


def _inside(governor: object, figure: Figure) -> bool:
    """Whether a governor is part of the figure's own words ("no fewer than", "percent effective at preventing")."""
    start, end = getattr(governor, "start", 0), getattr(governor, "end", 0)
    return figure.quantity.start <= start and end <= max(figure.end, figure.quantity.end)
