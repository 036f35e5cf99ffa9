import pytest
from hypothesis import given
from hypothesis import strategies as st

from alteram.model.articles import Article
from alteram.model.briefs import Passage
from alteram.stages.publish.quoting import SHOWN_CHARACTERS, link_to, quote, web_address
from tests.stages.publish.harbour import ARTICLES, FIRE, article, passage

SENTENCES = st.lists(
    st.lists(st.text("abc de", min_size=1, max_size=400).map(lambda s: f"X{s}."), min_size=1, max_size=4).map(tuple),
    min_size=1,
    max_size=4,
)


def shown(made: Article, start: int, end: int) -> str:
    quoted = quote(made, Passage(1, start, end), whole=False)
    return quoted.before + quoted.text + quoted.after


def test_the_sentence_before_and_the_sentence_after_are_shown() -> None:
    made = ARTICLES[1]
    quoted = quote(made, passage(2, FIRE), whole=False)
    assert quoted.before == "Rescuers were digging through the ruins of a second silo on Saturday afternoon. "
    assert quoted.text.startswith("At least 17")
    assert quoted.after == " “We hear knocking, and we go on,” fire chief Runa Ostby told reporters."
    assert (quoted.outlet, quoted.published, quoted.cut) == (made.name, made.published, False)
    assert quoted.text_sha256 == made.text_sha256


def test_the_title_is_not_context_of_the_first_sentence() -> None:
    made = ARTICLES[0]
    start, end = made.sentences[1]
    assert quote(made, Passage(1, start, end), whole=False).before == ""


def test_a_passage_inside_a_sentence_gets_the_rest_of_that_sentence_only() -> None:
    made = ARTICLES[1]
    start = made.text.index("17 people")
    quoted = quote(made, Passage(2, start, start + 9), whole=False)
    assert quoted.before == "At least "
    assert quoted.after == " were killed when the grain terminal exploded, the Velm fire brigade said."


def test_whole_shows_the_whole_paragraphs_without_a_cut() -> None:
    quoted = quote(ARTICLES[1], passage(2, FIRE), whole=True)
    assert quoted.before + quoted.text + quoted.after == ARTICLES[1].text.split("\n\n")[1]
    made = article("A", "https://a.example/", None, "Title", ("One. " * 300 + "end.",), ("Two.", "Three."), ("Four.",))
    first = quote(made, Passage(1, *made.sentences[1]), whole=True)
    assert (first.before, first.text[-4:], first.after) == ("", "end.", "\n\nTwo.")
    last = quote(made, Passage(1, *made.sentences[3]), whole=True)
    assert (last.before, last.text, last.after) == ("Two. ", "Three.", "\n\nFour.")
    title = quote(made, Passage(1, 0, 5), whole=True)
    assert (title.before, title.text) == ("", "Title")


@given(SENTENCES, st.data())
def test_never_more_than_the_limit_and_never_more_than_one_sentence_each_side(
    paragraphs: list[tuple[str, ...]], data: st.DataObject
) -> None:
    made = article("A", "https://a.example/", None, "Title", *paragraphs)
    first = data.draw(st.integers(0, len(made.sentences) - 1))
    last = data.draw(st.integers(first, len(made.sentences) - 1))
    start, end = made.sentences[first][0], made.sentences[last][1]
    quoted = quote(made, Passage(1, start, end), whole=False)
    assert len(quoted.before) + len(quoted.text) + len(quoted.after) <= SHOWN_CHARACTERS
    low = made.sentences[max(0, first - 1)][0]
    high = made.sentences[min(len(made.sentences) - 1, last + 1)][1]
    around = made.text[low:high]
    for part in (quoted.before, quoted.text, quoted.after):
        assert part.strip("… ") in around
    assert quoted.cut == (end - start > SHOWN_CHARACTERS)


def test_a_long_passage_is_cut_at_a_word_and_says_so() -> None:
    made = article("A", "https://a.example/", None, "Title", ("Word " * 200 + "end.",))
    start, end = made.sentences[1]
    quoted = quote(made, Passage(1, start, end), whole=False)
    assert quoted.cut and quoted.text.endswith("Word …") and (quoted.before, quoted.after) == ("", "")
    assert len(quoted.text) > SHOWN_CHARACTERS - 10


def test_long_neighbours_are_shortened_at_words() -> None:
    before, after = "Left " * 150 + "left.", "Right " * 150 + "right."
    made = article("A", "https://a.example/", None, "Title", (before, "The point.", after))
    quoted = quote(made, Passage(1, *made.sentences[2]), whole=False)
    assert quoted.before.startswith("… Left") and quoted.before.endswith("left. ")
    assert quoted.after.startswith(" Right") and quoted.after.endswith("Right …")
    assert SHOWN_CHARACTERS - 20 < len(quoted.before + quoted.text + quoted.after) <= SHOWN_CHARACTERS


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 5), (6, 2), (0, 100_000)])
def test_a_passage_outside_the_text_is_an_error(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="does not lie"):
        quote(ARTICLES[0], Passage(1, start, end), whole=False)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " https://a.example/",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "file:0f3c9d",
        "//a.example/x",
        "https:///x",
        "https://user:pw@a.example/",
        "https://[::1/",
        "https://a.example/<b>",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert web_address(url) is None
    assert link_to(url, "words") is None


def test_a_short_passage_stands_in_the_fragment_percent_encoded() -> None:
    assert link_to("https://a.example/x?y=1", "A “quoted” co-op, & 5%") == (
        "https://a.example/x?y=1#:~:text=A%20%E2%80%9Cquoted%E2%80%9D%20co%2Dop%2C%20%26%205%25"
    )


def test_a_long_passage_is_named_by_its_first_and_last_words() -> None:
    long = "one two three four five six seven eight nine ten eleven twelve thirteen"
    assert link_to("https://a.example/x#part", long) == (
        "https://a.example/x#part:~:text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen"
    )


def test_a_fragment_over_two_paragraphs_begins_in_the_first_and_ends_in_the_last() -> None:
    assert link_to("https://a.example/", "Yes.\n\nNo, never.") == "https://a.example/#:~:text=Yes.,No%2C%20never."


def test_few_long_words_are_not_repeated_at_both_ends() -> None:
    words = "Donaudampfschifffahrtsgesellschaft Kapitänsmützenabzeichen Verordnungsentwurf"
    link = link_to("https://a.example/", words)
    assert link is not None and link.count("Donau") == 1 and link.count("Verordnung") == 1
