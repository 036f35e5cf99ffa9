"""Links between stories of two languages: `python -m evals.languages`.

The research data has no event that two languages tell, so the anchors (names by their sounds, figures, days) are
measured where the truth is known: articles of a labelled set are parted in two at random and one part is taken to be of
another language. What links them then knows no word of either, just as between languages; what spelling and grammar of
two real languages do to names is not in these figures, and lowers the share found. AllSides (own days) and the coverage
sample, both dated; the contest's Russian pairs, as if of one day, for names in Cyrillic. And for chance: links between
the contest's Russian and English articles, all put on two days, of which none is right.

Figures: share of links that join articles of one story (`precision`, with Wilson's interval), share of the stories with
articles in both parts that have such a link (`found`).
"""

import sys
import zlib
from collections.abc import Sequence
from dataclasses import replace

from alteram.model.articles import Article
from alteram.model.ids import Moment, StoryId
from alteram.stages.links import read
from alteram.stages.links.following import Account, account
from alteram.stages.links.languages import across
from alteram.text.sentences import sentences
from evals import missed
from evals.judging import wilson
from evals.story_sets import LabelledSet, allsides, sample, telegram

OTHER = "xx"
"""The language that one part is taken to be of."""
DAYS = ("2019-11-15", "2020-05-15")
"""The contest's articles are of these two months."""


def accounts_of(articles: Sequence[Article]) -> list[tuple[Article, Account]]:
    """Every article as a story of its own; those that say nothing are left out."""
    found = []
    for one in articles:
        made = account(StoryId(one.id), [(one.id, read(replace(one, sentences=sentences(one.text))))])
        if made is not None:
            found.append((one, made))
    return found


def parted(one: Article) -> Article:
    """The article, or the same as if of another language, by a checksum of its id."""
    return replace(one, language=OTHER) if zlib.crc32(one.id.encode()) % 2 else one


def of_set(labelled: LabelledSet) -> dict[str, float]:
    """Precision and share found of a labelled set in two parts."""
    articles = [parted(one) for one in labelled.articles]
    story = {one.id: name for one, name in zip(articles, labelled.stories, strict=True)}
    found = accounts_of(articles)
    links = across([each for _, each in found])
    pairs = [(found[hit.later][0].id, found[hit.earlier][0].id) for hit in links]
    right = {story[one] for one, other in pairs if story[one] == story[other]}
    both = {story[one.id] for one in articles if one.language == OTHER}
    both &= {story[one.id] for one in articles if one.language != OTHER}
    return _figures(sum(story[one] == story[other] for one, other in pairs), len(pairs), len(right), len(both))


def of_pairs() -> dict[str, float]:
    """The same of the contest's Russian pairs, each by itself, as if of one day."""
    joined = right = wanted = 0
    for one, other, same in telegram("ru"):
        day = Moment(DAYS[0])
        pair = [replace(one, published=day), replace(other, published=day, language=OTHER)]
        linked = bool(across([each for _, each in accounts_of(pair)]))
        joined, right, wanted = joined + linked, right + (linked and same), wanted + same
    return _figures(right, joined, right, wanted)


def by_chance() -> dict[str, float]:
    """Links between Russian and English articles of the contest, on two days; their titles are printed to be read."""
    articles = {one.id: one for name in ("ru", "en") for pair in telegram(name) for one in pair[:2]}
    dated = [replace(one, published=Moment(DAYS["2020" in one.text + one.url])) for one in articles.values()]
    found = accounts_of(dated)
    links = across([each for _, each in found])
    for hit in links:
        print(f"{hit.score:.2f}  {found[hit.later][0].title}  |  {found[hit.earlier][0].title}", file=sys.stderr)
    return {"links": float(len(links)), "articles": float(len(found))}


def _figures(right: int, links: int, found: int, wanted: int) -> dict[str, float]:
    low, high = wilson(right, links)
    return {
        "precision": right / links if links else 1.0, "precision_low": low, "precision_high": high,
        "links": float(links), "found": found / wanted,
    }  # fmt: skip


def figures() -> dict[str, float]:
    """Every figure, named by its set."""
    sets = {
        "allsides-dev": of_set(allsides("dev", "own")), "coverage-sample": of_set(sample()),
        "russian-pairs": of_pairs(), "russian-english": by_chance(),
    }  # fmt: skip
    return {f"{name}.{key}": value for name, measured in sets.items() for key, value in measured.items()}


def main() -> int:
    """Prints every figure; 1 where a floor is missed."""
    found = figures()
    for name, value in found.items():
        print(f"{name:40} {value:.4f}")
    problems = missed("languages", found, {})
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
