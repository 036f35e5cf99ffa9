"""Domains that are made to be taken for another outlet's."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alteram.outlets import load_registry, look_alike
from alteram.outlets.lookalikes import one_edit_apart, skeleton


@pytest.mark.parametrize(
    ("domain", "outlet"),
    [
        ("аpnews.com", "associated-press"),
        ("xn--pnews-3ve.com", "associated-press"),
        ("nytirnes.com", "new-york-times"),
        ("nyt1mes.com", "new-york-times"),
        ("reuter5.com", "reuters"),
        ("reutres.com", "reuters"),
        ("theguardiann.com", "the-guardian"),
        ("bbc.net", "bbc"),
        ("www.newsweek.co.uk", "newsweek"),
        ("reuters.com.evil.test", "reuters"),
        ("branneskcouríer.example", "sample-brannesk-courier"),
        ("abd.test", None),
        ("cnm.com", "cnn"),
        ("rtt.com", "rt"),
        ("reuters.com.co", "reuters"),
        ("reuters-com.test", None),
        ("orchard-news.test", None),
        ("192.0.2.7", None),
        ("", None),
    ],
)
def test_look_alikes(domain: str, outlet: str | None) -> None:
    found = look_alike(load_registry(), domain)
    assert (found.id if found else None) == outlet


def test_no_outlet_resembles_another_by_its_own_domain() -> None:
    registry = load_registry()
    for each in registry:
        for domain in each.domains:
            assert look_alike(registry, domain) is None
            assert look_alike(registry, f"edition.{domain}") is None


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("reuters", "reuters", False),
        ("reuters", "reuter", True),
        ("reuters", "xreuters", True),
        ("reuters", "reuterz", True),
        ("reuters", "ruetersx", False),
        ("reuters", "rueters", True),
        ("reuters", "srueter", False),
        ("", "a", True),
        ("ab", "ba", True),
        ("abcd", "badc", False),
    ],
)
def test_one_edit_apart(one: str, other: str, apart: bool) -> None:
    assert one_edit_apart(one, other) is apart
    assert one_edit_apart(other, one) is apart


@given(st.text(max_size=80))
def test_any_text_may_be_asked(domain: str) -> None:
    found = look_alike(load_registry(), domain)
    assert found is None or found in load_registry().outlets


def test_an_overlay_has_its_own_index(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[outlet]]\nid = "tarn"\nname = "Tarn"\ndomains = ["tarnherald.example"]\nbasis = "test"\n', encoding="utf-8"
    )
    assert look_alike(load_registry(), "tarnherold.example") is None
    found = look_alike(load_registry(tmp_path), "tarnherold.example")
    assert found is not None
    assert found.id == "tarn"


def test_the_index_finds_what_a_comparison_with_each_domain_finds() -> None:
    """Every single edit of some names, against the plain definition."""
    registry = load_registry()
    names = {
        skeleton(domain.partition(".")[0]) for outlet in registry for domain in outlet.domains if domain.count(".") == 1
    }
    for name in ("reuters", "nytimes", "aljazeera"):
        for at in range(len(name)):
            for changed in (name[:at] + "q" + name[at + 1 :], name[:at] + name[at + 1 :], f"{name[:at]}q{name[at:]}"):
                plain = any(skeleton(changed) == other or one_edit_apart(skeleton(changed), other) for other in names)
                assert (look_alike(registry, f"{changed}.test") is not None) >= plain, changed


def test_skeleton_survives_broken_punycode() -> None:
    assert skeleton("xn--\u00e9") == "xne"
    assert skeleton("xn--99999999999").startswith("xn")
