"""The briefs that evals read: every event of the coverage sample as one story, drawn up as a build does.

One process draws them up once, whoever asks (`coverage_briefs`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from alteram.engine.assembly import Gatekeeper, assemble, check_draft, refusal
from alteram.engine.drafting import dossier_of, draft_of
from alteram.engine.editions import drawn_on
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Brief, Copied, Glue, Passage, Piece
from alteram.model.ids import StoryId, digest_of
from alteram.model.outlets import Registry
from alteram.outlets import load_registry
from evals.gates import events


@dataclass(frozen=True, slots=True)
class Told:
    """One story that has a brief: its name, the brief, and the articles by the brief's own numbers."""

    event: str
    brief: Brief
    articles: dict[int, Article]

    def passage(self, passage: Passage) -> str:
        """The text of a passage."""
        return self.articles[passage.source].text[passage.start : passage.end]

    def said(self, piece: Piece) -> str:
        """The text of a piece."""
        if isinstance(piece, Copied):
            return self.articles[piece.source].text[piece.start : piece.end]
        assert isinstance(piece, Glue)
        return piece.text


def told(event: str, articles: Iterable[Article], registry: Registry) -> Told | None:
    """The brief of one story's articles; None where a build would refuse it."""
    dossier = dossier_of(StoryId(digest_of(event.encode())[:16]), drawn_on(articles), registry)
    judge = LexicalJudge()
    gate = Gatekeeper(dossier, judge)
    draft = draft_of(dossier, judge)
    checked = check_draft(draft, gate)
    if refusal(checked, dossier):
        return None
    brief = assemble(dossier, draft, checked, "evals")
    by_id = {article.id: article for article in dossier.articles}
    return Told(event, brief, {source.n: by_id[source.article] for source in brief.sources})


@lru_cache(maxsize=1)
def coverage_briefs() -> tuple[Told, ...]:
    """Every event of the coverage sample that gets a brief, in the order of their names: a minute of work, once."""
    registry = load_registry(None)
    found = (told(event, articles, registry) for event, articles in events(registry) if articles)
    return tuple(one for one in found if one is not None)
