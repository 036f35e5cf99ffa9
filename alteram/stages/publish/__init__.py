"""Publish: briefs as pages, Markdown, terminal text and feeds. Pure functions of nouns; only `write_site` writes."""

from alteram.stages.publish.citing import cited_passages
from alteram.stages.publish.feeds import atom, json_feed
from alteram.stages.publish.pages import (
    POLICY,
    article_page,
    failures_page,
    icon,
    method_page,
    notice_page,
    page,
    story_list_page,
    style_sheet,
)
from alteram.stages.publish.plain import markdown, text
from alteram.stages.publish.quoting import quote
from alteram.stages.publish.site import check_folder, edition_file, edition_lines, render_site, schema, write_site
from alteram.stages.publish.views import (
    EditionLine,
    Frame,
    PublishedEdition,
    PublishedStory,
    QuotedPassage,
    Quotes,
    StoryRow,
    story_row,
)

__all__ = [
    "POLICY",
    "EditionLine",
    "Frame",
    "PublishedEdition",
    "PublishedStory",
    "QuotedPassage",
    "Quotes",
    "StoryRow",
    "article_page",
    "atom",
    "check_folder",
    "cited_passages",
    "edition_file",
    "edition_lines",
    "failures_page",
    "icon",
    "json_feed",
    "markdown",
    "method_page",
    "notice_page",
    "page",
    "quote",
    "render_site",
    "schema",
    "story_list_page",
    "story_row",
    "style_sheet",
    "text",
    "write_site",
]
