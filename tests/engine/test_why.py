"""Why: every published sentence walks back to archived bytes."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from alteram.engine.library import Library
from alteram.engine.why import SentenceReason, explain_sentence, sentences_of
from alteram.errors import NotEnough, NotFound
from alteram.model.briefs import Brief
from alteram.model.ids import digest_of


def test_every_sentence_walks_back_to_its_bytes(sample_library: Library, sample_briefs: tuple[Brief, ...]) -> None:
    explained = 0
    for brief in sample_briefs:
        for sentence in sentences_of(brief):
            reason = explain_sentence(sample_library, brief.story, sentence.id)
            assert reason.text == sentence.text == "".join(piece.text for piece in reason.pieces)
            assert reason.carriers == len({citation.n for citation in reason.citations})
            assert set(reason.origins) == {citation.origin for citation in reason.citations}
            for citation in reason.citations:
                assert citation.record is not None
                payload = sample_library.archive.read(citation.record)
                assert (len(payload), digest_of(payload)) == (citation.bytes_found, citation.payload_sha256)
            explained += 1
    assert explained > 25


def test_pieces_say_what_they_stand_on(sample_library: Library, sample_briefs: tuple[Brief, ...]) -> None:
    origins = {
        (piece.kind, piece.origin.split(" ")[0])
        for brief in sample_briefs
        for sentence in sentences_of(brief)
        for piece in explain_sentence(sample_library, brief.story, sentence.id).pieces
    }
    assert {kind for kind, _ in origins} >= {"copied", "end", "attribution", "case"}
    assert ("attribution", "registry") in origins
    assert all(origin.startswith("[") for kind, origin in origins if kind in ("copied", "case"))


def test_the_voice_of_a_passage_is_told(sample_library: Library, sample_briefs: tuple[Brief, ...]) -> None:
    voices = {
        citation.voice
        for brief in sample_briefs
        for sentence in sentences_of(brief)
        for citation in explain_sentence(sample_library, brief.story, sentence.id).citations
    }
    assert "the outlet's own words" in voices
    assert "unknown" not in voices
    assert "removed" not in voices


def test_a_number_means_a_fact(sample_library: Library, sample_briefs: tuple[Brief, ...]) -> None:
    story = sample_briefs[0].story
    assert explain_sentence(sample_library, story, "2") == explain_sentence(sample_library, story, "f2")
    assert explain_sentence(sample_library, story, "2").id == "f2"


def test_what_is_not_there_is_named(sample_library: Library, sample_briefs: tuple[Brief, ...]) -> None:
    story = sample_briefs[0].story
    for name in ("0", "99", "n9.9", "", "F1"):
        with pytest.raises(NotFound, match=r"It has h, s1, f1"):
            explain_sentence(sample_library, story, name)
    with pytest.raises(NotFound, match="There is no story"):
        explain_sentence(sample_library, "ffffffffffffffff", "1")
    alone = next(s.story.id for s in sample_library.store.stories() if len(s.story.articles) == 1)
    with pytest.raises(NotEnough, match="a brief needs two outlets"):
        explain_sentence(sample_library, alone, "1")


def test_damaged_bytes_are_said_to_be_damaged(
    sample_path: Path, tmp_path: Path, sample_briefs: tuple[Brief, ...]
) -> None:
    path = Path(shutil.copytree(sample_path, tmp_path / "library"))
    whole = explain_sentence_at(path, sample_briefs[0])
    (file,) = (path / "archive").glob("*.warc.gz")
    record = whole.citations[0].record
    assert record is not None
    data = bytearray(file.read_bytes())
    middle = record.offset + record.length // 2
    data[middle : middle + 20] = bytes(20)
    file.write_bytes(bytes(data))
    broken = explain_sentence_at(path, sample_briefs[0])
    assert broken.citations[0].bytes_found is None
    assert replace(broken.citations[0], bytes_found=whole.citations[0].bytes_found) == whole.citations[0]


def explain_sentence_at(path: Path, brief: Brief) -> SentenceReason:
    """The first fact's reason in the library at `path`."""
    with Library.open(path) as library:
        return explain_sentence(library, brief.story, "1")
