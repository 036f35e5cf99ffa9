"""Verification: briefs against the archived texts, and archived texts against the archived bytes."""

from collections.abc import Iterable
from dataclasses import dataclass

from alteram.codec import decode
from alteram.engine.library import Library
from alteram.engine.ownership import owned
from alteram.engine.redaction import is_withdrawn
from alteram.errors import AlteramError, ArchiveError
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Brief
from alteram.model.ids import StoryId, text_digest
from alteram.stages.verify import Reference, Verdict, check_brief


@dataclass(frozen=True, slots=True)
class Checked:
    """Verdicts on one brief."""

    brief: Brief
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many published sentences replay, fail, or stand on a source that the library does not hold."""

    sentences: int
    replay: int
    fail: int
    unknown: int

    @property
    def good(self) -> bool:
        """Whether nothing fails and nothing is unknown."""
        return self.fail == 0 and self.unknown == 0

    def __str__(self) -> str:
        """The last line of `alteram verify`."""
        return f"{self.sentences} sentences, {self.replay} replay, {self.fail} fail, {self.unknown} of unknown source"


def verify_library(library: Library, story: StoryId | None = None) -> Iterable[Checked]:
    """Checks the newest edition of one story, or of every story, in the order of the list."""
    for status in library.store.stories():
        if story is not None and status.story.id != story:
            continue
        edition = library.store.latest(status.story.id)
        if edition is not None:
            yield verify_brief(library, decode(edition.payload, Brief))


def verify_payload(library: Library, payload: bytes, name: str) -> Checked:
    """Checks a brief that somebody hands in. Raises AlteramError when it is no brief of this format."""
    try:
        brief = decode(payload, Brief)
    except ValueError as error:
        raise AlteramError(
            f"{name} is not a brief of format alteram.brief/1: {error}. "
            "Hand in the file as `alteram show STORY --format json` or a site gives it."
        ) from error
    return verify_brief(library, brief)


def verify_brief(library: Library, brief: Brief) -> Checked:
    """Checks one brief against what the library holds of its sources; a withdrawn one publishes no sentence."""
    if is_withdrawn(brief):
        return Checked(brief, ())
    found = library.store.articles_by_id([source.article for source in brief.sources])
    sources = {
        source.n: owned(article, library.registry)
        for source in brief.sources
        if (article := found.get(source.article)) is not None and _is_archived(library, article)
    }
    verdicts = check_brief(brief, Reference(sources, library.registry, LexicalJudge()))
    if len(sources) < len(brief.sources):
        verdicts = tuple(_undecided(verdict) for verdict in verdicts)
    return Checked(brief, verdicts)


ORIGIN_GATES = frozenset({"G6", "G7"})
"""Gates that count origins. An origin is read off all sources together, so that none is sure where one is missing."""


def _undecided(verdict: Verdict) -> Verdict:
    """Of a brief with a source that is missing: what only the count of origins would refuse is unknown."""
    if verdict.findings and {finding.gate for finding in verdict.findings} <= ORIGIN_GATES:
        return Verdict(verdict.sentence, (), unknown=True)
    return verdict


def _is_archived(library: Library, article: Article) -> bool:
    """Whether the text has its digest and the archive still has the bytes that it came from."""
    record = library.store.record(article.id)
    if record is None or text_digest(article.text) != article.text_sha256:
        return False
    try:
        library.archive.read(record)
    except ArchiveError:
        return False
    return True


def tally(checked: Iterable[Checked]) -> Tally:
    """Counts verdicts over briefs."""
    verdicts = [verdict for one in checked for verdict in one.verdicts]
    unknown = sum(verdict.unknown for verdict in verdicts)
    fail = sum(bool(verdict.findings) for verdict in verdicts)
    return Tally(len(verdicts), len(verdicts) - unknown - fail, fail, unknown)
