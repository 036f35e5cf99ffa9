"""What a brief says of a world: where each published sentence and each cited passage comes from, by offsets alone."""

import re
from collections.abc import Iterator, Sequence

from alteram.codec import encode
from alteram.model.briefs import Brief, Copied, Fact, Glue, Passage, Sentence
from alteram.stages.publish import markdown, text
from tests.worlds.generator import REGISTRY, Report, Telling, World, articles_of

SEEDS = range(30)


def published(brief: Brief) -> Iterator[Sentence]:
    """Every published sentence."""
    yield brief.headline
    yield from brief.summary
    yield from (fact.sentence for fact in brief.facts)
    yield from (one.sentence for one in brief.disagreements if one.sentence is not None)
    yield from (sentence for one in brief.narratives for sentence in one.sentences)


def printed(brief: Brief) -> str:
    """All that a brief says in its three plain forms."""
    return "\n".join((encode(brief).decode(), markdown(brief), text(brief)))


class Sources:
    """The reports behind a brief's numbers, with the tellings at any place of their archived texts."""

    def __init__(self, one: World, reports: Sequence[Report], brief: Brief) -> None:
        texts = {article.url: article.text for article in articles_of(one, reports, REGISTRY)}
        by_url = {report.url: report for report in reports}
        self.report = {source.n: by_url[source.url] for source in brief.sources}
        self.text = {source.n: texts[source.url] for source in brief.sources}

    def at(self, n: int, start: int, end: int) -> tuple[Telling, ...]:
        """The tellings of source `n` that lie in a span or around it."""
        text, found = self.text[n], []
        for telling in self.report[n].tellings:
            first = text.find(telling.text)
            if first >= 0 and first < end and start < first + len(telling.text):
                found.append(telling)
        return tuple(found)

    def copied(self, sentence: Sentence) -> tuple[Telling, ...]:
        """The tellings that a published sentence copies from."""
        pieces = [piece for piece in sentence.pieces if isinstance(piece, Copied)]
        return tuple(dict.fromkeys(t for piece in pieces for t in self.at(piece.source, piece.start, piece.end)))

    def cited(self, sentence: Sentence) -> tuple[tuple[Report, Telling], ...]:
        """The tellings in the passages that it cites, with the reports that they stand in."""
        citations = [citation for clause in sentence.clauses for citation in clause.citations]
        return tuple(
            (self.report[citation.n], telling)
            for citation in citations
            for telling in self.at(citation.n, citation.passage.start, citation.passage.end)
        )

    def groups(self, fact: Fact) -> set[str]:
        """Who of the known outlets and agencies stands behind the reports that a fact cites, each once."""
        return {self.report[n].group for n in fact.citations} - {""}


def tellers(reports: Sequence[Report], told: Sequence[Telling]) -> set[str]:
    """Who of the known outlets and agencies tells one of these truths, each once."""
    wanted = truths(told)
    return {report.group for report in reports if wanted & truths(report.tellings)} - {""}


def attributed(sentence: Sentence) -> bool:
    """Whether a sentence names who says it in glue of its own."""
    return any(isinstance(piece, Glue) and piece.kind == "attribution" for piece in sentence.pieces)


def truths(tellings: Sequence[Telling]) -> set[str]:
    """The truths of tellings."""
    return {telling.truth for telling in tellings}


WORD = re.compile(r"\w+")


def words(said: str) -> set[str]:
    """The words of a text in lower case."""
    return {word.lower() for word in WORD.findall(said)}


def passages(sentence: Sentence) -> Iterator[Passage]:
    """The passages that a sentence cites."""
    yield from (citation.passage for clause in sentence.clauses for citation in clause.citations)
