"""One parse of a page, with the parser's silent losses told aloud."""

import re

from lxml import etree, html

from alteram.stages.extract.extracted import Refusal

Element = html.HtmlElement

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|title|meta|article|main|div|p|h1|span|table|script)\b", re.I)
_DOCTYPE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<!doctype[^>\[]{0,400}(?:\[.{0,65536}?\]\s*)?>", re.I | re.S)


def parse(markup: str) -> Element:
    """The tree of a page, comments and processing instructions left out.

    Raises `Refusal`: "not-html" where there is no tag at all, "too-deep" where elements are nested 256 deep or more
    (there libxml2 stops and keeps what came before without a word).
    """
    if not _MARKUP.search(markup):
        raise Refusal("not-html", "no HTML tag was found")
    # A document type is never needed, and an internal subset is where entity bombs live.
    cleaned = _CONTROLS.sub("", markup)
    head = _DOCTYPE.match(cleaned)
    cleaned = cleaned[head.end() :] if head else cleaned
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False, no_network=True
    )
    try:
        tree: Element | None = html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        tree = None
        reason = str(error)
    else:
        reason = "the parser found no element"
    if _too_deep(parser):
        raise Refusal("too-deep", "elements are nested 256 deep or more; the parser stops there")
    if tree is None:
        raise Refusal("empty-text", f"the page is empty: {reason}")
    return tree


def _too_deep(parser: html.HTMLParser) -> bool:
    """Whether the parser gave up at its limit of depth."""
    errors = parser.error_log.filter_from_fatals()
    return any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT or "depth" in entry.message for entry in errors)
