"""story move, merge, split, pin, undo, acts, history, and the list narrowed: words in, words and JSON out."""

import json
from pathlib import Path

import pytest

from alteram.engine.library import Library
from alteram.stages.publish import StoryRow
from tests.cli.conftest import Alteram


@pytest.fixture
def second(rows: tuple[StoryRow, ...]) -> str:
    """Id of the sample's second story."""
    return sorted(rows, key=lambda row: (-row.articles, row.story))[1].story


def addresses(path: Path, story: str) -> list[str]:
    """Addresses of a story's articles."""
    with Library.open(path) as library:
        found = next(s.story for s in library.store.stories() if s.story.id == story)
        return [heading.url for heading in library.store.headings(found.articles).values()]


def test_an_act_says_what_it_did_and_the_history_keeps_it(
    alteram: Alteram, copy: Path, ferry: str, second: str
) -> None:
    url = addresses(copy, ferry)[0]
    done = alteram("story", "move", url, second[:6], "--reason", "same fire", "--library", copy)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Act 1 (move) done. Stories: ")
    assert f"{ferry} -> {second}: moved, 1 article" in done.out
    assert "alteram build" in done.out
    for story, words in ((ferry, f"1 article went to story {second}"), (second, f"1 article came from story {ferry}")):
        told = alteram("story", "history", story, "--library", copy).out
        assert words in told and "(by an editor, act 1)  reason: same fire" in told
    (edition, event) = json.loads(alteram("story", "history", second, "--format", "json", "--library", copy).out)
    assert edition["number"] == 1
    assert (event["kind"], event["by"], event["reason"], event["act"]) == ("moved", "editor", "same fire", 1)
    assert url in alteram("story", "acts", "--library", copy).out
    assert second in alteram("why", second, "--article", url, "--library", copy).out


def test_acts_as_json(alteram: Alteram, copy: Path, ferry: str, second: str) -> None:
    def act(*words: str) -> dict[str, object]:
        answer = alteram("story", *words, "--format", "json", "--library", copy)
        assert answer.code == 0, answer.err
        found: dict[str, object] = json.loads(answer.out)
        assert set(found) == {"act", "events", "stories", "overrides"}
        return found

    assert act("merge", ferry, second)["stories"] == [ferry]
    url = addresses(copy, ferry)[0]
    assert act("split", ferry, url)["overrides"] == [1]
    assert act("pin", addresses(copy, ferry)[0])["overrides"] == []
    undone = act("undo", "2", "--reason", "a slip")["act"]
    assert isinstance(undone, dict) and undone["undone"]
    listed = json.loads(alteram("story", "acts", "--format", "json", "--library", copy).out)
    assert [(each["act"]["number"], each["act"]["kind"]) for each in listed] == [(1, "merge"), (2, "split"), (3, "pin")]
    assert not any(each["overridden"] for each in listed), "an act that is undone overrides nothing"


def test_an_act_that_contradicts_another_says_so(alteram: Alteram, copy: Path, ferry: str, second: str) -> None:
    alteram("story", "merge", ferry, second, "--library", copy)
    answer = alteram("story", "split", ferry, addresses(copy, ferry)[0], "--library", copy)
    assert answer.code == 0
    assert "act 2 contradicts act 1" in answer.err and "the later one wins" in answer.err
    assert "overridden by a later act" in alteram("story", "acts", "--library", copy).out


def test_what_is_not_there_or_makes_no_sense(alteram: Alteram, copy: Path, ferry: str) -> None:
    url = addresses(copy, ferry)[0]
    cases = [
        (1, "There is no story", ("move", url, "ffffffffffffffff")),
        (1, "is not in the library", ("move", "https://nobody.example/", ferry)),
        (1, "There is no act 7", ("undo", "7")),
        (2, "already", ("move", url, ferry)),
        (2, "Two stories or more", ("merge", ferry)),
        (2, "not all", ("split", ferry, *addresses(copy, ferry))),
    ]
    for code, words, command in cases:
        answer = alteram("story", *command, "--library", copy)
        assert (answer.code, answer.out) == (code, ""), command
        assert words in answer.err, command
    assert json.loads(alteram("story", "acts", "--format", "json", "--library", copy).out) == []


def test_the_list_is_narrowed(alteram: Alteram, sample_path: Path, rows: tuple[StoryRow, ...], ferry: str) -> None:
    def found(*words: str) -> list[str]:
        answer = alteram("stories", *words, "--format", "json", "--library", sample_path)
        assert answer.code == 0, answer.err
        return [each["story"] for each in json.loads(answer.out)]

    assert found() == [row.story for row in rows]
    assert ferry in found("--search", 'linnet "pellan sound"')
    assert len(found("--search", "linnet")) < len(rows)
    assert found("--search", '"" *') == []
    day = (rows[0].updated or "")[:10]
    assert found("--day", day) == [row.story for row in rows if (row.updated or "").startswith(day)]
    assert found("--origins", "3") == [row.story for row in rows if row.origins >= 3]
    assert found("--language", "EN") and not found("--language", "xx")
    with Library.open(sample_path) as library:
        outlet = next(each for each in library.store.choices() if each.kind == "outlet")
    assert len(found("--outlet", outlet.value)) == outlet.stories
    assert ferry in alteram("stories", "--search", "linnet", "--library", sample_path).out
