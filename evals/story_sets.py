"""The labelled story sets of the research data as articles, for training and for measuring.

Texts stay where they are (beside the checkout, `../shared/data`); nothing of them ships.
"""

import dataclasses
import datetime
import gzip
import itertools
import json
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from alteram.model.articles import Article
from alteram.model.ids import Moment, article_id, digest_of, text_digest
from alteram.text.sentences import canonical
from evals import SHARED

ISO_DAY = 10
SQUEEZED_DAYS = 6
SQUEEZED_FROM = datetime.date(2019, 5, 1)
HALF_WORDS = 60
LEAST_HALVED = 150
"""Words below which a body is not halved."""
Days = Literal["own", "known", "unknown", "any"]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Articles with the story that each belongs to, in the same order.

    `blocks` are what a bootstrap draws (topics, or stories where there are none). `origins` name the article that each
    was cut from, where one was cut in two.
    """

    name: str
    articles: tuple[Article, ...]
    stories: tuple[str, ...]
    blocks: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


def load(path: str) -> list[dict[str, Any]]:
    """Objects of a `.jsonl.gz` of the research data."""
    with gzip.open(SHARED / path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article(key: str, title: str, body: str, time: str | None, language: str | None, url: str = "") -> Article:
    """An article of a set; `key` makes its id, so that equal texts stay two articles."""
    text = canonical(title or "", body.split("\n\n"))
    bare = canonical(title or "", [])
    digest = digest_of(key.encode())
    return Article(
        id=article_id(digest, "evals", text_digest(text)),
        url=url,
        outlet=None,
        name="",
        title=bare,
        text=text,
        text_sha256=text_digest(text),
        payload_sha256=digest,
        extractor="evals",
        sentences=(),
        language=language,
        published=Moment(time[:ISO_DAY]) if time and len(time) >= ISO_DAY and time[4:5] == "-" else None,
    )


def ecbplus(split: str) -> LabelledSet:
    """ECB+ (Cybulska and Vossen 2014, CC BY 3.0): one story a seminal event; twin events of one kind are its point.

    A topic has two of them. Few documents say their time in ISO 8601, so that nearly all are undated.
    """
    rows = [row for row in load("stories/ecbplus.jsonl.gz") if row["split"] == split]
    return LabelledSet(f"ecbplus-{split}", *_columns(rows, "text"), blocks=tuple(str(row["topic"]) for row in rows))


def allsides(split: str, days: Days) -> LabelledSet:
    """AllSides triples: three leanings a story; documents whose day is as asked.

    "own": a day of its own, "known": that or the day of its story (which tells which documents belong together), as the
    set gives them; "unknown": neither; "any": all.
    """
    wanted = {"own": ("article",), "known": ("article", "story"), "unknown": ("none",)}.get(days)
    rows = [
        row
        for row in load("stories/allsides_triples.jsonl.gz")
        if row["split"] == split and (wanted is None or row["time_source"] in wanted)
    ]
    articles, stories = _columns(rows, "full_text")
    return LabelledSet(f"allsides-{split}-{days}", articles, stories, blocks=stories)


def sample() -> LabelledSet:
    """The coverage sample: 501 articles with a silver label of their event. For measuring only."""
    rows = load("coverage/sample.jsonl.gz")
    articles = tuple(
        article(row["dataset_id"], row["title"], row["text"], row["date"], row.get("language", "en"), row["url"])
        for row in rows
    )
    events = tuple(row["event_id"] for row in rows)
    return LabelledSet("coverage-sample", articles, events, blocks=events)


def crowd(number: int) -> tuple[Article, ...]:
    """The articles of coverage/week and `number` of the corpus, none of which is in the sample, chosen by their id."""
    week, taken = load("coverage/week.jsonl.gz"), {row["dataset_id"] for row in load("coverage/sample.jsonl.gz")}
    taken |= {row["dataset_id"] for row in week}
    others = [row for row in load("corpus/articles.jsonl.gz") if row["id"] not in taken]
    others.sort(key=lambda row: (zlib.crc32(row["id"].encode()), row["id"]))
    return (
        *(article(row["dataset_id"], row["title"], row["text"], row["date"], "en", row["url"]) for row in week),
        *(article(row["id"], row["title"], row["text"], row["date"], "en", row["url"]) for row in others[:number]),
    )


def telegram(language: str) -> list[tuple[Article, Article, bool]]:
    """Pairs of the Telegram clustering contest with the verdict "same news" (Apache-2.0)."""
    rows = [row for row in load("stories/tgcontest_pairs.jsonl.gz") if row["lang"] == language]
    return [
        (
            *(_contest_article(row[k], language) for k in "ab"),
            row["label"] == "OK",
        )
        for row in rows
    ]


def _contest_article(row: dict[str, str], language: str) -> Article:
    return article(row["url"] + row["title"], row["title"], row["text"], None, language, row["url"])


def split_pairs(pairs: Sequence[tuple[Article, Article, bool]], half: int) -> list[tuple[Article, Article, bool]]:
    """One half of the pairs, 0 or 1; pairs that have an article in common, directly or by others, are in one half."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for one, other, _ in pairs:
        root[find(one.id)] = find(other.id)
    return [pair for pair in pairs if zlib.crc32(find(pair[0].id).encode()) % 2 == half]


def undated(labelled: LabelledSet) -> LabelledSet:
    """The same without times."""
    return _mapped(labelled, "undated", [dataclasses.replace(a, published=None) for a in labelled.articles])


def squeezed(labelled: LabelledSet, days: int = SQUEEZED_DAYS) -> LabelledSet:
    """The same inside some days, stories as far apart as chance has it, their own spread kept up to two days."""
    first: dict[str, str] = {}
    for one, story in zip(labelled.articles, labelled.stories, strict=True):
        if one.published:
            first[story] = min(first.get(story, one.published), one.published)
    moved = []
    for one, story in zip(labelled.articles, labelled.stories, strict=True):
        published = None
        if one.published:
            spread = min(_ordinal(one.published) - _ordinal(first[story]), 2)
            start = zlib.crc32(story.encode()) % days
            published = Moment((SQUEEZED_FROM + datetime.timedelta(days=start + spread)).isoformat())
        moved.append(dataclasses.replace(one, published=published))
    return _mapped(labelled, f"squeezed-{days}", moved)


def one_day(labelled: LabelledSet) -> LabelledSet:
    """The same, all published on one day: time tells nothing, as among the day's events of one affair."""
    return _mapped(
        labelled, "one-day", [dataclasses.replace(a, published=Moment("2019-05-02")) for a in labelled.articles]
    )


def titles_only(labelled: LabelledSet) -> LabelledSet:
    """The same with nothing but titles."""
    return _mapped(labelled, "titles", [dataclasses.replace(a, text=a.title) for a in labelled.articles])


def part(labelled: LabelledSet, number: int, of: int) -> LabelledSet:
    """One of `of` parts with whole stories."""
    return chosen(labelled, f"part-{number}", lambda k: zlib.crc32(labelled.stories[k].encode()) % of == number)


def thinned(labelled: LabelledSet, most: int) -> LabelledSet:
    """At most `most` articles of each story."""
    rank = _ranks(labelled)
    return chosen(labelled, f"at-most-{most}", lambda k: rank[k] < most)


def sparse(labelled: LabelledSet, of: int) -> LabelledSet:
    """All but one story in `of` reduced to one article, as most articles of a day are the only one of their story."""
    rank = _ranks(labelled)
    return chosen(
        labelled, f"sparse-{of}", lambda k: rank[k] == 0 or zlib.crc32(f"{labelled.stories[k]} thin".encode()) % of == 0
    )


def halved(labelled: LabelledSet) -> LabelledSet:
    """Each long article cut into two of alternate blocks of sixty words, so that stories have twice as many."""
    articles, stories, origins = [], [], []
    for one, story in zip(labelled.articles, labelled.stories, strict=True):
        body = one.text[len(one.title) :].split()
        blocks = [body[k : k + HALF_WORDS] for k in range(0, len(body), HALF_WORDS)]
        halves = (
            [list(itertools.chain.from_iterable(blocks[k::2])) for k in (0, 1)] if len(body) >= LEAST_HALVED else [body]
        )
        for number, words in enumerate(halves):
            title = one.title if number == 0 else " ".join(words[:12])
            made = article(f"{one.id}{number}", title, " ".join(words), one.published, one.language)
            articles.append(made)
            stories.append(story)
            origins.append(one.id)
    return LabelledSet(f"{labelled.name}-halved", tuple(articles), tuple(stories), origins=tuple(origins))


def chosen(labelled: LabelledSet, how: str, wanted: Callable[[int], bool]) -> LabelledSet:
    """The articles whose number is wanted."""
    kept = [k for k in range(len(labelled.articles)) if wanted(k)]
    return LabelledSet(
        f"{labelled.name}-{how}",
        tuple(labelled.articles[k] for k in kept),
        tuple(labelled.stories[k] for k in kept),
        tuple(labelled.blocks[k] for k in kept if labelled.blocks),
    )


def _ranks(labelled: LabelledSet) -> list[int]:
    """The place of each article in its story, by a checksum of its id."""
    seen: Counter[str] = Counter()
    ranks = [0] * len(labelled.articles)
    for k in sorted(range(len(ranks)), key=lambda k: (zlib.crc32(labelled.articles[k].id.encode()), k)):
        ranks[k] = seen[labelled.stories[k]]
        seen[labelled.stories[k]] += 1
    return ranks


def _mapped(labelled: LabelledSet, how: str, articles: Sequence[Article]) -> LabelledSet:
    return dataclasses.replace(labelled, name=f"{labelled.name}-{how}", articles=tuple(articles))


def _columns(rows: list[dict[str, Any]], body: str) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    articles = tuple(
        article(
            row["id"], row["title"], row.get(body) or row["text"], _day(row["time"]), row["lang"], row.get("url") or ""
        )
        for row in rows
    )
    return articles, tuple(row["gold_story"] for row in rows)


def _day(time: str | None) -> str | None:
    return time[:ISO_DAY] if time and time[:2] in ("19", "20") and time[4:5] == "-" and len(time) >= ISO_DAY else None


def _ordinal(moment: str) -> int:
    return datetime.date.fromisoformat(moment[:ISO_DAY]).toordinal()
