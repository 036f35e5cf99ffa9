"""The seams of language: who judges support. The lexical default needs nothing to be downloaded.

A judge is asked one question only, and gates hold whatever it answers: it may add a citation, never a word.
"""

from dataclasses import dataclass
from typing import Protocol, cast

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

    `score` is the share (0 to 1) of the statement's weight that the passage covers; `shared` are the words that did it,
    `spans` the code points of the passage's text that were compared: all of it, or one of its clauses.
    """

    score: float
    reason: str
    shared: tuple[str, ...]
    spans: tuple[Span, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the passage supports the statement."""
        return not self.reason


class StoryJudge(Protocol):
    """A judge that weighs words by the story they stand in: what most of its articles say proves little."""

    def within(self, texts: tuple[str, ...]) -> "Judge":
        """The judge for statements of a story whose articles have these canonical texts, in whatever order."""
        ...


class Judge(Protocol):
    """Decides whether a passage supports a statement."""

    def support(self, statement: Statement, passage: Statement) -> Support:
        """Whether what `passage` asserts makes `statement` true, taken by itself."""
        ...


def story_judge(judge: Judge, texts: tuple[str, ...]) -> Judge:
    """The judge for one story; a judge that knows no stories stays as it is."""
    within = getattr(judge, "within", None)
    return judge if within is None else cast("StoryJudge", judge).within(texts)
