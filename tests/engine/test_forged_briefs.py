"""Labels beside the sentences: a brief that somebody hands in with one of them changed does not verify."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from alteram.engine.library import Library
from alteram.language.lexical import LexicalJudge
from alteram.model.briefs import Brief, CoverageContrast, CoverageSide, Narrative, Origin, Passage
from alteram.model.ids import OriginId
from alteram.outlets.axes import axis
from alteram.stages.verify import Reference, check_brief

Known = tuple[Brief, Reference]


@pytest.fixture(scope="module")
def known(sample_library: Library, sample_briefs: tuple[Brief, ...]) -> Known:
    """A sample brief with narratives, and what it is checked against."""
    brief = next(one for one in sample_briefs if one.narratives)
    articles = sample_library.store.articles_by_id([source.article for source in brief.sources])
    sources = {source.n: articles[source.article] for source in brief.sources}
    return brief, Reference(sources, sample_library.registry, LexicalJudge())


def reasons(brief: Brief, reference: Reference) -> set[str]:
    """What is found wrong anywhere in a brief."""
    return {finding.reason for verdict in check_brief(brief, reference) for finding in verdict.findings}


def contrast(known: Known) -> CoverageContrast:
    """A true contrast for the first fact, on the axis of the brief's narratives."""
    brief, reference = known
    declared = axis(brief.narratives[0].axis)
    assert declared is not None
    sides = []
    for side in declared.opposed:
        covering = tuple(
            n
            for n, article in sorted(reference.sources.items())
            if (outlet := reference.registry.get(article.outlet)) is not None
            and any((place.axis, place.side) == (declared.id, side) for place in outlet.places)
        )
        sides.append(CoverageSide(side, covering, tuple(n for n in covering if n in brief.facts[0].carriers)))
    return CoverageContrast(brief.facts[0].sentence.id, declared.id, tuple(sides))


def with_narrative(brief: Brief, change: Callable[[Narrative], Narrative]) -> Brief:
    """The brief with its first narrative changed."""
    return replace(brief, narratives=(change(brief.narratives[0]), *brief.narratives[1:]))


def test_the_brief_itself_is_good(known: Known) -> None:
    assert reasons(*known) == set()


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, label="Narrative of the liars"),
        lambda one: replace(one, label="Democratic narrative"),
        lambda one: replace(one, side="somewhere else"),
        lambda one: replace(one, axis="no such axis"),
        lambda one: replace(one, rater=None),
        lambda one: replace(one, voice="actor"),
        lambda one: replace(one, label="The Harbour Lamp argues"),
    ],
)
def test_a_narrative_has_a_label_of_the_closed_vocabulary(
    known: Known, change: Callable[[Narrative], Narrative]
) -> None:
    brief, reference = known
    assert "label-unknown" in reasons(with_narrative(brief, change), reference)


def test_the_label_of_the_other_side_is_not_that_of_this_side(known: Known) -> None:
    brief, reference = known
    declared = axis(brief.narratives[0].axis)
    assert declared is not None
    other = next(label for label in declared.labels if label != brief.narratives[0].label)
    assert "label-unknown" in reasons(with_narrative(brief, lambda one: replace(one, label=other)), reference)


def test_a_coverage_contrast_is_counted_again(known: Known) -> None:
    brief, reference = known
    true = contrast(known)
    assert any(side.covering for side in true.sides)
    assert reasons(replace(brief, coverage=(true,)), reference) == set()
    first, second = true.sides
    forged = (
        replace(true, fact="f99"),
        replace(true, axis="left-right of the moon"),
        replace(true, sides=(first,)),
        replace(true, sides=(replace(first, covering=(*first.covering, 999)), second)),
        replace(true, sides=(first, replace(second, covering=(), carrying=(*second.covering, *second.carrying, 1)))),
        replace(true, sides=(replace(first, side=second.side), replace(second, side=first.side))),
    )
    for one in forged:
        assert "coverage" in reasons(replace(brief, coverage=(one,)), reference), one


def forged_members(origin: Origin, foreign: int) -> tuple[Origin, ...]:
    """An origin with a member too many, by the wrong way, on other evidence, under another name or kind."""
    first = origin.members[0]
    return (
        replace(origin, members=(*origin.members, replace(first, n=foreign, how="contained"))),
        replace(origin, members=(replace(first, how="credit"), *origin.members[1:])),
        replace(origin, members=(replace(first, evidence=(Passage(first.n, 0, 5),)), *origin.members[1:])),
        replace(origin, members=(replace(first, how="owner"), *origin.members[1:])),
        replace(origin, name="Somebody Else Entirely"),
        replace(origin, kind="agency" if origin.kind != "agency" else "speaker"),
    )


def test_every_member_of_an_origin_is_shown_by_its_text(known: Known) -> None:
    brief, reference = known
    tried = 0
    for at, origin in enumerate(brief.origins):
        foreign = next(n for n in reference.sources if n not in {member.n for member in origin.members})
        for forged in forged_members(origin, foreign):
            changed = (*brief.origins[:at], forged, *brief.origins[at + 1 :])
            assert "origin-members" in reasons(replace(brief, origins=changed), reference), forged
            tried += 1
    assert tried >= 12


def test_a_citation_names_an_origin_of_the_brief(known: Known) -> None:
    brief, reference = known
    fact = brief.facts[0]
    (clause, *rest) = fact.sentence.clauses
    cited = tuple(replace(citation, origin=OriginId("o99")) for citation in clause.citations)
    sentence = replace(fact.sentence, clauses=(replace(clause, citations=cited), *rest))
    forged = replace(brief, facts=(replace(fact, sentence=sentence), *brief.facts[1:]))
    assert "origin-name" in reasons(forged, reference)
