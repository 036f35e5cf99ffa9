"""Narratives of real stories: `python -m evals.narratives [--show] [--write DIR] [--read FILE]`.

The events of the coverage sample that four or more outlets tell, left and right among them, each drawn up as a build
does, with the places of the data laid over the registry (`overlay.py`). Figures: the share of these stories that get
two bound narratives; the share of narrative sentences that verification finds good (it must be all); and, once judged,
the share of sentences that are that outlet's or named actor's own argument and stand on the right side, of those not
planted, and the share of narratives with a sentence that is not (`wrong_narratives`). The judged file is
`judged/narratives.tsv`; one sentence in eight is shown under the label of the other side, and the figures count where
its judge refused 90 % of those. Worksheets are written as those of `judged.py`.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from alteram.engine.assembly import Gatekeeper, assemble, check_draft, refusal
from alteram.engine.briefing import drawn_on
from alteram.engine.drafting import dossier_of, draft_of
from alteram.language.lexical import LexicalJudge
from alteram.model.briefs import Narrative
from alteram.model.ids import StoryId, digest_of
from alteram.model.stories import Dossier
from alteram.stages.narratives.contests import contest
from alteram.stages.narratives.positions import statements
from alteram.stages.narratives.writing import sentence_of
from alteram.stages.verify import Reference, check_brief
from evals import SHARED, data_digest, missed
from evals.briefs import Told
from evals.gates import COVERAGE, events
from evals.judging import FOLDER, Item, JudgedSet, Standing, lowest, read, standing, write
from evals.overlay import labels, overlay_registry

SENTENCES, PLANTED = 150, 8
"""Sentences that are judged at most, and one in so many that is shown under the other side's label."""
LEAST_REFUSED = 0.9
LARGE = 4
ROOT = Path(__file__).resolve().parents[1]
Rows = tuple[tuple[str, int, int], ...]
Judged = Sequence[tuple[Item, tuple[bool, ...]]]


def _is_wide(outlets: set[str]) -> bool:
    sides = labels()
    told = {sides[outlet] for outlet in outlets if outlet in sides}  # type: ignore[index]
    return len(outlets) >= LARGE and {"left", "right"} <= told


FUNNEL = ("both leanings", "a brief", "speakers take positions", "two sides", "two sides that the gates let pass")
"""Where pairs are lost: what a story has, each step among those of the step before but the second."""


@lru_cache(maxsize=1)
def drawn() -> tuple[tuple[int, ...], tuple[Told, ...]]:
    """How many stories come through each step of `FUNNEL`, and those of them that get a brief."""
    registry = overlay_registry()
    found, counts = [], dict.fromkeys(FUNNEL, 0)
    for event, articles in events(registry):
        if not _is_wide({str(article.outlet) for article in articles if article.outlet is not None}):
            continue
        dossier = dossier_of(StoryId(digest_of(event.encode())[:16]), drawn_on(articles), registry)
        judge = LexicalJudge()
        for step in _steps(dossier, judge):
            counts[step] += 1
        draft = draft_of(dossier, judge)
        checked = check_draft(draft, Gatekeeper(dossier, judge))
        if refusal(checked, dossier):
            continue
        counts[FUNNEL[1]] += 1
        brief = assemble(dossier, draft, checked, "evals")
        by_id = {article.id: article for article in dossier.articles}
        found.append(Told(event, brief, {source.n: by_id[source.article] for source in brief.sources}))
    return tuple(counts.values()), tuple(found)


def _steps(dossier: Dossier, judge: LexicalJudge) -> Iterator[str]:
    """The steps but the second that a story comes through."""
    yield FUNNEL[0]
    if len({one.speaker for one in statements(dossier)}) < 2:
        return
    yield FUNNEL[2]
    if contest(dossier, bool) is None:
        return
    yield FUNNEL[3]
    gate = Gatekeeper(dossier, judge)
    if contest(dossier, lambda voice: gate.passes(sentence_of("n", dossier, voice), "narrative")) is not None:
        yield FUNNEL[4]


def items(stories: Sequence[Told]) -> tuple[Item, ...]:
    """Sentences of narratives with headline, label and providers; one in `PLANTED` of those in pairs is swapped."""
    made = []
    for told in stories:
        pair = told.brief.narratives
        for at, one in enumerate(pair):
            other = pair[1 - at] if len(pair) == 2 else None
            for sentence in one.sentences:
                swapped = other is not None and int(digest_of(sentence.text.encode())[:8], 16) % PLANTED == 0
                label = other.label if swapped and other is not None else one.label
                place = sentence.clauses[0].citations[0].passage
                where = f"{told.event} {sentence.id} {told.articles[place.source].id}:{place.start}-{place.end}"
                made.append(Item(_shown(told, label, one, sentence.text), where, "swap" if swapped else ""))
    return lowest(made, SENTENCES)


def _shown(told: Told, label: str, one: Narrative, sentence: str) -> tuple[tuple[str, str], ...]:
    providers = "; ".join(dict.fromkeys(told.articles[n].name for n in one.providers))
    return (("headline", told.brief.headline.text), ("label", label), ("printed by", providers), ("sentence", sentence))


def rows(judged: Judged) -> Rows:
    """Plants refused; sentences that are right, and narratives that hold a wrong one, where enough were refused."""
    plants = [said for item, said in judged if item.planted]
    refused = sum(not said[1] for said in plants)
    real = [(item, all(said)) for item, said in judged if not item.planted]
    kept = real if not plants or refused >= LEAST_REFUSED * len(plants) else []
    whole: dict[str, bool] = {}
    for item, right in kept:
        event, sentence, _ = item.where.split(" ")
        key = f"{event} {sentence.partition('.')[0]}"
        whole[key] = whole.get(key, True) and right
    return (
        ("plants_refused", refused, len(plants)),
        ("right", sum(right for _, right in kept), len(kept)),
        ("wrong_narratives", sum(not right for right in whole.values()), len(whole)),
    )


SET = JudgedSet(
    "narratives",
    "Two questions on each sentence. Is it the argument of somebody whom it names, or of the outlet that prints it: a "
    "judgement, a demand or a reason of theirs, complete and clear by itself under the headline (not mere report of an "
    "event, no joke, nothing cut off, no pronoun without anybody it stands for)? And does it stand on the right side: "
    "does the label fit who argues here, and what for? Label and headline are given for that; of 'Pro-X' and 'Anti-X' "
    "narratives X's own words on the matter are pro; of 'Pro-X' and 'Pro-Y' each is what X or Y, or who speaks for "
    "them, holds.",
    ("own argument", "right side"),
    items,
    rows,
)


def figures(wide: int, stories: Sequence[Told]) -> dict[str, float]:
    """Share of wide stories with two narratives, and of narrative sentences that verification finds good."""
    paired = sum(len(told.brief.narratives) == 2 for told in stories)
    good = total = 0
    for told in stories:
        reference = Reference(told.articles, overlay_registry(), LexicalJudge())
        verdicts = [one for one in check_brief(told.brief, reference) if one.sentence.startswith("n")]
        total += len(verdicts)
        good += sum(one.replays for one in verdicts)
    return {"paired": paired / max(1, wide), "verified": good / max(1, total)}


def show(stories: Sequence[Told]) -> None:
    """Prints every narrative, and what one side leaves out."""
    for told in stories:
        print(f"\n{told.event}: {told.brief.headline.text}")
        for one in told.brief.narratives:
            names = ", ".join(dict.fromkeys(told.articles[n].name for n in one.providers))
            print(f"  {one.label} ({one.voice}; {names})")
            print("".join(f"    {sentence.text}\n" for sentence in one.sentences), end="")
        for contrast in told.brief.coverage:
            counts = ", ".join(f"{len(side.carrying)} of {len(side.covering)} {side.side}" for side in contrast.sides)
            print(f"  left out: {contrast.fact}: {counts}")


def main() -> int:
    """Prints the figures; 1 where one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print the narratives")
    parser.add_argument("--write", type=Path, metavar="DIR", help="write the worksheet here, outside the repository")
    parser.add_argument("--read", type=Path, metavar="FILE", help="merge lines of key, tab, verdict")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print("the research data is not beside this checkout", file=sys.stderr)
        return 2
    if options.write is not None and options.write.resolve().is_relative_to(ROOT):
        print("worksheets are other people's text: write them outside the repository", file=sys.stderr)
        return 2
    counts, stories = drawn()
    if options.show:
        show(stories)
    chosen = items(stories)
    if options.write is not None:
        print(f"{write(SET, chosen, options.write)} of {len(chosen)} sentences to be judged")
        return 0
    if options.read is not None:
        taken, wrong = read(options.read.read_text(encoding="utf-8").splitlines(), {SET.name: (SET, chosen)}, FOLDER)
        print("\n".join((f"{sum(taken.values())} verdicts", *wrong)))
        return 1 if wrong else 0
    return _report(counts, figures(counts[0], stories), standing(SET, chosen, FOLDER), stories)


def _report(counts: tuple[int, ...], values: dict[str, float], stands: Standing, stories: Sequence[Told]) -> int:
    contrasts = sum(bool(told.brief.coverage) for told in stories)
    print(f"stories of {LARGE} or more outlets")
    for step, count in zip(FUNNEL, counts, strict=True):
        print(f"  {step:34} {count:4}")
    print(f"two narratives {values['paired']:.3f}; their sentences verified {values['verified']:.3f}")
    print(f"{contrasts} stories have a fact that one side leaves out")
    print(f"{stands.judged} of {stands.items} sentences judged")
    for figure in stands.figures if stands.judged else ():
        low, high = figure.interval
        print(f"  {figure.name:18} {figure.share:.3f} [{low:.3f}, {high:.3f}] of {figure.of}")
        if figure.of and stands.enough:
            values[figure.name] = figure.share
    problems = missed("narratives", values, {"sample": data_digest([COVERAGE])})
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
