"""Publish: briefs as pages, Markdown, terminal text and feeds. Pure functions of nouns; only `write_site` writes."""

from alteram.stages.publish.citing import cited_passages
from alteram.stages.publish.feeds import atom, json_feed
from alteram.stages.publish.histories import EventLine, event_lines
from alteram.stages.publish.outlet_pages import health_lines, last_fetched, outlet_list_page, outlet_page
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
from alteram.stages.publish.records import (
    OutletRecord,
    OutletRecords,
    OutletStory,
    UnknownHost,
    known_outlets,
    outlet_folder,
    outlet_records,
)
from alteram.stages.publish.site import check_folder, edition_file, edition_lines, render_site, schema, write_site
from alteram.stages.publish.views import (
    EarlierVersion,
    EditionLine,
    Frame,
    Membership,
    PublishedEdition,
    PublishedStory,
    QuotedPassage,
    Quotes,
    SourceNote,
    SourceNotes,
    StoryPast,
    StoryRow,
    story_row,
)

__all__ = [
    "POLICY",
    "EarlierVersion",
    "EditionLine",
    "EventLine",
    "Frame",
    "Membership",
    "OutletRecord",
    "OutletRecords",
    "OutletStory",
    "PublishedEdition",
    "PublishedStory",
    "QuotedPassage",
    "Quotes",
    "SourceNote",
    "SourceNotes",
    "StoryPast",
    "StoryRow",
    "UnknownHost",
    "article_page",
    "atom",
    "check_folder",
    "cited_passages",
    "edition_file",
    "edition_lines",
    "event_lines",
    "failures_page",
    "health_lines",
    "icon",
    "json_feed",
    "known_outlets",
    "last_fetched",
    "markdown",
    "method_page",
    "notice_page",
    "outlet_folder",
    "outlet_list_page",
    "outlet_page",
    "outlet_records",
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
