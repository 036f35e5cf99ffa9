"""The index that changes: whatever the order of arrivals and removals, it is the one that is made at once."""

import random
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alteram.model.acts import UNCONSTRAINED, Constraints
from alteram.model.articles import Article
from alteram.model.grouping import Indexed
from alteram.model.ids import ArticleId, Moment, article_id, digest_of, text_digest
from alteram.stages.stories import Grouping, Loaded, candidates
from alteram.stages.stories.index import Index
from alteram.stages.stories.linkage import Times, link
from alteram.stages.stories.links import slots_of, values_of
from alteram.stages.stories.postings import SMALL_PART, Postings
from alteram.stages.stories.prints import ONE, decode_print, encode_print, make_print
from alteram.stages.stories.regions import Regions
from alteram.stages.stories.scoring import shipped

PLACES = ("Ostmark", "Lindholm", "Kellan", "Ardmoor", "Vellmouth", "Skerry")
SYLLABLES = ("ba", "dor", "fen", "gil", "kas", "lum", "mor", "nat", "pel", "rus", "tev", "zan")
FILLERS = tuple("".join(random.Random(900 + n).choices(SYLLABLES, k=2 + n % 3)) for n in range(150))


def words_of(event: int) -> list[str]:
    """The words of an event, half of which the next one has too."""
    return ["".join(random.Random(event + at // 4).choices(SYLLABLES, k=3 + at % 4)) for at in range(8)]


def article(number: int) -> Article:
    """One of many fictional articles about a few events, some undated, some opinion, some with a shared quotation."""
    dice = random.Random(number)
    event = dice.randrange(20)
    words, place = dice.sample(words_of(event), 5), PLACES[event % 6]
    chosen = [*words, *dice.choices(FILLERS, k=25), *(dice.sample(words, 2) * 2)]
    dice.shuffle(chosen)
    title = f"{place} {' '.join(dice.sample(words, 2))} {dice.choice(FILLERS)}"
    body = (
        f"{' '.join(chosen)} in {place} left {event + 3} hurt. “We saw the {words[0]} of {place} coming,” said Marrick."
    )
    day = 1 + event % 3 * 4 + dice.randrange(3)
    published = (
        None if dice.random() < 0.1 else f"2031-04-{day:02}" + dice.choice(["", f"T{dice.randrange(24):02}:30:00Z"])
    )
    text = f"{title}\n\n{body}"
    payload = digest_of(f"{number}".encode())
    return Article(
        id=article_id(payload, "test", text_digest(text)), url=f"https://a{number}.example/", outlet=None, name="",
        title=title, text=text, text_sha256=text_digest(text), payload_sha256=payload, extractor="test", sentences=(),
        language="en", published=Moment(published) if published else None,
        genre=dice.choice(["report"] * 6 + ["opinion", "roundup"]),
    )  # fmt: skip


ARTICLES = {one.id: one for one in map(article, range(60))}
PRINTS = {name: make_print(one) for name, one in ARTICLES.items()}
NAMES = tuple(PRINTS)


def made(names: Iterable[ArticleId]) -> Index:
    index = Index(shipped())
    index.update({name: PRINTS[name] for name in names})
    return index


def state(index: Index) -> dict[ArticleId, tuple[object, object, object]]:
    """Lists, first scores and ties of every article, by the ids of the others."""
    ids = index.shelf.ids

    def named(links: np.ndarray) -> tuple[tuple[ArticleId, int], ...]:
        return tuple(
            sorted(zip((ids[slot] for slot in slots_of(links).tolist()), values_of(links).tolist(), strict=True))
        )

    slots = index.shelf.slots
    return {
        name: (named(index.candidates.lists[slot]), named(index.near.links[slot]), named(index.ties[slot]))
        for name, slot in sorted(slots.items())
    }


def partition(
    index: Index, constraints: Constraints = UNCONSTRAINED, slots: Iterable[int] | None = None
) -> set[tuple[ArticleId, ...]]:
    regions = Regions(index, constraints)
    wanted = range(len(index.shelf)) if slots is None else slots
    return {
        tuple(index.shelf.ids[slot] for slot in members)
        for region in regions.around(wanted)
        for members in regions.clusters(region)
    }


@pytest.fixture(params=[(200, 40, 0.12), (6, 40, 0.12), (9, 4, 0.2)])
def bound(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists as long as they are; so short that nearly all are full; and such as differ in length by what is strong."""
    most, few, strong = request.param
    monkeypatch.setattr(candidates, "MOST", most)
    monkeypatch.setattr(candidates, "FEW", few)
    monkeypatch.setattr(candidates, "STRONG", round(strong * ONE * ONE) >> candidates.SHARED_BITS)


def test_lists_hold_what_is_strong_and_some_of_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    strong = round(0.2 * ONE * ONE) >> candidates.SHARED_BITS
    monkeypatch.setattr(candidates, "MOST", 9)
    monkeypatch.setattr(candidates, "FEW", 4)
    monkeypatch.setattr(candidates, "STRONG", strong)
    shared = [sorted((links >> np.uint64(48)).tolist()) for links in made(NAMES).candidates.lists]
    assert {len(each) for each in shared} >= {4, 6, 9}
    for each in shared:
        assert len(each) <= 4 or each[0] >= strong


@pytest.mark.usefixtures("bound")
@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.permutations(range(len(NAMES))), st.integers(0, 10_000))
def test_any_sequence_of_arrivals_and_removals_is_as_good_as_one_arrival(order: list[int], seed: int) -> None:
    dice = random.Random(seed)
    index, present = Index(shipped()), set[ArticleId]()
    known: dict[ArticleId, tuple[ArticleId, ...]] = {}
    waiting = [NAMES[n] for n in order]
    while waiting:
        batch = [waiting.pop() for _ in range(min(dice.choice([1, 2, 5, 20]), len(waiting)))]
        gone = dice.sample(sorted(present), dice.randrange(4)) if len(present) > 20 else []
        index.update({name: PRINTS[name] for name in batch}, gone)
        present = present - set(gone) | set(batch)
        stirred = index.settle()
        for name in gone:
            known.pop(name)
        for members in partition(index, slots=stirred):
            known |= dict.fromkeys(members, members)
    once = made(sorted(present))
    assert state(index) == state(once)
    assert set(known.values()) == partition(index) == partition(once)


def test_articles_of_the_test_make_stories_of_several_kinds() -> None:
    found = partition(made(NAMES))
    assert {len(members) for members in found} >= {1, 2}
    assert max(map(len, found)) >= 4


@pytest.mark.usefixtures("bound")
@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.permutations(range(len(NAMES))), st.integers(0, 10_000))
def test_an_index_that_is_kept_and_loaded_again_each_time_is_the_same(order: list[int], seed: int) -> None:
    """Rows go through a library of numbers; every change is made by a grouping that was loaded anew."""
    dice = random.Random(seed)
    kept: dict[int, Indexed] = {}
    clusters: dict[ArticleId, tuple[ArticleId, ...]] = {}
    waiting = [NAMES[n] for n in order]
    while waiting:
        batch = [waiting.pop() for _ in range(min(dice.choice([3, 10, 25]), len(waiting)))]
        present = sorted(row.article for row in kept.values())
        gone = dice.sample(present, dice.randrange(4)) if len(present) > 20 else []
        kept |= {n: replace(row, fixed=b"", body=b"") for n, row in kept.items() if row.article in gone[:1]}
        grouping = Grouping(Loaded(dice.sample(sorted(kept.values(), key=lambda row: row.number), len(kept))))
        grouping.update([ARTICLES[name] for name in batch], gone, 7 + max(kept, default=0))
        found = grouping.settle(UNCONSTRAINED, lambda wanted: {name: ARTICLES[name] for name in wanted})
        change = grouping.change()
        for row in change.rows:
            old = kept.get(row.number)
            kept[row.number] = row if row.fixed or old is None else replace(row, fixed=old.fixed, body=old.body)
        for number in change.gone:
            del kept[number]
        clusters = {name: members for name, members in clusters.items() if name not in gone}
        for cluster in found or ():
            clusters |= dict.fromkeys(cluster.articles, cluster.articles)
    names = {row.article for row in kept.values()}
    assert set(clusters.values()) == partition(made(sorted(names)))
    again = Grouping(Loaded(tuple(kept.values())))
    assert state(again.index) == state(made(sorted(names)))


def test_removing_and_putting_back_changes_nothing() -> None:
    index = made(NAMES)
    before = state(index)
    index.update({}, NAMES[:10])
    assert state(index) != before
    index.update({name: PRINTS[name] for name in NAMES[:10]})
    assert state(index) == before


def test_regions_are_linked_as_the_whole_would_be() -> None:
    index = made(NAMES)
    shelf = index.shelf
    order = shelf.in_order(np.arange(len(shelf))).tolist()
    row = {slot: at for at, slot in enumerate(order)}
    reports = {slot for slot in order if ARTICLES[shelf.ids[slot]].genre == "report"}
    ties = []
    for slot in sorted(reports):
        for other, chance in zip(
            slots_of(index.ties[slot]).tolist(), values_of(index.ties[slot]).tolist(), strict=True
        ):
            if other in reports and row[slot] < row[other]:
                ties.append((row[slot], row[other], (chance + 32_768) / 50_000))
    times = [None if time == float("inf") else time for time in shelf.column("time")[order].tolist()]
    whole = link(len(order), ties, index.model.stop, Times(times, 3.0))
    expected = {tuple(shelf.ids[order[at]] for at in rows) for rows in whole if len(rows) > 1}
    found = {tuple(name for name in members if ARTICLES[name].genre == "report") for members in partition(index)}
    assert {members for members in found if len(members) > 1} == expected


def test_editors_bind_regions_together() -> None:
    index = made(NAMES)
    reports = [[name for name in members if ARTICLES[name].genre == "report"] for members in sorted(partition(index))]
    one, other = (next(members for members in reports if len(members) == size) for size in (4, 2))
    held = Constraints(together=((one[0], other[0]),))
    slots = [index.shelf.slots[one[0]]]
    for found in (partition(index, held), partition(index, held, slots)):
        assert any({*one, *other} <= set(members) for members in found)


def test_a_print_keeps_everything_through_its_bytes() -> None:
    for name in NAMES[:10]:
        again = decode_print(*encode_print(PRINTS[name]))
        assert encode_print(again) == encode_print(PRINTS[name])
        assert again.tie == PRINTS[name].tie and again.small == PRINTS[name].small


@pytest.mark.parametrize("least_product", [1, 9000])
def test_postings_add_up_whatever_part_the_entries_lie_in(least_product: int) -> None:
    dice = np.random.default_rng(3)
    terms = dice.integers(0, 500, 4 * SMALL_PART).astype(np.uint32)
    slots = np.repeat(np.arange(len(terms) // 20), 20).astype(np.uint32)
    weights = dice.integers(1, 4096, len(terms)).astype(np.uint16)
    pairs, first = np.unique(np.stack((slots, terms)), axis=1, return_index=True)
    slots, terms, weights = pairs[0].astype(np.uint32), pairs[1].astype(np.uint32), weights[first]
    whole, parts = Postings(), Postings()
    whole.add(terms, slots, weights)
    size = int(slots.max()) + 1
    for some in np.array_split(np.arange(size), 57):
        chosen = np.isin(slots, some)
        parts.add(terms[chosen], slots[chosen], weights[chosen])
    asked, factors = np.array([3, 77, 400, 999, 5, 3], dtype=np.uint32), np.array([4095, 1, 20, 5, 7, 2])
    numbers, least = np.array([4, 0, 2]), 5000
    expected = np.zeros((3, size), dtype=np.int64)
    for owner, term, factor in zip([0, 0, 0, 0, 2, 2], asked.tolist(), factors.tolist(), strict=True):
        products = weights.astype(np.int64) * factor
        here = (terms == term) & (products >= least_product)
        np.add.at(expected[owner], slots[here], products[here])
    for postings in (whole, parts):
        owners, found, sums = postings.sums(asked, factors, numbers, size, least, least_product)
        order = np.lexsort((found, owners))
        assert owners.tolist() == sorted(owners.tolist())
        owners, found, sums = owners[order], found[order], sums[order]
        assert np.stack((owners, found), axis=1).tolist() == np.argwhere(expected >= least).tolist()
        assert sums.tolist() == expected[expected >= least].tolist()
