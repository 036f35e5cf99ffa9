"""Overlay, worksheets and figures of narratives, and the baseline of stances."""

from pathlib import Path

import pytest

from alteram.model.ids import OutletId
from alteram.outlets import load_registry
from evals import SHARED
from evals.judging import Item
from evals.narratives import rows
from evals.overlay import AXIS, FILE, RATER, labels, overlay_registry, places
from evals.seesaw import Labelled, linked, nearest, score


def test_an_overlay_names_its_rater_and_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(places({OutletId("reuters"): "center"}), encoding="utf-8")
    outlet = load_registry(tmp_path).get("reuters")
    before = load_registry(None).get("reuters")
    assert outlet is not None
    assert before is not None
    assert [(one.axis, one.side) for one in outlet.places if one.rater == RATER] == [(AXIS, "center")]
    assert set(before.places) < set(outlet.places)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the research data is not beside this checkout")
def test_the_labels_of_the_data_become_places() -> None:
    found = labels()
    assert {"left", "center", "right"} == set(found.values())
    outlet = overlay_registry().get(next(iter(found)))
    assert outlet is not None
    assert RATER in {one.rater for one in outlet.places}


def test_figures_count_only_where_plants_were_refused() -> None:
    real = [(Item((("sentence", str(n)),), f"e{n} n1.1 a:0-1"), (n != 1, True)) for n in range(4)]
    plant = Item((("sentence", "p"),), "e9 n1.1 a:0-1", "swap")
    good = rows([*real, (plant, (True, False))])
    assert good == (("plants_refused", 1, 1), ("right", 3, 4), ("wrong_narratives", 1, 4))
    assert rows([*real, (plant, (True, True))])[1] == ("right", 0, 0)


def test_names_are_tied_to_the_entities_of_a_list() -> None:
    entities = ("Ana Ruiz", "Republican Party")
    assert linked("Ruiz’s", entities) == "Ana Ruiz"
    assert linked("Republicans", entities) == "Republican Party"
    assert linked("Olaf Brandt", entities) is None


def test_the_baseline_takes_the_nearest_two_names() -> None:
    text = "Ana Ruiz met Olaf Brandt in a town far away from Mia Lund."
    one = Labelled("a", text, (0, len(text)), ("Ana Ruiz", "Olaf Brandt", "Mia Lund"), frozenset())
    found = nearest(one)
    assert found == {("Ana Ruiz", "Olaf Brandt", -1)}
    assert score([(found, found)]).f1 == 1.0
    assert score([(found, frozenset())]).f1 == 0.0
