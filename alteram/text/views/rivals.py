"""Rivals: two actors of a story of whom one speaks or acts against the other, or who stand against each other."""

import re
from functools import lru_cache

from alteram.text.attribution import read
from alteram.text.views.leanings import affair, leaning
from alteram.text.views.stances import stances

NEAR = 40
"""Code points within which the words of a contest name both."""
_AGAINST = (
    r"(?:against|versus|vs\.?|defeat(?:ed|s|ing)?|beat(?:s|ing)?|fac(?:e|es|ed|ing)|rival|opponent|challenger"
    r"|sued|sues|suing)"
)


@lru_cache(maxsize=512)
def are_rivals(dated: tuple[tuple[str, str], ...], first: str, second: str) -> bool:
    """Whether the texts of a story, each with its day or time, set two actors against each other.

    One blames or opposes the other, who speaks for one speaks against the other, or both stand in one contest
    ("between A and B", "A defeated B").
    """
    texts = tuple(text for text, _ in dated)
    one, other = affair(texts, first), affair(texts, second)
    gap = rf"[^.;:“”\"\n]{{0,{NEAR}}}"
    names = [(a.called.pattern, b.called.pattern) for a, b in ((one, other), (other, one))]
    contests = [re.compile(rf"(?:between {gap}{a}{gap} and |{a}{gap}\b{_AGAINST}\b){gap}{b}") for a, b in names]
    if any(pattern.search(text) for pattern in contests for text in texts):
        return True
    for text, when in dated:
        for reading in read(text).sentences:
            for a, b in ((one, other), (other, one)):
                acts = (act for act in stances(text, reading) if act.form == "act" and act.sign < 0 and act.holder)
                if any(
                    a.called.search(text, *(act.holder or (0, 0))) and b.called.search(text, *act.target)
                    for act in acts
                ):
                    return True
                if leaning(text, when, reading, b) < 0 < leaning(text, when, reading, a):
                    return True
    return False
