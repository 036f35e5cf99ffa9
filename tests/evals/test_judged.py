"""Hand judgement, over the fictional sample: what is drawn, what a judge sees, and what becomes of his verdicts."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from alteram.codec import decode
from alteram.engine.library import Library
from alteram.model.briefs import Brief
from evals import judged
from evals.briefs import Told
from evals.judged import SETS, asked, problems, report, support_rows
from evals.judging import FOLDER, Item, JudgedSet, Standing, answers, lowest, read, standing, verdicts, wilson, write

Drawn = dict[str, tuple[JudgedSet, tuple[Item, ...]]]


@pytest.fixture(scope="module")
def stories(sample_library: Library) -> tuple[Told, ...]:
    """The sample's stories with their articles."""
    store = sample_library.store
    editions = [(status.story, store.latest(status.story.id)) for status in store.stories()]
    found = [(story, decode(edition.payload, Brief)) for story, edition in editions if edition is not None]
    kept = [(brief, store.articles_by_id(tuple(s.article for s in brief.sources))) for _, brief in found]
    return tuple(
        Told(str(brief.story), brief, {s.n: articles[s.article] for s in brief.sources}) for brief, articles in kept
    )


@pytest.fixture(scope="module")
def drawn(stories: tuple[Told, ...]) -> Drawn:
    """Every set's items."""
    return {one.name: (one, one.draw(stories)) for one in SETS}


def test_every_set_draws_from_the_sample_and_always_the_same(drawn: Drawn, stories: tuple[Told, ...]) -> None:
    for one, items in drawn.values():
        assert items, one.name
        assert items == one.draw(tuple(reversed(stories)))
        assert len({item.key for item in items}) == len(items)
        assert all(items[at].key < items[at + 1].key for at in range(len(items) - 1) if not items[at + 1].planted)


def test_real_pairs_are_the_cited_ones_and_plants_are_none_of_them(drawn: Drawn, stories: tuple[Told, ...]) -> None:
    cited = {
        (told.passage(citation.passage))
        for told in stories
        for fact in told.brief.facts
        for clause in fact.sentence.clauses
        for citation in clause.citations
    }
    kinds = Counter(item.planted for item in drawn["support"][1])
    assert kinds[""] > 10
    assert sum(kinds.values()) > kinds[""]
    for item in drawn["support"][1]:
        shown = dict(item.shown)
        assert sorted(shown) == ["clause", "passage"]
        assert (shown["passage"] in cited) or item.planted == "same-words"
        assert "According to the Norvania Press Agency" not in shown["clause"]


def test_a_clause_that_gives_plants_gives_no_real_pair(drawn: Drawn) -> None:
    items = drawn["support"][1]
    real = {dict(item.shown)["clause"] for item in items if not item.planted}
    planted = {dict(item.shown)["clause"] for item in items if item.planted}
    assert planted
    assert not real & planted


def test_a_changed_brief_opens_only_what_changed(stories: tuple[Told, ...], drawn: Drawn, tmp_path: Path) -> None:
    one, items = drawn["stand_alone"]
    read([f"{item.key}\tyes,no" for item in items], drawn, tmp_path)
    told = stories[0]
    fact = told.brief.facts[0]
    other = replace(fact, sentence=replace(fact.sentence, text="Something else was told."))
    changed = replace(told, brief=replace(told.brief, facts=(other, *told.brief.facts[1:])))
    today = one.draw((changed, *stories[1:]))
    stands = standing(one, today, tmp_path)
    assert (stands.items, stands.judged) == (len(items), len(items) - 1)


def test_worksheets_show_no_plant_and_no_place(drawn: Drawn, tmp_path: Path) -> None:
    for one, items in drawn.values():
        assert write(one, items, tmp_path / "sheets", tmp_path / "kept") == len(items)
        sheet = (tmp_path / "sheets" / f"{one.name}.jsonl").read_text(encoding="utf-8")
        rows = [json.loads(line) for line in sheet.splitlines()]
        assert [row["key"] for row in rows] == sorted(item.key for item in items)
        assert {tuple(row) for row in rows} == {("key", *(label for label, _ in item.shown)) for item in items}
        assert not any(item.where in sheet or (item.planted and item.planted in sheet) for item in items)
        assert one.told in (tmp_path / "sheets" / f"{one.name}.txt").read_text(encoding="utf-8")


def test_what_is_judged_is_not_on_the_next_worksheet(drawn: Drawn, tmp_path: Path) -> None:
    one, items = drawn["event"]
    taken, wrong = read([f"{items[0].key}\tyes"], drawn, tmp_path / "kept")
    assert (taken, wrong) == ({"event": 1}, ())
    assert write(one, items, tmp_path / "sheets", tmp_path / "kept") == len(items) - 1
    assert items[0].key not in (tmp_path / "sheets" / "event.jsonl").read_text(encoding="utf-8")


def test_verdicts_are_kept_without_text(drawn: Drawn, tmp_path: Path) -> None:
    lines = [f"{item.key}\t{','.join('yes' for _ in one.questions)}" for one, items in drawn.values() for item in items]
    taken, wrong = read(lines, drawn, tmp_path)
    assert wrong == ()
    assert taken == {name: len(items) for name, (_, items) in drawn.items()}
    for name, (_, items) in drawn.items():
        kept = (tmp_path / f"{name}.tsv").read_text(encoding="utf-8")
        words = {word for item in items for _, text in item.shown for word in text.split() if len(word) > 12}
        assert not [word for word in words if word in kept]
        assert verdicts(name, tmp_path).keys() == {item.key for item in items}
    with pytest.raises(ValueError, match="not enough values"):
        (tmp_path / "event.tsv").write_text("no tab here\n", encoding="utf-8")
        verdicts("event", tmp_path)


def test_lines_that_are_wrong_are_told_and_change_nothing(drawn: Drawn, tmp_path: Path) -> None:
    fact = drawn["stand_alone"][1][0]
    taken, wrong = read(["# a note", "", "0123\tyes", f"{fact.key}\tyes", f"{fact.key}\tperhaps,no"], drawn, tmp_path)
    assert taken == {}
    assert [line.partition(":")[0] for line in wrong] == ["line 3", "line 4", "line 5"]
    assert list(tmp_path.iterdir()) == []


def test_a_new_verdict_replaces_the_old_one(drawn: Drawn, tmp_path: Path) -> None:
    one, items = drawn["event"]
    read([f"{item.key}\tno" for item in items], drawn, tmp_path)
    read([f"{items[0].key}\t YES "], drawn, tmp_path)
    assert [figure.yes for figure in standing(one, items, tmp_path).figures] == [1]
    assert answers("yes, no", 2) == (True, False)


def test_a_judge_who_misses_plants_counts_for_nothing() -> None:
    real = [(Item((("clause", str(n)),), "e f1.0 own a:0-1"), (True,)) for n in range(16)]
    plants = [Item((("clause", f"planted {n}"),), "e f1.0 a:0-1", "changed") for n in range(4)]
    good = {name: (yes, of) for name, yes, of in support_rows([*real, *((item, (False,)) for item in plants)])}
    assert good["plants_refused"] == good["plants_refused.changed"] == (4, 4)
    assert good["supported"] == (16, 16)
    missed = [(item, (at == 0,)) for at, item in enumerate(plants)]
    bad = {name: (yes, of) for name, yes, of in support_rows([*real, *missed])}
    assert bad["plants_refused"] == (3, 4)
    assert bad["supported"] == (0, 0)


def test_a_set_that_nobody_judged_is_no_failure_and_one_half_judged_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "missed", lambda *_: ())
    monkeypatch.setattr(judged, "data_digest", lambda _: "")
    open_set = Standing("event", 10, 0, ())
    assert report(open_set, {}) == ["event        not judged (10 items)"]
    assert problems([open_set]) == ()
    assert problems([replace(open_set, judged=9)]) == ()
    assert [line.partition(",")[0] for line in problems([replace(open_set, judged=8)])] == [
        "judged: event has 8 of 10 items judged"
    ]


def test_floors_are_asked_of_figures_that_there_are(drawn: Drawn) -> None:
    figures = {f"{one.name}.{name}" for one, _ in drawn.values() for name, _, _ in one.rows([])}
    assert set(asked()) <= figures
    assert len(asked()) >= 6


def test_wilson_interval() -> None:
    """Newcombe 1998, table I: 81 of 263 gives .2553 to .3662; 0 of 20 gives 0 to .1611."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_lowest_keys_are_drawn_once_each() -> None:
    items = [Item((("fact", str(n % 7)),), f"e{n}") for n in range(20)]
    found = lowest(items, 5)
    assert [item.key for item in found] == sorted({item.key for item in items})[:5]
    assert all(item.where == min(one.where for one in items if one.key == item.key) for item in found)


def test_verdicts_in_the_repository_are_well_formed() -> None:
    for one in SETS:
        for verdict, where in verdicts(one.name, FOLDER).values():
            answers(verdict, len(one.questions))
            assert len(where.split()) >= 2
