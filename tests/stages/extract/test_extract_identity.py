"""An article is the outlet's whose domain it came from, whatever the page claims to be."""

import pytest

from alteram.model.articles import Article, Declared, Failure
from alteram.model.ids import Digest, OutletId, article_id, digest_of, text_digest
from alteram.model.outlets import Outlet, Registry
from alteram.stages.extract import EXTRACTOR, Extracted, extract_article, resolve
from tests.stages.extract.pages import capture, page

POST = Outlet(
    OutletId("harbour-post"),
    "Harbour Post",
    ("harbour-post.example",),
    aliases=("The Post",),
    opinion_paths=("/pulpit/",),
)
GULL = Outlet(OutletId("gull"), "The Daily Gull", ("gull.example", "gull-news.co.uk"))
JEST = Outlet(OutletId("jest"), "Jest", ("jest.example",), kind="satire")
REGISTRY = Registry((POST, GULL, JEST), Digest("0" * 64))


def article(markup: str, url: str, declared: Declared | None = None) -> Article:
    taken = capture(markup, url, fetched="2031-03-04T10:00:00Z", declared=declared)
    extracted = extract_article(taken)
    assert isinstance(extracted, Extracted), extracted
    found = resolve(extracted, taken, REGISTRY)
    assert isinstance(found, Article), found
    return found


def head(canonical: str = "", site: str = "") -> str:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return link + (f'<meta property="og:site_name" content="{site}">' if site else "")


def test_a_known_host_gives_its_outlet_and_the_registrys_name() -> None:
    found = article(page(head=head(site="Some Other Name")), "https://www.harbour-post.example/a/lock")
    assert (found.outlet, found.name, found.claimed_outlet) == ("harbour-post", "Harbour Post", "Some Other Name")
    assert found.url == "https://www.harbour-post.example/a/lock"
    assert found.fetched == "2031-03-04T10:00:00Z"


def test_its_own_name_is_no_other_claim() -> None:
    assert article(page(head=head(site="The Post")), "https://harbour-post.example/a").claimed_outlet is None


def test_ids_and_digests_follow_the_content() -> None:
    markup = page()
    found = article(markup, "https://www.harbour-post.example/a/lock")
    assert found.payload_sha256 == digest_of(markup.encode())
    assert found.text_sha256 == text_digest(found.text)
    assert found.id == article_id(found.payload_sha256, EXTRACTOR, found.text_sha256)
    assert found.extractor == EXTRACTOR


@pytest.mark.parametrize(
    ("canonical", "url", "identity"),
    [
        ("https://www.harbour-post.example/a/lock", "https://m.harbour-post.example/a/lock?utm=1", "canonical"),
        ("/a/lock", "https://www.harbour-post.example/a/lock?utm=1", "https://www.harbour-post.example/a/lock"),
        ("https://www.gull.example/a/lock", "https://www.harbour-post.example/a/lock", "url"),
        ("https://www.harbour-post.example/", "https://www.harbour-post.example/a/lock", "url"),
        ("https://evil.co.uk/a", "https://gull-news.co.uk/a", "url"),
        ("http://127.0.0.1/a", "https://www.harbour-post.example/a", "url"),
        ("file:///etc/passwd", "https://www.harbour-post.example/a", "url"),
        ("javascript:alert(1)", "https://www.harbour-post.example/a", "url"),
        ("https://[broken", "https://www.harbour-post.example/a", "url"),
        ("https://www.harbour-post.example/a/lock", "", "canonical"),
    ],
)
def test_a_canonical_address_counts_only_at_home(canonical: str, url: str, identity: str) -> None:
    found = article(page(head=head(canonical)), url)
    assert found.url == {"canonical": canonical, "url": url}.get(identity, identity)


def test_a_page_of_nowhere_is_named_by_its_digest() -> None:
    found = article(page(), "")
    assert found.url == f"file:{found.payload_sha256}"
    assert (found.outlet, found.name) == (None, "an unnamed outlet")


@pytest.mark.parametrize(
    ("site", "url", "name"),
    [
        ("Fishers' Weekly", "https://fishers.example/a", "Fishers' Weekly"),
        ("", "https://www.fishers.example/a", "fishers.example"),
        ("Harbour Post", "https://harbour-post.evil.example/a", "harbour-post.evil.example"),
        ("Daily Gull", "https://gul1.example/a", "gul1.example"),
        ("x" * 200, "https://fishers.example/a", "fishers.example"),
    ],
)
def test_names_of_unknown_outlets(site: str, url: str, name: str) -> None:
    found = article(page(head=head(site=site)), url)
    assert (found.outlet, found.name) == (None, name)
    assert found.claimed_outlet == (site or None)


def test_a_lines_claim_is_kept_and_not_believed() -> None:
    declared = Declared("A lock shuts", "The lock shut on Monday, they said.", outlet="Harbour Post")
    assert article("{}", "https://www.gull.example/a", declared).name == "The Daily Gull"
    assert article("{}", "https://www.gull.example/a", declared).claimed_outlet == "Harbour Post"
    unaddressed = article("{}", "", declared)
    assert (unaddressed.outlet, unaddressed.name) == (None, "Harbour Post (unverified)")


def test_the_registry_knows_of_satire_and_opinion_pages() -> None:
    assert article(page(), "https://jest.example/a").genre == "satire"
    assert article(page(), "https://harbour-post.example/pulpit/a").genre == "opinion"
    assert article(page(), "https://gull.example/pulpit/a").genre == "report"


def test_an_address_that_cannot_be_read_is_refused() -> None:
    taken = capture("{}", "https://[broken", declared=Declared("A title", "Some words stand here."))
    extracted = extract_article(taken)
    assert isinstance(extracted, Extracted)
    found = resolve(extracted, taken, REGISTRY)
    assert isinstance(found, Failure)
    assert found.kind == "bad-address"
