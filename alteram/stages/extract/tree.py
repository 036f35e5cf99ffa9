"""One parse of a page, with the parser's silent losses told aloud."""

import re
from typing import TypeAlias

from lxml import etree, html

from alteram.stages.extract.extracted import Refusal

Element: TypeAlias = html.HtmlElement

_MARKUP = re.compile(r"<(?:!doctype|html|head|body|title|meta|article|main|div|p|h1|span|table|script)\b", re.I)
_DOCTYPE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<!doctype[^>\[]{0,400}(?:\[.{0,65536}?\]\s*)?>", re.I | re.S)


LONGEST_TAG = 20_000
"""Characters of a start tag; 50,000 attributes on one tag cost a parser 30 s, since it compares each with each."""
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w:-]*)[^<>]{{{LONGEST_TAG},}}>?")


def tidy(markup: str) -> str:
    """Markup without its document type, with tags of insane length reduced to their names."""
    # A document type is never needed, and an internal subset is where entity bombs live.
    head = _DOCTYPE.match(markup)
    if head:
        markup = markup[head.end() :]
    # Most pages have no such tag, and cutting at every bracket tells so in half the time.
    return _LONG_TAG.sub(r"<\1>", markup) if max(map(len, markup.split("<"))) > LONGEST_TAG else markup


def parse(markup: str) -> Element:
    """The tree of a tidy page, comments and processing instructions left out.

    Raises `Refusal`: "not-html" where there is no tag at all, "too-deep" where elements are nested 256 deep or more
    (there libxml2 stops and keeps what came before without a word).
    """
    if not _MARKUP.search(markup):
        raise Refusal("not-html", "no HTML tag was found")
    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        no_network=True,
    )
    # The parser's own table of classes is looked up in Python for every element that is touched; none is needed here.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    tree: Element | None = None
    reason = "the parser found no element"
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        reason = str(error)
    if _too_deep(parser):
        raise Refusal("too-deep", "elements are nested 256 deep or more; the parser stops there")
    if tree is None:
        raise Refusal("empty-text", f"the page is empty: {reason}")
    return tree


def _too_deep(parser: html.HTMLParser) -> bool:
    """Whether the parser gave up at its limit of depth."""
    errors = parser.error_log.filter_from_fatals()
    return any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT or "depth" in entry.message for entry in errors)
