"""Facts and headlines: what may become one, who is cited for it, how it is written, and that the gates agree."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from alteram.language import Judge, Statement, Support
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Glue, RegistryEvidence, Sentence
from alteram.model.ids import Digest, OutletId, StoryId
from alteram.model.outlets import Outlet, Registry
from alteram.model.stories import Dossier
from alteram.stages.facts import Proposal, propose
from alteram.stages.facts.candidates import candidates
from alteram.stages.facts.matching import MOST_CITATIONS
from alteram.stages.facts.standing import stands_alone
from alteram.stages.origins import trace_origins
from alteram.stages.verify import Reference, Role, check_sentence
from tests.stages.test_origins import AGENCY, BODY, OTHER, PAPERS, article

VOICE = Outlet(
    OutletId("voice"), "Voice of Osk", ("voice.example",), kind="state-media", nationality="Oskan",
    control="state-controlled",
)  # fmt: skip
REGISTRY = Registry((AGENCY, VOICE, *PAPERS), Digest("0" * 64))
TITLES = ("Dam above Lowmoor bursts after three days of rain", "Lower streets of Lowmoor flooded as dam bursts")


def dossier(*articles: Article) -> Dossier:
    """A dossier of these articles."""
    return Dossier(StoryId("a" * 16), articles, REGISTRY, trace_origins(articles, REGISTRY))


def proposal(*articles: Article, judge: Judge | None = None) -> Proposal:
    """What the stage proposes for these articles."""
    return propose(dossier(*articles), judge or LexicalJudge())


def texts(found: Sequence[Sentence]) -> list[str]:
    """Texts of sentences."""
    return [sentence.text for sentence in found]


ONE, TWO = article(PAPERS[0], 1, BODY, title=TITLES[0]), article(PAPERS[1], 1, OTHER, title=TITLES[1])


def refused(found: Sequence[Sentence], role: Role, about: Dossier) -> list[tuple[str, tuple[object, ...]]]:
    """Sentences that the gates refuse, with their findings."""
    sources = dict(enumerate(about.articles, start=1))
    reference = Reference(sources, REGISTRY, LexicalJudge())
    checked = [(sentence.text, check_sentence(sentence, role, reference)) for sentence in found]
    return [(text, findings) for text, findings in checked if findings]


def test_what_two_outlets_tell_is_a_fact_of_two_origins() -> None:
    found = proposal(ONE, TWO)
    both = [fact for fact in found.facts if len(fact.origins) == 2]
    assert both
    assert both[0].citations == both[0].carriers == (1, 2)
    assert both[0].flags == ()
    assert {citation.n for clause in both[0].sentence.clauses for citation in clause.citations} == {1, 2}


def test_a_clause_is_cut_to_what_another_outlet_tells_too() -> None:
    here = "The council of Ostermoor sold the old customs house over the protest of three shopkeepers."
    there = (
        "Ada Brull, a clerk, wept when the town council of Ostermoor sold the old yellow customs house in the spring."
    )
    about = dossier(
        article(PAPERS[0], 1, [*BODY, here], title=TITLES[0]), article(PAPERS[1], 1, [*OTHER, there], title=TITLES[1])
    )
    (fact,) = [fact for fact in propose(about, LexicalJudge()).facts if "customs house" in fact.sentence.text]
    assert fact.sentence.text == "The council of Ostermoor sold the old customs house."
    assert len(fact.origins) == 2
    assert refused([fact.sentence], "fact", about) == []


def test_a_sentence_that_was_taken_over_is_one_origin() -> None:
    here = "The council of Ostermoor sold the old customs house to a museum for nine crowns in the spring."
    there = "The council of Ostermoor sold the old customs house to a museum for nine crowns in May, in the spring."
    about = dossier(
        article(PAPERS[0], 1, [*BODY, here], title=TITLES[0]), article(PAPERS[1], 1, [*OTHER, there], title=TITLES[1])
    )
    found = [fact for fact in propose(about, LexicalJudge()).facts if "customs house" in fact.sentence.text]
    assert found
    assert all("single-origin" in fact.flags for fact in found)
    assert refused([fact.sentence for fact in found], "fact", about) == []


def test_what_is_proposed_passes_the_gates() -> None:
    about = dossier(ONE, TWO)
    found = propose(about, LexicalJudge())
    assert refused([fact.sentence for fact in found.facts], "fact", about) == []
    assert refused(found.headlines, "headline", about) == []
    assert found.headlines
    assert {origin.id for origin in found.origins} >= {origin for fact in found.facts for origin in fact.origins}


def test_a_fact_of_one_outlet_begins_with_its_name() -> None:
    lone = "The mayor waited for the dawn in a tower of the old fire station with a lamp and two dogs."
    found = proposal(article(PAPERS[0], 1, [*BODY, lone], title=TITLES[0]), TWO)
    (fact,) = [fact for fact in found.facts if "two dogs" in fact.sentence.text]
    assert fact.sentence.text == f"According to Paper 0, the{lone[3:]}"
    assert fact.flags == ("single-origin",)
    assert [piece.kind for piece in fact.sentence.pieces if isinstance(piece, Glue)] == ["attribution", "case", "end"]


def test_state_media_is_called_so() -> None:
    alone = "Saboteurs from abroad opened three gates with the help of bribed guards and fled across the border."
    found = proposal(article(VOICE, 1, [alone, *BODY[2:]], title=TITLES[0]), TWO)
    (fact,) = [fact for fact in found.facts if "Saboteurs" in fact.sentence.text or "saboteurs" in fact.sentence.text]
    assert fact.sentence.text.startswith("According to Oskan state media outlet Voice of Osk, ")
    assert "state-media" in fact.flags
    (glue,) = [piece for piece in fact.sentence.pieces if isinstance(piece, Glue) and piece.kind == "attribution"]
    assert glue.evidence[0] == RegistryEvidence(VOICE.id, "name")


def test_a_claim_keeps_its_claimant() -> None:
    claim = "Repairs of the spillway had cost 12 million crowns since the new year, the finance ministry said."
    found = proposal(article(PAPERS[0], 1, [*BODY, claim], title=TITLES[0]), TWO)
    for fact in found.facts:
        if "the spillway" in fact.sentence.text:
            assert "the finance ministry" in fact.sentence.text
            assert fact.claim_of == "speaker:finance ministry"
            return
    pytest.fail("the claim was not proposed")


@pytest.mark.parametrize(
    "unfit",
    [
        "Why did nobody close the dam above Lowmoor when its wall had cracks?",
        "He told the people of Lowmoor that the dam above the town would hold.",
        "We think that the dam above Lowmoor should have been closed in the spring.",
        "But that is why the people of Lowmoor no longer trust the water company.",
        "Yesterday the water reached the second floor of the hospital in Lowmoor.",
        "The dam burst.",
        "Click here for more pictures of the flooded streets of Lowmoor and sign up for the newsletter.",
        "CLOSE A dam above the town of Lowmoor burst after three long days of rain.",
        "• Lowmoor stands eleven metres above the level of the sea at its lowest point.",
        "“The dam above Lowmoor was never safe and everybody in the town knew it",
    ],
)
def test_what_cannot_stand_alone_is_no_candidate(unfit: str) -> None:
    about = dossier(article(PAPERS[0], 1, [*BODY, unfit], title=TITLES[0]))
    start = about.articles[0].text.index(unfit)
    assert not [c for c in candidates(about) if start <= c.statement.sentence[0] < start + len(unfit)]
    assert candidates(about)


@pytest.mark.parametrize("genre", ["opinion", "satire", "roundup"])
def test_only_reports_give_facts(genre: str) -> None:
    about = dossier(ONE, replace(TWO, genre=genre))
    assert {candidate.n for candidate in candidates(about)} == {1}
    assert {n for fact in propose(about, LexicalJudge()).facts for n in fact.carriers} == {1}


def test_a_page_that_was_hardly_readable_gives_no_facts() -> None:
    about = dossier(ONE, replace(TWO, confidence=0.59))
    assert {candidate.n for candidate in candidates(about)} == {1}


def test_opinion_in_the_outlets_own_voice_stands_not() -> None:
    text = "The disgraceful and cowardly water company ignored every warning about the dam above Lowmoor."
    assert not stands_alone(text, ((0, len(text)),), own=True)


def test_facts_do_not_repeat_each_other() -> None:
    again = [sentence.replace("Monday night", "Monday night at ten") for sentence in BODY]
    found = proposal(ONE, TWO, article(PAPERS[2], 1, again, title=TITLES[0]))
    first = [" ".join(fact.sentence.text.split()[-6:]) for fact in found.facts]
    assert len(set(first)) == len(first)
    assert sum("240 people" in fact.sentence.text for fact in found.facts) == 1


def test_a_clause_is_cited_at_most_so_often() -> None:
    many = [article(paper, 1, BODY, title=TITLES[0]) for paper in PAPERS[:12]]
    for fact in proposal(*many).facts:
        assert 1 <= len(fact.citations) <= MOST_CITATIONS
        assert fact.flags == ("single-origin",)


def test_a_judge_that_holds_nothing_leaves_single_origins() -> None:
    class Stern:
        """Supports nothing."""

        def support(self, statement: Statement, passage: Statement) -> Support:
            """See `Judge.support`."""
            return Support(0.0, "never", ())

    found = proposal(ONE, TWO, judge=Stern())
    assert found.facts
    assert all(len(fact.citations) == 1 and "single-origin" in fact.flags for fact in found.facts)


def test_headlines_are_titles_and_the_backed_one_comes_first() -> None:
    other = article(PAPERS[2], 2, BODY[:2], title="Why the valley will never forget the rain of this spring")
    found = proposal(ONE, TWO, other)
    assert found.headlines[0].text == TITLES[1]
    assert {text.partition(": ")[2] or text for text in texts(found.headlines)} == {*TITLES, other.title}
    assert all(sentence.id == "h" for sentence in found.headlines)


def test_a_headline_of_one_origin_stands_under_its_name() -> None:
    found = proposal(article(PAPERS[0], 1, BODY[:1], title="Mayor of Lowmoor sleeps in the town hall with two dogs"))
    assert texts(found.headlines) == ["Paper 0: Mayor of Lowmoor sleeps in the town hall with two dogs"]


def test_a_live_page_tells_facts_and_gives_no_headline() -> None:
    live = replace(TWO, genre="live")
    assert [text for text in texts(proposal(ONE, live).headlines) if TITLES[1] in text] == []
    assert any(2 in fact.citations for fact in proposal(ONE, live).facts), "what it tells still counts"
    assert proposal(replace(ONE, genre="live"), live).headlines == ()


def test_no_articles_no_facts() -> None:
    assert proposal() == Proposal((), (), ())
