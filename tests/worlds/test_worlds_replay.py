"""Every brief of a world replays from its archived texts, says only given words, and is the same every time."""

import json
import os
import random
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

from alteram.codec import encode
from alteram.language.lexical import LexicalJudge
from alteram.model.briefs import Brief, Copied, FieldEvidence, Glue, Passage, RegistryEvidence
from alteram.model.ids import digest_of
from alteram.stages.verify import Reference, check_brief
from tests.worlds.generator import REGISTRY, Report, World, articles_of, briefed, coverage, made, world
from tests.worlds.reading import SEEDS, Sources, passages, published, tellers, words

ROOT = Path(__file__).resolve().parents[2]
GLUE_WORDS = {"according", "to", "said", "reports", "that", "as", "reported", "by", "and", "state", "media", "outlet"}


@lru_cache(maxsize=64)
def full(seed: int) -> tuple[World, tuple[Report, ...], Brief]:
    """A world, its whole coverage and its brief."""
    one = world(seed)
    reports = coverage(one)
    return one, reports, briefed(one, reports)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_sentence_replays_and_says_only_what_is_given(seed: int) -> None:
    one, reports, brief = full(seed)
    by_url = {article.url: article for article in articles_of(one, reports)}
    archived = {source.n: by_url[source.url] for source in brief.sources}
    verdicts = check_brief(brief, Reference(archived, REGISTRY, LexicalJudge()))
    assert [v for v in verdicts if not v.replays] == []
    for sentence in published(brief):
        written, given = [], set(GLUE_WORDS)
        for piece in sentence.pieces:
            if isinstance(piece, Copied):
                written.append(archived[piece.source].text[piece.start : piece.end])
                cited = [p for p in passages(sentence) if p.source == piece.source]
                assert any(p.start <= piece.start and piece.end <= p.end for p in cited), sentence.text
            elif isinstance(piece, Glue):
                written.append(piece.text)
                for evidence in piece.evidence:
                    if isinstance(evidence, Passage):
                        given |= words(archived[evidence.source].text[evidence.start : evidence.end])
                    elif isinstance(evidence, FieldEvidence):
                        given |= words(str(getattr(archived[evidence.source], evidence.field)))
                    elif isinstance(evidence, RegistryEvidence):
                        given |= words(str(getattr(REGISTRY.get(evidence.registry), evidence.field)))
        assert "".join(written) == sentence.text
        for passage in passages(sentence):
            given |= words(archived[passage.source].text[passage.start : passage.end])
        assert words(sentence.text) <= given, words(sentence.text) - given


@pytest.mark.parametrize("seed", SEEDS)
def test_every_citation_tells_what_the_fact_tells(seed: int) -> None:
    """In honest coverage the passages that a fact cites tell one truth, and no more origins stand behind it."""
    one, reports, brief = full(seed)
    sources = Sources(one, reports, brief)
    for fact in brief.facts:
        told = {telling.truth for telling in sources.copied(fact.sentence)}
        assert {telling.truth for _, telling in sources.cited(fact.sentence)} == told, fact.sentence.text
        assert len(fact.origins) <= max(1, len(tellers(reports, sources.copied(fact.sentence)))), fact.sentence.text


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_reports_changes_no_byte(seed: int) -> None:
    one, reports, brief = full(seed)
    turned = random.Random(seed).sample(reports, len(reports))
    assert encode(briefed(one, turned)) == encode(brief)


def digests(seeds: range) -> list[str]:
    """Digests of the briefs of these worlds."""
    found = [made(world(seed), coverage(world(seed))).brief for seed in seeds]
    return [digest_of(encode(brief)) if brief is not None else "" for brief in found]


SAYS = "from tests.worlds.test_worlds_replay import digests\nimport json\nprint(json.dumps(digests(range(2))))"


def test_hash_seeds_change_no_byte() -> None:
    answers = [
        subprocess.run(
            [sys.executable, "-c", SAYS],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True, cwd=ROOT,
        ).stdout
        for seed in ("1", "4242")
    ]  # fmt: skip
    assert json.loads(answers[0]) == json.loads(answers[1]) == digests(range(2))
