"""A fictional page, and captures of pages, for the tests of extraction."""

from alteram.model.articles import Capture, Declared, Failure
from alteram.model.ids import Moment, digest_of
from alteram.stages.extract import Extracted, extract_article

PARAGRAPHS = (
    "The harbour council of Marrow Bay voted 7 to 2 on Monday to close the old lock for eleven months, after a debate "
    "of six hours that drew residents from every quarter of the town.",
    "Mayor Ines Talbrook said the repair would protect 12,000 homes. “We cannot wait for the next storm,” she told "
    "reporters after the vote, adding that work would begin in March.",
    "Opponents said the plan would ruin the fishing season. Councillor Osric Vane, who voted against it, called the "
    "cost estimate “a fantasy” and asked for an independent review.",
    "The regional water board will pay 60 percent of the cost and the town the rest, according to a document published "
    "with the decision. A public inquiry is due to report in January.",
)
URL = "https://www.harbour-post.example/news/old-lock"
TITLE = "Marrow Bay closes its old lock for repairs"


def page(
    *, head: str = "", before: str = "", after: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS, title: str = TITLE
) -> str:
    """Markup of a news page. `before` and `after` stand around the paragraphs, inside the article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        '<header><nav><a href="/">Home</a></nav></header><main><article>'
        f"<h1>{title}</h1>{before}{body}{after}</article>"
        "</main><footer>Imprint</footer></body></html>"
    )


def capture(
    markup: str | bytes,
    url: str = URL,
    *,
    fetched: str | None = None,
    media_type: str = "text/html",
    declared: Declared | None = None,
) -> Capture:
    payload = markup if isinstance(markup, bytes) else markup.encode()
    moment = Moment(fetched) if fetched else None
    return Capture(url, payload, digest_of(payload), media_type, moment, declared, subject="page.html")


def read(markup: str | bytes, url: str = URL, **more: str) -> Extracted:
    """The article of a page; fails the test where it is refused."""
    found = extract_article(
        capture(markup, url, fetched=more.get("fetched"), media_type=more.get("media_type", "text/html"))
    )
    assert isinstance(found, Extracted), found
    return found


def refused(markup: str | bytes, **more: str) -> str:
    """The kind of refusal of a page; fails the test where it gives an article."""
    found = extract_article(capture(markup, media_type=more.get("media_type", "text/html")))
    assert isinstance(found, Failure), found
    assert found.stage == "extract"
    assert found.message
    return found.kind


def body(found: Extracted) -> tuple[str, ...]:
    """Paragraphs of the text behind the title."""
    return tuple(found.text.split("\n\n")[1:])
