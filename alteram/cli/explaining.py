"""`alteram why` in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alteram.cli.printing import plural

if TYPE_CHECKING:
    from alteram.engine.weighing import Weighed, Weighing
    from alteram.engine.why import ArticleReason, CitationReason, SentenceReason


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


def article_lines(reason: "ArticleReason") -> Iterator[str]:
    """Why an article is in its story."""
    yield f"{reason.title}\n  {reason.url}\n  is in story {reason.story}"
    if reason.nearest:
        yield f"  nearest in it   {reason.nearest} ({reason.score:.2f})"
        yield f"  shared          {', '.join(reason.shared)}"
    else:
        yield "  alone, or chosen by you"
    if reason.other:
        yield f"  nearest outside {reason.other} ({reason.other_score:.2f})"
