"""Clause bounds and optional segments: what may begin, end and be left out, and above all what may not."""

import pytest

from alteram.text.clauses import ClauseMap, clauses
from alteram.text.sentences import canonical, sentences


def mapped(sentence: str) -> tuple[str, ClauseMap]:
    text = canonical("Harbour news", [sentence])
    spans = sentences(text)
    assert len(spans) == 2
    return text, clauses(text, spans[1])


def optional(sentence: str) -> list[str]:
    text, found = mapped(sentence)
    return [text[start:end] for start, end in found.optional]


@pytest.mark.parametrize(
    ("sentence", "segments"),
    [
        ("NORTHPORT (AP) — The pier fell.", ["NORTHPORT (AP) — "]),
        ("PARIS, Aug 3 (AP) - The pier fell.", ["PARIS, Aug 3 (AP) - "]),
        ("But the pier fell.", ["But "]),
        ("Meanwhile, the pier fell.", ["Meanwhile, "]),
        ("The pier fell on Tuesday (August 3) in the storm.", [" (August 3)"]),
        ("Ann Pell, the mayor of Northport, was there.", [", the mayor of Northport,"]),
        ("John Roe, who lives in Dublin, was held.", [", who lives in Dublin,"]),
        ("The pier, which was built in 1999, collapsed.", [", which was built in 1999,"]),
        ("The bridge fell, killing three people.", [", killing three people"]),
        ("Ann Pell also closed the pier.", [" also"]),
        ("The council has also closed the pier.", [" also"]),
    ],
)
def test_optional_segment(sentence: str, segments: list[str]) -> None:
    assert optional(sentence) == segments


@pytest.mark.parametrize(
    "sentence",
    [
        "John Roe, who was never charged, was held.",
        "The pier, which may be unsafe, was closed.",
        "Ann Pell, the alleged leader, was held.",
        "The bridge fell, according to police.",
        "The pier fell, saying nothing was safe.",
        "Ann, the mayor, Bob, and Carl were there.",
        "The pier fell (police deny this).",
        "The soldiers who fled were shot.",
        "The bridge opens in May, depending on the weather.",
        "The man, if guilty, was lucky.",
        "“The pier (the old one) fell,” he said.",
        "Who needs a pier, which was built in 1999?",
        "Not only the pier but also the bridge fell.",
        "The council did not also close the pier.",
        "The mayor and also the council closed the pier.",
    ],
)
def test_nothing_is_optional(sentence: str) -> None:
    assert optional(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "starts"),
    [
        ("According to the Harbour Ministry, the bridge is safe.", ["According", "the bridge"]),
        ("Police said the road was closed.", ["Police", "the road"]),
        ("Police said that the road was closed.", ["Police", "the road"]),
        ("But the road was closed.", ["But", "the road"]),
        ("NORTHPORT (AP) — The pier fell.", ["NORTHPORT", "The pier"]),
        ("The road was closed, but the pier was open.", ["The road", "the pier"]),
        ("The road was closed; the pier was open.", ["The road", "the pier"]),
        ("Police denied that the road was closed.", ["Police"]),
        ("Police did not say the road was closed.", ["Police"]),
        ("Police feared that the road was closed.", ["Police"]),
        ("If it rains, and the road is closed, the pier is open.", ["If it"]),
        ("Ann, Bob, and Carl were there.", ["Ann"]),
        ("He may say that the road was closed.", ["He may"]),
    ],
)
def test_starts(sentence: str, starts: list[str]) -> None:
    text, found = mapped(sentence)
    assert len(found.starts) == len(starts)
    assert all(text.startswith(begin, at) for at, begin in zip(found.starts, starts, strict=True))


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("The road was closed, police said.", ["closed", "said", "said."]),
        ("The road was closed, according to police.", ["closed", "police", "police."]),
        ("The road was closed, but the pier was open.", ["closed", "open", "open."]),
        ("The road was reportedly closed.", ["closed", "closed."]),
    ],
)
def test_ends(sentence: str, ends: list[str]) -> None:
    text, found = mapped(sentence)
    assert len(found.ends) == len(ends)
    assert all(text[:at].endswith(word) for at, word in zip(found.ends, ends, strict=True))


def test_very_long_sentence_has_nothing_optional() -> None:
    assert optional("Meanwhile, the pier and " + "the road and " * 60 + "the bridge fell.") == []
