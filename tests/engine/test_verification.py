"""Verification: all that is published replays, and no forged sentence does.

Forgeries come in two kinds. A clumsy one changes the text or the pieces, and G1 sees that they differ. A clever one
writes the text anew from its pieces, and may pass only when what it copies is a way of cutting its sentence that the
writer could have chosen itself: then it says nothing that the passage does not.
"""

import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alteram.codec import decode, encode
from alteram.compute.in_process import InProcess
from alteram.engine.arrivals import import_paths
from alteram.engine.editions import build
from alteram.engine.library import Library
from alteram.engine.verification import tally, verify_brief, verify_library, verify_payload
from alteram.errors import AlteramError
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Span
from alteram.model.briefs import (
    Brief,
    Citation,
    Clause,
    Copied,
    Evidence,
    FieldEvidence,
    Glue,
    Passage,
    Piece,
    RegistryEvidence,
    Sentence,
)
from alteram.model.ids import ArticleId
from alteram.stages.verify import Finding, Reference, Role, check_sentence
from alteram.stages.verify.gates import unknown_sources
from alteram.stages.verify.glue import ENDS, evidence_text
from alteram.stages.verify.parts import open_clause
from alteram.text.attribution import read
from alteram.text.grammar.compression import variants
from alteram.text.provenance import governing
from tests.engine.fakes import clock, silent

COVERAGE = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "coverage" / "sample.jsonl.gz"
STORIES = 40
FEW = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Published:
    """A published sentence with all that it is checked against, and the number of a source of another story."""

    sentence: Sentence
    role: Role
    reference: Reference
    foreign: int

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """How Hypothesis shows it: without the whole world around it."""
        printer.text(f"{self.role} {self.sentence.text!r}")

    def findings(self, forged: Sentence) -> tuple[str, ...]:
        """What the gates say of a forgery of it."""
        if unknown_sources(forged, self.reference):
            return ("unknown-source",)
        return tuple(finding.reason for finding in check_sentence(forged, self.role, self.reference))


@pytest.fixture(scope="session")
def published(sample_library: Library, sample_briefs: tuple[Brief, ...]) -> tuple[Published, ...]:
    """Every sentence of the sample's briefs. The foreign source is an article of another story."""
    found: list[Published] = []
    store = sample_library.store
    for at, brief in enumerate(sample_briefs):
        articles = store.articles_by_id([source.article for source in brief.sources])
        sources = {source.n: articles[source.article] for source in brief.sources}
        other = store.article(sample_briefs[at - 1].sources[0].article)
        assert other is not None
        foreign = len(sources) + 1
        reference = Reference({**sources, foreign: other}, sample_library.registry, LexicalJudge())
        reference = replace(reference, known_origins=reference.origins)
        found += [Published(sentence, role, reference, foreign) for sentence, role in _sentences(brief)]
    return tuple(found)


def _sentences(brief: Brief) -> Iterator[tuple[Sentence, Role]]:
    yield brief.headline, "headline"
    yield from ((sentence, "summary") for sentence in brief.summary)
    yield from ((fact.sentence, "fact") for fact in brief.facts)
    yield from ((one.sentence, "disagreement") for one in brief.disagreements if one.sentence is not None)
    yield from ((sentence, "narrative") for one in brief.narratives for sentence in one.sentences)


def _rewritten(sentence: Sentence, pieces: tuple[Piece, ...], reference: Reference) -> Sentence:
    """The sentence with these pieces and the text that they give."""
    text = "".join(_text(piece, reference) for piece in pieces)
    return replace(sentence, pieces=pieces, text=text)


def _text(piece: Piece, reference: Reference) -> str:
    if isinstance(piece, Copied):
        return reference.sources[piece.source].text[max(piece.start, 0) : max(piece.end, 0)]
    assert isinstance(piece, Glue)
    return piece.text


def _could_be_written(forged: Sentence, reference: Reference) -> bool:
    """Whether each clause copies its sentence in a way that keeps every governor and cuts at clause boundaries."""
    for clause in forged.clauses:
        part = open_clause(forged, clause, reference)
        if isinstance(part, Finding):
            return False
        text = part.text(reference)
        carried = governing(part.reading, read(text).sentences) if part.attribution else None
        legal = {_plain(text, spans) for spans in variants(text, part.reading.span, carried)}
        legal |= {_plain(text, spans) for spans in variants(text, part.reading.span)}
        legal.add(_plain(text, (part.reading.span,)))
        if _plain(text, part.spans) not in legal:
            return False
    return True


def _plain(text: str, spans: tuple[Span, ...]) -> str:
    """What spans copy, without white space and a final full stop."""
    return "".join("".join(text[a:b].split()) for a, b in spans).rstrip(".")


def test_every_published_sentence_of_the_sample_passes_the_gates(sample_library: Library) -> None:
    checked = list(verify_library(sample_library))
    total = tally(checked)
    assert len(checked) == 3
    assert [(v.sentence, v.findings) for one in checked for v in one.verdicts if not v.replays] == []
    assert total.good
    assert total.sentences == total.replay > 25


def test_published_sentences_pass_one_by_one(published: tuple[Published, ...]) -> None:
    assert {one.role for one in published} >= {"headline", "summary", "fact", "narrative"}
    for one in published:
        assert one.findings(one.sentence) == (), one.sentence.text


@pytest.mark.shared
def test_every_published_sentence_of_real_coverage_passes_the_gates(tmp_path: Path) -> None:
    if not COVERAGE.is_file():
        pytest.skip(f"the research data is not beside this checkout: {COVERAGE.name} is missing")
    events: dict[str, list[str]] = {}
    for line in gzip.decompress(COVERAGE.read_bytes()).decode().splitlines():
        events.setdefault(json.loads(line)["event_id"], []).append(line)
    largest = sorted(events, key=lambda event: (-len(events[event]), event))[:STORIES]
    lines = tmp_path / "coverage.jsonl"
    lines.write_text("\n".join(line for event in largest for line in events[event]), encoding="utf-8")
    with Library.open(tmp_path / "library", create=True) as library:
        import_paths(library, [lines], compute=InProcess(), progress=silent, clock=clock)
        build(library, compute=InProcess(), progress=silent)
        checked = list(verify_library(library))
    wrong = [(v.sentence, v.findings) for one in checked for v in one.verdicts if not v.replays]
    assert wrong == []
    assert len(checked) >= STORIES // 2
    assert tally(checked).good


@FEW
@given(data=st.data())
def test_a_changed_text_never_passes(published: tuple[Published, ...], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(published))
    at = data.draw(st.integers(0, len(one.sentence.text) - 1))
    letter = data.draw(st.characters(codec="utf-8", exclude_characters=one.sentence.text[at]))
    text = one.sentence.text[:at] + data.draw(st.sampled_from((letter, ""))) + one.sentence.text[at + 1 :]
    assert one.findings(replace(one.sentence, text=text))


@FEW
@given(data=st.data())
def test_moved_offsets_pass_only_as_another_honest_cut(published: tuple[Published, ...], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(published))
    pieces = list(one.sentence.pieces)
    at = data.draw(st.sampled_from([k for k, piece in enumerate(pieces) if isinstance(piece, Copied)]))
    piece = pieces[at]
    assert isinstance(piece, Copied)
    moves = st.integers(-60, 60)
    pieces[at] = replace(piece, start=piece.start + data.draw(moves), end=piece.end + data.draw(moves))
    _only_honest(one, tuple(pieces))


@FEW
@given(data=st.data())
def test_moved_sources_never_pass(published: tuple[Published, ...], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(published))
    pieces = list(one.sentence.pieces)
    at = data.draw(st.sampled_from([k for k, piece in enumerate(pieces) if isinstance(piece, Copied)]))
    piece = pieces[at]
    assert isinstance(piece, Copied)
    others = sorted(n for n in one.reference.sources if n != piece.source)
    pieces[at] = replace(piece, source=data.draw(st.sampled_from(others)))
    forged = _rewritten(one.sentence, tuple(pieces), one.reference)
    if forged.text != one.sentence.text:
        assert one.findings(forged)
    assert one.findings(replace(one.sentence, pieces=tuple(pieces))) or forged.text == one.sentence.text


@FEW
@given(data=st.data())
def test_dropped_swapped_and_doubled_pieces_pass_only_as_another_honest_cut(
    published: tuple[Published, ...], data: st.DataObject
) -> None:
    many = tuple(one for one in published if len(one.sentence.pieces) > 1)
    one = data.draw(st.sampled_from(many))
    pieces = list(one.sentence.pieces)
    first, second = (data.draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
    match data.draw(st.sampled_from(("drop", "swap", "double"))):
        case "drop":
            del pieces[first]
        case "swap":
            pieces[first], pieces[second] = pieces[second], pieces[first]
        case _:
            pieces.insert(second, pieces[first])
    _only_honest(one, tuple(pieces))


def _only_honest(one: Published, pieces: tuple[Piece, ...]) -> None:
    """A forgery with these pieces fails, clumsy and clever, unless it is the sentence itself or another honest cut."""
    last = max(
        (k for k, piece in enumerate(pieces) if not (isinstance(piece, Glue) and piece.kind == "end")), default=0
    )
    clauses = tuple(replace(clause, last=last) for clause in one.sentence.clauses[:1])
    clever = replace(_rewritten(one.sentence, pieces, one.reference), clauses=clauses)
    if clever.text != one.sentence.text:
        assert one.findings(replace(clever, text=one.sentence.text))
        assert one.findings(clever) or _could_be_written(clever, one.reference), clever.text


def _citing(sentence: Sentence, clause: Clause, citations: tuple[Citation, ...]) -> Sentence:
    """The sentence with other citations of one of its clauses."""
    clauses = (replace(one, citations=citations) if one == clause else one for one in sentence.clauses)
    return replace(sentence, clauses=tuple(clauses))


@FEW
@given(data=st.data())
def test_moved_citations_never_pass(published: tuple[Published, ...], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(published))
    clause = data.draw(st.sampled_from(one.sentence.clauses))
    at = data.draw(st.integers(0, len(clause.citations) - 1))
    citation = clause.citations[at]
    start, end = (data.draw(st.integers(-30, 30)) for _ in range(2))
    place = replace(citation.passage, start=citation.passage.start + start, end=citation.passage.end + end)
    if place == citation.passage:
        return
    cited = (*clause.citations[:at], replace(citation, passage=place), *clause.citations[at + 1 :])
    assert one.findings(_citing(one.sentence, clause, cited))


@FEW
@given(data=st.data())
def test_an_added_citation_of_another_story_never_passes(published: tuple[Published, ...], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(published))
    clause = data.draw(st.sampled_from(one.sentence.clauses))
    spans = one.reference.sources[one.foreign].sentences
    start, end = data.draw(st.sampled_from(spans))
    added = replace(clause.citations[0], n=one.foreign, passage=Passage(one.foreign, start, end))
    for cited in ((*clause.citations, added), (added,)):
        assert one.findings(_citing(one.sentence, clause, cited))


def test_a_sentence_without_citations_never_passes(published: tuple[Published, ...]) -> None:
    for one in published:
        bare = tuple(replace(clause, citations=()) for clause in one.sentence.clauses)
        assert one.findings(replace(one.sentence, clauses=bare))
        assert one.findings(replace(one.sentence, clauses=()))


@FEW
@given(data=st.data())
def test_changed_glue_never_passes(published: tuple[Published, ...], data: st.DataObject) -> None:
    glued = [(one, k) for one in published for k, piece in enumerate(one.sentence.pieces) if isinstance(piece, Glue)]
    one, at = data.draw(st.sampled_from(glued))
    piece = one.sentence.pieces[at]
    assert isinstance(piece, Glue)
    place = data.draw(st.integers(0, len(piece.text) - 1))
    letter = data.draw(st.sampled_from("aeinost XY.?!,:;-’0" + piece.text.swapcase()))
    put = data.draw(st.sampled_from((letter, "", letter + piece.text[place])))
    text = piece.text[:place] + put + piece.text[place + 1 :]
    if text == piece.text or (piece.kind == "end" and text in ENDS):
        return
    pieces = (*one.sentence.pieces[:at], replace(piece, text=text), *one.sentence.pieces[at + 1 :])
    assert one.findings(_rewritten(one.sentence, pieces, one.reference)), text


def test_a_statement_made_a_question_never_passes(published: tuple[Published, ...]) -> None:
    for one in published:
        last = one.sentence.pieces[-1]
        if isinstance(last, Glue) and last.kind == "end":
            for mark in sorted(ENDS - {last.text}):
                pieces = (*one.sentence.pieces[:-1], replace(last, text=mark))
                assert one.findings(_rewritten(one.sentence, pieces, one.reference)), mark


def _attributed(published: tuple[Published, ...]) -> list[tuple[Published, int, Glue]]:
    return [
        (one, k, piece)
        for one in published
        for k, piece in enumerate(one.sentence.pieces)
        if isinstance(piece, Glue) and piece.kind in ("attribution", "case")
    ]


@FEW
@given(data=st.data())
def test_forged_evidence_never_passes(published: tuple[Published, ...], data: st.DataObject) -> None:
    one, at, piece = data.draw(st.sampled_from(_attributed(published)))
    source = data.draw(st.sampled_from(sorted(one.reference.sources)))
    text = one.reference.sources[source].text
    start = data.draw(st.integers(0, len(text) - 1))
    outlets = [outlet.id for outlet in one.reference.registry]
    forged: Evidence = data.draw(
        st.sampled_from(
            (
                Passage(source, start, min(start + 20, len(text))),
                FieldEvidence(source, "title"),
                FieldEvidence(source, "byline"),
                RegistryEvidence(data.draw(st.sampled_from(outlets)), "name"),
                RegistryEvidence(outlets[0], "country"),
            )
        )
    )
    said = [evidence_text(e, one.reference.sources, one.reference.registry) for e in (forged, *piece.evidence[:1])]
    if said[0] == said[1]:
        return
    for evidence in ((forged,), (forged, *piece.evidence[1:]), ()):
        changed = replace(piece, evidence=evidence)
        pieces = (*one.sentence.pieces[:at], changed, *one.sentence.pieces[at + 1 :])
        assert one.findings(replace(one.sentence, pieces=pieces))


@FEW
@given(data=st.data())
def test_words_put_into_another_outlets_mouth_never_pass(published: tuple[Published, ...], data: st.DataObject) -> None:
    mouths = [one for one in _attributed(published) if one[2].kind == "attribution" and one[0].role != "headline"]
    one, at, _piece = data.draw(st.sampled_from(mouths))
    cited = {one.reference.sources[c.n].outlet for clause in one.sentence.clauses for c in clause.citations}
    owners = {outlet.owner for outlet in one.reference.registry if outlet.id in cited}
    strangers = [o for o in one.reference.registry if o.id not in cited and (o.owner is None or o.owner not in owners)]
    outlet = data.draw(st.sampled_from(strangers))
    glue = Glue("attribution", f"According to {outlet.name}, ", (RegistryEvidence(outlet.id, "name"),))
    pieces = (*one.sentence.pieces[:at], glue, *one.sentence.pieces[at + 1 :])
    assert one.findings(_rewritten(one.sentence, pieces, one.reference))


def test_a_payload_that_is_no_brief_is_refused_by_name(sample_library: Library) -> None:
    for payload in (b"", b"[]", b'{"schema":"alteram.brief/9"}', b"\xff"):
        with pytest.raises(AlteramError, match=r"mine\.json is not a brief of format alteram\.brief/1"):
            verify_payload(sample_library, payload, "mine.json")


def test_forged_labels_beside_a_sentence_fail(sample_library: Library, sample_briefs: tuple[Brief, ...]) -> None:
    brief = next(one for one in sample_briefs if any("single-origin" in fact.flags for fact in one.facts))
    fact = next(fact for fact in brief.facts if not fact.flags)
    lone = next(fact for fact in brief.facts if "single-origin" in fact.flags)
    forged = (
        (fact, replace(fact, flags=("single-origin",))),
        (fact, replace(fact, flags=("state-media",))),
        (fact, replace(fact, citations=fact.citations[:-1])),
        (fact, replace(fact, origins=(*fact.origins, brief.origins[-1].id))),
        (fact, replace(fact, claim_of=fact.origins[0])),
        (fact, replace(fact, carriers=())),
        (lone, replace(lone, flags=())),
    )
    for honest, lie in forged:
        facts = tuple(lie if one is honest else one for one in brief.facts)
        checked = verify_brief(sample_library, replace(brief, facts=facts))
        failed = [verdict.sentence for verdict in checked.verdicts if verdict.findings]
        assert failed == [honest.sentence.id], lie


def test_a_forged_source_line_fails_every_sentence_that_cites_it(
    sample_library: Library, sample_briefs: tuple[Brief, ...]
) -> None:
    brief = sample_briefs[0]
    first = brief.sources[0]
    citing = {s.id for s, _ in _sentences(brief) for clause in s.clauses for c in clause.citations if c.n == first.n}
    for lie in (
        replace(first, title="Another title"),
        replace(first, url="https://elsewhere.example/"),
        replace(first, published=None),
        replace(first, name="Another paper"),
        replace(first, outlet=None),
        replace(first, text_sha256=brief.sources[1].text_sha256),
        replace(first, payload_sha256=brief.sources[1].payload_sha256),
    ):
        checked = verify_brief(sample_library, replace(brief, sources=(lie, *brief.sources[1:])))
        failed = {verdict.sentence for verdict in checked.verdicts if verdict.findings}
        assert citing <= failed, lie


def test_a_missing_source_makes_sentences_unknown_and_none_good_that_was_not(
    sample_library: Library, sample_briefs: tuple[Brief, ...]
) -> None:
    for brief in sample_briefs:
        for at, source in enumerate(brief.sources):
            strange = replace(source, article=ArticleId("0" * 32))
            foreign = replace(brief, sources=(*brief.sources[:at], strange, *brief.sources[at + 1 :]))
            total = tally([verify_brief(sample_library, foreign)])
            assert total.fail == 0
            assert total.unknown > 0 or "cited" not in source.roles
            assert not total.good or "cited" not in source.roles


def test_damaged_bytes_make_their_source_unknown(sample_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copytree(sample_path, tmp_path / "library"))
    file = next((path / "archive").glob("*.warc.gz"))
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 40] = bytes(40)
    file.write_bytes(bytes(damaged))
    with Library.open(path) as library:
        total = tally(verify_library(library))
    assert total.unknown > 0
    assert total.fail == 0
    assert not total.good


def test_the_tally_reads_as_the_command_prints_it(sample_library: Library, sample_briefs: tuple[Brief, ...]) -> None:
    payload = encode(sample_briefs[0])
    total = tally([verify_payload(sample_library, payload, "x.json")])
    count = len(list(_sentences(decode(payload, Brief))))
    assert str(total) == f"{count} sentences, {count} replay, 0 fail, 0 of unknown source"
