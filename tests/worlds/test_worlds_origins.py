"""Counts of independent origins in worlds with known truth: copies, strangers, owners and agencies raise none."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from alteram.model.articles import Article
from alteram.model.briefs import Brief
from alteram.model.ids import ArticleId, Moment, OutletId
from alteram.text.provenance import trace
from alteram.text.sentences import canonical, sentences
from tests.worlds.generator import (
    AGENCY,
    NAMES,
    PAPERS,
    REGISTRY,
    TEMPLATES,
    TWINS,
    Report,
    Telling,
    World,
    articles_of,
    brief_report,
    briefed,
    copy_of,
    made,
    registry_of,
    report,
    world,
)
from tests.worlds.reading import SEEDS, Sources, attributed, published, tellers, truths

TRUTHS = ("figure", "response", "history")
KNOWN = registry_of(40)
OWN = ("detail", "colour")


def short_coverage(one: World, keys: Sequence[str], told: Sequence[str] = TRUTHS) -> tuple[Report, ...]:
    """Short reports of these outlets."""
    chance = random.Random(f"short {one.seed}")
    return tuple(brief_report(one, key, place, chance, told) for place, key in enumerate(keys))


def edited(copied: Report, at: int, chance: random.Random) -> Report:
    """A copy as a desk leaves it: another title and byline, a word here and there, paragraphs in another order."""
    first, *rest = copied.paragraphs
    if at % 3 == 0:
        chance.shuffle(rest)
    paragraphs = tuple(tuple(_reworded(telling, chance) for telling in part) for part in (first, *rest))
    title = (copied.title, f"{copied.title}, report says", f"Latest: {copied.title}")[at % 3]
    return replace(copied, title=title, authors=((), ("Robin Marlow",))[at % 2], paragraphs=paragraphs)


def _reworded(telling: Telling, chance: random.Random) -> Telling:
    old, new = chance.choice(TEMPLATES["edits"]["words"])
    return replace(telling, text=telling.text.replace(old, new, 1))


def cloned(seed: int, place: int, many: int = 40) -> tuple[World, tuple[Report, ...], tuple[Report, ...]]:
    """A world's reports, and the same with copies of the one at `place`; of an agency's some come before it."""
    one, chance = world(seed), random.Random(seed)
    reports = short_coverage(one, (AGENCY, *TWINS, *PAPERS[:2]))
    first = -1 if place == 0 and seed % 5 == 0 else 200
    copies = [edited(copy_of(reports[place], f"mirror{n}", first + n), n, chance) for n in range(many)]
    return one, reports, (*reports, *copies)


def counts(brief: Brief) -> dict[str, int]:
    """Independent origins of each fact, by its text."""
    return {fact.sentence.text: len(fact.origins) for fact in brief.facts}


@pytest.mark.parametrize("seed", SEEDS)
def test_copies_of_an_agency_raise_no_count(seed: int) -> None:
    one, reports, every = cloned(seed, 0, 40 if seed < 1 else 3)
    after = briefed(one, every, KNOWN)
    sources = Sources(one, every, after)
    for fact in after.facts:
        told = sources.copied(fact.sentence)
        assert len(fact.origins) <= max(1, len(sources.groups(fact))), fact.sentence.text
        assert len(fact.origins) <= max(1, len(tellers(reports, told))), fact.sentence.text
        if all(telling.truth.startswith(OWN) for telling in told):
            assert "single-origin" in fact.flags
            assert attributed(fact.sentence)


@pytest.mark.parametrize("seed", SEEDS)
def test_forty_copies_of_an_agency_have_one_owner(seed: int) -> None:
    """Every paragraph of every copy belongs to the agency; a short one that was edited belongs to nobody who counts."""
    one, reports, every = cloned(seed, 0)
    articles = dict(enumerate(articles_of(one, every, KNOWN), start=1))
    origins = trace(articles, KNOWN)
    copies = [n for n in articles if n == 1 or n > len(reports)]
    owners = {owner.origin for owner in origins.owners if owner.n in copies}
    assert len(owners & origins.counted) == 1
    assert all(owner.startswith("copy:") for owner in owners - origins.counted)


def test_copies_of_a_paper_raise_no_count() -> None:
    for seed in SEEDS[1::10]:
        one, _, every = cloned(seed, 1 + seed % 4, 6)
        after = briefed(one, every, KNOWN)
        sources = Sources(one, every, after)
        for fact in after.facts:
            assert len(fact.origins) <= max(1, len(sources.groups(fact))), (seed, fact.sentence.text)


def test_a_flood_of_copies_takes_no_brief_away() -> None:
    for seed in SEEDS[1:10:4]:
        one, _, every = cloned(seed, 1 + seed % 4)
        assert made(one, every, KNOWN).brief is not None, seed


def _article(key: str, hour: int, *parts: str) -> Article:
    text = canonical(f"News of the {key}", parts)
    (plain,) = articles_of(world(0), [short_coverage(world(0), (key,))[0]])
    return replace(
        plain,
        id=ArticleId(f"{hour:032}"),
        outlet=OutletId(key),
        text=text,
        title=f"News of the {key}",
        sentences=sentences(text),
        published=Moment(f"2031-05-02T{hour:02}:00:00Z"),
    )


LEAD = "The old lighthouse of Orvell was sold by sealed bids to a collector of brass lamps on a rainy Tuesday in May."
WIRE = (
    LEAD,
    "Bids had been opened by a notary in the presence of four witnesses, a dog and the last keeper's youngest niece.",
    "The lens, ground in a workshop that closed long ago, will be shown in the hall of the customs museum all summer.",
)
BODY = (
    "Its keeper packed nineteen crates of logbooks, and a lorry took them over the causeway before the tide came in.",
    "A choir of pupils sang on the gallery while two painters took down the last of the iron letters one by one.",
)


def test_a_paragraph_has_one_owner_in_an_article_and_in_its_copy() -> None:
    """The agency wrote the lead, the paper took it over and wrote two paragraphs more, another paper copied all."""
    articles = {
        1: _article(AGENCY, 8, *WIRE),
        2: _article("beacon", 9, LEAD, *BODY),
        3: _article("compass", 10, LEAD, *BODY),
    }
    origins = trace(articles, REGISTRY)
    assert origins.owner(2, articles[2].text.index(LEAD)) == origins.owner(1, articles[1].text.index(LEAD))
    assert origins.owner(3, articles[3].text.index(BODY[0])) == origins.owner(2, articles[2].text.index(BODY[0]))
    assert origins.owner(3, articles[3].text.index(LEAD)) == origins.owner(2, articles[2].text.index(LEAD))


def test_a_stranger_that_copies_two_outlets_is_no_third_voice() -> None:
    """It prints all of the agency's text, and a paragraph that only a paper has: that one stays the paper's."""
    articles = {
        1: _article(AGENCY, 8, *WIRE),
        2: _article("beacon", 9, *BODY),
        3: replace(_article("compass", 10, *WIRE, BODY[0]), outlet=None, url="https://stranger.example/news"),
    }
    origins = trace(articles, REGISTRY)
    assert origins.owner(3, articles[3].text.index(WIRE[1])) == origins.owner(1, articles[1].text.index(WIRE[1]))
    assert origins.owner(3, articles[3].text.index(BODY[0])) == origins.owner(2, articles[2].text.index(BODY[0]))


def _with_strangers(seed: int, many: int) -> tuple[World, tuple[Report, ...], tuple[Report, ...]]:
    """A world's reports, and the same with so many strangers: every second one copies the agency."""
    one, chance = world(seed), random.Random(seed)
    reports = short_coverage(one, (AGENCY, *TWINS, *PAPERS[:2]))
    strangers = [
        brief_report(one, f"stranger{n}", 10 + n // 2, chance, (), own=4)
        if n % 2
        else copy_of(reports[0], f"stranger{n}", 300 + n)
        for n in range(many)
    ]
    return one, reports, (*reports, *strangers)


@pytest.mark.parametrize("seed", SEEDS)
def test_strangers_add_nothing(seed: int) -> None:
    one, reports, every = _with_strangers(seed, 100 if seed < 1 else 4)
    before, after = counts(briefed(one, reports)), briefed(one, every)
    sources = Sources(one, every, after)
    outlets = {origin.id: origin.outlet for origin in after.origins}
    for fact in after.facts:
        assert len(fact.origins) <= before.get(fact.sentence.text, len(fact.origins)), fact.sentence.text
        assert len(fact.origins) <= max(1, len(tellers(reports, sources.copied(fact.sentence)))), fact.sentence.text
        assert len(fact.origins) == 1 or all(outlets[origin] for origin in fact.origins)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_story_of_strangers_alone_has_no_fact_of_two_origins(seed: int) -> None:
    one = world(seed)
    reports = short_coverage(one, [f"stranger{n}" for n in range(5)])
    after = made(one, reports).brief
    for fact in after.facts if after is not None else ():
        assert fact.flags == ("single-origin",)
        assert attributed(fact.sentence)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_papers_of_one_owner_are_one_origin(seed: int) -> None:
    """What the twins alone tell, each in words of its own, is one origin's word and is attributed."""
    one, chance = world(seed), random.Random(seed)
    others = short_coverage(one, (AGENCY, *PAPERS[:2]), ("figure",))
    twins = tuple(
        brief_report(one, key, 7 + place, chance, ("figure", "history", "effect"), own=4)
        for place, key in enumerate(TWINS)
    )
    reports = (*others, *twins)
    brief = briefed(one, reports)
    sources = Sources(one, reports, brief)
    told = [fact for fact in brief.facts if truths(sources.copied(fact.sentence)) <= {"history", "effect"}]
    assert told, "the twins' facts are not in the brief: this world shows nothing"
    for fact in told:
        assert len(fact.origins) == 1, fact.sentence.text
        assert "single-origin" in fact.flags
        assert attributed(fact.sentence)


CARRIERS = ("dateline", "last line", "byline", "dateline", "last line")


@pytest.mark.parametrize("seed", SEEDS)
def test_an_agency_that_five_outlets_credit_is_one_origin(seed: int) -> None:
    """They print its text, or write it anew under its credit; the agency's own page may be missing."""
    one, chance = world(seed), random.Random(seed)
    wire = brief_report(one, AGENCY, 0, chance, TRUTHS)
    carriers = []
    for place, (key, credit) in enumerate(zip(PAPERS, CARRIERS, strict=False)):
        anew = replace(brief_report(one, key, 1 + place, chance, TRUTHS), origin=AGENCY)
        carriers.append(copy_of(anew if (seed + place) % 2 else wire, key, 10 + place, credit))
    reports = (*carriers, *((wire,) if seed % 3 else ()))
    brief = briefed(one, reports)
    assert {len(fact.origins) for fact in brief.facts} == {1}
    names = {origin.id: origin.name for origin in brief.origins}
    assert {names[fact.origins[0]] for fact in brief.facts} == {NAMES[AGENCY]}
    for sentence in published(brief):
        assert attributed(sentence), sentence.text


@pytest.mark.parametrize("seed", SEEDS)
def test_a_statement_that_five_outlets_report_is_one_claimants_word(seed: int) -> None:
    one, chance = world(4 * (seed // 2) + seed % 2), random.Random(seed)
    who = one.slots["ministry"]
    reports = tuple(
        brief_report(one, key, place, chance, ("figure", "history")).having(
            one.claim("statement", "statement", who, chance), at=2
        )
        for place, key in enumerate((AGENCY, *PAPERS[:4]))
    )
    brief = briefed(one, reports)
    sources = Sources(one, reports, brief)
    told = [fact for fact in brief.facts if "statement" in truths(sources.copied(fact.sentence))]
    assert told, "the statement is not in the brief: this world shows nothing"
    for fact in told:
        assert "Ministry of Transport" in fact.sentence.text
        assert len(fact.origins) == 1
        assert "single-origin" in fact.flags


def test_full_reports_of_a_world_have_facts_of_two_origins() -> None:
    """The laws above are about something: worlds do have facts that two independent origins tell."""
    found = []
    for seed in SEEDS[:5]:
        one, chance = world(seed), random.Random(seed)
        brief = briefed(one, [report(one, key, place, chance) for place, key in enumerate((AGENCY, *PAPERS[:4]))])
        found.append(sum(len(fact.origins) > 1 for fact in brief.facts))
    assert sum(found) >= 5
