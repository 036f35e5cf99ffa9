"""stories, show, verify, why, story history: forms of output, exit codes, and what is said when there is nothing."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from alteram.codec import brief_schema, decode, encode
from alteram.compute.in_process import InProcess
from alteram.engine import briefing, drafting, editions
from alteram.engine.library import Library
from alteram.language import Judge
from alteram.model.briefs import Brief
from alteram.model.ids import StoryId
from alteram.model.stories import Dossier, Draft
from alteram.stages.publish import StoryRow
from tests.cli.conftest import Alteram
from tests.engine.fakes import silent

STORY_KEYS = ["story", "headline", "brief", "edition", "articles", "outlets", "origins", "opened", "updated", "links"]
ARTICLE_KEYS = ["article", "url", "outlet", "title", "published"]
LAST_LINE = re.compile(r"(\d+) sentences, (\d+) replay, (\d+) fail, (\d+) of unknown source")


def test_stories_as_json_have_the_prescribed_shape(alteram: Alteram, sample_path: Path) -> None:
    answer = alteram("stories", "--library", sample_path, "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    listed: list[dict[str, Any]] = json.loads(answer.out)
    assert len(listed) == 5
    for story in listed:
        assert list(story) == STORY_KEYS
        assert isinstance(story["brief"], bool)
        assert all(list(article) == ARTICLE_KEYS for article in story["articles"])
        assert isinstance(story["outlets"], int)
        assert isinstance(story["origins"], int)
        assert 1 <= story["outlets"] <= len(story["articles"])
    assert sum(len(story["articles"]) for story in listed) == 30
    assert [story["brief"] for story in listed].count(True) == 3
    assert [story["updated"] for story in listed] == sorted((s["updated"] for s in listed), reverse=True)
    assert all(story["edition"] == 1 for story in listed if story["brief"])


def test_stories_in_words_name_counts_and_reasons(alteram: Alteram, sample_path: Path, ferry: str) -> None:
    answer = alteram("stories", "--library", sample_path)
    assert answer.code == 0
    assert ferry in answer.out
    assert "17 articles, 14 outlets; brief, edition 1" in answer.out
    assert "1 article, 1 outlet; not enough to brief: 1 article, 1 outlet; a brief needs two outlets" in answer.out


def test_failures_are_listed_with_kind_and_subject(alteram: Alteram, sample_path: Path) -> None:
    words = alteram("stories", "--failures", "--library", sample_path)
    assert words.code == 0
    assert "extract  empty-text" in words.out
    listed = json.loads(alteram("stories", "--failures", "--library", sample_path, "--format", "json").out)
    assert [set(failure) for failure in listed] == [{"stage", "subject", "kind", "message"}]


def test_a_library_that_is_not_there_is_wrong_usage(alteram: Alteram, tmp_path: Path) -> None:
    for words in (("stories",), ("build",), ("show", "x"), ("verify",), ("why", "x"), ("publish", "site", "--private")):
        answer = alteram(*words, "--library", tmp_path / "nowhere")
        assert answer.code == 2, words
        assert answer.err.startswith("alteram: There is no library in ")
        assert "alteram import" in answer.err
        assert not (tmp_path / "nowhere").exists()


def test_the_library_may_come_from_the_environment(
    alteram: Alteram, sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALTERAM_LIBRARY", str(sample_path))
    assert len(json.loads(alteram("stories", "--format", "json").out)) == 5


def test_a_brief_as_json_fits_the_published_schema(
    alteram: Alteram, sample_path: Path, rows: tuple[StoryRow, ...]
) -> None:
    check = jsonschema.Draft202012Validator(brief_schema())
    shown = 0
    for row in rows:
        if row.brief:
            answer = alteram("show", row.story, "--format", "json", "--library", sample_path)
            assert answer.code == 0
            check.validate(json.loads(answer.out))
            brief = decode(answer.out, Brief)
            assert brief.story == row.story
            shown += 1
    assert shown == 3


def test_the_schema_refuses_what_is_no_brief(sample_briefs: tuple[Brief, ...]) -> None:
    check = jsonschema.Draft202012Validator(brief_schema())
    good = json.loads(encode(sample_briefs[0]))
    for change in ({"edition": "one"}, {"unknown": 1}, {"schema": "alteram.brief/2"}):
        assert not check.is_valid({**good, **change}), change
    assert check.is_valid(good)


def test_show_prints_text_markdown_and_html(
    alteram: Alteram, sample_path: Path, ferry: str, sample_briefs: tuple[Brief, ...]
) -> None:
    headline = next(brief.headline.text for brief in sample_briefs if brief.story == ferry)
    text = alteram("show", ferry, "--library", sample_path)
    assert (text.code, text.err) == (0, "")
    assert text.out.startswith(headline)
    assert "\nFacts\n" in text.out
    assert "\nNarratives\n" in text.out
    assert re.search(r"^Sources: \[1\]", text.out, re.M)
    assert headline in alteram("show", ferry, "--format", "markdown", "--library", sample_path).out
    page = alteram("show", ferry, "--format", "html", "--library", sample_path).out
    assert page.lower().startswith("<!doctype html>")
    assert "<script" not in page


def test_show_finds_a_story_by_an_unambiguous_beginning(alteram: Alteram, sample_path: Path, ferry: str) -> None:
    whole = alteram("show", ferry, "--library", sample_path)
    assert alteram("show", ferry[:6], "--library", sample_path) == whole
    assert alteram("show", ferry[:2], "--library", sample_path).code == 1


def test_show_without_a_brief_exits_1_with_the_reason(alteram: Alteram, sample_path: Path, alone: str) -> None:
    for form in ("text", "json", "markdown", "html"):
        answer = alteram("show", alone, "--format", form, "--library", sample_path)
        assert (answer.code, answer.out) == (1, "")
        assert answer.err == (
            f"alteram: {alone}: not enough to brief: 1 article, 1 outlet; a brief needs two outlets\n"
        )


def test_show_of_what_is_unknown_exits_1_and_says_where_to_look(alteram: Alteram, sample_path: Path) -> None:
    story = alteram("show", "0123456789abcdef", "--library", sample_path)
    assert (story.code, story.out) == (1, "")
    assert "There is no story 0123456789abcdef" in story.err
    assert "alteram stories" in story.err
    address = alteram("show", "https://nobody.example/1", "--library", sample_path)
    assert address.code == 1
    assert "https://nobody.example/1 is not in the library" in address.err


def test_show_prints_an_archived_article_by_id_and_address(
    alteram: Alteram, sample_path: Path, sample_library: Library
) -> None:
    article = next(iter(sample_library.store.articles()))
    by_address = alteram("show", article.url, "--library", sample_path)
    assert by_address.code == 0
    assert article.text in by_address.out
    assert alteram("show", article.id, "--library", sample_path) == by_address
    as_json = json.loads(alteram("show", article.id, "--format", "json", "--library", sample_path).out)
    assert as_json["text_sha256"] == article.text_sha256


@pytest.fixture
def forged(copy: Path, ferry: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The copy, rebuilt while one fact more is proposed for the story `ferry`, which no gate lets pass; its text."""
    words = "The ferry Linnet was sunk on purpose by its owner."

    def worse(dossier: Dossier, judge: Judge | None = None) -> Draft:
        draft = drafting.draft_of(dossier, judge)
        if dossier.story != ferry:
            return draft
        first = draft.facts[0]
        return replace(draft, facts=(replace(first, sentence=replace(first.sentence, text=words)), *draft.facts))

    monkeypatch.setattr(briefing, "draft_of", worse)
    monkeypatch.setattr(editions, "_is_current", lambda _library, _story: False)
    with Library.open(copy, write=True) as library:
        editions.build(library, compute=InProcess(), progress=silent)
    return words


def test_withheld_sentences_are_shown_only_on_request(alteram: Alteram, copy: Path, ferry: str, forged: str) -> None:
    plain = alteram("show", ferry, "--library", copy).out
    full = alteram("show", ferry, "--withheld", "--library", copy).out
    assert full.startswith(plain)
    assert full[len(plain) :].splitlines()[0] == f"withheld (G1, text-differs): {forged}"
    for form in ("text", "json", "markdown", "html"):
        assert forged not in alteram("show", ferry, "--format", form, "--library", copy).out
    withheld = json.loads(alteram("show", ferry, "--format", "json", "--library", copy).out)["withheld"]
    assert ("G1", "text-differs") in [(one["gate"], one["reason"]) for one in withheld]
    for one in withheld:
        assert set(one) == {"gate", "reason", "passages"}
        assert one["passages"]


def test_verify_counts_every_sentence_of_the_library(
    alteram: Alteram, sample_path: Path, sample_briefs: tuple[Brief, ...]
) -> None:
    answer = alteram("verify", "--library", sample_path)
    assert answer.code == 0
    last = LAST_LINE.fullmatch(answer.out.splitlines()[-1])
    assert last is not None
    published = sum(
        1
        + len(brief.summary)
        + len(brief.facts)
        + sum(one.sentence is not None for one in brief.disagreements)
        + sum(len(one.sentences) for one in brief.narratives)
        for brief in sample_briefs
    )
    assert [int(number) for number in last.groups()] == [published, published, 0, 0]


def test_verify_of_one_story_and_of_one_without_a_brief(
    alteram: Alteram, sample_path: Path, ferry: str, alone: str
) -> None:
    answer = alteram("verify", ferry, "--library", sample_path)
    assert answer.code == 0
    last = LAST_LINE.fullmatch(answer.out.splitlines()[-1])
    assert last is not None
    assert int(last[1]) == int(last[2]) > 8
    assert alteram("verify", alone, "--library", sample_path).out == (
        "0 sentences, 0 replay, 0 fail, 0 of unknown source\n"
    )
    assert alteram("verify", "0000000000", "--library", sample_path).code == 1


@pytest.fixture
def handed_in(alteram: Alteram, sample_path: Path, ferry: str, tmp_path: Path) -> Path:
    """A brief as somebody hands it in."""
    file = tmp_path / "brief.json"
    file.write_text(alteram("show", ferry, "--format", "json", "--library", sample_path).out, encoding="utf-8")
    return file


def test_verify_of_an_honest_file_is_good(alteram: Alteram, sample_path: Path, handed_in: Path) -> None:
    answer = alteram("verify", handed_in, "--library", sample_path)
    assert answer.code == 0
    assert LAST_LINE.fullmatch(answer.out.splitlines()[-1])


def test_verify_of_a_tampered_file_fails_and_names_the_sentence(
    alteram: Alteram, sample_path: Path, handed_in: Path
) -> None:
    brief = json.loads(handed_in.read_text(encoding="utf-8"))
    brief["facts"][1]["sentence"]["text"] = brief["facts"][1]["sentence"]["text"].replace("the", "no", 1)
    handed_in.write_text(json.dumps(brief), encoding="utf-8")
    answer = alteram("verify", handed_in, "--library", sample_path)
    assert answer.code == 1
    assert f"{brief['story']} f2: G1 text-differs" in answer.out
    last = LAST_LINE.fullmatch(answer.out.splitlines()[-1])
    assert last is not None
    assert int(last[3]) == 1
    assert int(last[1]) == int(last[2]) + 1


def test_verify_of_a_foreign_source_counts_it_as_unknown(alteram: Alteram, sample_path: Path, handed_in: Path) -> None:
    brief = json.loads(handed_in.read_text(encoding="utf-8"))
    cited = {citation["n"] for clause in brief["facts"][0]["sentence"]["clauses"] for citation in clause["citations"]}
    for source in brief["sources"]:
        if source["n"] in cited:
            source["article"] = "f" * 32
    handed_in.write_text(json.dumps(brief), encoding="utf-8")
    answer = alteram("verify", handed_in, "--library", sample_path)
    assert answer.code == 1
    assert f"{brief['story']} f1: of unknown source" in answer.out
    last = LAST_LINE.fullmatch(answer.out.splitlines()[-1])
    assert last is not None
    assert int(last[4]) >= 2
    assert int(last[3]) == 0


def test_verify_of_what_is_no_brief_is_not_verified(alteram: Alteram, sample_path: Path, handed_in: Path) -> None:
    for content in (b"", b"{}", b"\xff\xfe", handed_in.read_bytes()[:-40]):
        handed_in.write_bytes(content)
        answer = alteram("verify", handed_in, "--library", sample_path)
        assert answer.code == 1
        assert "is not a brief of format alteram.brief/1" in answer.err


def test_verify_of_a_file_that_is_not_there_is_wrong_usage(alteram: Alteram, sample_path: Path) -> None:
    answer = alteram("verify", "missing.json", "--library", sample_path)
    assert answer.code == 2
    assert "missing.json" in answer.err


def test_why_walks_down_to_the_archived_bytes(
    alteram: Alteram, sample_path: Path, ferry: str, sample_library: Library
) -> None:
    answer = alteram("why", ferry, "1", "--library", sample_path)
    assert answer.code == 0
    assert answer.out.startswith(f"f1 of story {ferry}, edition 1:")
    assert "copied" in answer.out
    assert "as archived" in answer.out
    assert "Accepted as support: 6 passages" in answer.out
    assert "Not cited: 10 passages of other articles, the nearest of " in answer.out
    assert "it lacks “capsized”" in answer.out
    assert answer.out == alteram("why", ferry, "f1", "--library", sample_path).out
    assert answer.out == alteram("why", ferry, "--library", sample_path).out
    chain = json.loads(alteram("why", ferry, "1", "--format", "json", "--library", sample_path).out)
    assert "".join(piece["text"] for piece in chain["pieces"]) == chain["text"]
    assert {one["code"] for one in chain["weighing"]["accepted"]} == {""}
    assert {"name-missing", "another-speaker"} <= {one["code"] for one in chain["weighing"]["refused"]}
    for citation in chain["citations"]:
        article = sample_library.store.article(citation["article"])
        assert article is not None
        assert article.text[citation["start"] : citation["end"]] == citation["passage"]
        record = sample_library.store.record(article.id)
        assert record is not None
        assert len(sample_library.archive.read(record)) == citation["bytes_found"]


def test_why_explains_every_sentence_by_its_id(
    alteram: Alteram, sample_path: Path, sample_briefs: tuple[Brief, ...]
) -> None:
    brief = max(sample_briefs, key=lambda one: len(one.narratives))
    for name in ("h", "s1", "f2", "n1.1"):
        chain = json.loads(alteram("why", brief.story, name, "--format", "json", "--library", sample_path).out)
        assert chain["id"] == name
        assert chain["citations"]


def test_why_of_an_unknown_sentence_lists_the_known_ones(alteram: Alteram, sample_path: Path, ferry: str) -> None:
    answer = alteram("why", ferry, "99", "--library", sample_path)
    assert answer.code == 1
    assert f"There is no sentence 99 in {ferry}. It has h, s1, f1, f2" in answer.err


def test_why_of_a_story_without_a_brief_gives_the_reason(alteram: Alteram, sample_path: Path, alone: str) -> None:
    answer = alteram("why", alone, "1", "--library", sample_path)
    assert answer.code == 1
    assert "not enough to brief" in answer.err


def test_why_tells_why_an_article_is_in_its_story(
    alteram: Alteram, sample_path: Path, ferry: str, sample_briefs: tuple[Brief, ...]
) -> None:
    brief = next(brief for brief in sample_briefs if brief.story == ferry)
    for source in brief.sources:
        reason = json.loads(
            alteram("why", ferry, "--article", source.url, "--format", "json", "--library", sample_path).out
        )
        assert reason["title"] == source.title
        assert 0.5 < reason["score"] <= 1
        assert reason["shared"]
        assert reason["nearest"]
    words = alteram("why", ferry, "--article", brief.sources[0].url, "--library", sample_path).out
    assert f"is in story {ferry}" in words
    foreign = alteram("why", ferry, "--article", "https://nobody.example/", "--library", sample_path)
    assert foreign.code == 1
    assert f"https://nobody.example/ is not in story {ferry}" in foreign.err


def test_story_history_lists_editions(alteram: Alteram, sample_path: Path, ferry: str, sample_library: Library) -> None:
    edition = sample_library.store.latest(StoryId(ferry))
    assert edition is not None
    answer = alteram("story", "history", ferry, "--library", sample_path)
    assert answer.code == 0
    assert answer.out.startswith(f"edition 1  as of {edition.as_of}  {edition.digest[:16]}")
    (line,) = json.loads(alteram("story", "history", ferry, "--format", "json", "--library", sample_path).out)
    assert line["digest"] == edition.digest
