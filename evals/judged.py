"""Facts, judged by people: `python -m evals.judged [SET...] [--write DIR] [--read FILE]`.

Four sets, drawn by lowest digest from the briefs of the coverage sample: `support` (does the passage say what the
clause says; one pair in five is a planted mismatch, see `planted.py`), `stand_alone` (can a published fact be read by
itself, and would one print it), `origins` (are a fact's two origins two, and do both say it), `event` (is the event
itself among the first two facts of a story that four or more outlets tell). `--write` writes worksheets for a judge
into a folder outside the repository, of what is not judged yet; `--read` merges their lines back (`judging.py`).

Of a set that nobody has judged it says so and no more. Once one has begun, 90 % of today's items must be judged; below
that the eval fails. `support` counts only where the judge refused 95 % of the plants. Floors stand in `floors.toml`:
under `asked` until they are switched on by standing under `floors`.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from alteram.model.articles import Article
from alteram.model.briefs import Citation, Copied, Fact, Passage
from alteram.model.ids import digest_of
from evals import FLOORS, SHARED, data_digest, missed
from evals.briefs import Told, coverage_briefs, without_outlet
from evals.gates import COVERAGE
from evals.judging import FOLDER, Figure, Item, JudgedSet, Standing, lowest, read, standing, write
from evals.planted import KINDS, Sound, plant

PAIRS, FACTS, SEVERAL = 200, 200, 100
PLANTED = 5
"""One pair in so many is planted, and one clause in so many gives plants and no real pair."""
LEAST_REFUSED = 0.95
"""Share of plants that a judge must refuse, else what he says of real pairs counts for nothing."""
LARGE = 4
"""Outlets that tell a story whose event must be among its first two facts."""
ROOT = Path(__file__).resolve().parents[1]
Judged = Sequence[tuple[Item, tuple[bool, ...]]]
Rows = tuple[tuple[str, int, int], ...]


def _place(told: Told, source: int, start: int, end: int) -> str:
    return f"{told.articles[source].id}:{start}-{end}"


def support_items(stories: Sequence[Told]) -> tuple[Item, ...]:
    """Pairs of clause and cited passage, one in five of them planted. A clause gives either real pairs or plants."""
    real, plants = [], []
    for told in stories:
        pairs = tuple(_pairs(told))
        for fact, at, sound, own in pairs:
            where = f"{told.event} {fact.sentence.id}.{at}"
            if int(digest_of(sound.clause.encode())[:8], 16) % PLANTED:
                note = "own" if own else "other"
                real.append(Item(_pair(sound.clause, sound.passage), f"{where} {note} {_place(told, *sound.where)}"))
                continue
            cited = {(c.passage.source, c.passage.start) for clause in fact.sentence.clauses for c in clause.citations}
            others = [
                one for other, _, one, _ in pairs if other is not fact and (one.where[0], one.where[1]) not in cited
            ]
            made = plant(sound, _sentences(told, cited), others)
            if made is not None:
                shown = _pair(made.clause, made.passage)
                plants.append(Item(shown, f"{where} {_place(told, *made.where)}", made.kind))
    count = PAIRS // PLANTED
    return (*lowest(real, PAIRS - count), *lowest(plants, count))


def _pair(clause: str, passage: str) -> tuple[tuple[str, str], ...]:
    return (("clause", clause), ("passage", passage))


def _pairs(told: Told) -> Iterator[tuple[Fact, int, Sound, bool]]:
    """Every clause of the facts with each passage that is cited for it; whether it is copied from just there."""
    for fact in told.brief.facts:
        for at, clause in enumerate(fact.sentence.clauses):
            copied = {
                piece.source
                for piece in fact.sentence.pieces[clause.first : clause.last + 1]
                if isinstance(piece, Copied)
            }
            text = without_outlet(fact.sentence.pieces[clause.first : clause.last + 1], told.articles)
            for citation in clause.citations:
                one = citation.passage
                sound = Sound(text, told.passage(one), (one.source, one.start, one.end))
                yield fact, at, sound, one.source in copied


def _sentences(told: Told, but: set[tuple[int, int]]) -> list[tuple[str, tuple[int, int, int]]]:
    """Sentences of a story's articles, without titles and without those that begin at the places `but`."""
    return [
        (article.text[start:end], (n, start, end))
        for n, article in sorted(told.articles.items())
        for start, end in article.sentences
        if (n, start) not in but and start >= len(article.title)
    ]


def support_rows(judged: Judged) -> Rows:
    """Plants refused, all and by kind; real pairs judged to support, only where enough plants were refused."""
    plants = [(item.planted, not yes) for item, (yes,) in judged if item.planted]
    real = [(" other " in item.where, yes) for item, (yes,) in judged if not item.planted]
    refused = sum(no for _, no in plants)
    counts = not plants or refused >= LEAST_REFUSED * len(plants)
    kept = real if counts else []
    kinds = tuple(
        (f"plants_refused.{kind}", sum(no for one, no in plants if one == kind), sum(one == kind for one, _ in plants))
        for kind in KINDS
    )
    return (
        ("plants_refused", refused, len(plants)),
        *kinds,
        ("supported", sum(yes for _, yes in kept), len(kept)),
        ("supported.by_another_article", sum(yes for other, yes in kept if other), sum(other for other, _ in kept)),
    )


def fact_items(stories: Sequence[Told]) -> tuple[Item, ...]:
    """Published facts, each by itself."""
    return lowest(
        (Item((("fact", fact.sentence.text),), _of(told, fact)) for told in stories for fact in told.brief.facts), FACTS
    )


def _of(told: Told, fact: Fact) -> str:
    places = (_place(told, p.source, p.start, p.end) for p in _passages(fact))
    return f"{told.event} {fact.sentence.id} {' '.join(places)}"


def _passages(fact: Fact) -> tuple[Passage, ...]:
    return tuple(citation.passage for clause in fact.sentence.clauses for citation in clause.citations)


def fact_rows(judged: Judged) -> Rows:
    """Facts that stand alone, and facts that one would print."""
    count = len(judged)
    alone, printed = sum(said[0] for _, said in judged), sum(said[1] for _, said in judged)
    return (("stands_alone", alone, count), ("would_print", printed, count))


def origin_items(stories: Sequence[Told]) -> tuple[Item, ...]:
    """Facts of two and more origins with each passage, whose it is said to be, and a sentence on each side."""
    several = (
        Item(tuple(_cited(told, fact)), _of(told, fact))
        for told in stories
        for fact in told.brief.facts
        if len(fact.origins) > 1
    )
    return lowest(several, SEVERAL)


def _cited(told: Told, fact: Fact) -> Iterator[tuple[str, str]]:
    yield "fact", fact.sentence.text
    origins = {origin.id: origin.name for origin in told.brief.origins}
    citations = [citation for clause in fact.sentence.clauses for citation in clause.citations]
    for number, one in enumerate(citations, start=1):
        article = told.articles[one.n]
        yield f"passage {number}", f"[{article.name}, {article.when or 'no date'}; origin: {origins[one.origin]}]"
        yield f"passage {number} in its place", _beside(article, one)


def _beside(article: Article, citation: Citation) -> str:
    """The sentences that a passage lies in, marked by >>> and <<<, with one sentence on each side."""
    passage = citation.passage
    touched = [at for at, (start, end) in enumerate(article.sentences) if start < passage.end and passage.start < end]
    first, last = (touched[0], touched[-1]) if touched else (0, 0)
    start = article.sentences[max(0, first - 1)][0]
    end = article.sentences[min(len(article.sentences) - 1, last + 1)][1]
    text = article.text
    parts = (
        text[min(start, passage.start) : passage.start],
        text[passage.start : passage.end],
        text[passage.end : end],
    )
    return f"{parts[0]}>>>{parts[1]}<<<{parts[2]}"


def origin_rows(judged: Judged) -> Rows:
    """Facts whose origins are two, and both say it."""
    return (("independent", sum(yes for _, (yes,) in judged), len(judged)),)


def event_items(stories: Sequence[Told]) -> tuple[Item, ...]:
    """Of each story that `LARGE` outlets tell: the titles of its articles, and its first two facts."""
    return lowest((_event(told) for told in stories if _outlets(told) >= LARGE), len(stories))


def _outlets(told: Told) -> int:
    return len({article.outlet for article in told.articles.values() if article.outlet is not None})


def _event(told: Told) -> Item:
    ordered = sorted(told.articles.values(), key=lambda article: (article.name, article.id))
    titles = "; ".join(f"{article.name}: {article.title}" for article in ordered)
    first = told.brief.facts[:2]
    shown = (("titles", titles), *((f"fact {at}", fact.sentence.text) for at, fact in enumerate(first, start=1)))
    return Item(shown, " ".join((told.event, *(fact.sentence.id for fact in first), *(a.id for a in ordered))))


def event_rows(judged: Judged) -> Rows:
    """Stories whose event is among their first two facts."""
    return (("among_first_two", sum(yes for _, (yes,) in judged), len(judged)),)


SETS = (
    JudgedSet(
        "support",
        "Does the passage, taken by itself, say what the clause says? Every name, figure, time, act, condition and "
        "hedge of the clause must be there, and whoever says it must be the same. A clause may leave out what the "
        "passage adds, as long as what is left is still true. Whom a pronoun of the passage means, and words of the "
        "clause in square brackets, are looked up elsewhere: take them as right unless the passage contradicts them.",
        ("supports",),
        support_items,
        support_rows,
    ),
    JudgedSet(
        "stand_alone",
        "Two questions on each fact. Does it stand alone: can somebody who has read nothing else tell who and what it "
        "speaks of, with nothing dangling (pronouns, 'the man', 'also', a word cut off)? And would you print it as "
        "a fact in a brief of the news: well formed, of substance, no opinion of its writer, no advertisement?",
        ("stands alone", "would print"),
        fact_items,
        fact_rows,
    ),
    JudgedSet(
        "origins",
        "Are the origins of the fact truly independent (at least two of them rest on no common statement, agency or "
        "report), and does each of at least two such passages say the fact by itself?",
        ("independent and both say it",),
        origin_items,
        origin_rows,
    ),
    JudgedSet(
        "event",
        "From the titles, what happened? Does one of the two facts tell that event itself, and not only its "
        "background, a reaction to it, or a detail of it?",
        ("event told",),
        event_items,
        event_rows,
    ),
)


def asked(source: Path = FLOORS) -> dict[str, float]:
    """Floors that are asked of figures but not switched on, by "set.figure"; with those that are."""
    section = tomllib.loads(source.read_text(encoding="utf-8")).get("judged", {})
    return {**section.get("asked", {}), **section.get("floors", {})}


def report(one: Standing, floors: dict[str, float]) -> list[str]:
    """What is printed of a set."""
    if not one.judged:
        return [f"{one.name:12} not judged ({one.items} items)"]
    head = f"{one.name:12} {one.judged} of {one.items} items judged ({one.judged / one.items:.0%})"
    return [head, *(_line(one.name, figure, floors) for figure in one.figures)]


def _line(name: str, figure: Figure, floors: dict[str, float]) -> str:
    floor = floors.get(f"{name}.{figure.name}")
    wanted = "" if floor is None else f"   asked {floor:.2f}: {'reached' if figure.share >= floor else 'BELOW'}"
    if not figure.of:
        return f"  {figure.name:30} no figure{wanted and f'   asked {floor:.2f}'}"
    low, high = figure.interval
    return f"  {figure.name:30} {figure.share:.3f} [{low:.3f}, {high:.3f}] of {figure.of}{wanted}"


def problems(stands: Sequence[Standing]) -> tuple[str, ...]:
    """What is wrong: a set begun and not judged to `LEAST_JUDGED`, a judge who missed plants, a floor missed."""
    short = [
        f"judged: {one.name} has {one.judged} of {one.items} items judged, too few for its figures"
        for one in stands
        if one.judged and not one.enough
    ]
    found = {
        f"{one.name}.{figure.name}": figure.share for one in stands if one.enough for figure in one.figures if figure.of
    }
    refused = found.get("support.plants_refused", 1.0)
    missing = [f"judged: support counts for nothing, {refused:.3f} of its plants were refused"]
    digests = {"sample": data_digest([COVERAGE])}
    return (*short, *(missing if refused < LEAST_REFUSED else ()), *missed("judged", found, digests))


def main() -> int:
    """Prints how each set stands, or writes worksheets, or merges verdicts; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"only these of {', '.join(one.name for one in SETS)}")
    parser.add_argument("--write", type=Path, metavar="DIR", help="write worksheets here, outside the repository")
    parser.add_argument("--read", type=Path, metavar="FILE", help="merge lines of key, tab, verdict")
    options = parser.parse_args()
    names = options.sets or [one.name for one in SETS]
    if not {one.name for one in SETS}.issuperset(names):
        parser.error(f"there are only the sets {', '.join(one.name for one in SETS)}")
    if not SHARED.is_dir():
        print("the research data is not beside this checkout", file=sys.stderr)
        return 2
    if options.write is not None and options.write.resolve().is_relative_to(ROOT):
        print("worksheets are other people's text: write them outside the repository", file=sys.stderr)
        return 2
    stories = coverage_briefs()
    drawn = {one.name: (one, one.draw(stories)) for one in SETS if one.name in names}
    if options.write is not None:
        for one, items in drawn.values():
            print(f"{one.name:12} {write(one, items, options.write)} of {len(items)} items to be judged")
        return 0
    if options.read is not None:
        return _merge(options.read, drawn)
    stands = [standing(one, items, FOLDER) for one, items in drawn.values()]
    floors = asked()
    print("\n".join(line for one in stands for line in report(one, floors)))
    found = () if options.sets else problems(stands)
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


def _merge(file: Path, drawn: dict[str, tuple[JudgedSet, tuple[Item, ...]]]) -> int:
    taken, wrong = read(file.read_text(encoding="utf-8").splitlines(), drawn, FOLDER)
    print("\n".join(f"{name:12} {count} verdicts" for name, count in taken.items()) or "no verdict taken")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
