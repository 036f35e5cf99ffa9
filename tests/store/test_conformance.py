"""What every store must do, run over every back-end."""

from dataclasses import replace

import pytest

from alteram.errors import LibraryError
from alteram.model.articles import Arrival, Failure, RecordAddress, Tombstone
from alteram.model.ids import ArticleId, Digest, StoryId
from alteram.model.stories import Link
from alteram.store import Captured, Store
from tests.store.samples import arrival, article, capture, edition, join, refusal, story


def replace_url(noun: Arrival, url: str) -> Arrival:
    """An arrival whose capture was made at another address than the one its article goes by."""
    return replace(noun, capture=replace(noun.capture, url=url))


URL = "https://courier.example/harbour"
OTHER = "https://post.example/harbour"
TAIL = RecordAddress("alteram-00001.warc.gz", 90, 10)


def test_an_article_comes_back_as_it_was(store: Store) -> None:
    noun = article(URL)
    store.add_arrivals([arrival(noun)], TAIL)
    assert store.article(noun.id) == noun
    assert store.record(noun.id) == RecordAddress("alteram-00001.warc.gz", 0, 10)
    assert store.archive_tail() == TAIL
    assert store.article(ArticleId("0" * 32)) is None
    assert store.record(ArticleId("0" * 32)) is None


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.archive_tail() is None
    assert list(store.articles()) == []
    assert store.stories() == ()
    assert store.failures() == ()
    assert store.tombstones() == ()
    assert store.traces(URL).captures == ()


def test_knows_what_was_acknowledged_as_article_or_as_refusal(store: Store) -> None:
    store.add_arrivals([arrival(article(URL)), refusal(OTHER)], TAIL)
    assert store.knows(URL, capture(URL).payload_sha256)
    assert store.knows(OTHER, capture(OTHER, "Nothing.").payload_sha256)
    assert not store.knows(URL, capture(URL, "Changed.").payload_sha256)
    assert not store.knows(OTHER, capture(URL).payload_sha256)


def test_an_arrival_that_is_known_changes_nothing(store: Store) -> None:
    store.add_arrivals([arrival(article(URL))], TAIL)
    store.add_arrivals([arrival(article(URL), 500)], None)
    assert store.record(article(URL).id) == RecordAddress("alteram-00001.warc.gz", 0, 10)
    assert store.archive_tail() == TAIL


def test_the_same_bytes_at_two_addresses_are_one_version_whatever_the_order(store: Store) -> None:
    later, first = article("https://courier.example/b"), article("https://courier.example/a")
    assert later.id == first.id
    store.add_arrivals([arrival(later)], TAIL)
    store.add_arrivals([arrival(first)], TAIL)
    assert list(store.articles()) == [first]
    store.add_arrivals([arrival(article("https://courier.example/c"))], TAIL)
    assert list(store.articles()) == [first]


def test_articles_are_current_versions_in_order_of_time_then_id(store: Store) -> None:
    old = article(URL, "One.", "2031-05-01", fetched="2031-05-01T10:00:00Z")
    new = article(URL, "Two.", "2031-05-03", fetched="2031-05-02T10:00:00Z")
    undated = article("https://a.example/", "Three.", None, fetched=None)
    fetched_only = article("https://b.example/", "Four.", None, fetched="2031-05-02T00:00:00Z")
    same_day = article("https://c.example/", "Five.", "2031-05-03")
    nouns = (undated, new, same_day, old, fetched_only)
    store.add_arrivals([arrival(noun, 10 * n, noun.text.split("\n\n")[1]) for n, noun in enumerate(nouns)], TAIL)
    tied = sorted((new, same_day), key=lambda noun: noun.id)
    assert list(store.articles()) == [fetched_only, *tied, undated]
    assert store.versions(URL) == (old, new)
    assert store.versions("https://d.example/") == ()


def test_of_versions_fetched_at_one_time_the_later_published_then_the_greater_id_is_current(store: Store) -> None:
    bodies = [f"Body {n}." for n in range(6)]
    nouns = [article(URL, body, "2031-05-02" if n % 2 else "2031-05-01") for n, body in enumerate(bodies)]
    store.add_arrivals([arrival(noun, 10 * n, bodies[n]) for n, noun in enumerate(nouns)], TAIL)
    best = max(nouns, key=lambda noun: (noun.published or "", noun.id))
    assert list(store.articles()) == [best]
    assert store.versions(URL)[-1] == best


def test_a_stream_of_articles_sees_one_state_while_the_store_changes(store: Store) -> None:
    nouns = [article(f"https://courier.example/{n:03}", f"Body {n}.", f"2031-05-{n % 28 + 1:02}") for n in range(450)]
    store.add_arrivals([arrival(noun, n, f"Body {n}.") for n, noun in enumerate(nouns)], TAIL)
    stream = store.articles()
    seen = [next(stream)]
    store.add_arrivals([arrival(article("https://new.example/", "New.", "2031-05-09"), 0, "New.")], TAIL)
    seen += stream
    assert seen == sorted(nouns, key=lambda noun: (noun.published or "", noun.id))


def test_articles_by_id_gives_those_that_are_there(store: Store) -> None:
    nouns = [article(f"https://courier.example/{n}", f"Body {n}.") for n in range(3)]
    store.add_arrivals([arrival(noun, n, f"Body {n}.") for n, noun in enumerate(nouns)], TAIL)
    wanted = [nouns[2].id, ArticleId("f" * 32), nouns[0].id, nouns[2].id]
    assert store.articles_by_id(iter(wanted)) == {nouns[2].id: nouns[2], nouns[0].id: nouns[0]}
    assert list(store.articles_by_id(wanted)) == [nouns[2].id, nouns[0].id]


def test_failures_are_kept_once_and_ordered(store: Store) -> None:
    second = Failure("ingest", "b.html", "unreadable", "first message")
    store.add_failures([second, Failure("ingest", "a.html", "unreadable", "")])
    store.add_failures([Failure("ingest", "b.html", "unreadable", "second message")])
    store.add_arrivals([refusal(URL)], TAIL)
    assert store.failures() == (
        refusal(URL).failures[0],
        Failure("ingest", "a.html", "unreadable", ""),
        second,
    )


def test_names_that_are_no_text_are_kept_spelled_out(store: Store) -> None:
    store.add_failures([Failure("ingest", "bad\udcff.html", "unreadable", "\udcff")])
    assert store.failures() == (Failure("ingest", "bad\\udcff.html", "unreadable", "\\udcff"),)
    assert not store.knows("https://courier.example/\ud800", Digest("0" * 64))


def test_stories_come_latest_first_with_members_in_order(store: Store) -> None:
    ids = [ArticleId(letter * 32) for letter in "cab"]
    early, late = story("early", *ids, updated="2031-05-01"), story("late", ids[0], updated="2031-05-03")
    never = story("never", ids[1], updated=None)
    store.put_stories([early, never, late], [], {})
    assert [status.story for status in store.stories()] == [late, early, never]
    assert {status.made for status in store.stories()} == {"grouped"}
    found = store.story(early.id)
    assert found is not None
    assert found.story.articles == tuple(ids)
    assert store.story(StoryId("0" * 16)) is None


def test_joins_belong_to_grouped_stories_in_their_order(store: Store) -> None:
    one, two = ArticleId("1" * 32), ArticleId("2" * 32)
    grouped = story("grouped", two, one)
    store.put_stories([grouped], [join(one, two), join(two)], {})
    chosen = story("chosen", one, two)
    store.put_chosen(chosen)
    assert store.joins(grouped.id) == (join(two), join(one, two))
    assert store.joins(chosen.id) == ()


def test_put_stories_replaces_grouped_ones_and_keeps_reasons_and_chosen_ones(store: Store) -> None:
    one = ArticleId("1" * 32)
    kept, dropped, chosen = story("kept", one), story("dropped", one), story("chosen", one)
    store.put_stories([kept, dropped], [join(one)], {})
    store.put_chosen(chosen)
    store.set_reasons({kept.id: "one outlet"})
    store.put_stories([kept, story("chosen", one, updated="2031-09-09")], [], {})
    assert {status.story.id: (status.made, status.reason) for status in store.stories()} == {
        kept.id: ("grouped", "one outlet"),
        chosen.id: ("chosen", ""),
    }
    found = store.story(chosen.id)
    assert found is not None
    assert found.story == chosen
    assert store.joins(kept.id) == ()


def test_put_chosen_takes_over_a_grouped_story(store: Store) -> None:
    one, two = ArticleId("1" * 32), ArticleId("2" * 32)
    store.put_stories([story("vell", one)], [join(one)], {})
    store.set_reasons({story("vell").id: "one outlet"})
    store.put_chosen(story("vell", one, two))
    found = store.story(story("vell").id)
    assert found is not None
    assert (found.made, found.reason, found.story.articles) == ("chosen", "one outlet", (one, two))


def test_redirects_are_followed_to_the_end_and_end_when_an_id_lives_again(store: Store) -> None:
    one = ArticleId("1" * 32)
    first, second, third = story("first", one), story("second", one), story("third", one)
    store.put_stories([second], [], {first.id: second.id})
    store.put_stories([third], [join(one)], {second.id: third.id})
    found = store.story(first.id)
    assert found is not None
    assert found.story == third
    assert store.joins(first.id) == (join(one),)
    store.put_stories([first, third], [], {})
    found = store.story(first.id)
    assert found is not None
    assert found.story == first
    store.put_stories([], [], {third.id: first.id, first.id: third.id})
    assert store.story(first.id) is None


def test_editions_are_kept_byte_for_byte_and_clear_the_reason(store: Store) -> None:
    vell = story("vell", ArticleId("1" * 32))
    store.put_stories([vell], [], {})
    store.set_reasons({vell.id: "one outlet"})
    first, second = edition(vell.id, 1, b'{"a":1}'), edition(vell.id, 2, b'{"a":2}')
    store.add_edition(second)
    store.add_edition(first)
    store.add_edition(first)
    assert store.editions(vell.id) == (first, second)
    assert store.latest(vell.id) == second
    found = store.story(vell.id)
    assert found is not None
    assert found.reason == ""
    assert store.latest(StoryId("0" * 16)) is None
    with pytest.raises(LibraryError, match="other bytes"):
        store.add_edition(edition(vell.id, 1, b"{}"))
    assert store.editions(vell.id) == (first, second)


def test_replace_edition_overwrites(store: Store) -> None:
    store.add_edition(edition(StoryId("1" * 16), 1, b"old"))
    store.replace_edition(edition(StoryId("1" * 16), 1, b"new"))
    assert store.editions(StoryId("1" * 16)) == (edition(StoryId("1" * 16), 1, b"new"),)


def test_traces_find_other_addresses_of_the_same_article_and_bytes(store: Store) -> None:
    canonical = article("https://courier.example/z")
    same_bytes = refusal("https://mirror.example/", 20, "A page.")
    by_link = arrival(canonical, 0)
    store.add_arrivals(
        [replace_url(by_link, "https://courier.example/z?from=feed"), same_bytes, refusal(OTHER, 30)], TAIL
    )
    store.add_edition(edition(StoryId("1" * 16), 1, canonical.id.encode()))
    store.add_edition(edition(StoryId("1" * 16), 2, b"without"))
    for url in ("https://courier.example/z", "https://courier.example/z?from=feed", "https://mirror.example/"):
        traces = store.traces(url)
        assert [(one.url, one.record.offset, one.article) for one in traces.captures] == [
            ("https://courier.example/z?from=feed", 0, canonical.id),
            ("https://mirror.example/", 20, None),
        ]
        assert [one.number for one in traces.editions] == [1]
    assert store.traces(OTHER).captures == (
        Captured(OTHER, capture(OTHER, "Nothing.").payload_sha256, refusal(OTHER, 30).record, None),
    )


def test_bury_leaves_nothing_but_the_tombstone(store: Store) -> None:
    noun, other = article(URL), article(OTHER, "Other.")
    store.add_arrivals([arrival(noun), arrival(other, 10, "Other."), refusal(URL, 20)], TAIL)
    store.put_stories([story("both", noun.id, other.id), story("one", noun.id)], [join(other.id, noun.id)], {})
    stone = Tombstone(URL, "court order", noun.payload_sha256, noun.text_sha256)
    store.bury([stone])
    assert store.tombstones() == (stone,)
    assert store.article(noun.id) is None
    assert store.versions(URL) == ()
    assert store.failures() == ()
    assert store.traces(URL).captures == ()
    assert list(store.articles()) == [other]
    assert [status.story.articles for status in store.stories()] == [(other.id,)]
    assert store.joins(story("both").id)[0].nearest is None
    assert store.knows(URL, Digest("0" * 64))
    assert store.knows("https://mirror.example/", noun.payload_sha256)
    assert not store.knows("https://mirror.example/", Digest("0" * 64))
    store.bury([stone])
    assert store.tombstones() == (stone,)


def test_links_are_replaced_as_a_whole_and_found_from_both_ends(store: Store) -> None:
    one = Link("reaction", ArticleId("b" * 32), ArticleId("a" * 32), (4, 90), ("vell", "Sørby \udcff"), 0.625)
    other = Link("update", ArticleId("d" * 32), ArticleId("c" * 32), (0, 9), ("harbour",), 0.5)
    store.put_links([other, one])
    kept = replace(one, shared=("vell", "Sørby \\udcff"))
    assert store.links() == (kept, other)
    assert store.links([one.later]) == store.links([one.earlier, one.later]) == (kept,)
    assert store.links([ArticleId("e" * 32)]) == store.links([]) == ()
    store.put_links([other])
    assert store.links() == (other,)


def test_readings_of_another_reader_go(store: Store) -> None:
    first, second = ArticleId("a" * 32), ArticleId("b" * 32)
    store.put_link_readings("1", {second: b"{}", first: b"[]"})
    store.put_link_readings("1", {first: b"[1]"})
    assert store.link_readings("1") == {first: b"[1]", second: b"{}"}
    assert store.link_readings("2") == {}
    store.put_link_readings("2", {first: b"[2]"})
    assert store.link_readings("1") == {}
    assert store.link_readings("2") == {first: b"[2]"}


def test_bury_takes_links_and_readings_along(store: Store) -> None:
    noun, other = article(URL), article(OTHER, "Other.")
    store.add_arrivals([arrival(noun), arrival(other, 10, "Other.")], TAIL)
    third = ArticleId("f" * 32)
    store.put_links([Link("update", a, b, (0, 9), ("vell",), 0.5) for a, b in ((noun.id, other.id), (third, other.id))])
    store.put_link_readings("1", {noun.id: b"{}", other.id: b"{}"})
    store.bury([Tombstone(URL, "court order", noun.payload_sha256, noun.text_sha256)])
    assert [link.later for link in store.links()] == [third]
    assert set(store.link_readings("1")) == {other.id}


def test_known_addresses_are_those_with_a_version(store: Store) -> None:
    store.add_arrivals([arrival(article(URL)), refusal(OTHER)], TAIL)
    assert store.known_addresses([URL, OTHER, "https://x.example/"]) == {URL}
    assert store.known_addresses([]) == frozenset()
