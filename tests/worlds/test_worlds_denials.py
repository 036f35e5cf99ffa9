"""Denials: a claim carries its claimant, and a denial in its sentence is never cut away from it."""

import random

import pytest

from alteram.model.briefs import Brief
from tests.worlds.generator import AGENCY, PAPERS, Report, World, brief_report, briefed, world
from tests.worlds.reading import SEEDS, Sources, published, truths

KEYS = (AGENCY, *PAPERS[:3])


def denied(seed: int, beside: int) -> tuple[World, tuple[Report, ...], Brief]:
    """Five reports of an allegation: in so many of them its denial stands in the same sentence, else in the next."""
    one, chance = world(seed), random.Random(seed)
    union, operator = one.slots["union"], one.slots["operator"]
    reports = []
    for place, key in enumerate(KEYS):
        report = brief_report(one, key, place, chance, ("figure", "history"))
        if place < beside:
            report = report.having(one.claim("allegation", "denied_beside", union, chance, operator), at=1)
        else:
            told = one.claim("allegation", "said", union, chance)
            report = report.having(told, one.denial(chance), at=1)
        reports.append(report)
    return one, tuple(reports), briefed(one, reports)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_allegation_carries_its_claimant_and_the_denial_beside_it(seed: int) -> None:
    one, reports, brief = denied(seed, beside=seed % 5)
    sources = Sources(one, reports, brief)
    claimant, operator = one.slots["union"].split()[-1], one.slots["operator"]
    for sentence in published(brief):
        told = [telling for telling in sources.copied(sentence) if telling.truth == "allegation"]
        if not told:
            continue
        assert claimant in sentence.text, sentence.text
        if any("denied" in telling.text for telling in told):
            assert "denied" in sentence.text, (sentence.text, told[0].text)
            assert operator in sentence.text


@pytest.mark.parametrize("seed", SEEDS)
def test_a_denial_is_said_as_one_and_by_whom(seed: int) -> None:
    one, reports, brief = denied(seed, beside=0)
    sources = Sources(one, reports, brief)
    for sentence in published(brief):
        if truths(sources.copied(sentence)) == {"denial"}:
            assert "denied" in sentence.text, sentence.text
            assert one.slots["operator"] in sentence.text


@pytest.mark.parametrize("seed", SEEDS[::3])
def test_no_passage_that_denies_a_claim_is_cited_for_it(seed: int) -> None:
    one, reports, brief = denied(seed, beside=0)
    sources = Sources(one, reports, brief)
    for fact in brief.facts:
        told = truths(sources.copied(fact.sentence))
        if "allegation" in told and "denied" not in fact.sentence.text:
            assert "denial" not in truths([telling for _, telling in sources.cited(fact.sentence)])


def _share_with_denial() -> float:
    """Of the briefs that publish the allegation, the share that says anywhere that it is denied or disputed."""
    shown = kept = 0
    for seed in SEEDS[::2]:
        one, reports, brief = denied(seed, beside=0)
        sources = Sources(one, reports, brief)
        facts = [fact for fact in brief.facts if "allegation" in truths(sources.copied(fact.sentence))]
        shown += bool(facts)
        said = any("denied" in sentence.text for sentence in published(brief))
        kept += bool(facts) and (said or any("disputed" in fact.flags for fact in facts))
    assert shown >= 5
    return kept / shown


def test_where_an_allegation_is_published_its_denial_is_too() -> None:
    assert _share_with_denial() == 1.0
