"""Contests: two camps whose members take positions against each other, and which of a story's contests is told.

Camps are those of `text/views/camps.py` (a party, a government and its opposition); where they give no pair, those who
speak for and those who speak against one actor whom the story is about ("pro-X", "anti-X").
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from alteram.model.stories import Dossier
from alteram.stages.narratives.passages import Voiced
from alteram.stages.narratives.positions import Statement, statements
from alteram.stages.narratives.sides import speak_for
from alteram.text.names import names, surname
from alteram.text.people.name_kinds import is_ordinary
from alteram.text.people.persons import persons
from alteram.text.sentences import paragraphs
from alteram.text.views.camps import camps
from alteram.text.views.stances import leaning

TOP_PARAGRAPHS = 3
"""Paragraphs after the title that show whom a story is about."""
LEAST_ARTICLES = 2
"""Articles whose tops must name an actor."""
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
        """How well both sides argue: the weight of the weaker one."""
        return min(sum(voice.score for voice in held) for held in self.chosen)


def contest(dossier: Dossier, allows: Allows) -> Contest | None:
    """The contest whose weaker side argues best; None where no two camps speak."""
    told = statements(dossier)
    found = (*_of_camps(told, allows), *_of_actors(dossier, told, allows))
    return min(found, key=lambda one: (-one.worth, one.axis), default=None)


def _of_camps(told: tuple[Statement, ...], allows: Allows) -> Iterator[Contest]:
    for first, second in camps():
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
    for actor in _actors(dossier, {one.speaker for one in told}):
        held: dict[int, list[Voiced]] = {1: [], -1: []}
        leant = [(one, leaning(dossier.articles[one.voiced.n - 1].text, one.reading, actor)) for one in told]
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


def _actors(dossier: Dossier, speakers: set[str]) -> tuple[str, ...]:
    """Persons of public life and organisations that the titles or tops of two articles name.

    Nobody else is argued about by name.
    """
    public: set[str] = set()
    count: Counter[str] = Counter()
    for article in dossier.articles:
        public |= {surname(person.name) for person in persons(article.text) if person.office}
        top = paragraphs(article.text)[: TOP_PARAGRAPHS + 1]
        found = [name for span in top for name in names(article.text, *span) if name.kind in ("person", "organisation")]
        count.update({surname(name.text) if name.kind == "person" else name.text for name in found})
        public |= {name.text for name in found if name.text in speakers and not _is_common(name.text)}
    return tuple(sorted(name for name, n in count.items() if n >= LEAST_ARTICLES and name in public and len(name) > 2))


def _is_common(name: str) -> bool:
    """Whether an organisation is called by one word that is a word of the language too ("House", "Court")."""
    return " " not in name and is_ordinary("", name) and not name.isupper()
