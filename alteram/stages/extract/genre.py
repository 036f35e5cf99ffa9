"""Which kind of text an article is, by what the page itself says: types, sections, address, labels and title.

Where it says nothing, its words are asked: a text that is opinion to the model of `text.voice`, beyond doubt, is one.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from alteram.stages.extract.characters import folded
from alteram.stages.extract.documents import is_document
from alteram.stages.extract.jsonld import schema_types
from alteram.text.views.voice import opinionated_text

ADVERTISEMENT = "advertisement"
"""Not a genre of an article: such a page is refused."""
CERTAIN = 0.95
"""Likelihood from which an unmarked text is taken for opinion.

High, since a report that is taken for opinion gives no facts. Measured in 2026 with outlets held out (docs/opinion.md).
"""
_ENGLISH = "en"
_ORDER = (ADVERTISEMENT, "satire", "opinion", "live", "roundup")
_TITLE_MARK = re.compile(r"^\s*[\[(]?\s*([\w&'’ -]{3,30}?)\s*[\])]?\s*(?:[:|»]|\s[–—-]\s)")
_TITLE_END = re.compile(r"(?:\s[|–—-]\s|[:,]\s)([\w' ’-]{3,30}?)\s*[!.…]*$")
_SATIRE_NOTICE = re.compile(
    r"\b(?:this (?:site|website|article|story|piece|page|publication) (?:is|contains)(?: a work of)?"
    r" (?:satire|satirical|parody|humou?r)"
    r"|(?:is|are) (?:entirely |purely )?(?:satire|satirical) and (?:not|should not|fictional)"
    r"|satire(?: website| site)?[.:] all (?:stories|articles|names) (?:are )?(?:fictional|invented|made up))\b",
    re.I,
)
_PAID_BY = re.compile(
    r"^(?:(?:paid|sponsored|partner|promoted|branded) (?:content|post|story|article|program|for|message)"
    r"|sponsored|presented)"
    r"(?: and (?:paid|produced) (?:for )?)?(?: by| from| for)?\b.{0,60}$",
    re.I,
)


@lru_cache(maxsize=1)
def _marks() -> dict[str, dict[str, frozenset[str]]]:
    data = tomllib.loads(Path(__file__).with_name("genres.toml").read_text(encoding="utf-8"))
    return {
        genre: {
            kind: frozenset(folded(value) if kind != "paths" else value for value in values)
            for kind, values in found.items()
        }
        for genre, found in data.items()
    }


def genre_of(
    url: str,
    title: str,
    *,
    types: tuple[str, ...] = (),
    sections: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
    notices: tuple[str, ...] = (),
) -> str:
    """ "report", "opinion", "satire", "live", "roundup", or `ADVERTISEMENT`; the most cautious of all that is marked.

    `labels` are short paragraphs beside the headline, `notices` the last ones of the page.
    """
    found = {genre for name, genre in schema_types()["genres"].items() if name in types}
    path = {segment.lower() for segment in _path(url).split("/")[:-1]}
    named = {folded(section) for section in sections} | {folded(kind) for kind in types}
    short = {folded(label) for label in labels}
    mark = _TITLE_MARK.match(title)
    end = _TITLE_END.search(title)
    beside = {folded(found[1]) for found in (mark, end) if found is not None}
    for genre, marks in _marks().items():
        if path & marks["paths"] or named & marks["sections"] or short & marks["labels"] or beside & marks["titles"]:
            found.add(genre)
    if any(_SATIRE_NOTICE.search(notice) for notice in (*labels, *notices)):
        found.add("satire")
    if any(_PAID_BY.match(label) for label in labels):
        found.add(ADVERTISEMENT)
    return next((genre for genre in _ORDER if genre in found), "report")


def genre_by_words(marked: str, text: str, language: str | None) -> str:
    """The genre where the page's marks gave `marked`: "opinion" for a report in English whose words leave no doubt.

    `text` is canonical. The model knows English alone, and nothing but opinion: other genres stay what marks say. A
    speech, a letter or an interview printed as a document is not the outlet's opinion, however it is worded.
    """
    if marked != "report" or language != _ENGLISH:
        return marked
    return "opinion" if opinionated_text(text) >= CERTAIN and not is_document(text) else marked


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
