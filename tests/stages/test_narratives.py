"""Narratives: an outlet's own argument, bound to its passages; nobody is put on a side that no rater declared."""

import pytest

from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Narrative
from alteram.model.ids import Moment, OutletId, article_id, digest_of, story_id, text_digest
from alteram.model.outlets import Outlet, Place, Registry
from alteram.model.stories import Dossier
from alteram.stages.narratives import bind
from alteram.stages.verify.gates import check_sentence
from alteram.stages.verify.parts import Reference
from alteram.text.provenance import trace
from alteram.text.sentences import canonical, sentences

TITLE = "Parliament votes on the harbour tax of Lindhaven"
NEWS = "Parliament voted on Tuesday on the harbour tax that Lindhaven has asked for since spring."
LEFT = (
    "The harbour tax is a necessary and principled answer to the reckless greed of the shipping lines in Lindhaven.",
    "Parliament should pass the harbour tax because the town of Lindhaven alone pays for the damage to its quays.",
)
RIGHT = (
    "The harbour tax is a foolish and destructive raid on the traders of Lindhaven, and it will empty the quays.",
    "Parliament must reject the harbour tax rather than punish the honest traders on whom all Norvania depends.",
)
SIDES = {"Harbour Post": "left", "Quay Review": "left", "Norvania Herald": "right", "Lake Tribune": "center"}


def article(name: str, *paragraphs: str, genre: str = "opinion", title: str = TITLE) -> Article:
    text = canonical(title, paragraphs)
    digest = text_digest(name + text)
    return Article(
        id=article_id(digest, "test", text_digest(text)),
        url=f"https://{name.lower().replace(' ', '-')}.example/{digest[:6]}",
        outlet=OutletId(name.lower().replace(" ", "-")),
        name=name,
        title=title,
        text=text,
        text_sha256=text_digest(text),
        payload_sha256=digest,
        extractor="test",
        sentences=sentences(text),
        published=Moment("2031-05-04"),
        genre=genre,
    )


def place(side: str, rater: str = "Press Watch", axis: str = "left-right") -> Place:
    return Place(axis, side, side, "left, center, right", rater, "2031-01")


def outlet(name: str, places: tuple[Place, ...]) -> Outlet:
    slug = name.lower().replace(" ", "-")
    return Outlet(OutletId(slug), name, (f"{slug}.example",), places=places)


def dossier(*articles: Article, placed: bool = True, extra: tuple[Outlet, ...] = ()) -> Dossier:
    outlets = {name: outlet(name, (place(side),) if placed else ()) for name, side in SIDES.items()}
    outlets.update({one.name: one for one in extra})
    registry = Registry(tuple(outlets.values()), digest_of(b"test"))
    return Dossier(story_id(articles[0].id), articles, registry, trace(dict(enumerate(articles, 1)), registry))


def reasons(case: Dossier) -> list[str]:
    return [one.reason for one in bind(case)[1] if one.part == "narratives"]


def words_of(narrative: Narrative) -> int:
    return sum(len(sentence.text.split()) for sentence in narrative.sentences)


PAIR = (
    article("Harbour Post", NEWS, *LEFT),
    article("Norvania Herald", NEWS, *RIGHT),
    article("Lake Tribune", NEWS, genre="report"),
)


def test_a_pair_of_opposed_narratives_in_the_words_of_their_outlets() -> None:
    case = dossier(*PAIR)
    left, right = bind(case)[0]
    assert [(one.label, one.side, one.axis, one.rater, one.voice) for one in (left, right)] == [
        ("Left narrative", "left", "left-right", "Press Watch", "outlet"),
        ("Right narrative", "right", "left-right", "Press Watch", "outlet"),
    ]
    assert ([s.text for s in left.sentences], left.providers) == (list(LEFT), (1,))
    assert ([s.text for s in right.sentences], right.providers) == (list(RIGHT), (2,))
    assert [s.id for s in left.sentences] == ["n1.1", "n1.2"]
    assert all(35 <= words_of(one) <= 60 for one in (left, right))
    assert reasons(case) == []


def test_sentences_pass_the_gates_and_cite_their_own_passage() -> None:
    case = dossier(*PAIR)
    reference = Reference(dict(enumerate(case.articles, 1)), case.registry, LexicalJudge())
    for narrative in bind(case)[0]:
        for sentence in narrative.sentences:
            assert not check_sentence(sentence, "narrative", reference)
            (citation,) = sentence.clauses[0].citations
            passage = citation.passage
            assert case.articles[passage.source - 1].text[passage.start : passage.end] == sentence.text


def test_an_opening_connective_stays_behind() -> None:
    case = dossier(article("Harbour Post", NEWS, "But " + LEFT[1][0] + LEFT[1][1:], LEFT[0]), *PAIR[1:])
    texts = [sentence.text for sentence in bind(case)[0][0].sentences]
    assert LEFT[1] in texts
    reference = Reference(dict(enumerate(case.articles, 1)), case.registry, LexicalJudge())
    assert not any(check_sentence(s, "narrative", reference) for s in bind(case)[0][0].sentences)


def test_one_side_alone_is_said_to_be_alone() -> None:
    case = dossier(article("Harbour Post", NEWS, *LEFT), PAIR[2])
    (only,) = bind(case)[0]
    assert only.label == "Harbour Post argues"
    assert reasons(case) == ["no-opposite-side"]


def test_two_outlets_of_one_side_keep_its_label() -> None:
    case = dossier(article("Harbour Post", NEWS, LEFT[0]), article("Quay Review", NEWS, LEFT[1]), PAIR[2])
    (only,) = bind(case)[0]
    assert (only.label, only.providers) == ("Left narrative", (1, 2))


def test_a_quoted_opponent_is_nobodys_narrative() -> None:
    quoted = f'"{RIGHT[1]}" said Ada Holm, who leads the traders.'
    reported = f"Ada Holm said {RIGHT[0][0].lower()}{RIGHT[0][1:]}"
    case = dossier(article("Harbour Post", NEWS, quoted, reported), PAIR[2])
    assert bind(case)[0] == ()
    assert reasons(case) == ["no-evaluative-passages"]


def test_without_declared_places_nobody_is_placed() -> None:
    case = dossier(*PAIR, placed=False)
    assert (bind(case)[0], reasons(case)) == ((), ["no-declared-places"])


def test_the_center_faces_nobody() -> None:
    case = dossier(article("Lake Tribune", NEWS, *LEFT), article("Lake Tribune", NEWS, *RIGHT))
    assert (bind(case)[0], reasons(case)) == ((), ["no-declared-places"])


def test_the_axis_that_divides_more_outlets_is_chosen() -> None:
    other = {
        "Harbour Post": outlet("Harbour Post", (place("left"), place("pro-establishment", axis="establishment"))),
        "Norvania Herald": outlet(
            "Norvania Herald", (place("left"), place("establishment-critical", axis="establishment"))
        ),
    }
    narratives = bind(dossier(*PAIR, extra=tuple(other.values())))[0]
    assert [one.label for one in narratives] == ["Pro-establishment narrative", "Establishment-critical narrative"]


def test_places_of_different_raters_are_not_mixed() -> None:
    other = outlet("Norvania Herald", (place("right", rater="Another Rater"),))
    case = dossier(*PAIR, extra=(other,))
    (only,) = bind(case)[0]
    assert reasons(case) == ["no-opposite-side"]
    assert only.rater in ("Press Watch", "Another Rater")


@pytest.mark.parametrize(
    "sentence",
    [
        "Should Parliament not pass a harbour tax on the reckless and greedy shipping companies of Lindhaven at last?",
        "I think the harbour tax is a necessary and principled answer to the reckless greed of companies in Lindhaven.",
        "He should pass the harbour tax because the town of Lindhaven alone pays for the damage to its old quays.",
        "This reckless and shameful harbour tax should never have been brought before the Parliament in Lindhaven.",
        "The bread of the baker is a wonderful and principled answer to the shameful cakes of the greedy pastry cooks.",
        "Critics see the harbour tax as a reckless and shameful raid on the traders of Lindhaven and on the quays.",
        "Should the harbour tax pass, the town of Lindhaven would put the money into the repair of the oldest quays.",
        "Parliament must decide on the harbour tax of Lindhaven by Friday because the budget of the town ends then.",
    ],
)
def test_what_is_no_argument_of_the_outlet_on_the_story(sentence: str) -> None:
    assert bind(dossier(article("Harbour Post", NEWS, sentence), PAIR[2]))[0] == ()


@pytest.mark.parametrize(("genre", "expected"), [("opinion", 1), ("satire", 0), ("roundup", 0)])
def test_satire_and_roundups_never_argue(genre: str, expected: int) -> None:
    assert len(bind(dossier(article("Harbour Post", NEWS, *LEFT, genre=genre), PAIR[2]))[0]) == expected


def test_a_report_needs_a_clearer_judgement_than_an_opinion_page() -> None:
    duty = "Parliament should pass the harbour tax so that the quays of Lindhaven get the new walls of stone by autumn."
    assert bind(dossier(article("Harbour Post", NEWS, duty), PAIR[2]))[0]
    assert not bind(dossier(article("Harbour Post", NEWS, duty, genre="report"), PAIR[2]))[0]


def test_a_private_person_is_not_accused_in_a_narrative() -> None:
    accused = "The harbour tax was made necessary by the shameful fraud of Odd Vik, who belongs in prison."
    assert bind(dossier(article("Harbour Post", NEWS, accused), PAIR[2]))[0] == ()


SAID = (
    "Government spokesman Olaf Brandt said the harbour tax is a principled answer to the shameful greed of companies.",
    "Opposition leader Ada Holm said the harbour tax is a reckless and shameful raid on the traders of Lindhaven.",
)


def test_two_camps_speak_where_no_pair_of_outlets_argues() -> None:
    case = dossier(article("Lake Tribune", NEWS, *SAID, genre="report"), article("Harbour Post", NEWS, genre="report"))
    narratives, abstained, _ = bind(case)
    assert [(one.label, one.voice, one.rater, one.providers) for one in narratives] == [
        ("Government narrative", "actor", None, (1,)),
        ("Opposition narrative", "actor", None, (1,)),
    ]
    assert [one.sentences[0].text for one in narratives] == list(SAID)
    assert all(one.part != "narratives" for one in abstained)
    reference = Reference(dict(enumerate(case.articles, 1)), case.registry, LexicalJudge())
    assert not any(check_sentence(s, "narrative", reference) for one in narratives for s in one.sentences)


def test_one_camp_alone_is_no_narrative_of_actors() -> None:
    case = dossier(
        article("Lake Tribune", NEWS, SAID[0], genre="report"), article("Harbour Post", NEWS, genre="report")
    )
    assert bind(case)[0] == ()


def test_a_pair_of_outlets_goes_before_camps() -> None:
    case = dossier(*PAIR[:2], article("Lake Tribune", NEWS, *SAID, genre="report"))
    assert {one.voice for one in bind(case)[0]} == {"outlet"}


def test_same_result_on_every_run() -> None:
    assert bind(dossier(*PAIR)) == bind(dossier(*PAIR))
