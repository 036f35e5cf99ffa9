"""Renumbering reaches every number and every origin id of a brief, and nothing else."""

import re

import pytest

from alteram.codec import encode
from alteram.engine.numbering import Renumbering
from alteram.model.briefs import (
    Brief,
    Citation,
    CoverageContrast,
    CoverageSide,
    FieldEvidence,
    Glue,
    Member,
    Narrative,
    Origin,
    Passage,
    RegistryEvidence,
)
from alteram.model.ids import OriginId, OutletId


def test_numbers_and_origins_are_replaced_wherever_they_stand() -> None:
    move = Renumbering({1: 7, 2: 3}, {"a": "o1", "b": "o2"})
    assert move(Citation(1, Passage(1, 1, 2), OriginId("a"))) == Citation(7, Passage(7, 1, 2), OriginId("o1"))
    assert move(FieldEvidence(2, "byline")) == FieldEvidence(3, "byline")
    assert move(RegistryEvidence(OutletId("a"), "name")) == RegistryEvidence(OutletId("a"), "name")
    origin = Origin(OriginId("b"), "B", "outlet", OutletId("a"), (Member(2, "own", (Passage(2, 2, 1),)),))
    assert move(origin) == Origin(
        OriginId("o2"), "B", "outlet", OutletId("a"), (Member(3, "own", (Passage(3, 2, 1),)),)
    )
    narrative = Narrative("1", "2", "a", None, "outlet", (1, 2), ())
    assert move(narrative) == Narrative("1", "2", "a", None, "outlet", (3, 7), ())
    contrast = CoverageContrast("f1", "x", (CoverageSide("a", (1, 2), (2,)),))
    assert move(contrast) == CoverageContrast("f1", "x", (CoverageSide("a", (3, 7), (3,)),))
    assert move(Glue("end", "1")) == Glue("end", "1")


def test_a_number_without_a_new_one_is_an_error() -> None:
    move = Renumbering({1: 1}, {"a": "o1"})
    with pytest.raises(KeyError):
        move(Passage(2, 0, 1))
    with pytest.raises(KeyError):
        move(Citation(1, Passage(1, 0, 1), OriginId("b")))


def test_there_and_back_gives_the_same_brief(sample_briefs: tuple[Brief, ...]) -> None:
    for brief in sample_briefs:
        numbers = {source.n: 1000 + source.n for source in brief.sources}
        origins = {str(origin.id): f"x{origin.id}" for origin in brief.origins}
        there = Renumbering(numbers, origins)
        back = Renumbering({new: old for old, new in numbers.items()}, {new: old for old, new in origins.items()})
        for part in (brief.facts, brief.headline, brief.disagreements, brief.narratives, brief.origins, brief.sources):
            moved = there(part)
            assert back(moved) == part
            numbered = re.findall(rb'"(?:source|n)":(\d+)', encode(moved))
            assert all(int(number) > 1000 for number in numbered)
            assert not re.search(rb'"(?:origin|claim_of)":"o\d', encode(moved))


def test_sources_are_numbered_by_first_citation(sample_briefs: tuple[Brief, ...]) -> None:
    for brief in sample_briefs:
        assert [source.n for source in brief.sources] == list(range(1, len(brief.sources) + 1))
        met = [c.n for fact in brief.facts for clause in fact.sentence.clauses for c in clause.citations]
        highest = 0
        for n in met:
            assert n <= highest + 1, (n, met)
            highest = max(highest, n)
        for source in brief.sources:
            assert ("cited" in source.roles) == (source.n <= highest) or source.n > highest
