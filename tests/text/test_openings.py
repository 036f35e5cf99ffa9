"""What may go in front of a sentence, and what stays because the clause does not hold without it."""

import pytest

from alteram.text.clauses import beside, clauses

HOLDS = (
    ("On Friday, ", "hazmat crews cleaned the quay."),
    ("Late Monday, ", "police searched the house of the harbour master."),
    ("On Sunday, ", "the union’s leader, Ada Brandt, used a speech to calm the dockers."),
    ("In Lowmoor, ", "hundreds joined the march for the ferry."),
    ("In a statement, ", "the company said the ferry had made 900 crossings."),
    ("Last week, ", "acting mayor Tom Quill said he had asked for a report."),
    ("On Tuesday, ", "Senator Ada Brull, the top member of the committee, said she had not seen the letter."),
)
STAYS = (
    "In 2011, the bank was fined for the loans that it had given.",
    "In March, an airliner was hijacked and flown to the coast.",
    "At the time, the council was divided over the new harbour.",
    "In Lowmoor, no one was hurt by the falling masts.",
    "In Lowmoor, most of the houses lost their roofs.",
    "In Lowmoor, the largest mill closed its gates.",
    "In Lowmoor, smoking in taverns is legal.",
    "In Lowmoor, Tarn and elsewhere a number of clerks have thrown up roadblocks.",
    "In Lowmoor, the old harbour of the coast, and in Tarn, crews were at work.",
)


@pytest.mark.parametrize(("frame", "rest"), HOLDS)
def test_a_day_or_place_in_front_may_go(frame: str, rest: str) -> None:
    text = frame + rest
    assert len(frame) in clauses(text, (0, len(text))).starts


@pytest.mark.parametrize("text", STAYS)
def test_a_clause_that_holds_within_its_frame_keeps_it(text: str) -> None:
    comma = text.index(",") + 2
    leads = [one.end for one in beside(text, (0, len(text))) if one.kind == "lead"]
    assert comma not in leads
    assert comma not in clauses(text, (0, len(text))).starts


def test_a_clause_before_the_speaker_is_no_frame() -> None:
    text = "On Tuesday, crews will be checking the pier where divers saw the wreck, the head of the port told a paper."
    assert [one.end for one in beside(text, (0, len(text))) if one.kind == "lead"] == [len("On Tuesday, ")]
