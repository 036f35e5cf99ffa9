"""Contests of actors: pro and anti, rivals, parties; and the gates refuse a side that nobody showed."""

from dataclasses import replace

import pytest

from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Narrative
from alteram.stages.narratives import bind
from alteram.stages.verify import Reference
from alteram.stages.verify.labels import narrative_label
from tests.stages.test_narratives import article, dossier

RACE = "Lindhaven votes between Ada Holm and Olaf Brandt"
PLAIN = "Lindhaven will choose on Sunday between Mayor Ada Holm and Judge Olaf Brandt for the harbour board."
HOLM = "Mayor Ada Holm said the harbour board must protect the honest traders of Lindhaven from a reckless tax."
BRANDT = "Judge Olaf Brandt said the harbour board has failed the town of Lindhaven and should be honest about the tax."
CASE = (
    article("Lake Tribune", PLAIN, HOLM, BRANDT, genre="report", title=RACE),
    article("Harbour Post", PLAIN, genre="report", title=RACE),
)


def findings(narrative: Narrative, articles: tuple[Article, ...]) -> list[str]:
    case = dossier(*articles)
    reference = Reference(dict(enumerate(case.articles, 1)), case.registry, LexicalJudge())
    return [one.reason for one in narrative_label(narrative, reference)]


def test_rivals_speak_for_themselves() -> None:
    first, second = bind(dossier(*CASE))[0]
    assert (first.label, first.axis, first.side) == ("Pro-Brandt narrative", "rivals:Brandt|Holm", "Brandt")
    assert (second.label, second.side) == ("Pro-Holm narrative", "Holm")
    assert [one.text for one in first.sentences] == [BRANDT]
    assert findings(first, CASE) == findings(second, CASE) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"side": "Holm", "label": "Pro-Holm narrative"}, "side-unshown"),
        ({"label": "Anti-Holm narrative"}, "label-unknown"),
        ({"side": "Falk", "label": "Pro-Falk narrative"}, "label-unknown"),
        ({"axis": "rivals:Brandt"}, "side-unshown"),
        ({"axis": "rivals:Brandt|Lindhaven"}, "side-unshown"),
        ({"rater": "Press Watch"}, "label-unknown"),
    ],
)
def test_a_forged_rivalry_is_refused(change: dict[str, str], reason: str) -> None:
    first = bind(dossier(*CASE))[0][0]
    assert reason in findings(replace(first, **change), CASE)  # type: ignore[arg-type]


def test_two_who_only_meet_are_no_rivals() -> None:
    calm = (
        article("Lake Tribune", "Mayor Ada Holm met Judge Olaf Brandt in Lindhaven.", HOLM, BRANDT, genre="report"),
        article("Harbour Post", "Mayor Ada Holm met Judge Olaf Brandt in Lindhaven.", genre="report"),
    )
    assert bind(dossier(*calm))[0] == ()


def test_parties_are_told_only_where_one_speaks_of_the_other() -> None:
    top = "The harbour tax of Lindhaven came before the board on Monday."
    left = "Sen. Ada Holm (D-Ohio) said the harbour tax must pass because the honest town of Lindhaven deserves it."
    right = (
        "Sen. Olaf Brandt (R-Iowa) said the harbour tax is a reckless and shameful raid on the traders of Lindhaven."
    )
    both = "Sen. Olaf Brandt (R-Iowa) said Democrats must answer for the reckless harbour tax and its cost."
    calm = (article("Lake Tribune", top, left, right, genre="report"), article("Harbour Post", top, genre="report"))
    odds = (article("Lake Tribune", top, left, both, genre="report"), article("Harbour Post", top, genre="report"))
    assert not [one for one in bind(dossier(*calm))[0] if one.axis == "party:us"]
    assert [one.label for one in bind(dossier(*odds))[0]] == ["Democratic narrative", "Republican narrative"]
