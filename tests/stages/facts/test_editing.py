"""Facts one after another: who is introduced and how, what is joined, and that a join raises no count."""

from dataclasses import replace

from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Citation, Clause, Copied, Fact, Glue, Passage, Sentence
from alteram.model.ids import Digest, OriginId, StoryId
from alteram.model.outlets import Registry
from alteram.model.stories import Dossier
from alteram.stages.facts import edited, retells
from alteram.stages.origins import trace_origins
from alteram.stages.verify import Reference, check_sentence
from tests.stages.test_origins import PAPERS, article

REGISTRY = Registry(PAPERS, Digest("0" * 64))
LINES = [
    "Laura Quill, the mayor of Lowmoor, closed the old bridge on Monday.",
    "Quill moved into the small house at the mill in the spring with two of her sisters.",
    "The Quill administration sold the old customs house in Lowmoor to a brewery last summer.",
    "Brull's letter to the council of Lowmoor lay unopened on a desk for three weeks.",
    "Peter Brull wrote a letter to the council of Lowmoor about the old bridge in May.",
    "Divers from Osterby searched the wreck for two days and found a bell of bronze.",
    "Ilse Varden of Osterby sold a wreck to a dealer from Hallin in the autumn.",
]


def _dossier(*articles: Article) -> Dossier:
    return Dossier(StoryId("a" * 16), articles, REGISTRY, trace_origins(articles, REGISTRY))


ABOUT = _dossier(article(PAPERS[0], 1, LINES), article(PAPERS[1], 2, list(reversed(LINES))))


def _fact(line: int, *, several: bool = False) -> Fact:
    """A fact that is one line of the first article, told by one outlet, or, as the test says, by two."""
    text = ABOUT.articles[0].text
    start = text.index(LINES[line])
    end = start + len(LINES[line]) - 1
    origins = (OriginId("outlet:one"), OriginId("outlet:two"))[: 1 + several]
    citations = (Citation(1, Passage(1, start, end + 1), origins[0]),)
    sentence = Sentence(f"f{line}", LINES[line], (Copied(1, start, end), Glue("end", ".")), (Clause(0, 0, citations),))
    return Fact(sentence, (1,), (1,), origins, None, () if several else ("single-origin",))


def _edited(*facts: Fact, least: int = 1) -> list[str]:
    return [fact.sentence.text for fact in edited(facts, ABOUT, lambda _: True, least)]


def test_a_surname_gets_its_full_name_in_brackets_once() -> None:
    found = _edited(_fact(1), _fact(1))
    assert found[0].startswith("Quill [Laura Quill] moved into the small house")
    assert found[1].startswith("Quill moved into")


def test_a_bracket_passes_the_gates() -> None:
    reference = Reference(dict(enumerate(ABOUT.articles, start=1)), REGISTRY, LexicalJudge())
    (fact,) = edited((_fact(1),), ABOUT, lambda _: True, 1)
    reasons = {finding.reason for finding in check_sentence(fact.sentence, "fact", reference)}
    assert "Quill [Laura Quill]" in fact.sentence.text
    assert reasons <= {"single-origin-unsaid"}


def test_whoever_an_earlier_fact_introduces_needs_no_bracket() -> None:
    assert _edited(_fact(0), _fact(1)) == [LINES[0], LINES[1]]


def test_a_thing_that_no_earlier_fact_tells_of_is_spoken_of_behind_the_others() -> None:
    assert _edited(_fact(0), _fact(5), _fact(4)) == [LINES[0], LINES[4], LINES[5]]
    assert _edited(_fact(0), _fact(6), _fact(5), _fact(4)) == [LINES[0], LINES[6], LINES[5], LINES[4]]


def test_a_noun_that_is_short_for_a_name_gets_it_in_brackets() -> None:
    lines = ["The Harbour Safety Committee met on Monday in Osterby.", "The panel closed the old harbour of Lowmoor."]
    about = _dossier(article(PAPERS[0], 1, lines))
    text = about.articles[0].text
    start, end = text.index(lines[1]), len(text) - 1
    cited = (Citation(1, Passage(1, start, end + 1), OriginId("outlet:one")),)
    sentence = Sentence("f1", lines[1], (Copied(1, start, end), Glue("end", ".")), (Clause(0, 0, cited),))
    fact = Fact(sentence, (1,), (1,), (OriginId("outlet:one"),), None, ("single-origin",))
    (told,) = edited((fact,), about, lambda _: True, 1)
    assert told.sentence.text == "The panel [Harbour Safety Committee] closed the old harbour of Lowmoor."
    (plain,) = edited((fact,), about, lambda _: False, 1)
    assert plain.sentence == sentence


def test_what_is_called_by_a_name_is_nobody() -> None:
    assert _edited(_fact(2)) == [LINES[2]]


def test_a_bracket_that_the_gates_refuse_is_not_written() -> None:
    assert [fact.sentence.text for fact in edited((_fact(1),), ABOUT, lambda _: False, 1)] == [LINES[1]]


def test_short_facts_of_several_origins_that_name_the_same_are_joined() -> None:
    (joined,) = edited((_fact(0, several=True), _fact(4, several=True)), ABOUT, lambda _: True, 1)
    assert joined.sentence.text == f"{LINES[0][:-1]}; {LINES[4]}"
    assert len(joined.sentence.clauses) == 2
    assert joined.flags == ()
    assert _edited(_fact(0), _fact(4)) == [LINES[0], LINES[4]], "one origin each: each says whose word it is"


def test_a_joined_fact_has_the_origins_of_its_weaker_clause() -> None:
    weak = replace(_fact(4, several=True), origins=(OriginId("outlet:one"), OriginId("outlet:two")))
    strong = replace(weak, sentence=_fact(0).sentence, origins=(*weak.origins, OriginId("outlet:three")))
    (joined,) = edited((strong, weak), ABOUT, lambda _: True, 1)
    assert joined.origins == weak.origins


def test_the_same_told_again_is_recognised() -> None:
    texts = {n: one.text for n, one in enumerate(ABOUT.articles, start=1)}
    assert retells(_fact(0).sentence, _fact(0).sentence, texts)
    assert not retells(_fact(0).sentence, _fact(1).sentence, texts)


def test_one_deed_in_other_words_is_told_again_and_two_of_one_person_are_not() -> None:
    lines = [
        "Mayor Laura Quill ended nine troubled years at the head of the council on Friday and opened a contest for her "
        "chair under the old rules of the elders.",
        "Fighting back tears, Quill, the mayor of Lowmoor, quit on Friday and triggers a contest for the chair in "
        "which wealthy brewers of Osterby and their posters may have a part.",
        "Quill bought a small boat, four oars, a red sail and a brass lamp from an inn in Osterby last autumn.",
    ]
    about = _dossier(article(PAPERS[0], 1, lines))
    text = about.articles[0].text

    def told(line: str) -> Sentence:
        start = text.index(line)
        cited = (Citation(1, Passage(1, start, start + len(line)), OriginId("outlet:one")),)
        return Sentence("f1", line, (Copied(1, start, start + len(line)),), (Clause(0, 0, cited),))

    assert retells(told(lines[1]), told(lines[0]), {1: text})
    assert not retells(told(lines[2]), told(lines[0]), {1: text})
