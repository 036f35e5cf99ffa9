"""What opens a brief: the event, twice at most and not in the same words; and what no clause may be made of."""

import pytest

from alteram.stages.facts.candidates import candidates
from tests.stages.facts.test_facts import dossier, proposal
from tests.stages.test_origins import PAPERS, article, brief

EVENT = "The council of Lowmoor voted on Friday to close the old harbour to ferries from April."
AGAIN = "Lowmoor council on Friday voted to close its old harbour to all ferries from April onwards."
OTHER_NEWS = "Ferry owners in Lowmoor said on Friday that 40 of their boats would move to Osterby in spring."
MORE = (
    "Engineers from Osterby had warned the Lowmoor council in May that the quay walls were cracked.",
    "Tarn Shipping ran 12 crossings a day between Lowmoor and the islands of Velm last year.",
    "Osterby harbour has berths for 60 vessels and was built with a loan of 9 million crowns.",
)
TITLE = "Lowmoor closes old harbour to ferries"


@pytest.mark.parametrize(
    ("sentence", "usable"),
    [
        ("The mayor of Lowmoor defended Orla Vintâs decision to close the harbour on Friday.", False),
        ("The mayor of Lowmoor defended Orla Vint’s decision to close the harbour on Friday.", True),
        ("Timeline of the closure of Lowmoor: Monday: After 9pm the council met in the harbour.", False),
    ],
)
def test_garbled_text_and_timelines_give_no_clause(sentence: str, usable: bool) -> None:
    assert bool(candidates(dossier(article(PAPERS[0], 1, [sentence], title=TITLE)))) is usable


def test_a_brief_opens_with_the_event_and_does_not_tell_it_again() -> None:
    made = brief(
        (
            article(PAPERS[0], 1, [EVENT, OTHER_NEWS, *MORE], title=TITLE),
            article(PAPERS[1], 2, [AGAIN, OTHER_NEWS, *MORE], title=f"{TITLE} in April"),
        )
    )
    told = [fact.sentence.text for fact in made.facts]
    assert "voted" in told[0]
    assert not any("voted" in text for text in told[1:])


def test_what_stands_behind_a_fact_in_case_it_is_refused_is_not_told_beside_it() -> None:
    near = "Ferry owners of Lowmoor met in a barn near Osterby and hired a lawyer for their 40 crews in spring."
    one = article(PAPERS[0], 1, [EVENT, OTHER_NEWS, *MORE], title=TITLE)
    two = article(PAPERS[1], 2, [AGAIN, near, *MORE], title=f"{TITLE} in April")
    told = [fact.sentence.text for fact in proposal(one, two).facts]
    assert any("40 of their boats" in text or "crossings" in text for text in told)
    assert not any("hired a lawyer" in text for text in told)
