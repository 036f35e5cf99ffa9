"""The kept index of grouping: rows change with the stories, in one transaction."""

import pytest

from alteram.errors import LibraryError
from alteram.model.articles import RecordAddress, Tombstone
from alteram.model.grouping import IndexChange, Indexed
from alteram.model.ids import ArticleId, Digest
from alteram.store import Regrouped, Store
from tests.store.samples import arrival, article, join, story

ONE, TWO, THREE = (ArticleId(digit * 32) for digit in "123")
NOTHING = Regrouped(frozenset(), (), {}, {})


def row(number: int, name: ArticleId, day: int | None = 5) -> Indexed:
    return Indexed(number, name, day, b"fixed", b"body", b"candidates", b"ties")


def put(store: Store, change: IndexChange) -> None:
    store.put_grouping(NOTHING, (), (), change)


def test_an_index_that_was_never_made_is_empty(store: Store) -> None:
    state = store.index_state()
    assert (state.made_by, state.settled, dict(state.days), state.next_number) == ("", "", {}, 0)
    assert store.indexed() == ()


def test_rows_come_back_by_number_and_by_day(store: Store) -> None:
    rows = (row(0, TWO, 3), row(1, ONE, 5), row(4, THREE, None))
    put(store, IndexChange("rules", "acts", rows))
    state = store.index_state()
    assert (state.made_by, state.settled, state.next_number) == ("rules", "acts", 5)
    assert dict(state.days) == {TWO: 3, ONE: 5, THREE: None}
    assert store.indexed() == rows
    assert [(each.number, each.body) for each in store.indexed((3, 5), (4, 9))] == [(0, b""), (1, b"body")]
    assert [each.number for each in store.indexed((5, 9))] == [1]


def test_a_change_keeps_the_prints_of_what_was_there(store: Store) -> None:
    put(store, IndexChange("rules", "", (row(0, ONE), row(1, TWO))))
    put(store, IndexChange("rules", "acts", (Indexed(1, TWO, 5, b"", b"", b"other", b"links"), row(2, THREE)), (0,)))
    assert store.indexed() == (Indexed(1, TWO, 5, b"fixed", b"body", b"other", b"links"), row(2, THREE))
    assert store.index_state().settled == "acts"
    put(store, IndexChange("new rules", "", (row(0, TWO),), anew=True))
    assert store.indexed() == (row(0, TWO),)


def test_stories_and_index_change_together_or_not_at_all(store: Store) -> None:
    vell = story("vell", ONE)
    change = IndexChange("rules", "", (row(0, ONE),))
    store.put_grouping(Regrouped(frozenset(), (vell,), {}, {}), (join(ONE, TWO),), (), change)
    assert store.joins_of([ONE, TWO]) == {ONE: join(ONE, TWO)}
    with pytest.raises(LibraryError):
        store.put_grouping(
            Regrouped(frozenset({vell.id}), (), {}, {}), (), (), IndexChange("rules", "", (row(1, ONE),))
        )
    assert [status.story for status in store.stories()] == [vell]
    assert store.indexed() == (row(0, ONE),)


def test_a_chosen_story_is_not_replaced_and_reasons_stay(store: Store) -> None:
    vell, chosen = story("vell", ONE), story("chosen", TWO)
    store.put_chosen(chosen)
    store.put_stories([vell], [join(ONE)], {})
    store.set_reasons({vell.id: "one outlet"})
    again = story("vell", ONE, THREE)
    regrouped = Regrouped(frozenset({vell.id}), (again, story("chosen", THREE)), {}, {})
    store.put_grouping(regrouped, (join(ONE, THREE), join(THREE)), (), IndexChange("rules"))
    found = {status.story.id: status for status in store.stories()}
    assert found[vell.id].story == again and found[vell.id].reason == "one outlet"
    assert found[chosen.id].story == chosen and found[chosen.id].made == "chosen"
    assert store.joins(vell.id) == (join(ONE, THREE), join(THREE))


def test_what_was_read_in_a_removed_article_leaves_the_index(store: Store) -> None:
    noun = article("https://courier.example/harbour")
    store.add_arrivals([arrival(noun)], RecordAddress("alteram-00001.warc.gz", 0, 10))
    put(store, IndexChange("rules", "", (row(0, noun.id), row(1, TWO))))
    store.bury([Tombstone(noun.url, "", Digest(noun.payload_sha256), noun.text_sha256)])
    assert store.indexed() == (Indexed(0, noun.id, 5, b"", b"", b"candidates", b"ties"), row(1, TWO))
    assert store.current_headings() == {}


def test_headings_of_current_versions_are_in_the_order_of_articles(store: Store) -> None:
    nouns = [article(f"https://courier.example/{n}", f"Page {n}.") for n in range(3)]
    store.add_arrivals([arrival(noun) for noun in nouns], RecordAddress("alteram-00001.warc.gz", 0, 10))
    assert list(store.current_headings()) == [noun.id for noun in store.articles()]
    assert {heading.url for heading in store.current_headings().values()} == {noun.url for noun in nouns}
