"""Furniture of a page that an extractor lets through: share counts, sign-ups, "Read more", the byline said again.

Only whole paragraphs go, and only those that match a shipped pattern; a doubtful one stays, and so does every line that
names a news agency: it says whose text it is.
"""

import re
from functools import lru_cache
from pathlib import Path

from alteram.stages.extract.characters import folded
from alteram.stages.extract.credit import names_agency

LONGEST = 160
"""Characters of a paragraph that may be furniture."""
TOP = 4
"""Paragraphs at the start among which title, byline and date may stand again."""
_DATE_LINE = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}\.?,? \d{4}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}-\d\d-\d\d)"
    r"(?:[ ,|·•–—-]+(?:at )?\d{1,2}[:.]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?(?: ?[a-z]{2,5})?)?",
    re.I,
)


@lru_cache(maxsize=1)
def _furniture() -> re.Pattern[str]:
    lines = Path(__file__).with_name("leftovers.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("#")), re.I)


def trim(paragraphs: tuple[str, ...], title: str, byline: str) -> tuple[str, ...]:
    """`paragraphs` without furniture, without title, byline and date said again at the top, without instant repeats."""
    kept: list[str] = []
    for paragraph in paragraphs:
        top = len(kept) < TOP
        if len(paragraph) <= LONGEST and _is_furniture(paragraph) and not names_agency(paragraph):
            continue
        if top and (_repeats(paragraph, title) or _is_byline(paragraph, byline) or _DATE_LINE.fullmatch(paragraph)):
            continue
        if kept and paragraph == kept[-1]:
            continue
        kept.append(paragraph)
    return tuple(kept)


def _is_furniture(paragraph: str) -> bool:
    if _furniture().fullmatch(paragraph):
        return True
    buttons, others = _share_words()
    found = set(paragraph.replace("e-mail", "email").lower().translate(_MARKS).split())
    return not found.isdisjoint(buttons) and found <= buttons | others


_MARKS = str.maketrans(dict.fromkeys(",|/·•&.:()+-–—", " "))


@lru_cache(maxsize=1)
def _share_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words of share buttons, and words that may stand between them."""
    text = Path(__file__).with_name("share_words.txt").read_text(encoding="utf-8")
    buttons, others = text.partition("\n")[2].split("\n\n")
    return frozenset(buttons.split()), frozenset(others.split())


def _repeats(paragraph: str, title: str) -> bool:
    """Whether a paragraph is the title again."""
    return bool(title) and len(paragraph) < 2 * len(title) + 20 and folded(paragraph) == folded(title)


def _is_byline(paragraph: str, byline: str) -> bool:
    """Whether a paragraph is nothing but the names that the byline gives ("By A and B", with an agency or a date)."""
    if len(paragraph) > LONGEST or not byline:
        return False
    plain = folded(paragraph)
    for name in byline.split(", "):
        plain = plain.replace(folded(name), "", 1)
    return plain != folded(paragraph) and not set(plain.split()) - _BYLINE_WORDS


_BYLINE_WORDS = frozenset(
    {
        "by",
        "and",
        "written",
        "reporter",
        "reporters",
        "staff",
        "writer",
        "correspondent",
        "editor",
        "from",
        "for",
        "the",
    }
)
