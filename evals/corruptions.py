"""Forgeries that the gates let through: `python -m evals.corruptions [--show] [--most N]`.

The briefs of the coverage sample, by event, are forged sentence by sentence in every way of `forgeries.py`; of each
class an equal share is put to the gates, in an order of chance that is always the same. A forgery that passes is a
defect, with two exceptions that no rule can decide and that people decided, one by one: a shorter cut of a sentence may
be as true as the longer one, and a citation may have been moved to a passage that says the same. Their verdicts stand
in `corruptions_read.tsv`, by digest of what was judged (no text): "honest" or "false". What is not judged counts as
false. `--show` prints what passed, with its digest.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alteram.engine.assembly import Gatekeeper, assemble, check_draft, refusal
from alteram.engine.briefing import drawn_on
from alteram.engine.drafting import dossier_of, draft_of
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Brief, Sentence
from alteram.model.ids import StoryId, digest_of
from alteram.model.outlets import Registry
from alteram.outlets import load_registry
from alteram.stages.verify import Reference, Role, check_sentence
from evals import data_digest, missed
from evals.forgeries import FORGERIES, Victim
from evals.gates import COVERAGE, events

READ = Path(__file__).with_name("corruptions_read.tsv")
MOST = 10_000
JUDGED = frozenset(
    (
        "attribution-dropped",
        "hedge-dropped",
        "negation-out",
        "cut",
        "quotation",
        "citation-moved",
        "speaker",
        "glue-and-evidence",
    )
)
"""Classes whose forgeries leave out or move, or give a name to somebody, so that what they say may be true."""


@dataclass(frozen=True, slots=True)
class Forged:
    """One forgery of one sentence."""

    kind: str
    victim: Victim
    sentence: Sentence

    @property
    def digest(self) -> str:
        """What a verdict is kept by: the forged sentence with its passages and the texts that they stand in."""
        cited = [
            f"{c.n} {c.passage.start} {c.passage.end} {self.victim.reference.sources[c.n].text_sha256}"
            for clause in self.sentence.clauses
            for c in clause.citations
        ]
        return digest_of("\n".join((self.kind, self.sentence.text, self.victim.sentence.text, *cited)).encode())[:16]

    def passes(self) -> bool:
        """Whether the gates let it through."""
        return not check_sentence(self.sentence, self.victim.role, self.victim.reference)


def victims(registry: Registry) -> Iterator[Victim]:
    """Every published sentence of the sample's briefs."""
    for event, articles in events(registry):
        brief, reference = briefed(event, articles, registry)
        if brief is not None:
            for sentence, role in _sentences(brief):
                yield Victim(event, sentence, role, reference)


def briefed(event: str, articles: tuple[Article, ...], registry: Registry) -> tuple[Brief | None, Reference]:
    """The brief of one event, and what it is checked against: archived texts, with origins traced anew."""
    dossier = dossier_of(StoryId(digest_of(event.encode())[:16]), drawn_on(articles), registry)
    judge = LexicalJudge()
    gate = Gatekeeper(dossier, judge)
    draft = draft_of(dossier, judge)
    checked = check_draft(draft, gate)
    if refusal(checked, dossier):
        return None, Reference({}, registry, judge)
    brief = assemble(dossier, draft, checked, "evals")
    by_id = {article.id: article for article in dossier.articles}
    fresh = Reference({source.n: by_id[source.article] for source in brief.sources}, registry, judge)
    return brief, Reference(fresh.sources, registry, judge, fresh.origins)


def _sentences(brief: Brief) -> Iterator[tuple[Sentence, Role]]:
    yield brief.headline, "headline"
    yield from ((fact.sentence, "fact") for fact in brief.facts)
    yield from ((one.sentence, "disagreement") for one in brief.disagreements if one.sentence is not None)
    yield from ((sentence, "narrative") for one in brief.narratives for sentence in one.sentences)


def forgeries(victim: Victim) -> Iterator[Forged]:
    """All forgeries of one sentence whose text is not its own, or whose citations are not."""
    for kind, forge in FORGERIES.items():
        chance = random.Random(f"{kind} {victim.sentence.text}")
        for sentence in forge(victim, chance):
            if kind == "citation-moved" or sentence.text != victim.sentence.text or kind == "glue-and-evidence":
                yield Forged(kind, victim, sentence)


def drawn(all_forged: list[Forged], most: int) -> list[Forged]:
    """An equal share of every class, as far as it goes; what small classes leave goes to the larger ones."""
    by_kind: dict[str, list[Forged]] = {}
    for one in sorted(all_forged, key=lambda one: digest_of(f"{one.digest} {one.victim.story}".encode())):
        by_kind.setdefault(one.kind, []).append(one)
    chosen: list[Forged] = []
    kinds = sorted(by_kind, key=lambda kind: (len(by_kind[kind]), kind))
    for left, kind in zip(range(len(kinds), 0, -1), kinds, strict=True):
        chosen += by_kind[kind][: (most - len(chosen)) // left]
    return chosen


def verdicts(path: Path = READ) -> dict[str, str]:
    """What people judged, by digest."""
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return dict(line.split("\t")[:2] for line in lines if line and not line.startswith("#"))


def main() -> int:
    """Prints a line a class; 1 where a forgery passes that nobody found honest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what passed, with its digest")
    parser.add_argument("--most", type=int, default=MOST)
    options = parser.parse_args()
    registry = load_registry(None)
    tried = drawn([one for victim in victims(registry) for one in forgeries(victim)], options.most)
    judged = verdicts()
    passed = [one for one in tried if one.passes()]
    honest = {one.digest for one in passed if one.kind in JUDGED and judged.get(one.digest) == "honest"}
    false = [one for one in passed if one.digest not in honest]
    asked, let = Counter(one.kind for one in tried), Counter(one.kind for one in passed)
    wrong = Counter(one.kind for one in false)
    print(f"{'class':22}{'tried':>8}{'passed':>8}{'honest':>8}{'false':>8}")
    for kind in FORGERIES:
        print(f"{kind:22}{asked[kind]:8}{let[kind]:8}{let[kind] - wrong[kind]:8}{wrong[kind]:8}")
    print(f"{'all':22}{len(tried):8}{len(passed):8}{len(passed) - len(false):8}{len(false):8}")
    unjudged = sum(one.kind in JUDGED and one.digest not in judged for one in false)
    print(f"not judged yet: {unjudged}")
    for one in passed if options.show else ():
        print(f"\n{one.digest} {judged.get(one.digest, '?')} {one.kind}\n  {one.victim.sentence.text}")
        print(f"  {one.sentence.text}")
        sources = one.victim.reference.sources
        print(
            "  cited:", *(f"[{n}] {sources[n].name}" for n in sorted({c.n for c in one.sentence.clauses[0].citations}))
        )
        if one.kind == "citation-moved":
            for citation in one.sentence.clauses[0].citations:
                text = one.victim.reference.sources[citation.n].text
                print(f"    [{citation.n}] {text[citation.passage.start : citation.passage.end]}")
    found = {"tried": float(len(tried)), "refused": 1.0 - len(false) / max(1, len(tried))}
    problems = missed("corruptions", found, {"sample": data_digest([COVERAGE])})
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
