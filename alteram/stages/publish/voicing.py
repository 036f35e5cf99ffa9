"""Whose words a passage is, as its text says: the attribution that governs it, quoted, or the outlet's own voice."""

from alteram.model.articles import Article, Span
from alteram.model.briefs import Passage
from alteram.model.ids import Digest
from alteram.model.outlets import Registry
from alteram.stages.publish.views import Governor
from alteram.text.attribution import read
from alteram.text.people.persons import accuses
from alteram.text.speech.sources import attribution_of

CUE_CHARACTERS = 60
"""Speaker and cue within so many code points are quoted as they stand, else with an ellipsis between them."""
NO_REGISTRY = Registry((), Digest(""))


def governor_of(article: Article, passage: Passage, registry: Registry = NO_REGISTRY) -> Governor:
    """What governs the sentence in which a passage begins: what `attribution_of` finds, as a page says it.

    A hedge of nobody's ("reportedly"), which is the outlet's own voice to a fact, is shown as the words that govern it.
    """
    readings = read(article.text).sentences
    here = next((n for n, one in enumerate(readings) if one.span[0] <= passage.start < one.span[1]), None)
    if here is None or readings[here].state == "own":
        return Governor("own")
    if readings[here].state == "shadow":
        return Governor("shadow")
    voice = attribution_of(article, readings[here], registry)
    if voice.state == "own":
        hedge = readings[here].attribution
        return Governor("governed") if hedge is None else Governor("governed", _quoted(article.text, hedge.cue))
    if voice.cue is None:
        return Governor("governed")
    source = voice.source
    return Governor(
        state="governed",
        cue=_quoted(article.text, voice.cue, source.span if source is not None else None),
        speaker=_full(article.text, source.span, source.full) if source is not None else "",
        kind=source.kind.replace(" ", "-") if source is not None and source.kind != "unknown" else "",
        before=voice.at != here,
        content=voice.content,
    )


def _quoted(text: str, cue: Span, source: Span | None = None) -> str:
    """Speaker and cue as the passage has them: "police said"."""
    spans = sorted({cue, source or cue})
    first, last = spans[0], spans[-1]
    if last[1] - first[0] <= CUE_CHARACTERS:
        return text[first[0] : last[1]]
    return " … ".join(text[slice(*span)] for span in spans)


def _full(text: str, source: Span, full: Span) -> str:
    """The speaker's first full mention, where it says more than the passage does and lays no harm at anybody's door."""
    told = text[slice(*full)]
    if told.lower() in text[slice(*source)].lower() or accuses(text, *full):
        return ""
    return told
