"""A planted lie: one outlet tells it, no second origin is ever found for it, and it never stands without its outlet."""

import random
from dataclasses import dataclass, replace

import pytest

from alteram.language import Statement
from alteram.language.lexical import LexicalJudge
from alteram.model.briefs import Sentence
from alteram.text.attribution import read
from tests.worlds.generator import (
    AGENCY,
    PAPERS,
    TEMPLATES,
    Report,
    Telling,
    World,
    articles_of,
    brief_report,
    briefed,
    world,
)
from tests.worlds.reading import SEEDS, Sources, attributed, published

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OUTLETS = (AGENCY, *PAPERS[:3])


@dataclass(frozen=True, slots=True)
class Lie:
    """A lie, the word of it that is false ("" where all of it is), and the truth and its word in whose place it is."""

    telling: Telling
    wrong: str = ""
    truth: str = ""
    right: str = ""


WORDS = {
    "bridge": {"negation": ("not", "closed"), "agent": ("ferry", "barge"), "outcome": ("fatal", "minor")},
    "fire": {"negation": ("not", "destroy"), "agent": ("flood", "fire"), "outcome": ("buried", "treated")},
    "tram": {"negation": ("not", "block"), "agent": ("lorry", "tram derailed"), "outcome": ("killed", "bruised")},
    "dam": {"negation": ("not", "flood"), "agent": ("sewer", "dam"), "outcome": ("lost", "left")},
}
"""Words of the lies in templates.toml: the false one, and the one that stands in its place in the truth."""


def lie(one: World, kind: str, chance: random.Random) -> Lie:
    """A lie of a kind, one word or figure away from a truth that its teller then does not tell."""
    slots = one.slots
    named = (slots["place"], slots["detour"], slots["bridge"].removesuffix(" Bridge"))
    elsewhere = [place for place in TEMPLATES["names"]["places"] if place not in named]
    changed = {
        "figure": ("figure", "figure", str(int(slots["figure"]) + 13)),
        "crews": ("response", "crews", str(int(slots["crews"]) + 50)),
        "year": ("history", "year", str(int(slots["year"]) - 20)),
        "day": ("event", "day", chance.choice([day for day in DAYS if day != slots["day"]])),
        "place": ("event", "place", chance.choice(elsewhere)),
        "detour": ("effect", "detour", chance.choice(elsewhere)),
    }
    if kind in changed:
        truth, slot, wrong = changed[kind]
        return Lie(replace(one.told(truth, chance, **{slot: wrong}), truth="lie"), wrong, truth, slots[slot])
    telling = Telling("lie", one.filled(one.event["lies"][kind]), true=False)
    if kind == "invented":
        return Lie(telling)
    wrong, right = WORDS[one.event["key"]][kind]
    return Lie(telling, wrong, "figure" if kind == "outcome" else "event", right)


def deceived(seed: int, kind: str) -> tuple[World, tuple[Report, ...], Lie]:
    """Four short reports of a world, one of which tells the lie in the place of its truth."""
    one, chance = world(seed), random.Random(f"{kind} {seed}")
    told = ("figure", "effect", "response", "history")
    reports = [brief_report(one, key, place, chance, told) for place, key in enumerate(OUTLETS)]
    planted = lie(one, kind, chance)
    at = seed % len(reports)
    honest = tuple(part for part in reports[at].paragraphs if part[0].truth != planted.truth)
    reports[at] = replace(reports[at], paragraphs=honest).having(
        planted.telling, at=0 if planted.truth == "event" else 1
    )
    return one, tuple(reports), planted


KINDS = ("figure", "crews", "year", "day", "place", "detour", "negation", "agent", "outcome", "invented")


def tells(sentence: Sentence, planted: Lie, sources: Sources) -> bool:
    """Whether a sentence copies the false word of the lie."""
    return any(not t.true for t in sources.copied(sentence)) and planted.wrong in sentence.text


@pytest.mark.parametrize("kind", KINDS)
def test_a_lie_has_one_origin_and_an_attribution(kind: str) -> None:
    shown = 0
    for seed in SEEDS[len(kind) % 5 :: 5]:
        one, reports, planted = deceived(seed, kind)
        brief = briefed(one, reports)
        sources = Sources(one, reports, brief)
        for fact in brief.facts:
            if tells(fact.sentence, planted, sources):
                shown += 1
                assert len(fact.origins) == 1, (seed, fact.sentence.text)
                assert "single-origin" in fact.flags
        for sentence in published(brief):
            if tells(sentence, planted, sources):
                assert attributed(sentence), (seed, sentence.text)
            elif planted.right and planted.right in sentence.text and sentence.id != "h":
                cited = [telling.text for _, telling in sources.cited(sentence) if not telling.true]
                assert not cited, (seed, sentence.text, cited)
    assert shown or kind != "invented", "no lie was published at all: this shows nothing"


PAIRS = (
    ("The court in {place} acquitted the captain on {day} of all charges.",
     "The court in {place} convicted the captain on {day} of all charges."),
    ("The bridge over the river was opened to all freight traffic on {day}.",
     "The bridge over the river was closed to all freight traffic on {day}."),
    ("Prices of bread in {place} rose in March by a tenth of a crown a loaf.",
     "Prices of bread in {place} fell in March by a tenth of a crown a loaf."),
    ("The meeting of the two ministers took place before the vote on the harbour law.",
     "The meeting of the two ministers took place after the vote on the harbour law."),
    ("The council of {place} approved the sale of the old harbour to a bank on {day}.",
     "The council of {place} blocked the sale of the old harbour to a bank on {day}."),
    ("Soldiers of the southern army attacked the northern camp at {place} on {day}.",
     "Soldiers of the northern army attacked the southern camp at {place} on {day}."),
    ("The ferry left the harbour of {place} with 90 passengers and 12 lorries aboard.",
     "The ferry left the harbour of {place} with 12 passengers and 90 lorries aboard."),
    ("The dockers of {place} ended a strike of three weeks at the container harbour.",
     "The dockers of {place} began a strike of three weeks at the container harbour."),
    ("Police arrested the brother of the harbour master in {place} on {day}.",
     "Police arrested the harbour master in {place} on {day} with his brother."),
)  # fmt: skip


@pytest.mark.parametrize(("said", "otherwise"), PAIRS)
def test_no_passage_supports_its_opposite(said: str, otherwise: str) -> None:
    one = world(0)
    pair = [
        articles_of(one, [Report(key, 0, "News of the day", ((Telling("x", one.filled(wording)),),), key)])[0]
        for key, wording in (("beacon", said), ("compass", otherwise))
    ]
    whole = [Statement(article, read(article.text).sentences[1].span, (read(article.text).sentences[1].span,))
             for article in pair]  # fmt: skip
    judge = LexicalJudge()
    assert judge.support(whole[0], whole[0]).holds
    assert not judge.support(whole[0], whole[1]).holds
    assert not judge.support(whole[1], whole[0]).holds
