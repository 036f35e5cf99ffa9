"""The pages that are run from beginning to end show what is printed today; and what their launcher leads where."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from alteram.cli import fetching
from alteram.model.articles import Failure
from alteram.outlets import load_registry
from alteram.stages.ingest.feeds import Feed, parse_feed
from alteram.stages.ingest.sitemaps import Sitemap, parse_sitemap
from alteram.stages.ingest.web.guard import public_endpoint
from examples.live import sites
from examples.live.__main__ import BEGIN, led_here, ticking
from tools import pages

ROOT = Path(__file__).resolve().parents[1]
LIVE = ("live.md", "first-steps.md")
RUN = (*LIVE, "disagreements.md")
ENDPOINT = ("127.0.0.1", 54321)


@pytest.mark.parametrize("name", RUN)
def test_the_page_shows_what_is_printed_today(name: str) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    with pages.walking() as walk:
        today = pages.rewritten(page, walk)
    hint = f"run `python -m tools.pages docs/{name}` and read what it shows"
    assert pages.comparable(today).splitlines() == pages.comparable(page).splitlines(), hint


def test_every_page_with_commands_is_run() -> None:
    with_commands = {path.name for path in (ROOT / "docs").rglob("*.md") if "```console" in path.read_text("utf-8")}
    assert with_commands == set(RUN)


def test_the_pages_show_briefs_with_narratives_and_disagreements_and_no_failure() -> None:
    for name in LIVE:
        page = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert "\nNarratives\n" in page
        assert "\nDisagreements\n" in page
        assert "0 failed." in page
        assert "Traceback" not in page


def test_the_page_of_disagreements_shows_each_kind_a_denial_and_a_course() -> None:
    page = (ROOT / "docs" / "disagreements.md").read_text(encoding="utf-8")
    _, _, shown = page.partition("\nDisagreements\n")
    for words in (
        "The accounts conflict.",
        "A later account.",
        "Counted differently.",
        "The ministry denies it",
        "By time:",
    ):
        assert words in shown
    assert "31" not in shown.partition("```")[0], "the toll of an earlier event"
    assert "0 fail, 0 of unknown source" in page


def test_watching_is_described_and_not_run() -> None:
    section = (ROOT / "docs" / "live.md").read_text(encoding="utf-8").partition("## Let it run")[2]
    assert "`alteram watch --contact you@your.site`" in section
    assert "$ alteram watch" not in section


def test_only_the_sites_names_lead_anywhere_and_only_to_the_one_endpoint() -> None:
    network = led_here(fetching.open_network("you@your.site"), ENDPOINT)
    for site in sites.SITES:
        assert asyncio.run(network.lookup(site.host, 80)) == (ENDPOINT,)  # type: ignore[arg-type]
    for name in ("localhost", "bbc.co.uk", "www.nrt.example", "quaysidetalk.example"):
        with pytest.raises(OSError, match="not one of the example's sites"):
            asyncio.run(network.lookup(name, 80))  # type: ignore[arg-type]
    assert network.allowed(*ENDPOINT)
    for address, port in (("127.0.0.1", 54322), ("127.0.0.2", 54321), ("::1", 54321), ("93.184.215.14", 80)):
        assert not network.allowed(address, port)


def test_the_shipped_network_still_refuses_this_machine() -> None:
    network = fetching.open_network("you@your.site")
    assert network.allowed is public_endpoint
    assert not network.allowed(*ENDPOINT)


def test_no_production_module_knows_the_examples() -> None:
    imports = re.compile(r"^\s*(?:from|import) (?:examples|evals|tests|tools)\b", re.MULTILINE)
    assert not [path for path in (ROOT / "alteram").rglob("*.py") if imports.search(path.read_text("utf-8"))]


def test_the_clock_begins_after_the_last_page_and_goes_on() -> None:
    begin = BEGIN.isoformat().replace("+00:00", "Z")
    now = ticking()
    assert begin <= now() <= now()
    assert max(page.published[:10] for page in sites.sample_pages()) < begin[:10]


@pytest.mark.parametrize("site", sites.SITES, ids=lambda site: site.host)
def test_each_list_names_the_sites_pages_with_title_and_time(site: sites.Site) -> None:
    document = sites.documents()[site.host, site.list_path]
    url = f"http://{site.host}{site.list_path}"
    if site.listed is sites.news_sitemap:
        found: Feed | Sitemap | Failure = parse_sitemap(document.body, url)
    else:
        found = parse_feed(document.body, url, document.content_type)
    assert not isinstance(found, Failure)
    own = [page for page in sites.sample_pages() if page.host == site.host]
    assert len(own) == 3
    assert [(lead.url, lead.title) for lead in found.leads] == [(page.url, page.title) for page in own]
    assert all(lead.published for lead in found.leads)
    assert (site.host, "/robots.txt") in sites.documents()
    assert load_registry().at(site.host) is not None


def test_another_machine_is_not_reached_through_the_launcher(tmp_path: Path) -> None:
    """A name that is none of the sites' fails, and says so, whatever stands behind it."""
    words = ["import", "http://elsewhere.example/page", "--contact", "you@your.site", "--workers", "0"]
    done = subprocess.run(
        [sys.executable, "-m", "examples.live", *words],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert "0 articles imported" in done.stdout
    assert "elsewhere.example is not one of the example's sites" in done.stdout
