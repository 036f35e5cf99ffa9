import asyncio
import json
from dataclasses import dataclass
from typing import Any, cast
from xml.etree import ElementTree

import pytest
from litestar.types import HTTPScope, Message

from alteram.errors import UsageError
from alteram.model.listing import Wanted
from alteram.stages.publish import LIVE_POLICY, outlet_folder
from alteram.web import Reader, create_app, server
from tests.stages.publish.harbour import ARTICLES, STORY, WITHHELD_TEXT
from tests.stages.publish.harbour_outlets import MINA
from tests.web.fake import DAY, OLD_ID, OTHER_STORY, UNBRIEFED, FakeLibrary

MINA_NAME = "ميناء اليوم"
STORY_PATH = f"/stories/{STORY.row.story}"
ARTICLE_PATH = f"/articles/{ARTICLES[1].id}.html"
Header = tuple[bytes, bytes]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    path: str,
    *,
    query: str = "",
    hosts: tuple[str, ...] = ("127.0.0.1:8631",),
    client: str = "127.0.0.1",
    extra: tuple[Header, ...] = (),
    method: str = "GET",
    library: Reader | None = None,
) -> Answer:
    """One request to the application, without a socket."""
    app = create_app(library or FakeLibrary())
    sent: list[Message] = []
    headers = [*((b"host", host.encode()) for host in hosts), *extra]
    scope = cast(
        HTTPScope,
        {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": headers,
            "client": (client, 50000),
            "server": ("127.0.0.1", 8631),
            "extensions": {},
        },
    )

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    start = cast(Any, sent[0])
    body = b"".join(cast(Any, each).get("body", b"") for each in sent[1:])
    return Answer(start["status"], {k.decode().lower(): v.decode() for k, v in start["headers"]}, body)


@pytest.mark.parametrize(
    ("path", "kind", "part"),
    [
        ("/", "text/html; charset=utf-8", STORY.row.headline),
        ("/index.html", "text/html; charset=utf-8", UNBRIEFED.headline),
        ("/method.html", "text/html; charset=utf-8", "Origins, not links"),
        ("/days/index.html", "text/html; charset=utf-8", f'href="{DAY}.html"'),
        (f"/days/{DAY}.html", "text/html; charset=utf-8", STORY.row.headline),
        ("/failures.html", "text/html; charset=utf-8", "Nothing to read &lt;b&gt;here&lt;/b&gt;."),
        ("/style.css", "text/css; charset=utf-8", "prefers-color-scheme"),
        ("/icon.svg", "image/svg+xml", "<svg"),
        ("/feed.json", "application/feed+json", "jsonfeed.org"),
        ("/outlets/index.html", "text/html; charset=utf-8", "steward.example"),
        ("/outlets/the-velm-courier/index.html", "text/html; charset=utf-8", "Declared places"),
        (f"/outlets/{outlet_folder(MINA)}/index.html", "text/html; charset=utf-8", MINA_NAME),
        ("/schema/brief-1.json", "application/json", "$defs"),
        (f"{STORY_PATH}/index.html", "text/html; charset=utf-8", "Disagreements"),
        (f"{STORY_PATH}/edition-1.html", "text/html; charset=utf-8", "This edition was replaced"),
        (f"{STORY_PATH}/brief.md", "text/markdown; charset=utf-8", "Sources: [1]Northern Wire"),
        (ARTICLE_PATH, "text/html; charset=utf-8", "fire chief Runa Ostby told reporters"),
        ("/api/stories", "application/json", str(STORY.row.story)),
        ("/api/description/openapi.json", "application/vnd.oai.openapi+json", "/api/stories"),
    ],
)
def test_pages_and_files(path: str, kind: str, part: str) -> None:
    answer = ask(path)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert part in answer.text


def test_editions_come_byte_for_byte() -> None:
    first, second = (each.payload for each in STORY.editions)
    assert ask(f"/api{STORY_PATH}").body == second
    assert ask(f"/api{STORY_PATH}/editions/1").body == first
    assert ask(f"{STORY_PATH}/brief.json").body == second
    assert ask(f"{STORY_PATH}/edition-1.json").body == first


def test_the_feed_has_whole_addresses() -> None:
    feed = ElementTree.fromstring(ask("/feed.atom").body)
    links = [link.get("href", "") for link in feed.iter("{http://www.w3.org/2005/Atom}link")]
    assert f"http://127.0.0.1:8631{STORY_PATH}/index.html" in links


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.html",
        "/stories/ffffffffffffffff",
        "/stories/ffffffffffffffff/index.html",
        f"{STORY_PATH}/edition-2.html",
        f"{STORY_PATH}/edition-7.json",
        f"{STORY_PATH}/x.exe",
        "/articles/none.html",
        "/days/2031-13-01.html",
        "/days/x",
        "/page-x.html",
        "/outlets/nobody",
        "/outlets/reed-agency/index.html",
        "/outlets/the-velm-courier/other.html",
        f"/outlets/{MINA}/index.html",
        f"/articles/{ARTICLES[1].id}",
        "/api/stories/ffffffffffffffff",
        f"/api{STORY_PATH}/editions/9",
        "/a/b/c/d",
        "/../../etc/passwd",
    ],
)
def test_what_is_not_there_is_404_with_all_headers(path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert answer.headers["content-security-policy"].startswith(LIVE_POLICY)
    if path.startswith("/api/"):
        assert set(json.loads(answer.body)) == {"error"}
    else:
        assert "Not found" in answer.text


def test_a_story_without_its_file_and_a_merged_story_are_sent_on() -> None:
    for path in (STORY_PATH, f"/stories/{OLD_ID}", f"/stories/{OLD_ID}/index.html"):
        answer = ask(path)
        assert answer.status == (302 if path == STORY_PATH else 308)
        assert answer.headers["location"] == f"{STORY_PATH}/index.html"
    assert ask(f"/stories/{OLD_ID}/edition-1.html").status == 308


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/page-2.html", "/index.html?page=2"),
        ("/others.html", "/index.html?show=others&page=1"),
        ("/others-3.html", "/index.html?show=others&page=3"),
    ],
)
def test_pages_of_the_static_list_lead_to_the_live_one(path: str, to: str) -> None:
    answer = ask(path)
    assert (answer.status, answer.headers["location"]) == (302, to)


def test_a_search_stands_in_its_form_and_in_its_title_escaped() -> None:
    found = ask("/", query="q=%3Cscript%3E%22harbour&outlet=the-velm-courier&origins=2")
    assert found.status == 200
    assert "<script" not in found.text
    assert 'value="&lt;script&gt;&#34;harbour"' in found.text
    assert "“&lt;script&gt;&#34;harbour”, The Velm Courier, at least 2 independent origins" in found.text
    assert '<option value="the-velm-courier" selected>The Velm Courier (1)</option>' in found.text
    assert "No story answers to that." in found.text


def test_a_search_shows_stories_with_and_without_a_brief() -> None:
    title = UNBRIEFED.headline
    found = ask("/", query=f"q={title.replace(' ', '+')}")
    assert title in found.text and "1 story." in found.text and UNBRIEFED.reason in found.text
    assert STORY.row.headline not in found.text
    assert STORY.row.headline in ask("/", query=f"day={DAY}").text
    others = ask("/", query="show=others")
    assert title in others.text and STORY.row.headline not in others.text


@pytest.mark.parametrize(
    "query",
    [
        "page=-1&origins=x&day=yesterday&language=%00&outlet=%ff%fe",
        "page=99999999999999999999&origins=%D9%A3",
        "q=" + "a" * 100_000,
        "q=%22%22%22&q=two&page=2",
        "q=NEAR(%00*&show=nothing",
        "%ff=%ff&&==&q",
        "day=0000-00-00",
        "day=2031-W01-1",
    ],
)
def test_no_query_is_a_fault(query: str) -> None:
    answer = ask("/", query=query)
    assert answer.status == 200
    assert 'role="search"' in answer.text


def test_only_this_machine_can_search() -> None:
    far = ask("/", query="q=nothing-like-it", client="192.0.2.7")
    assert far.status == 200 and STORY.row.headline in far.text
    assert 'role="search"' not in far.text and "nothing-like-it" not in far.text


def test_the_story_tells_its_history_and_why_its_articles_are_in_it() -> None:
    story = ask(f"{STORY_PATH}/index.html").text
    assert "took in 2 articles of story <code>00000000deadbeef</code>" in story
    assert 'by an editor, act 3: <span dir="auto">&lt;same&gt;</span>' in story
    assert f'1 article went to story <a href="../../stories/{OTHER_STORY}/index.html"' in story
    assert 'shared words: <span dir="auto">harbour and warehouse</span>' in story
    assert "seen &lt;b&gt;by&lt;/b&gt; us" in story
    assert "Why these articles" not in ask(f"{STORY_PATH}/edition-1.html").text


def test_an_outlets_folder_sends_to_its_page() -> None:
    for path in ("/outlets", "/outlets/the-velm-courier"):
        answer = ask(path)
        assert answer.status in (301, 302, 307, 308)
        assert answer.headers["location"] == f"{path}/index.html"


@pytest.mark.parametrize(("client", "shown"), [("127.0.0.1", True), ("192.0.2.7", False)])
def test_only_this_machine_is_led_to_what_a_changed_source_says_now(client: str, shown: bool) -> None:
    story = ask(f"{STORY_PATH}/index.html", client=client)
    assert "1 of 3 cited passages still stands word for word" in story.text
    assert ("What it says now" in story.text) is shown
    assert "This source changed" not in ask(f"{STORY_PATH}/edition-1.html").text


@pytest.mark.parametrize("path", ["/", "/style.css", "/feed.atom", f"/api{STORY_PATH}", STORY_PATH, "/none"])
def test_security_headers_stand_on_every_answer(path: str) -> None:
    headers = ask(path).headers
    assert headers["content-security-policy"] == f"{LIVE_POLICY}; frame-ancestors 'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:9", "[::1]", "[::1]:8631"])
def test_it_answers_to_loopback_names(host: str) -> None:
    assert ask("/", hosts=(host,)).status == 200


@pytest.mark.parametrize(
    "hosts",
    [
        ("evil.example",),
        ("evil.example:8631",),
        ("localhost.evil.example",),
        ("127.0.0.1.evil.example:8631",),
        ("localhost:80@evil.example",),
        ("localhost:",),
        ("::1",),
        ("",),
        (),
        ("localhost", "evil.example"),
        ("localhost", "localhost"),
    ],
)
def test_it_gives_nothing_to_any_other_name(hosts: tuple[str, ...]) -> None:
    answer = ask(f"{STORY_PATH}/index.html", hosts=hosts)
    assert answer.status == 421
    assert STORY.row.headline not in answer.text and "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    ("client", "extra"),
    [
        ("192.0.2.7", ()),
        ("not-an-address", ()),
        ("127.0.0.1", ((b"x-forwarded-for", b"192.0.2.7"),)),
        ("127.0.0.1", ((b"Forwarded", b"for=192.0.2.7"),)),
    ],
)
def test_archived_and_withheld_texts_are_for_this_machine_only(client: str, extra: tuple[Header, ...]) -> None:
    for path in (ARTICLE_PATH, "/failures.html", "/api/stories"):
        assert ask(path, client=client, extra=extra).status == 404
    story = ask(f"{STORY_PATH}/index.html", client=client, extra=extra)
    assert story.status == 200 and WITHHELD_TEXT not in story.text and "/articles/" not in story.text


def test_on_this_machine_the_story_shows_what_was_withheld() -> None:
    for client in ("127.0.0.1", "::1"):
        story = ask(f"{STORY_PATH}/index.html", client=client)
        assert WITHHELD_TEXT in story.text and f"articles/{ARTICLES[1].id}.html" in story.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(method: str) -> None:
    assert ask("/", method=method).status == 405


class Broken(FakeLibrary):
    """A library whose list cannot be read."""

    def listing(self, wanted: Wanted) -> Any:
        raise RuntimeError("/secret/path/library.sqlite is locked")


def test_a_fault_inside_says_nothing_of_the_inside() -> None:
    answer = ask("/", library=Broken())
    assert answer.status == 500 and "secret" not in answer.text and "content-security-policy" in answer.headers


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "example.org"])
def test_it_does_not_listen_where_others_can_reach_it(host: str) -> None:
    with pytest.raises(UsageError, match="alteram publish"):
        server(FakeLibrary(), host=host)
