"""What is cut from one pass over a text is what a reading of the stretch alone gives."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from alteram.text import polarity, quantities, sentences, similarity
from alteram.text.passes import SHORT, Pass
from alteram.text.speech import cues

_PIECES = st.sampled_from(
    ("Sen.", "U.S.", "J", ".", "don't", "he's", "non-partisan", "said", '"', "“", "”", "’", "(", ")", "1,200", "3.5%",
     "12", "_x", "May 4", "half", "a dozen", "twenty-one", "F-16", "$5m", "…", "...", ",", "—", "\n\n", " ", " ",
     "it's", "no. 5", "@a", "Straße", "Москва", "5th", "one")
)  # fmt: skip
_TEXTS = st.lists(_PIECES, min_size=1, max_size=40).map("".join)


def test_a_find_that_an_edge_cuts_gives_nothing_to_cut() -> None:
    found = Pass([(0, 3), (4, 7), (8, 13)], ("one", "two", "three"))
    assert found.within(0, 13) == ("one", "two", "three")
    assert found.within(3, 8) == ("two",)
    assert found.within(3, 4) == ()
    assert found.within(1, 7) is None
    assert found.within(4, 6) is None
    assert found.within(5, 6) is None


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.data())
def test_a_stretch_of_a_long_text_reads_as_it_does_by_itself(piece: str, data: st.DataObject) -> None:
    text = piece + " " + "And so it went on. " * (SHORT // 19 + 1)
    start = data.draw(st.integers(0, len(piece)))
    end = data.draw(st.integers(start, len(piece)))
    # The second half of a contraction ("he's") is an item only of its whole word: by itself it is a mark and a letter.
    assume(not (start and text[start - 1].isalnum() and text[start] in "'’"))
    alone = [match.span() for match in sentences._TOKEN.finditer(text, start, end)]
    assert [(token.start, token.end) for token in sentences.tokens(text, start, end)] == alone
    words = [word for word in similarity._WORD.findall(text, start, end) if similarity._is_content(word)]
    assert list(similarity.content_words(text, start, end)) == words
    parted = polarity._parted(text, start, end)
    found = polarity._stretch(text, start, end, frozenset(parted.lowers))
    of_all = [(found.row.starts[at], found.row.ends[at], found.row.lowers[at]) for at in found.places]
    assert of_all == list(zip(parted.starts, parted.ends, parted.lowers, strict=True))
    read = tuple(cues._as_items(text, tuple(sentences.Token(a, b, text[a:b]) for a, b in alone)))
    assert tuple(cues._words(text, start, end)) == read


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.data())
def test_figures_are_found_in_a_stretch_of_a_long_text(piece: str, data: st.DataObject) -> None:
    text = piece + " " + "And so it went on. " * (SHORT // 19 + 1)
    start = data.draw(st.integers(0, len(piece)))
    end = data.draw(st.integers(start, len(piece)))
    if quantities._anchor().search(text, start, end) is None:
        assert quantities.quantities(text, start, end) == ()
    found = quantities.quantities(text, start, end)
    quantities.quantities.cache_clear()
    assert quantities._between(text, start, end) == found
