"""What the gates let through: `python -m evals.gates [--format json] [--event ID] [--half even|odd] [--pairs N]`.

Every event of the coverage sample is taken as one story, whatever grouping would say, and drawn up as in a build. Of
the sentences that the stages propose, so many are published, and so many are withheld, by gate and reason. Proposals
that were not needed (a brief is full, a better headline passed) were never put before the gates and are not counted.
The figures of the floors: events that get a brief, facts a brief, facts that two independent origins tell, and the
share of published sentences that verification, starting from the archived text alone, finds good (it must be all). Of
stories that four or more outlets of the registry tell, the facts a story (median) and the share that two independent
origins tell are given apart. `--pairs N` prints that many facts of several origins with each cited passage, drawn by a
seed, to be judged by people; `--half` takes the events whose SHA-256 is even (for development) or odd (to report).
"""

import argparse
import gzip
import json
import random
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from alteram.engine.assembly import Gatekeeper, assemble, check_draft, refusal
from alteram.engine.briefing import drawn_on
from alteram.engine.drafting import dossier_of, draft_of
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article, Capture, Failure
from alteram.model.briefs import Brief, Fact, Sentence
from alteram.model.ids import StoryId, digest_of
from alteram.model.outlets import Registry
from alteram.model.stories import Dossier
from alteram.outlets import load_registry
from alteram.stages.extract import extract_article, resolve
from alteram.stages.ingest import captures
from alteram.stages.verify import Reference, Role, check_brief
from evals import SHARED, data_digest, missed

COVERAGE = SHARED / "coverage" / "sample.jsonl.gz"
ROLES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role != "summary")
"""A summary is a fact again, so it is proposed nowhere."""
LARGE = 4
"""Outlets of the registry from which a story is one that several origins should carry."""
SEED = 2026


@dataclass(frozen=True, slots=True)
class Outcome:
    """One event: counts of sentences by role, of refusals by (gate, reason), and what became of its brief."""

    event: str
    reason: str
    asked: Counter[str]
    published: Counter[str]
    refused: Counter[tuple[str, str]]
    corroborated: int
    verified: int
    wrong: tuple[str, ...]
    outlets: int = 0
    pairs: tuple[str, ...] = ()


class CountingGate(Gatekeeper):
    """A gatekeeper that counts what it is asked, by role."""

    def __init__(self, dossier: Dossier, judge: LexicalJudge) -> None:
        super().__init__(dossier, judge)
        self.asked: Counter[str] = Counter()

    def passes(self, sentence: Sentence, role: Role) -> bool:
        """See `Gatekeeper.passes`."""
        self.asked[role] += 1
        return super().passes(sentence, role)


def events(registry: Registry) -> Iterator[tuple[str, tuple[Article, ...]]]:
    """Articles of each event of the sample, read as an import reads them."""
    by_event: dict[str, list[str]] = {}
    for line in gzip.decompress(COVERAGE.read_bytes()).decode().splitlines():
        by_event.setdefault(json.loads(line)["event_id"], []).append(line)
    with TemporaryDirectory() as folder:
        for event in sorted(by_event):
            path = Path(folder) / f"{digest_of(event.encode())[:16]}.jsonl"
            path.write_text("\n".join(by_event[event]), encoding="utf-8")
            yield event, tuple(_articles(path, registry))


def _articles(path: Path, registry: Registry) -> Iterator[Article]:
    for capture in captures(path):
        if not isinstance(capture, Capture):
            continue
        found = extract_article(capture)
        article = found if isinstance(found, Failure) else resolve(found, capture, registry)
        if isinstance(article, Article):
            yield article


def drawn_up(event: str, articles: tuple[Article, ...], registry: Registry) -> Outcome:
    """One event through the stages, the gates and verification."""
    dossier = dossier_of(StoryId(digest_of(event.encode())[:16]), drawn_on(articles), registry)
    gate = CountingGate(dossier, LexicalJudge())
    draft = draft_of(dossier)
    checked = check_draft(draft, gate)
    reason = refusal(checked, dossier)
    refused = Counter((one.gate, one.reason) for one in gate.withheld)
    if reason:
        return Outcome(event, _short(reason), gate.asked, Counter(), refused, 0, 0, ())
    brief = assemble(dossier, draft, checked, "evals")
    verdicts = check_brief(brief, _reference(brief, dossier))
    texts = {s.n: article.text for s in brief.sources for article in dossier.articles if article.id == s.article}
    several = [fact for fact in brief.facts if "single-origin" not in fact.flags]
    wrong = tuple(f"{event} {v.sentence}: {f.gate} {f.reason}" for v in verdicts for f in v.findings)
    return Outcome(
        event=event,
        reason="",
        asked=gate.asked,
        published=_published(brief),
        refused=refused,
        corroborated=len(several),
        verified=sum(verdict.replays for verdict in verdicts),
        wrong=wrong,
        outlets=len({article.outlet for article in dossier.articles if article.outlet is not None}),
        pairs=tuple(_pair(event, fact, brief, texts) for fact in several),
    )


def _pair(event: str, fact: Fact, brief: Brief, texts: dict[int, str]) -> str:
    """A fact of several origins with each cited passage, as people judge it."""
    names = {source.n: source.name for source in brief.sources}
    origins = {origin.id: origin.name for origin in brief.origins}
    lines = [f"{event}: {fact.sentence.text}"]
    for clause in fact.sentence.clauses:
        for citation in clause.citations:
            passage = texts[citation.n][citation.passage.start : citation.passage.end]
            lines.append(f"    [{names[citation.n]}; origin {origins[citation.origin]}] {passage}")
    return "\n".join(lines)


def _reference(brief: Brief, dossier: Dossier) -> Reference:
    """The archived texts by the brief's own numbers; origins are traced anew."""
    by_id = {article.id: article for article in dossier.articles}
    return Reference({s.n: by_id[s.article] for s in brief.sources}, dossier.registry, LexicalJudge())


def _published(brief: Brief) -> Counter[str]:
    return Counter(
        {
            "headline": 1,
            "summary": len(brief.summary),
            "fact": len(brief.facts),
            "disagreement": sum(one.sentence is not None for one in brief.disagreements),
            "narrative": sum(len(one.sentences) for one in brief.narratives),
        }
    )


def _short(reason: str) -> str:
    """The kind of a refusal, without its counts."""
    return reason.rpartition(";")[2].strip()


def figures(outcomes: tuple[Outcome, ...]) -> dict[str, float]:
    """What the floors are set on."""
    briefs = [one for one in outcomes if not one.reason]
    facts = sum(one.published["fact"] for one in briefs)
    sentences = sum(one.published.total() for one in briefs)
    return {
        "briefs": float(len(briefs)),
        "facts_a_brief": facts / len(briefs) if briefs else 0.0,
        "corroborated_facts": sum(one.corroborated for one in briefs) / facts if facts else 0.0,
        "verified_share": sum(one.verified for one in briefs) / sentences if sentences else 0.0,
        **_of_large(tuple(one for one in briefs if one.outlets >= LARGE)),
    }


def _of_large(briefs: tuple[Outcome, ...]) -> dict[str, float]:
    """Figures of the stories that `LARGE` or more outlets tell."""
    facts = sum(one.published["fact"] for one in briefs)
    return {
        "large.facts_a_story": float(statistics.median(one.published["fact"] for one in briefs)) if briefs else 0.0,
        "large.corroborated_facts": sum(one.corroborated for one in briefs) / facts if facts else 0.0,
        "large.stories_with_one": sum(one.corroborated > 0 for one in briefs) / len(briefs) if briefs else 0.0,
    }


def half_of(event: str) -> str:
    """ "even" or "odd", by the event's SHA-256."""
    return "odd" if int(digest_of(event.encode()), 16) % 2 else "even"


def table(outcomes: tuple[Outcome, ...]) -> str:
    """Sentences by role, refusals by gate and reason, and events without a brief by reason."""
    lines = [f"{'role':14}{'asked':>8}{'published':>11}{'withheld':>10}"]
    passed = Counter({role: sum(one.published[role] for one in outcomes) for role in ROLES})
    asked = Counter({role: sum(one.asked[role] for one in outcomes) for role in ROLES})
    withheld = sum((one.refused for one in outcomes), Counter[tuple[str, str]]())
    lines += [f"{role:14}{asked[role]:8}{passed[role]:11}{asked[role] - passed[role]:10}" for role in ROLES]
    lines += ["", "withheld by gate and reason (the rest of the difference: sentences of stories without a brief)"]
    lines += [
        f"{gate} {reason:40}{count:6}"
        for (gate, reason), count in sorted(withheld.items(), key=lambda item: (-item[1], item[0]))
    ]
    lines += ["", f"{len(outcomes)} events, {sum(not one.reason for one in outcomes)} briefs"]
    without = Counter(one.reason for one in outcomes if one.reason)
    lines += [f"{count:6} {reason}" for reason, count in sorted(without.items(), key=lambda item: (-item[1], item[0]))]
    lines += [f"WRONG {wrong}" for one in outcomes for wrong in one.wrong]
    return "\n".join(lines)


def main() -> int:
    """Prints the table and the figures; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--event", help="only this event")
    parser.add_argument("--half", choices=("even", "odd"), help="only the events of this half")
    parser.add_argument("--pairs", type=int, default=0, help="print so many facts of several origins with passages")
    options = parser.parse_args()
    registry = load_registry(None)
    outcomes = tuple(
        drawn_up(event, articles, registry)
        for event, articles in events(registry)
        if options.event in (None, event) and options.half in (None, half_of(event)) and articles
    )
    found = figures(outcomes)
    if options.format == "json":
        print(json.dumps({name: round(value, 4) for name, value in found.items()}))
    else:
        print(table(outcomes))
        print("  ".join(f"{name} {value:.4f}" for name, value in found.items()))
    pairs = [pair for one in outcomes for pair in one.pairs]
    for pair in random.Random(SEED).sample(pairs, min(options.pairs, len(pairs))):
        print(pair)
    part = options.event or options.half
    problems = () if part else missed("gates", found, {"sample": data_digest([COVERAGE])})
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
