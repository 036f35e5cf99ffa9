"""Pages of outlets, and what a story's page says of sources that changed."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from alteram.model.briefs import Brief, Member
from alteram.model.ids import Moment, OutletId
from alteram.model.live import Health, SourceChange, Standing
from alteram.model.outlets import Outlet, Registry
from alteram.stages.publish import (
    STORIES_A_PAGE,
    Frame,
    OutletRecord,
    OutletRecords,
    SourceNote,
    edition_lines,
    health_lines,
    known_outlets,
    last_fetched,
    outlet_folder,
    outlet_list_page,
    outlet_page,
    outlet_pages,
    outlet_records,
    outlet_shares,
    page,
)
from alteram.stages.publish.wording import duration, request_failure
from tests.stages.publish.harbour import BRIEF, FIRST, STORY, quotes
from tests.stages.publish.harbour_outlets import (
    COURIER,
    HEALTH,
    KESS,
    MATRIX,
    MINA,
    NOTES,
    PAGES,
    POST,
    REGISTRY,
    UNKNOWN,
    WIRE,
    records,
    stories_of,
    totals,
)

PUBLIC = Frame()
LINES = edition_lines([(each.brief, each.digest) for each in STORY.editions])
PAYLOAD = "\"><script>alert('x')</script><img src=x onerror=alert(1)> {{ 7*7 }}"


def tree(text: str) -> Any:
    return html.document_fromstring(text)


def record_of(outlet: OutletId, found: OutletRecords | None = None) -> OutletRecord:
    return next(each for each in (found or records()).outlets if each.outlet.id == outlet)


def parsed(outlet: OutletId) -> Any:
    return tree(outlet_page(record_of(outlet), records(), stories_of(outlet), frame=PUBLIC))


def lines(document: Any, section: str) -> dict[str, str]:
    """The lines of a definition list: name to text."""
    found = document.xpath(f"//section[@id='{section}']//dl/div")
    return {each.find("dt").text_content(): " ".join(each.find("dd").text_content().split()) for each in found}


def test_the_entry_is_what_the_registry_says_and_unknown_where_it_says_nothing() -> None:
    entry = lines(parsed(COURIER), "entry")
    assert entry["Also known as"] == "Velm Courier"
    assert entry["Owner"] == entry["Group"] == "unknown"
    assert entry["Control"] == "independent"
    assert entry["Takes copy from"] == "Northern Wire, Reed Agency, nobody"
    assert entry["Carries texts of"] == "Harbour Post"
    assert entry["Machine use"] == "allowed"
    assert entry["Basis of this entry"] == "own imprint"
    assert lines(parsed(POST), "entry")["Group"] == "Brine Dailies"


def test_agencies_are_linked_where_they_have_a_page() -> None:
    (line,) = parsed(COURIER).xpath("//dl/div[dt='Takes copy from']/dd")
    assert [(each.text, each.get("href")) for each in line.iter("a")] == [
        ("Northern Wire", "../../outlets/northern-wire/index.html")
    ]


def test_only_state_control_is_called_state_media() -> None:
    for record in records().outlets:
        text = outlet_page(record, records(), stories_of(record.outlet.id), frame=PUBLIC).lower()
        assert ("state media" in text) is (record.outlet.id == KESS), record.outlet.id
    kess, mina = lines(parsed(KESS), "entry"), lines(parsed(MINA), "entry")
    assert kess["Control"] == f"state-controlled (state media) reference: {MATRIX}"
    assert (mina["Control"], mina["Ties to a state"]) == ("unknown", "state-linked reference: a matrix, 2030")
    odd = Outlet(OutletId("odd"), "Odd", (), kind="state-media")
    found = OutletRecords(Registry((odd,), REGISTRY.digest), (OutletRecord(odd, None),), ())
    assert "state media" not in outlet_page(found.outlets[0], found, ()).lower()


def test_a_place_is_its_raters_with_value_scale_method_date_and_reference() -> None:
    critical, left = parsed(COURIER).xpath("//ul[@class='places']/li")
    said = " ".join(critical.text_content().split())
    assert "establishment-critical Establishment A Rater: 2 on the scale 1 critical to 5 pro" in said
    assert "rated 2030-03method: surveyreference:" in said and "licence: none given" in said
    assert [each.get("href") for each in critical.iter("a")] == [MATRIX]
    assert "javascript:alert(1)" in left.text_content()
    assert not list(left.iter("a")), "only http(s) is a link"
    assert "Alteram rates nobody" in parsed(POST).get_element_by_id("places").text_content()


def test_counts_are_of_the_newest_edition_and_origin_goes_before_carrier() -> None:
    """By hand from the harbour brief: origins of facts f1 to f6 are o1 o2, o3 o5, o1, o4, o2, o6."""
    counted = {record.outlet.id: (record.origin, record.carrier) for record in records().outlets}
    assert counted == {WIRE: (2, 0), COURIER: (2, 1), POST: (1, 4), KESS: (1, 0), MINA: (1, 0)}
    assert record_of(POST).stories == 1
    assert [(s.articles, s.facts) for s in stories_of(POST)] == [(2, len(BRIEF.facts))]
    text = " ".join(parsed(POST).get_element_by_id("stories").text_content().split())
    assert "an origin of 1 fact," in text and "only a carrier of 4 facts," in text
    assert "origin of 1, carrier only of 4 of 6 facts" in text


def test_an_outlet_whose_owners_other_outlet_names_the_origin_is_an_origin_too() -> None:
    """o1 is entered under Northern Wire; with an own article of the Courier in it, the two have one owner."""
    own = tuple(
        replace(origin, members=(*origin.members, Member(2, "own", ()))) if origin.id == "o1" else origin
        for origin in BRIEF.origins
    )
    brief = replace(BRIEF, facts=(replace(BRIEF.facts[0], origins=BRIEF.facts[0].origins[:1]),))
    for origins, expected in ((BRIEF.origins, (0, 1)), (own, (1, 0))):
        found = outlet_records(totals((replace(brief, origins=origins),)), REGISTRY, HEALTH, {})
        assert (record_of(COURIER, found).origin, record_of(COURIER, found).carrier) == expected


def test_an_outlet_of_an_earlier_edition_has_a_page_and_no_story() -> None:
    gone = replace(FIRST, headline=replace(FIRST.headline, text=""), sources=(), facts=(), origins=())
    shares = outlet_shares((BRIEF, gone))
    assert {each.who for each in shares} == {source.outlet for source in BRIEF.sources if source.outlet}
    assert {(each.named, each.current, each.articles, each.origin) for each in shares} == {(True, False, 0, 0)}
    found = outlet_records(totals((BRIEF, gone)), REGISTRY, HEALTH, {})
    assert (record_of(POST, found).stories, record_of(POST, found).origin) == (0, 0)
    assert outlet_shares(()) == ()


def test_stories_of_an_outlet_take_several_pages_where_they_are_many() -> None:
    record = replace(record_of(POST), stories=2 * STORIES_A_PAGE + 1)
    assert (outlet_pages(record), outlet_pages(replace(record, stories=0))) == (3, 1)
    document = tree(outlet_page(record, records(), stories_of(POST), 2, frame=PUBLIC))
    found = [(each.get("rel"), each.get("href")) for each in document.xpath("//nav[@class='pager']/a")]
    assert found == [
        ("prev", "../../outlets/harbour-post/index.html#stories"),
        ("next", "../../outlets/harbour-post/page-3.html#stories"),
    ]
    assert not parsed(POST).xpath("//nav[@class='pager']")


def test_health_is_told_in_plain_words() -> None:
    good = lines(parsed(COURIER), "health")
    assert good["Last success"] == "5 May 2031, 08:00 UTC"
    assert good["Extraction"].startswith("0.93 of 1,")
    assert good["Usual gap"] == "nine in ten of its articles come within 5 hours of the one before"
    assert good["Silence"] == "no article for 45 hours, which is longer than usual"
    bad = lines(parsed(KESS), "health")
    assert bad["Last success"] == "never"
    assert bad["Now failing"] == (
        "4 failures in a row, the last on 5 May 2031, 07:00 UTC: the server answers with status 503"
    )
    assert health_lines(None) == ()
    assert [line.text for line in health_lines(Health(COURIER, None, 0))] == [
        "this library has not asked it for anything"
    ]
    assert request_failure("not-public") == "its host name leads into a private network"
    assert request_failure("never-heard-of") == "never heard of"
    assert [duration(hours) for hours in (0.2, 1, 47.4, 48, 288)] == [
        *("less than an hour", "1 hour", "47 hours", "2 days", "12 days")
    ]


@pytest.mark.parametrize(
    ("checked", "standing", "expected"),
    [
        (None, None, "unknown"),
        ("never", None, "never"),
        (None, Standing("x", None, Moment("2031-05-02T10:00:00Z"), "timeout", 1), "never"),
        ("2031-05-01", None, "1 May 2031 (as the registry says)"),
        ("never", Standing("x", Moment("2031-05-02T10:00:00Z")), "2 May 2031 (its servers answered this library)"),
        ("2031-05-03", Standing("x", Moment("2031-05-02T10:00:00Z")), "3 May 2031 (as the registry says)"),
    ],
)
def test_feeds_were_last_fetched_when_registry_or_library_last_did(
    checked: str | None, standing: Standing | None, expected: str
) -> None:
    outlet = Outlet(OutletId("x"), "X", (), checked=checked)
    assert last_fetched(outlet, Health(outlet.id, standing, 0)) == expected


def test_those_of_one_owner_are_named_and_linked_where_they_have_a_page() -> None:
    shared = parsed(POST).get_element_by_id("owner")
    assert "Kess State News, Reed Agency" in shared.text_content()
    assert [each.get("href") for each in shared.iter("a")] == ["../../outlets/kess-state-news/index.html"]
    assert "unknown" in parsed(COURIER).get_element_by_id("owner").text_content()


def test_the_list_has_everybody_with_an_article_and_hosts_without_a_page() -> None:
    document = tree(outlet_list_page(records(), frame=PUBLIC))
    rows = [
        [" ".join(cell.text_content().split()) for cell in row] for row in document.xpath("//table//tr[position()>0]")
    ]
    assert rows[1:][0] == ["Harbour Post", "0", "1", "1", "4", "not asked"]
    assert ["Kess State News", "1", "1", "1", "0", "4 failures in a row"] in rows
    assert ["The Velm Courier Kessland", "240", "1", "2", "1", "silent for 45 hours"] in rows
    assert not [row for row in rows if row[0].startswith("Reed")], "an agency without an article is not listed"
    hosts = document.xpath("//section[@class='unknown-hosts']//li")
    assert [each.find("span").text for each in hosts] == sorted(UNKNOWN)
    assert not document.xpath("//section[@class='unknown-hosts']//li//a")


def test_a_story_leads_to_outlets_by_id_and_never_by_a_claimed_name() -> None:
    document = tree(page(BRIEF, quotes(), frame=PUBLIC, editions=LINES, outlets=PAGES))
    of = {n: document.get_element_by_id(f"source-{n}").xpath(".//a[@class='outlet-link']/@href") for n in range(1, 9)}
    assert of[2] == ["../../outlets/the-velm-courier/index.html"]
    assert of[6] == [f"../../outlets/{outlet_folder(MINA)}/index.html"]
    assert of[7] == of[8] == [], "not in the registry"
    (provider,) = document.xpath("//p[@class='providers']//a")
    assert (provider.text, provider.get("href")) == ("Kess State News", "../../outlets/kess-state-news/index.html")
    sources = (
        replace(BRIEF.sources[0], outlet=None, name="The Velm Courier"),
        replace(BRIEF.sources[1], outlet=OutletId("The Velm Courier")),
        *BRIEF.sources[2:],
    )
    claimed = replace(BRIEF, sources=sources)
    assert COURIER not in known_outlets(claimed, REGISTRY)
    text = page(claimed, quotes(), frame=PUBLIC, outlets=known_outlets(claimed, REGISTRY))
    assert "outlets/the-velm-courier" not in text


def test_folders_are_ids_or_digests_that_every_disk_can_hold() -> None:
    assert outlet_folder("the-velm-courier") == "the-velm-courier"
    for odd in ("../../etc", "A", "a/b", "a.b", "", "x" * 101, "ميناء-اليوم", "\ud800"):
        assert outlet_folder(odd).startswith("outlet-") and len(outlet_folder(odd)) == 23
    assert records().at("the-velm-courier") == record_of(COURIER)
    assert records().at("..") is None


def test_registry_text_stays_text() -> None:
    evil = Outlet(
        OutletId("evil"),
        PAYLOAD,
        (),
        *((PAYLOAD,), PAYLOAD),
        owner=PAYLOAD,
        basis=PAYLOAD,
        memberships=(PAYLOAD,),
        feeds=(f"https://x.example/{PAYLOAD}",),
        control_reference="javascript:alert(1)",
    )
    other = replace(evil, id=OutletId("other"))
    found = OutletRecords(Registry((evil, other), REGISTRY.digest), (OutletRecord(evil, None),), ())
    for text in (outlet_page(found.outlets[0], found, ()), outlet_list_page(found)):
        document = tree(text)
        assert not list(document.iter("script", "img"))
        assert not [href for href in document.xpath("//@href") if href.startswith("javascript")]
        assert "49" not in document.get_element_by_id("content").text_content()


def source_text(n: int, notes: dict[int, SourceNote], *, frame: Frame = PUBLIC, brief: Brief = BRIEF) -> str:
    document = tree(page(brief, quotes(brief), frame=frame, editions=LINES, notes=notes))
    return " ".join(document.get_element_by_id(f"source-{n}").text_content().split())


def test_a_changed_source_says_since_when_and_how_much_still_stands() -> None:
    assert (
        "This source changed after we cited it: first seen otherwise on 9 May 2031, 10:00 UTC; "
        "1 of 3 cited passages still stands word for word." in source_text(2, NOTES)
    )
    assert "No longer there since 20 May 2031, 10:00 UTC: three failed looks in a row" in source_text(3, NOTES)
    assert "Edition 1 cites an earlier version of this page, first seen changed on 4 May 2031" in source_text(5, NOTES)
    assert "changed" not in source_text(4, NOTES)


def test_what_came_without_a_time_of_capture_is_not_said_to_have_changed_since() -> None:
    undated = {2: replace(NOTES[2], captured=None)}
    assert "changed after we cited it" not in source_text(2, undated)
    assert "came without a time of capture: first seen otherwise on 9 May 2031" in source_text(2, undated)


def test_a_source_without_a_cited_passage_is_given_no_count() -> None:
    change = NOTES[2].change
    assert isinstance(change, SourceChange)
    bare = {2: SourceNote(replace(change, passages=0, standing=0), NOTES[2].captured)}
    assert "word for word" not in source_text(2, bare)


def test_the_other_version_is_linked_on_this_machine_only() -> None:
    assert "What it says now" in source_text(2, NOTES, frame=Frame(live=True))
    assert "What it says now" not in source_text(2, NOTES)
    assert "What it says now" not in source_text(2, NOTES, frame=Frame(private=True))
