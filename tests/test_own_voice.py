"""The eval of clauses read as the outlet's own: its draw, its verdicts, and that no text of others is kept."""

import re
from pathlib import Path

import pytest

from evals.own_voice import READ, Clause, clauses, figures, verdicts
from tests.stages.test_origins import PAPERS, article


def test_clauses_are_what_nobody_is_read_to_say() -> None:
    one = article(
        PAPERS[0],
        1,
        (
            "The ferry left the harbour of Osk at noon. Police said the pier was unsafe.",
            "The pier was closed on Friday, and the mayor said “nobody will walk there.”",
        ),
    )
    found = [clause.text for clause in clauses(one)]
    assert "The ferry left the harbour of Osk at noon." in found
    assert not any("unsafe" in text or "nobody" in text for text in found)


def test_figures_count_what_is_not_judged_against_the_share() -> None:
    drawn = tuple(Clause("a", (n, n + 1), f"clause {n}") for n in range(4))
    kept = {
        ("a", drawn[0].digest): "own",
        ("a", drawn[1].digest): "others",
        ("a", drawn[2].digest): "none",
        ("a", drawn[3].digest): "?",
    }
    assert figures(drawn, kept) == {"judged": 0.75, "own": 0.5}


def test_unknown_verdict_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "read.tsv"
    path.write_text("a\t0\t1\t00\tperhaps\n", encoding="utf-8")
    with pytest.raises(ValueError, match="perhaps"):
        verdicts(path)


def test_no_text_is_kept() -> None:
    lines = [line for line in READ.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines
    assert all(re.fullmatch(r"[0-9a-f]+\t\d+\t\d+\t[0-9a-f]{16}\t(?:own|others|none)", line) for line in lines)
