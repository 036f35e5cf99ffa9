"""Contests of actors: pro and anti, rivals, parties; and the gates refuse a side that nobody showed."""

from dataclasses import replace

import pytest

from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Narrative
from alteram.stages.narratives import bind
from alteram.stages.narratives.positions import statements
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


TOP = "The harbour tax of Lindhaven came before Mayor Ada Holm and the board on Monday."
PRO = "Mayor Ada Holm said the harbour tax must protect the honest town of Lindhaven from reckless captains."


def voices(*told: str) -> set[str]:
    """Who takes a position in a report."""
    case = dossier(article("Lake Tribune", TOP, *told, genre="report"), article("Harbour Post", TOP, genre="report"))
    return {one.speaker for one in statements(case)}


def test_a_statement_is_one_speakers_own() -> None:
    assert voices(PRO) == {"Ada Holm"}
    assert not voices("Every time Ada Holm says the harbour tax is a shameful lie, the board must answer her at once.")
    assert not voices(
        "Ada Holm drew fire on Saturday for saying the harbour tax must save the honest town of Lindhaven."
    )
    assert not voices(
        "Ada Holm denounced the harbour tax as reckless while Olaf Brandt, a judge, said the tax must be paid by all."
    )
    assert not voices("Ada Holm said: “Olaf Brandt has said that the harbour tax must protect the honest town.”")


def test_who_opposes_a_member_of_a_party_is_no_member() -> None:
    told = "Sen. Olaf Brandt (R-Iowa) spoke. Olaf Brandt’s opponents accused the board of a shameful harbour tax."
    case = dossier(article("Lake Tribune", TOP, told, genre="report"), article("Harbour Post", TOP, genre="report"))
    assert not [one for one in statements(case) if one.camps]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ada Holm said she was robbed by reckless captains at the harbour of Lindhaven for three years.",
        "Mayor Ada Holm said, “I heard from the traders that the harbour tax was a shameful raid on them.”",
        "Mayor Ada Holm said the harbour tax must protect the honest town, though her office later took it back.",
        "Mayor Ada Holm called the harbour tax “shameful,” a comment that played on her rival's reckless speech.",
    ],
)
def test_accounts_of_oneself_and_what_an_outlet_turns_are_no_positions(sentence: str) -> None:
    assert not voices(sentence)
