"""Which agency a page credits with its text: in page marks, byline, dateline or last lines. The words stay in it."""

import re
from functools import lru_cache
from pathlib import Path

_DATELINE = re.compile(r"^(?:[^\W\d_][\w.,'’ /-]{1,58}\s)?\(\s?([^()]{2,40}?)\s?\)\s*[-–—:]")
_DATELINE_BARE = re.compile(r"^[A-Z][\w.,'’ -]{1,50},? (?:[A-Z][a-z]{2,8}\.? \d{1,2},? )?\(([^()]{2,40})\)\s")
_LAST = re.compile(
    r"^[(\[*—–-]*\s*(?:(?:additional |with )?reporting (?:and writing )?by|(?:writing|compiled|edited|editing) by"
    r"|with (?:inputs?|files) from|from)\b.*$"
    r"|^[(\[*—–-]*\s*source\s?:.*$",
    re.I,
)
_SIGN_OFF = re.compile(r"\(?\b(?:reporting|writing)\b.{0,200}?;.{0,200}?\bediting by\b[^()]{0,200}\)?$", re.I | re.S)
_CONTRIBUTED = re.compile(
    r"^[(\[*]*\s*(?:[^.]{0,160}\bcontributed(?: to this (?:report|story|article))?"
    r"|(?:this (?:report|story|article)|material from)\b[^.]{0,160})[.)\]]*$",
    re.I,
)
_PARTS = re.compile(r"\s*(?:,|/|\||;| and | & | with | for | - | – | — )\s*", re.I)
_BY = re.compile(r"^by\s+", re.I)
_BEHIND_A_NAME = re.compile(
    r"\s(associated press|canadian press|press association|reuters|agence france-presse)$", re.I
)
_OFFICE = re.compile(r"\s+(?:[\w'’-]+\s+){0,3}(?:writer|correspondent|reporter|staff|editor|bureau)s?$", re.I)
"""An office behind an agency's name: "AP Auto Writer"."""
LAST_PARAGRAPHS = 3
LONGEST_LINE = 320
LINE_ABOVE = 200
"""Characters of a line above the text that a dateline may stand behind: a title is seldom longer."""


@lru_cache(maxsize=1)
def agency_names() -> dict[str, str]:
    """Name of an agency by every way it is printed, case folded."""
    names: dict[str, str] = {}
    for line in Path(__file__).with_name("agencies.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, forms = line.partition("\t")
            names.update({form.casefold(): name for form in forms.split("|")})
    return names


@lru_cache(maxsize=1)
def _agencies() -> re.Pattern[str]:
    forms = sorted({form for form in agency_names() if len(form) > 3}, key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))}|AP|AFP|PTI|ANI|dpa)\b", re.I)


def names_agency(paragraph: str) -> bool:
    """Whether a line names a news agency anywhere."""
    return bool(_agencies().search(paragraph))


def credit_of(paragraphs: tuple[str, ...], byline: str, marks: str) -> str:
    """The agency credited with the text, as an agency's name where one is named, else the credit line; "" for none.

    `marks` is what the page's metadata says of its source. A line that only says that an agency contributed is given
    whole: it is no credit for the text.
    """
    for line in (marks, byline):
        found = _agency_among(line)
        if found:
            return found
    if not paragraphs:
        return ""
    for paragraph in _openings(paragraphs):
        found = _dated(paragraph)
        if found:
            return found
    for paragraph in paragraphs[: -LAST_PARAGRAPHS - 1 : -1]:
        found = _closing(paragraph)
        if found:
            return found
    return ""


def _openings(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Where a dateline may stand: the first paragraph, and the next one behind a line (the title again, a summary)."""
    return paragraphs[: 2 if len(paragraphs[0]) <= LINE_ABOVE else 1]


def _dated(paragraph: str) -> str:
    """The agency that a paragraph's dateline names."""
    dateline = _DATELINE.match(paragraph)
    if dateline is not None and (found := dateline_agency(dateline.group(1))):
        return found
    bare = _DATELINE_BARE.match(paragraph)
    return _agency_among(bare.group(1)) if bare is not None else ""


def dateline_agency(inside: str) -> str:
    """The agency in a dateline's brackets. A short name in capitals that is not on the list is taken as it stands."""
    found = _agency_among(inside)
    if found:
        return found
    return inside if inside.isupper() and inside.isalpha() and 2 <= len(inside) <= 6 else ""


def _agency_among(line: str) -> str:
    """The first part of a byline that is an agency."""
    names = agency_names()
    for part in _PARTS.split(line) if len(line) <= LONGEST_LINE else ():
        bare = _BY.sub("", part.strip("()[]—–-. "))
        tail = _BEHIND_A_NAME.search(bare)
        found = (
            names.get(bare.casefold())
            or names.get(_OFFICE.sub("", bare).casefold())
            or (names[tail.group(1).casefold()] if tail else "")
        )
        if found:
            return found
    return ""


def _closing(paragraph: str) -> str:
    """What a last paragraph credits: an agency alone, a sign-off, or a line that names an agency's part in it."""
    sign_off = _SIGN_OFF.search(paragraph[-LONGEST_LINE:])
    if len(paragraph) > LONGEST_LINE:
        return sign_off.group() if sign_off else ""
    alone = agency_names().get(paragraph.strip("()[]—–-.@©* ").casefold())
    if alone:
        return alone
    if not names_agency(paragraph):
        return sign_off.group() if sign_off else ""
    if _CONTRIBUTED.match(paragraph):
        return paragraph
    if _LAST.match(paragraph):
        tail = _AUTHORSHIP.split(paragraph.rstrip(".) "), maxsplit=1)[-1]
        return agency_names().get(tail.strip("()[]—–-. ").casefold()) or paragraph
    return sign_off.group() if sign_off else ""


_AUTHORSHIP = re.compile(r"\b(?:by|from|source\s?:)\s*:?\s*", re.I)
