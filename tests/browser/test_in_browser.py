import re
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from tests.stages.publish.harbour import ARTICLES, BRIEF, WITHHELD_TEXT

Scheme = Literal["dark", "light"]
Opens = Callable[..., Page]

STORY = f"/stories/{BRIEF.story}/index.html"
AXE = {"resultTypes": ["violations"], "preload": False}
"""Without preload: axe would fetch the style sheet by script, which no page of a file system may."""
OUTLET = "/outlets/the-velm-courier/index.html"
PAGES = ("/index.html", STORY, "/method.html", "/outlets/index.html", OUTLET, "/outlets/kess-state-news/index.html")
LIVE_PAGES = (*PAGES, "/failures.html", f"/articles/{ARTICLES[5].id}.html", "/nothing.html")


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opens]:
    """Opens pages; fails at the end when one of them had a console error, a page error or a request that failed."""
    faults: list[str] = []
    contexts = []

    def open_page(address: str, *, width: int = 1280, scheme: Scheme = "light", scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            bypass_csp=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("requestfailed", lambda request: faults.append(f"{request.url} failed"))
        page.on("request", lambda request: faults.append(request.url) if "example" in request.url else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _failed(request: Request) -> list[str]:
    """A request that failed, but for one that the browser gave up because the test went on to the next page."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


def test_pages_load_whole_and_without_an_error(site: str, browser: Browser) -> None:
    """With the policy in force: a refused style sheet or icon would be a console error."""
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.extend(_failed(request)))
    for path in PAGES:
        page.goto(site + path)
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    context.close()
    assert faults == []


def test_a_citation_opens_its_passage_without_scripts(site: str, opened: Opens) -> None:
    page = opened(site + STORY, scripts=False)
    passage = page.locator("[id='f1-c2']")
    expect(passage).to_be_hidden()
    page.locator("#f1 .cite", has_text="[2]").click()
    expect(passage).to_be_visible()
    expect(passage).to_be_in_viewport()
    expect(page.locator("#f1 .telling > p").first).to_be_in_viewport()
    expect(passage).to_contain_text("At least 17 people were killed")
    expect(passage.get_by_role("link", name=re.compile("Read it at velmcourier.example"))).to_have_attribute(
        "href", re.compile(r"^https://velmcourier\.example/.*#:~:text=At%20least")
    )
    page.locator("#f1").get_by_role("link", name=re.compile("Close the passages")).click()
    expect(passage).to_be_hidden()


def test_the_proof_of_a_fact_opens_as_a_whole_and_says_whose_words_each_passage_is(site: str, opened: Opens) -> None:
    page = opened(site + STORY, scripts=False)
    proof = page.locator("#f1 .proof a")
    expect(proof).to_have_text(re.compile("^Show the 2 passages"))
    proof.click()
    expect(page.locator("#f1 .passage")).to_have_count(2)
    for place in range(2):
        expect(page.locator("#f1 .governor").nth(place)).to_be_visible()
    expect(proof).to_be_hidden()
    digest = page.locator("#f1 .passage .digest p").first
    expect(digest).to_be_hidden()
    page.locator("#f1 .passage .digest summary").first.click()
    expect(digest).to_contain_text(ARTICLES[0].text_sha256)


def test_under_a_finger_every_link_is_large_enough(static_site: str, browser: Browser) -> None:
    """WCAG 2.2, 2.5.8: targets of 24 by 24 CSS pixels."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(static_site + STORY + "#f1-evidence")
    small = page.evaluate(
        """[...document.querySelectorAll('main a, main summary, nav a')].filter(a => a.checkVisibility())
        .map(a => [a.textContent.trim(), ...[...a.getClientRects()].map(r => Math.ceil(Math.min(r.width, r.height)))])
        .filter(([, ...sides]) => Math.max(...sides) < 24)"""
    )
    context.close()
    assert small == []


def test_every_citation_of_every_sentence_opens_something(static_site: str, opened: Opens) -> None:
    page = opened(static_site + STORY)
    cites = page.locator(".cite")
    assert cites.count() >= 20
    for place in range(cites.count()):
        target = cites.nth(place).get_attribute("href") or ""
        page.evaluate("hash => { location.hash = hash }", target)
        expect(page.locator(f"[id='{target[1:]}']")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(site: str, opened: Opens, width: int) -> None:
    for path in LIVE_PAGES if site.startswith("http") else PAGES:
        if path == "/nothing.html":
            continue
        page = opened(site + path, width=width)
        for fragment in ("", "#f1-c1", "#n1.1-c8"):
            page.evaluate("hash => { location.hash = hash }", fragment)
            inner, outer = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            assert inner <= outer, (path, fragment)


def test_the_keyboard_reaches_everything_and_shows_where_it_is(site: str, opened: Opens) -> None:
    page = opened(site + STORY)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.closest('main') !== null")
    assert first
    page.locator("#f1 .cite").first.focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("[id='f1-c1']")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[id=\"f1-c1\"]') !== null")


def test_tabbing_meets_every_visible_link_in_the_order_of_the_page(static_site: str, opened: Opens) -> None:
    page = opened(static_site + STORY)
    every = "[...document.querySelectorAll('a, summary')]"
    visible = page.evaluate(f"{every}.filter(a => a.getClientRects().length && a.checkVisibility()).length")
    met = []
    for _ in range(visible):
        page.keyboard.press("Tab")
        met.append(page.evaluate(f"{every}.indexOf(document.activeElement)"))
    assert met == sorted(met) and -1 not in met and len(set(met)) == visible


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(site: str, opened: Opens, scheme: Scheme) -> None:
    for path in PAGES if site.startswith("file") else tuple(p for p in LIVE_PAGES if p != "/nothing.html"):
        page = opened(site + path, scheme=scheme)
        if path == STORY:
            page.evaluate("location.hash = '#f4-c5'")
        found: list[dict[str, Any]] = Axe().run(page, options=AXE).response["violations"]
        grave = [
            (each["id"], [node["target"] for node in each["nodes"]])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
        assert grave == [], (path, scheme)


def test_dark_and_light_differ(static_site: str, opened: Opens) -> None:
    script = "getComputedStyle(document.body).backgroundColor"
    light = opened(static_site + STORY, scheme="light").evaluate(script)
    dark = opened(static_site + STORY, scheme="dark").evaluate(script)
    assert light == "rgb(252, 250, 245)" and dark == "rgb(21, 20, 18)"


def test_paper_shows_the_passages_and_leaves_out_the_navigation(static_site: str, opened: Opens) -> None:
    page = opened(static_site + STORY, scheme="dark")
    expect(page.locator("#f2-evidence")).to_be_hidden()
    page.emulate_media(media="print", color_scheme="light")
    expect(page.locator("#f2-evidence")).to_be_visible()
    expect(page.get_by_role("navigation", name="Site")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf()[:5] == b"%PDF-"


def test_on_a_phone_each_cell_of_a_table_says_its_column(static_site: str, opened: Opens) -> None:
    page = opened(static_site + STORY, width=360)
    cell = page.locator("#disagreements td[data-label='Who says']").first
    assert page.evaluate("cell => getComputedStyle(cell, '::before').content", cell.element_handle()) == '"Who says"'
    expect(page.get_by_role("cell", name="Who says the Ministry of Ports")).to_be_visible()


def test_foreign_writing_runs_its_own_way(static_site: str, opened: Opens) -> None:
    page = opened(f"{static_site}{STORY}#f2-c6")
    assert page.evaluate("getComputedStyle(document.querySelector('#f2-c6 blockquote')).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('#f2-c3 blockquote')).direction") == "ltr"


def test_the_live_story_leads_to_the_archived_text_and_shows_what_was_withheld(live_site: str, opened: Opens) -> None:
    page = opened(live_site + STORY)
    expect(page.get_by_text(WITHHELD_TEXT)).to_be_visible()
    page.get_by_role("link", name="archived text of source 2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ARTICLES[1].title)


def test_reading_goes_from_the_front_page_to_a_story_and_back(site: str, opened: Opens) -> None:
    page = opened(site + "/index.html")
    page.get_by_role("link", name=BRIEF.headline.text).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BRIEF.headline.text)
    page.locator("#editions").get_by_role("link", name="Edition 1").click()
    expect(page.get_by_text("This edition was replaced")).to_be_visible()
    page.get_by_role("link", name="Stories").click()
    expect(page).to_have_title("Stories | Alteram")


def test_a_source_leads_to_its_outlet_and_the_outlet_back_to_the_story(site: str, opened: Opens) -> None:
    page = opened(site + STORY, scripts=False)
    page.locator("#source-2").get_by_role("link", name="The Velm Courier", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Velm Courier")
    expect(page.get_by_role("link", name="Harbour Post", exact=True)).to_be_visible()
    page.locator("#stories").get_by_role("link", name=BRIEF.headline.text).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BRIEF.headline.text)


def test_a_changed_source_leads_to_its_new_text_on_this_machine_only(
    live_site: str, static_site: str, opened: Opens
) -> None:
    public = opened(static_site + STORY)
    expect(public.locator("#source-2")).to_contain_text("This source changed after we cited it")
    expect(public.get_by_role("link", name=re.compile("What it says now"))).to_have_count(0)
    page = opened(live_site + STORY)
    page.get_by_role("link", name="What it says now (source 2)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ARTICLES[1].title)
