"""Pages that are no article: walls, error pages, texts too short or too broken to be read as one."""

import re
from functools import lru_cache
from pathlib import Path

from alteram.stages.extract.characters import REPLACEMENT, SPACELESS, folded, words
from alteram.stages.extract.extracted import Refusal

LEAST_WORDS = 4
"""A text of fewer words is no article: the shortest news flash is a sentence."""
LEAST_LETTERS = 5
"""The same for scripts that write without spaces."""
WALL_WORDS = 150
"""Only texts below this many words are searched for the words of walls: articles may write about cookies."""
MOST_BROKEN = 0.01
"""Share of U+FFFD among the characters of a text from which on it cannot be quoted."""


_SPACELESS = re.compile(SPACELESS)


@lru_cache(maxsize=1)
def _walls() -> re.Pattern[str]:
    lines = Path(__file__).with_name("walls.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("#")), re.I)


def check_text(title: str, paragraphs: tuple[str, ...]) -> None:
    """Raises `Refusal` where title and paragraphs are not those of an article."""
    body = " ".join(paragraphs)
    count = len(words(body))
    if not any(character.isalpha() for character in body):
        raise Refusal("empty-text", "no text was found in the page")
    if count < WALL_WORDS and (wall := _walls().search(body)):
        raise Refusal("not-an-article", f"the page is a notice, not an article: {wall.group()[:80]!r}")
    if count < LEAST_WORDS and len(_SPACELESS.findall(body)) < LEAST_LETTERS:
        raise Refusal("empty-text", f"the text has {count} words; an article has {LEAST_WORDS} at least")
    if body.count(REPLACEMENT) > MOST_BROKEN * len(body):
        raise Refusal("undecodable", "too many characters of the text are U+FFFD")
    if not folded(title):
        raise Refusal("no-title", "the page states no title")
