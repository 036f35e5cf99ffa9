"""The outlets of the invented harbour story: a registry, how they do as suppliers, and the records of their pages."""

from collections.abc import Sequence

from alteram.model.briefs import Brief
from alteram.model.ids import Digest, Moment, OutletId
from alteram.model.listing import OutletStory, OutletTotal
from alteram.model.live import Health, SourceChange, Standing
from alteram.model.outlets import Outlet, Place, Registry
from alteram.stages.publish import (
    EarlierVersion,
    OutletRecords,
    SourceNote,
    known_outlets,
    outlet_records,
    outlet_shares,
)
from tests.stages.publish.harbour import ARTICLES, BRIEF, FIRST

MATRIX = "https://matrix.example/kessland?row=4&view=1"
COURIER, POST, KESS, WIRE = (
    OutletId(name) for name in ("the-velm-courier", "harbour-post", "kess-state-news", "northern-wire")
)
MINA = OutletId("ميناء-اليوم")
PLACES = (
    Place(
        "establishment", "establishment-critical", "2", "1 critical to 5 pro", "A Rater", "2030-03", "survey", MATRIX
    ),
    Place("left-right", "left", "-1.5", "-3 left to 3 right", "B Rater", "2029", reference="javascript:alert(1)"),
)
REGISTRY = Registry(
    (
        Outlet(WIRE, "Northern Wire", ("northernwire.example",), kind="agency", country="Norland", basis="imprint"),
        Outlet(
            COURIER,
            "The Velm Courier",
            ("velmcourier.example",),
            aliases=("Velm Courier",),
            country="Kessland",
            kind="newspaper",
            language="en",
            control="independent",
            memberships=("northern-wire", "reed-agency", "nobody"),
            syndicates=("harbour-post",),
            feeds=("https://velmcourier.example/feed",),
            checked="2031-05-01",
            machine_use="allowed",
            licence="CC BY 4.0",
            places=PLACES,
            basis="own imprint",
        ),
        Outlet(POST, "Harbour Post", ("harbourpost.example",), owner="Brine Holding", group="Brine Dailies"),
        Outlet(
            KESS,
            "Kess State News",
            ("kessnews.example",),
            control="state-controlled",
            control_reference=MATRIX,
            owner="Brine Holding",
        ),
        Outlet(MINA, "ميناء اليوم", ("mina-today.example",), ties="state-linked", control_reference="a matrix, 2030"),
        Outlet(OutletId("reed-agency"), "Reed Agency", ("reed.example",), kind="agency", owner="Brine Holding"),
    ),
    Digest("c" * 64),
)
HEALTH = {
    COURIER: Health(
        COURIER,
        Standing("the-velm-courier", Moment("2031-05-05T08:00:00Z")),
        articles=240,
        confidence=0.934,
        latest=Moment("2031-05-03T11:15:00Z"),
        usual_hours=5.4,
        silent_hours=44.75,
    ),
    KESS: Health(
        KESS,
        Standing("kess-state-news", None, Moment("2031-05-05T07:00:00Z"), "http-503", 4),
        articles=1,
        confidence=1.0,
    ),
    OutletId("reed-agency"): Health(OutletId("reed-agency"), None, articles=0),
}
UNKNOWN = {"steward.example": 2, "<b>velm</b>.example": 1}


def totals(editions: Sequence[Brief] = (FIRST, BRIEF)) -> tuple[OutletTotal, ...]:
    """What everybody did in a library with one story."""
    return tuple(
        OutletTotal(each.who, each.known, each.named, int(each.current), each.origin, each.carrier)
        for each in outlet_shares(editions)
    )


def records() -> OutletRecords:
    """Everybody of the harbour story."""
    return outlet_records(totals(), REGISTRY, HEALTH, UNKNOWN)


def stories_of(outlet: str) -> tuple[OutletStory, ...]:
    """The harbour story, where the outlet has a share of it."""
    return tuple(
        OutletStory(
            *(BRIEF.story, BRIEF.headline.text, Moment("2031-05-05")),
            *(each.articles, each.facts, each.origin, each.carrier),
        )
        for each in outlet_shares((FIRST, BRIEF))
        if each.known and each.current and each.who == outlet
    )


NOTES = {
    2: SourceNote(
        SourceChange(ARTICLES[1].url, ARTICLES[1].text_sha256, 3, 1, changed=Moment("2031-05-09T10:00:00Z")),
        captured=Moment("2031-05-03T12:00:00Z"),
        latest=ARTICLES[1].id,
    ),
    3: SourceNote(SourceChange(ARTICLES[2].url, ARTICLES[2].text_sha256, 1, 1, gone=Moment("2031-05-20T10:00:00Z"))),
    5: SourceNote(earlier=(EarlierVersion((1,), Moment("2031-05-04T10:00:00Z")),)),
}
PAGES = known_outlets(BRIEF, REGISTRY)
