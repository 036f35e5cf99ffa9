"""One story through the stages and the gates: what a build asks of every child process, with no store behind it."""

from collections.abc import Iterable
from dataclasses import dataclass

from alteram.engine.assembly import Gatekeeper, assemble, check_draft, refusal
from alteram.engine.drafting import dossier_of, draft_of
from alteram.engine.garbage import collection_paused
from alteram.engine.voices import voices_of
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Brief
from alteram.model.ids import StoryId
from alteram.model.outlets import Registry

MOST_ARTICLES = 60
"""Articles in one dossier: a brief cites a handful, and origins are compared pair by pair."""


@dataclass(frozen=True, slots=True)
class Task:
    """One story to be briefed: everything that its brief is a function of."""

    story: StoryId
    articles: tuple[Article, ...]
    registry: Registry


@dataclass(frozen=True, slots=True)
class Made:
    """A brief (as a first edition), or the reason why there is none; `withheld` are the refused sentences' texts, and
    `voices` say whose words the passages are."""

    story: StoryId
    brief: Brief | None
    reason: str
    withheld: tuple[str, ...] = ()
    voices: bytes = b""


def make_brief(task: Task) -> Made:
    """One story through the stages and the gates: a pure function, so that it can run anywhere."""
    with collection_paused():
        return _make(task)


def _make(task: Task) -> Made:
    dossier = dossier_of(task.story, drawn_on(task.articles), task.registry)
    judge = LexicalJudge()
    draft = draft_of(dossier, judge)
    gate = Gatekeeper(dossier, judge)
    checked = check_draft(draft, gate)
    reason = refusal(checked, dossier)
    brief = None if reason else assemble(dossier, draft, checked, _extractor(task.articles))
    if brief is None:
        return Made(task.story, None, reason, tuple(gate.refused))
    voices = voices_of(brief, {article.id: article for article in task.articles}, task.registry)
    return Made(task.story, brief, reason, tuple(gate.refused), voices)


def drawn_on(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The articles of a story that its brief draws on, by publication and id: all of them, where they are not too many.

    Else those of outlets that the registry knows, earliest first, then others: a flood of unknown sites, which add no
    origin, may not crowd out the coverage.
    """
    ranked = sorted(articles, key=lambda article: (article.outlet is None, *in_order(article)))
    return tuple(sorted(ranked[:MOST_ARTICLES], key=in_order))


def in_order(article: Article) -> tuple[str, str]:
    """Articles by publication and id, those without a time last."""
    return (article.when or "9", article.id)


def _extractor(articles: Iterable[Article]) -> str:
    return "; ".join(sorted({article.extractor for article in articles}))
