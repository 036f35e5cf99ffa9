"""Which articles report one event."""

import itertools
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alteram.model.acts import Act, ActKind, Named
from alteram.model.articles import Article
from alteram.model.ids import Moment, article_id, digest_of, text_digest
from alteram.model.stories import Cluster
from alteram.stages.stories import group, settle
from alteram.stages.stories.linkage import Times, link
from alteram.stages.stories.prints import days, make_print
from alteram.stages.stories.roles import role

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"

FERRY_A = (
    "Ferry sinks off Port Ardmoor, 12 missing",
    "A passenger ferry sank in heavy seas off Port Ardmoor on Tuesday night, and twelve people were missing, the"
    " Vestran coast guard said. The Morning Tern was carrying 84 passengers from Kellan Island when it took on water"
    " near the Skerry lighthouse. Rescue boats pulled 72 survivors from the sea. The harbour master said the ferry had"
    " been warned of a storm before it left Kellan Island.",
)
FERRY_B = (
    "Twelve missing after Ardmoor ferry sinks in storm",
    "Rescuers searched for twelve missing passengers on Wednesday after the ferry Morning Tern sank near the Skerry"
    " lighthouse off Port Ardmoor. Seventy-two survivors were taken from the sea, the Vestran coast guard said. The"
    " ferry had left Kellan Island with 84 passengers although the harbour master had warned of a storm.",
)
BUDGET_A = (
    "Vestran parliament passes budget after all-night debate",
    "The Vestran parliament passed the finance minister's budget by four votes on Wednesday after a debate that ran"
    " through the night. The budget raises the levy on timber exports and cuts spending on rural schools. Opposition"
    " members walked out before the final vote, calling the school cuts shameful.",
)
BUDGET_B = (
    "Budget with timber levy and school cuts approved in Vestra",
    "Members of the Vestran parliament approved a budget that cuts spending on rural schools and raises the timber"
    " export levy. The vote, won by a margin of four, came on Wednesday after an all-night debate; the opposition"
    " walked out in protest against the school cuts proposed by the finance minister.",
)
DAY = "2031-04-02"


def article(
    text: tuple[str, str], day: str | None = DAY, genre: str = "report", language: str | None = "en", key: str = ""
) -> Article:
    title, body = text
    canonical = f"{title}\n\n{body}" if body else title
    payload = digest_of(f"{key}{canonical}{day}{genre}".encode())
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
        genre=genre,
    )


def together(clusters: tuple[Cluster, ...], *articles: Article) -> bool:
    wanted = {one.id for one in articles}
    return any(wanted <= set(cluster.articles) for cluster in clusters)


def test_reports_of_one_event_are_together_and_others_apart() -> None:
    ferry, again, budget, vote = (article(text) for text in (FERRY_A, FERRY_B, BUDGET_A, BUDGET_B))
    clusters = group([ferry, budget, again, vote])
    assert len(clusters) == 2
    assert together(clusters, ferry, again)
    assert together(clusters, budget, vote)


def test_undated_reports_of_one_event_are_together() -> None:
    ferry, again, budget = article(FERRY_A, None), article(FERRY_B, None), article(BUDGET_A, None)
    clusters = group([ferry, again, budget])
    assert together(clusters, ferry, again)
    assert len(clusters) == 2


def test_the_same_words_two_weeks_later_are_another_event() -> None:
    assert len(group([article(FERRY_A, "2031-04-02"), article(FERRY_B, "2031-04-16")])) == 2


def test_neither_order_nor_repetition_of_the_input_matters() -> None:
    articles = [
        article(text, day) for text in (FERRY_A, FERRY_B, BUDGET_A, BUDGET_B) for day in (DAY, "2031-04-03", None)
    ]
    expected = group(articles)
    shuffled = list(articles)
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert group([*shuffled, shuffled[0]]) == expected
    members = [member for cluster in expected for member in cluster.articles]
    assert sorted(members) == sorted(one.id for one in articles)


def test_members_are_in_order_of_time_and_undated_ones_last() -> None:
    late, early, loose = article(FERRY_A, "2031-04-03"), article(FERRY_B, "2031-04-02"), article(FERRY_A, None)
    (cluster,) = group([loose, late, early])
    assert cluster.articles == (early.id, late.id, loose.id)


def test_time_of_capture_stands_in_for_a_missing_publication_time() -> None:
    one = article(FERRY_A, None)
    fetched = Article(**{name: getattr(one, name) for name in Article.__slots__} | {"fetched": Moment("2031-05-20")})
    assert len(group([fetched, article(FERRY_B, DAY)])) == 2


@pytest.mark.parametrize(
    "title",
    [
        "Morning briefing: ferry sinks",
        "10 things you need to know today",
        "Opening Bell 4.2.31",
        "The week in pictures",
    ],
)
def test_round_ups_stay_alone_by_title(title: str) -> None:
    roundup = article((title, f"{FERRY_A[1]} {BUDGET_A[1]}"))
    clusters = group([roundup, article(FERRY_A), article(FERRY_B), article(BUDGET_A), article(BUDGET_B)])
    assert (roundup.id,) in [cluster.articles for cluster in clusters]
    assert len(clusters) == 3


@pytest.mark.parametrize(
    "title", [FERRY_A[0], BUDGET_B[0], "Ten things found in wreck of ferry", "Minister's brief reply"]
)
def test_ordinary_titles_are_no_round_ups(title: str) -> None:
    assert role(article((title, "body"))) == "report"


@pytest.mark.parametrize("genre", ["roundup", "satire"])
def test_round_ups_and_satire_stay_alone_by_genre(genre: str) -> None:
    copy = article(FERRY_A, genre=genre)
    clusters = group([copy, article(FERRY_A), article(FERRY_B)])
    assert sorted(len(cluster.articles) for cluster in clusters) == [1, 2]
    assert (copy.id,) in [cluster.articles for cluster in clusters]


@pytest.mark.parametrize("genre", ["opinion", "live"])
def test_opinion_and_live_pages_follow_a_story_of_two_reports(genre: str) -> None:
    follower, ferry, again = article(FERRY_A, genre=genre), article(FERRY_A), article(FERRY_B)
    assert together(group([follower, ferry, again]), follower, ferry, again)


@pytest.mark.parametrize("genre", ["opinion", "live"])
def test_opinion_and_live_pages_tie_nothing_together(genre: str) -> None:
    follower = article((FERRY_A[0], f"{FERRY_A[1]} {BUDGET_A[1]}"), genre=genre)
    clusters = group([follower, article(FERRY_A), article(BUDGET_A)])
    assert [len(cluster.articles) for cluster in clusters] == [1, 1, 1]


def test_a_republished_text_is_with_its_original() -> None:
    under_other_title = ("Night of fear at sea", FERRY_A[1])
    assert together(group([article(FERRY_A), article(under_other_title)]), article(FERRY_A), article(under_other_title))


def test_languages_do_not_mix() -> None:
    assert len(group([article(FERRY_A, language="en"), article(FERRY_A, language="fr", key="other")])) == 2


def test_titles_alone_can_be_grouped() -> None:
    one, other, apart = article((FERRY_A[0], "")), article((FERRY_B[0], "")), article((BUDGET_A[0], ""))
    assert together(group([one, other, apart]), one, other)
    assert len(group([one, other, apart])) == 2


@pytest.mark.parametrize("texts", [[], [("", "")], [("", "Only a body of a few words.")], [("Only a title", "")]])
def test_little_or_nothing_is_no_error(texts: list[tuple[str, str]]) -> None:
    articles = [article(text) for text in texts]
    assert [cluster.articles for cluster in group(articles)] == [(one.id,) for one in articles]


def test_a_join_says_why() -> None:
    ferry, again, budget = article(FERRY_A), article(FERRY_B), article(BUDGET_A)
    cluster = next(found for found in group([ferry, again, budget]) if ferry.id in found.articles)
    join = next(join for join in cluster.joins if join.article == ferry.id)
    assert join.nearest == again.id
    assert 0.7 <= join.score <= 1.0
    assert {"ferry", "ardmoor"} & set(join.shared)
    assert join.other_score < join.score
    (alone,) = (join for found in group([budget]) for join in found.joins)
    assert (alone.nearest, alone.score, alone.shared, alone.other) == (None, 0.0, (), None)


def test_average_linkage_counts_missing_pairs_as_nothing() -> None:
    ties = [(0, 1, 0.9), (1, 2, 0.9)]
    free = Times([None] * 3, 2.0)
    assert link(3, ties, 0.5, free) == ((0, 1), (2,))
    assert link(3, ties, 0.4, free) == ((0, 1, 2),)
    assert link(3, [*ties, (0, 2, 0.2)], 0.5, free) == ((0, 1, 2),)


def test_linkage_keeps_a_cluster_inside_its_span() -> None:
    ties = [(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.8)]
    assert link(3, ties, 0.5, Times([1.0, 2.0, 5.0], 2.0)) == ((0, 1), (2,))
    assert link(3, ties, 0.5, Times([1.0, 2.0, 5.0], 4.0)) == ((0, 1, 2),)


@given(st.data())
def test_linkage_of_any_graph_is_a_partition_whatever_the_order(data: st.DataObject) -> None:
    pairs = list(itertools.combinations(range(6), 2))
    weights = data.draw(st.lists(st.sampled_from([0.0, 0.3, 0.5, 0.8, 1.0]), min_size=15, max_size=15))
    ties = [(i, j, weight) for (i, j), weight in zip(pairs, weights, strict=True) if weight]
    free = Times([None] * 6, 2.0)
    found = link(6, ties, 0.5, free)
    assert sorted(row for rows in found for row in rows) == list(range(6))
    assert link(6, data.draw(st.permutations(ties)), 0.5, free) == found


def test_a_day_is_never_widened_to_a_time() -> None:
    assert days(Moment("2031-04-02")) == int(days(Moment("2031-04-02T18:00:00Z")))
    assert days(Moment("2031-04-02T18:00:00Z")) % 1 == 0.75
    assert not make_print(article(FERRY_A)).exact


@pytest.mark.shared
def test_events_of_real_coverage_are_found() -> None:
    if not SHARED.exists():
        pytest.skip("the research data are not beside the checkout")
    from evals.grouping import events
    from evals.story_sets import sample

    figures = events(sample())
    assert figures["events_found"] >= 100
    assert figures["b_cubed_precision"] >= 0.98


def named(article: Article) -> Named:
    return Named(article.id, article.url)


def acted(number: int, kind: ActKind, named_ones: list[Article], others: list[Article]) -> Act:
    made = tuple(map(named, named_ones)), tuple(map(named, others))
    return Act(number, kind, Moment("2031-05-01"), "", (), *made)


def crowd(number: int) -> list[Article]:
    """Articles with addresses, about two events in turn."""
    texts = (FERRY_A, FERRY_B, BUDGET_A, BUDGET_B)
    return [replace(article(texts[n % 4], key=str(n)), url=f"https://outlet{n}.example/") for n in range(number)]


CROWD = crowd(10)
KNOWN = {each.url: each.id for each in CROWD} | {each.id: each.id for each in CROWD}
ROWS_OF_ACTS = st.lists(
    st.tuples(
        st.sampled_from(["move", "pin", "merge", "split"]), st.sets(st.integers(0, 9), min_size=2), st.integers(1, 9)
    ),
    max_size=5,
)


def acts_of(drawn: list[tuple[ActKind, set[int], int]]) -> list[Act]:
    """Acts about articles by number: a move of the first, a merge of all, a split of the first few from the others."""
    made = []
    for number, (kind, rows, cut) in enumerate(drawn, start=1):
        chosen = [CROWD[row] for row in sorted(rows)]
        cut = 1 if kind in ("move", "pin") else min(cut, len(chosen) - 1)
        made.append(
            acted(number, kind, [] if kind == "merge" else chosen[:cut], chosen if kind == "merge" else chosen[cut:])
        )
    return made


@settings(max_examples=40, deadline=None, derandomize=True)
@given(ROWS_OF_ACTS, st.permutations(range(10)))
def test_whatever_editors_say_the_last_word_holds_and_no_order_matters(
    drawn: list[tuple[ActKind, set[int], int]], order: list[int]
) -> None:
    acts = acts_of(drawn)
    settled = settle(acts, KNOWN)
    found = group(CROWD, constraints=settled.constraints)
    assert found == group(
        [CROWD[n] for n in order], constraints=settle(acts[::-1], dict(reversed(KNOWN.items()))).constraints
    )
    place = {each: k for k, cluster in enumerate(found) for each in cluster.articles}
    assert set(place) == {each.id for each in CROWD}
    housed = {each for each, _ in settled.constraints.homes}
    for held in settled.constraints.together:
        assert len({place[each] for each in held if each not in housed}) <= 1
    for one, other in settled.constraints.apart:
        assert place[one] != place[other]
    if acts:
        last = acts[-1]
        assert last.number not in settled.overridden
        ids = [each.article for each in last.named]
        others = [each.article for each in last.others]
        if last.kind == "merge":
            assert len({place[each] for each in others}) == 1
        elif last.kind == "split":
            assert len({place[each] for each in ids}) == 1
            assert not {place[each] for each in ids} & {place[each] for each in others}
        else:
            assert place[ids[0]] in {place[each] for each in others}


def test_no_act_changes_nothing() -> None:
    assert group(CROWD, constraints=settle([], KNOWN).constraints) == group(CROWD)


def test_a_merge_makes_no_tie_weaker_or_stronger() -> None:
    """A later report goes where it would have gone; what was together stays so."""
    ferry, again, budget, vote = CROWD[:4]
    later = replace(article(FERRY_B, key="later"), url="https://later.example/")
    held = settle([acted(1, "merge", [], [ferry, budget])], KNOWN).constraints
    found = group([ferry, again, budget, vote, later], constraints=held)
    assert together(found, ferry, again, budget, vote, later)
    apart = settle([acted(1, "split", [again], [ferry])], KNOWN).constraints
    parted = group([ferry, again, budget, vote, later], constraints=apart)
    assert not together(parted, ferry, again)
    assert together(parted, budget, vote)
    assert together(parted, later, ferry) or together(parted, later, again)


def test_an_article_goes_with_most_of_those_it_belongs_with() -> None:
    ferry, again, budget, vote = CROWD[:4]
    home = settle([acted(1, "move", [budget], [ferry, again, vote])], KNOWN).constraints
    found = group([ferry, again, budget, vote], constraints=home)
    assert together(found, ferry, again, budget)
    assert not together(found, budget, vote)
