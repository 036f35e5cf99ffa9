"""Contests: two camps whose members take positions against each other, and which of a story's contests is told.

Camps are those of `text/views/camps.py` (a party, a government and its opposition); where they give no pair, those who
speak for and those who speak against one actor whom the story is about ("pro-X", "anti-X").
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from alteram.model.stories import Dossier
from alteram.stages.narratives.passages import Voiced
from alteram.stages.narratives.positions import Statement, at_odds, statements
from alteram.stages.narratives.sides import speak_for
from alteram.text.names import names, surname
from alteram.text.people.name_kinds import is_ordinary
from alteram.text.people.persons import persons
from alteram.text.sentences import paragraphs
from alteram.text.views.camps import affiliations, camps, memberships
from alteram.text.views.leanings import affair, head_of_government, leaning, speaks_of_government
from alteram.text.views.nations import nations
from alteram.text.views.rivals import are_rivals

TOP_PARAGRAPHS = 3
"""Paragraphs after the title that show whom a story is about."""
PARTY = 0.5
"""For camps that call themselves so, before those who speak for and against somebody."""
OF_RIVAL, AGAINST_RIVAL = 0.8, 1.5
"""For speaking of the other of two rivals, and for speaking against him: that is what they are set against for."""
LEAST_ARTICLES = 2
"""Articles whose tops must name an actor."""
_NUMERAL = re.compile(r"[IVX]+")
Allows = Callable[[Voiced], bool]
Leant = Mapping[str, tuple[int, ...]]
"""By actor: how each statement leans to him, in their order."""


@dataclass(frozen=True, slots=True)
class Contest:
    """One axis with its two sides, their labels, and the one or two sentences that speak for each."""

    axis: str
    sides: tuple[str, str]
    labels: tuple[str, str]
    chosen: tuple[tuple[Voiced, ...], tuple[Voiced, ...]]

    @property
    def worth(self) -> float:
        """How well both sides argue: the weight of the weaker one, with a little for camps that call themselves so."""
        weaker = min(sum(voice.score for voice in held) for held in self.chosen)
        return weaker + (0.0 if self.axis.startswith("actor:") else PARTY)


def contest(dossier: Dossier, allows: Allows) -> Contest | None:
    """The contest whose weaker side argues best; None where no two camps speak."""
    told = statements(dossier)
    leant = _leant(dossier, told)
    found = (*_of_camps(dossier, told, allows), *_of_actors(told, leant, allows))
    best = min(found, key=lambda one: (-one.worth, one.axis), default=None)
    return best or next(_of_rivals(dossier, told, leant, allows), None)


def _of_camps(dossier: Dossier, told: tuple[Statement, ...], allows: Allows) -> Iterator[Contest]:
    """Contests of declared camps; of parties only where one somewhere in the story speaks of the other."""
    odds = at_odds(dossier)
    for first, second in camps():
        if first.axis.startswith("party:") and first.axis not in odds:
            continue
        chosen = tuple(
            _spoken([one for one in told if (side.axis, side.side) in one.camps], allows) for side in (first, second)
        )
        if all(chosen):
            yield Contest(first.axis, (first.side, second.side), (first.label, second.label), (chosen[0], chosen[1]))


def _leant(dossier: Dossier, told: tuple[Statement, ...]) -> Leant:
    """How each statement leans to each actor of the story, by his name."""
    texts = tuple(article.text for article in dossier.articles)
    about = {actor: affair(texts, actor) for actor in _actors(dossier)}
    dated = [(article.text, article.when or "") for article in dossier.articles]
    return {
        actor: tuple(leaning(*dated[one.voiced.n - 1], one.reading, found) for one in told)
        for actor, found in about.items()
    }


def _of_actors(told: tuple[Statement, ...], leant: Leant, allows: Allows) -> Iterator[Contest]:
    """Those who speak for and those who speak against one actor of the story."""
    for actor, signs in leant.items():
        if actor in nations():
            continue  # an officer of one nation is set against another's, and nobody against a nation by his words
        both = {one.speaker for one, sign in zip(told, signs, strict=True) if sign < 0} & {
            one.speaker for one, sign in zip(told, signs, strict=True) if sign > 0
        }
        sides = tuple(
            _spoken(
                [one for one, sign in zip(told, signs, strict=True) if sign == s and one.speaker not in both], allows
            )
            for s in (1, -1)
        )
        if all(sides):
            labels = (f"Pro-{actor} narrative", f"Anti-{actor} narrative")
            yield Contest(f"actor:{actor}", ("pro", "anti"), labels, (sides[0], sides[1]))


def _of_rivals(dossier: Dossier, told: tuple[Statement, ...], leant: Leant, allows: Allows) -> Iterator[Contest]:
    """Those who speak for each of two actors who are set against each other, the best first."""
    dated = tuple((article.text, article.when or "") for article in dossier.articles)
    made = []
    for first, second in combinations(sorted(actor for actor, signs in leant.items() if 1 in signs), 2):
        if (first in nations()) != (second in nations()):
            continue
        sides = tuple(
            _spoken(
                [_facing(dossier, one, b, y) for one, a, b in zip(told, leant[x], leant[y], strict=True) if a > 0 >= b],
                allows,
            )
            for x, y in ((first, second), (second, first))
        )
        if all(sides) and are_rivals(dated, first, second):
            labels = (f"Pro-{first} narrative", f"Pro-{second} narrative")
            made.append(Contest(f"rivals:{first}|{second}", (first, second), labels, (sides[0], sides[1])))
    yield from sorted(made, key=lambda one: (-one.worth, one.axis))


def _facing(dossier: Dossier, one: Statement, sign: int, other: str) -> Statement:
    """A statement with more weight where it speaks of the rival, and most where it speaks against him."""
    article = dossier.articles[one.voiced.n - 1]
    called = affair(tuple(each.text for each in dossier.articles), other).called
    bonus = AGAINST_RIVAL if sign < 0 else OF_RIVAL if called.search(article.text, *one.reading.span) else 0.0
    return replace(one, voiced=replace(one.voiced, score=one.voiced.score + bonus))


def _spoken(held: Iterable[Statement], allows: Allows) -> tuple[Voiced, ...]:
    """The one or two sentences that speak for a side, as far as they may be printed."""
    ranked = sorted((one.voiced for one in held), key=lambda v: (-v.score, v.n, v.place))
    return speak_for(tuple(voice for voice in ranked if voice.score > 0 and allows(voice)))


def _actors(dossier: Dossier) -> tuple[str, ...]:
    """Persons of public life, organisations, nations and heads of government that the tops of two articles name.

    Nobody else is argued about by name.
    """
    known = affiliations(tuple(article.text for article in dossier.articles))
    public: set[str] = set()
    count: Counter[str] = Counter()
    for article in dossier.articles:
        public |= {
            surname(person.name)
            for person in persons(article.text)
            if person.office or memberships(article.text, person.span, "", known)
        }
        top = paragraphs(article.text)[: TOP_PARAGRAPHS + 1]
        found = [name for span in top for name in names(article.text, *span)]
        people = {surname(name.text) for name in found if name.kind == "person"}
        organisations = {name.text for name in found if name.kind == "organisation" and _is_distinct(name.text)}
        head = head_of_government(article.when or "")
        if head and any(speaks_of_government(article.text, span) for span in top):
            people.add(head)
            public.add(head)
        states = {one.name for one in nations().values() if any(one.called.search(article.text, *span) for span in top)}
        public |= organisations | states
        count.update(people | organisations | states)
    return tuple(sorted(name for name, n in count.items() if n >= LEAST_ARTICLES and name in public and _is_name(name)))


def _is_distinct(name: str) -> bool:
    """Whether an organisation's name tells it from others: several words, or one of no dictionary (not "Navy")."""
    return " " in name or not is_ordinary("", name)


def _is_name(name: str) -> bool:
    return len(name) > 2 and not _NUMERAL.fullmatch(name)
