"""The briefs that evals read: every event of the coverage sample as one story, drawn up as a build does.

One process draws them up once, whoever asks (`coverage_briefs`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from alteram.engine.assembly import Gatekeeper, assemble, check_draft, refusal
from alteram.engine.briefing import drawn_on
from alteram.engine.drafting import dossier_of, draft_of
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Brief, Copied, FieldEvidence, Glue, Passage, Piece, RegistryEvidence
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


def said(piece: Piece, articles: Mapping[int, Article]) -> str:
    """The text of a piece, given the articles by the numbers that it speaks of."""
    if isinstance(piece, Copied):
        return articles[piece.source].text[piece.start : piece.end]
    assert isinstance(piece, Glue)
    return piece.text


def without_outlet(pieces: Iterable[Piece], articles: Mapping[int, Article]) -> str:
    """What pieces say without "According to" an outlet: the attributions that stand on a name of a page or registry."""
    kept = (piece for piece in pieces if not (isinstance(piece, Glue) and _names_outlet(piece)))
    text = "".join(said(piece, articles) for piece in kept).strip()
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!", "”", '"')) else ".")


def _names_outlet(piece: Glue) -> bool:
    registered = (
        isinstance(one, RegistryEvidence) or (isinstance(one, FieldEvidence) and one.field == "name")
        for one in piece.evidence
    )
    return piece.kind == "attribution" and all(registered)


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
