"""Pages that ask not to be kept, not to be used by machines, or to be paid for: they are left alone.

Read are the TDM Reservation Protocol (header and meta `tdm-reservation`), X-Robots-Tag and robots meta (`noarchive`,
`noai`), and schema.org's `isAccessibleForFree` as publishers print it for search engines. A mark in a comment counts:
in doubt a page is left alone.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from alteram.model.articles import Failure
from alteram.stages.ingest.charsets import decoded
from alteram.stages.ingest.files import failure
from alteram.stages.ingest.web.outcomes import Answer
from alteram.stages.ingest.web.robots import AGENT

PAYWALLED = "paywalled"
RESERVED = "reserved"

_DIRECTIVES = frozenset(("noarchive", "noai"))
_META = re.compile(r"<meta\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^<>]{0,500}ld\+json[^<>]{0,500}>", re.IGNORECASE)
_MARK = "isaccessibleforfree"
_FALSE = re.compile(r"(?:https?://schema\.org/)?false\Z", re.IGNORECASE)
_MOST_NODES = 2_000


def reservation(answer: Answer) -> Failure | None:
    """Why a page that was fetched is left alone all the same, or None."""
    text = decoded(answer.body, answer.header("content-type"))
    stated = _header_says(answer) or _meta_says(text)
    if stated:
        return failure(answer.url, RESERVED, f"{answer.url}: the page reserves it to people ({stated}); left alone")
    if _is_paywalled(text):
        return failure(answer.url, PAYWALLED, f"{answer.url}: the page says that it is not free to read; left alone")
    return None


def _header_says(answer: Answer) -> str:
    """The reservation among the headers, or ""."""
    if any(value.strip() == "1" for value in answer.headers.get("tdm-reservation", ())):
        return "TDM-Reservation: 1"
    for value in answer.headers.get("x-robots-tag", ()):
        for directive in _directives(value):
            return f"X-Robots-Tag: {directive}"
    return ""


def _directives(value: str) -> Iterator[str]:
    """The directives of a value that are for every robot or for us, and that we heed.

    "name: directive" is for the robot of that name, and so are the directives behind it.
    """
    for_us = True
    for part in value.split(","):
        name, colon, rest = part.partition(":")
        if colon and name.strip().lower() != "unavailable_after":
            for_us = name.strip().lower() == AGENT.lower()
        directive = (rest if colon else name).strip().lower()
        if for_us and directive in _DIRECTIVES:
            yield directive


def _meta_says(text: str) -> str:
    """The reservation among a page's meta elements, or ""."""
    for element in _META.finditer(text):
        stated = {name.lower(): first or second or bare for name, first, second, bare in _ATTRIBUTE.findall(element[1])}
        name, content = (stated.get("name") or stated.get("http-equiv") or "").lower(), stated.get("content", "")
        if name == "tdm-reservation" and content.strip() == "1":
            return "tdm-reservation: 1"
        if name in ("robots", AGENT.lower(), "x-robots-tag"):
            for directive in _directives(content.replace(";", ",")):
                return f"robots: {directive}"
    return ""


def _is_paywalled(text: str) -> bool:
    """Whether an object of the page's JSON-LD says that it is not accessible for free."""
    if _MARK not in text.lower():
        return False
    return any(_says_no(_loaded(source)) for source in _scripts(text))


def _scripts(text: str) -> Iterator[str]:
    """The sources of JSON-LD."""
    for start in _SCRIPT.finditer(text):
        end = text.find("</", start.end())
        while end != -1 and text[end + 2 : end + 8].lower() != "script":
            end = text.find("</", end + 2)
        yield text[start.end() : end if end != -1 else len(text)]


def _loaded(source: str) -> Any:
    """The JSON of one script without the comment marks around it; None for what is none."""
    bare = source.strip().removeprefix("//").strip().removeprefix("<![CDATA[").removeprefix("<!--")
    bare = bare.strip().removesuffix("-->").removesuffix("]]>").strip().removesuffix("//").strip().removesuffix(";")
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        return None


def _says_no(value: Any) -> bool:
    """Whether a node, or one that it holds in a list or graph, is not free; parts of a free article do not count."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return False
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node[:_MOST_NODES])
        elif isinstance(node, dict):
            stated = next((node[key] for key in node if key.lower() == _MARK), None)
            if stated is False or (isinstance(stated, str) and _FALSE.match(stated.strip())):
                return True
            waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)
    return False
