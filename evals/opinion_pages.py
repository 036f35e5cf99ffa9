"""Articles of the corpus labelled opinion or report by their own marks, for training and measuring the models of voice.

Opinion: the address has a segment that says so ("/opinion/", "/columnists/"; alteram/stages/extract/genres.toml), or
the title begins with such a word. Report: neither, at an outlet whose addresses tell the two apart, or at an agency or
a broadcaster without columns. Everything else (magazines, blogs, outlets that put both under "/news/") has no label:
what is unmarked there is as often opinion. Some that count as reports here are unmarked opinion all the same, so that
precision is a little better than it looks.
"""

import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path

from alteram.outlets.domains import registrable
from alteram.stages.extract.genre import genre_of
from alteram.text.sentences import canonical
from evals import SHARED

CORPUS = SHARED / "corpus" / "articles.jsonl.gz"
BABE = SHARED / "opinion" / "babe.jsonl.gz"
TELLING_APART = frozenset(
    (
        "foxnews.com",
        "cnn.com",
        "usatoday.com",
        "nytimes.com",
        "thehill.com",
        "csmonitor.com",
        "theguardian.com",
        "washingtonpost.com",
    )
)
"""Outlets of the corpus with a part of their addresses for opinion (ten marked pages and more) and one for reports."""
REPORTING = frozenset(("reuters.com", "apnews.com", "bbc.com"))
_BABE_OUTLETS = {"Reuters": "reuters.com", "USA Today": "usatoday.com", "New York Times": "nytimes.com"}
"""Domains of the outlets that have both sentences in BABE and labelled articles here."""
_TITLE_MARK = re.compile(
    r"^\W*(?:opinions?|editorial|op-?ed|commentary|column|analysis|review)\s*[:|]\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Page:
    """One labelled article: `outlet` is its registrable domain, `text` canonical, without the mark in its title."""

    id: str
    outlet: str
    url: str
    title: str
    text: str
    topic: str
    opinion: bool


def labelled_pages() -> list[Page]:
    """Every article of the corpus that has a label, in its order, but for those that hold a sentence of BABE."""
    measured = _measured()
    found = []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            outlet = registrable(re.sub(r"^https?://([^/:]+).*", r"\1", one["url"].lower(), flags=re.DOTALL))
            label = _label(outlet, one["url"], one["title"])
            if label is None or any(sentence in one["text"] for sentence in measured.get(outlet, ())):
                continue
            text = canonical(_TITLE_MARK.sub("", one["title"]), one["text"].split("\n"))
            found.append(Page(one["id"], outlet, one["url"], one["title"], text, one["topic"], label))
    return found


def _label(outlet: str, url: str, title: str) -> bool | None:
    genre = genre_of(url, title)
    if genre == "opinion" and not re.match(r"\W*(?:analysis|review)\b", title, re.IGNORECASE):
        return True
    if genre == "report" and outlet in TELLING_APART | REPORTING and not _TITLE_MARK.match(title):
        return False
    return None


def _measured() -> dict[str, tuple[str, ...]]:
    """Sentences of BABE by the domain they are of: what is measured on is never trained on."""
    found: dict[str, list[str]] = {}
    with gzip.open(BABE, "rt", encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            found.setdefault(_BABE_OUTLETS.get(one["outlet"], ""), []).append(one["text"].strip())
    return {outlet: tuple(sentences) for outlet, sentences in found.items()}


def by_outlet(pages: list[Page], folds: int) -> list[int]:
    """The fold of every page, all of one outlet in one: outlets from the largest to the smallest, each to the fold that
    has fewest pages.
    """
    sizes: dict[str, int] = {}
    for page in pages:
        sizes[page.outlet] = sizes.get(page.outlet, 0) + 1
    filled = [0] * folds
    fold: dict[str, int] = {}
    for outlet in sorted(sizes, key=lambda name: (-sizes[name], name)):
        fold[outlet] = min(range(folds), key=lambda k: (filled[k], k))
        filled[fold[outlet]] += sizes[outlet]
    return [fold[page.outlet] for page in pages]


def sources() -> list[Path]:
    """The files that labels and exclusions come from."""
    return [CORPUS, BABE]
