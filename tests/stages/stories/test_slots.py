"""Slots of an event, weights of words, and what neighbours say of a pair."""

import math
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alteram.model.articles import Article
from alteram.model.ids import Moment, article_id, digest_of, text_digest
from alteram.model.stories import Cluster
from alteram.stages.stories import group
from alteram.stages.stories.calendars import date_bits, named_dates, weekday_names
from alteram.stages.stories.guard import GUARD
from alteram.stages.stories.links import linked
from alteram.stages.stories.neighbours import SECOND, STEPS, Neighbourhoods
from alteram.stages.stories.pairs import FIRST, first_features
from alteram.stages.stories.prints import make_print
from alteram.stages.stories.reading import read
from alteram.stages.stories.shelf import Shelf
from alteram.stages.stories.weighing import weight

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"


def article(title: str, body: str, day: str | None = "2031-04-02", language: str = "en") -> Article:
    canonical = f"{title}\n\n{body}" if body else title
    payload = digest_of(f"{canonical}{day}".encode())
    return Article(
        id=article_id(payload, "test", text_digest(canonical)),
        url="",
        outlet=None,
        name="",
        title=title,
        text=canonical,
        text_sha256=text_digest(canonical),
        payload_sha256=payload,
        extractor="test",
        sentences=(),
        language=language,
        published=Moment(day) if day else None,
    )


QUAKE = article(
    "Quake kills 41 in Northern Vestra",
    "An earthquake killed 41 people near Ostmark on Tuesday, Governor Lena Marrick said. “We have never seen anything"
    " like this before,” she said. Some 1,200 homes fell in 2031.",
)


def test_a_reading_has_the_slots_of_the_event() -> None:
    found = read(QUAKE, "en")
    assert found.small == ("41",)
    assert found.large == ("1200",)
    assert found.weekdays == (1,)
    assert {"ostmark", "marrick"} <= set(found.names)
    assert "kill" in found.lead
    assert len(found.quoted) == 5


def test_capitals_of_a_title_in_title_case_are_names_only_where_the_body_has_them() -> None:
    found = read(article("Storm Hits Ostmark Harbour", "A storm hit the harbour of Ostmark."), "en")
    assert found.title_names == ("ostmark",)
    assert "harbour" in read(article("Storm Hits Ostmark Harbour", ""), "en").title


def test_ordinary_words_at_the_beginning_of_a_sentence_are_no_names() -> None:
    assert read(article("Rescue work goes on", "Rescue boats left. Boats came."), "en").names == ()


@pytest.mark.parametrize(("language", "word", "day"), [("en", "sunday", 6), ("ru", "среду", 2), ("de", "montag", 0)])
def test_weekdays_are_known_in_several_languages(language: str, word: str, day: int) -> None:
    assert weekday_names(language)[word] == day


def test_an_unknown_language_has_no_weekdays() -> None:
    assert weekday_names("xx") == {}


def test_frequent_words_of_another_language_weigh_less_than_rare_ones() -> None:
    assert weight("не", "ru") < weight("город", "ru") < weight("фрегат", "ru")
    assert weight("не", "xx") == weight("фрегат", "xx")


def weights_of(article: Article) -> dict[str, int]:
    """What a print keeps of the lead, by term."""
    terms = dict.fromkeys(read(article, "en").lead)
    return dict(zip(terms, (make_print(article).lead & 4095).tolist(), strict=True))


def test_the_weights_of_a_lead_have_length_one_and_frequent_terms_weigh_more() -> None:
    found = weights_of(article("Ferry harbour ferry", "Ferry."))
    assert sum(value * value for value in found.values()) == pytest.approx(4095**2, rel=0.001)
    assert found["ferry"] > found["harbour"]
    assert len(make_print(article("", "")).lead) == 0


def shelved(*articles: Article) -> Shelf:
    shelf = Shelf()
    shelf.add([one.id for one in articles], [make_print(one) for one in articles])
    return shelf


def features(one: Article, other: Article) -> dict[str, float]:
    shelf = shelved(one, other)
    rows, back = first_features(shelf, 0, np.array([1])), first_features(shelf, 1, np.array([0]))
    assert np.array_equal(rows, back), "a pair has one score from either side"
    return dict(zip(FIRST, rows[0].tolist(), strict=True))


def test_slots_that_say_the_same_and_slots_that_part() -> None:
    twin = article(
        "Quake kills 7 in Southern Vestra", "An earthquake killed 7 people near Lindholm on Friday, officials said."
    )
    same = article("41 dead in Vestra quake", "Ostmark was hit on Tuesday by an earthquake that left 41 dead.")
    apart, together = features(QUAKE, twin), features(QUAKE, same)
    assert (apart["small_shared"], apart["small_apart"], apart["weekdays_apart"]) == (0.0, 1.0, 1.0)
    assert (together["small_shared"], together["small_apart"], together["weekdays_shared"]) == (1.0, 0.0, 1.0)
    assert together["most_names"] > apart["most_names"]


def test_a_shared_quotation_is_seen() -> None:
    again = article("Governor speaks", "“We have never seen anything like this before,” Lena Marrick said.")
    assert features(QUAKE, again)["quoted"] == pytest.approx(np.log1p(5))
    assert features(QUAKE, article("Governor speaks", "We have never seen anything like it."))["quoted"] == 0.0


def test_a_slot_without_anything_says_nothing() -> None:
    silent = article("Vestra mourns", "Flags were lowered across the country for those who died near Ostmark.")
    found = features(QUAKE, silent)
    assert (found["small_apart"], found["large_apart"], found["weekdays_apart"]) == (0.0, 0.0, 0.0)


def second(
    number: int, ties: list[tuple[int, int, float]], speaks: list[bool] | None = None
) -> dict[tuple[int, int], dict[str, float]]:
    """Second features of pairs of articles that have first logits, by pair."""
    articles = [article(f"Title {n}", f"Body {n}") for n in range(number)]
    flags = speaks or [True] * number
    genres = [replace(one, genre="report" if flag else "live") for one, flag in zip(articles, flags, strict=True)]
    near = Neighbourhoods(shelved(*genres))
    near.grow(number)
    for one, other, logit in ties:
        for slot, end in ((one, other), (other, one)):
            link = linked(np.array([end]), np.array([round(logit * STEPS)]))
            near.links.append(np.array([slot]), link)
    near.refresh(range(number))
    found: dict[tuple[int, int], list[float]] = {}
    for slot in range(number):
        _, others, rows, _ = near.features(np.array([slot]))
        for other, row in zip(others.tolist(), rows.tolist(), strict=True):
            pair = (min(slot, other), max(slot, other))
            assert found.setdefault(pair, row) == row, "a pair has one score from either side"
    return {pair: dict(zip(SECOND, row, strict=True)) for pair, row in found.items()}


def test_two_articles_alone_do_not_vouch_for_themselves() -> None:
    (found,) = second(2, [(0, 1, 2.0)]).values()
    assert {name: value for name, value in found.items() if value} == {"one": 1.0, "logit": 2.0}


def test_third_articles_speak_for_a_pair_and_rivals_against_it() -> None:
    triangle = second(3, [(0, 1, 0.0), (0, 2, 4.0), (1, 2, 4.0)])[0, 1]
    chain = second(3, [(0, 1, 0.0), (0, 2, 4.0)])[0, 1]
    assert triangle["common"] == pytest.approx(1.0)
    assert triangle["likeness"] > 0.9 and triangle["rival"] < 0.1
    assert chain["common"] == 0.0 and chain["likeness"] == 0.0 and chain["rival"] > 0.9


def test_an_article_that_may_not_speak_is_no_third() -> None:
    ties = [(0, 1, 0.0), (0, 2, 4.0), (1, 2, 4.0)]
    assert second(3, ties, [True, True, False])[0, 1]["common"] == 0.0
    assert second(3, ties, [True, True, False])[0, 1]["has_third"] == 0.0


@given(st.integers(0, 1000))
def test_the_order_of_pairs_changes_no_second_feature(seed: int) -> None:
    dice = random.Random(seed)
    ties = [(i, j, dice.uniform(-4, 4)) for i in range(6) for j in range(i + 1, 6) if dice.random() < 0.7]
    if not ties:
        return
    shuffled = ties[:]
    dice.shuffle(shuffled)
    assert second(6, ties) == second(6, shuffled)


LEVY = article(
    "Timber levy splits the Vestran cabinet",
    "The Vestran cabinet could not agree on the timber levy on Tuesday, and two ministers walked out before the vote."
    " Exporters had asked for a lower rate, while rural schools depend on the money that the levy brings.",
)


@pytest.mark.parametrize("day", [None, "2031-04-02"])
def test_two_reports_of_one_country_and_day_that_are_merely_alone_are_no_story(day: str | None) -> None:
    quake, levy = (article(one.title, one.text[len(one.title) + 2 :], day) for one in (QUAKE, LEVY))
    assert len(group([quake, levy])) == 2


def test_third_articles_that_go_with_both_speak_for_a_pair() -> None:
    triangle = second(3, [(0, 1, 0.0), (0, 2, 4.0), (1, 2, 4.0)])[0, 1]
    single = second(2, [(0, 1, 0.0)])[0, 1]
    assert triangle["likeness"] >= GUARD.likeness > single["likeness"]


def test_faint_common_neighbours_do_not_speak_for_a_pair() -> None:
    faint = second(3, [(0, 1, -3.0), (0, 2, -2.0), (1, 2, -2.0)])[0, 1]
    assert faint["common"] > 0.9
    assert faint["likeness"] < GUARD.likeness


WORDS = [
    "bridge",
    "council",
    "orchard",
    "river",
    "market",
    "school",
    "ferry",
    "tower",
    "mayor",
    "vote",
    "strike",
    "storm",
    "flood",
    "rescue",
    "budget",
    "levy",
]


def crowd(number: int) -> list[Article]:
    """Articles of a few chosen words each, about nothing that the quake's reports speak of."""
    dice = random.Random(7)
    return [
        article(" ".join(dice.sample(WORDS, 4)), " ".join(dice.choices(WORDS, k=60)) + f" hall{k}")
        for k in range(number)
    ]


def test_unrelated_articles_change_nothing() -> None:
    again = article(
        "Earthquake near Ostmark leaves 41 dead",
        "Governor Lena Marrick said 41 people were killed on Tuesday when an earthquake struck near Ostmark in northern"
        " Vestra and 1,200 homes fell.",
    )

    def with_quake(clusters: tuple[Cluster, ...]) -> list[Cluster]:
        return [one for one in clusters if QUAKE.id in one.articles]

    alone = with_quake(group([QUAKE, again]))
    assert len(alone[0].articles) == 2
    assert with_quake(group([QUAKE, again, *crowd(150)])) == alone


def test_a_join_names_shared_figures() -> None:
    again = article(
        "Earthquake near Ostmark leaves 41 dead",
        "Governor Lena Marrick said 41 people were killed on Tuesday when an earthquake struck near Ostmark in northern"
        " Vestra and 1,200 homes fell.",
    )
    (cluster,) = group([QUAKE, again])
    assert {"41", "1200"} <= set(cluster.joins[0].shared)
    assert "ostmark" in cluster.joins[0].shared


@pytest.mark.shared
def test_the_sample_is_grouped_alike_in_a_crowd() -> None:
    if not SHARED.exists():
        pytest.skip("the research data are not beside the checkout")
    from evals.grouping import agreement
    from evals.story_sets import crowd as others
    from evals.story_sets import sample

    alone, among = agreement(sample()), agreement(sample(), others(500))
    assert alone["b_cubed_f1"] - among["b_cubed_f1"] <= 0.02
    assert among["b_cubed_precision"] >= 0.98


@pytest.mark.parametrize(
    ("language", "told", "dates"),
    [
        ("en", "the talks of 8 november", ((11, 8),)),
        ("en", "on nov 8th and march 3", ((3, 3), (11, 8))),
        ("ru", "прогноз погоды на 18 ноября", ((11, 18),)),
        ("es", "el 8 de mayo", ((5, 8),)),
        ("de", "am 08.11.2031", ((11, 8),)),
        ("en", "they may go in 8 days", ()),
        ("xx", "8 november", ()),
    ],
)
def test_dates_are_read_in_several_languages(language: str, told: str, dates: tuple[tuple[int, int], ...]) -> None:
    assert named_dates(told.split(), language) == dates


def test_dates_of_one_season_have_bits_of_their_own() -> None:
    near = [(month, day) for month in (4, 5) for day in range(1, 31)]
    assert len({date_bits([one]) for one in near}) == len(near)


def test_function_words_of_another_language_are_no_terms() -> None:
    found = read(article("Паром сел на мель", "Он был на мели во вторник.", language="ru"), "ru")
    assert "на" not in found.lead
    assert "сел" in found.lead
    assert "на" in read(article("Паром сел на мель", "Он был на мели.", language="xx"), "xx").lead


def test_the_longer_of_two_bodies_is_seen_from_either_side() -> None:
    shelf = Shelf()
    pages = [QUAKE, article("Quake kills 41 in Vestra", "word " * 300)]
    shelf.add([page.id for page in pages], [make_print(page) for page in pages])
    shorter, longer = FIRST.index("shorter"), FIRST.index("longer")
    one, other = first_features(shelf, 0, np.array([1]))[0], first_features(shelf, 1, np.array([0]))[0]
    assert one.tolist() == other.tolist()
    assert 3.0 < one[shorter] < one[longer] == pytest.approx(math.log(301), abs=0.02)
