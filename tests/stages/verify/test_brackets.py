"""Brackets behind a bare noun: only the name that the gates read behind it themselves may stand there."""

import pytest

from alteram.model.briefs import Citation, Clause, Copied, Glue, Passage, Sentence
from alteram.model.ids import OriginId
from alteram.stages.verify import check_sentence
from tests.stages.verify.small_world import OUTLETS, article, reference

LINES = [
    "The Harbour Safety Committee met Mayor Ada Brull in the Tarn Hotel on Monday.",
    "The panel closed the old harbour of Lowmoor to all ferries until the autumn.",
]
ABOUT = article(4, OUTLETS[0], "Old harbour of Lowmoor closed", LINES)


def _bracketed(name: str) -> set[str]:
    """What the gates find in the second line with `name` in brackets behind "the panel"."""
    start = ABOUT.text.index("The panel")
    behind = start + len("The panel")
    at = ABOUT.text.index(name)
    bracket = Glue("resolution", f" [{name}]", (Passage(4, at, at + len(name)),))
    pieces = (Copied(4, start, behind), bracket, Copied(4, behind, len(ABOUT.text)))
    text = f"The panel [{name}]{ABOUT.text[behind:]}"
    cited = (Citation(4, Passage(4, start, len(ABOUT.text)), OriginId("outlet:herald")),)
    found = check_sentence(Sentence("f1", text, pieces, (Clause(0, 2, cited),)), "fact", reference(s4=ABOUT))
    return {finding.reason for finding in found}


def test_the_name_that_a_noun_is_short_for_may_stand_behind_it() -> None:
    assert "resolution-unproven" not in _bracketed("Harbour Safety Committee")


@pytest.mark.parametrize("name", ["Tarn Hotel", "Ada Brull", "Safety Committee", "The Harbour Safety Committee"])
def test_another_name_may_not(name: str) -> None:
    assert "resolution-unproven" in _bracketed(name)
