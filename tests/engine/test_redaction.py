"""What stands on a source that went, part by part of a brief."""

from dataclasses import replace

import pytest

from alteram.engine.redaction import REMOVED, is_withdrawn, redact, withdrawn, without
from alteram.language.lexical import LexicalJudge
from alteram.model.briefs import (
    Abstention,
    Brief,
    Citation,
    Clause,
    Copied,
    CoverageContrast,
    CoverageSide,
    Denial,
    Disagreement,
    Evidence,
    Fact,
    FieldEvidence,
    Glue,
    Holder,
    Member,
    Narrative,
    Origin,
    Passage,
    Piece,
    Point,
    RegistryEvidence,
    Sentence,
    Side,
    Slot,
    Withheld,
)
from alteram.model.ids import Moment, OriginId, OutletId
from alteram.stages.verify import Reference, check_brief
from tests.engine.harbour import ARTICLES, REGISTRY, brief

GONE = frozenset({2})
SLOT = Slot("return", "people", "dockers", "Vell")


def sentence(name: str, copied: int, *cited: int, evidence: tuple[Evidence, ...] = ()) -> Sentence:
    """A sentence copied from source `copied`, with one clause and these citations."""
    pieces: tuple[Piece, ...] = (Copied(copied, 0, 9), Glue("end", "."))
    if evidence:
        pieces = (Glue("attribution", "According to it, ", evidence), *pieces)
    citations = tuple(Citation(n, Passage(n, 0, 9), OriginId(f"o{n}")) for n in cited)
    return Sentence(name, "The quay.", pieces, (Clause(0, len(pieces) - 1, citations),))


def fact(name: str, copied: int, *cited: int, claim_of: OriginId | None = None) -> Fact:
    """A fact of that sentence."""
    origins = tuple(OriginId(f"o{n}") for n in cited)
    return Fact(sentence(name, copied, *cited), cited, (*cited, 2), origins, claim_of, ("disputed",))


def side(n: int, *more: int, holder: tuple[Evidence, ...] = ()) -> Side:
    """A figure that these sources print."""
    passages = tuple(Passage(source, 0, 9) for source in (n, *more))
    return Side(400.0, 400.0, "about 400", Holder("it", holder), None, "published", OriginId(f"o{n}"), passages)


def changed(**parts: object) -> Brief:
    """The brief of the harbour with other parts."""
    return replace(brief(), **parts)  # type: ignore[arg-type]


def test_sentences_that_copy_or_are_explained_by_a_removed_source_go() -> None:
    facts = (
        fact("f1", 1, 1, 2),
        fact("f2", 2, 2, 1),
        replace(fact("f3", 1, 1), sentence=sentence("f3", 1, 1, evidence=(FieldEvidence(2, "name"),))),
        replace(fact("f4", 1, 1), sentence=sentence("f4", 1, 1, evidence=(Passage(2, 0, 3),))),
        replace(
            fact("f5", 1, 1), sentence=sentence("f5", 1, 1, evidence=(RegistryEvidence(OutletId("post"), "name"),))
        ),
        fact("f6", 1, 2),
        fact("f7", 1, 1, 2, claim_of=OriginId("o2")),
    )
    left = without(changed(facts=facts), GONE).facts
    assert [one.sentence.id for one in left] == ["f1", "f5"]
    assert (left[0].citations, left[0].carriers, left[0].origins, left[0].flags) == ((1,), (1,), ("o1",), ())
    assert [c.n for c in left[0].sentence.clauses[0].citations] == [1]


def test_a_headline_of_a_removed_source_falls_back_to_facts_in_order() -> None:
    facts = (fact("f1", 1, 1), fact("f2", 3, 3))
    kept = without(changed(headline=sentence("h", 1, 1, 2), facts=facts), GONE)
    assert [(one.id, one.pieces[0]) for one in kept.headlines] == [
        ("h", Copied(1, 0, 9)),
        ("h", Copied(1, 0, 9)),
        ("h", Copied(3, 0, 9)),
    ]
    lost = without(changed(headline=sentence("h", 2, 2), facts=facts), GONE)
    assert [one.pieces[0] for one in lost.headlines] == [Copied(1, 0, 9), Copied(3, 0, 9)]


def test_disagreements_keep_the_sides_that_somebody_else_prints() -> None:
    told = sentence("d1", 1, 1, 3)
    disagreements = (
        Disagreement(told, "conflict", SLOT, (side(1, 2), side(3))),
        Disagreement(told, "conflict", SLOT, (side(1), side(2))),
        Disagreement(told, "update", SLOT, (side(1), side(2), side(3))),
        Disagreement(told, "update", SLOT, (side(1), side(3, holder=(Passage(2, 0, 3),)))),
    )
    left = without(changed(disagreements=disagreements), GONE).disagreements
    assert [[p.source for side in one.sides for p in side.passages] for one in left] == [[1, 3], [1, 3]]
    assert [one.sentence for one in left] == [told, None]


def test_points_and_denials_of_a_removed_source_go_and_the_others_follow_their_sides() -> None:
    def point(place: int | None, n: int) -> Point:
        return Point(place, 1.0, 1.0, "one", Holder("x", ()), Moment("2031-05-04"), "published", Passage(n, 0, 9))

    points = (point(0, 1), point(1, 2), point(2, 3), point(None, 3))
    denials = (Denial(1, Holder("x", ()), Passage(1, 0, 9)), Denial(2, Holder("x", ()), Passage(3, 0, 9)))
    disagreement = Disagreement(None, "update", SLOT, (side(1), side(2), side(3)), points, denials)
    (left,) = without(changed(disagreements=(disagreement,)), GONE).disagreements
    assert [(one.side, one.passage.source) for one in left.points] == [(0, 1), (1, 3), (None, 3)]
    assert [(one.side, one.passage.source) for one in left.denials] == [(1, 3)]


def test_narratives_keep_their_other_sentences_and_say_what_is_missing() -> None:
    def narrative(label: str, *sentences: Sentence) -> Narrative:
        return Narrative(label, "left-right", "left", None, "outlet", (1, 2), sentences)

    both = narrative("A", sentence("n1.1", 1, 1), sentence("n1.2", 2, 2))
    lost = narrative("B", sentence("n2.1", 2, 2))
    draft = without(changed(narratives=(both, lost)), GONE)
    assert [(one.label, one.providers, len(one.sentences)) for one in draft.narratives] == [("A", (1,), 1)]
    assert draft.abstained[-1] == Abstention("narratives", "left-right", REMOVED)
    assert without(changed(narratives=(both,)), GONE).abstained == brief().abstained


def test_contrasts_withheld_passages_and_members_of_a_removed_source_go() -> None:
    contrasts = tuple(
        CoverageContrast("f1", "left-right", (CoverageSide("left", (1, n), (1,)), CoverageSide("right", (3,), ())))
        for n in (2, 3)
    )
    withheld = tuple(Withheld("G4", "hedge-dropped", (Passage(1, 0, 9), Passage(n, 0, 9))) for n in (2, 3))
    members = (Member(1, "contained", (Passage(1, 0, 3), Passage(2, 0, 3))), Member(2, "own", ()))
    origins = (Origin(OriginId("o1"), "Vell Courier", "outlet", OutletId("courier"), members),)
    draft = without(changed(coverage=contrasts, withheld=withheld, origins=origins), GONE)
    assert draft.coverage == contrasts[1:]
    assert draft.withheld == withheld[1:]
    assert draft.origins[0].members == (Member(1, "contained", (Passage(1, 0, 3),)),)


@pytest.mark.parametrize("gone", range(3))
def test_whatever_is_left_passes_every_gate(gone: int) -> None:
    whole = replace(brief(), edition=4, parent=ARTICLES[0].text_sha256)
    kept = {article.id: article for at, article in enumerate(ARTICLES) if at != gone}
    left = redact(whole, kept, REGISTRY)
    assert (left.story, left.edition, left.parent) == (whole.story, 4, whole.parent)
    if is_withdrawn(left):
        assert left == withdrawn(whole)
        return
    by_number = {source.n: kept[source.article] for source in left.sources}
    verdicts = check_brief(left, Reference(by_number, REGISTRY, LexicalJudge()))
    assert all(verdict.replays for verdict in verdicts), verdicts
    texts = {one.sentence.text for one in whole.facts}
    assert {one.sentence.text for one in left.facts} <= texts
    assert [one.sentence.id for one in left.facts] == [f"f{at}" for at in range(1, len(left.facts) + 1)]


def test_one_removal_leaves_a_brief_and_two_do_not() -> None:
    """Guards the test above: it must not pass because everything is withdrawn."""
    left = [redact(brief(), {a.id: a for a in ARTICLES if a != gone}, REGISTRY) for gone in ARTICLES]
    assert [is_withdrawn(one) for one in left] == [False, False, False]
    assert is_withdrawn(redact(brief(), {ARTICLES[0].id: ARTICLES[0]}, REGISTRY))


def test_a_fact_that_lost_its_second_origin_says_so_or_goes() -> None:
    two = [one for one in brief().facts if len(one.origins) == 2]
    assert two
    left = redact(brief(), {a.id: a for a in ARTICLES if a.outlet != "post"}, REGISTRY)
    unattributed = [
        one
        for one in left.facts
        if not any(isinstance(p, Glue) and p.kind == "attribution" for p in one.sentence.pieces)
    ]
    assert all(len(one.origins) > 1 and "single-origin" not in one.flags for one in unattributed)


def test_without_any_source_an_edition_is_withdrawn() -> None:
    assert redact(brief(), {}, REGISTRY) == withdrawn(brief())
    assert is_withdrawn(withdrawn(brief()))
    assert not is_withdrawn(brief())
