"""Furniture is trimmed and nothing else; credits stay in the text and are noted; genres go by what a page says."""

import json

import pytest

from alteram.stages.extract.body import agreement
from alteram.stages.extract.chunks import join_chunks
from alteram.stages.extract.credit import credit_of
from alteram.stages.extract.genre import genre_of
from alteram.stages.extract.leftovers import trim
from alteram.stages.extract.tree import parse
from tests.stages.extract.pages import PARAGRAPHS, TITLE, page, read

FURNITURE = (
    "Advertisement",
    "Article continues below this advertisement",
    "Read more: Ferry runs again",
    "READ MORE",
    "Related stories",
    "Related: The ferry that never came",
    "Share",
    "Share this article",
    "Share on Facebook",
    "Facebook Twitter WhatsApp Email",
    "1.2k shares",
    "14 comments",
    "Sign up for our daily newsletter",
    "Sign up here for breaking news alerts.",
    "Subscribe to our newsletter",
    "Get the day’s top headlines in your inbox",
    "Follow us on Twitter",
    "You may also like:",
    "All rights reserved.",
    "© 2031 Harbour Post",
    "Tags: lock, harbour",
    "Published: March 4, 2031 10:11",
    "Skip to main content",
    "3 min read",
    "* * *",
    "Don't miss",
    "Photo: Ada Finch",
    "Click here to see the pictures",
    "Already a subscriber? Log in",
)
TEXT = (
    "Read more of the council's papers, the mayor told them, before you vote.",
    "The advertisement ran for eleven months and was paid by the council.",
    "Share prices of the ferry company fell by a third on Monday.",
    "Two people were killed.",
    "“Follow us,” she said.",
    "Comments by the mayor drew laughter.",
    "Related charges were dropped in March.",
    "Subscribe to that view and you will lose, he warned the chamber.",
    "More than 300 came.",
    "Photographs of the lock were shown to the court.",
    "Printing of the ballots begins on Friday.",
    "Email traffic between the two was read out.",
    "Next came the ferry.",
)


@pytest.mark.parametrize("paragraph", FURNITURE)
def test_furniture_goes(paragraph: str) -> None:
    assert trim((PARAGRAPHS[0], paragraph, PARAGRAPHS[1]), TITLE, "") == PARAGRAPHS[:2]


@pytest.mark.parametrize("paragraph", TEXT)
def test_text_that_looks_like_furniture_stays(paragraph: str) -> None:
    assert trim((PARAGRAPHS[0], paragraph, PARAGRAPHS[1]), TITLE, "") == (PARAGRAPHS[0], paragraph, PARAGRAPHS[1])


def test_title_byline_and_date_are_not_said_twice() -> None:
    top = (TITLE.upper(), "By Ada Finch and Bo Lind", "March 4, 2031 at 10:11 a.m.", *PARAGRAPHS)
    assert trim(top, TITLE, "Ada Finch, Bo Lind") == PARAGRAPHS
    assert trim((*PARAGRAPHS, "Ada Finch"), TITLE, "Ada Finch")[-1] == "Ada Finch"
    assert trim(("Ada Finch resigned.", *PARAGRAPHS), TITLE, "Ada Finch")[0] == "Ada Finch resigned."


def test_lines_that_name_an_agency_stay() -> None:
    line = "© 2031 Associated Press. All rights reserved."
    assert trim((*PARAGRAPHS, line), TITLE, "")[-1] == line


@pytest.mark.parametrize(
    ("paragraphs", "byline", "marks", "credit"),
    [
        (PARAGRAPHS, "Reuters", "", "Reuters"),
        (PARAGRAPHS, "ADA FINCH, AP Auto Writer", "", "AP"),
        (PARAGRAPHS, "Ada Finch Associated Press", "", "AP"),
        (PARAGRAPHS, "Ada Finch and The Associated Press", "", "AP"),
        (PARAGRAPHS, "Michael Bloomberg", "", ""),
        (PARAGRAPHS, "Ada Finch", "AFP", "AFP"),
        (("MARROW BAY (AP) — The lock shut.",), "", "", "AP"),
        (("MARROW BAY, March 4 (Reuters) - The lock shut.",), "", "", "Reuters"),
        (("(NNA) — The lock shut.",), "", "", "NNA"),
        (("The lock (built 1902) - a relic - shut.",), "", "", ""),
        (("The harbour council (MBC) said the lock shut.",), "", "", ""),
        ((*PARAGRAPHS, "(Writing by Al Day; Editing by Bo Lind)"), "", "", "(Writing by Al Day; Editing by Bo Lind)"),
        ((*PARAGRAPHS, "Source: Xinhua"), "", "", "Xinhua"),
        ((*PARAGRAPHS, "— AFP"), "", "", "AFP"),
        (
            (*PARAGRAPHS, "The Associated Press contributed to this report."), "", "",
            "The Associated Press contributed to this report.",
        ),
        ((*PARAGRAPHS, "Additional reporting by Ada Finch"), "", "", ""),
        ((f"{TITLE}.", "OSTERMOLE (Reuters) - The lock is shut.", *PARAGRAPHS), "", "", "Reuters"),
        ((f"{TITLE}.", *PARAGRAPHS, "OSTERMOLE (Reuters) - The lock is shut.", *PARAGRAPHS), "", "", ""),
        (("The lock was shut. " * 20, "OSTERMOLE (Reuters) - The lock is shut.", *PARAGRAPHS), "", "", ""),
        ((), "", "", ""),
    ],
)  # fmt: skip
def test_credits(paragraphs: tuple[str, ...], byline: str, marks: str, credit: str) -> None:
    assert credit_of(paragraphs, byline, marks) == credit


def test_a_credit_stays_in_the_text() -> None:
    found = read(page(paragraphs=(*PARAGRAPHS, "(Reporting by Ada Finch; Editing by Bo Lind)")))
    assert found.text.endswith("(Reporting by Ada Finch; Editing by Bo Lind)")
    assert found.credit == "(Reporting by Ada Finch; Editing by Bo Lind)"


@pytest.mark.parametrize(
    ("url", "title", "genre"),
    [
        ("https://x.example/news/lock", "A lock shuts", "report"),
        ("https://x.example/opinion/lock", "A lock shuts", "opinion"),
        ("https://x.example/news/opinion-poll", "Opinion poll: mayor leads", "report"),
        ("https://x.example/news/opinion", "A lock shuts", "report"),
        ("https://x.example/a", "Opinion: The lock must shut", "opinion"),
        ("https://x.example/a", "Opinion | The lock must shut", "opinion"),
        ("https://x.example/a", "Editorial: A fantasy of figures", "opinion"),
        ("https://x.example/a", "Editorial staff walk out", "report"),
        ("https://x.example/live/a", "A lock shuts", "live"),
        ("https://x.example/a", "Lock shuts at Ostermole – live", "live"),
        ("https://x.example/a", "Lock shuts: mayor resigns, as it happened!", "live"),
        ("https://x.example/a", "Lock at Ostermole: live updates", "live"),
        ("https://x.example/a", "Where the lock keepers live", "report"),
        ("https://x.example/a", "Mayor on the lock: this is where we live", "report"),
        ("https://x.example/a", "The lock must shut | Opinion", "opinion"),
        ("https://x.example/satire/a", "A lock shuts", "satire"),
        ("https://x.example/opinion/satire/a", "A lock shuts", "satire"),
        ("https://x.example/briefing/a", "A lock shuts", "roundup"),
        ("https://x.example/sponsored/a", "A lock shuts", "advertisement"),
        ("not an address ]", "A lock shuts", "report"),
    ],
)
def test_genre_by_address_and_title(url: str, title: str, genre: str) -> None:
    assert genre_of(url, title) == genre


@pytest.mark.parametrize(
    ("marks", "genre"),
    [
        ({"@type": "OpinionNewsArticle"}, "opinion"), ({"@type": "SatiricalArticle"}, "satire"),
        ({"@type": "LiveBlogPosting"}, "live"), ({"@type": "NewsArticle", "articleSection": "Op-Ed"}, "opinion"),
        ({"@type": "NewsArticle", "articleSection": ["Town", "Commentary"]}, "opinion"),
        ({"@type": "NewsArticle", "articleSection": "Town"}, "report"),
        ({"@type": ["ReportageNewsArticle"]}, "report"),
    ],
)  # fmt: skip
def test_genre_by_json_ld(marks: dict[str, object], genre: str) -> None:
    head = f'<script type="application/ld+json">{json.dumps(marks)}</script>'
    assert read(page(head=head)).genre == genre


def test_genre_by_labels_and_notices() -> None:
    assert read(page(before="<p>Opinion</p>")).genre == "opinion"
    assert read(page(after="<p>This site is satire. All stories are fictional.</p>")).genre == "satire"
    assert read(page(after="<p>Opinion</p>")).genre == "report"


def chunked(parts: tuple[tuple[str, ...], ...]) -> str:
    """A body in chunks, each in containers of its own, with an advertisement behind each."""
    return "".join(
        f'<div class="grid"><div class="body article-body">{"".join(f"<p>{text}</p>" for text in part)}</div>'
        '<div class="ad"><div>Buy paint</div></div></div>'
        for part in parts
    )


def test_a_body_cut_into_chunks_is_read_whole() -> None:
    what = ("ferry", "bridge", "quay", "market", "school", "mill", "tower", "well")
    more = tuple(
        f"Nobody on the {one} bench asked how the {one} would be paid for, nor when its own works end." for one in what
    )
    found = read(page(paragraphs=(), before=chunked((PARAGRAPHS, more[:4], more[4:]))))
    assert [text for text in (*PARAGRAPHS, *more) if text not in found.text] == []
    assert found.confidence > 0.8


def test_joining_chunks_needs_chunks() -> None:
    whole = parse(page())
    assert not join_chunks(whole)
    teasers = parse(page(paragraphs=(), before=chunked((("Short.",), ("Shorter.",)))))
    assert not join_chunks(teasers)
    nested = parse(f'<div class="a"><p>{"x" * 900}</p><div class="a"><p>{"y" * 900}</p></div></div>')
    before = nested.text_content()
    assert join_chunks(nested)
    assert nested.text_content() == before


def test_agreement_is_a_share() -> None:
    one, other = "a b c d e f g h", "a b c d e x y z"
    assert agreement(one, one) == 1.0
    assert agreement(one, "quite different words are here now") == 0.0
    assert 0 < agreement(one, other) < 1
    assert agreement("", "") == 0.0
    assert agreement("lock shuts", "lock shuts") == 1.0
    assert agreement("市议会投票决定关闭旧船闸", "市议会投票决定关闭船闸") > 0.5
