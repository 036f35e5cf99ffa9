"""Health of outlets: from articles and standings, without a clock."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from alteram.engine.health import health, kept_survey, survey
from alteram.engine.library import Library
from alteram.engine.listing import count_supplies
from alteram.model.articles import Arrival, Article, Capture, RecordAddress
from alteram.model.ids import Moment, OutletId, article_id, digest_of, later, text_digest
from alteram.model.live import Contact, Health, Work
from alteram.model.outlets import Outlet, Registry

COURIER, POST, HERALD = (OutletId(name) for name in ("courier", "post", "herald"))
REGISTRY = Registry(
    tuple(Outlet(each, each.title(), (f"{each}.example",)) for each in (COURIER, POST, HERALD)), digest_of(b"three")
)
START = Moment("2031-05-01T00:00:00Z")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library.open(tmp_path / "library", create=True, load=lambda _overlay: REGISTRY) as opened:
        yield opened


def article(
    host: str, name: str, published: str | None, *, fetched: str | None = None, confidence: float = 1.0
) -> Article:
    """An article of a host."""
    text = f"{name}\n\nText of {host}."
    payload = digest_of(f"{host} {name} {published}".encode())
    return Article(
        id=article_id(payload, "test", text_digest(text)),
        url=f"https://{host}/{name}",
        outlet=None,
        name=host,
        title=name,
        text=text,
        text_sha256=text_digest(text),
        payload_sha256=payload,
        extractor="test",
        sentences=((0, len(name)),),
        published=Moment(published) if published else None,
        fetched=Moment(fetched) if fetched else None,
        confidence=confidence,
    )


def keep(library: Library, articles: Iterable[Article]) -> None:
    """Puts articles into the store."""
    arrivals = [
        Arrival(Capture(each.url, b"", each.payload_sha256, "text/html", each.fetched), RecordAddress("a", at, 1), each)
        for at, each in enumerate(articles)
    ]
    library.store.add_arrivals(arrivals, None)


def asked(library: Library, who: str, at: str, failure: str = "") -> None:
    """Notes an answer of an outlet."""
    library.store.put_work(Work(contacts=(Contact(who, Moment(at), failure),)))


def hourly(host: str, gaps: Iterable[float]) -> list[Article]:
    """Articles with so many hours between them."""
    when, made = START, [article(host, "n0", START)]
    for place, gap in enumerate(gaps, start=1):
        when = later(when, gap * 3600)
        made.append(article(host, f"n{place}", when))
    return made


def test_the_usual_gap_is_the_ninth_of_ten_by_nearest_rank(library: Library) -> None:
    keep(library, hourly("courier.example", (1, 2, 3, 4, 5, 6, 7, 8, 30, 10)))
    keep(library, hourly("post.example", range(1, 10)))
    found = health(library)
    assert found[COURIER].usual_hours == 10.0
    assert found[COURIER].articles == 11
    assert found[POST].usual_hours is None, "nine gaps are too few"


def test_days_without_a_time_give_no_gap(library: Library) -> None:
    keep(library, hourly("courier.example", (1,) * 10))
    keep(library, [article("courier.example", "day", "2031-05-09"), article("courier.example", "never", None)])
    found = health(library)[COURIER]
    assert (found.usual_hours, found.latest, found.articles) == (1.0, "2031-05-09", 13)


@pytest.mark.parametrize(
    ("gap", "waited", "silent"),
    [
        (1, 23, None),
        (1, 24, 24.0),
        (20, 40, None),
        (20, 41, 41.0),
        (11, 23, None),
    ],
)
def test_silence_is_more_than_two_usual_gaps_and_a_day_at_least(
    library: Library, gap: int, waited: int, silent: float | None
) -> None:
    keep(library, hourly("courier.example", (gap,) * 10))
    asked(library, "courier", later(START, (10 * gap + waited) * 3600))
    assert health(library)[COURIER].silent_hours == silent


def test_a_latest_article_of_which_only_the_day_is_known_counts_to_the_end_of_that_day(library: Library) -> None:
    keep(library, [*hourly("courier.example", (1,) * 10), article("courier.example", "day", "2031-05-03")])
    asked(library, "courier", "2031-05-04T23:00:00Z")
    assert health(library)[COURIER].silent_hours is None
    asked(library, "courier", "2031-05-05T01:00:00Z")
    assert health(library)[COURIER].silent_hours == 25.0


def test_now_is_the_latest_answer_of_anybody_failures_too(library: Library) -> None:
    keep(library, hourly("courier.example", (1,) * 10))
    asked(library, "courier", "2031-05-01T11:00:00Z")
    assert health(library)[COURIER].silent_hours is None
    asked(library, "post", "2031-05-02T22:00:00Z", "timeout")
    assert health(library)[COURIER].silent_hours == 36.0


def test_what_is_kept_is_what_was_counted_last(library: Library) -> None:
    keep(library, hourly("courier.example", (1,) * 12))
    asked(library, "courier", "2031-05-09T00:00:00Z")
    assert kept_survey(library) == survey(library), "nothing was counted yet"
    count_supplies(library)
    assert kept_survey(library) == survey(library)
    keep(library, [article("courier.example", "new", "2031-05-08T23:00:00Z"), article("who.example", "x", None)])
    assert kept_survey(library) != survey(library)
    asked(library, "courier", "2031-05-10T00:00:00Z", "timeout")
    standing = kept_survey(library).health[COURIER].standing
    assert standing is not None
    assert standing.failures == 1, "answers are told as they are now"
    count_supplies(library)
    assert kept_survey(library) == survey(library)
    assert kept_survey(library).unknown == {"who.example": 1}


def test_without_standings_now_is_the_latest_capture(library: Library) -> None:
    keep(library, hourly("courier.example", (1,) * 10))
    keep(library, [article("unknown.example", "x", None, fetched="2031-05-03T10:00:00Z")])
    assert health(library)[COURIER].silent_hours == 48.0


def test_an_outlet_that_nobody_asks_is_not_silent(library: Library) -> None:
    keep(library, hourly("courier.example", (1,) * 10))
    asked(library, "post", "2031-06-01T00:00:00Z")
    found = health(library)[COURIER]
    assert (found.standing, found.usual_hours, found.silent_hours) == (None, 1.0, None)


def test_confidence_is_the_mean_of_the_latest_fifty(library: Library) -> None:
    days = [article("courier.example", f"a{n}", later(START, 60 * n), confidence=0.25) for n in range(20)]
    keep(library, days)
    keep(library, [article("courier.example", "undated", None, confidence=0.75)])
    assert health(library)[COURIER].confidence == pytest.approx((20 * 0.25 + 0.75) / 21)
    more = [article("courier.example", f"b{n}", later(START, 86400 + 60 * n), confidence=0.5) for n in range(50)]
    keep(library, more)
    assert health(library)[COURIER].confidence == 0.5


def test_outlets_go_by_the_registry_and_hosts_without_one_are_counted(library: Library) -> None:
    keep(library, [article("www.courier.example", "a", START), article("c0urier.example", "b", START)])
    keep(library, [article("c0urier.example", "c", START), article("COURIER.example.evil.example", "d", START)])
    asked(library, "herald", START, "no-connection")
    asked(library, "c0urier.example", START)
    found = survey(library)
    assert list(found.health) == [COURIER, HERALD]
    assert found.unknown == {"c0urier.example": 2, "courier.example.evil.example": 1}
    standing = found.health[HERALD].standing
    assert standing is not None and (standing.failures, standing.failure) == (1, "no-connection")
    assert found.health[HERALD] == Health(HERALD, standing, 0)


def test_the_order_of_arrival_does_not_matter(library: Library, tmp_path: Path) -> None:
    articles = hourly("courier.example", (3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5))
    keep(library, articles)
    with Library.open(tmp_path / "other", create=True, load=lambda _overlay: REGISTRY) as other:
        for each in reversed(articles):
            keep(other, [each])
        assert survey(other) == survey(library)
