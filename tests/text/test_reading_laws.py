"""Laws that hold for any text: spans lie inside their sentence, nothing raises, every sentence is read once."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from alteram.model.ids import Moment
from alteram.text.attribution import media_cues, read, resolve_source, said
from alteram.text.clauses import clauses
from alteram.text.grammar.assertions import assertions
from alteram.text.grammar.compression import variants
from alteram.text.grammar.predicates import places, predicate
from alteram.text.people.persons import harms, persons
from alteram.text.polarity import governors, polarity
from alteram.text.sentences import canonical, sentences
from alteram.text.times import date_mentions

WORDS = [
    "Police",
    "said",
    "that",
    "“",
    "”",
    '"',
    ",",
    ".",
    "Ann",
    "Pell",
    "the",
    "he",
    "told",
    "and",
    "claims",
    "who",
    "According",
    "to",
    ":",
    "—",
    "(",
    ")",
    "not",
    "if",
    "'",
    "U.S.",
    "?",
    "reports",
    "is",
    "believed",
    "by",
    "-",
    "’",
    "57",
    "of",
    "Mr.",
    "ministry",
    ",",
    "which",
    "may",
    "killing",
    "Meanwhile",
]
PARAGRAPH = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " ", " "])), max_size=40).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARAGRAPH, max_size=3))
def test_spans_lie_inside_their_sentence(body: list[str]) -> None:
    text = canonical("Title", body)
    reading = read(text)
    assert tuple(sentence.span for sentence in reading.sentences) == sentences(text)
    for index, sentence in enumerate(reading.sentences):
        first, last = sentence.span
        everyone = [a for a in (sentence.attribution, *sentence.others) if a is not None]
        assert sentence.state in ("governed", "own") or not everyone
        assert sentence.state == "governed" or sentence.governed_by is None
        assert all(first <= start < end <= last for start, end in said(text, sentence))
        assert sentence.governed_by is None or 0 <= sentence.governed_by < len(reading.sentences) != index
        for found in everyone:
            spans = [span for span in (found.cue, found.source, found.carrier, *found.content) if span is not None]
            assert all(first <= start < end <= last for start, end in spans)
            if found.source is not None:
                start, end = resolve_source(text, found.source)
                assert 0 <= start < end <= len(text)
        bounds = clauses(text, sentence.span)
        assert first in bounds.starts
        assert last in bounds.ends
        assert all(first <= at <= last for at in (*bounds.starts, *bounds.ends))
        gaps = sorted(bounds.optional)
        assert all(first <= start < end <= last for start, end in gaps)
        assert all(one[1] <= other[0] for one, other in pairwise(gaps))
        assert not any(governors(text, *gap) for gap in gaps if text[slice(*gap)].startswith(","))
        assert isinstance(polarity(text, first, last), bool)
        for copied in (*variants(text, sentence.span), *assertions(text, sentence.span)):
            assert all(first <= start < end <= last for start, end in copied)
            assert all(one[1] <= other[0] for one, other in pairwise(copied))
            assert all(place.word for place in places(text, copied))
            assert predicate(text, copied) is None or places(text, copied) is not None
        for cue in media_cues(text, first, last):
            assert cue.span[0] <= cue.name_span[0] < cue.name_span[1] <= cue.span[1]
        assert all(first <= start < end <= last for start, end in harms(text, first, last))
        mentions = date_mentions(text, first, last, Moment("2014-08-06"))
        assert all(first <= m.span[0] < m.span[1] <= last for m in mentions)
    assert all(person.span in person.mentions for person in persons(text))
