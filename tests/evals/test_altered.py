"""The measure of altered facts, on texts of our own, and on the shared set where it is."""

import pytest

from evals.altered import DATA, Answer, Edited, area, as_article, figures, main, supported, table

PASSAGE = (
    "The ferry Linnet sank off Ostermole on Tuesday and killed eleven passengers.\n\n"
    "The coast guard rescued forty sailors from the icy water. Nobody had expected the storm."
)


def test_a_text_is_read_sentence_by_sentence_behind_a_title() -> None:
    article = as_article(PASSAGE)
    assert article.text[slice(*article.sentences[0])] == "Untitled"
    assert len(article.sentences) == 4


def test_each_sentence_of_a_claim_must_be_supported_by_one() -> None:
    first = "The ferry Linnet sank off Ostermole on Tuesday and killed eleven passengers."
    second = "The coast guard rescued forty sailors from the icy water."
    assert supported(first, PASSAGE) == Answer(True, 1.0)
    assert supported(f"{first} {second}", PASSAGE).holds
    assert not supported(f"{first} Parliament approved the lease of Vessmouth.", PASSAGE).holds
    assert not supported(second.replace("forty", "fifty"), PASSAGE).holds


def test_figures_by_hand() -> None:
    true, other = Edited("a", "p", True, ()), Edited("b", "p", False, ("swap", "insertion"))
    answers = [
        (true, Answer(True, 0.9)),
        (true, Answer(False, 0.4)),
        (other, Answer(False, 0.4)),
        (other, Answer(True, 1)),
    ]
    assert figures(answers) == {
        "true_supported": 0.5,
        "altered_refused": 0.5,
        "balanced_accuracy": 0.5,
        "score_auc": (1 + 0.5) / 4,
    }
    assert table(answers).splitlines()[1].split() == ["insertion", "2", "1", "0.50"]
    assert area([(true, Answer(True, 1.0)), (Edited("b", "another", False, ()), Answer(False, 0.0))]) == 0.0


@pytest.mark.shared
def test_the_eval_runs_and_has_no_floor(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    if not DATA.is_file():
        pytest.skip("the research data is not beside this checkout")
    monkeypatch.setattr("sys.argv", ["altered"])
    assert main() == 0
    assert "549 summaries" in capsys.readouterr().out
