"""Gate G7 of a source's title: one that accuses a private person on fewer than two origins is not printed."""

from collections.abc import Iterator

from alteram.language import Statement
from alteram.model.briefs import Origin, Source
from alteram.stages.verify.parts import Finding, Reference
from alteram.text.attribution import read
from alteram.text.names import surname
from alteram.text.people.persons import Person, harms
from alteram.text.people.titles import accused, neutral_title, title_span
from alteram.text.provenance import is_official

LEAST_ORIGINS = 2
"""Independent origins from which an accusation may be printed, as for a fact."""


def printed_title(n: int, reference: Reference) -> str:
    """The title of source `n` as it may be printed anywhere: its own, or neutral words with its date."""
    article = reference.sources[n]
    texts = tuple(other.text for other in reference.sources.values())
    everyone = accused(article, texts)
    if all(_borne_out(n, person, reference) for person in everyone):
        return article.title
    return neutral_title(article.published)


def title_findings(source: Source, reference: Reference) -> Iterator[Finding]:
    """What is wrong with the title that a brief prints for a source; one that accuses may always be neutral.

    A title that accuses without enough origins is a matter of G7, so that a missing source leaves it undecided.
    """
    article = reference.sources[source.n]
    if source.title == article.title:
        if printed_title(source.n, reference) != article.title:
            yield Finding("G7", "private-person-in-title")
    elif source.title != neutral_title(article.published) or not accused(article):
        yield Finding("G2", "source-line-differs")


def _borne_out(n: int, person: Person, reference: Reference) -> bool:
    """Whether two independent origins, or an official one, tell what the title lays at a person's door."""
    behind = {origin.id: origin for origin in _origins(n, person, reference)}
    counted = reference.origins.counted & set(behind)
    return len(counted) >= LEAST_ORIGINS or any(is_official(origin.name) for origin in behind.values())


def _origins(n: int, person: Person, reference: Reference) -> Iterator[Origin]:
    """Who says so: the title's own origin, and that of each sentence of any source that bears the title out."""
    article = reference.sources[n]
    span = title_span(article.text)
    own = reference.reading(n, span[0])
    if own is not None:
        yield reference.origin(n, own, (span,))
    last = surname(person.name)
    title = Statement(article, span, (span,))
    for other, source in sorted(reference.sources.items()):
        for reading in read(source.text).sentences:
            if other == n and reading.span[0] < span[1]:
                continue
            if last not in source.text[slice(*reading.span)] or not harms(source.text, *reading.span):
                continue
            whole = (reading.span,)
            answer = reference.story_judge.support(title, Statement(source, reading.span, whole))
            if answer.holds:
                yield reference.origin(other, reading, answer.spans or whole)
