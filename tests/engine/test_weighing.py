"""What was weighed for a sentence: the judge's answer for each passage, in words that name what was missing."""

import pytest

from alteram.engine.library import Library
from alteram.engine.weighing import COPIED, MOST_REFUSED, Weighing, weigh
from alteram.engine.why import explain_sentence, sentences_of
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Brief, Citation, Clause, Copied, Glue, Passage, Sentence
from alteram.model.ids import OriginId
from tests.engine.harbour import REGISTRY, article

SAID = "Police arrested 34 dockers in the harbour of Vell on Thursday after the fire."
SPAN = "Rain fell on the lower town."


def weighed(other: str, said: str = SAID) -> Weighing:
    """What is weighed for a sentence copied from one article, beside another article with one passage."""
    one: Article = article("courier", 9, "Arrests", said, SPAN)
    two: Article = article("post", 10, "In the harbour", other, SPAN)
    start = one.text.index(said)
    end = start + len(said)
    citation = Citation(1, Passage(1, start, end), OriginId("outlet:courier"))
    pieces = (Copied(1, start, end - 1), Glue("end", "."))
    sentence = Sentence("f1", said, pieces, (Clause(0, 1, (citation,)),))
    return weigh(sentence, {1: one, 2: two}, REGISTRY, LexicalJudge())


@pytest.mark.parametrize(
    ("other", "code", "told"),
    [
        ("Police arrested 12 dockers in the harbour of Vell on Thursday after the fire.", "figures", "“34” and has"),
        (
            "Police arrested 34 dockers in the harbour of Vell on Friday after the fire.",
            "predicate-missing",
            "“Thursday”",
        ),
        ("Police questioned 34 dockers in the harbour of Vell on Thursday.", "predicate-missing", "“arrested”"),
        ("Police arrested 34 dockers in the harbour of Sund on Thursday after the fire.", "name-missing", "“Vell”"),
        (
            "Police may have arrested 34 dockers in the harbour of Vell on Thursday after the fire.",
            "governor",
            "adds “may”",
        ),
        ("Police arrested a docker.", "too-little-overlap", "“harbour”"),
        (
            "Police arrested 34 dockers in the harbour of Vell on Thursday after the fire, the dock union said.",
            "another-speaker",
            "“the dock union”",
        ),
    ],
)
def test_a_refusal_names_what_was_missing(other: str, code: str, told: str) -> None:
    (refused,) = weighed(other).refused
    assert (refused.accepted, refused.n, refused.code) == (False, 2, code)
    assert refused.passage == other
    assert told in refused.reason, refused.reason


def test_a_passage_that_says_the_same_but_is_not_cited_is_told_of() -> None:
    (other,) = weighed("On Thursday, police arrested 34 dockers in the harbour of Vell after the fire.").refused
    assert (other.code, other.accepted) == ("", False)
    assert other.reason.startswith("it says the same")


def test_passages_that_share_no_words_are_not_weighed() -> None:
    found = weighed("A choir sang in the upper town until midnight.")
    assert (found.refused, found.further) == ((), 0)
    (own,) = found.accepted
    assert own.reason == COPIED and own.passage == SAID


def test_every_citation_of_the_sample_is_accepted_and_refusals_are_bounded(
    sample_library: Library, sample_briefs: tuple[Brief, ...]
) -> None:
    refused = 0
    for brief in sample_briefs:
        for sentence in (fact.sentence for fact in brief.facts):
            found = explain_sentence(sample_library, brief.story, sentence.id).weighing
            cited = [(c.n, c.passage.start) for clause in sentence.clauses for c in clause.citations]
            assert [(one.n, one.start) for one in found.accepted] == cited
            assert {one.code for one in found.accepted} == {""}
            assert all(one.accepted for one in found.accepted)
            assert len(found.refused) <= MOST_REFUSED
            assert not {(one.clause, one.n) for one in found.refused} & {(one.clause, one.n) for one in found.accepted}
            assert all(one.reason for one in found.refused)
            refused += len(found.refused)
    assert refused > 20
    assert any(sentence.id == "h" for sentence in sentences_of(sample_briefs[0]))
