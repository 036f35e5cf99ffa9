"""Narratives: how each side tells the story, in what its outlets wrote or its members said, bound to the passages.

An outlet's narrative is in its own voice: an opponent it quotes never becomes its narrative. Sides are places that a
named rater declares in the registry, or camps whose members are named as such; Alteram rates nobody. Where nobody
argues, or nobody argues the opposite, that is said.
"""

from alteram.model.briefs import (
    Abstention,
    Citation,
    Clause,
    Copied,
    CoverageContrast,
    Glue,
    Narrative,
    Passage,
    Piece,
    Sentence,
)
from alteram.model.stories import Dossier
from alteram.stages.narratives.actors import Contest, contest
from alteram.stages.narratives.passages import Voiced, voiced
from alteram.stages.narratives.sides import Division, divisions, has_places, speak_for

__all__ = ["bind"]

Bound = tuple[tuple[Narrative, ...], tuple[CoverageContrast, ...], tuple[Abstention, ...]]


def bind(dossier: Dossier) -> Bound:
    """Narratives of a dossier in its numbering, coverage contrasts (none yet), and what stays empty, with a reason.

    A pair of outlets' narratives comes first; where outlets of one side alone argue, or none, a pair of camps whose
    members take positions; then one side alone, said to be so. Reasons: "no-declared-places" (no outlet of the story
    stands on a side), "no-evaluative-passages" (none that does argues in its own voice), "no-opposite-side" (one side
    alone argues), "not-compared" (coverage).
    """
    coverage = Abstention("coverage", "", "not-compared")
    placed = has_places(dossier)
    found = divisions(dossier, voiced(dossier)) if placed else ()
    if not found or min(found[0].outlets) == 0:
        camps = contest(dossier)
        spoken = _of_camps(dossier, camps) if camps is not None else ()
        if spoken:
            return spoken, (), (coverage,)
    if not found:
        reason = "no-evaluative-passages" if placed else "no-declared-places"
        return (), (), (Abstention("narratives", "", reason), coverage)
    alone = min(found[0].outlets) == 0
    abstained = (Abstention("narratives", found[0].axis.id, "no-opposite-side"),) if alone else ()
    return _of_outlets(dossier, found[0], alone=alone), (), (*abstained, coverage)


def _of_camps(dossier: Dossier, contest: Contest) -> tuple[Narrative, ...]:
    """The two camps' narratives, in the words of their members; none where one of them has too little to say."""
    made: list[Narrative] = []
    for camp, held in zip(contest.camps, contest.sides, strict=True):
        chosen = speak_for(held)
        if chosen:
            sentences = _sentences(f"n{len(made) + 1}", dossier, chosen)
            providers = tuple(sorted({voice.n for voice in chosen}))
            made.append(Narrative(camp.label, contest.axis, camp.side, None, "actor", providers, sentences))
    return tuple(made) if len(made) == 2 else ()


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
    return tuple(_sentence(f"{name}.{number}", dossier, voice) for number, voice in enumerate(chosen, start=1))


def _outlet_name(dossier: Dossier, n: int) -> str:
    article = dossier.articles[n - 1]
    outlet = dossier.registry.get(article.outlet)
    return outlet.name if outlet is not None else article.name


def _sentence(name: str, dossier: Dossier, voice: Voiced) -> Sentence:
    """The source sentence, without an opening connective, as one clause that cites its own passage."""
    article, n = dossier.articles[voice.n - 1], voice.n
    start, end = voice.begin, voice.span[1]
    letter = article.text[start]
    pieces: list[Piece] = []
    if letter.islower():
        pieces.append(Glue("case", letter.upper(), (Passage(n, start, start + 1),)))
        start += 1
    pieces.append(Copied(n, start, end))
    text = (letter.upper() if len(pieces) > 1 else "") + article.text[start:end]
    citation = Citation(n, Passage(n, *voice.span), voice.origin)
    return Sentence(name, text, tuple(pieces), (Clause(0, len(pieces) - 1, (citation,)),))
