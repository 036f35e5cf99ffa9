"""Feeds, sitemaps and the addresses in them."""

import gzip
import json

import fastfeedparser
import fastfeedparser.main
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alteram.model.articles import Failure
from alteram.stages.ingest import feeds
from alteram.stages.ingest.addresses import public_address, web_address
from alteram.stages.ingest.feeddates import StatedDates, stated_moment
from alteram.stages.ingest.feeditems import Item
from alteram.stages.ingest.feeds import MOST_LEADS, MOST_PROBLEMS, Feed, parse_feed
from alteram.stages.ingest.plain import plain
from alteram.stages.ingest.sitemaps import MOST_SITEMAPS, Sitemap, parse_sitemap

URL = "https://paper.example/news/feed.xml"


def item(title: str = "Bridge opens", link: str = "https://paper.example/1", date: str = "", rest: str = "") -> str:
    """One RSS item."""
    stated = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>{title}</title><link>{link}</link>{stated}<description>It opened.</description>{rest}</item>"


def rss(*items: str, prolog: str = '<?xml version="1.0"?>') -> bytes:
    """An RSS feed."""
    return f'{prolog}<rss version="2.0"><channel><title>Paper</title>{"".join(items)}</channel></rss>'.encode()


def feed(payload: bytes, content_type: str | None = None) -> Feed:
    """The feed in a payload, which must be one."""
    found = parse_feed(payload, URL, content_type)
    assert isinstance(found, Feed), found
    return found


def refused(payload: bytes) -> str:
    """Why a payload is refused."""
    found = parse_feed(payload, URL, None)
    assert isinstance(found, Failure), found
    assert found.message.startswith(URL)
    return found.kind


def test_rss() -> None:
    found = feed(rss(item(date="Mon, 02 Mar 2026 10:00:00 +0100"), item("Second", "/2", date="2026-03-02")))
    assert found.title == "Paper"
    assert not found.problems
    assert [(lead.url, lead.title, lead.published) for lead in found.leads] == [
        ("https://paper.example/1", "Bridge opens", "2026-03-02T09:00:00Z"),
        ("https://paper.example/2", "Second", "2026-03-02"),
    ]
    assert found.leads[0].summary == "It opened."


def test_atom() -> None:
    entry = (
        '<entry><title type="html">A &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt; plan</title><id>x</id>'
        '<link rel="self" href="https://paper.example/api/1"/><link rel="alternate" href="1.html"/>'
        "<published>2026-03-02T09:00:00Z</published><updated>2026-03-05T09:00:00Z</updated></entry>"
    )
    found = feed(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title>{entry}</feed>'.encode())
    (lead,) = found.leads
    assert (lead.url, lead.title) == ("https://paper.example/news/1.html", "A bold plan")
    assert lead.published == "2026-03-02T09:00:00Z"


def test_rdf() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Paper</title></channel>'
        '<item rdf:about="https://paper.example/1"><title>T</title><link>https://paper.example/1</link>'
        "<dc:date>2026-03-02T09:00:00Z</dc:date></item></rdf:RDF>"
    )
    (lead,) = feed(rdf.encode()).leads
    assert (lead.url, lead.published) == ("https://paper.example/1", "2026-03-02T09:00:00Z")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_json_feed(encoding: str) -> None:
    items = [
        {"url": "https://paper.example/1", "title": "<b>T</b>\0", "date_published": "2026-03-02", "next_url": URL},
        {"url": 5, "title": "no link"},
        "no object",
    ]
    found = feed(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "P", "items": items}).encode(encoding)
    )
    assert [(lead.url, lead.title, lead.published) for lead in found.leads] == [
        ("https://paper.example/1", "T", "2026-03-02")
    ]
    assert found.unlinked == 1
    assert [problem.kind for problem in found.problems] == ["no-link"]


ENTITIES = '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<?xml version='1.0'?>", "not-a-feed"),
        (b"<html><body>robot? <rss></body></html>", "not-a-feed"),
        (b"\x89PNG\r\n", "not-a-feed"),
        (b'{"items": {}}', "not-a-feed"),
        (b'{"items": [', "not-a-feed"),
        (b'{"items": ' + b"[" * 100_000, "not-a-feed"),
        (rss(item("&b;"), prolog=ENTITIES), "entities"),
        (rss(item("&b;"), prolog=ENTITIES).decode().encode("utf-16"), "entities"),
        (rss(item("&b;"), prolog=ENTITIES).decode().encode("utf-16-be"), "entities"),
        (rss(item("x", rest="<a>" * 300 + "</a>" * 300)), "too-deep"),
        (rss(item("x", rest="<a " + " ".join(f'k{n}="v"' for n in range(1_200)) + "/>")), "too-complex"),
        (rss(item("x" * 11_000_000)), "too-large"),
        (gzip.compress(bytes(20_000_000)), "too-large"),
        (gzip.compress(rss(item()))[:-30], "truncated"),
        (gzip.compress(gzip.compress(rss(item()))), "not-a-feed"),
    ],
)
def test_what_is_no_feed_is_refused_by_name(payload: bytes, kind: str) -> None:
    assert refused(payload) == kind


def test_a_doctype_without_entities_is_stepped_over() -> None:
    prolog = '<?xml version="1.0"?>\nWarning: x<!-- <!ENTITY --> <!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'
    assert len(feed(rss(item(), prolog=prolog.replace("<!ENTITY", "note"))).leads) == 1


def test_a_cut_feed_keeps_its_whole_entries() -> None:
    payload = rss(item(), item("Second", "https://paper.example/2"))
    found = feed(payload[: payload.index(b"Second") + 3])
    assert [lead.title for lead in found.leads] == ["Bridge opens"]
    assert [problem.kind for problem in found.problems] == ["truncated"]


def test_broken_xml_is_read_all_the_same() -> None:
    found = feed(rss(item("Q&A&nbsp;&#146;s &#1114112;&#0;&copy"), item("Second", "https://paper.example/2?a=1&b=2")))
    assert [lead.title for lead in found.leads] == ["Q&A ’s ©", "Second"]
    assert found.leads[1].url == "https://paper.example/2?a=1&b=2"


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("utf-8", "cp1252"),
        ("rot13", "utf-8"),
        ("zip", "utf-8"),
    ],
)
def test_encodings(declared: str, real: str) -> None:
    text = rss(item("Café “Zürich”"), prolog=f'<?xml version="1.0" encoding="{declared}"?>').decode()
    assert feed(text.encode(real)).leads[0].title == "Café “Zürich”"


def test_utf7_is_never_decoded() -> None:
    payload = rss(item("+ADw-script+AD4-"), prolog='<?xml version="1.0" encoding="utf-7"?>')
    assert feed(payload, "text/xml; charset=utf-7").leads[0].title == "+ADw-script+AD4-"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/hosts",
        "ftp://paper.example/1",
        "https://user:secret@paper.example/1",
        "https://www.paper.example@evil.example/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://localhost./",
        "http://printer.local/",
        "http://paper.example:22/",
        "http://paper.example:99999/",
        "https://paper.example\\@evil.example/",
        "https:///x",
        "http://①②⑦.⓪.⓪.①/",
        "https://paper.example/%0d%0aSet-Cookie:x",
        "https://paper.example/" + "a" * 3_000,
    ],
)
def test_links_that_may_not_be_followed(link: str) -> None:
    found = feed(rss(item(link=link.replace("&", "&amp;")), item("Good", "https://paper.example/good")))
    assert [lead.url for lead in found.leads] == ["https://paper.example/good"]
    assert found.unlinked == 1
    assert "no-link" in [problem.kind for problem in found.problems]


def test_one_article_under_many_addresses_is_one_lead() -> None:
    links = (
        "/a?utm_source=rss",
        "http://paper.example/a",
        "https://www.paper.example/a/",
        "/a#top",
        "/amp/a",
        "/a?fbclid=1",
    )
    found = feed(rss(*(item(link=link) for link in links), item(link="/a?id=2")))
    assert [lead.url for lead in found.leads] == ["https://paper.example/a", "https://paper.example/a?id=2"]


def test_a_date_that_is_not_stated_in_full_is_not_guessed() -> None:
    for date in ("02/11/2026", "yesterday", "1793613600000", "Mon, 30 Feb 2026 10:00:00 GMT", "0001-01-01T00:00:00Z"):
        found = feed(rss(item(date=date)))
        assert found.leads[0].published is None, date
        assert {problem.kind for problem in found.problems} <= {"bad-date"}, date


BAD_DATES = (
    "sometime",
    "99999999999",
    "Fri, 31 Dec 9999 23:59:59 -1200",
    "9" * 200,
    "<![CDATA[10:00]]>",
    "&#1633;",
    "<b/>",
)


@pytest.mark.parametrize("bad", BAD_DATES)
@pytest.mark.parametrize("template", [rss, "atom"])
def test_a_lone_bad_date_costs_only_that_date(bad: str, template: object) -> None:
    dates = ("2026-03-02T10:00:00Z", bad, "2026-03-03T10:00:00Z")
    if template is rss:
        payload = rss(*(item(f"T{n}", f"/{n}", date=date) for n, date in enumerate(dates)))
    else:
        entries = "".join(
            f'<entry><title>T{n}</title><link href="/{n}"/><published>{date}</published></entry>'
            for n, date in enumerate(dates)
        )
        payload = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title>{entries}</feed>'.encode()
    found = feed(payload)
    assert [lead.title for lead in found.leads] == ["T0", "T1", "T2"]
    assert [lead.published for lead in found.leads] == [dates[0], None, dates[2]]
    assert [problem.kind for problem in found.problems] == ([] if bad == "<b/>" else ["bad-date"])


def test_a_bad_date_leaves_the_other_date_of_its_entry() -> None:
    entry = (
        '<entry><title>T</title><link href="/1"/><published>soon</published>'
        "<updated>2026-03-05T09:00:00Z</updated></entry>"
    )
    found = feed(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title>{entry}</feed>'.encode())
    assert found.leads[0].published == "2026-03-05T09:00:00Z"


def test_what_only_looks_like_a_date_element_is_left_alone() -> None:
    text = "<description><![CDATA[Write &lt;date>soon</date> <pubDate>soon</pubDate>.]]></description>"
    for markup in (text, f"<!-- <pubDate>soon</pubDate> -->{text}", f"<pubDate/>{text}"):
        dated, dates, bad = StatedDates.of_xml(markup)
        assert (dated, bad) == (markup, 0)
        assert not dates.moments


def test_no_parser_sees_a_date_that_it_would_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def parsed(value: str) -> str:
        seen.append(value)
        return str(parse(value))

    parse = fastfeedparser.main._parse_date
    monkeypatch.setattr(fastfeedparser.main, "_parse_date", parsed)
    monkeypatch.setattr(fastfeedparser.main, "_core", None)
    good = "Mon, 02 Mar 2026 10:00:00 GMT"
    feed(rss(item(date=good), *(item(link=f"/{n}", date=bad) for n, bad in enumerate(("in 5 minutes", "02/11/2026")))))
    assert set(seen) == {good}


def test_a_spoilt_letter_asks_the_second_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(_document: bytes) -> tuple[str, tuple[Item, ...]]:
        return "Paper", (Item("Caf\ufffd", "/1", "", ""),)

    monkeypatch.setattr(feeds, "_by_fastfeedparser", spoilt)
    assert [lead.title for lead in feed(rss(item("Café", "/1"))).leads] == ["Café"]
    assert [lead.title for lead in feed(rss(item("Caf\ufffd", "/1"))).leads] == ["Caf\ufffd"]


def test_entries_behind_broken_xml_are_found() -> None:
    broken = item("Second", "/2", rest="<p>a <b>b</p> <3 c=d")
    found = feed(rss(item(), broken, item("Third", "/3"), item("Fourth", "/4")))
    assert [lead.title for lead in found.leads] == ["Bridge opens", "Second", "Third", "Fourth"]


def test_a_feed_of_ten_thousand_entries_is_bounded_and_says_so() -> None:
    every = [item(f"T{n}", f"/{n}", date="soon" * 20) for n in range(10_000)]
    found = feed(rss(every[0], *every))
    assert len(found.leads) == MOST_LEADS - 1
    assert "too-many" in [problem.kind for problem in found.problems]
    exact = feed(rss(*every[:MOST_LEADS]))
    assert len(exact.leads) == MOST_LEADS
    assert "too-many" not in [problem.kind for problem in exact.problems]
    unlinked = feed(rss(*(item(link="") for _ in range(MOST_LEADS + 1))))
    assert unlinked.unlinked == MOST_LEADS
    assert len(unlinked.problems) == MOST_PROBLEMS
    assert "too-many" in [problem.kind for problem in unlinked.problems]


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("Mon, 02 Mar 2026 10:00:00 EST", "2026-03-02T15:00:00Z"),
        ("2 Mar 26 10:00 GMT", "2026-03-02T10:00:00Z"),
        ("Mon, 02 Mar 2026 10:00:00 -0000", "2026-03-02"),
        ("2026-03-02 10:00:00", "2026-03-02"),
        ("2026-03-02T23:30:00-02:00", "2026-03-03T01:30:00Z"),
        ("Mon, 02 Mar 2026", "2026-03-02"),
        ("02 Mar 2026 at ten", None),
        ("Mon,  02 Mar\n2026 10:00 GMT", "2026-03-02T10:00:00Z"),
        ("Mon Mar  2 10:00:00 GMT 2026", "2026-03-02T10:00:00Z"),
        ("Mon Mar  2 10:00:00 2026", "2026-03-02"),
        ("2026-03-02T10:00:00+01", "2026-03-02T09:00:00Z"),
        ("2026-W10-1", None),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("2150-01-01", None),
        ("٢٠٢٦-٠٣-٠٢", None),
    ],
)
def test_stated_moments(raw: str, moment: str | None) -> None:
    assert stated_moment(raw) == moment


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<script>alert(1)</script>Bridge", "Bridge"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Bridge", "Bridge"),
        ("&amp;lt;img src=x onerror=alert(1)&amp;gt;Bridge", "Bridge"),
        ("<img src=x onerror=alert(1) ", ""),
        ("<scr<script>ipt>alert(1)", "ipt>alert(1)"),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("a\u202eb\u2067c\u00ad\u200bd\x1b[2J\0\U000e0069", "abcd[2J"),
        ("e" + "\u0301" * 50, "é" + "\u0301" * 3),
        ("one\r\n two\u2028three", "one two three"),
        ('x" onmouseover="alert(1)', 'x" "alert(1)'),
    ],
)
def test_plain(markup: str, text: str) -> None:
    found = plain(markup, 100)
    assert found.replace("\u0301", "") == text.replace("\u0301", "")
    assert found.count("\u0301") <= 4


def test_long_titles_are_cut_visibly() -> None:
    assert (
        plain("word " * 1_000, 50)
        == "word word word word word word word word word word…"[:50].rstrip("…").rstrip() + "…"
    )


@given(st.text(alphabet="<>&;/!-\"'=ascript lt#x0g", max_size=60))
def test_no_markup_is_ever_left(text: str) -> None:
    found = plain(text, 200).lower()
    assert "<s" not in found
    assert "<!" not in found
    assert "</" not in found


@given(st.binary(max_size=300))
def test_any_bytes_give_a_feed_or_a_failure(payload: bytes) -> None:
    assert isinstance(parse_feed(payload, URL, None), Feed | Failure)
    assert isinstance(parse_feed(b"<rss><channel><item>" + payload, URL, None), Feed | Failure)
    assert isinstance(parse_sitemap(b"<urlset>" + payload, URL), Sitemap | Failure)


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("HTTPS://Paper.Example:443/A b?q=ü#x", "https://paper.example/A%20b?q=%C3%BC#x"),
        ("https://www.paper.example./x", "https://www.paper.example/x"),
        ("https://zürich.example/", "https://xn--zrich-kva.example/"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("https://paper.example/a%20b", "https://paper.example/a%20b"),
        ("//paper.example/x", None),
        ("paper.example/x", None),
        ("javascript:alert(1)", None),
        ("https://a_b/x\n", "https://a_b/x"),
        ("https://pa per.example/", None),
        ("https://paper.example/\x00", None),
        ("http://[::1/x", None),
        ("", None),
    ],
)
def test_web_addresses(raw: str, address: str | None) -> None:
    assert web_address(raw) == address


@given(st.text(max_size=80))
def test_an_address_read_twice_is_the_same(raw: str) -> None:
    once = web_address(f"https://paper.example/{raw}")
    assert once is None or web_address(once) == once
    found = public_address(raw, URL)
    assert found is None or found.startswith(("http://", "https://"))


def sitemap(*entries: str, root: str = "urlset") -> bytes:
    """A sitemap."""
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</{root}>'.encode()


def url(loc: str, rest: str = "") -> str:
    """One entry."""
    return f"<url><loc>{loc}</loc>{rest}</url>"


def read_sitemap(payload: bytes) -> Sitemap:
    """The sitemap in a payload, which must be one."""
    found = parse_sitemap(payload, "https://paper.example/sitemap.xml")
    assert isinstance(found, Sitemap), found
    return found


def test_a_news_sitemap() -> None:
    news = (
        '<n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><n:publication><n:name>Other</n:name>'
        "</n:publication><n:publication_date>2026-03-02T09:00:00Z</n:publication_date>"
        "<n:title>Bridge &lt;b&gt;opens&lt;/b&gt;</n:title></n:news>"
    )
    payload = sitemap(
        url("\n https://paper.example/1 \n", news), url("https://www.paper.example/2", "<lastmod>2026-03-01</lastmod>")
    )
    for found in (read_sitemap(payload), read_sitemap(gzip.compress(payload))):
        assert [(lead.url, lead.title, lead.published, lead.outlet) for lead in found.leads] == [
            ("https://paper.example/1", "Bridge opens", "2026-03-02T09:00:00Z", None),
            ("https://www.paper.example/2", "", None, None),
        ]


def test_an_index_names_other_sitemaps_and_never_itself() -> None:
    entries = [
        f"<sitemap><loc>https://paper.example/{name}</loc></sitemap>" for name in ("sitemap.xml", "a.xml", "a.xml")
    ]
    assert read_sitemap(sitemap(*entries, root="sitemapindex")).sitemaps == ("https://paper.example/a.xml",)
    many = [f"<sitemap><loc>https://paper.example/{n}.xml</loc></sitemap>" for n in range(MOST_SITEMAPS + 50)]
    assert len(read_sitemap(sitemap(*many, root="sitemapindex")).sitemaps) == MOST_SITEMAPS


def test_addresses_of_others_are_left_out() -> None:
    found = read_sitemap(
        sitemap(*map(url, ("https://evil.example/1", "http://127.0.0.1/", "", "https://paper.example/1")))
    )
    assert [lead.url for lead in found.leads] == ["https://paper.example/1"]
    assert [problem.kind for problem in found.problems] == ["bad-address"] * 3


def test_a_text_sitemap_and_a_cut_one() -> None:
    assert len(read_sitemap(b"\xef\xbb\xbfhttps://paper.example/1\r\n\r\nnot one\r\n").leads) == 1
    assert len(read_sitemap(sitemap(url("https://paper.example/1"), url("https://paper.example/2"))[:-30]).leads) >= 1


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b"", "empty"),
        (b"<html><body>no</body></html>", "not-a-sitemap"),
        (ENTITIES.replace("rss", "urlset").encode() + sitemap(url("&b;")), "entities"),
        (gzip.compress(bytes(60_000_000)), "bomb"),
    ],
)
def test_what_is_no_sitemap_is_refused_by_name(payload: bytes, kind: str) -> None:
    found = parse_sitemap(payload, "https://paper.example/sitemap.xml")
    assert isinstance(found, Failure)
    assert found.kind == kind
