"""Whose words a passage is, as its text says: the attribution that governs it, quoted, or the outlet's own voice."""

from alteram.model.articles import Article, Span
from alteram.model.briefs import Passage
from alteram.model.ids import Digest
from alteram.model.outlets import Registry
from alteram.stages.publish.views import Governor
from alteram.text.attribution import Attribution, read
from alteram.text.people.persons import accuses
from alteram.text.provenance import governing
from alteram.text.speech.sources import source_of

CUE_CHARACTERS = 60
"""Speaker and cue within so many code points are quoted as they stand, else with an ellipsis between them."""
NO_REGISTRY = Registry((), Digest(""))


def governor_of(article: Article, passage: Passage, registry: Registry = NO_REGISTRY) -> Governor:
    """What governs the sentence in which a passage begins."""
    readings = read(article.text).sentences
    reading = next((one for one in readings if one.span[0] <= passage.start < one.span[1]), None)
    if reading is None or reading.state == "own":
        return Governor("own")
    if reading.state == "shadow":
        return Governor("shadow")
    attribution = governing(reading, readings)
    if attribution is None:
        return Governor("governed")
    source = source_of(article, attribution, registry)
    own = reading.attribution is attribution
    return Governor(
        state="governed",
        cue=_cue(article.text, attribution),
        speaker=_full(article.text, attribution.source, source.full) if source is not None else "",
        kind=source.kind.replace(" ", "-") if source is not None and source.kind != "unknown" else "",
        before=not own,
        content=attribution.content if own else (),
    )


def _cue(text: str, attribution: Attribution) -> str:
    """Speaker and cue as the passage has them: "police said"."""
    spans = sorted({span for span in (attribution.source, attribution.cue) if span is not None})
    first, last = spans[0], spans[-1]
    if last[1] - first[0] <= CUE_CHARACTERS:
        return text[first[0] : last[1]]
    return " … ".join(text[slice(*span)] for span in spans)


def _full(text: str, source: Span | None, full: Span) -> str:
    """The speaker's first full mention, where it says more than the passage does and lays no harm at anybody's door."""
    told = text[slice(*full)]
    if source is None or told.lower() in text[slice(*source)].lower() or accuses(text, *full):
        return ""
    return told
