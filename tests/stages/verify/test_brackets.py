"""Brackets behind a bare noun: only the name that the gates read behind it themselves may stand there."""

import pytest

from alteram.model.briefs import Citation, Clause, Copied, Glue, Passage, Sentence
from alteram.model.ids import OriginId
from alteram.stages.verify import check_sentence
from tests.stages.verify.small_world import OUTLETS, article, reference

LINES = [
    "The Harbour Safety Committee met Mayor Anna Wold in the Tarn Hotel on Monday.",
    "The panel closed the old harbour of Lowmoor to all ferries until the autumn.",
    "Wold said that the ferries would sail from Osterby until the autumn.",
]
ABOUT = article(4, OUTLETS[0], "Old harbour of Lowmoor closed", LINES)


def _bracketed(name: str, short: str = "The panel") -> set[str]:
    """What the gates find in the line that begins with `short` where `name` stands in brackets behind that."""
    start = ABOUT.text.index(f"\n{short}") + 1
    behind, stop = start + len(short), ABOUT.text.index(".", start) + 1
    at = ABOUT.text.index(name)
    bracket = Glue("resolution", f" [{name}]", (Passage(4, at, at + len(name)),))
    pieces = (Copied(4, start, behind), bracket, Copied(4, behind, stop))
    text = f"{short} [{name}]{ABOUT.text[behind:stop]}"
    cited = (Citation(4, Passage(4, start, stop), OriginId("outlet:herald")),)
    found = check_sentence(Sentence("f1", text, pieces, (Clause(0, 2, cited),)), "fact", reference(s4=ABOUT))
    return {finding.reason for finding in found}


def test_the_name_that_a_noun_is_short_for_may_stand_behind_it() -> None:
    assert "resolution-unproven" not in _bracketed("Harbour Safety Committee")


@pytest.mark.parametrize("name", ["Tarn Hotel", "Anna Wold", "Safety Committee", "The Harbour Safety Committee"])
def test_another_name_may_not(name: str) -> None:
    assert "resolution-unproven" in _bracketed(name)


@pytest.mark.parametrize("name", ["Anna Wold", "Mayor Anna Wold"])
def test_a_surname_may_have_its_full_name_and_the_office_before_it(name: str) -> None:
    assert "resolution-unproven" not in _bracketed(name, "Wold")


@pytest.mark.parametrize("name", ["met Mayor Anna Wold", "Committee met Mayor Anna Wold", "Tarn Hotel", "Mayor"])
def test_nothing_else_may_stand_behind_a_surname(name: str) -> None:
    assert "resolution-unproven" in _bracketed(name, "Wold")
