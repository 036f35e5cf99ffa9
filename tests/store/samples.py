"""Nouns for tests of what is kept: small, fictional, and every field set to something of its own."""

import hashlib

from alteram.model.articles import Arrival, Article, Capture, Failure, RecordAddress
from alteram.model.ids import ArticleId, Moment, OutletId, StoryId, article_id, digest_of, text_digest
from alteram.model.listing import ListedStory
from alteram.model.stories import Join, Story
from alteram.store import Edition

EXTRACTOR = "sample-1"


def capture(url: str, body: str = "A page.", fetched: str | None = "2031-05-01T10:00:00Z") -> Capture:
    """A page as it was received."""
    payload = body.encode()
    moment = None if fetched is None else Moment(fetched)
    return Capture(url, payload, digest_of(payload), "text/html", moment, None, f"pages/{url[-8:]}.html")


def article(url: str, body: str = "A page.", published: str | None = "2031-05-01", **changes: object) -> Article:
    """The article version of `capture(url, body)`."""
    text = f"Harbour of Vell reopens\n\n{body}"
    digests = digest_of(body.encode()), text_digest(text)
    values: dict[str, object] = {
        "id": article_id(digests[0], EXTRACTOR, digests[1]),
        "url": url,
        "outlet": OutletId("vell-courier"),
        "name": "Vell Courier",
        "title": "Harbour of Vell reopens",
        "text": text,
        "text_sha256": digests[1],
        "payload_sha256": digests[0],
        "extractor": EXTRACTOR,
        "sentences": ((0, 23), (25, len(text))),
        "language": "en",
        "published": None if published is None else Moment(published),
        "fetched": Moment("2031-05-01T10:00:00Z"),
        "byline": "Ada Moor",
        "credit": "Northwire",
        "genre": "opinion",
        "confidence": 0.75,
        "claimed_outlet": "The Courier",
    }
    return Article(**(values | changes))  # type: ignore[arg-type]


def arrival(noun: Article, offset: int = 0, body: str = "A page.") -> Arrival:
    """The arrival of an article made by `article` with the same body."""
    fetched = None if noun.fetched is None else str(noun.fetched)
    return Arrival(capture(noun.url, body, fetched), RecordAddress("alteram-00001.warc.gz", offset, 10), noun)


def refusal(url: str, offset: int = 0, body: str = "Nothing.") -> Arrival:
    """A page that was refused."""
    failure = Failure("extract", url, "empty-text", f"no text in {url}")
    return Arrival(capture(url, body), RecordAddress("alteram-00001.warc.gz", offset, 10), None, (failure,))


def story(name: str, *articles: ArticleId, updated: str | None = "2031-05-02") -> Story:
    """A story of these articles."""
    identity = StoryId(hashlib.sha256(name.encode()).hexdigest()[:16])
    moment = None if updated is None else Moment(updated)
    return Story(identity, articles, f"Headline of {name}", Moment("2031-05-01"), moment)


def listed(story: StoryId, updated: str | None = "2031-05-02", **changes: object) -> ListedStory:
    """A row of the list."""
    values: dict[str, object] = {
        "story": story,
        "stamp": digest_of(story.encode()),
        "headline": f"Headline of {story}",
        "brief": True,
        "edition": 1,
        "articles": 3,
        "outlets": 2,
        "origins": 2,
        "facts": 4,
        "disagreements": 1,
        "narratives": 2,
        "opened": Moment("2031-05-01"),
        "updated": None if updated is None else Moment(updated),
        "summary": "The harbour reopened.",
        "reason": "",
        "carried": ("post", "vell-courier"),
        "languages": ("en",),
    }
    return ListedStory(**(values | changes))  # type: ignore[arg-type]


def join(one: ArticleId, nearest: ArticleId | None = None) -> Join:
    """Why an article is in its story."""
    return Join(one, nearest, 0.75, ("harbour", "vell"), nearest, 0.25)


def edition(of: StoryId, number: int, payload: bytes = b"{}") -> Edition:
    """An edition as written."""
    return Edition(of, number, digest_of(payload), Moment("2031-05-02T08:00:00Z"), payload)
