from dataclasses import replace

from alteram.codec import decode, encode
from alteram.model.briefs import Brief
from alteram.model.ids import Moment, OutletId
from alteram.stages.publish import markdown, text
from alteram.stages.publish.citing import printed_names, provided_by, sources_line
from alteram.stages.publish.plain import literal, printable
from tests.stages.publish.harbour import ARTICLES, BRIEF, WITHHELD_TEXT, quotes

FOUNDING_FORM = """\
Harbour Post: Velm harbour closed after explosion

An explosion tore through the grain terminal of Velm harbour early on Saturday, killing at least 12 people, \
the harbour authority said. Kess Grain denied that the warning concerned the silos that collapsed.

Facts

- An explosion tore through the grain terminal of Velm harbour early on Saturday, killing at least 12 people, \
the harbour authority said.[1][2]
- Velm harbour was closed to all shipping on Saturday after an explosion at the grain terminal.[3][4][6]
- Northern Wire reports that two of the terminal's nine silos collapsed.[1][3]
- According to Kesslandic state media outlet Kess State News, nine people died in the accident at Velm, \
the Ministry of Ports said.[5]
- Inspectors had warned the operator, Kess Grain, of dust in the conveyor galleries in March, according to a letter \
seen by The Velm Courier.[2]
- Kess Grain denied that the warning concerned the silos that collapsed.[2][4]

Sources: [1]Northern Wire, [2]The Velm Courier, [3]Harbour Post (a), [4]Harbour Post (b), [5]Kess State News and \
[6]ميناء اليوم.

Narratives

- Pro-establishment narrative, as provided by The Steward and Kess State News. The ministry has rebuilt this harbour \
twice, and it should be trusted to do so again. Those who blame the ministry before the fires are out are exploiting \
the dead. The swift response of the ministry saved the harbour.
- Establishment-critical narrative, as provided by The Lantern. The ministry sold the inspectorate for parts, and the \
bill was paid in Velm. A state that lets an operator grade its own safety should not be surprised by dust and fire.

"""


def evil(brief: Brief, foreign: str) -> Brief:
    """The same brief with foreign text in every name and title."""
    sources = tuple(replace(source, name=foreign, title=foreign) for source in brief.sources)
    return replace(
        brief,
        headline=replace(brief.headline, text=foreign, pieces=()),
        summary=tuple(replace(each, text=foreign, pieces=()) for each in brief.summary),
        sources=sources,
    )


def test_markdown_begins_with_the_founding_form() -> None:
    made = markdown(BRIEF)
    assert made[: len(FOUNDING_FORM)] == FOUNDING_FORM


def test_markdown_adds_the_disagreements_as_a_table() -> None:
    lines = markdown(BRIEF).splitlines()
    assert "| Value | Who says | Carried by | As of |" in lines
    assert (
        "| at least 12 (12 or more) | the harbour authority | Northern Wire | 3 May 2031, 05:40 UTC "
        "(as the passage states) |"
    ) in lines
    assert "| denied | Kess Grain | The Velm Courier and Harbour Post | date unknown |" in lines


def test_with_passages_the_table_quotes_them() -> None:
    made = markdown(BRIEF, quotes())
    assert "| Value | Who says | Carried by | As of | Quote |" in made
    assert "| Nine people died in the accident at Velm, the Ministry of Ports said. |" in made
    assert "| not to be shown |" in markdown(BRIEF, {})


def test_markdown_says_what_was_left_out_and_never_shows_it() -> None:
    made = markdown(BRIEF, quotes())
    assert "- Narratives (left-right): no rater places the outlets of this story on an axis." in made
    assert "- One sentence was withheld: it says harm of a named private person" in made
    assert "(G7; rested on [2])" in made
    assert WITHHELD_TEXT not in made


def test_facts_name_their_origins_and_flags() -> None:
    made = markdown(BRIEF)
    carried = "- Fact 3: carried by 2 outlets (Northern Wire and Harbour Post), 1 independent origin (Northern Wire)"
    assert f"{carried}; one origin only." in made
    assert "(Kess Grain); the word of Kess Grain." in made


def test_a_brief_without_narratives_and_disagreements_has_neither_heading() -> None:
    made = markdown(replace(BRIEF, narratives=(), disagreements=(), abstained=(), withheld=()))
    assert "Narratives" not in made and "Disagreements" not in made and "Left out" not in made
    assert "Facts\n\n- " in made


def test_one_cited_source_and_sources_that_only_provide() -> None:
    alone = replace(BRIEF, sources=(BRIEF.sources[0], BRIEF.sources[6]))
    assert sources_line(alone) == "Sources: [1]Northern Wire."


def test_letters_go_by_outlet_and_skip_articles_that_are_not_cited() -> None:
    provider = replace(BRIEF.sources[3], roles=("provider",))
    brief = replace(BRIEF, sources=(*BRIEF.sources[:3], provider, *BRIEF.sources[4:]))
    assert printed_names(brief)[3] == "Harbour Post"
    many = tuple(replace(BRIEF.sources[0], n=n, outlet=OutletId("x")) for n in range(1, 29))
    names = printed_names(replace(BRIEF, sources=many))
    assert [names[n] for n in (1, 2, 26, 27, 28)] == [
        f"Northern Wire ({letters})" for letters in ("a", "b", "z", "aa", "ab")
    ]


def test_labels_of_narratives_read_as_the_form_has_them() -> None:
    assert provided_by("left", ("A", "B", "C")) == "Left narrative, as provided by A, B and C."
    assert provided_by("Narrative A", ("X",)) == "Narrative A, as provided by X."
    assert provided_by("The Lantern argues", ("The Lantern",)) == "The Lantern argues."
    assert provided_by("Anti-toll narrative.", ()) == "Anti-toll narrative."


def test_foreign_text_is_not_markup_in_markdown() -> None:
    foreign = "<script>alert(1)</script> [x](javascript:alert(1)) `code` *bold* | cell"
    made = markdown(evil(BRIEF, foreign))
    assert "<script" not in made.replace("\\<script", "")
    assert "[x](" not in made.replace("\\[x](", "")
    assert literal("a|b") == "a\\|b"
    assert literal("[1]: https://a.example") == "\\[1]: https://a.example"
    assert literal("&lt;b> R&D snake_case _it_") == "\\&lt;b> R&D snake_case \\_it\\_"


def test_dates_in_brackets_stay_as_they_are() -> None:
    assert literal("on Thursday [14 Aug. 2031].") == "on Thursday [14 Aug. 2031]."


def test_control_characters_cannot_reach_a_terminal() -> None:
    foreign = "a\x1b[2Jb\x07c\u202ed\x9be\nf\x00"
    assert printable(foreign) == "a[2Jbcde f"
    made = text(evil(BRIEF, foreign))
    assert not any(ord(each) < 0x20 and each != "\n" for each in made)
    assert "\u202e" not in made and "\x9b" not in made


def test_the_terminal_form_has_all_parts_in_lines_that_fit() -> None:
    made = text(BRIEF)
    assert max(map(len, made.splitlines())) <= 88
    flat = " ".join(made.split())
    for part in ("Facts", "Sources: [1]Northern Wire,", "Narratives", "Disagreements", "Left out", "Edition 2, as of"):
        assert part in flat
    for fact in BRIEF.facts:
        assert fact.sentence.text in flat


def test_a_day_is_not_widened_and_an_unknown_time_is_said() -> None:
    assert "as of 5 May 2031." in markdown(BRIEF)
    assert "as of date unknown." in markdown(replace(BRIEF, as_of=None))
    assert "as of 5 May 2031, 00:00 UTC." in markdown(replace(BRIEF, as_of=Moment("2031-05-05T00:00:00Z")))


def test_the_same_brief_gives_the_same_text_after_a_round_through_json() -> None:
    again = decode(encode(BRIEF), Brief)
    assert markdown(again) == markdown(BRIEF) and text(again) == text(BRIEF)
    assert len(ARTICLES) == len(again.sources)
