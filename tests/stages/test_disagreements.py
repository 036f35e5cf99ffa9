"""Which figures disagree, of what kind, and what must never be compared. All coverage is fictional."""

import pytest

from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Disagreement
from alteram.model.ids import Moment, OutletId, article_id, digest_of, story_id, text_digest
from alteram.model.outlets import Outlet, Registry
from alteram.model.stories import Dossier
from alteram.stages.disagreements import find
from alteram.stages.verify.gates import check_sentence
from alteram.stages.verify.parts import Reference
from alteram.text.provenance import trace
from alteram.text.sentences import canonical, sentences

OUTLETS = ("Harbour Post", "Norvania Herald", "Lake Tribune", "Coast Daily")


def article(name: str, published: str | None, *paragraphs: str, title: str = "Fire at the docks") -> Article:
    text = canonical(title, paragraphs)
    digest = text_digest(f"{name}{published}{text}")
    return Article(
        id=article_id(digest, "test", text_digest(text)),
        url=f"https://{name.lower().replace(' ', '-')}.example/{digest[:6]}",
        outlet=OutletId(name.lower().replace(" ", "-")),
        name=name,
        title=title,
        text=text,
        text_sha256=text_digest(text),
        payload_sha256=digest,
        extractor="test",
        sentences=sentences(text),
        published=Moment(published) if published else None,
    )


def dossier(*articles: Article) -> Dossier:
    outlets = tuple(
        Outlet(OutletId(name.lower().replace(" ", "-")), name, (f"{name.lower().replace(' ', '-')}.example",))
        for name in OUTLETS
    )
    registry = Registry(outlets, digest_of(b"test"))
    return Dossier(story_id(articles[0].id), articles, registry, trace(dict(enumerate(articles, 1)), registry))


def found(*articles: Article) -> tuple[Disagreement, ...]:
    return find(dossier(*articles))[0]


def values(disagreement: Disagreement) -> list[tuple[float | None, float | None]]:
    return [(side.low, side.high) for side in disagreement.sides]


MORNING = "2031-05-04T09:00:00Z"
SOON = "2031-05-04T09:40:00Z"
EVENING = "2031-05-04T18:00:00Z"


def test_same_hour_and_other_origin_is_a_conflict() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "The fire at the docks of Lindhaven killed 12 people on Sunday."),
        article("Lake Tribune", SOON, "A fire swept the docks of Lindhaven on Sunday and 19 people were killed."),
    )
    assert one.kind == "conflict"
    assert values(one) == [(12, 12), (19, 19)]
    assert (one.slot.predicate, one.slot.who) == ("killed", "people")
    assert [side.holder.name for side in one.sides] == ["Harbour Post", "Lake Tribune"]


def test_later_and_not_lower_is_an_update() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "The fire at the docks of Lindhaven killed 12 people on Sunday."),
        article("Lake Tribune", EVENING, "The death toll in the fire at Lindhaven rose to 19 on Sunday."),
    )
    assert (one.kind, values(one)) == ("update", [(12, 12), (19, 19)])
    assert [side.as_of for side in one.sides] == [MORNING, EVENING]


def test_same_origin_lower_is_a_correction() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "The fire at the docks of Lindhaven killed 19 people on Sunday."),
        article("Harbour Post", EVENING, "The blaze in the port of Lindhaven left 12 people dead."),
    )
    assert (one.kind, values(one)) == ("correction", [(19, 19), (12, 12)])


def test_one_day_without_times_is_undated_and_has_no_sentence() -> None:
    (one,) = found(
        article("Harbour Post", "2031-05-04", "The fire at the docks of Lindhaven killed 12 people on Sunday."),
        article("Lake Tribune", "2031-05-04", "A fire swept the docks of Lindhaven on Sunday and killed 19 people."),
    )
    assert (one.kind, one.sentence) == ("undated", None)


def test_two_speakers_in_one_article_conflict() -> None:
    disagreements, speakers = find(
        dossier(
            article(
                "Harbour Post",
                "2031-05-04",
                "Police said 12 people were killed in the fire. The Port Workers Union said 19 people were killed.",
            ),
            article("Lake Tribune", "2031-05-04", "A fire swept the docks of Lindhaven on Sunday."),
        )
    )
    (one,) = disagreements
    assert one.kind == "conflict"
    assert {side.holder.name for side in one.sides} == {"Police", "The Port Workers Union"}
    assert {side.origin for side in one.sides} == {origin.id for origin in speakers}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("at least 12 people were killed", "19 people were killed"),
        ("dozens of people were injured", "47 people were injured"),
        ("about 50 people were injured", "53 people were injured"),
        ("20 to 30 people were arrested", "24 people were arrested"),
    ],
)
def test_overlapping_intervals_agree(first: str, second: str) -> None:
    assert not found(
        article("Harbour Post", MORNING, f"In the fire at the docks {first} on Sunday."),
        article("Lake Tribune", SOON, f"In the blaze in the port {second} on Sunday."),
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("killed 12 soldiers", "killed 19 people"),
        ("killed 12 people", "injured 19 people"),
        ("killed 12 people", "killed 19 others"),
        ("killed 12 people", "killed two more people"),
        ("killed 12 people, including five children", "killed 19 children"),
        ("killed 12 people in Lindhaven", "killed 19 people in Oskaby"),
        ("killed 12 people", "could have killed 19 people"),
        ("killed 12 people", "killed 19 of the guests"),
        ("killed 12 people", "did not kill 19 people"),
        ("killed 12 people", "killed 13 people, including the gunman"),
    ],
)
def test_other_group_scope_or_mood_is_another_slot(first: str, second: str) -> None:
    assert all(
        one.kind == "scope"
        for one in found(
            article("Harbour Post", MORNING, f"The attack on the docks {first}."),
            article("Lake Tribune", SOON, f"An attack in the port {second}."),
        )
    )


@pytest.mark.parametrize(
    "background",
    [
        "In 2014, a fire at the docks killed 36 people.",
        "A fire last year killed 36 people.",
        "A fire in March killed 36 people.",
        "On March 3, a fire killed 36 people.",
        "It was the deadliest fire since one that killed 36 people.",
        "In 2014 the old quay burned. That fire killed 36 people.",
        "Fires have killed 36 people so far this year.",
    ],
)
def test_the_toll_of_another_event_never_enters(background: str) -> None:
    assert not found(
        article("Harbour Post", MORNING, "The fire at the docks killed 12 people on Sunday."),
        article("Lake Tribune", SOON, "The fire at the docks killed 12 people.", background),
    )


def test_agreeing_articles_share_a_side_with_all_passages() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "The fire at the docks of Lindhaven killed 12 people on Sunday."),
        article("Lake Tribune", EVENING, "The toll has grown in the port town and 19 people are dead."),
        article("Coast Daily", EVENING, "The death toll in the fire at Lindhaven rose to 19 on Sunday."),
    )
    assert [[passage.source for passage in side.passages] for side in one.sides] == [[1], [2, 3]]


def test_a_title_does_not_sharpen_the_figure_of_its_text() -> None:
    body = "The fire at the docks of Lindhaven left at least 12 people dead on Sunday."
    assert not found(
        article("Harbour Post", MORNING, body, title="Fire at Lindhaven docks kills 12 people"),
        article("Lake Tribune", SOON, "A fire swept the docks of Lindhaven on Sunday and 19 people were killed."),
    )


def test_stated_time_is_kept_as_a_day() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "As of 6 p.m. on Saturday, 12 people were killed by the fire."),
        article("Lake Tribune", EVENING, "The death toll in the fire at Lindhaven rose to 19 on Sunday."),
    )
    assert (one.sides[0].as_of, one.sides[0].as_of_from) == ("2031-05-03", "stated")
    assert one.kind == "update"


def test_sentence_passes_the_gates() -> None:
    case = dossier(
        article("Harbour Post", MORNING, "The fire at the docks of Lindhaven killed 12 people on Sunday."),
        article("Lake Tribune", SOON, "Fire chief Ada Holm said on Sunday that 19 people were killed in the fire."),
    )
    (one,) = find(case)[0]
    assert one.sentence is not None
    assert one.sentence.text == (
        "According to Harbour Post, the fire at the docks of Lindhaven killed 12 people on Sunday; "
        "fire chief Ada Holm said on Sunday that 19 people were killed in the fire."
    )
    reference = Reference(dict(enumerate(case.articles, 1)), case.registry, LexicalJudge())
    assert not check_sentence(one.sentence, "disagreement", reference)


def test_a_long_sentence_leaves_the_table_alone() -> None:
    tail = " which had been kept in the old stores by the quay for longer than anybody in the town remembered" * 3
    (one,) = found(
        article("Harbour Post", MORNING, f"The fire at the docks killed 12 people amid the goods{tail}."),
        article("Lake Tribune", SOON, "A fire swept the docks on Sunday and 19 people were killed."),
    )
    assert one.sentence is None


def test_order_of_articles_of_one_time_does_not_change_the_kind() -> None:
    first = article("Harbour Post", MORNING, "The fire at the docks of Lindhaven killed 12 people on Sunday.")
    second = article("Lake Tribune", SOON, "A fire swept the docks of Lindhaven and 19 people were killed.")
    assert found(first, second)[0].kind == found(second, first)[0].kind
    assert values(found(first, second)[0]) == values(found(second, first)[0])


def test_no_figures_no_disagreements() -> None:
    assert find(dossier(article("Harbour Post", None, "The fire at the docks was put out."))) == ((), ())


@pytest.mark.parametrize(
    ("first", "second", "predicate", "expected"),
    [
        (
            "The Senate of Norvania passed the harbour bill 52-48 on Sunday.",
            "Norvania's Senate approved the harbour bill 51 to 48 on Sunday.",
            "votes for",
            [(51, 51), (52, 52)],
        ),
        (
            "The new bridge over the Linn cost $5 million to build.",
            "The new bridge over the Linn cost $8 million to build.",
            "cost",
            [(5e6, 5e6), (8e6, 8e6)],
        ),
        (
            "Ana Velt won 52 percent of the vote in Lindhaven on Sunday.",
            "Governor Ana Velt won 48 percent of the vote in Lindhaven on Sunday.",
            "vote",
            [(48, 48), (52, 52)],
        ),
        (
            "About 2,000 people marched through Lindhaven on Sunday.",
            "Some 9,000 protesters rallied in Lindhaven on Sunday.",
            "attended",
            [(1800, 2200), (8100, 9900)],
        ),
        (
            "The storm destroyed 120 homes in Lindhaven.",
            "The storm destroyed 300 homes in Lindhaven.",
            "counted",
            [(120, 120), (300, 300)],
        ),
        (
            "Nine of the council's 12 members in Lindhaven appeared at the harbour rally on Sunday.",
            "Nine of the council's 13 members in Lindhaven left the harbour rally on Sunday.",
            "members",
            [(12, 12), (13, 13)],
        ),
        (
            "The fire at the docks of Lindhaven started at 8:05 p.m. on Sunday in a store of grain.",
            "The fire at the docks started at 9:20 p.m. on Sunday in a store of grain in Lindhaven.",
            "hour",
            [(1205, 1205), (1280, 1280)],
        ),
    ],
)
def test_votes_money_shares_and_things_conflict(
    first: str, second: str, predicate: str, expected: list[tuple[float, float]]
) -> None:
    (one,) = found(article("Harbour Post", MORNING, first), article("Lake Tribune", SOON, second))
    assert (one.kind, one.slot.predicate) == ("conflict", predicate)
    assert sorted(values(one)) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ana Velt won 52 percent of the vote on Sunday.", "Ola Brun won 48 percent of the vote on Sunday."),
        (
            "The Senate passed the harbour bill 52-48 on Sunday.",
            "The House passed the harbour bill 210-190 on Sunday.",
        ),
        (
            "The port of Lindhaven limits gatherings to 25 guests indoors or 250 guests outdoors.",
            "The port of Lindhaven limits gatherings to 250 guests outdoors and 25 guests indoors.",
        ),
        (
            "Fish make up 21 percent of harbour exports from Lindhaven this year.",
            "Fish make up 30 percent of harbour exports from Lindhaven last year.",
        ),
        (
            "The new bridge over the Linn cost $5 million to build.",
            "The new bridge over the Linn cost 5 million euros to build.",
        ),
        (
            "Bread prices in Lindhaven rose 400 % of the old price.",
            "Bread prices in Lindhaven rose 30 % of the old price.",
        ),
        (
            "The fire at the docks of Lindhaven started at 8 p.m. on Sunday in a store of grain.",
            "The fire at the docks of Lindhaven started at 9 p.m. on Sunday in a store of grain.",
        ),
        (
            "The fire at the docks of Lindhaven started at 8:05 p.m. on Sunday in a store of grain.",
            "The fire at the docks of Lindhaven started at 9:20 p.m. GMT on Sunday in a store of grain.",
        ),
        (
            "The fire at the docks of Lindhaven started at about 8:05 p.m. on Sunday in a store of grain.",
            "The fire at the docks of Lindhaven started at 8:25 p.m. on Sunday in a store of grain.",
        ),
        (
            "The fire at the docks of Lindhaven started at 8:05 p.m. on Saturday in a store of grain.",
            "The fire at the docks of Lindhaven started at 9:20 p.m. on Sunday in a store of grain.",
        ),
        ("All 50 ports except Velm keep the harbour holiday.", "The harbour holiday is kept in 45 ports."),
        ("The fire killed ٣٤ people in Lindhaven.", "The fire in Lindhaven killed 12 people."),
        ("The fire killed 12 people in Lindhaven.", "The virus has killed 9,000 people worldwide."),
    ],
)
def test_other_things_and_bad_figures_are_never_set_against_each_other(first: str, second: str) -> None:
    assert found(article("Harbour Post", MORNING, first), article("Lake Tribune", SOON, second)) == ()
