"""Acts, events, the list and the search of a store, over every back-end."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alteram.errors import LibraryError
from alteram.model.acts import Act, Named, StoryEvent
from alteram.model.articles import RecordAddress, Tombstone
from alteram.model.ids import ArticleId, Moment, StoryId
from alteram.model.listing import Choice, Wanted
from alteram.store import Regrouped, Store
from alteram.store.search import MOST_TERMS, match_expression
from tests.store.samples import arrival, article, edition, join, listed, story

NOW, LATER = Moment("2031-05-01T10:00:00Z"), Moment("2031-05-03T11:00:00Z")
TAIL = RecordAddress("alteram-00001.warc.gz", 90, 10)
ONE, TWO = ArticleId("1" * 32), ArticleId("2" * 32)
ACT = Act(1, "merge", NOW, "one event", (StoryId("a" * 16),), (), (Named(ONE, "https://a.example/"),))


def test_an_act_comes_back_as_it_was_and_regroups_in_the_same_step(store: Store) -> None:
    first, second = story("first", ONE), story("second", TWO)
    store.put_stories([first, second], [join(ONE), join(TWO, ONE)], {})
    both = replace(first, articles=(ONE, TWO))
    event = StoryEvent("merged", "editor", NOW, second.id, first.id, 1, 1, "one event", (7, 8))
    regrouped = Regrouped(frozenset({first.id, second.id}), (both,), {second.id: first.id}, {first.id: "changed"})
    store.put_act(ACT, regrouped, (event,))
    assert store.acts() == (ACT,)
    assert store.story_events(first.id) == store.story_events(second.id) == (event,)
    found = store.story(second.id)
    assert found is not None
    assert (found.story, found.reason) == (both, "changed")
    assert store.joins(first.id) == (join(ONE), join(TWO, ONE))
    assert store.redirects() == {second.id: first.id}
    with pytest.raises(LibraryError, match="Act 1 is in the library"):
        store.put_act(ACT, None, (event,))
    assert store.story_events(first.id) == (event,)


def test_an_act_is_undone_once(store: Store) -> None:
    store.put_act(ACT, None, ())
    event = StoryEvent("undone", "editor", LATER, StoryId("a" * 16), None, 0, 1, "")
    for moment in (LATER, NOW):
        store.undo_act(1, moment, (event,))
    store.undo_act(2, LATER, (event,))
    assert store.acts() == (replace(ACT, undone=LATER),)
    assert store.story_events(StoryId("a" * 16)) == (event,)


def test_events_come_in_the_order_in_which_they_happened(store: Store) -> None:
    vell = story("vell", ONE)
    told = [StoryEvent("moved", "grouping", None, vell.id, StoryId(f"{n}" * 16), n) for n in range(3)]
    store.put_stories([vell], [], {}, told[:1])
    store.put_stories([vell], [], {}, told[1:])
    store.put_stories([vell], [], {})
    assert store.story_events(vell.id) == tuple(told)
    assert store.story_events(StoryId("1" * 16)) == (told[1],)


def test_redirects_end_at_living_stories(store: Store) -> None:
    names = [StoryId(f"{n}" * 16) for n in range(4)]
    alive = story("vell", ONE)
    store.put_stories([alive], [], {names[0]: names[1], names[1]: alive.id, names[2]: names[3], alive.id: names[0]})
    assert store.redirects() == {names[0]: alive.id, names[1]: alive.id}


def test_the_story_of_a_version_is_the_grouped_one(store: Store) -> None:
    grouped = story("grouped", TWO)
    store.put_stories([grouped], [], {})
    store.put_chosen(story("chosen", ONE, TWO))
    assert store.grouped_homes([ONE, TWO]) == {TWO: grouped.id}


def test_ids_are_found_by_their_beginning(store: Store) -> None:
    names = ["abcd1" + "0" * 11, "abcd2" + "0" * 11, "abce" + "0" * 12]
    store.put_stories([replace(story(name, ONE), id=StoryId(name)) for name in names], [], {})
    assert store.beginning("abcd") == tuple(names[:2])
    assert store.beginning("abce") == (names[2],)
    assert store.beginning("b") == store.beginning("%") == store.beginning("~") == ()


def test_the_list_is_narrowed_and_paged(store: Store) -> None:
    rows = [
        listed(StoryId(f"{n:016}"), f"2031-05-0{n % 3 + 1}T08:00:00Z", brief=n % 2 == 0, origins=n) for n in range(9)
    ]
    rows.append(listed(StoryId("f" * 16), None, brief=False, carried=("post",), languages=(), origins=0))
    store.put_listing(rows)
    ordered = sorted(sorted(rows, key=lambda row: row.story), key=lambda row: row.updated or "", reverse=True)
    assert store.listing(Wanted(most=99)).stories == tuple(ordered)
    paged = [store.listing(Wanted(first=first, most=4)) for first in (0, 4, 8, 12)]
    assert [row for page in paged for row in page.stories] == ordered
    assert {page.total for page in paged} == {10}

    def found(wanted: Wanted) -> list[str]:
        page = store.listing(replace(wanted, most=99))
        assert page.total == len(page.stories)
        return sorted(row.story for row in page.stories)

    assert found(Wanted(briefs=True)) == [row.story for row in rows if row.brief]
    assert found(Wanted(briefs=False)) == [row.story for row in rows if not row.brief]
    assert found(Wanted(day="2031-05-02")) == [
        row.story for row in rows if (row.updated or "").startswith("2031-05-02")
    ]
    assert found(Wanted(origins=5)) == [row.story for row in rows if row.origins >= 5]
    assert found(Wanted(outlet="vell-courier", briefs=False)) == [row.story for row in rows[:9] if not row.brief]
    assert found(Wanted(language="en")) == [row.story for row in rows[:9]]
    assert found(Wanted(outlet="' OR 1=1 --")) == found(Wanted(language="\udcff")) == []


def test_choices_count_what_there_is(store: Store) -> None:
    rows = [listed(StoryId("1" * 16)), listed(StoryId("2" * 16), brief=False, languages=("de",), carried=("post",))]
    store.put_listing(rows)
    expected = (
        Choice("day", "2031-05-02", 1),
        *(Choice("language", "de", 1), Choice("language", "en", 1)),
        *(Choice("outlet", "post", 2), Choice("outlet", "vell-courier", 1)),
    )
    assert store.choices() == expected
    store.put_listing([replace(rows[1], brief=True)], [rows[0].story, StoryId("9" * 16)])
    assert store.listing(Wanted()).stories == (replace(rows[1], brief=True),)
    assert store.listing(Wanted(briefs=True)).total == 1
    assert store.listing(Wanted(briefs=False)).total == 0
    assert store.choices() == (expected[0], expected[1], Choice("outlet", "post", 1))
    assert store.listing_stamps() == {rows[1].story: rows[1].stamp}
    assert store.listed_of([rows[0].story, rows[1].story]) == {rows[1].story: replace(rows[1], brief=True)}


BODIES = {
    "harbour": "The harbour of Vell reopened after the strikes. Dockers cheered.",
    "budget": "Parliament passed the budget while dockers were striking.",
    "storm": "A storm closed the café on the mole for eleven days.",
}


def _filled(store: Store) -> dict[str, StoryId]:
    """Three stories of one article each."""
    nouns = {
        name: article(f"https://{name}.example/", body, title=f"News of {name}", text=f"News of {name}\n\n{body}")
        for name, body in BODIES.items()
    }
    store.add_arrivals([arrival(noun, n, BODIES[name]) for n, (name, noun) in enumerate(nouns.items())], TAIL)
    stories = {name: story(name, noun.id) for name, noun in nouns.items()}
    store.put_stories(list(stories.values()), [], {})
    store.put_listing([listed(each.id, carried=(name,)) for name, each in stories.items()])
    return {name: each.id for name, each in stories.items()}


def test_words_find_stories_by_stem_phrase_and_without_accents(store: Store) -> None:
    ids = _filled(store)

    def found(words: str, **more: str) -> set[str]:
        page = store.search(Wanted(words=words, **more))  # type: ignore[arg-type]
        assert page.total == len(page.stories)
        return {name for name, story_id in ids.items() if story_id in {row.story for row in page.stories}}

    assert found("docker strike") == {"harbour", "budget"}
    assert found('"dockers were"') == {"budget"}
    assert found("CAFE") == {"storm"}
    assert found("dockers", outlet="budget") == {"budget"}
    assert found("news") == set(BODIES)
    assert found("news", day="2031-05-01") == set()
    assert found("dockers storm") == found("") == found("?!") == set()
    assert store.search(Wanted(words="harbour")).stories[0].story == ids["harbour"]
    assert store.search(Wanted(words="news", first=2, most=2)).total == 3


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(['"', "*", "^", "NEAR(", "OR", "NOT", "title:", "-", "(", "a"])).map(" ".join)
)
def test_nothing_that_is_typed_is_an_expression(typed: str) -> None:
    phrase = match_expression(typed)
    terms = phrase.split('" "') if phrase else []
    assert len(terms) <= MOST_TERMS
    assert all(each.replace(" ", "").isalnum() for each in phrase.strip('"').split('" "') if phrase)


@pytest.mark.parametrize(
    "typed",
    ['"', "''", "a OR", "NOT", "NEAR(a b", "title:x", "a*", "^a", "-a", "\0", "(", "%", "a" * 5000, "\ud800", "🙂"],
)
def test_no_search_fails(typed: str, store: Store) -> None:
    _filled(store)
    assert store.search(Wanted(words=typed)).total >= 0


def test_words_of_buried_articles_find_nothing(store: Store) -> None:
    ids = _filled(store)
    noun = next(each for each in store.articles() if each.url == "https://storm.example/")
    store.bury([Tombstone(noun.url, "asked", noun.payload_sha256, noun.text_sha256)])
    store.put_stories([story("harbour", noun.id)], [], {})
    assert store.search(Wanted(words="storm")).total == 0
    assert ids["storm"]
    store.add_arrivals([arrival(article("https://new.example/", "A storm again."), 9, "A storm again.")], TAIL)
    new = next(each for each in store.articles() if each.url == "https://new.example/")
    store.put_stories([story("harbour", new.id)], [], {})
    assert store.search(Wanted(words="storm")).total == 1


def test_withheld_texts_stay_with_their_edition_until_it_is_replaced(store: Store) -> None:
    vell = StoryId("1" * 16)
    store.add_edition(edition(vell, 1), ("A sentence.", "\ud800"))
    assert store.withheld(vell, 1) == ("A sentence.", "\\ud800")
    assert store.withheld(vell, 2) is None
    assert store.voices(vell, 1) is None
    store.add_edition(edition(vell, 1), ("A sentence.",), b"{}")
    assert store.voices(vell, 1) == b"{}"
    store.replace_edition(edition(vell, 1, b"other"))
    assert store.withheld(vell, 1) is None
    assert store.voices(vell, 1) is None


def test_newest_editions_of_many_stories_at_once(store: Store) -> None:
    one, two, none = (StoryId(f"{n}" * 16) for n in range(3))
    made = [edition(one, 1), edition(one, 2, b"second"), edition(two, 10, b"ten"), edition(two, 9, b"nine")]
    for each in made:
        store.add_edition(each)
    assert store.latest_of([two, none, one, one]) == {one: made[1], two: made[2]}
    assert store.latest_digests() == {one: made[1].digest, two: made[2].digest}


def test_many_addresses_are_asked_for_at_once(store: Store) -> None:
    old = article("https://a.example/", "One.", "2031-05-01", fetched="2031-05-01T10:00:00Z")
    new = article("https://a.example/", "Two.", "2031-05-03", fetched="2031-05-02T10:00:00Z")
    store.add_arrivals([arrival(new, 0, "Two."), arrival(old, 10, "One.")], TAIL)
    assert store.versions_of(["https://b.example/", "https://a.example/"]) == {"https://a.example/": (old, new)}
    headings = store.headings([new.id, ONE, old.id])
    assert list(headings) == [new.id, old.id]
    assert (headings[new.id].url, headings[new.id].title, headings[new.id].when) == (new.url, new.title, new.when)
    assert store.looks_of(["https://a.example/"]) == {}
