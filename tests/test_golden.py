"""The sample's briefs as they are: a change of any word, citation or flag shows as a difference of a golden file.

A change on purpose is written down by `ALTERAM_REWRITE_GOLDEN=1 pytest tests/test_golden.py`; read the difference
before you commit it.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from alteram.model.briefs import Brief, Sentence

GOLDEN = Path(__file__).parent / "golden" / "sample"
REWRITE = "ALTERAM_REWRITE_GOLDEN=1 pytest tests/test_golden.py"


def essence(brief: Brief) -> dict[str, Any]:
    """What a reader sees of a brief, without offsets, digests and version."""
    names = {origin.id: origin.name for origin in brief.origins}
    return {
        "story": brief.story,
        "as_of": brief.as_of,
        "headline": _said(brief.headline),
        "facts": [
            {
                **_said(fact.sentence),
                "origins": [names[origin] for origin in fact.origins],
                "claim_of": names.get(fact.claim_of) if fact.claim_of else None,
                "flags": list(fact.flags),
            }
            for fact in brief.facts
        ],
        "disagreements": [
            {
                "kind": one.kind,
                "slot": f"{one.slot.predicate}, {one.slot.unit}, {one.slot.who}, {one.slot.where}",
                "sides": [
                    [s.low, s.high, s.text, s.holder.name, s.as_of, [p.source for p in s.passages]] for s in one.sides
                ],
            }
            for one in brief.disagreements
        ],
        "narratives": [
            {
                "label": one.label,
                "rater": one.rater,
                "providers": list(one.providers),
                "sentences": [_said(sentence) for sentence in one.sentences],
            }
            for one in brief.narratives
        ],
        "abstained": [f"{one.part} {one.axis}: {one.reason}" for one in brief.abstained],
        "sources": [
            f"{source.n} {source.name}: {source.title} ({', '.join(source.roles)})" for source in brief.sources
        ],
        "withheld": [f"{one.gate} {one.reason}" for one in brief.withheld],
    }


def _said(sentence: Sentence) -> dict[str, Any]:
    """A sentence's text and the sources that it cites."""
    return {"text": sentence.text, "citations": [c.n for clause in sentence.clauses for c in clause.citations]}


def _written(brief: Brief) -> str:
    return json.dumps(essence(brief), ensure_ascii=False, indent=2) + "\n"


def test_the_samples_briefs_are_the_golden_ones(sample_briefs: tuple[Brief, ...]) -> None:
    if os.environ.get("ALTERAM_REWRITE_GOLDEN") == "1":
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for old in GOLDEN.glob("*.json"):
            old.unlink()
        for brief in sample_briefs:
            (GOLDEN / f"{brief.story}.json").write_text(_written(brief), encoding="utf-8")
        pytest.skip("golden files rewritten: read their difference before you commit it")
    kept = {path.stem for path in GOLDEN.glob("*.json")}
    assert {str(brief.story) for brief in sample_briefs} == kept, f"other stories have briefs now; if meant: {REWRITE}"
    for brief in sample_briefs:
        golden = json.loads((GOLDEN / f"{brief.story}.json").read_text(encoding="utf-8"))
        assert essence(brief) == golden, f"the brief of {brief.story} changed; if meant: {REWRITE}"
