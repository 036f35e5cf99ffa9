"""Where somebody's words end: at brackets, semicolons and other speakers; and what introduces a quotation."""

import pytest

from alteram.text.attribution import Attribution, read, resolve_source
from alteram.text.sentences import canonical


def everyone(sentence: str) -> dict[str, list[str]]:
    """The contents of every attribution of a sentence, by its cue."""
    text = canonical("Harbour news", [sentence])
    found = read(text).sentences[1]
    speaking: tuple[Attribution | None, ...] = (found.attribution, *found.others)
    return {text[slice(*one.cue)]: [text[slice(*part)] for part in one.content] for one in speaking if one is not None}


@pytest.mark.parametrize(
    ("sentence", "cue", "content"),
    [
        ("Police say 12 died; hospital officials put the number at 14.", "say", ["12 died"]),
        ("Police say 12 died; hospital officials put the number at 14.", "put", ["the number at 14"]),
        ("Police say the pier fell; the mayor says it stands.", "say", ["the pier fell"]),
        ("The pier fell; a barge had hit it, police said.", "said", ["The pier fell; a barge had hit it"]),
        ("The mayor said it fell; the council denied that a barge hit it.", "denied", ["a barge hit it"]),
        ("The men were paid (a small sum, friends say, of 30 crowns).", "say", ["a small sum", "of 30 crowns"]),
        ("She put her hope in Osk, which, her aides say, would pay.", "say", ["which", "would pay"]),
        (
            "The suit names payments allegedly made, Ann Pell said.",
            "allegedly",
            ["The suit names payments allegedly made"],
        ),
        ("He called the pier a ruin and said that it would fall.", "said", ["it would fall"]),
    ],
)
def test_content_ends_with_its_clause(sentence: str, cue: str, content: list[str]) -> None:
    assert everyone(sentence)[cue] == content


@pytest.mark.parametrize(
    ("sentence", "cue", "content"),
    [
        ("In a letter in May, she wrote, “The pier is gone.”", "wrote", ["“The pier is gone.”"]),
        ("Asked about the pier, he said, “We closed it.”", "said", ["“We closed it.”"]),
        ("Still, he said, “It is gone.”", "said", ["“It is gone.”"]),
        ("The pier, he said, “was gone.”", "said", ["The pier", "“was gone.”"]),
        ("Growing louder, the mayor continued: “It is gone.”", "continued", ["“It is gone.”"]),
        ("Earlier this week, the mayor proposed to close it.", "proposed", ["to close it"]),
        ("He said it was “a ruin,” adding that it would fall.", "said", ["it was “a ruin,”"]),
        ("The council met, with Ann Pell saying that it would fall.", "saying", ["it would fall"]),
        ("Ann Pell was met by Bo Lund, who said that it fell, burned and sank.", "said", ["it fell, burned and sank"]),
    ],
)
def test_what_stands_before_a_quotation_is_the_writers(sentence: str, cue: str, content: list[str]) -> None:
    assert everyone(sentence)[cue] == content


@pytest.mark.parametrize(
    "sentence",
    [
        "Growing louder as he spoke, the mayor left the hall.",
        "The pier holds firm as he seeks to win.",
        "The first state to vote is Osk.",
        "A count of 400 pledged delegates was read.",
        "The last jobs report has cleared the way.",
        "He opened a website called Pier News.",
        "Costs related to the pier, some of them old, fell.",
        "The office put the value of the pier at 3 million.",
    ],
)
def test_what_only_looks_like_a_cue(sentence: str) -> None:
    text = canonical("Harbour news", [sentence])
    found = read(text).sentences[1]
    assert found.state == "own" or everyone(sentence).keys() == {"seeks"}


def they(*body: str) -> str:
    """Who "they" of the last sentence are."""
    text = canonical("Harbour news", body)
    start = text.rindex("They")
    return text[slice(*resolve_source(text, (start, start + 4)))]


def test_they_are_the_one_group_before() -> None:
    assert they("Two city officials closed the pier.", "They said it would open in May.") == "city officials"
    assert they("Officials closed the pier. They said it would open in May.") == "Officials"


def test_they_stay_unresolved_where_two_groups_or_two_persons_fit() -> None:
    assert they("Officials closed the pier. Teachers were angry. They said it would open.") == "They"
    assert they("Ann Pell and Bo Lund of the council met. They said it would open.") == "They"
    assert they("The pier fell. They said it would open.") == "They"
