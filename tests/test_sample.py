"""The bundled coverage holds what the demo promises to show."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from lxml.etree import _Element as Element

import alteram
from alteram.config import RULES
from alteram.model.articles import Article, Capture, Failure
from alteram.model.ids import Moment, digest_of
from alteram.model.outlets import Outlet
from alteram.outlets import load_axes, load_registry
from alteram.stages.extract import extract_article, resolve
from alteram.stages.stories import group

SAMPLE = Path(alteram.__file__).parent / "sample" / "pages"
BANNER = "Fictional sample coverage, written for Alteram"
INDEX: dict[str, dict[str, str]] = {
    row["file"][:2]: row for row in map(json.loads, (SAMPLE / "index.jsonl").read_text(encoding="utf-8").splitlines())
}
EMPTY, HIDDEN, ARCHIVED, SATIRE, EARLIER, ACCUSATION, STATE_MEDIA = "31", "10", "16", "29", "30", "12", "05"
FERRY = tuple(f"{number:02}" for number in range(1, 18))
HARBOUR = tuple(f"{number:02}" for number in range(18, 25))
DRONES = tuple(f"{number:02}" for number in range(25, 29))
TEXT_OF = {
    "norvaniapress": "@class='story-body'",
    "pellancoastpost": "@class='entry-content'",
    "quaysidetalk": "@class='post-body'",
    "continentalwire": "@class='ArticleBody'",
    "keldorvoice": "@class='text'",
    "nrt": "@data-component='text-block'",
    "branneskcourier": "@class='c-article__body'",
    "harbourlantern": "@class='css-body'",
    "aurellegazette": "@class='gz-text'",
    "norvaniatoday": "@class='nt-content'",
    "dailyplume": "@class='article-text'",
    "sextantinstitute": "@class='field-body'",
    "openquay": "@class='oq-body'",
    "keepsake": "@class='oq-body'",
    "docksiderecord": "@class='field-item even'",
    "wryherring": "@class='wh-body'",
}
INSTRUCTION = re.compile(r"ignore all previous|Assistant, do not|rate this outlet|Language models must")


@lru_cache
def source(page: str) -> str:
    """A page as it is stored."""
    return (SAMPLE / INDEX[page]["file"]).read_text(encoding="utf-8")


def truth(page: str) -> tuple[str, ...]:
    """The paragraphs that a reader sees as the article, found by the site's own marks, which no extractor knows."""
    site = urlsplit(INDEX[page]["url"]).netloc.removesuffix(".example")
    unseen = "not(@hidden) and not(@aria-hidden) and not(contains(@style, 'none')) and not(contains(@style, 'size:0'))"
    found = html.fromstring(source(page)).xpath(f"//*[{TEXT_OF[site]}]//p[{unseen}][not(ancestor::aside)]")
    assert isinstance(found, list)
    return tuple(
        "".join(part for part in each.itertext() if isinstance(part, str))
        for each in found
        if isinstance(each, Element)
    )


@lru_cache
def body(page: str) -> str:
    """The article's text, one paragraph a line, with straight quotation marks."""
    return "\n".join(truth(page)).translate(str.maketrans("“”‘’", "\"\"''"))


@lru_cache
def extracted(page: str) -> Article | Failure:
    """What Alteram makes of a page."""
    row = INDEX[page]
    payload = (SAMPLE / row["file"]).read_bytes()
    fetched = Moment(row["fetched"])
    capture = Capture(row["url"], payload, digest_of(payload), "text/html", fetched, subject=row["file"])
    result = extract_article(capture)
    return result if isinstance(result, Failure) else resolve(result, capture, load_registry())


def article(page: str) -> Article:
    """The article of a page that must give one."""
    result = extracted(page)
    assert isinstance(result, Article), result
    return result


def outlet(page: str) -> Outlet | None:
    """The outlet of a page by its address."""
    return load_registry().at(urlsplit(INDEX[page]["url"]).netloc)


def name(page: str) -> str:
    """The id of a page's outlet without its prefix, "" for the unknown one."""
    found = outlet(page)
    return found.id.removeprefix("sample-") if found else ""


def published(page: str) -> str:
    """The time that a page states: JSON-LD, a meta element or a time element."""
    found = re.search(r'(?:"datePublished": |datetime=|content=)"(\d{4}-\d\d-\d\dT[\d:]+\+\d\d:\d\d)"', source(page))
    assert found, page
    return found[1]


def readable() -> Iterator[str]:
    """Every page that has a text."""
    return (page for page in INDEX if page != EMPTY)


def test_the_index_names_every_page_once() -> None:
    files = sorted(row["file"] for row in INDEX.values())
    assert files == sorted(path.name for path in SAMPLE.glob("*.html"))
    assert len(INDEX) >= 16
    assert len({row["url"] for row in INDEX.values()}) == len(INDEX)
    for row in INDEX.values():
        assert urlsplit(row["url"]).netloc.endswith(".example")
        assert re.fullmatch(r"2026-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["fetched"])


@pytest.mark.parametrize("page", INDEX)
def test_every_page_says_that_it_is_fictional_outside_its_text(page: str) -> None:
    tree = html.fromstring(source(page))
    assert BANNER in str(tree.xpath("string()"))
    assert tree.xpath("//meta[@name='generator']/@content") == ["Alteram fictional sample coverage"]
    if page != EMPTY:
        assert BANNER not in article(page).text


@pytest.mark.parametrize("page", INDEX)
def test_pages_point_at_no_real_host(page: str) -> None:
    hosts = set(re.findall(r"https?://([^/\"' <]+)", source(page))) - {"schema.org"}
    assert all(host.endswith(".example") for host in hosts)


@pytest.mark.parametrize("page", [page for page in INDEX if page not in (EMPTY, "27")])
def test_a_text_is_of_an_articles_length(page: str) -> None:
    assert 190 <= len(body(page).split()) <= 650


@pytest.mark.parametrize("page", list(readable()))
def test_the_body_comes_out_whole_and_nothing_else_does(page: str) -> None:
    title, *paragraphs = article(page).text.split("\n\n")
    assert tuple(paragraphs) == truth(page)
    assert title == article(page).title
    assert article(page).confidence >= RULES.least_confidence


@pytest.mark.parametrize("page", list(readable()))
def test_outlet_and_time_of_a_page_are_read(page: str) -> None:
    found = outlet(page)
    assert article(page).outlet == (found.id if found else None)
    stated = datetime.fromisoformat(published(page)).astimezone(UTC)
    assert article(page).published == stated.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_pages_are_built_in_different_ways() -> None:
    skeletons = {re.sub(r"[\d]+", "", " ".join(re.findall(r'class="([^"]+)"', source(page)))[:80]) for page in INDEX}
    assert len(skeletons) >= 12
    everything = "".join(map(source, INDEX))
    for mark in (
        "application/ld+json",
        "og:title",
        "<nav",
        "itemprop=",
        "<table",
        "<footer",
        "cookie",
        "<style",
        "comment",
    ):
        assert mark in everything


def test_two_agencies_a_state_outlet_and_both_sides_are_there() -> None:
    found = [outlet(page) for page in INDEX]
    known = {each for each in found if each}
    assert len({each.id for each in known}) >= 8
    assert sum(each.kind == "agency" for each in known) == 2
    assert [each.id for each in known if each.control == "state-controlled"] == ["sample-keldor-voice"]
    assert {"think-tank", "archive", "satire"} <= {each.kind for each in known}
    assert all(each.fictional for each in known)
    assert {urlsplit(INDEX[page]["url"]).netloc for page in INDEX if not outlet(page)} == {"quaysidetalk.example"}
    sides = {place.side for each in known for place in each.places}
    axis = next(axis for axis in load_axes() if axis.fictional)
    assert set(axis.opposed) <= sides


def test_a_wire_report_is_copied_with_and_without_credit() -> None:
    wire = set(body("01").split("\n"))
    for page, credited in (("02", True), ("03", False)):
        assert len(wire & set(body(page).split("\n"))) >= 4
        assert ("(NPA)" in source(page)) is credited
        assert ("Norvania Press Agency" in source(page)) is credited
    assert len(set(body("25").split("\n")) & set(body("27").split("\n"))) == 5


def test_the_claim_of_state_media_is_repeated_by_five_outlets_and_has_no_other_origin() -> None:
    claim = re.compile(r"[^.\n]*\bbarge\b[^\n]*")
    repeating = {page for page in readable() if page != SATIRE and claim.search(body(page))} - {STATE_MEDIA}
    assert len({name(page) for page in repeating}) >= 5
    for page in repeating:
        first = claim.search(body(page))
        assert first
        assert "Keldor" in first[0]


def test_the_toll_rises_through_the_day() -> None:
    told = {
        "01": "At least four people were killed",
        "04": "At least 11 people were killed",
        "06": "17 people had died",
        "07": "21 people had been confirmed dead",
        "10": "raised the number of the dead to 27",
        "11": "killed 27 people",
    }
    for page, words in told.items():
        assert words in body(page)
    times = [published(page) for page in told]
    assert times == sorted(times)


def test_two_holders_differ_at_one_hour() -> None:
    assert "By 6 p.m. 21 people had been confirmed dead, the health ministry said" in body("07")
    assert "By 6 p.m. 26 people had died, the Pellan Coast Rescue Service said" in body("08")


@pytest.mark.parametrize(
    "words",
    [
        "The passenger ferry Linnet capsized and sank in the Pellan Sound",
        "The Norvanian ferry Linnet capsized and sank in the Pellan Sound shortly after dawn",
        "The ferry Linnet, with 214 people on board, capsized and sank in the Pellan Sound",
        "The Linnet capsized and sank in the Pellan Sound on Tuesday morning",
    ],
)
def test_independent_reports_tell_the_event_in_their_own_words(words: str) -> None:
    carrying = [page for page in FERRY if words in body(page)]
    assert carrying
    assert {name(page) for page in carrying} <= {
        *("norvania-press-agency", "pellan-coast-post", ""),
        *("continental-wire", "nrt", "harbour-lantern"),
    }


def test_a_quotation_has_its_speaker_after_it() -> None:
    assert re.search(r'"I saw the water [^"]+run\." Those were the words of Rosalie Quint', body("06"))


def test_each_side_has_opinion_pages_in_its_own_voice() -> None:
    sides: dict[str, set[str]] = {}
    for page in INDEX:
        found = outlet(page)
        if found and any(path in INDEX[page]["url"] for path in found.opinion_paths):
            ought = [
                line for line in re.split(r"(?<=[.!?])\s", body(page)) if re.search(r"\b(should|must|ought)\b", line)
            ]
            assert len(ought) >= 3, page
            assert '"' not in body(page)
            sides.setdefault(found.places[0].side, set()).add(found.id)
    assert {side: len(outlets) >= 2 for side, outlets in sides.items()} == {"government": True, "opposition": True}


@pytest.mark.parametrize(
    ("page", "first", "last"),
    [
        ("13", "Norvania must not turn", "been counted and buried."),
        ("14", "A government that lets", "the people of Hallin."),
        ("15", "The government is right", "the safety of its ships."),
        ("16", "Ilse Varden should resign", "an unsafe ship to sea."),
        ("23", "The lease of Vessmouth is a courageous", "loaded a single ship."),
        ("24", "The lease of Vessmouth is a betrayal", "hidden in a drawer."),
    ],
)
def test_a_narrative_of_two_sentences_can_be_copied(page: str, first: str, last: str) -> None:
    text = body(page)
    passage = text[text.index(first) : text.index(last) + len(last)]
    assert 35 <= len(passage.split()) <= 60
    assert passage.count(". ") == 1


def test_a_page_hides_instructions_to_machines() -> None:
    assert len(INSTRUCTION.findall(source(HIDDEN))) == 4
    for hiding in ("display:none", "aria-hidden", "<p hidden>", "font-size:0"):
        assert hiding in source(HIDDEN)
    assert not any(INSTRUCTION.search(source(page)) for page in INDEX if page != HIDDEN)
    assert not INSTRUCTION.search(article(HIDDEN).text)


def test_an_archived_page_names_its_original() -> None:
    found = outlet(ARCHIVED)
    assert found is not None
    assert found.kind == "archive"
    tree = html.fromstring(source(ARCHIVED))
    assert tree.xpath("string(//link[@rel='canonical']/@href)") == INDEX[ARCHIVED]["url"].partition("123000/")[2]


def test_satire_says_so() -> None:
    assert "SatiricalArticle" in source(SATIRE)
    found = outlet(SATIRE)
    assert found is not None
    assert found.kind == "satire"


def test_one_page_is_empty_and_refused() -> None:
    assert body(EMPTY) == ""
    result = extracted(EMPTY)
    assert isinstance(result, Failure)
    assert result.kind == "empty-text"


def test_genres_are_told() -> None:
    opinions = {page for page in readable() if article(page).genre == "opinion"}
    assert opinions == {"13", "14", "15", "16", "23", "24"}
    assert {page for page in readable() if article(page).genre == "satire"} == {SATIRE}


def test_a_similar_event_lies_more_than_a_month_back() -> None:
    assert "Tern ran aground" in body(EARLIER)
    assert published(EARLIER) < "2026-08-15"
    assert min(published(page) for page in FERRY) > "2026-09-14"


def test_two_holders_differ_on_one_day() -> None:
    holders = ("The dockworkers' federation said that 2,300 people", "the port authority said that 1,500 people")
    assert all(words in body("19") for words in holders)


def test_two_papers_have_one_owner() -> None:
    owners = [found.owner for found in map(outlet, ("11", ACCUSATION)) if found]
    assert owners == ["Strand Media Group"] * 2


@pytest.mark.parametrize(
    ("words", "carrying"),
    [
        ("coastguard station in ostermole", "opposition"),
        ("doubled the number of rescue helicopters|new helicopter base", "government"),
    ],
)
def test_a_fact_is_carried_by_two_outlets_of_one_side_and_by_none_of_the_other(words: str, carrying: str) -> None:
    sides: dict[str, set[str]] = {"government": set(), "opposition": set()}
    covering: dict[str, set[str]] = {"government": set(), "opposition": set()}
    for page in FERRY:
        found = outlet(page)
        for place in found.places if found else ():
            if place.side in sides and found:
                covering[place.side].add(found.id)
                sides[place.side] |= {found.id} if re.search(words, body(page).lower()) else set()
    (other,) = sides.keys() - {carrying}
    assert len(sides[carrying]) >= 2
    assert sides[other] == set()
    assert len(covering[other]) >= (3 if carrying == "opposition" else 2)


def test_an_accusation_against_a_private_person_stands_on_one_page() -> None:
    assert [page for page in INDEX if "Pellick" in source(page)] == [ACCUSATION]


def test_three_stories_lie_apart_in_time() -> None:
    days = [sorted(published(page)[:10] for page in story) for story in (FERRY, HARBOUR, DRONES)]
    assert [(story[0], story[-1]) for story in days] == [
        ("2026-09-15", "2026-09-16"),
        ("2026-10-06", "2026-10-07"),
        ("2026-10-25", "2026-10-25"),
    ]


def test_grouping_finds_the_three_stories_and_leaves_out_what_belongs_to_none() -> None:
    pages = {article(page).id: page for page in readable()}
    clusters = {
        frozenset(pages[each] for each in cluster.articles) for cluster in group([*map(article, pages.values())])
    }
    assert clusters == {*map(frozenset, (FERRY, HARBOUR, DRONES)), frozenset({SATIRE}), frozenset({EARLIER})}
