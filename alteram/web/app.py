"""The pages of the static site, live from one library, with what only its owner may read; JSON under /api.

Everything is GET; nothing writes. Names of pages are those of the static site, so that links are the same.
"""

import re
from typing import Any, Literal, cast

from litestar import MediaType, Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.response import Redirect

from alteram import __version__
from alteram.codec import decode
from alteram.model.briefs import Brief
from alteram.model.listing import Wanted
from alteram.stages.publish import (
    NEWEST,
    STORIES_A_PAGE,
    Frame,
    OutletRecord,
    OutletRecords,
    StoryPast,
    StoryRow,
    article_page,
    atom,
    cited_passages,
    edition_file,
    edition_lines,
    failures_page,
    icon,
    json_feed,
    markdown,
    method_page,
    notice_page,
    outlet_list_page,
    outlet_page,
    outlet_pages,
    page,
    schema,
    style_sheet,
)
from alteram.store.protocol import Edition
from alteram.web.guard import LoopbackApp, from_this_machine
from alteram.web.lists import all_days, day_page, front_page
from alteram.web.reader import Reader

LIST_PAGE = re.compile(r"(page|others)(?:-([0-9]{1,6}))?\.html")
"""Pages of the list on the static site."""
OUTLET_PAGE = re.compile(r"index\.html|page-([1-9][0-9]{0,5})\.html")
FOR_GOOD: Literal[308] = 308
"""The status of an address that was given up for another (RFC 9110, 15.4.9)."""
Asked = Request[Any, Any, State]

# Litestar adds the character set to text types.
KINDS = {
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "atom": "application/atom+xml",
    "css": "text/css",
    "svg": "image/svg+xml",
    "feed": "application/feed+json",
}


def _reader(request: Asked) -> Reader:
    """The library that this application serves."""
    return cast(Reader, request.app.state.reader)


def _frame(request: Asked) -> Frame:
    """Archived texts and withheld sentences stand only on pages for this machine."""
    return Frame(private=True, live=from_this_machine(request.scope))


def _answer(content: str | bytes, kind: str) -> Response[bytes]:
    """Bytes of a kind; a lone surrogate, which UTF-8 cannot hold, becomes a question mark."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    return Response(data, media_type=KINDS[kind])


def _editions(request: Asked, story: str) -> tuple[Edition, ...]:
    """Editions of a story, oldest first. Raises NotFoundException when it has none."""
    editions = tuple(_reader(request).editions(story))
    if not editions:
        raise NotFoundException(f"There is no brief of a story {story}.")
    return editions


@get("/", include_in_schema=False, sync_to_thread=False)
def root(request: Asked) -> Response[bytes]:
    """The story list."""
    return _list(request)


def _list(request: Asked) -> Response[bytes]:
    """The story list as the query string asks for it."""
    query = {name: request.query_params[name] for name in request.query_params}
    return _answer(front_page(_reader(request), query, _frame(request)), "html")


@get("/{name:str}", include_in_schema=False, sync_to_thread=False)
def file(request: Asked, name: str) -> Response[bytes] | Redirect:
    """The files at the root of the site."""
    reader, frame, address = _reader(request), _frame(request), str(request.base_url)
    match name:
        case "index.html":
            return _list(request)
        case "method.html":
            return _answer(method_page(frame=frame), "html")
        case "failures.html" if frame.live:
            return _answer(failures_page(reader.failures(), frame=frame), "html")
        case "style.css":
            return _answer(style_sheet(), "css")
        case "icon.svg":
            return _answer(icon(), "svg")
        case "feed.atom":
            return _answer(atom(_newest(reader), address=address), "atom")
        case "feed.json":
            return _answer(json_feed(_newest(reader), address=address), "feed")
    numbered = LIST_PAGE.fullmatch(name)
    if numbered is not None:
        show = "show=others&" if numbered[1] == "others" else ""
        return Redirect(f"/index.html?{show}page={numbered[2] or 1}")
    raise NotFoundException(f"There is no page {name}.")


def _newest(reader: Reader) -> tuple[StoryRow, ...]:
    """The stories that a feed lists."""
    return tuple(map(reader.shown, reader.listing(Wanted(briefs=True, most=NEWEST)).stories))


@get("/days/{name:str}", include_in_schema=False, sync_to_thread=False)
def day_file(request: Asked, name: str) -> Response[bytes]:
    """The days, or the stories of one."""
    reader, frame = _reader(request), _frame(request)
    if name == "index.html":
        return _answer(all_days(reader, frame), "html")
    html = day_page(reader, name.removesuffix(".html"), frame) if name.endswith(".html") else None
    if html is None:
        raise NotFoundException(f"No story changed on {name.removesuffix('.html')}.")
    return _answer(html, "html")


@get("/schema/brief-1.json", sync_to_thread=False)
def brief_schema() -> Response[bytes]:
    """The JSON Schema of a brief."""
    return _answer(schema(), "json")


@get("/stories/{story:str}", include_in_schema=False, sync_to_thread=False)
def story_folder(request: Asked, story: str) -> Redirect:
    """Sends to the story's page."""
    found = _editions(request, story)[-1].story
    return Redirect(f"/stories/{found}/index.html", status_code=302 if found == story else FOR_GOOD)


@get("/stories/{story:str}/{name:str}", include_in_schema=False, sync_to_thread=False)
def story_file(request: Asked, story: str, name: str) -> Response[bytes] | Redirect:
    """Page, JSON or Markdown of an edition; a story that was merged sends to the one that took it in."""
    editions = _editions(request, story)
    if editions[-1].story != story:
        return Redirect(f"/stories/{editions[-1].story}/index.html", status_code=FOR_GOOD)
    kind = name.rpartition(".")[2]
    if kind in ("html", "json", "md"):
        for edition in editions:
            if name == edition_file(edition.number, edition is editions[-1], kind):
                return _answer(_edition(request, editions, edition, kind), kind)
    raise NotFoundException(f"Story {story} has no file {name}.")


def _edition(request: Asked, editions: tuple[Edition, ...], edition: Edition, kind: str) -> str | bytes:
    """One edition as page, JSON or Markdown."""
    if kind == "json":
        return edition.payload
    reader, frame = _reader(request), _frame(request)
    brief = decode(edition.payload, Brief)
    cited = cited_passages(brief)
    if kind == "md":
        return markdown(brief, reader.quotes(brief, cited))
    withheld = tuple(passage for each in brief.withheld for passage in each.passages) if frame.live else ()
    history = [(decode(each.payload, Brief), each.digest) for each in editions]
    notes = dict(zip((each.number for each in editions), reader.source_notes(edition.story), strict=True))
    return page(
        brief,
        reader.quotes(brief, tuple(dict.fromkeys((*cited, *withheld)))),
        frame=frame,
        editions=edition_lines(history),
        withheld_texts=reader.withheld(brief) if frame.live else (),
        notes=notes[edition.number],
        outlets=reader.known_outlets(brief),
        past=reader.past(edition.story) if edition is editions[-1] else StoryPast(),
    )


@get("/outlets", include_in_schema=False, sync_to_thread=False)
def outlet_folder() -> Redirect:
    """Sends to the list of outlets."""
    return Redirect("/outlets/index.html")


@get("/outlets/index.html", include_in_schema=False, sync_to_thread=False)
def outlet_list(request: Asked) -> Response[bytes]:
    """Everybody who has an article here."""
    return _answer(outlet_list_page(_reader(request).outlets(), frame=_frame(request)), "html")


@get("/outlets/{outlet:str}", include_in_schema=False, sync_to_thread=False)
def outlet_address(request: Asked, outlet: str) -> Redirect:
    """Sends to an outlet's page."""
    _record(request, outlet)
    return Redirect(f"/outlets/{outlet}/index.html")


@get("/outlets/{outlet:str}/{name:str}", include_in_schema=False, sync_to_thread=False)
def outlet_file(request: Asked, outlet: str, name: str) -> Response[bytes]:
    """One outlet's page, or one of several."""
    record, records = _record(request, outlet)
    numbered = OUTLET_PAGE.fullmatch(name)
    place = int(numbered[1] or 1) if numbered else 0
    if not 1 <= place <= outlet_pages(record):
        raise NotFoundException(f"The outlet {outlet} has no page {name}.")
    stories = _reader(request).outlet_stories(record.outlet.id, (place - 1) * STORIES_A_PAGE, STORIES_A_PAGE)
    return _answer(outlet_page(record, records, stories, place, frame=_frame(request)), "html")


def _record(request: Asked, outlet: str) -> tuple[OutletRecord, OutletRecords]:
    """The record of the outlet whose page has this folder, and all. Raises NotFoundException when none has."""
    records = _reader(request).outlets()
    record = records.at(outlet)
    if record is None:
        raise NotFoundException(f"No article of an outlet {outlet} is in this library.")
    return record, records


@get("/articles/{name:str}", include_in_schema=False, sync_to_thread=False)
def archived_text(request: Asked, name: str) -> Response[bytes]:
    """The whole archived text of an article: on this machine only."""
    frame = _frame(request)
    article = _reader(request).article(name.removesuffix(".html")) if frame.live else None
    if article is None or not name.endswith(".html"):
        raise NotFoundException("There is no such article here, or its text may not be shown to you.")
    return _answer(article_page(article, frame=frame), "html")


@get("/api/stories", sync_to_thread=False)
def api_stories(request: Asked) -> Response[bytes]:
    """Every story: the same JSON as `alteram stories --format json`."""
    if not _frame(request).live:
        raise NotFoundException("The list of all stories is for this machine only.")
    return _answer(_reader(request).stories_json(), "json")


@get("/api/stories/{story:str}", sync_to_thread=False)
def api_story(request: Asked, story: str) -> Response[bytes]:
    """The newest edition of a story's brief (schema alteram.brief/1)."""
    return _answer(_editions(request, story)[-1].payload, "json")


@get("/api/stories/{story:str}/editions/{number:int}", sync_to_thread=False)
def api_edition(request: Asked, story: str, number: int) -> Response[bytes]:
    """One edition of a story's brief, byte for byte as it was written."""
    for edition in _editions(request, story):
        if edition.number == number:
            return _answer(edition.payload, "json")
    raise NotFoundException(f"Story {story} has no edition {number}.")


def _refused(request: Asked, error: Exception) -> Response[Any]:
    """An error as a page, or as JSON under /api; what went wrong inside is for the log, not for the browser."""
    status, message = 500, "The server met a fault; its log says more."
    if isinstance(error, HTTPException):
        status, message = error.status_code, error.detail
    if request.scope["path"].startswith("/api/"):
        return Response({"error": message}, status_code=status, media_type=MediaType.JSON)
    title = "Not found" if status == 404 else "This did not work"
    html = notice_page(title, message, root="/", frame=_frame(request)).encode("utf-8", "replace")
    return Response(html, status_code=status, media_type=KINDS["html"])


def create_app(library_reader: Reader) -> LoopbackApp:
    """The application over one library. Errors of the library inside a request are logged and answered with 500."""
    return LoopbackApp(
        route_handlers=[
            root,
            file,
            brief_schema,
            day_file,
            story_folder,
            story_file,
            outlet_folder,
            outlet_list,
            outlet_address,
            outlet_file,
            archived_text,
            api_stories,
            api_story,
            api_edition,
        ],
        state=State({"reader": library_reader}),
        exception_handlers={HTTPException: _refused, Exception: _refused},
        openapi_config=OpenAPIConfig(
            title="Alteram",
            version=__version__,
            path="/api/description",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
    )
