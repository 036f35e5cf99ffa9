"""The seams of language: who judges support. The lexical default needs nothing to be downloaded.

A judge is asked one question only, and gates hold whatever it answers: it may add a citation, never a word.
"""

from dataclasses import dataclass
from typing import Protocol

from alteram.model.articles import Article, Span
from alteram.model.ids import OutletId


@dataclass(frozen=True, slots=True)
class Statement:
    """What is asserted at one place: `spans` are the code points of `article.text` that assert it, in one sentence.

    `sentence` is the whole sentence around them, from which governors and attribution are read. `holder` is the outlet
    whose word it is, where one is known; `attributed` says that it is published as that outlet's word ("According to
    X, ..."), so that "X reported that ..." elsewhere supports it too.
    """

    article: Article
    sentence: Span
    spans: tuple[Span, ...]
    holder: OutletId | None = None
    attributed: bool = False


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a passage supports a statement by itself: `reason` is "" when it does, else the rule that refused it.

    `score` is the share (0 to 1) of the statement's weight that the passage covers; `shared` are the words that did it.
    """

    score: float
    reason: str
    shared: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the passage supports the statement."""
        return not self.reason


class Judge(Protocol):
    """Decides whether a passage supports a statement."""

    def support(self, statement: Statement, passage: Statement) -> Support:
        """Whether what `passage` asserts makes `statement` true, taken by itself."""
        ...
