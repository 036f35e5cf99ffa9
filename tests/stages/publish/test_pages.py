import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any, get_args, get_type_hints
from urllib.parse import urlsplit

import pytest
from lxml import html

from alteram.config import Publisher
from alteram.model.articles import Failure
from alteram.model.briefs import Abstention, Brief, Disagreement, Fact, Narrative, Source
from alteram.model.ids import Moment, StoryId
from alteram.stages.publish import (
    POLICY,
    Frame,
    StoryRow,
    article_page,
    edition_lines,
    failures_page,
    markdown,
    method_page,
    notice_page,
    outlet_list_page,
    outlet_page,
    page,
    quote,
    story_list_page,
    style_sheet,
)
from alteram.stages.publish.changes import changes
from alteram.stages.publish.reading import BriefReader
from alteram.stages.publish.wording import words
from alteram.text.people.titles import neutral_title
from tests.stages.publish.harbour import ARTICLES, BRIEF, FIRST, STORY, WITHHELD_TEXT, quotes
from tests.stages.publish.harbour_outlets import NOTES, records, stories_of
from tests.stages.publish.harbour_outlets import PAGES as OUTLETS

PUBLIC = Frame(publisher=Publisher("The Reading Room", "desk@room.example", "https://room.example/corrections"))
PRIVATE = Frame(private=True)
LIVE = Frame(live=True)
LINES = edition_lines([(each.brief, each.digest) for each in STORY.editions])
PAYLOAD = "\"><script>alert('x')</script><img src=x onerror=alert(1)> {{ 7*7 }}"


def parsed(text: str) -> Any:
    """The page as a tree."""
    return html.document_fromstring(text)


def story_page(brief: Brief = BRIEF, frame: Frame = PUBLIC) -> str:
    return page(brief, quotes(brief), frame=frame, editions=LINES)


def pages() -> Iterator[tuple[str, str]]:
    rows = (STORY.row, StoryRow(StoryId("0" * 16), "A title of one outlet", False, articles=1, outlets=1))
    yield "story", story_page()
    yield "live story", page(BRIEF, all_quotes(), frame=LIVE, editions=LINES, withheld_texts=(WITHHELD_TEXT,))
    yield "front", story_list_page(rows, frame=PUBLIC)
    yield "private front", story_list_page(rows, frame=PRIVATE)
    yield "empty front", story_list_page((), frame=PRIVATE)
    yield "method", method_page(frame=PUBLIC)
    yield "story with notes", page(BRIEF, quotes(), frame=PUBLIC, editions=LINES, notes=NOTES, outlets=OUTLETS)
    yield "outlets", outlet_list_page(records(), frame=PUBLIC)
    for record in records().outlets:
        yield f"outlet {record.outlet.id}", outlet_page(record, records(), stories_of(record.outlet.id), frame=PUBLIC)
    yield "article", article_page(ARTICLES[1], frame=LIVE)
    yield "failures", failures_page((Failure("extract", "a.html", "empty-text", "No text."),), frame=LIVE)
    yield "notice", notice_page("Not found", "There is no such page.", root="/", frame=LIVE)


def all_quotes() -> dict[Any, Any]:
    passage = BRIEF.withheld[0].passages[0]
    return {**quotes(), passage: quote(ARTICLES[passage.source - 1], passage, whole=False)}


PAGES = dict(pages())


@pytest.fixture(params=sorted(PAGES))
def document(request: pytest.FixtureRequest) -> Any:
    return parsed(PAGES[request.param])


def test_headings_descend_one_step_at_a_time_from_one_title(document: Any) -> None:
    levels = [int(each.tag[1]) for each in document.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_and_skip_link(document: Any) -> None:
    body = document.find("body")
    assert body[0].get("class") == "skip" and body[0].get("href") == "#content"
    assert len(document.xpath("//main[@id='content']")) == 1
    assert len(body.findall("header")) == len(body.findall("footer")) == 1
    assert all(each.get("aria-label") for each in document.iter("nav"))


def test_ids_are_unique_and_every_local_link_has_its_target(document: Any) -> None:
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    local = [href[1:] for href in document.xpath("//@href") if href.startswith("#")]
    assert set(local) <= set(ids)
    assert set(document.xpath("//@aria-labelledby")) <= set(ids)


def test_no_script_no_inline_style_and_a_strict_policy(document: Any) -> None:
    assert not list(document.iter("script", "style", "iframe", "object", "form", "base"))
    assert not document.xpath("//@style") and not document.xpath("//@*[starts-with(name(), 'on')]")
    assert document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert POLICY.startswith("default-src 'none'; style-src 'self'") and "unsafe" not in POLICY


def test_links_leave_the_site_only_by_http_and_with_rel(document: Any) -> None:
    for link in document.iter("a"):
        scheme = urlsplit(link.get("href")).scheme
        assert scheme in ("", "http", "https", "mailto")
        if scheme in ("http", "https") and link.getparent().getparent().get("class") != "inner":
            assert link.get("rel") == "noopener noreferrer external"
            assert link.get("target") is None


def test_a_citation_leads_to_its_passage_with_outlet_date_ownership_and_original() -> None:
    document = parsed(story_page())
    fact = document.get_element_by_id("f1")
    cites = fact.xpath(".//p/a[@class='cite']")
    assert [each.text_content() for each in cites] == ["[1]", "[2]"]
    passage = document.get_element_by_id(cites[1].get("href")[1:])
    shown = " ".join(passage.text_content().split())
    assert "The Velm Courier" in shown and "independent, Kessland" in shown and "3 May 2031, 11:15 UTC" in shown
    assert "At least 17 people were killed" in shown and "“We hear knocking" in shown
    (original,) = passage.xpath(".//a[contains(@rel, 'external')]/@href")
    assert original.startswith("https://velmcourier.example/news/terminal-explosion?id=7&view=full#:~:text=At%20least")


def _of_class(tree: Any, name: str) -> list[Any]:
    """Elements that have a class."""
    return list(tree.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"))


def test_every_citation_says_whose_words_its_passage_is() -> None:
    shown = [one for one in _of_class(parsed(story_page()), "passage") if one.xpath(".//blockquote")]
    assert len(shown) >= 20
    told = [governor.text_content() for one in shown for governor in _of_class(one, "governor")]
    assert len(told) == sum(len(one.xpath(".//blockquote")) for one in shown)
    assert any(each == "In the outlet’s own voice" for each in told)
    assert any(re.fullmatch("Attributed: .*(said|ccording to).*", each) for each in told)


def test_a_title_that_stands_aside_is_explained() -> None:
    source = replace(BRIEF.sources[0], title=neutral_title(BRIEF.sources[0].published))
    tree = parsed(story_page(replace(BRIEF, sources=(source, *BRIEF.sources[1:]))))
    (neutral,) = _of_class(tree, "neutral")
    assert neutral.text_content().startswith("Article of ")
    (note,) = _of_class(tree, "neutral-note")
    assert note.text_content().startswith("Its title is not printed")
    assert not _of_class(parsed(story_page()), "neutral-note")


def test_withheld_sentences_of_one_reason_are_told_together() -> None:
    twice = replace(BRIEF, withheld=(BRIEF.withheld[0], BRIEF.withheld[0]))
    (listed,) = parsed(story_page(twice)).xpath("//ul[@class='withheld']/li")
    assert "2 sentences." in listed.text_content()
    assert len(listed.xpath("./details/p")) == 2


def test_the_words_a_sentence_copies_are_marked_in_the_passage() -> None:
    document = parsed(story_page())
    assert document.xpath("//*[@id='f3-c1']//mark/text()") == ["wo of the terminal's nine silos collapsed"]
    assert document.xpath("//*[@id='f3-c3']//mark/text()") == []


def test_a_fact_says_who_stands_behind_it() -> None:
    document = parsed(story_page())
    note = " ".join(document.get_element_by_id("f4").find_class("note")[0].text_content().split())
    assert "1 independent origin: Kess State News" in note
    assert "Carried by 1 outlet: Kess State News" in note
    assert "Every source gives it as the word of Kess State News" in note
    assert "One origin only Rests on state media Superseded by a later account" in note


def test_disagreements_are_a_table_with_a_quote() -> None:
    document = parsed(story_page())
    table = document.get_element_by_id("disagreements").xpath(".//table")[0]
    cells = [" ".join(each.text_content().split()) for each in table.xpath(".//tbody/tr[2]/*")]
    assert cells[:3] == ["at least 1212 or more", "the harbour authority", "Northern Wire"]
    assert cells[3].startswith("3 May 2031, 05:40 UTC") and "killing at least 12 people" in cells[4]


def test_narratives_stand_side_by_side_with_rater_and_counts() -> None:
    document = parsed(story_page())
    section = document.get_element_by_id("narratives")
    titles = [each.text_content() for each in section.xpath(".//h3")]
    assert titles[:2] == ["Pro-establishment narrative", "Establishment-critical narrative"]
    shown = " ".join(section.text_content().split())
    assert "As provided by The Steward and Kess State News" in shown
    assert "2 outlets on this side." in shown and "1 outlet on this side." in shown
    assert "outlets placed by a named rater, 2030" in shown
    assert "argues the opposite" not in shown
    assert "Reported by 1 of 2 establishment-critical, none of 2 pro-establishment." in shown


def test_a_lone_side_is_said_to_be_alone() -> None:
    shown = story_page(replace(BRIEF, narratives=BRIEF.narratives[:1]))
    assert "No outlet in this story argues the opposite." in shown


def test_withheld_sentences_give_gate_reason_and_place_but_never_text_on_public_and_private_pages() -> None:
    hidden = ARTICLES[1].text[BRIEF.withheld[0].passages[0].start : BRIEF.withheld[0].passages[0].end]
    brief = replace(BRIEF, facts=BRIEF.facts[3:5], disagreements=(), summary=())
    for frame in (PUBLIC, PRIVATE):
        shown = page(brief, all_quotes(), frame=frame, withheld_texts=(WITHHELD_TEXT,))
        section = parsed(shown).get_element_by_id("left-out")
        assert "Gate G7" in section.text_content() and "characters" in section.text_content()
        assert WITHHELD_TEXT not in shown
        assert "knocking" not in html.tostring(section, encoding="unicode")
    live = page(brief, all_quotes(), frame=LIVE, withheld_texts=(WITHHELD_TEXT,))
    section = parsed(live).get_element_by_id("left-out")
    assert WITHHELD_TEXT in section.text_content() and hidden in section.text_content()


def test_a_removed_passage_is_said_to_be_gone() -> None:
    assert "The text of this passage is no longer kept" in page(BRIEF, {}, frame=PUBLIC)


def test_editions_are_listed_and_an_old_one_points_to_the_new() -> None:
    old = page(FIRST, quotes(FIRST), frame=PUBLIC, editions=LINES)
    assert 'This edition was replaced. <a href="index.html">Read edition 2</a>' in old
    document = parsed(story_page())
    assert document.xpath("//ol[@class='editions']//a/@href") == ["edition-1.html"]
    assert "brief.json" in document.xpath("//p[@class='files']//a/@href")
    assert "edition-1.json" in parsed(old).xpath("//p[@class='files']//a/@href")


def test_a_withdrawn_edition_is_a_page_that_says_so() -> None:
    empty = replace(
        BRIEF,
        as_of=None,
        headline=replace(BRIEF.headline, text="", pieces=(), clauses=()),
        summary=(),
        origins=(),
        facts=(),
        disagreements=(),
        narratives=(),
        coverage=(),
        sources=(),
        withheld=(),
        abstained=(Abstention("brief", "", "source-removed"),),
    )
    document = parsed(page(empty, {}, frame=PUBLIC))
    assert document.xpath("//h1/text()") == ["This edition was withdrawn"]
    assert [each.text_content() for each in document.iter("h2")][:1] == ["What this brief leaves out"]
    assert "removed on request" in document.get_element_by_id("left-out").text_content()
    assert markdown(empty).startswith("This edition was withdrawn.\n\nLeft out\n\n- This edition: an article")


def test_foreign_text_carries_its_direction_and_language() -> None:
    document = parsed(story_page())
    quoted = document.xpath("//*[@id='f2-c6']//blockquote")[0]
    assert (quoted.get("dir"), quoted.get("lang")) == ("auto", "ar")
    assert document.xpath("//h1/@lang") == ["en"]


def poisoned(value: Any) -> Any:
    """Every free text of a brief replaced by markup; codes and ids stay."""
    if isinstance(value, tuple):
        return tuple(map(poisoned, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    free = {"text", "name", "title", "label", "basis", "rater", "predicate", "unit", "who", "where"}
    hints = get_type_hints(type(value))
    new = {
        each.name: PAYLOAD
        if each.name in free and isinstance(getattr(value, each.name), str) and hints[each.name] in (str, str | None)
        else poisoned(getattr(value, each.name))
        for each in fields(value)
        if each.init
    }
    return type(value)(**new)


def test_foreign_text_is_escaped_wherever_it_stands() -> None:
    brief = poisoned(replace(BRIEF, abstained=(Abstention(PAYLOAD, PAYLOAD, PAYLOAD),)))
    made = {
        key: replace(each, before=PAYLOAD, text=PAYLOAD, after=PAYLOAD, outlet=PAYLOAD)
        for key, each in quotes().items()
    }
    row = StoryRow(StoryId("0" * 16), PAYLOAD, False, reason=PAYLOAD)
    framed = Frame(publisher=Publisher(PAYLOAD, PAYLOAD, f"javascript:{PAYLOAD}"), private=True)
    poisoned_article = replace(ARTICLES[1], title=PAYLOAD, text=f"{PAYLOAD}\n\n{PAYLOAD}", name=PAYLOAD, byline=PAYLOAD)
    for shown in (
        page(brief, made, frame=framed),
        page(brief, made, frame=LIVE, withheld_texts=(PAYLOAD,)),
        story_list_page((row, replace(row, brief=True, summary=PAYLOAD)), frame=framed),
        article_page(replace(poisoned_article, url=f"javascript:{PAYLOAD}", language=PAYLOAD), frame=LIVE),
        failures_page((Failure(PAYLOAD, PAYLOAD, PAYLOAD, PAYLOAD),), frame=LIVE),
    ):
        document = parsed(shown)
        assert not list(document.iter("script", "img"))
        assert not document.xpath("//@onerror")
        assert not [href for href in document.xpath("//@href") if href.lower().startswith("javascript")]
        assert "{{ 7*7 }}" in shown and "49" not in re.sub(r"[\w.]{6,}", "", document.xpath("//h1")[0].text_content())


def test_only_the_owner_sees_titles_that_passed_no_gate() -> None:
    assert "A title of one outlet" not in PAGES["front"] and "1 more story:" in PAGES["front"]
    assert "A title of one outlet" in PAGES["private front"]


def test_private_and_live_pages_ask_not_to_be_indexed_and_say_what_they_are() -> None:
    assert 'content="noindex, nofollow"' not in PAGES["front"] and "Private copy." not in PAGES["front"]
    assert 'content="noindex, nofollow"' in PAGES["private front"] and "Private copy." in PAGES["private front"]
    assert "This machine only." in PAGES["live story"]
    assert "The Reading Room" in PAGES["front"] and 'href="mailto:desk@room.example"' in PAGES["front"]


def test_the_whole_text_is_for_loopback_only() -> None:
    for frame in (PUBLIC, PRIVATE):
        with pytest.raises(ValueError, match="loopback"):
            article_page(ARTICLES[0], frame=frame)
    assert all(part in PAGES["article"] for part in ("fire chief Runa Ostby", ARTICLES[1].text_sha256))


def test_the_front_page_is_in_order_of_change_whatever_the_order_it_got() -> None:
    rows = [
        StoryRow(StoryId(f"{n:016x}"), f"Headline {n}", True, updated=Moment(f"2031-05-0{1 + n // 2}"))
        for n in range(6)
    ]
    made = story_list_page(rows, frame=PUBLIC)
    assert made == story_list_page(rows[::-1], frame=PUBLIC)
    assert re.findall(r"Headline \d", made) == [f"Headline {n}" for n in (4, 5, 2, 3, 0, 1)]


def test_every_code_of_the_format_has_plain_words() -> None:
    def literals(noun: type, name: str) -> tuple[str, ...]:
        hint = get_type_hints(noun)[name]
        inner = get_args(hint)
        return get_args(inner[0]) if inner and not isinstance(inner[0], str) else inner

    for table, codes in {
        "flags": literals(Fact, "flags"),
        "kinds": literals(Disagreement, "kind"),
        "kind_notes": literals(Disagreement, "kind"),
        "voices": literals(Narrative, "voice"),
        "roles": literals(Source, "roles"),
        "gates": tuple(f"G{n}" for n in range(1, 8)),
    }.items():
        assert codes
        for code in codes:
            assert words(table, code) != code.replace("-", " "), (table, code)
    assert words("reasons", "never-heard_of") == "never heard of"


def test_changes_between_editions_are_counted_not_quoted() -> None:
    assert changes(FIRST, BRIEF) == ("3 facts added or changed", "2 disagreements added or changed")
    assert changes(BRIEF, replace(BRIEF, edition=3)) == ("evidence changed",)
    fewer = replace(BRIEF, sources=BRIEF.sources[:7], headline=BRIEF.summary[0])
    assert changes(fewer, BRIEF) == ("headline changed", "1 new source")


def test_pieces_are_shown_only_where_they_add_up_to_the_sentence() -> None:
    reader = BriefReader(BRIEF, quotes())
    view = reader.sentence(BRIEF.facts[2].sentence)
    assert [(piece.text, piece.kind, piece.n) for piece in view.pieces[:2]] == [
        ("Northern Wire reports that ", "attribution", None),
        ("t", "case", None),
    ]
    assert "".join(piece.text for piece in view.pieces) == view.text
    assert reader.sentence(replace(BRIEF.facts[2].sentence, text="Other text.")).pieces == ()


def test_the_style_sheet_loads_nothing() -> None:
    sheet = style_sheet().decode()
    assert "url(" not in sheet and "@import" not in sheet
    for needed in ("prefers-color-scheme: dark", "@media print", "prefers-reduced-motion", ":focus-visible"):
        assert needed in sheet
