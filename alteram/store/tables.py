"""The tables of a library, once, for every back-end.

Ids and times are compared byte by byte (collation "C" where the back-end has a choice), so that orders are those of
the nouns. The migrations together create exactly these tables; a test compares the two.
"""

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

HEAD = "0007"
"""The revision that this version of Alteram writes; the newest file of `migrations/versions`."""

Ordered = String().with_variant(String(collation="C"), "postgresql")
"""A string that is ordered by code point."""

metadata = MetaData()

captures = Table(
    "captures",
    metadata,
    Column("url", Ordered, primary_key=True),
    Column("payload_sha256", Ordered, primary_key=True),
    Column("media_type", String, nullable=False),
    Column("fetched", Ordered),
    Column("subject", String, nullable=False),
    Column("file", Ordered, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("article", Ordered, ForeignKey("articles.id")),
    Index("captures_by_article", "article"),
    Index("captures_by_payload", "payload_sha256"),
)
"""What was received, refused or not, and where its record lies in the archive."""

articles = Table(
    "articles",
    metadata,
    Column("id", Ordered, primary_key=True),
    Column("url", Ordered, nullable=False),
    Column("outlet", Ordered),
    Column("name", String, nullable=False),
    Column("title", String, nullable=False),
    Column("text_sha256", Ordered, nullable=False),
    Column("payload_sha256", Ordered, nullable=False),
    Column("extractor", String, nullable=False),
    Column("sentences", LargeBinary, nullable=False),
    Column("language", String),
    Column("published", Ordered),
    Column("fetched", Ordered),
    Column("byline", String, nullable=False),
    Column("credit", String, nullable=False),
    Column("genre", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("claimed_outlet", String),
    Column("text", Text, nullable=False),
    Index("articles_by_url", "url", "fetched", "published", "id"),
    Index("articles_by_payload", "payload_sha256"),
)
"""Article versions. `sentences` is the JSON of the spans; `text` comes last: short columns are read without it."""

failures = Table(
    "failures",
    metadata,
    Column("stage", Ordered, primary_key=True),
    Column("subject", Ordered, primary_key=True),
    Column("kind", Ordered, primary_key=True),
    Column("message", String, nullable=False),
    Column("url", Ordered, nullable=False),
    Column("payload_sha256", Ordered, nullable=False),
)
"""Refusals. `url` and `payload_sha256` are those of the capture, both "" for what never became one."""

archive_tail = Table(
    "archive_tail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", Ordered, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("length", Integer, nullable=False),
)
"""One row: the last acknowledged record."""

stories = Table(
    "stories",
    metadata,
    Column("id", Ordered, primary_key=True),
    Column("made", String, nullable=False),
    Column("headline", String, nullable=False),
    Column("opened", Ordered),
    Column("updated", Ordered),
    Column("reason", String, nullable=False),
)
"""Stories: `made` is "grouped" or "chosen"."""

members = Table(
    "members",
    metadata,
    Column("story", Ordered, ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("article", Ordered, nullable=False),
    Column("joined", Integer, nullable=False),
    Column("nearest", Ordered),
    Column("score", Float, nullable=False),
    Column("shared", LargeBinary, nullable=False),
    Column("other", Ordered),
    Column("other_score", Float, nullable=False),
    UniqueConstraint("story", "article"),
    Index("members_by_article", "article"),
)
"""The articles of a story in its order, each with why it is there (`joined` is 1 where a join was given)."""

grouping_index = Table(
    "grouping_index",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article", Ordered, nullable=False, unique=True),
    Column("day", Integer),
    *(Column(name, LargeBinary, nullable=False) for name in ("fixed", "candidates", "ties", "body")),
    Index("grouping_index_by_day", "day"),
)
"""What grouping knows of each article (`Indexed`). `body` comes last: the rest is read without it."""

grouping_state = Table(
    "grouping_state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made_by", String, nullable=False),
    Column("settled", String, nullable=False),
)
"""One row: what made the index, and under which of the editors' acts."""

redirects = Table(
    "redirects",
    metadata,
    Column("old", Ordered, primary_key=True),
    Column("new", Ordered, nullable=False),
)
"""Story ids that were merged away, and where they went."""

editions = Table(
    "editions",
    metadata,
    Column("story", Ordered, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("digest", Ordered, nullable=False),
    Column("as_of", Ordered),
    Column("payload", LargeBinary, nullable=False),
)
"""Every edition, byte for byte; it outlives its story, so that old links keep their answer."""

tombstones = Table(
    "tombstones",
    metadata,
    Column("url", Ordered, primary_key=True),
    Column("payload_sha256", Ordered, primary_key=True),
    Column("text_sha256", Ordered, primary_key=True),
    Column("reason", String, nullable=False),
    Index("tombstones_by_payload", "payload_sha256"),
)
"""What was removed."""

jobs = Table(
    "jobs",
    metadata,
    Column("kind", Ordered, primary_key=True),
    Column("key", Ordered, primary_key=True),
    Column("url", String, nullable=False),
    Column("host", Ordered, nullable=False),
    Column("source", Ordered, nullable=False),
    Column("run_at", Ordered),
    Column("lease", Ordered),
    Column("tries", Integer, nullable=False),
    Column("outcome", String, nullable=False),
    Column("step", Integer, nullable=False),
    Column("memory", Text, nullable=False),
    Index(
        "jobs_by_host",
        "host",
        "run_at",
        "kind",
        "key",
        "lease",
        "source",
        sqlite_where=text("run_at IS NOT NULL"),
        postgresql_where=text("run_at IS NOT NULL"),
    ),
    Index(
        "jobs_held",
        "lease",
        sqlite_where=text("lease IS NOT NULL"),
        postgresql_where=text("lease IS NOT NULL"),
    ),
    Index("jobs_by_source", "source", "kind"),
)
"""What is to be asked for; settled ones (`run_at` is null) stay, so that they are not asked for again. The index by
host has all that decides whose turn it is; settled ones, which are soon the most, are not in it."""

looks = Table(
    "looks",
    metadata,
    Column("url", Ordered, primary_key=True),
    Column("at", Ordered, primary_key=True),
    Column("outcome", String, nullable=False),
    Column("kind", String, nullable=False),
)
"""What later looks at cited pages gave."""

standings = Table(
    "standings",
    metadata,
    Column("who", Ordered, primary_key=True),
    Column("succeeded", Ordered),
    Column("failed", Ordered),
    Column("failure", String, nullable=False),
    Column("failures", Integer, nullable=False),
)
"""How outlets have answered."""

acts = Table(
    "acts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("at", Ordered, nullable=False),
    Column("reason", String, nullable=False),
    Column("stories", LargeBinary, nullable=False),
    Column("named", LargeBinary, nullable=False),
    Column("others", LargeBinary, nullable=False),
    Column("undone", Ordered),
)
"""What editors have settled about the grouping. `stories`, `named` and `others` are JSON."""

story_events = Table(
    "story_events",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Ordered),
    Column("story", Ordered, nullable=False),
    Column("other", Ordered),
    Column("articles", Integer, nullable=False),
    Column("act", Integer),
    Column("reason", String, nullable=False),
    Column("overrides", LargeBinary, nullable=False),
    Index("story_events_by_story", "story"),
    Index("story_events_by_other", "other"),
)
"""What became of stories, in the order in which it happened."""

listing = Table(
    "listing",
    metadata,
    Column("story", Ordered, primary_key=True),
    Column("stamp", Ordered, nullable=False),
    Column("sorted_by", Ordered, nullable=False),
    Column("headline", String, nullable=False),
    Column("brief", Integer, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("disagreements", Integer, nullable=False),
    Column("narratives", Integer, nullable=False),
    Column("opened", Ordered),
    Column("updated", Ordered),
    Column("summary", String, nullable=False),
    Column("reason", String, nullable=False),
    Index("listing_in_order", "sorted_by", "story", "brief", "origins"),
    Index("listing_by_brief", "brief", "sorted_by", "story", "origins"),
)
"""The list of stories, ready to be shown. It is made of the other tables; `stamp` says of what, `sorted_by` is the
latest change, or ""."""

listing_marks = Table(
    "listing_marks",
    metadata,
    Column("kind", Ordered, primary_key=True),
    Column("value", Ordered, primary_key=True),
    Column("story", Ordered, ForeignKey("listing.story", ondelete="CASCADE"), primary_key=True),
    Index("listing_marks_by_story", "story"),
)
"""By what a row of the list can be asked for: `kind` is "outlet" or "language"."""

outlet_shares = Table(
    "outlet_shares",
    metadata,
    Column("known", Integer, primary_key=True),
    Column("who", Ordered, primary_key=True),
    Column("story", Ordered, ForeignKey("listing.story", ondelete="CASCADE"), primary_key=True),
    Column("named", Integer, nullable=False),
    Column("current", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("origin", Integer, nullable=False),
    Column("carrier", Integer, nullable=False),
    Index("outlet_shares_by_story", "story"),
)
"""What each outlet, and each host that nobody owns, did in the story of a row of the list."""

supplies = Table(
    "supplies",
    metadata,
    Column("known", Integer, primary_key=True),
    Column("who", Ordered, primary_key=True),
    Column("articles", Integer, nullable=False),
    Column("confidence", Float),
    Column("latest", Ordered),
    Column("usual_hours", Float),
    Column("fetched", Ordered),
)
"""What came from each outlet, counted when the whole list is brought up to date."""

choices = Table(
    "choices",
    metadata,
    *(Column(name, Ordered, primary_key=True) for name in ("kind", "value")),
    Column("stories", Integer, nullable=False),
)
"""What a reader can choose from, counted when the list is written."""

links = Table(
    "links",
    metadata,
    Column("later", Ordered, primary_key=True),
    Column("earlier", Ordered, primary_key=True),
    Column("kind", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("shared", LargeBinary, nullable=False),
    Column("score", Float, nullable=False),
    Index("links_by_earlier", "earlier"),
)
"""What ties stories, by the articles that show it: whichever stories hold these two are tied. `start` and `end` are the
passage of the later one; `shared` is JSON."""

link_readings = Table(
    "link_readings",
    metadata,
    Column("article", Ordered, primary_key=True),
    Column("reader", Ordered, nullable=False),
    Column("reading", LargeBinary, nullable=False),
)
"""What links read off article versions (JSON), so that no build reads a text twice; `reader` says which version did."""

withheld_texts = Table(
    "withheld_texts",
    metadata,
    Column("story", Ordered, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("texts", LargeBinary, nullable=False),
)
"""The texts of the sentences that the gates withheld from an edition (JSON), for the owner of the library only."""

edition_voices = Table(
    "edition_voices",
    metadata,
    Column("story", Ordered, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("voices", LargeBinary, nullable=False),
)
"""Whose words the cited passages of an edition are (JSON), so that no page reads whole articles for it."""

search_documents = Table(
    "search_documents",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("article", Ordered, nullable=False, unique=True),
)
"""Which row of the index of words is which article version."""

SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(title, text, content='', tokenize='porter unicode61 remove_diacritics 2')"
)
"""The index of words, without the words' texts (which `articles` has): SQLite's FTS5, English words by their stem."""


@event.listens_for(search_documents, "after_create")
def _create_search(_table: Table, connection: Connection, **_options: object) -> None:
    """Makes the index of words beside the table that numbers it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(SEARCH)
