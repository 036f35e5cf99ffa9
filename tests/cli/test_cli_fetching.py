"""fetch, import and brief of addresses: what is asked, printed, and how it exits."""

import json
from pathlib import Path

import pytest

import alteram as package
from evals.loopback import Loopback
from tests.cli.conftest import Alteram
from tests.cli.wire import FEED, HARBOUR, HERE, INDEX, ME


def test_fetch_then_build_makes_a_brief(alteram: Alteram, server: Loopback, library: Path) -> None:
    answered = alteram("fetch", "sample-wire", *ME, "--workers", "1")
    assert (answered.code, answered.err) == (0, "")
    assert answered.out.splitlines() == [
        "1 feed polled, 0 not modified.",
        "4 pages fetched, 0 known already, 0 refused by robots.txt, 0 paywalled, 0 reserved, 0 failed.",
        "4 articles imported.",
    ]
    assert {one.headers["user-agent"] for one in server.asked} == {
        f"Alteram/{package.__version__} (+me@reader.example)"
    }
    assert alteram("fetch", "wire.example", *ME, *HERE).out.startswith("1 feed polled, 1 not modified.")
    assert "1 brief" in alteram("build", *HERE).out


def test_fetch_as_json(alteram: Alteram, server: Loopback, library: Path) -> None:
    report = json.loads(alteram("fetch", "sample-wire", *ME, *HERE, "--format", "json").out)
    assert (report["polled"], report["fetched"], report["imported"]["imported"]) == (1, 4, 4)


def test_fetch_of_an_unknown_outlet_is_wrong_usage(alteram: Alteram, server: Loopback) -> None:
    answered = alteram("fetch", "nobody.example", *ME, *HERE)
    assert answered.code == 2
    assert "alteram outlets list" in answered.err


def test_fetch_of_an_outlet_without_feeds_says_so(alteram: Alteram, server: Loopback, library: Path) -> None:
    alone = alteram("fetch", "sample-mute", *ME, *HERE)
    assert alone.code == 1
    assert "The Mute (sample-mute) has no feeds" in alone.err
    beside = alteram("fetch", "sample-mute", "sample-wire", *ME, *HERE)
    assert beside.code == 0
    assert "The Mute (sample-mute) has no feeds" in beside.err


@pytest.mark.parametrize("contact", ["", "  ", "me", "me@x\r\nCookie: a", "mé@x.example", "a@" + "x" * 300])
def test_nothing_is_fetched_for_somebody_who_cannot_be_reached(
    alteram: Alteram, server: Loopback, contact: str
) -> None:
    answered = alteram("fetch", "--contact", contact, *HERE)
    assert answered.code == 2
    assert "--contact" in answered.err
    assert server.asked == []


def test_a_contact_may_stand_in_the_environment(
    alteram: Alteram, server: Loopback, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALTERAM_CONTACT", "https://reader.example/contact")
    assert alteram("fetch", "sample-wire", *HERE).code == 0


def test_subscription_lists_in_and_out(alteram: Alteram, server: Loopback, library: Path, tmp_path: Path) -> None:
    listed = alteram("outlets", "opml")
    assert f'xmlUrl="{FEED.replace("https:", "http:")}"' in listed.out
    opml = f'<opml version="2.0"><body><outline xmlUrl="{FEED.replace("https:", "http:")}"/></body></opml>'
    (tmp_path / "own.opml").write_text(opml)
    assert "4 pages fetched" in alteram("fetch", "--opml", tmp_path / "own.opml", *ME, *HERE).out
    (tmp_path / "none.opml").write_text("hello")
    assert alteram("fetch", "--opml", tmp_path / "none.opml", *ME, *HERE).code == 2
    assert alteram("fetch", "--opml", tmp_path / "missing.opml", *ME, *HERE).code == 2


def test_fetch_exits_1_when_no_feed_could_be_read(alteram: Alteram, server: Loopback, tmp_path: Path) -> None:
    opml = '<opml version="2.0"><body><outline xmlUrl="http://wire.example/nothing"/></body></opml>'
    (tmp_path / "own.opml").write_text(opml)
    answered = alteram("fetch", "--opml", tmp_path / "own.opml", *ME, *HERE)
    assert answered.code == 1
    assert "(http-404)" in answered.out
    assert "http-404" in alteram("stories", "--failures").out


def test_import_of_addresses_fetches_what_is_not_there(alteram: Alteram, server: Loopback) -> None:
    addresses = [url.replace("https:", "http:") for url in HARBOUR[:2]]
    first = json.loads(alteram("import", *addresses, *ME, *HERE, "--format", "json").out)
    assert (first["imported"], first["known"], first["refused"]) == (2, 0, [])
    files = json.loads(alteram("import", *addresses, INDEX[HARBOUR[2]], *ME, *HERE, "--format", "json").out)
    assert files["imported"] == 1
    missing = alteram("import", "http://wire.example/nothing", *ME, *HERE)
    assert missing.code == 0
    assert "(http-404)" in missing.out


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://printer.local/", "https://paper.example:8443/"])
def test_addresses_that_are_not_public_are_wrong_usage(alteram: Alteram, server: Loopback, address: str) -> None:
    assert alteram("import", address, *ME, *HERE).code == 2
    assert alteram("brief", address, *ME, *HERE).code == 2
    assert server.asked == []


def test_brief_of_addresses_fetches_them(alteram: Alteram, server: Loopback) -> None:
    addresses = [url.replace("https:", "http:") for url in HARBOUR]
    answered = alteram("brief", *addresses, *ME, *HERE, "--format", "json")
    assert (answered.code, answered.err) == (0, "")
    assert len(json.loads(answered.out)["sources"]) == len(addresses)
    missing = alteram("brief", "http://wire.example/nothing", *ME, *HERE)
    assert missing.code == 1
    assert "http-404" in missing.err
    assert "is not in the library" in missing.err
