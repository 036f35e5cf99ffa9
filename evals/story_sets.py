"""The labelled story sets of the research data as articles, for training and for measuring.

Texts stay where they are (beside the checkout, `../shared/data`); nothing of them ships.
"""

import dataclasses
import datetime
import gzip
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from alteram.model.articles import Article
from alteram.model.ids import Moment, article_id, digest_of, text_digest
from alteram.text.sentences import canonical
from evals import SHARED

ISO_DAY = 10
SQUEEZED_DAYS = 6
SQUEEZED_FROM = datetime.date(2019, 5, 1)


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Articles with the story that each belongs to, in the same order."""

    name: str
    articles: tuple[Article, ...]
    stories: tuple[str, ...]


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
    """ECB+ (Cybulska and Vossen 2014, CC BY 3.0): one story a seminal event; twin events of one kind are its point."""
    rows = [row for row in load("stories/ecbplus.jsonl.gz") if row["split"] == split]
    return LabelledSet(f"ecbplus-{split}", *_columns(rows, "text"))


def allsides(split: str, *, dated: bool) -> LabelledSet:
    """AllSides triples: three leanings a story; those with, or those without a publication day."""
    rows = [
        row
        for row in load("stories/allsides_triples.jsonl.gz")
        if row["split"] == split and (_day(row["time"]) is not None) == dated
    ]
    return LabelledSet(f"allsides-{split}-{'dated' if dated else 'undated'}", *_columns(rows, "full_text"))


def sample() -> LabelledSet:
    """The coverage sample: 501 articles with a silver label of their event. For measuring only."""
    rows = load("coverage/sample.jsonl.gz")
    articles = tuple(
        article(row["dataset_id"], row["title"], row["text"], row["date"], row.get("language", "en"), row["url"])
        for row in rows
    )
    return LabelledSet("coverage-sample", articles, tuple(row["event_id"] for row in rows))


def telegram(language: str) -> list[tuple[Article, Article, bool]]:
    """Pairs of the Telegram clustering contest with the verdict "same news" (Apache-2.0)."""
    rows = [row for row in load("stories/tgcontest_pairs.jsonl.gz") if row["lang"] == language]
    return [
        (
            *(article(row[k]["url"] + row[k]["title"], row[k]["title"], row[k]["text"], None, language) for k in "ab"),
            row["label"] == "OK",
        )
        for row in rows
    ]


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


def _mapped(labelled: LabelledSet, how: str, articles: Sequence[Article]) -> LabelledSet:
    return LabelledSet(f"{labelled.name}-{how}", tuple(articles), labelled.stories)


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
