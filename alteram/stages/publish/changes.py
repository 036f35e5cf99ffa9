"""What an edition changed against the one before, in words for its history."""

from collections.abc import Sequence

from alteram.model.briefs import Brief, Disagreement, Narrative


def changes(before: Brief, after: Brief) -> tuple[str, ...]:
    """What an edition changed, in words: counts only, since a sentence that went may not be shown any more."""
    found: list[str] = []
    if before.headline.text != after.headline.text:
        found.append("headline changed")
    if [each.text for each in before.summary] != [each.text for each in after.summary]:
        found.append("summary changed")
    found += _differences([f.sentence.text for f in before.facts], [f.sentence.text for f in after.facts], "fact")
    found += _differences(_sides(before.disagreements), _sides(after.disagreements), "disagreement")
    found += _differences(_tellings(before.narratives), _tellings(after.narratives), "narrative")
    added = len({each.article for each in after.sources} - {each.article for each in before.sources})
    if added:
        found.append(f"{added} new source{'s' if added > 1 else ''}")
    return tuple(found) or ("evidence changed",)


def _sides(disagreements: Sequence[Disagreement]) -> list[object]:
    return [(each.kind, each.slot, tuple((side.text, side.origin) for side in each.sides)) for each in disagreements]


def _tellings(narratives: Sequence[Narrative]) -> list[object]:
    return [(each.label, tuple(sentence.text for sentence in each.sentences)) for each in narratives]


def _differences(before: Sequence[object], after: Sequence[object], noun: str) -> list[str]:
    """How many items came and went between two lists."""
    came, went = len(set(after) - set(before)), len(set(before) - set(after))
    counted = ((came, "added or changed"), (went, "dropped or changed"))
    return [f"{number} {noun}{'s' if number > 1 else ''} {verb}" for number, verb in counted if number]
