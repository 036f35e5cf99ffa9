"""`alteram why` in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alteram.cli.printing import plural

if TYPE_CHECKING:
    from alteram.engine.belonging import Belonging, Pointing, Tie
    from alteram.engine.weighing import Weighed, Weighing
    from alteram.engine.why import CitationReason, SentenceReason


def sentence_lines(reason: "SentenceReason") -> Iterator[str]:
    """The chain from a published sentence down to the archived bytes."""
    yield f"{reason.id} of story {reason.story}, edition {reason.edition}:"
    yield f"  {reason.text}"
    yield ""
    yield "The sentence is these pieces, one after the other:"
    for piece in reason.pieces:
        yield f"  {piece.kind:11} {piece.text!r}{f'  <- {piece.origin}' if piece.origin else ''}"
    yield ""
    yield f"Carried by {plural(reason.carriers, 'source')}, {plural(len(reason.origins), 'origin')}: " + ", ".join(
        reason.origins
    )
    for citation in reason.citations:
        yield ""
        yield from _citation_lines(citation)
    yield ""
    yield from _weighing_lines(reason.weighing)


def _weighing_lines(weighing: "Weighing") -> Iterator[str]:
    """Which passages were accepted and which refused, and why."""
    yield f"Accepted as support: {plural(len(weighing.accepted), 'passage')}"
    yield from _weighed_lines(weighing.accepted)
    yield ""
    if not weighing.refused:
        yield "Refused: no passage of an article that is not cited shares words with it"
        return
    further = f", the nearest of {len(weighing.refused) + weighing.further}" if weighing.further else ""
    yield f"Not cited: {plural(len(weighing.refused), 'passage')} of other articles{further}"
    yield from _weighed_lines(weighing.refused)


def _weighed_lines(weighed: "tuple[Weighed, ...]") -> Iterator[str]:
    clauses = len({one.clause for one in weighed})
    for one in weighed:
        clause = f" (part {one.clause})" if clauses > 1 else ""
        yield f"  [{one.n}] {one.outlet}{clause}: {one.reason}"
        if not one.accepted:  # an accepted passage stands above, with its citation
            yield f"      “{one.passage}”"


def _citation_lines(citation: "CitationReason") -> Iterator[str]:
    yield f"[{citation.n}] {citation.outlet}  {citation.url}"
    yield f"    passage   {citation.start} to {citation.end}: {citation.passage}"
    yield f"    voice     {citation.voice}; origin {citation.origin}"
    yield f"    article   {citation.article}, text sha256 {citation.text_sha256}"
    if citation.record is None or citation.bytes_found is None:
        yield "    archive   the bytes are missing or damaged"
        return
    record = citation.record
    yield f"    archive   {record.file}, bytes {record.offset} to {record.offset + record.length}"
    yield f"    payload   {plural(citation.bytes_found, 'byte')}, sha256 {citation.payload_sha256}, as archived"


def belonging_lines(reason: "Belonging") -> Iterator[str]:
    """Why an article is in its story."""
    yield f"{reason.title}\n  {reason.url}\n  {reason.published or 'undated'}"
    yield f"  is in story {reason.story}: {reason.headline}"
    for act in reason.acts:
        lost = ", overridden by a later act" if act.overridden else ""
        why = f": {act.reason}" if act.reason else ""
        yield f"  an editor said so   act {act.number} ({act.kind}) at {act.at}{lost}{why}"
    if reason.tie is not None:
        yield from _tie_lines("nearest in it", reason.tie)
    elif reason.chosen:
        yield "  you chose its articles"
    elif not reason.acts:
        yield "  alone: no other article is near enough"
    if reason.other_tie is not None:
        name = f"{reason.other_tie.story}: {reason.other_tie.headline}"
        yield f"  nearest story that it did not join   {name}"
        yield from _tie_lines("nearest in that one", reason.other_tie)
    for link in reason.links:
        yield from _pointing_lines(link)


def _pointing_lines(link: "Pointing") -> Iterator[str]:
    """A link between stories that rests on the article, with the sentence that points back."""
    from alteram.stages.publish.wording import words

    yield f"  {link.other}: {link.headline}\n      {words(link.place, link.kind)}"
    if link.passage:
        yield f"      “{link.passage}”"
    yield f"      shared terms: {', '.join(link.shared)}"


def _tie_lines(name: str, tie: "Tie") -> Iterator[str]:
    """What two articles share."""
    from alteram.stages.publish.wording import chance

    yield f"  {name}   {tie.outlet}: {tie.title}"
    yield f"      {tie.url}"
    yield f"      probability of one event {chance(tie.score)}; this article {tie.apart}"
    if tie.role == "alone":
        yield "      a round-up or satire: it joins no story, whatever the probability"
    yield f"      shared terms: {', '.join(tie.terms) or 'none'}"
    yield f"      shared names: {', '.join(tie.names) or 'none'}"
