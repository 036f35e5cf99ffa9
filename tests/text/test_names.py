"""Names, persons with an office, words of harm, and what may be put in lower case."""

import pytest

from alteram.text.names import lowered, names, surname
from alteram.text.people.persons import harms, is_public, is_victim, persons
from alteram.text.sentences import canonical

STORY = canonical(
    "Mayor Leaves Northport After Fire",
    [
        "President Ann Pell met John Roe, a baker, in Northport on Tuesday. Roe was arrested.",
        "The Ministry of Trade and the United Nations were told. Police found Carla Dunn, the chief executive.",
        "Officials say the baker left. Then Pell spoke in Paris. Sen. Mark Hale (R-Texas) was there.",
    ],
)


def found(text: str) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in names(text, 0, len(text))]


def test_kinds_and_spans() -> None:
    kinds = dict(found(STORY))
    assert kinds["Ann Pell"] == "person"
    assert kinds["Pell"] == "person"
    assert kinds["Roe"] == "person"
    assert kinds["Ministry of Trade"] == "organisation"
    assert kinds["United Nations"] == "organisation"
    assert kinds["Paris"] == "place"
    assert all(STORY[name.start : name.end] == name.text for name in names(STORY, 0, len(STORY)))


def test_titles_ordinary_words_and_days_are_no_names() -> None:
    assert not {"President", "Tuesday", "Officials", "Police", "Then", "The", "President Ann Pell"} & set(
        dict(found(STORY))
    )


def test_role_before_a_name_is_no_part_of_it() -> None:
    text = canonical("Title", ["It rained. On Tuesday FBI Director James Roe met Arkansas Gov. Mike Hale."])
    assert [name for name, _ in found(text)] == ["FBI", "James Roe", "Arkansas", "Mike Hale"]


def test_possessive_stays_outside() -> None:
    text = canonical("Title", ["They read John Roe’s letter to Ann Pell's office."])
    assert [name for name, _ in found(text)] == ["John Roe", "Ann Pell"]


def test_names_of_a_capitalised_title_come_from_the_body() -> None:
    assert [name for name, _ in found(STORY[: STORY.index("\n")] + "\n\nIt rained in Northport.")] == [
        "Northport",
        "Northport",
    ]


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Ann Pell", "Pell"),
        ("John Roe Jr.", "Roe"),
        ("Pell", "Pell"),
        ("Jan Peter van Dyk", "van Dyk"),
        ("Roe’s", "Roe"),
    ],
)
def test_surname(name: str, last: str) -> None:
    assert surname(name) == last


def test_persons_link_surnames_and_know_offices() -> None:
    by_name = {person.name: person for person in persons(STORY)}
    assert len(by_name["Ann Pell"].mentions) == 2
    assert {name: by_name[name].office for name in ("Ann Pell", "John Roe", "Carla Dunn", "Mark Hale")} == {
        "Ann Pell": True,
        "John Roe": False,
        "Carla Dunn": True,
        "Mark Hale": True,
    }
    assert is_public(STORY, "Pell")
    assert not is_public(STORY, "John Roe")


def test_a_surname_of_two_may_be_either() -> None:
    text = canonical("Title", ["Ann Pell met Carl Pell. Then Pell left."])
    assert [len(person.mentions) for person in persons(text)] == [2, 2]


def test_harm_words() -> None:
    text = "He was arrested, convicted of fraud and has cancer; the skills of the artist helped."
    assert [text[a:b] for a, b in harms(text, 0, len(text))] == ["arrested", "convicted", "fraud", "cancer"]


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        ("The road was closed.", True),
        ("Police closed the road.", True),
        ("Northport closed the road.", False),
        ("Ann Pell closed the road.", False),
        ("I closed the road.", False),
        ("NATO closed the road.", False),
        ("Tuesday was cold.", False),
        ("President Pell closed the road.", False),
    ],
)
def test_lowered(sentence: str, may: bool) -> None:
    text = canonical("Title", [sentence])
    assert lowered(text, text.index(sentence)) is may


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The park saw marches after the killing of Oskar Brell in the spring.", "Oskar Brell"),
        ("Oskar Brell, 8, was killed at the mill on Monday.", "Oskar Brell"),
        ("The falling crane killed Oskar Brell at the mill.", "Oskar Brell"),
    ],
)
def test_who_only_suffers_the_harm_is_its_victim(sentence: str, name: str) -> None:
    start = sentence.index(name)
    assert is_victim(sentence, (start, start + len(name)), harms(sentence, 0, len(sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Oskar Brell killed a guard at the mill.",
        "Oskar Brell, a suspect in the murder, was shot by police.",
        "Police arrested Oskar Brell for the killing of a guard.",
        "Oskar Brell was charged after a man was shot.",
    ],
)
def test_whoever_is_accused_is_no_victim(sentence: str) -> None:
    start = sentence.index("Oskar Brell")
    assert not is_victim(sentence, (start, start + 11), harms(sentence, 0, len(sentence)))
