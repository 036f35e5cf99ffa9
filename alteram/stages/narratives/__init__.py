"""Narratives: how each side tells the story, in sentences that its own outlets wrote, bound to their passages.

Only an outlet's own voice counts here: an opponent it quotes never becomes its narrative. Sides are places that a named
rater declares in the registry; Alteram rates nobody. Where nobody argues, or nobody argues the opposite, that is said.
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
from alteram.stages.narratives.passages import Voiced, voiced
from alteram.stages.narratives.sides import Division, divisions, has_places, speak_for

__all__ = ["bind"]

Bound = tuple[tuple[Narrative, ...], tuple[CoverageContrast, ...], tuple[Abstention, ...]]


def bind(dossier: Dossier) -> Bound:
    """Narratives of a dossier in its numbering, coverage contrasts (none yet), and what stays empty, with a reason.

    Reasons: "no-declared-places" (no outlet of the story stands on a side), "no-evaluative-passages" (none that does
    argues in its own voice), "no-opposite-side" (one side alone argues), "not-compared" (coverage).
    """
    coverage = Abstention("coverage", "", "not-compared")
    if not has_places(dossier):
        return (), (), (Abstention("narratives", "", "no-declared-places"), coverage)
    found = divisions(dossier, voiced(dossier))
    if not found:
        return (), (), (Abstention("narratives", "", "no-evaluative-passages"), coverage)
    division = found[0]
    alone = min(division.outlets) == 0
    made: list[Narrative] = []
    for at, held in enumerate(division.sides):
        if held:
            made.append(_narrative(dossier, division, at, speak_for(held), f"n{len(made) + 1}", alone=alone))
    abstained = (Abstention("narratives", division.axis.id, "no-opposite-side"),) if alone else ()
    return tuple(made), (), (*abstained, coverage)


def _narrative(
    dossier: Dossier, division: Division, at: int, chosen: tuple[Voiced, ...], name: str, *, alone: bool
) -> Narrative:
    """One side's narrative; a lone outlet argues for itself."""
    providers = tuple(sorted({voice.n for voice in chosen}))
    label = division.axis.labels[at]
    if alone and len({voice.n for voice in division.sides[at]}) == 1:
        label = f"{_outlet_name(dossier, providers[0])} argues"
    sentences = tuple(_sentence(f"{name}.{number}", dossier, voice) for number, voice in enumerate(chosen, start=1))
    return Narrative(
        label=label,
        axis=division.axis.id,
        side=division.axis.opposed[at],
        rater=division.rater,
        voice="outlet",
        providers=providers,
        sentences=sentences,
    )


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
