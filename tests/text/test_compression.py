"""What may be left out of a sentence: whole optional segments, never a governor."""

import pytest

from alteram.text.attribution import attributions
from alteram.text.clauses import dateline
from alteram.text.grammar.compression import blank_but, left_out, left_out_governors, starts_conditionally, variants
from alteram.text.sentences import sentences


def ways(sentence: str) -> list[str]:
    """Every way to copy a sentence, as text."""
    span = sentences(f"Title\n\n{sentence}")[1]
    text = f"Title\n\n{sentence}"
    return ["".join(text[a:b] for a, b in spans) for spans in variants(text, span)]


def test_the_whole_sentence_comes_first_without_its_full_stop() -> None:
    found = ways("The bridge over the Tarn collapsed on Monday night.")
    assert found[0] == "The bridge over the Tarn collapsed on Monday night"


@pytest.mark.parametrize(
    ("opening", "is_dateline"),
    [("(CNN)", True), ("(CNN) —", True), ("(Reuters) -", True), ("(Here)", False), ("(Lowmoor)", False)],
)
def test_an_agency_in_brackets_is_a_dateline_with_a_dash_or_without(opening: str, is_dateline: bool) -> None:
    text = f"Ferries stop\n\n{opening} Ada Brandt closed the harbour on Friday."
    assert (dateline(text, text.index("("), len(text)) is not None) is is_dateline


def test_datelines_connectives_and_appositions_may_go() -> None:
    assert "The bridge over the Tarn collapsed on Monday" in ways(
        "LOWMOOR (MW) — The bridge over the Tarn collapsed on Monday."
    )
    assert "the bridge over the Tarn collapsed on Monday night" in ways(
        "Meanwhile, the bridge over the Tarn collapsed on Monday night."
    )
    found = ways("The bridge, which was built in 1931, collapsed under a grain train on Monday.")
    assert any("1931" not in way and "collapsed under a grain train" in way for way in found)


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("The railway did not close the line before the bridge collapsed.", "not"),
        ("Inspectors had reportedly warned the railway about cracks in the pier.", "reportedly"),
        ("If the pier is unsafe, the whole viaduct must be pulled down this year.", "If the pier is unsafe"),
        ("The bridge will be closed for a year unless the state pays for it.", "unless the state pays"),
        ("The former minister opened the new bridge over the Tarn on Monday.", "former"),
        ("The bridge had cracks in its northern pier, according to the railway.", "according to the railway"),
        ("The bridge had cracks in its northern pier, police said.", "police said"),
        ("The railway denied that it had closed the line before the collapse.", "denied"),
        ("The state may pay for the new bridge over the Tarn at Lowmoor.", "may"),
    ],
)
def test_a_governor_stays_in_every_way(sentence: str, kept: str) -> None:
    found = ways(sentence)
    assert found
    assert all(kept in way for way in found), found


def test_an_attribution_may_go_only_where_glue_carries_it() -> None:
    text = "Title\n\nThe bridge had deep cracks in its northern pier, the railway said."
    span = sentences(text)[1]
    (attribution,) = attributions(text, *span)
    carried = ["".join(text[a:b] for a, b in spans) for spans in variants(text, span, attribution)]
    assert "The bridge had deep cracks in its northern pier" in carried
    bare = [spans for spans in variants(text, span, attribution) if "said" not in "".join(text[a:b] for a, b in spans)]
    assert list(left_out_governors(text, span, bare[0], attribution)) == []
    assert list(left_out_governors(text, span, bare[0], None)) == ["attribution"]


def test_every_way_is_ascending_inside_the_sentence_and_long_enough() -> None:
    text = (
        "Title\n\nLOWMOOR — But the bridge (built in 1931), a viaduct of nine arches, collapsed on Monday, and the "
        "railway closed the main line to the coast, which carries grain."
    )
    span = sentences(text)[1]
    found = variants(text, span)
    assert len(found) > 2
    assert len(set(found)) == len(found)
    for spans in found:
        edges = [edge for one in spans for edge in one]
        assert edges == sorted(edges)
        assert span[0] <= edges[0] < edges[-1] <= span[1]
        assert sum(word[0].isalnum() for a, b in spans for word in text[a:b].split()) >= 6
    lengths = [sum(b - a for a, b in spans) for spans in found]
    assert lengths == sorted(lengths, reverse=True)


def test_a_sentence_that_hangs_on_the_one_before_is_seen() -> None:
    for opening, hangs in (
        ("Otherwise the bridge falls.", True),
        ("Otherwise, it falls.", True),
        ("The bridge falls.", False),
    ):
        assert starts_conditionally(opening, (0, len(opening))) is hangs


def test_gaps_and_what_is_left_of_them() -> None:
    assert left_out((0, 20), ((2, 5), (5, 9), (12, 20))) == ((0, 2), (9, 12))
    assert left_out((0, 20), ((0, 20),)) == ()
    assert blank_but("one, two, three", (3, 10), ((3, 9),)) == " "
    assert blank_but("abcdef", (0, 6), ((1, 3), (2, 5))) == "af"


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor of Lowmoor said on Friday it was time for the harbour board to resign.",
        "A federal prosecutor said it was time for Brandt and her county to comply.",
    ],
)
def test_a_clause_of_for_and_to_is_never_cut_off(sentence: str) -> None:
    found = ways(sentence)
    assert found
    assert not any(cut.endswith("time") for cut in found)
