"""What it takes to join two articles: outlets, pages that report no event, pairs that nobody speaks for."""

from dataclasses import replace

import numpy as np
import pytest

from alteram.model.articles import Article
from alteram.model.ids import Moment, OutletId, article_id, digest_of, text_digest
from alteram.stages.stories.guard import Guard
from alteram.stages.stories.neighbours import STEPS
from alteram.stages.stories.pairs import FIRST, first_features
from alteram.stages.stories.prints import decode_print, encode_print, make_print, outlet_hash
from alteram.stages.stories.roles import role
from alteram.stages.stories.scoring import first_steps, shipped
from alteram.stages.stories.shelf import Shelf

INFINITE = float("inf")


def article(title: str, body: str, url: str = "", day: str | None = "2031-04-02") -> Article:
    text = f"{title}\n\n{body}"
    payload = digest_of(f"{text}{url}{day}".encode())
    return Article(
        id=article_id(payload, "test", text_digest(text)),
        url=url,
        outlet=None,
        name="",
        title=title,
        text=text,
        text_sha256=text_digest(text),
        payload_sha256=payload,
        extractor="test",
        sentences=(),
        language="en",
        published=Moment(day) if day else None,
    )


def same_outlet(one: Article, other: Article) -> float:
    shelf = Shelf()
    shelf.add([one.id, other.id], [make_print(one), make_print(other)])
    found = [first_features(shelf, at, np.array([1 - at]))[0, FIRST.index("same_outlet")] for at in (0, 1)]
    assert found[0] == found[1]
    return float(found[0])


def test_an_outlet_is_known_by_its_entry_else_by_its_domain() -> None:
    one, other = article("A", "A.", "https://news.courier.example/a"), article("B", "B.", "https://courier.example/b")
    assert same_outlet(one, other) == 1.0
    assert same_outlet(one, article("C", "C.", "https://herald.example/c")) == 0.0
    assert same_outlet(replace(one, outlet=OutletId("herald")), other) == 0.0
    assert same_outlet(article("A", "A."), article("B", "B.")) == 0.0


def test_an_address_that_is_none_has_no_outlet() -> None:
    assert outlet_hash(article("A", "A.", "https://[bad/")) == 0


def test_a_print_keeps_the_outlet() -> None:
    made = make_print(article("A", "A.", "https://courier.example/a"))
    assert made.outlet > 0
    assert decode_print(*encode_print(made)).outlet == made.outlet


def test_two_articles_of_one_outlet_are_less_likely_one_event() -> None:
    told = "Clouds are expected over {} on Saturday, with light rain before noon and a westerly wind, the office said."
    ostmark = article("Weather in Ostmark", told.format("Ostmark"), "https://office.example/1", None)
    logits = []
    for host in ("herald", "office"):
        other = article("Weather in Ardmoor", told.format("Ardmoor"), f"https://{host}.example/2", None)
        shelf = Shelf()
        shelf.add([ostmark.id, other.id], [make_print(ostmark), make_print(other)])
        logits.append(int(first_steps(shelf, np.array([0]), np.array([1]), shipped())[0]))
    assert logits[1] < logits[0] - STEPS


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Vestran ferry sinks off Ardmoor", "report"),
        ("Minister explains ferry delays to parliament", "report"),
        ("Court to review ferry licences", "report"),
        ("The ferry disaster, explained", "follower"),
        ("Ardmoor Nights review: a slow voyage", "follower"),
        ("Fact check: did the captain sleep?", "follower"),
        ("What we know about the ferry disaster", "follower"),
        ("Why did the Morning Tern sink?", "follower"),
        ("Why the minister resigned on Tuesday", "report"),
        ("How to travel safely by sea", "follower"),
        ("15 tips for a calm crossing", "follower"),
        ("Two tips led police to the captain", "report"),
        ("Morning briefing: ferry, levy, football", "alone"),
    ],
)
def test_what_a_title_announces_decides_the_part_of_a_page(title: str, part: str) -> None:
    assert role(article(title, "Text.")) == part


GUARD = Guard(likeness=0.7, alone=-1.4, close=-2.8, words=150, rival=0.1)


@pytest.mark.parametrize(
    ("likeness", "logit", "rival", "gap", "words", "passes"),
    [
        (0.0, -1.4, 0.9, INFINITE, 0.0, True),
        (0.0, -1.5, 0.0, INFINITE, 300.0, False),
        (0.7, -4.0, 0.9, INFINITE, 0.0, True),
        (0.6, -2.8, 0.1, 1.0, 150.0, True),
        (0.6, -2.8, 0.1, 1.0, 149.0, False),
        (0.6, -2.8, 0.2, 1.0, 150.0, False),
        (0.6, -2.8, 0.1, 2.0, 150.0, False),
        (0.6, -2.9, 0.1, 0.0, 150.0, False),
    ],
)
def test_a_pair_that_nobody_speaks_for_needs_evidence(
    likeness: float, logit: float, rival: float, gap: float, words: float, passes: bool
) -> None:
    given = (np.array([value]) for value in (likeness, logit, rival, gap, words))
    assert GUARD.passed(*given).tolist() == [passes]
