"""What may be fetched, when, and what an answer means: decisions without any network."""

import zlib
from datetime import UTC, datetime
from typing import get_args

import pytest

from alteram.config import NETWORK
from alteram.model.articles import Capture, Failure, Lead
from alteram.model.ids import Moment
from alteram.stages.ingest.files import Refused
from alteram.stages.ingest.web import Answer, Missed, Polled, capture_of, latest, moved, read_document
from alteram.stages.ingest.web.bodies import Body
from alteram.stages.ingest.web.guard import is_public_address, public_endpoint
from alteram.stages.ingest.web.opml import Subscription, Subscriptions, read_opml, write_opml
from alteram.stages.ingest.web.outcomes import Trouble
from alteram.stages.ingest.web.polling import (
    NEW,
    FeedState,
    after_document,
    after_missed,
    after_not_modified,
    is_due,
    validators,
)
from alteram.stages.ingest.web.redirects import next_hop
from alteram.stages.ingest.web.retries import require_usable, retry_after
from alteram.stages.ingest.web.robots import rules_of, rules_without
from evals.fetching import forms
from evals.loopback import FEED, packed, page

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
MOMENT = Moment("2026-11-02T12:00:00Z")
URL = "https://paper.example/a"


def answered(body: bytes = b"", status: int = 200, url: str = URL, /, **headers: str) -> Answer:
    named = {name.replace("_", "-"): (value,) for name, value in headers.items()}
    return Answer(url, status, named, body, MOMENT)


# --- addresses


@pytest.mark.parametrize("address", forms()[1])
def test_no_address_that_is_not_public_is_public(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.216.34",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "223.255.255.1",
    ],
)
def test_public_addresses_are(address: str) -> None:
    assert is_public_address(address)
    assert public_endpoint(address, 443)
    assert not public_endpoint(address, 22)


@pytest.mark.parametrize("text", ["", "paper.example", "0x7f.1", "1.2.3", "8.8.8.8 ", "8.8.8.8/8"])
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public_address(text)


# --- redirects


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("", "bad-redirect"),
        ("file:///etc/hosts", "bad-redirect"),
        ("http://10.0.0.1/", "bad-redirect"),
        ("https://other.example:8443/", "bad-redirect"),
        ("/x%0d%0aSet-Cookie: a=b", "bad-redirect"),
        ("http://paper.example/a", "downgrade"),
        ("https://paper.example/a#top", "redirects"),
    ],
)
def test_redirects_that_are_not_followed(location: str, kind: str) -> None:
    with pytest.raises(Refused) as caught:
        next_hop([URL], location, 5)
    assert caught.value.kind == kind


def test_redirects_that_are() -> None:
    assert next_hop([URL], "/b", 5) == "https://paper.example/b"
    assert next_hop(["http://paper.example/a"], URL, 5) == URL
    with pytest.raises(Refused, match="more than 1 redirects"):
        next_hop(["http://paper.example/a", URL], "/b", 1)


# --- when to ask again


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120.0),
        ("315360000", 86_400.0),
        ("9" * 400, 86_400.0),
        ("-1", None),
        ("soon", None),
        ("", None),
        ("Mon, 02 Nov 2026 12:01:00 GMT", 60.0),
        ("Mon, 02 Nov 2036 12:01:00 GMT", 86_400.0),
        ("Mon, 02 Nov 2020 12:01:00 GMT", None),
    ],
)
def test_retry_after(stated: str, seconds: float | None) -> None:
    assert retry_after(stated, NOW, 86_400.0) == seconds


def test_statuses_that_pass_are_asked_again_and_others_are_not() -> None:
    require_usable(answered(), False, NOW, NETWORK)
    require_usable(answered(b"", 304), True, NOW, NETWORK)
    for status in (204, 206, 401, 404, 410, 451, 501):
        with pytest.raises(Refused) as refused:
            require_usable(answered(b"", status), False, NOW, NETWORK)
        assert refused.value.kind == f"http-{status}"
        assert not isinstance(refused.value, Trouble)
    for headers, again, seconds in (
        ({}, True, None),
        ({"retry_after": "3"}, True, 3.0),
        ({"retry_after": "999"}, False, 999.0),
    ):
        with pytest.raises(Trouble) as trouble:
            require_usable(answered(b"", 503, **headers), False, NOW, NETWORK)
        assert (trouble.value.again, trouble.value.seconds) == (again, seconds)


# --- robots.txt


def test_robots_for_us_by_name_and_for_all() -> None:
    rules = rules_of(b"User-agent: *\nDisallow: /\n\nUser-agent: alteram\nDisallow: /private\nCrawl-delay: 4\n", 9999)
    assert rules.allow(URL)
    assert not rules.allow("https://paper.example/private/1")
    assert rules.delay() == 4.0
    assert not rules_of(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", 9999).allow(URL)


def test_robots_is_read_up_to_its_bound_and_no_half_line() -> None:
    text = b"User-agent: *\nDisallow: /private\nDisallow: /pub"
    assert rules_of(text + b"lic\n" * 100, len(text)).allow("https://paper.example/public")
    assert not rules_of(text + b"lic\n" * 100, len(text)).allow("https://paper.example/private")


def test_robots_with_patterns_that_take_for_ever_take_no_time_and_forbid_more() -> None:
    pattern = "/" + "*a" * 40 + "b$"
    rules = rules_of(f"User-agent: *\nDisallow: {pattern}\nAllow: {pattern}\n".encode(), 9999)
    assert not rules.allow("https://paper.example/" + "a" * 2000)
    assert rules.allow("https://paper.example/xyz")


@pytest.mark.parametrize(
    ("kind", "free"), [("http-404", True), ("http-403", True), ("http-429", False), ("http-500", False)]
)
def test_a_missing_robots_allows_and_an_unreadable_one_does_not(kind: str, free: bool) -> None:
    assert rules_without(kind).allow(URL) is free


# --- pages that are left alone


def marked(head: str) -> bytes:
    return page().replace(b"</head>", f"{head}</head>".encode())


@pytest.mark.parametrize(
    ("headers", "head", "kind"),
    [
        ({"tdm_reservation": "1"}, "", "reserved"),
        ({"x_robots_tag": "noindex, NoArchive"}, "", "reserved"),
        ({"x_robots_tag": "alteram: noai"}, "", "reserved"),
        ({"x_robots_tag": "unavailable_after: 1 Jan 2030, noai"}, "", "reserved"),
        ({}, '<meta name="robots" content="index,noarchive">', "reserved"),
        ({}, "<META CONTENT='noai, noimageai' NAME=robots>", "reserved"),
        ({}, '<meta name="alteram" content="noarchive">', "reserved"),
        ({}, '<meta name="tdm-reservation" content="1"/>', "reserved"),
        (
            {},
            '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
            "paywalled",
        ),
        ({}, '<script type="application/ld+json">[{"isAccessibleForFree":"False"}]</script>', "paywalled"),
        (
            {},
            '<script type=application/ld+json>{"@graph":[{"isAccessibleForFree":"http://schema.org/False"}]}</script>',
            "paywalled",
        ),
        (
            {},
            '<script type="application/ld+json">//<![CDATA[\n{"isAccessibleForFree":false}\n//]]></script>',
            "paywalled",
        ),
    ],
)
def test_pages_that_reserve_themselves(headers: dict[str, str], head: str, kind: str) -> None:
    found = capture_of(answered(marked(head), content_type="text/html", **headers))
    assert isinstance(found, Failure)
    assert found.kind == kind
    assert found.subject == URL


@pytest.mark.parametrize(
    ("headers", "head"),
    [
        ({}, ""),
        ({"tdm_reservation": "0"}, '<meta name="robots" content="index, max-snippet:-1">'),
        ({"x_robots_tag": "otherbot: noarchive, noai"}, ""),
        ({}, '<meta name="description" content="noarchive">'),
        (
            {},
            '<script type="application/ld+json">{"isAccessibleForFree":true,"hasPart":'
            '{"isAccessibleForFree":false}}</script>',
        ),
        ({}, '<script type="application/ld+json">{"isAccessibleForFree": broken</script>'),
        ({}, f'<script type="application/ld+json">{{"isAccessibleForFree":{"[" * 5000}</script>'),
    ],
)
def test_pages_that_do_not(headers: dict[str, str], head: str) -> None:
    found = capture_of(answered(marked(head), content_type="text/html", **headers))
    assert isinstance(found, Capture)
    assert (found.url, found.fetched) == (URL, MOMENT)


@pytest.mark.parametrize(
    ("kind", "body", "media_type"),
    [
        ("text/html; charset=latin-1", page(), "text/html; charset=latin-1"),
        ("text/plain", page(), "text/html"),
        ("image/png", page(), "text/html"),
        ("text/plain", b"just words", None),
        ("application/pdf", b"%PDF-1.7", None),
        ("text/html", b"  \n", None),
    ],
)
def test_a_page_is_what_its_bytes_are(kind: str, body: bytes, media_type: str | None) -> None:
    found = capture_of(answered(body, content_type=kind))
    assert (found.media_type if isinstance(found, Capture) else None) == media_type


# --- bodies


def test_bodies_are_unpacked_whole_however_they_are_cut() -> None:
    raw = page() * 40
    deflate = zlib.compressobj(wbits=-15)
    for coding, sent in (
        ("", raw),
        ("gzip", packed(raw)),
        ("GZIP", packed(raw[:100]) + packed(raw[100:])),
        ("deflate", zlib.compress(raw)),
        ("deflate", deflate.compress(raw) + deflate.flush()),
    ):
        body = Body(coding, 10**6, 10**6)
        for start in range(0, len(sent), 7):
            body.take(sent[start : start + 7])
        assert body.whole() == raw


@pytest.mark.parametrize(
    ("coding", "sent", "kind"),
    [
        ("br", b"", "bad-encoding"),
        ("gzip, gzip", b"", "bad-encoding"),
        ("", b"x" * 1001, "too-large"),
        ("gzip", packed(bytes(100_000)), "too-large"),
        ("gzip", packed(b"hello")[:-9], "incomplete"),
        ("gzip", b"no gzip at all", "damaged"),
    ],
)
def test_bodies_that_are_refused(coding: str, sent: bytes, kind: str) -> None:
    with pytest.raises(Refused) as caught:
        body = Body(coding, 1000, 2000)
        body.take(sent)
        body.whole()
    assert caught.value.kind == kind


# --- feeds


SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
    "<url><loc>https://paper.example/old</loc></url><url><loc>https://paper.example/new</loc><n:news>"
    "<n:publication_date>2026-11-02</n:publication_date><n:title>New</n:title></n:news></url></urlset>"
)
JSON_FEED = (
    '{"version":"https://jsonfeed.org/version/1.1","title":"P","items":[{"id":"1","url":"https://paper.example/j"}]}'
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    "<channel><title>P</title></channel><item><title>R</title><link>https://paper.example/r</link></item></rdf:RDF>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title><id>1</id><entry><title>A</title>'
    '<link href="/t"/><id>2</id></entry></feed>'
)


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        (FEED, ["http://outlet.example/a"]),
        (ATOM, ["https://paper.example/t"]),
        (RDF, ["https://paper.example/r"]),
        (JSON_FEED, ["https://paper.example/j"]),
        (SITEMAP, ["https://paper.example/new"]),
    ],
)
def test_documents_are_told_by_their_bytes(body: str, urls: list[str]) -> None:
    found = read_document(answered(body.encode(), content_type="image/png"))
    assert isinstance(found, Polled)
    assert [lead.url for lead in found.leads] == urls


@pytest.mark.parametrize("body", [b"", b" \n ", page(), b"\x00\x01"])
def test_what_is_no_document_is_a_failure(body: bytes) -> None:
    assert isinstance(read_document(answered(body)), Failure)


def test_the_latest_come_first_and_one_article_once() -> None:
    leads = (
        Lead("https://paper.example/1"),
        Lead("https://paper.example/2", published=Moment("2026-11-01")),
        Lead("http://www.paper.example/2/", published=Moment("2026-11-02")),
        Lead("https://paper.example/3", published=Moment("2026-11-02T10:00:00Z")),
    )
    assert [lead.url[-1] for lead in latest(leads, 3)] == ["3", "2", "1"]
    assert len(latest(leads, 1)) == 1


def test_a_feed_does_not_move_to_another_site() -> None:
    assert moved(URL, answered(b"", 200, "https://feeds.paper.example/rss")) is None
    gone = moved(URL, answered(b"", 200, "https://paper.evil.example/rss"))
    assert gone is not None
    assert gone.kind == "moved"


def test_a_feed_is_asked_for_whole_after_a_day_and_where_something_is_left_to_do() -> None:
    state = after_document(answered(etag='"1"', last_modified="Mon"), whole=True)
    asked = validators(state, Moment("2026-11-03T11:00:00Z"), NETWORK)
    assert asked is not None
    assert (asked.etag, asked.modified) == ('"1"', "Mon")
    assert validators(state, Moment("2026-11-03T12:00:00Z"), NETWORK) is None
    assert validators(NEW, MOMENT, NETWORK) is None
    assert validators(after_document(answered(etag='"1"'), whole=False), MOMENT, NETWORK) is None
    assert after_document(answered(etag="a\r\nb"), whole=True).etag == ""


def test_a_feed_that_is_gone_or_busy_is_left_alone() -> None:
    def missed(kind: str, seconds: float = 0.0) -> Missed:
        return Missed(Failure("ingest", URL, kind, ""), seconds > 0, seconds)

    state = FeedState(etag="1", full=MOMENT)
    gone = after_missed(state, missed("http-410"), MOMENT)
    assert (is_due(gone, MOMENT, asked=False), is_due(gone, MOMENT, asked=True)) == (False, True)
    busy = after_missed(state, missed("http-429", 3600.0), MOMENT)
    assert not is_due(busy, Moment("2026-11-02T12:59:59Z"), asked=True)
    assert is_due(busy, Moment("2026-11-02T13:00:00Z"), asked=False)
    for after in (gone, busy, after_missed(state, missed("timeout"), MOMENT), after_not_modified(state)):
        assert (after.etag, after.full) == ("1", MOMENT)


def test_opml_there_and_back() -> None:
    feeds = (Subscription("https://a.example/rss", "A & B"), Subscription("https://b.example/f?x=1&y=2", "Ünder"))
    assert read_opml(write_opml("All", feeds), "x.opml") == Subscriptions(feeds)


def test_opml_keeps_what_is_good() -> None:
    text = (
        '<?xml version="1.0"?><opml version="1.0"><body><outline text="Folder"><outline text="A" XMLURL="https://a.example/1"/>'
        '<outline xmlUrl="http://10.0.0.1/"/><outline xmlUrl="https://a.example/1"/></outline></body></opml>'
    )
    found = read_opml(text.encode("utf-16"), "x.opml")
    assert isinstance(found, Subscriptions)
    assert found.feeds == (Subscription("https://a.example/1", "A"),)
    assert [problem.kind for problem in found.problems] == ["bad-address"]


@pytest.mark.parametrize(
    "text", ["", "hello", "<rss/>", '<!DOCTYPE o [<!ENTITY a "b">]><opml><outline xmlUrl="&a;"/></opml>']
)
def test_what_is_no_opml(text: str) -> None:
    found = read_opml(text.encode(), "x.opml")
    assert isinstance(found, get_args(Subscriptions | Failure))
    assert isinstance(found, Failure) or not found.feeds
