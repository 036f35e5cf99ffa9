"""Gates G1 to G7: what passes, and the faults planted for each that must be refused."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from alteram.model.briefs import (
    Citation,
    Clause,
    Copied,
    FieldEvidence,
    Glue,
    Passage,
    Piece,
    RegistryEvidence,
    Sentence,
)
from alteram.model.ids import OutletId
from alteram.stages.verify import Role, check_sentence
from tests.stages.verify.small_world import (
    ARTICLES,
    END,
    OUTLETS,
    POST,
    article,
    at,
    citation,
    copied,
    reference,
    sentence,
)

HERALD = RegistryEvidence(OutletId("herald"), "name")
VOICE = RegistryEvidence(OutletId("voice"), "name")
BY_HERALD = Glue("attribution", "According to The Tarn Herald, ", (HERALD,))
BY_VOICE = Glue("attribution", "According to Oskan state media outlet Voice of Osk, ", (VOICE,))
SITE = "Police arrested three men at the site"
CRACKS = " warned the railway about cracks in the northern pier"
MINISTER = "Transport Minister Ada Brull"
THEFT = "Tom Quill, a farmer, was arrested for theft after the collapse of the bridge"
COLLAPSE = "The bridge over the Tarn at Lowmoor collapsed on Monday night and blocked the main line to the coast"
RAILWAY = "The bridge over the Tarn collapsed under a grain train on Monday night"


def lowered(n: int, words: str) -> tuple[Piece, ...]:
    """The words with their first letter in lower case."""
    place = at(n, words)
    letter = ARTICLES[n].text[place.start]
    case = Glue("case", letter.lower(), (Passage(n, place.start, place.start + 1),))
    return case, Copied(n, place.start + 1, place.end)


def findings(one: Sentence, role: Role = "fact") -> set[str]:
    return {f"{finding.gate} {finding.reason}" for finding in check_sentence(one, role, reference())}


def own_fact() -> Sentence:
    """A clause in The Tarn Herald's own voice, given as its word."""
    return sentence((BY_HERALD, *lowered(1, COLLAPSE), END), [citation(1, COLLAPSE)])


def spoken_fact() -> Sentence:
    """A clause with its trailing attribution put first."""
    source = at(1, "the railway said")
    glue = Glue("attribution", "According to the railway, ", (Passage(1, source.start, source.start + 11),))
    return sentence((glue, *lowered(1, RAILWAY), END), [citation(1, RAILWAY)])


GOOD: dict[str, tuple[Sentence, Role]] = {
    "own voice under its outlet's name": (own_fact(), "fact"),
    "trailing attribution put first": (spoken_fact(), "fact"),
    "whole sentence with its own attribution": (
        sentence([copied(1, f"{RAILWAY}, the railway said.")], [citation(1, RAILWAY)]),
        "fact",
    ),
    "quotation with its speaker after it": (
        sentence([copied(1, "“We will rebuild the bridge within a year,” said Transport Minister Ada Brull.")],
                 [citation(1, "Ada Brull")]),
        "fact",
    ),
    "two independent origins": (
        sentence([copied(1, COLLAPSE), END], [citation(1, COLLAPSE), citation(2, "blocking the main line", "o2")]),
        "fact",
    ),
    "an optional segment left out": (
        sentence(
            [copied(1, "The minister"), copied(1, " denied that the government had ignored the report.")],
            [citation(1, "denied that")],
        ),
        "fact",
    ),
    "state media called so": (
        sentence((BY_VOICE, *lowered(3, "Saboteurs from abroad brought down the bridge over the Tarn with the help of "
                                        "the railway"), END), [citation(3, "Saboteurs from abroad")]),
        "fact",
    ),
    "headline under its outlet's name": (
        sentence([Glue("attribution", "The Tarn Herald: ", (HERALD,)),
                  copied(1, "Bridge over the Tarn collapses at Lowmoor")],
                 [citation(1, "collapses at Lowmoor")], "h"),
        "headline",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_its_passages_say_passes(name: str) -> None:
    one, role = GOOD[name]
    assert findings(one, role) == set()


def _with(one: Sentence, **changes: object) -> Sentence:
    return replace(one, **changes)  # type: ignore[arg-type]


def _cites(one: Sentence, citations: Sequence[Citation]) -> Sentence:
    clause = one.clauses[0]
    return replace(one, clauses=(Clause(clause.first, clause.last, tuple(citations)),))


def _bare(words: str, n: int = 1) -> Sentence:
    """Copied words with nothing said of who says them."""
    return sentence([copied(n, words), END], [citation(n, words)])


def _glued(text: str, *evidence: object, kind: str = "attribution") -> Sentence:
    glue = Glue(kind, text, evidence)  # type: ignore[arg-type]
    return sentence((glue, *lowered(1, COLLAPSE), END), [citation(1, COLLAPSE)])


PLANTED: dict[str, tuple[str, Sentence, Role]] = {
    # G1: replay and the grammar of glue.
    "a word of the text changed": ("G1", _with(own_fact(), text=own_fact().text.replace("blocked", "closed")), "fact"),
    "a number of the text changed": ("G1", _with(own_fact(), text=own_fact().text + " 7"), "fact"),
    "no clause at all": ("G1", _with(own_fact(), clauses=()), "fact"),
    "a clause beyond the pieces": ("G1", _with(own_fact(), clauses=(Clause(0, 9, ()),)), "fact"),
    "a join inside a clause": (
        "G1",
        sentence([copied(1, COLLAPSE), Glue("join", "; "), copied(1, "Police arrested three men at the site.")],
                 [citation(1, COLLAPSE)]),
        "fact",
    ),
    "free text as an end": (
        "G1",
        sentence([copied(1, COLLAPSE), Glue("end", " today.")], [citation(1, COLLAPSE)]),
        "fact",
    ),
    "an invented template": ("G1", _glued("It is proven by The Tarn Herald that ", HERALD), "fact"),
    "a name that its evidence does not say": ("G1", _glued("According to the government, ", HERALD), "fact"),
    "no evidence for a name": ("G1", _glued("According to The Tarn Herald, "), "fact"),
    "state media said of an independent paper": (
        "G1",
        _glued("According to Oskan state media outlet The Tarn Herald, ", HERALD, VOICE),
        "fact",
    ),
    "a title as somebody's name": (
        "G1",
        _glued(f"According to {ARTICLES[1].title}, ", FieldEvidence(1, "title")),
        "fact",
    ),
    "another letter as its case": (
        "G1",
        sentence((BY_HERALD, Glue("case", "s", (Passage(1, at(1, COLLAPSE).start, at(1, COLLAPSE).start + 1),)),
                  Copied(1, at(1, COLLAPSE).start + 1, at(1, COLLAPSE).end), END), [citation(1, COLLAPSE)]),
        "fact",
    ),
    "a headline's colon in a fact": ("G1", _glued("The Tarn Herald: ", HERALD), "fact"),
    "two words run together where pieces meet": (
        "G1",
        sentence([BY_HERALD, *lowered(1, "The bridge over the Tarn at Lowmoor"),
                  copied(1, "collapsed on Monday night and"), END], [citation(1, COLLAPSE)]),
        "fact",
    ),
    "white space before the stop": (
        "G1",
        sentence([BY_HERALD, *lowered(1, COLLAPSE), Glue("space", " "), END], [citation(1, COLLAPSE)]),
        "fact",
    ),
    # G2: copies.
    "offsets outside the text": (
        "G2",
        replace(own_fact(), pieces=(BY_HERALD, Copied(1, 10, 99_999)), text=""),
        "fact",
    ),
    # G3: order.
    "words of two sentences in one clause": (
        "G3",
        sentence([copied(1, "Police arrested three men"), copied(1, " was arrested for theft")],
                 [citation(1, "Police arrested")]),
        "fact",
    ),
    "words of two articles in one clause": (
        "G3",
        sentence([copied(1, "The railway did not close"), copied(2, " the line before the collapse")],
                 [citation(1, "did not close")]),
        "fact",
    ),
    "the order of words changed": (
        "G3",
        sentence([copied(1, "blocked the main line to the coast"), Glue("space", " "),
                  copied(1, "The bridge over the Tarn at Lowmoor")], [citation(1, COLLAPSE)]),
        "fact",
    ),
    "cut in the middle of a clause": (
        "G3",
        sentence((BY_HERALD, *lowered(1, "The bridge over the Tarn at Lowmoor collapsed on"), END),
                 [citation(1, COLLAPSE)]),
        "fact",
    ),
    "begun in the middle of a clause": (
        "G3",
        sentence((BY_HERALD, copied(1, "blocked the main line to the coast"), END), [citation(1, COLLAPSE)]),
        "fact",
    ),
    "a word left out": (
        "G3",
        sentence((BY_HERALD, *lowered(1, "Inspectors had"), copied(1, CRACKS), END), [citation(1, "Inspectors had")]),
        "fact",
    ),
    "half a quotation without marks": (
        "G3",
        sentence([copied(1, "We will rebuild the bridge within a year"), END], [citation(1, "We will rebuild")]),
        "fact",
    ),
    # G4: governors.
    "a negation left out": (
        "G4",
        sentence((BY_HERALD, *lowered(1, "The railway"), copied(1, " close the line before the collapse"), END),
                 [citation(1, "did not close")]),
        "fact",
    ),
    "a hedge left out": (
        "G4",
        sentence((BY_HERALD, *lowered(1, "Inspectors had"), copied(1, CRACKS), END), [citation(1, "Inspectors had")]),
        "fact",
    ),
    "a condition left out": (
        "G4",
        sentence(
            (BY_HERALD, copied(1, "the whole viaduct must be pulled down"), END),
            [citation(1, "the whole viaduct")],
        ),
        "fact",
    ),
    "a trailing source dropped": (
        "G4",
        sentence((BY_HERALD, *lowered(1, RAILWAY), END), [citation(1, RAILWAY)]),
        "fact",
    ),
    "somebody else's name on it": (
        "G4",
        sentence(
            (Glue("attribution", f"According to {MINISTER}, ", (at(1, MINISTER),)),
             *lowered(1, RAILWAY), END), [citation(1, RAILWAY)]),
        "fact",
    ),
    "a denial without its denying": (
        "G4",
        sentence((BY_HERALD, copied(1, "the government had ignored the report"), END),
                 [citation(1, "the government had ignored")]),
        "fact",
    ),
    # G5: citations.
    "no citation": ("G5", _cites(own_fact(), []), "fact"),
    "its own source not cited": ("G5", _cites(own_fact(), [citation(2, "blocking the main line")]), "fact"),
    "a source that says something else": (
        "G5",
        _cites(own_fact(), [citation(1, COLLAPSE), citation(3, "Saboteurs from abroad")]),
        "fact",
    ),
    "roles swapped in the second source": (
        "G5",
        sentence([BY_HERALD, *lowered(1, "Police arrested three men at the site"), END],
                 [citation(1, "Police arrested"), citation(2, "Three men arrested police")]),
        "fact",
    ),
    "the opposite in the second source": (
        "G5",
        sentence([BY_HERALD, *lowered(1, "The railway did not close the line before the collapse"), END],
                 [citation(1, "did not close"), citation(2, "The railway closed the line")]),
        "fact",
    ),
    "a citation moved to a neighbour sentence": ("G5", _cites(own_fact(), [citation(1, "Police arrested")]), "fact"),
    "part of a sentence as a passage": (
        "G5",
        _cites(own_fact(), [Citation(1, at(1, COLLAPSE), citation(1, COLLAPSE).origin)]),
        "fact",
    ),
    "cited twice": ("G5", _cites(own_fact(), [citation(1, COLLAPSE), citation(1, COLLAPSE)]), "fact"),
    # G6: whose claim.
    "a single origin unsaid": ("G6", _bare(COLLAPSE), "fact"),
    "an outlet that does not say it": (
        "G6",
        _glued("According to Lowmoor Post, ", RegistryEvidence(OutletId("post"), "name")),
        "fact",
    ),
    "state media not called so": (
        "G6",
        sentence(
            (Glue("attribution", "According to Voice of Osk, ", (VOICE,)),
             *lowered(3, "The harvest train was to reach the coast on Tuesday"), END), [citation(3, "harvest train")]),
        "fact",
    ),
    "a headline of one origin": (
        "G6",
        sentence([copied(1, "Bridge over the Tarn collapses at Lowmoor")], [citation(1, "collapses at Lowmoor")], "h"),
        "headline",
    ),
    # G7: harm.
    "an accusation against a private person": (
        "G7",
        sentence([BY_HERALD, copied(1, THEFT), END],
                 [citation(1, "Tom Quill")]),
        "fact",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_refused_by_its_gate(name: str) -> None:
    gate, one, role = PLANTED[name]
    found = findings(one, role)
    assert any(finding.startswith(gate) or (gate == "G4" and finding.startswith("G3")) for finding in found), found


def test_a_private_persons_name_and_harm_are_never_in_a_headline() -> None:
    accused = article(4, OUTLETS[1], "Tom Quill arrested for theft after bridge collapse", POST)
    start, end = 0, len(accused.title)
    headline = Sentence(
        "h",
        f"Lowmoor Post: {accused.title}",
        (Glue("attribution", "Lowmoor Post: ", (RegistryEvidence(OutletId("post"), "name"),)), Copied(4, start, end)),
        (Clause(0, 1, (Citation(4, Passage(4, start, end), citation(1, COLLAPSE).origin),)),),
    )
    found = check_sentence(headline, "headline", reference(s4=accused))
    assert "private-person-in-headline" in {finding.reason for finding in found}


def test_a_copy_of_the_text_at_another_outlet_is_no_second_origin() -> None:
    clone = article(
        5, OUTLETS[1], "Tarn bridge down", [f"{COLLAPSE}.", "Another paragraph of the Post's own follows here."]
    )
    start = clone.text.index(COLLAPSE)
    second = Citation(5, Passage(5, start, start + len(COLLAPSE) + 1), citation(1, COLLAPSE).origin)
    one = sentence([copied(1, COLLAPSE), END], [citation(1, COLLAPSE), second])
    assert {f.reason for f in check_sentence(one, "fact", reference(s5=clone))} == {"single-origin-unsaid"}


def test_too_few_words_of_a_sentence_are_no_clause() -> None:
    short = article(7, OUTLETS[0], "Bridge", ["Nine people fell when the bridge over the Tarn collapsed on Monday."])
    start = short.text.index("Nine")
    end = start + len("Nine people fell")
    one = Sentence(
        "f1",
        "Nine people fell.",
        (Copied(7, start, end), END),
        (Clause(0, 0, (Citation(7, Passage(7, start, len(short.text)), citation(1, COLLAPSE).origin),)),),
    )
    assert "end-inside-clause" in {f.reason for f in check_sentence(one, "fact", reference(s7=short))}


def test_an_unknown_outlet_adds_no_independence() -> None:
    stranger = replace(ARTICLES[2], outlet=None, name="somewhere.example")
    one, role = GOOD["two independent origins"]
    assert {f.reason for f in check_sentence(one, role, reference(s2=stranger))} == {"single-origin-unsaid"}


def test_what_an_outlet_tells_of_somebody_under_no_verb_of_speech_is_given_as_its_word() -> None:
    told = article(
        6, OUTLETS[0], "Railway and ministry", ["The railway agreed to rebuild the bridge before the winter."]
    )
    start = told.text.index("The railway")
    end = told.text.index(".")
    one = Sentence(
        "f1",
        told.text[start : end + 1],
        (Copied(6, start, end), END),
        (Clause(0, 0, (Citation(6, Passage(6, start, end + 1), citation(1, COLLAPSE).origin),)),),
    )
    assert "single-origin-unsaid" in {f.reason for f in check_sentence(one, "fact", reference(s6=told))}


@pytest.mark.parametrize("role", ["fact", "narrative"])
def test_nobody_is_named_who_is_not_behind_the_clause(role: Role) -> None:
    by_post = Glue("attribution", "According to Lowmoor Post, ", (RegistryEvidence(OutletId("post"), "name"),))
    words = "denied that the government had ignored the report."
    told = [by_post, *lowered(1, "The minister, who visited the site on Tuesday, "), copied(1, words)]
    assert "G6 attribution-unfounded" in findings(sentence(told, [citation(1, words)]), role)


def test_an_adjective_keeps_the_phrase_that_belongs_to_it() -> None:
    whole = "Tarnair is a low-cost subsidiary of the Oskan railway popular with miners."
    one = article(4, OUTLETS[0], "Tarnair grounded in Lowmoor", [whole])
    start = one.text.index(whole)
    end = start + len("Tarnair is a low-cost subsidiary of the Oskan railway popular")
    cited = (Citation(4, Passage(4, start, start + len(whole)), citation(1, RAILWAY).origin),)
    pieces = (BY_HERALD, Copied(4, start, end), END)
    text = f"{BY_HERALD.text}{one.text[start:end]}."
    cut = Sentence("f1", text, pieces, (Clause(0, 1, cited),))
    found = {f"{finding.gate} {finding.reason}" for finding in check_sentence(cut, "fact", reference(s4=one))}
    assert "G3 end-inside-clause" in found
