"""Whose words the passages of an edition are, found when it is made and kept beside it: a page reads no article for it.

What is kept is used by the same version with the same registry only; without it a page finds it anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from alteram import __version__
from alteram.codec import decode, encode
from alteram.engine.library import Library
from alteram.model.articles import Article
from alteram.model.briefs import Brief, Passage
from alteram.model.ids import ArticleId, Digest
from alteram.model.outlets import Registry
from alteram.stages.publish import Governor, cited_passages, governor_of


@dataclass(frozen=True, slots=True)
class Voices:
    """What governs each passage, by whose version and registry."""

    made_by: str
    registry: Digest
    governors: tuple[tuple[Passage, Governor], ...]


def voices_of(brief: Brief, articles: Mapping[ArticleId, Article], registry: Registry) -> bytes:
    """The voices of a brief's passages, cited and withheld, as JSON; `articles` are under today's owners."""
    sources = {source.n: articles[source.article] for source in brief.sources if source.article in articles}
    withheld = (passage for each in brief.withheld for passage in each.passages)
    passages = dict.fromkeys((*cited_passages(brief), *withheld))
    found = ((each, governor_of(sources[each.source], each, registry)) for each in passages if each.source in sources)
    return encode(Voices(__version__, registry.digest, tuple(found)))


def kept_voices(library: Library, brief: Brief) -> dict[Passage, Governor]:
    """What is kept of an edition's voices and still holds."""
    payload = library.store.voices(brief.story, brief.edition)
    if payload is None:
        return {}
    voices = decode(payload, Voices)
    if (voices.made_by, voices.registry) != (__version__, library.registry.digest):
        return {}
    return dict(voices.governors)
