"""A page becomes a canonical text; what gives none is refused by name; nothing that arrives raises."""

import os
import pickle
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alteram.config import LIMITS
from alteram.model.articles import Declared, Failure
from alteram.model.ids import Moment
from alteram.stages.extract import EXTRACTOR, Extracted, extract_article
from alteram.text.sentences import sentences
from tests.stages.extract.pages import PARAGRAPHS, TITLE, body, capture, page, read, refused


def test_title_and_paragraphs_are_the_canonical_text() -> None:
    found = read(page())
    assert found.title == TITLE
    assert found.text == "\n\n".join((TITLE, *PARAGRAPHS))
    assert found.sentences == sentences(found.text)
    assert found.language == "en"
    assert found.confidence > 0.9
    assert found.genre == "report"


def test_the_same_bytes_give_the_same_result_and_it_travels() -> None:
    markup = page(before="<p>By Ada Finch</p>")
    assert read(markup) == read(markup)
    assert pickle.loads(pickle.dumps(read(markup))) == read(markup)


def test_hash_seeds_do_not_matter() -> None:
    code = "from tests.stages.extract.pages import page, read; print(ascii(read(page(before='<p>By A. Finch</p>'))))"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).resolve().parents[3], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(answers) == 1


def test_the_extractor_names_its_version() -> None:
    assert EXTRACTOR.startswith("alteram-extract/")
    assert "trafilatura-" in EXTRACTOR


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("", "empty-text"),
        (" \n " * 50, "empty-text"),
        ("The council voted.\n\nNo tag is here.", "not-html"),
        (page(before="<!-- never closed", title="A lock"), "empty-text"),
        (page(before="<script>never closed"), "empty-text"),
        (page(paragraphs=()), "empty-text"),
        (page(paragraphs=("Short.",)), "empty-text"),
        (page(paragraphs=("Sorry, the page you were looking for could not be found.",)), "not-an-article"),
        (page(paragraphs=("Please verify you are a human before you go on.",)), "not-an-article"),
        (page(paragraphs=("This content is not available in your region.",)), "not-an-article"),
        (page(paragraphs=("We value your privacy. We and our 842 partners store cookies.",) * 4), "not-an-article"),
        (page(before="<p class='label'>Paid content by Gullwing Paints</p>"), "advertisement"),
        (page(title="").replace("<h1></h1>", ""), "no-title"),
        (page(paragraphs=tuple(text.replace("e", "\ufffd") for text in PARAGRAPHS)), "undecodable"),
        ("<div>" * 300 + page(), "too-deep"),
        (page(before="<div>" * 255), "too-deep"),
    ],
)
def test_what_is_no_article_is_refused_by_name(markup: str, kind: str) -> None:
    assert refused(markup) == kind


def test_too_large_pages_and_texts_are_refused() -> None:
    assert refused(page(after="x" * LIMITS.page_bytes)) == "too-large"
    many = tuple(f"Paragraph {number} tells of the lock and of nothing else at all." for number in range(8000))
    assert refused(page(paragraphs=many)) == "too-large"


def test_other_types_than_html_are_refused() -> None:
    assert refused(page(), media_type="application/pdf") == "not-html"
    assert read(page(), media_type="text/html; charset=utf-8").title == TITLE


def test_a_failure_names_the_address_or_the_file() -> None:
    assert isinstance(failure := extract_article(capture("")), Failure)
    assert failure.subject == "https://www.harbour-post.example/news/old-lock"
    assert isinstance(failure := extract_article(capture("", url="")), Failure)
    assert failure.subject == "page.html"


def test_a_page_just_short_of_too_deep_keeps_its_text() -> None:
    assert body(read(page(before="<div>" * 200, after="</div>" * 200))) == PARAGRAPHS


def test_insane_tags_cost_nothing_and_lose_nothing() -> None:
    many = " ".join(f"a{number}=x" for number in range(50_000))
    assert body(read(page(before=f"<div {many}></div>"))) == PARAGRAPHS


def test_entity_bombs_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    markup = page(after="<p>&b; &x; and so the council adjourned until the next day.</p>")
    found = read(bomb + markup.removeprefix("<!DOCTYPE html>"))
    assert "lollol" not in found.text
    assert len(found.text) < len(markup)


def test_characters_without_text_go_and_the_rest_stays() -> None:
    odd = (
        "The so\u00adft m\u200bayor \u202espoke\u202c of the cafe\u0301 🚢 "
        "\U0001d4d0 at noon\u00a0sharp\U000e0041\u2028today, they said."
    )
    found = read(page(paragraphs=(odd, *PARAGRAPHS)))
    assert body(found)[0] == "The soft mayor spoke of the café 🚢 \U0001d4d0 at noon sharp today, they said."
    assert unicodedata.is_normalized("NFC", found.text)


def test_line_breaks_part_paragraphs_only_where_a_sentence_ends() -> None:
    found = read(
        page(paragraphs=("The lock is<br>old and leaks in winter.<br>It will close in March this year.", *PARAGRAPHS))
    )
    assert body(found)[:2] == ("The lock is old and leaks in winter.", "It will close in March this year.")


def test_ruby_readings_are_not_merged_into_the_text() -> None:
    ruby = "<ruby>港<rt>みなと</rt></ruby>の水門は三月から十一か月間閉鎖されると町議会が月曜日に決めた。"
    assert "みなと" not in read(page(paragraphs=(ruby, ruby + "二", *PARAGRAPHS))).text


def test_low_agreement_shows_in_the_confidence() -> None:
    broken = page(
        paragraphs=(*PARAGRAPHS, "One byte of this late paragraph is bro\ufffdken, and so it is trusted less.")
    )
    assert read(broken).confidence <= 0.5


DECLARED = Declared(
    title=" Marrow Bay  closes lock ",
    text="Marrow Bay closes lock\n\nThe council voted on Monday.\nIt was late.\n\n\n"
    "Reporting by Ada Finch; Editing by Bo Lind",
    outlet="Harbour Post",
    published=Moment("2031-03-04"),
    language="en",
    authors=("Ada Finch", "Bo Lind"),
)


def test_text_that_came_as_text_skips_html() -> None:
    found = extract_article(capture("{}", "https://x.example/opinion/lock", declared=DECLARED))
    assert isinstance(found, Extracted)
    assert found.title == "Marrow Bay closes lock"
    assert body(found)[:2] == ("The council voted on Monday.", "It was late.")
    assert found.confidence == 1.0
    assert found.genre == "opinion"
    assert found.byline == "Ada Finch, Bo Lind"
    assert found.published == "2031-03-04"
    assert found.credit == "Reporting by Ada Finch; Editing by Bo Lind"
    assert found.site_name == "Harbour Post"


@pytest.mark.parametrize(
    ("title", "text", "kind"), [("", "Some text is here.", "no-title"), ("A title", " \n ", "empty-text")]
)
def test_lines_without_title_or_text_are_refused(title: str, text: str, kind: str) -> None:
    found = extract_article(capture("{}", declared=Declared(title, text)))
    assert isinstance(found, Failure)
    assert found.kind == kind


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=400), st.binary(max_size=400))
def test_any_bytes_give_an_article_or_a_failure(head: bytes, tail: bytes) -> None:
    found = extract_article(capture(b"<html><body><p>" + head + page().encode() + tail))
    assert isinstance(found, Extracted | Failure)
    if isinstance(found, Extracted):
        assert found.text == "\n\n".join(part for part in found.text.split("\n\n") if part.strip())
        assert all(0 <= start < end <= len(found.text) for start, end in found.sentences)


TAGS = (
    "p",
    "div",
    "table",
    "tr",
    "td",
    "ul",
    "li",
    "a",
    "b",
    "h1",
    "blockquote",
    "span",
    "article",
    "figure",
    "pre",
    "br",
)
MARKS = ("", ' class="body"', ' style="display:none"', " hidden", ' aria-hidden="true"', ' itemprop="articleBody"')
SOUP = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(TAGS), st.sampled_from(MARKS)).map(lambda pair: f"<{pair[0]}{pair[1]}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
        st.sampled_from(PARAGRAPHS),
        st.text(max_size=20),
    ),
    max_size=60,
)


@settings(max_examples=100, deadline=None)
@given(SOUP)
def test_any_markup_gives_an_article_or_a_failure_and_always_the_same(parts: list[str]) -> None:
    taken = capture("<html><head><title>A lock shuts today</title></head><body>" + "".join(parts))
    found = extract_article(taken)
    assert isinstance(found, Extracted | Failure)
    assert extract_article(taken) == found


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_keeps_the_canonical_form(text: str) -> None:
    found = extract_article(capture("{}", declared=Declared("A title", text)))
    if isinstance(found, Extracted):
        assert unicodedata.is_normalized("NFC", found.text)
        assert not set("\x00\u202e\u200b\r\t") & set(found.text)
        assert "  " not in found.text


def test_the_word_lists_are_well_formed() -> None:
    folder = Path(extract_article.__code__.co_filename).parent
    for name in ("leftovers.txt", "walls.txt", "agencies.txt", "share_words.txt"):
        lines = [line for line in (folder / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        assert len(lines) == len(set(lines)), name
