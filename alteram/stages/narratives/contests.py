"""Contests: two camps whose members take positions against each other, and which of a story's contests is told.

Camps are those of `text/views/camps.py` (a party, a government and its opposition); where they give no pair, those who
speak for and those who speak against one actor whom the story is about ("pro-X", "anti-X").
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from alteram.model.stories import Dossier
from alteram.stages.narratives.passages import Voiced
from alteram.stages.narratives.positions import Statement, at_odds, statements
from alteram.stages.narratives.sides import speak_for
from alteram.text.names import names, surname
from alteram.text.people.name_kinds import is_ordinary
from alteram.text.people.persons import persons
from alteram.text.sentences import paragraphs
from alteram.text.views.camps import camps
from alteram.text.views.leanings import Affair, affair, head_of_government, leaning, speaks_of_government

TOP_PARAGRAPHS = 3
"""Paragraphs after the title that show whom a story is about."""
PARTY = 0.5
"""For camps that call themselves so, before those who speak for and against somebody."""
LEAST_ARTICLES = 2
"""Articles whose tops must name an actor."""
_NUMERAL = re.compile(r"[IVX]+")
Allows = Callable[[Voiced], bool]


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
    found = (*_of_camps(dossier, told, allows), *_of_actors(dossier, told, allows))
    return min(
        found, key=lambda one: (-one.worth - PARTY * (not one.axis.startswith("actor:")), one.axis), default=None
    )


def _of_camps(dossier: Dossier, told: tuple[Statement, ...], allows: Allows) -> Iterator[Contest]:
    """Contests of declared camps; of parties only where one somewhere in the story speaks of the other."""
    odds = at_odds(dossier)
    for first, second in camps():
        if first.axis.startswith("party:") and first.axis not in odds:
            continue
        held = tuple(_members(told, (one.axis, one.side), allows) for one in (first, second))
        chosen = tuple(map(speak_for, held))
        if all(chosen):
            yield Contest(first.axis, (first.side, second.side), (first.label, second.label), (chosen[0], chosen[1]))


def _members(told: Iterable[Statement], camp: tuple[str, str], allows: Allows) -> tuple[Voiced, ...]:
    """What members of a camp say, the best first, as far as it may be printed."""
    ranked = sorted((one.voiced for one in told if camp in one.camps), key=lambda v: (-v.score, v.n, v.place))
    return tuple(voice for voice in ranked if voice.score > 0 and allows(voice))


def _of_actors(dossier: Dossier, told: tuple[Statement, ...], allows: Allows) -> Iterator[Contest]:
    """Those who speak for and those who speak against one actor of the story."""
    for actor in _actors(dossier):
        held: dict[int, list[Voiced]] = {1: [], -1: []}
        about = affair(tuple(article.text for article in dossier.articles), actor)
        leant = [(one, _leaning(dossier, one, about)) for one in told]
        against, for_him = ({one.speaker for one, sign in leant if sign == s} for s in (-1, 1))
        for one, sign in leant:
            if sign and one.voiced.score > 0 and not (one.speaker in against and one.speaker in for_him):
                held[sign].append(one.voiced)
        if not held[1] or not held[-1]:
            continue
        sides = tuple(
            speak_for(tuple(v for v in sorted(held[s], key=lambda v: (-v.score, v.n, v.place)) if allows(v)))
            for s in (1, -1)
        )
        if all(sides):
            labels = (f"Pro-{actor} narrative", f"Anti-{actor} narrative")
            yield Contest(f"actor:{actor}", ("pro", "anti"), labels, (sides[0], sides[1]))


def _leaning(dossier: Dossier, one: Statement, about: Affair) -> int:
    article = dossier.articles[one.voiced.n - 1]
    return leaning(article.text, article.when or "", one.reading, about)


def _actors(dossier: Dossier) -> tuple[str, ...]:
    """Persons of public life, organisations and heads of government that the titles or tops of two articles name.

    Nobody else is argued about by name.
    """
    public: set[str] = set()
    count: Counter[str] = Counter()
    for article in dossier.articles:
        public |= {surname(person.name) for person in persons(article.text) if person.office}
        top = paragraphs(article.text)[: TOP_PARAGRAPHS + 1]
        found = [name for span in top for name in names(article.text, *span)]
        people = {surname(name.text) for name in found if name.kind == "person"}
        organisations = {name.text for name in found if name.kind == "organisation" and _is_distinct(name.text)}
        head = head_of_government(article.when or "")
        if head and any(speaks_of_government(article.text, span) for span in top):
            people.add(head)
            public.add(head)
        public |= organisations
        count.update({*people, *organisations})
    return tuple(sorted(name for name, n in count.items() if n >= LEAST_ARTICLES and name in public and _is_name(name)))


def _is_distinct(name: str) -> bool:
    """Whether an organisation's name tells it from others: several words, or one of no dictionary (not "Navy")."""
    return " " in name or not is_ordinary("", name)


def _is_name(name: str) -> bool:
    return len(name) > 2 and not _NUMERAL.fullmatch(name)
