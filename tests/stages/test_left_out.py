"""What one side leaves out: counted from declared places and carriers, and only where the absence is plain."""

from dataclasses import replace

from alteram.model.articles import Article
from alteram.model.briefs import Citation, Clause, Copied, Fact, Passage, Sentence
from alteram.model.ids import Moment, OriginId, OutletId, article_id, digest_of, story_id, text_digest
from alteram.model.outlets import Outlet, Place, Registry
from alteram.model.stories import Dossier
from alteram.stages.narratives import left_out
from alteram.text.provenance import trace
from alteram.text.sentences import canonical, sentences

TOLD = "The harbour master of Lindhaven closed eleven quays on Tuesday after divers found cracks in the breakwater."
ELSE = "Parliament debated the budget of the ministry for culture for nine hours without any vote at all."
REPHRASED = "Divers found cracks in the breakwater, so the harbour master closed eleven quays of Lindhaven."


def article(n: int, told: str) -> Article:
    text = canonical("Lindhaven", [told])
    digest = text_digest(f"{n}{text}")
    return Article(
        id=article_id(digest, "test", text_digest(text)),
        url=f"https://o{n}.example/{n}",
        outlet=OutletId(f"o{n}"),
        name=f"Outlet {n}",
        title="Lindhaven",
        text=text,
        text_sha256=text_digest(text),
        payload_sha256=digest,
        extractor="test",
        sentences=sentences(text),
        published=Moment("2031-05-04"),
        genre="report",
    )


def dossier(sides: str, *, right: str = ELSE) -> Dossier:
    """One article an outlet, "l" left and "r" right in order; the left ones tell it."""
    articles = tuple(article(n, TOLD if side == "l" else right) for n, side in enumerate(sides, start=1))
    names = {"l": "left", "r": "right"}
    outlets = tuple(
        Outlet(
            OutletId(f"o{n}"),
            f"Outlet {n}",
            (f"o{n}.example",),
            places=(Place("left-right", names[side], names[side], "left, center, right", "Press Watch", "2031"),),
        )
        for n, side in enumerate(sides, start=1)
    )
    registry = Registry(outlets, digest_of(b"test"))
    return Dossier(story_id(articles[0].id), articles, registry, trace(dict(enumerate(articles, 1)), registry))


def fact(case: Dossier, *carriers: int) -> Fact:
    start, end = case.articles[0].sentences[1]
    origin = OriginId("o")
    clause = Clause(0, 0, (Citation(1, Passage(1, start, end), origin),))
    sentence = Sentence("f1", TOLD, (Copied(1, start, end),), (clause,))
    return Fact(sentence, (1,), carriers, (origin,), None, ())


def test_a_fact_that_one_side_carries_and_the_other_leaves_out() -> None:
    case = dossier("lllrrr")
    (contrast,), abstained = left_out((fact(case, 1, 2, 3),), case)
    assert (contrast.fact, contrast.axis, abstained) == ("f1", "left-right", ())
    assert [(side.side, side.covering, side.carrying) for side in contrast.sides] == [
        ("left", (1, 2, 3), (1, 2, 3)),
        ("right", (4, 5, 6), ()),
    ]


def test_fewer_than_three_outlets_a_side_say_nothing() -> None:
    case = dossier("lllrr")
    found, (abstained,) = left_out((fact(case, 1, 2, 3),), case)
    assert (found, abstained.reason) == ((), "not-three-a-side")


def test_one_carrier_is_no_side() -> None:
    case = dossier("lllrrr")
    found, (abstained,) = left_out((fact(case, 1),), case)
    assert (found, abstained.reason) == ((), "no-contrast")


def test_words_that_may_tell_it_are_no_absence() -> None:
    case = dossier("lllrrr", right=REPHRASED)
    assert left_out((fact(case, 1, 2, 3),), case)[0] == ()


def test_without_declared_places_nothing_is_compared() -> None:
    case = dossier("lllrrr")
    bare = Registry(tuple(replace(one, places=()) for one in case.registry.outlets), digest_of(b"bare"))
    found, (abstained,) = left_out((fact(case, 1, 2, 3),), replace(case, registry=bare))
    assert (found, abstained.reason) == ((), "no-declared-places")
