"""Fictional events and their coverage, from a seed, with the truth of every sentence known.

A `World` has one event, its slots (place, day, figures, people), and a registry of invented outlets: two agencies, two
papers of one owner, a state-controlled one, independent ones. A `Telling` is one sentence with the truth that it tells,
whose word it is and whether it is true; a `Report` is an article of tellings. All wordings are in templates.toml.
"""

import json
import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from alteram.engine.briefing import Made, Task, make_brief
from alteram.model.articles import Article, Capture, Declared, Failure
from alteram.model.briefs import Brief
from alteram.model.ids import Moment, OutletId, StoryId, digest_of
from alteram.model.outlets import Outlet, Registry
from alteram.stages.extract import extract_article, resolve

TEMPLATES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("templates.toml").read_text("utf-8"))
STORY = StoryId("7" * 16)
AGENCY, CABLE, STATE = "meridian", "cable", "voice"
TWINS = ("gazette", "standard")
PAPERS = ("beacon", "compass", "telegraph", "estuary", "tribune", "ledger")
NAMES = {
    AGENCY: "Meridian Press Agency",
    CABLE: "Continental Cable",
    STATE: "Voice of the Lowlands",
    "gazette": "Lowland Gazette",
    "standard": "Riverside Standard",
    "beacon": "Evening Beacon",
    "compass": "Daily Compass",
    "telegraph": "Northern Telegraph",
    "estuary": "Estuary Radio",
    "tribune": "Vale Tribune",
    "ledger": "The Open Ledger",
}
CREDITS = {AGENCY: ("MPA", "Meridian Press Agency"), CABLE: ("Continental Cable",)}
UNCHANGING = ("event", "figure", "effect", "response", "history")


def _outlet(key: str, name: str, owner: str | None) -> Outlet:
    """An outlet of the invented registry."""
    kind = "agency" if key in CREDITS else "newspaper"
    return Outlet(
        OutletId(key),
        name,
        (f"{key}.example",),
        country="Lowland",
        nationality="Lowlandish",
        language="en",
        kind=kind,
        owner=owner,
        control="state-controlled" if key == STATE else "independent",
        credits=CREDITS.get(key, ()),
        fictional=True,
        basis="fictional",
    )


def registry_of(mirrors: int = 0) -> Registry:
    """The invented outlets, and so many more known ones without an owner in common (`mirror0`, `mirror1`, ...)."""
    outlets = [_outlet(key, name, "Twin Rivers Press" if key in TWINS else None) for key, name in NAMES.items()]
    outlets += [_outlet(f"mirror{n}", f"Mirror Number {n}", None) for n in range(mirrors)]
    return Registry(tuple(outlets), digest_of(f"worlds {mirrors}".encode()))


REGISTRY = registry_of()


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence: the truth it tells ("lie" for none), whose word it is ("" for the outlet's own), if it is true."""

    truth: str
    text: str
    holder: str = ""
    true: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """One article. `outlet` is the key of its host; `origin` is who wrote it: the agency, where it is a copy."""

    outlet: str
    hour: int
    title: str
    paragraphs: tuple[tuple[Telling, ...], ...]
    origin: str
    authors: tuple[str, ...] = ()
    heading: str = ""
    ending: str = ""
    name: str = ""

    @property
    def url(self) -> str:
        """Where it was published."""
        return f"https://{self.outlet}.example/news/{digest_of(self.title.encode())[:8]}-{self.hour}"

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """All sentences in their order."""
        return tuple(telling for paragraph in self.paragraphs for telling in paragraph)

    @property
    def group(self) -> str:
        """Who counts once with it: its owner's papers, the agency that it copies; "" for a site nobody knows."""
        if self.origin in TWINS:
            return "twins"
        return self.origin if self.origin in NAMES else ""

    def having(self, *tellings: Telling, at: int) -> "Report":
        """The same with one paragraph more, before paragraph `at`."""
        return replace(self, paragraphs=(*self.paragraphs[:at], tellings, *self.paragraphs[at:]))

    def line(self, day: Moment) -> str:
        """The article as a line of an article file."""
        texts = [" ".join(telling.text for telling in paragraph) for paragraph in self.paragraphs]
        texts[0] = self.heading + texts[0]
        minute = self.hour % 60
        return json.dumps(
            {
                "url": self.url,
                "outlet": self.name or NAMES.get(self.outlet, self.outlet),
                "title": self.title,
                "text": "\n\n".join([*texts, *([self.ending] if self.ending else [])]),
                "date": f"{day}T{8 + self.hour // 60:02}:{minute:02}:00Z",
                "authors": list(self.authors),
            },
            ensure_ascii=False,
        )


@dataclass(frozen=True, slots=True)
class World:
    """One event and the slots of its sentences."""

    seed: int
    event: dict[str, Any]
    slots: dict[str, str]
    day: Moment

    def told(self, truth: str, chance: random.Random, **changed: str) -> Telling:
        """A truth of the event in one of its wordings, in the outlet's own voice."""
        wording = chance.choice(self.event["truths"][truth])
        return Telling(truth, self.filled(wording, **changed), true=not changed)

    def filled(self, wording: str, **changed: str) -> str:
        """A wording with the slots of this world."""
        return wording.format_map(self.slots | changed)

    def claim(self, truth: str, forms: str, who: str, chance: random.Random, other: str = "") -> Telling:
        """A clause of the event ("statement", "cause", "allegation") as somebody's word."""
        clause = self.filled(self.event[truth])
        wording = chance.choice(TEMPLATES["attributed"][forms])
        return Telling(truth, self.around(wording, clause, who, other), holder=who)

    def denial(self, chance: random.Random) -> Telling:
        """The operator's denial of the allegation, as a sentence of its own."""
        clause, operator = self.filled(self.event["allegation"]), self.slots["operator"]
        wording = chance.choice(TEMPLATES["attributed"]["denied_apart"])
        clause = clause.replace(operator, "it", 1)
        return Telling("denial", self.around(wording, clause, operator, operator), holder=operator)

    def around(self, wording: str, clause: str, who: str, other: str = "") -> str:
        """A wording of [attributed] around a clause."""
        words = {"clause": clause, "who": who, "other": other}
        words |= {key.capitalize(): word[:1].upper() + word[1:] for key, word in words.items()}
        return self.filled(wording, **words)

    def detail(self, at: int) -> Telling:
        """A detail that one outlet alone tells."""
        details = self.event["details"]
        return Telling(f"detail{at % len(details)}", details[at % len(details)])

    def colour(self, place: int, at: int) -> Telling:
        """Something that the outlet at `place` alone saw."""
        parts = [TEMPLATES["colour"][key] for key in ("subjects", "deeds", "tails")]
        k = place * 4 + at
        steps = (k + self.seed, 5 * k + k // 16 + 3 * self.seed, 7 * k + 3 * (k // 16) + self.seed)
        subject, deed, tail = (part[step % len(part)] for part, step in zip(parts, steps, strict=True))
        return Telling(f"colour{k}", f"{subject} {deed} {tail}.")

    def next_step(self, chance: random.Random) -> Telling:
        """What comes next."""
        return Telling("next", chance.choice(TEMPLATES["attributed"]["next"]))

    def witness(self, chance: random.Random) -> Telling:
        """A quotation."""
        wording = chance.choice(TEMPLATES["quotations"]["witness"])
        return Telling("witness", self.filled(wording), holder=self.slots["witness"])

    def title(self, chance: random.Random) -> str:
        """A title of a report."""
        return self.filled(chance.choice(self.event["titles"]))


def world(seed: int) -> World:
    """The event of a seed."""
    chance = random.Random(seed)
    names = TEMPLATES["names"]
    places = chance.sample(names["places"], 3)
    surnames = chance.sample(names["surnames"], 5)
    women, men = chance.sample(names["women"], 3), chance.sample(names["men"], 3)
    happened = date(2031, 3, 3) + timedelta(days=chance.randrange(120))
    slots = {
        "place": places[0],
        "bridge": f"{places[1]} Bridge",
        "detour": places[2],
        "day": happened.strftime("%A"),
        "figure": str(chance.randrange(21, 89)),
        "crews": str(chance.randrange(4, 30) * 10),
        "year": str(chance.randrange(1911, 1989)),
        "operator": chance.choice(names["operators"]),
        "mayor": f"Mayor {women[0]} {surnames[0]}",
        "union": f"union secretary {men[0]} {surnames[1]}",
        "ministry": "the Ministry of Transport",
        "witness": f"{women[1]} {surnames[2]}",
        "private": f"{men[1]} {surnames[3]}",
    }
    event = TEMPLATES["events"][seed % len(TEMPLATES["events"])]
    return World(seed, event, slots, Moment(happened.isoformat()))


def report(one: World, outlet: str, place: int, chance: random.Random) -> Report:
    """A report of its own: the event first, then what is known, whose word and which details as chance will."""
    shared = [one.told(truth, chance) for truth in UNCHANGING[1:]]
    claims = [
        one.claim("statement", "statement", one.slots["ministry"], chance),
        one.claim("cause", "said", one.slots["mayor"], chance),
        one.claim("allegation", "said", one.slots["union"], chance),
    ]
    rest = [*shared, *claims, one.next_step(chance), one.witness(chance)]
    kept = [telling for telling in rest if chance.random() < 0.8]
    chance.shuffle(kept)
    paragraphs = [(one.told("event", chance),)]
    while kept:
        size = chance.choice((1, 1, 2))
        paragraphs.append(tuple(kept[:size]))  # type: ignore[arg-type]
        kept = kept[size:]
    for own in (one.detail(place), *(one.colour(place, at) for at in range(3))):
        paragraphs.insert(chance.randrange(1, len(paragraphs) + 1), (own,))
    return Report(outlet, place, one.title(chance), tuple(paragraphs), outlet)


def brief_report(
    one: World, outlet: str, hour: int, chance: random.Random, truths: Sequence[str], own: int = 2
) -> Report:
    """A short report: the event and these truths, a paragraph each, and what it alone saw (`own` and one)."""
    told = [one.told(truth, chance) for truth in ("event", *truths)]
    told += [one.detail(hour)] if hour < len(one.event["details"]) else []
    told += [one.colour(hour, at) for at in range(own)]
    return Report(outlet, hour, one.title(chance), tuple((telling,) for telling in told), outlet)


def copy_of(original: Report, outlet: str, hour: int, credit: str = "") -> Report:
    """An agency's report as another outlet prints it; `credit` is "dateline", "last line", "byline" or "" (none)."""
    copied = replace(original, outlet=outlet, hour=hour, heading="", ending="")
    line = CREDITS.get(original.origin, ("",))[0]
    if credit == "dateline":
        return replace(copied, heading=f"ORVELL ({line}) — ")
    if credit == "last line":
        return replace(copied, ending=line)
    return replace(copied, authors=(NAMES[original.origin],)) if credit == "byline" else copied


def coverage(one: World, outlets: Sequence[str] | None = None) -> tuple[Report, ...]:
    """Coverage of a world: the agency, a paper that carries its copy, twins of one owner, others, and an unknown site.

    Each writes its own report; with `outlets` these and no others.
    """
    chance = random.Random(f"coverage {one.seed}")
    if outlets is not None:
        return tuple(report(one, key, place, chance) for place, key in enumerate(outlets))
    papers = chance.sample(PAPERS, 4)
    keys = [AGENCY, *TWINS, *papers[:2], *([STATE] if one.seed % 2 else []), "unknown-site"]
    reports = [report(one, key, place, chance) for place, key in enumerate(keys)]
    credit = chance.choice(("dateline", "last line", "byline"))
    return (*reports, copy_of(reports[0], papers[3], 40, credit))


@lru_cache(maxsize=4096)
def _article(line: str, registry: Registry) -> Article:
    value = json.loads(line)
    payload = line.encode()
    declared = Declared(value["title"], value["text"], value["outlet"], Moment(value["date"]), "en", ())
    declared = replace(declared, authors=tuple(value["authors"]))
    digest = digest_of(payload)
    capture = Capture(value["url"], payload, digest, "application/json", declared=declared, subject="worlds")
    found = extract_article(capture)
    assert not isinstance(found, Failure), found
    resolved = resolve(found, capture, registry)
    assert isinstance(resolved, Article), resolved
    return resolved


def articles_of(one: World, reports: Sequence[Report], registry: Registry = REGISTRY) -> tuple[Article, ...]:
    """The reports as articles, read as an import reads them."""
    return tuple(_article(report.line(one.day), registry) for report in reports)


def made(one: World, reports: Sequence[Report], registry: Registry = REGISTRY) -> Made:
    """The brief of these reports, or why there is none."""
    return make_brief(Task(STORY, articles_of(one, reports, registry), registry))


def briefed(one: World, reports: Sequence[Report], registry: Registry = REGISTRY) -> Brief:
    """The brief of these reports; there must be one."""
    found = made(one, reports, registry)
    assert found.brief is not None, found.reason
    return found.brief
