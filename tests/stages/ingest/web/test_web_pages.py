"""What of a server's answer goes into the capture of a page, from the socket to the archive."""

import asyncio
import io
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from alteram.model.articles import Capture
from alteram.model.ids import Moment
from alteram.stages.archive import Archive
from alteram.stages.ingest.web import Answer, Client, Errand, capture_of
from evals.loopback import Asked, Loopback, answer, network, packed, page

URL = "http://paper.example/a"
MOMENT = Moment("2026-11-02T12:00:00Z")


def capture(**headers: tuple[str, ...]) -> Capture:
    """The capture of a page with these headers."""
    named = {name.replace("_", "-"): values for name, values in headers.items()}
    found = capture_of(Answer(URL, 200, {"content-type": ("text/html",), **named}, page(), MOMENT))
    assert isinstance(found, Capture)
    return found


def test_status_and_headers_of_the_answer_are_kept_in_their_order() -> None:
    found = capture(etag=('"1"',), vary=("accept", "cookie"), date=("today",))
    assert found.status == 200
    assert found.headers == (
        ("content-type", "text/html"),
        ("etag", '"1"'),
        ("vary", "accept"),
        ("vary", "cookie"),
        ("date", "today"),
    )


def test_what_is_said_of_the_connection_or_of_whoever_asked_is_not_kept() -> None:
    found = capture(
        set_cookie=("session=secret", "b=c"),
        set_cookie2=("d=e",),
        connection=("keep-alive, X-Hop", "x-other"),
        keep_alive=("timeout=5",),
        x_hop=("1",),
        x_other=("1",),
        transfer_encoding=("chunked",),
        proxy_authenticate=("Basic",),
        te=("trailers",),
        upgrade=("h2c",),
        server=("paper",),
    )
    assert [name for name, _ in found.headers] == ["content-type", "server"]


def test_values_are_text_whatever_bytes_they_were() -> None:
    found = capture(x_one=("caf\u00e9",), x_two=("caf\udce9",), x_three=("\udcff\udc80",))
    assert found.headers[1:] == (("x-one", "caf\u00e9"), ("x-two", "caf\u00e9"), ("x-three", "\u00ff\u0080"))


def test_an_answer_goes_from_the_socket_to_the_archive(tmp_path: Path) -> None:
    sent = answer(
        200,
        packed(page()),
        content_type="text/html; charset=utf-8",
        content_encoding="gzip",
        set_cookie="session=secret",
        etag='"caf\u00e9"',
        connection="keep-alive",
    )

    async def each(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(404) if asked.path == "/robots.txt" else sent)

    async def fetched(server: Loopback) -> Answer:
        async with Client(network(server)) as client:
            outcome = await client.get(Errand(URL, 1_000_000))
            assert isinstance(outcome, Answer)
            return outcome

    with Loopback(each) as server:
        found = capture_of(asyncio.run(fetched(server)))
    assert isinstance(found, Capture)
    with Archive(tmp_path) as archive:
        address = archive.append(found, MOMENT)
        assert archive.read(address) == page()
    _info, record = [
        (one.http_headers, one.content_stream().read())
        for one in ArchiveIterator(io.BytesIO((tmp_path / address.file).read_bytes()), check_digests="raise")
    ]
    assert record[1] == page()
    assert record[0].statusline == "200 OK"
    assert record[0].headers == [
        ("content-type", "text/html; charset=utf-8"),
        ("content-length", str(len(page()))),
        ("x-archive-orig-content-encoding", "gzip"),
        ("x-archive-orig-content-length", str(len(packed(page())))),
        ("etag", '"caf%C3%A9"'),
    ]
