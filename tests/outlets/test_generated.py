"""The country files are what tools/registry.py writes from the licensed tables, and how the tables are joined."""

from pathlib import Path

import pytest

from alteram.outlets import compact, parsed
from tools import registry
from tools.registry_join import Draft, Join, stated
from tools.registry_names import bare, distinctive, folded, generic_words, names_domain, one_spelling, owner_name, slug
from tools.registry_tables import Asset, Feed, Organisation, countries, editors_list, feed_head, host_of, tidy, tsv

TABLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "outlets"
TOOLS = Path(registry.__file__).resolve().parent


def asset(name: str, company: str, typology: str, *links: str, country: str = "Norvania") -> Asset:
    """An asset of the matrix; links are written host/path."""
    parts = tuple((link.partition("/")[0], link.partition("/")[2]) for link in links)
    return Asset(country, name, name, company, typology, "", parts)


def organisation(name: str, *domains: str, owner: str = "", typology: str = "Private Media") -> Organisation:
    """An organisation of the other table."""
    return Organisation("Norvania", name, domains, f"{name} is a newspaper.", owner, typology)


def join(*dropped: str) -> Join:
    """An empty join."""
    return Join(dropped, {})


@pytest.mark.shared
@pytest.mark.skipif(not TABLES.is_dir(), reason="the licensed tables are not beside the checkout")
def test_the_country_files_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert registry.main(["--check"]) == 0, f"run python -m tools.registry: {capsys.readouterr().out}"


def test_the_pre_parsed_form_is_that_of_the_country_files() -> None:
    loaded = compact.load(registry.OUTLETS)
    assert loaded is not None, "run python -m tools.registry"
    assert loaded == parsed(registry.OUTLETS)


def test_a_measure_only_table_is_never_read() -> None:
    for file in TOOLS.glob("*.py"):
        assert "domain_ratings" not in file.read_text(encoding="utf-8")


def test_places_take_the_word_of_their_own_scale() -> None:
    row = {
        "outlet": "X",
        "axis": "left-right",
        "scale": "1 left to 5 right",
        "rater": "R",
        "seen": "2024-05",
        "note": "n",
    }
    words = [registry.place_tables([{**row, "place": str(value)}])[0]["side"] for value in range(1, 6)]
    assert words == ["left", "left", "center", "right", "right"]


@pytest.mark.parametrize(
    ("typology", "control", "ties"),
    [
        ("SC", "state-controlled", ""),
        ("CaPu", "", "state-linked"),
        ("CaPr", "", "state-linked"),
        ("ISM", "", "state-linked"),
        ("ISF", "state-funded", "publicly-funded"),
        ("ISFM?", "", ""),
        ("", "", ""),
    ],
)
def test_only_the_matrix_says_state_controlled(typology: str, control: str, ties: str) -> None:
    draft = Draft("X", "Norvania")
    stated(draft, asset("X", "X Company", typology))
    assert (draft.control, draft.ties) == (control, ties)
    assert bool(draft.reference) is bool(control or ties)


def test_what_the_editor_knows_gives_no_owner_and_no_reference() -> None:
    table = registry.outlet(Draft("X", "", ["x.example"], id="x", editors=True), {}, ())
    assert table == {
        "id": "x",
        "name": "X",
        "domains": ["x.example"],
        "kind": "unknown",
        "basis": "editor, unverified",
        "place": [],
    }


def test_a_shared_host_goes_to_the_front_page_or_to_the_company_or_to_nobody() -> None:
    joined = join("mirror.example")
    joined.matrix(
        [
            asset("Alba", "Alba Press", "SC", "alba.example"),
            asset("Alba Radio", "Alba Press", "SC", "alba.example/radio"),
            asset("NRT One", "Norvanian Radio (NRT)", "SC", "nrt.example"),
            asset("NRT Two", "Norvanian Radio (NRT)", "SC", "nrt.example"),
            asset("Blue", "Blue House", "SC", "portal.example"),
            asset("Green", "Green House", "CaPr", "portal.example"),
            asset("Mirrored", "Mirrored", "SC", "mirror.example"),
            asset("Norvania French", "Norvania", "SC", "fr.norvania.example"),
            asset("Norvania German", "Norvania", "SC", "de.norvania.example"),
        ]
    )
    whose = {host: draft.name for host, draft in joined.hosts.items()}
    assert whose == {
        "alba.example": "Alba",
        "nrt.example": "Norvanian Radio",
        "fr.norvania.example": "Norvania French",
        "de.norvania.example": "Norvania German",
    }
    assert {draft.name for draft in joined.drafts if not draft.domains} >= {"Mirrored", "Blue", "Green", "NRT One"}


def test_tables_are_joined_by_name_in_one_country_and_disagreeing_owners_are_unknown() -> None:
    joined = join()
    joined.matrix([asset("The Lantern", "Lantern House", "CaPr", "lantern.example")])
    joined.kagi(
        [
            organisation("The Lantern", "lantern-online.example", owner="Somebody"),
            organisation("Orchard Post", "orchard.example", owner="One"),
            organisation("Orchard Post", "orchard.example", owner="Two"),
            organisation("Publisher", "a.example", "b.example", "c.example", "d.example"),
        ]
    )
    lantern, orchard, *titles = joined.drafts
    assert (lantern.domains, lantern.owner, lantern.ties) == (
        ["lantern.example", "lantern-online.example"],
        "Lantern House",
        "state-linked",
    )
    assert (orchard.owner, orchard.contested) == ("", True)
    assert [(title.domains, title.owner) for title in titles] == [([f"{one}.example"], "Publisher") for one in "abcd"]


def test_an_owner_that_is_an_outlet_is_of_one_owner_with_its_outlets() -> None:
    drafts = [
        Draft("Alba", "N", owner="Alba"),
        Draft("Alba Radio", "N", owner="Alba"),
        Draft("Alone", "N", owner="Alone"),
    ]
    registry.settle_owners(drafts)
    assert [draft.owner for draft in drafts] == ["Alba (media company)", "Alba (media company)", ""]


def test_common_names_are_printed_with_their_country() -> None:
    drafts = [
        Draft("The Lantern", "Norvania", id="lantern", editors=True),
        Draft("Daily News", "Keldor", ["daily.example"]),
        Draft("The Lantern", "Keldor", ["lantern.example"]),
        Draft("Stern", "Keldor"),
        Draft("Keldor Messenger (KM)", "Keldor"),
    ]
    registry.name_all(drafts)
    assert [draft.name for draft in drafts] == [
        "The Lantern",
        "Daily News (Keldor)",
        "The Lantern (Keldor)",
        "Stern (Keldor)",
        "Keldor Messenger",
    ]
    assert len({draft.id for draft in drafts}) == len(drafts)


def test_a_feed_gives_its_own_address_only_where_the_site_has_it() -> None:
    joined = join("video.example")
    joined.add(Draft("The Lantern", "", ["lantern.example"]))
    joined.feeds(
        [
            Feed("https://feeds.lantern.example/all", ("lantern.example",), "World", "en"),
            Feed("https://elsewhere.example/x", ("lantern.example",), "World", "en"),
            Feed("https://new.example/feed", ("new.example",), "New Page", None),
            Feed("https://video.example/feed", ("video.example",), "Channel", None),
            Feed(None, (), "", None),
        ]
    )
    assert [(draft.name, draft.feeds, draft.language) for draft in joined.drafts] == [
        ("The Lantern", ["https://feeds.lantern.example/all"], "en"),
        ("New Page (new.example)", ["https://new.example/feed"], ""),
    ]


def test_the_head_of_a_feed() -> None:
    rss = (
        "<rss><channel><title><![CDATA[ A &amp; B ]]></title><link>https://www.lantern.example/</link>"
        '<atom:link href="https://lantern.example/feed?a=1&amp;b=2" rel="self"/><language>en-GB</language>'
    )
    assert feed_head(rss) == Feed("https://lantern.example/feed?a=1&b=2", ("lantern.example",), "A & B", "en")
    assert feed_head("<feed>") == Feed(None, (), "", None)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Lantern House (owned by Orchard)", "Lantern House"),
        ("A (50%), B (25%)", "A, B"),
        ("Somebody via Holding", "Somebody"),
        ("25% A, 75% B", None),
        ("Independent", None),
        ("Unknown", None),
        ("Government press unit", None),
        ("The paper is held by a trust", None),
        ("x" * 61, None),
        ("", None),
    ],
)
def test_what_names_an_owner(text: str, owner: str | None) -> None:
    assert owner_name(text) == owner


def test_one_spelling_of_an_owner() -> None:
    spelling = one_spelling(["Cairn S.p.A.", "Cairn", "Cairn", "Condé", "Conde", "Condé"])
    assert spelling["Cairn S.p.A."] == "Cairn"
    assert spelling["Conde"] == "Condé"


@pytest.mark.parametrize(
    ("name", "alone"),
    [
        ("The Star", False),
        ("Daily News", False),
        ("Stern", False),
        ("TVNZ", False),
        ("Lenta.ru", True),
        ("Mediapart", True),
        ("The Sydney Morning Herald", True),
    ],
)
def test_which_names_are_recognised_alone(name: str, alone: bool) -> None:
    assert distinctive(name, generic_words()) is alone


def test_small_parts() -> None:
    assert host_of("https://www.lantern.example/a") == host_of("lantern.example") == "lantern.example"
    assert host_of("de werktitel") == ""
    assert tidy("Media Group (Television: One") == "Media Group"
    assert tidy("Agency (AG)*") == "Agency (AG)"
    assert (folded("The Écho-1"), slug("L'Écho 1"), bare("A (B) C")) == ("echo1", "lecho-1", "A C")
    assert names_domain("Norvanian Radio (NRT)", "nrt")
    assert not names_domain("Norvanian Radio (NRT)", "orchard")


def test_the_editors_tables_are_well_formed() -> None:
    known = countries()
    rows = editors_list()
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["country"] in known or not row["country"] for row in rows)
    hosts = [row[0] for row in tsv(TOOLS / "dropped_links.tsv")]
    assert len(set(hosts)) == len(hosts)
    assert len({country.slug for country in known.values()}) == len({country.name for country in known.values()})
