"""One dossier through the stages: a draft of everything that a brief may say, not yet checked."""

from collections.abc import Callable

from alteram.language import Judge
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Sentence
from alteram.model.ids import StoryId
from alteram.model.outlets import Registry
from alteram.model.stories import Dossier, Draft
from alteram.stages.disagreements import find
from alteram.stages.facts import propose
from alteram.stages.narratives import bind
from alteram.stages.origins import trace_origins
from alteram.stages.verify import Reference, check_sentence


def dossier_of(story: StoryId, articles: tuple[Article, ...], registry: Registry) -> Dossier:
    """The dossier of a story: its articles by publication and id, and who stands behind them."""
    ordered = tuple(sorted(articles, key=lambda article: (article.when or "9", article.id)))
    return Dossier(story, ordered, registry, trace_origins(ordered, registry))


def draft_of(dossier: Dossier, judge: Judge | None = None) -> Draft:
    """What the stages propose for a dossier."""
    proposal = propose(dossier, judge or LexicalJudge())
    disagreements, holders = find(dossier)
    narratives, abstained, voices = bind(dossier, _gate(dossier, judge or LexicalJudge()))
    origins = {origin.id: origin for origin in (*proposal.origins, *holders, *voices, *dossier.origins.origins)}
    return Draft(
        headlines=proposal.headlines,
        facts=proposal.facts,
        disagreements=disagreements,
        narratives=narratives,
        coverage=(),
        abstained=abstained,
        origins=tuple(origins[key] for key in sorted(origins)),
    )


def _gate(dossier: Dossier, judge: Judge) -> Callable[[Sentence], bool]:
    """Whether the gates would let a sentence of a narrative pass: what they refuse is not worth choosing."""
    sources = dict(enumerate(dossier.articles, start=1))
    reference = Reference(sources, dossier.registry, judge, known_origins=dossier.origins)
    return lambda sentence: not check_sentence(sentence, "narrative", reference)
