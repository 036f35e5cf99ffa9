"""What a store keeps of outlets: their shares in stories, and what came from them."""

from dataclasses import replace

from alteram.model.articles import RecordAddress
from alteram.model.ids import Moment, StoryId
from alteram.model.listing import OutletShare, OutletStory, OutletTotal
from alteram.model.live import Supply
from alteram.store import Store
from tests.store.samples import arrival, article, listed

TAIL = RecordAddress("alteram-00001.warc.gz", 90, 10)
VELL, MOLE, QUAY = (StoryId(f"{n}" * 16) for n in range(1, 4))


def filled(store: Store) -> None:
    """Three stories: the newest has the courier and a host, the second only its word, the oldest had it once."""
    shares = {
        VELL: (OutletShare("courier", articles=2, facts=4, origin=3, carrier=1), OutletShare("a.example", known=False)),
        MOLE: (OutletShare("courier", named=False, facts=2, origin=1),),
        QUAY: (OutletShare("courier", current=False),),
    }
    days = {VELL: "2031-05-03", MOLE: "2031-05-02", QUAY: "2031-05-01"}
    store.put_listing(tuple(replace(listed(each, days[each]), shares=shares[each]) for each in shares))


def test_shares_are_added_up_by_outlet_and_by_host(store: Store) -> None:
    filled(store)
    assert store.outlet_totals() == (
        OutletTotal("courier", True, True, 2, 4, 1),
        OutletTotal("a.example", False, True, 1, 0, 0),
    )


def test_the_stories_of_an_outlet_come_latest_first_and_in_parts(store: Store) -> None:
    filled(store)
    first = OutletStory(VELL, f"Headline of {VELL}", Moment("2031-05-03"), 2, 4, 3, 1)
    second = OutletStory(MOLE, f"Headline of {MOLE}", Moment("2031-05-02"), 0, 2, 1, 0)
    assert store.outlet_stories("courier", 0, 9) == (first, second)
    assert store.outlet_stories("courier", 1, 9) == (second,)
    assert store.outlet_stories("courier", 0, 1) == (first,)
    assert store.outlet_stories("a.example", 0, 9) == () == store.outlet_stories("nobody", 0, 9)


def test_a_row_that_is_written_again_or_goes_takes_its_shares_along(store: Store) -> None:
    filled(store)
    bare = replace(listed(VELL, "2031-05-03", brief=False), shares=(OutletShare("courier", origin=1),))
    store.put_listing((bare,), (MOLE,))
    assert store.outlet_totals() == (OutletTotal("courier", True, True, 1, 1, 0),)
    assert [each.headline for each in store.outlet_stories("courier", 0, 9)] == [""], "no brief, no headline"


def test_suppliers_are_the_articles_in_order_without_their_texts(store: Store) -> None:
    old = article("https://a.example/", "One.", "2031-05-01", fetched="2031-05-01T10:00:00Z")
    new = article("https://a.example/", "Two.", "2031-05-03", fetched="2031-05-02T10:00:00Z")
    other = replace(article("https://b.example/", "Three.", "2031-05-02"), confidence=0.75)
    for place, each in enumerate((new, old, other)):
        store.add_arrivals([arrival(each, 10 * place, each.text)], TAIL)
    found = list(store.suppliers())
    assert [heading.id for heading, _ in found] == [each.id for each in store.articles()] == [other.id, new.id]
    assert [confidence for _, confidence in found] == [0.75, new.confidence]


def test_supplies_replace_what_was_counted_before(store: Store) -> None:
    courier = Supply("courier", True, 3, 0.9, Moment("2031-05-03"), 4.5, Moment("2031-05-04T10:00:00Z"))
    store.put_supplies((Supply("a.example", False, 1), Supply("post", True, 1), courier))
    assert store.supplies() == (courier, Supply("post", True, 1), Supply("a.example", False, 1))
    store.put_supplies((Supply("\ud800", False, 1),))
    assert store.supplies() == (Supply("\\ud800", False, 1),)
