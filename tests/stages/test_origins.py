"""Origins: copies, credits and unknown outlets never raise the number of independent origins."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alteram.engine.briefing import Task, make_brief
from alteram.model.articles import Article
from alteram.model.briefs import Brief
from alteram.model.ids import Digest, Moment, OutletId, StoryId, article_id, digest_of, text_digest
from alteram.model.outlets import Outlet, Registry
from alteram.model.stories import Origins
from alteram.stages.origins import trace_origins
from alteram.text.sentences import canonical, sentences

AGENCY = Outlet(OutletId("wire"), "Moor Wire", ("wire.example",), kind="agency", credits=("Moor Wire", "(MW)"))
PAPERS = tuple(Outlet(OutletId(f"paper{n}"), f"Paper {n}", (f"paper{n}.example",), kind="newspaper") for n in range(45))
REGISTRY = Registry((AGENCY, *PAPERS), Digest("0" * 64))
STORY = StoryId("a" * 16)
TITLE = "Dam above Lowmoor bursts after three days of rain"

BODY = (
    "The dam above Lowmoor burst on Monday night after three days of rain and flooded the lower part of the town.",
    "Fire crews carried 240 people out of the flooded streets in boats before the morning came.",
    "The water reached the second floor of the hospital, whose patients were taken to Ostermoor by road.",
    "Engineers of the water company had found cracks in the eastern wall of the dam in April.",
)
OTHER = (
    "A dam burst above the town of Lowmoor on Monday night and its water flooded the lower streets.",
    "Boats brought 240 people out of the flooded streets, fire crews at Lowmoor counted on Tuesday.",
    "Patients of the flooded hospital were taken by road to Ostermoor during the same night.",
    "Cracks in the eastern wall of the dam were found in April by engineers of the water company.",
)


def article(
    outlet: Outlet | None, day: int, body: Sequence[str], *, title: str = TITLE, credit: str = "", host: str = ""
) -> Article:
    """An article of an outlet, or of an unknown one at `host`."""
    text = canonical(title, body)
    url = f"https://{outlet.domains[0] if outlet else host}/dam/{day}"
    payload = digest_of(f"{url}\n{text}\n{credit}".encode())
    return Article(
        id=article_id(payload, "test", text_digest(text)),
        url=url,
        outlet=outlet.id if outlet else None,
        name=outlet.name if outlet else host,
        title=title,
        text=text,
        text_sha256=text_digest(text),
        payload_sha256=payload,
        extractor="test",
        sentences=sentences(text),
        language="en",
        published=Moment(f"2031-03-{day:02}"),
        credit=credit,
    )


def brief(articles: Sequence[Article]) -> Brief:
    """The brief of these articles."""
    ordered = tuple(sorted(articles, key=lambda a: (a.when or "9", a.id)))
    made = make_brief(Task(STORY, ordered, REGISTRY))
    assert made.brief is not None, made.reason
    return made.brief


def counted(found: Origins) -> set[str]:
    """Ids of the origins that own a paragraph and add to a count."""
    return {owner.origin for owner in found.owners if owner.origin in found.counted}


ONE, TWO = (
    article(PAPERS[0], 1, BODY),
    article(PAPERS[1], 1, OTHER, title="Lower streets of Lowmoor flooded as dam bursts"),
)


def test_two_reporters_are_two_origins() -> None:
    found = trace_origins((ONE, TWO), REGISTRY)
    assert counted(found) == {"outlet:paper0", "outlet:paper1"}
    assert any("single-origin" not in fact.flags for fact in brief((ONE, TWO)).facts)


def test_every_paragraph_has_exactly_one_owner() -> None:
    found = trace_origins((ONE, TWO), REGISTRY)
    for n, one in enumerate((ONE, TWO), start=1):
        spans = [owner.span for owner in found.owners if owner.n == n]
        assert "\n\n".join(one.text[a:b] for a, b in sorted(spans)) == one.text


def test_an_article_cloned_to_forty_outlets_is_one_origin() -> None:
    clones = tuple(article(paper, 2, BODY) for paper in PAPERS[2:42])
    alone = trace_origins((ONE, *clones), REGISTRY)
    assert counted(alone) == {"outlet:paper0"}
    with_two = trace_origins((ONE, TWO, *clones), REGISTRY)
    assert counted(with_two) == {"outlet:paper0", "outlet:paper1"}
    how = {
        member.n: member.how for origin in alone.origins for member in origin.members if origin.id == "outlet:paper0"
    }
    assert {how[n] for n in range(2, 42)} == {"contained"}


def test_a_brief_of_forty_clones_counts_one_origin_in_every_fact() -> None:
    made = brief((ONE, *(article(paper, 2, BODY) for paper in PAPERS[2:42])))
    for fact in made.facts:
        assert "single-origin" in fact.flags
        assert len(fact.origins) == 1
    base = brief((ONE, TWO))
    more = brief((ONE, TWO, *(article(paper, 2, BODY) for paper in PAPERS[2:42])))
    assert max(len(fact.origins) for fact in more.facts) <= max(len(fact.origins) for fact in base.facts)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(range(4)), min_size=1, max_size=12), st.booleans(), st.booleans())
def test_lightly_edited_copies_of_any_part_raise_no_count(cuts: list[int], first: bool, retitled: bool) -> None:
    source = BODY if first else OTHER
    copies = []
    for at, cut in enumerate(cuts):
        body = [paragraph for k, paragraph in enumerate(source) if k != cut]
        body[0] = body[0].replace("Monday night", "Monday")
        title = f"Flood at Lowmoor {at}" if retitled else "Dam above Lowmoor bursts after three days of rain"
        copies.append(article(PAPERS[2 + at], 3, body, title=title))
    found = trace_origins((ONE, TWO, *copies), REGISTRY)
    bodies = {o.origin for o in found.owners if o.origin in found.counted and o.span[0] > 0}
    assert bodies == {"outlet:paper0", "outlet:paper1"}


def test_a_hundred_unknown_outlets_add_nothing() -> None:
    strangers = tuple(
        article(
            None, 1, [f"{p[:-1]}, reporter {n} writes." for p in OTHER], host=f"site{n}.example", title=f"Flood {n}"
        )
        for n in range(100)
    )
    found = trace_origins((ONE, *strangers), REGISTRY)
    assert counted(found) == {"outlet:paper0"}
    assert not [origin for origin in found.origins if origin.kind == "unknown" and origin.id in found.counted]
    base, more = brief((ONE, TWO)), brief((ONE, TWO, *strangers[:5]))
    known = {origin.id for origin in more.origins if origin.outlet is not None}
    most = max(len(set(fact.origins) & known) for fact in more.facts)
    assert most <= max(len(fact.origins) for fact in base.facts)


def test_strangers_alone_leave_every_fact_single_origin() -> None:
    strangers = tuple(article(None, 1, OTHER if n % 2 else BODY, host=f"site{n}.example") for n in range(8))
    made = make_brief(Task(STORY, tuple(sorted(strangers, key=lambda a: a.id)), REGISTRY))
    if made.brief is not None:
        assert all("single-origin" in fact.flags for fact in made.brief.facts)
    assert counted(trace_origins(strangers, REGISTRY)) == set()


def test_agency_credit_makes_the_agency_the_origin() -> None:
    wired = (
        replace(ONE, credit="Moor Wire"),
        article(PAPERS[2], 1, [f"LOWMOOR (MW) — {OTHER[0]}", *OTHER[1:]]),
        article(PAPERS[3], 2, [*[p.replace("the", "this") for p in BODY], "Moor Wire"]),
    )
    found = trace_origins(wired, REGISTRY)
    assert counted(found) == {"outlet:wire"}
    (origin,) = [o for o in found.origins if o.id == "outlet:wire"]
    assert origin.kind == "agency"
    assert {(member.n, member.how) for member in origin.members} >= {(1, "credit"), (2, "credit"), (3, "credit")}


def test_outlets_of_one_owner_are_one_origin() -> None:
    family = Registry(tuple(replace(p, owner="Moor Media") for p in PAPERS[:2]), Digest("1" * 64))
    found = trace_origins((ONE, TWO), family)
    assert counted(found) == {"owner:Moor Media"}
    (origin,) = found.origins
    assert "owner" in {member.how for member in origin.members}


def test_quoting_one_speech_word_for_word_is_no_copy() -> None:
    speech = (
        "“We will build the dam again, higher and of better stone, and nobody in Lowmoor shall sleep in fear of it.”"
    )
    one = article(PAPERS[0], 1, [BODY[0], f"{speech} said the mayor."])
    two = article(PAPERS[1], 2, [OTHER[0], f"{speech} said the mayor."])
    assert counted(trace_origins((one, two), REGISTRY)) == {"outlet:paper0", "outlet:paper1"}


@pytest.mark.parametrize("turn", range(1, 4))
def test_the_order_of_reading_does_not_matter(turn: int) -> None:
    articles = [ONE, TWO, *(article(paper, 2 + n, BODY[n:]) for n, paper in enumerate(PAPERS[2:5]))]
    turned = articles[turn:] + articles[:turn]
    whose = [
        {(order[owner.n - 1].id, owner.span, owner.origin) for owner in trace_origins(order, REGISTRY).owners}
        for order in (articles, turned)
    ]
    assert whose[0] == whose[1]
    assert {origin.id for origin in trace_origins(turned, REGISTRY).origins} == {
        origin.id for origin in trace_origins(articles, REGISTRY).origins
    }
