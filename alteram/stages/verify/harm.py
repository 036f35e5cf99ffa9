"""Gate G7: harm said of a named private person needs two independent origins or an official one, never a headline."""

from collections.abc import Iterator

from alteram.model.articles import Span
from alteram.stages.verify.parts import Finding, Part, Reference, Role
from alteram.stages.verify.voices import origins_behind
from alteram.text.people.persons import Person, harms, is_victim, persons
from alteram.text.provenance import is_official


def harmful(part: Part, role: Role, reference: Reference) -> Iterator[Finding]:
    """G7 over one clause."""
    text = part.text(reference)
    words = tuple(word for span in part.spans for word in harms(text, *span))
    if not words:
        return
    private = [person for person in _named(text, part.spans, words) if not _in_public_life(person, reference)]
    if not private:
        return
    if role == "headline":
        yield Finding("G7", "private-person-in-headline")
        return
    behind = origins_behind(part, reference)
    independent = {origin.id for origin in behind if origin.id in reference.origins.counted}
    official = part.voice == "governed" and any(is_official(origin.name) for origin in behind)
    if len(independent) < 2 and not official:
        yield Finding("G7", "private-person")


def _named(text: str, spans: tuple[Span, ...], words: tuple[Span, ...]) -> list[Person]:
    """Persons whose name stands in the copied spans, but for those who only suffer what the words of harm say."""
    return [
        person
        for person in persons(text)
        if any(
            a <= mention[0] and mention[1] <= b and not is_victim(text, mention, words)
            for mention in person.mentions
            for a, b in spans
        )
    ]


def _in_public_life(person: Person, reference: Reference) -> bool:
    """Whether any source gives the person an office, a rank, a party or a role of public life."""
    return person.office or any(
        other.office and other.name == person.name
        for article in reference.sources.values()
        for other in persons(article.text)
    )
