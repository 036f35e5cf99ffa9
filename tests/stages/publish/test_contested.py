"""What contests a narrative stands beside it, on the page and in Markdown."""

from dataclasses import replace

from alteram.stages.publish import markdown, page
from alteram.stages.publish.contested import contested
from tests.stages.publish.harbour import BRIEF, quotes

DISPUTED = next(fact for fact in BRIEF.facts if "disputed" in fact.flags)
TOLD = replace(BRIEF.narratives[0], sentences=(replace(DISPUTED.sentence, id="n1.1"),))


def test_a_narrative_on_a_disputed_passage_names_the_fact() -> None:
    found = contested(BRIEF, TOLD)
    assert DISPUTED.sentence.id in [one.id for one in found]
    assert any(one.text == DISPUTED.sentence.text for one in found)


def test_a_fact_that_nobody_disputes_contests_nothing() -> None:
    settled = replace(BRIEF, facts=tuple(replace(fact, flags=()) for fact in BRIEF.facts), disagreements=())
    assert contested(settled, TOLD) == ()


def test_page_and_markdown_say_it() -> None:
    brief = replace(BRIEF, narratives=(TOLD, *BRIEF.narratives[1:]))
    shown = page(brief, quotes(brief))
    assert f'<b>Contested:</b> <a href="#{DISPUTED.sentence.id}"' in shown
    assert f"Contested: {DISPUTED.sentence.text}" in markdown(brief).replace("\\", "")
    assert "Contested:" not in markdown(replace(BRIEF, facts=(), disagreements=()))
