"""Narratives: how each side tells the story, in what its outlets wrote or its members said, bound to the passages.

An outlet's narrative is in its own voice: an opponent it quotes never becomes its narrative. Sides are places that a
named rater declares in the registry, or camps whose members are named as such; Alteram rates nobody. Where nobody
argues, or nobody argues the opposite, that is said.
"""

from collections.abc import Callable

from alteram.model.briefs import Abstention, Narrative, Origin, Sentence
from alteram.model.ids import OriginId
from alteram.model.stories import Dossier
from alteram.stages.narratives.contests import Contest, contest
from alteram.stages.narratives.left_out import left_out
from alteram.stages.narratives.passages import Voiced, voiced
from alteram.stages.narratives.sides import Division, divisions, has_places, speak_for
from alteram.stages.narratives.writing import sentence_of

__all__ = ["bind", "left_out"]

Bound = tuple[tuple[Narrative, ...], tuple[Abstention, ...], tuple[Origin, ...]]
Allows = Callable[[Sentence], bool]


def _everything(sentence: Sentence) -> bool:
    """For a caller who asks the gates later."""
    return bool(sentence.text)


def bind(dossier: Dossier, allows: Allows = _everything) -> Bound:
    """Narratives of a dossier in its numbering, why there are none, or one, and the origins that they may cite.

    `allows` asks the gates about a sentence: what they refuse is not chosen. A pair of outlets' narratives comes first;
    where outlets of one side alone argue, or none, a pair of camps whose members take positions; then one side alone,
    said to be so. Reasons: "no-declared-places" (no outlet of the story stands on a side), "no-evaluative-passages"
    (none that does argues in its own voice), "no-opposite-side" (one side alone argues).
    """

    behind: dict[OriginId, Origin] = {}

    def passes(voice: Voiced) -> bool:
        behind[voice.origin.id] = voice.origin
        return allows(sentence_of("n", dossier, voice))

    narratives, abstained = _bound(dossier, passes)
    return narratives, abstained, tuple(behind[key] for key in sorted(behind))


def _bound(dossier: Dossier, passes: Callable[[Voiced], bool]) -> tuple[tuple[Narrative, ...], tuple[Abstention, ...]]:
    """The narratives that are told, and why there are none, or one."""
    placed = has_places(dossier)
    found = divisions(dossier, filter(passes, voiced(dossier))) if placed else ()
    if not found or min(found[0].outlets) == 0:
        camps = contest(dossier, passes)
        if camps is not None:
            return _of_camps(dossier, camps), ()
    if not found:
        reason = "no-evaluative-passages" if placed else "no-declared-places"
        return (), (Abstention("narratives", "", reason),)
    alone = min(found[0].outlets) == 0
    abstained = (Abstention("narratives", found[0].axis.id, "no-opposite-side"),) if alone else ()
    return _of_outlets(dossier, found[0], alone=alone), abstained


def _of_camps(dossier: Dossier, told: Contest) -> tuple[Narrative, ...]:
    """The two camps' narratives, in the words of their members."""
    made = []
    for at, (side, label, chosen) in enumerate(zip(told.sides, told.labels, told.chosen, strict=True), start=1):
        sentences = _sentences(f"n{at}", dossier, chosen)
        providers = tuple(sorted({voice.n for voice in chosen}))
        made.append(Narrative(label, told.axis, side, None, "actor", providers, sentences))
    return tuple(made)


def _of_outlets(dossier: Dossier, division: Division, *, alone: bool) -> tuple[Narrative, ...]:
    """Each side's narrative in its outlets' own voice; a lone outlet argues for itself."""
    made: list[Narrative] = []
    for at, held in enumerate(division.sides):
        chosen = speak_for(held)
        if not chosen:
            continue
        label = division.axis.labels[at]
        providers = tuple(sorted({voice.n for voice in chosen}))
        if alone and len({voice.n for voice in held}) == 1:
            label = f"{_outlet_name(dossier, providers[0])} argues"
        sentences = _sentences(f"n{len(made) + 1}", dossier, chosen)
        side = division.axis.opposed[at]
        made.append(Narrative(label, division.axis.id, side, division.rater, "outlet", providers, sentences))
    return tuple(made)


def _sentences(name: str, dossier: Dossier, chosen: tuple[Voiced, ...]) -> tuple[Sentence, ...]:
    return tuple(sentence_of(f"{name}.{number}", dossier, voice) for number, voice in enumerate(chosen, start=1))


def _outlet_name(dossier: Dossier, n: int) -> str:
    article = dossier.articles[n - 1]
    outlet = dossier.registry.get(article.outlet)
    return outlet.name if outlet is not None else article.name
