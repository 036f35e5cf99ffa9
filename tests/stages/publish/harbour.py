"""An invented story in an invented country, as articles and as a brief that uses every part of the format."""

from dataclasses import replace

from alteram.codec import encode
from alteram.model.articles import Article, Span
from alteram.model.briefs import (
    Abstention,
    Brief,
    Citation,
    Clause,
    Copied,
    CoverageContrast,
    CoverageSide,
    Disagreement,
    Fact,
    Glue,
    GlueKind,
    Holder,
    MadeBy,
    Member,
    Narrative,
    Origin,
    Ownership,
    Passage,
    Piece,
    RegistryEvidence,
    Sentence,
    Side,
    Slot,
    Source,
    Withheld,
)
from alteram.model.ids import Digest, Moment, OriginId, OutletId, StoryId, article_id, digest_of, text_digest
from alteram.stages.publish import PublishedEdition, PublishedStory, cited_passages, quote, story_row
from alteram.stages.publish.views import QuotedPassage

EXTRACTOR = "fictional/1"
WITHHELD_TEXT = "Night foreman Odo Brask was drunk on duty."


def article(
    name: str, url: str, published: str | None, title: str, *paragraphs: tuple[str, ...], language: str = "en"
) -> Article:
    """An article whose sentences are given, so that their offsets are exact."""
    text, spans = title, [(0, len(title))]
    for paragraph in paragraphs:
        text += "\n\n"
        for place, sentence in enumerate(paragraph):
            text += " " if place else ""
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence
    payload = digest_of(f"{url}\n{text}".encode())
    return Article(
        id=article_id(payload, EXTRACTOR, text_digest(text)),
        url=url,
        outlet=OutletId(name.lower().replace(" ", "-")),
        name=name,
        title=title,
        text=text,
        text_sha256=text_digest(text),
        payload_sha256=payload,
        extractor=EXTRACTOR,
        sentences=tuple(spans),
        language=language,
        published=Moment(published) if published else None,
    )


ARTICLES = (
    article(
        "Northern Wire",
        "https://northernwire.example/2031/velm-blast",
        "2031-05-03T05:40:00Z",
        "Blast at Velm grain terminal kills at least 12, officials say",
        (
            "An explosion tore through the grain terminal of Velm harbour early on Saturday, "
            "killing at least 12 people, the harbour authority said.",
        ),
        (
            "Two of the terminal's nine silos collapsed and a third was burning at noon.",
            "The cause was not known, a spokeswoman for the harbour authority said.",
        ),
        ("The terminal handles about 40 per cent of Kessland's wheat exports.",),
    ),
    article(
        "The Velm Courier",
        "https://velmcourier.example/news/terminal-explosion?id=7&view=full",
        "2031-05-03T11:15:00Z",
        "Terminal explosion: rescuers search second silo",
        (
            "Rescuers were digging through the ruins of a second silo on Saturday afternoon.",
            "At least 17 people were killed when the grain terminal exploded, the Velm fire brigade said.",
            "“We hear knocking, and we go on,” fire chief Runa Ostby told reporters.",
        ),
        (
            "Inspectors had warned the operator, Kess Grain, of dust in the conveyor galleries in March, "
            "according to a letter seen by The Velm Courier.",
            "Kess Grain denied that the warning concerned the silos that collapsed.",
        ),
    ),
    article(
        "Harbour Post",
        "https://harbourpost.example/blast-live",
        "2031-05-03T06:20:00Z",
        "Velm harbour closed after explosion",
        (
            "Velm harbour was closed to all shipping on Saturday after an explosion at the grain terminal.",
            "Two of the terminal's nine silos collapsed, Northern Wire reported.",
        ),
        ("Trains to the harbour district were reportedly halted until Monday.",),
    ),
    article(
        "Harbour Post",
        "https://harbourpost.example/wheat-prices",
        "2031-05-04",
        "Wheat jumps as Velm stays shut",
        (
            "Wheat futures rose by 6 per cent on Sunday evening, traders said, "
            "because Velm harbour stayed closed to all shipping.",
            "Kess Grain denied that the warning concerned the silos that collapsed.",
        ),
    ),
    article(
        "Kess State News",
        "https://kessnews.example/a/991",
        "2031-05-03T14:00:00Z",
        "Minister visits Velm",
        (
            "Nine people died in the accident at Velm, the Ministry of Ports said.",
            "Transport minister Ilse Varga said that the terminal had passed every inspection.",
        ),
        ("The swift response of the ministry saved the harbour.",),
    ),
    article(
        "ميناء اليوم",
        "https://mina-today.example/velm",
        "2031-05-03",
        "إغلاق ميناء فيلم بعد انفجار",
        ("أغلق ميناء فيلم أمام جميع السفن يوم السبت بعد انفجار في محطة الحبوب.",),
        language="ar",
    ),
    article(
        "The Lantern",
        "https://lantern.example/opinion/velm-was-foretold",
        "2031-05-05",
        "Velm was foretold",
        (
            "The ministry sold the inspectorate for parts, and the bill was paid in Velm.",
            "A state that lets an operator grade its own safety should not be surprised by dust and fire.",
        ),
    ),
    article(
        "The Steward",
        "file:0f3c9d",
        None,
        "Do not rush to judgment on Velm",
        (
            "The ministry has rebuilt this harbour twice, and it should be trusted to do so again.",
            "Those who blame the ministry before the fires are out are exploiting the dead.",
        ),
    ),
)


def span(n: int, phrase: str) -> Span:
    """Where a phrase stands in article `n` (counted from 1)."""
    start = ARTICLES[n - 1].text.index(phrase)
    return start, start + len(phrase)


def passage(n: int, phrase: str) -> Passage:
    """The whole sentence of article `n` that holds the phrase."""
    start, end = span(n, phrase)
    for one, two in ARTICLES[n - 1].sentences:
        if one <= start and end <= two:
            return Passage(n, one, two)
    raise LookupError(phrase)


def glue(kind: GlueKind, text: str) -> Glue:
    """A piece of glue."""
    return Glue(kind, text, (RegistryEvidence(OutletId("kess-state-news"), "name"),) if kind == "attribution" else ())


END = glue("end", ".")


def told(
    name: str, *pieces: Piece | tuple[int, str], cites: tuple[tuple[int, str], ...], origin: str = "o1"
) -> Sentence:
    """A sentence of one clause."""
    made = tuple(Copied(p[0], *span(*p)) if isinstance(p, tuple) else p for p in pieces)
    text = "".join(p[1] if isinstance(p, tuple) else p.text for p in pieces if isinstance(p, tuple | Glue))
    citations = tuple(Citation(n, passage(n, phrase), OriginId(origin)) for n, phrase in cites)
    return Sentence(name, text, made, (Clause(0, len(made) - 1, citations),))


def _origin(name: str, title: str, kind: str, members: tuple[int, ...]) -> Origin:
    made = tuple(Member(n, "own" if place == 0 else "cue", ()) for place, n in enumerate(members))
    outlet = OutletId(title.lower().replace(" ", "-")) if kind in ("outlet", "agency") else None
    return Origin(OriginId(name), title, kind, outlet, made)  # type: ignore[arg-type]


CLOSED = "Velm harbour was closed to all shipping on Saturday after an explosion at the grain terminal."
KILLED_12 = "An explosion tore through the grain terminal of Velm harbour early on Saturday, killing at least 12 people"
SILOS = "Two of the terminal's nine silos collapsed"
DENIED = "Kess Grain denied that the warning concerned the silos that collapsed."
WARNED = "Inspectors had warned the operator, Kess Grain, of dust in the conveyor galleries in March"
NINE = "Nine people died in the accident at Velm"
LETTER = "according to a letter seen by The Velm Courier"
STAYED = "Velm harbour stayed closed to all shipping"
FIRE = "At least 17 people were killed when the grain terminal exploded"
ARABIC = "أغلق ميناء فيلم أمام جميع السفن يوم السبت بعد انفجار في محطة الحبوب."

FACTS = (
    Fact(
        told(
            "f1",
            (1, f"{KILLED_12}, the harbour authority said"),
            END,
            cites=((1, KILLED_12), (2, FIRE)),
        ),
        (1, 2),
        (1, 2, 3),
        (OriginId("o1"), OriginId("o2")),
        None,
        ("disputed",),
    ),
    Fact(
        told("f2", (3, CLOSED[:-1]), END, cites=((3, CLOSED), (4, STAYED), (6, ARABIC)), origin="o3"),
        (3, 4, 6),
        (3, 4, 6),
        (OriginId("o3"), OriginId("o5")),
        None,
        (),
    ),
    Fact(
        told(
            "f3",
            glue("attribution", "Northern Wire reports that "),
            glue("case", "t"),
            (1, SILOS[1:]),
            END,
            cites=((1, SILOS), (3, SILOS)),
        ),
        (1, 3),
        (1, 3),
        (OriginId("o1"),),
        None,
        ("single-origin",),
    ),
    Fact(
        told(
            "f4",
            glue("attribution", "According to Kesslandic state media outlet Kess State News, "),
            glue("case", "n"),
            (5, f"{NINE[1:]}, the Ministry of Ports said"),
            END,
            cites=((5, NINE),),
            origin="o4",
        ),
        (5,),
        (5,),
        (OriginId("o4"),),
        OriginId("o4"),
        ("single-origin", "state-media", "superseded"),
    ),
    Fact(
        told("f5", (2, f"{WARNED}, {LETTER}"), END, cites=((2, WARNED),), origin="o2"),
        (2,),
        (2, 4),
        (OriginId("o2"),),
        OriginId("o2"),
        ("single-origin",),
    ),
    Fact(
        told("f6", (2, DENIED[:-1]), END, cites=((2, DENIED), (4, DENIED)), origin="o6"),
        (2, 4),
        (2, 4),
        (OriginId("o6"),),
        OriginId("o6"),
        (),
    ),
)


def _side(low: float, high: float | None, value: str, holder: str, as_of: str, origin: str, *passages: Passage) -> Side:
    stated = "stated" if "T" in as_of else "published"
    return Side(low, high, value, Holder(holder, ()), Moment(as_of), stated, OriginId(origin), passages)  # type: ignore[arg-type]


DISAGREEMENTS = (
    Disagreement(
        told("d1", (2, f"{FIRE}, the Velm fire brigade said"), END, cites=((2, FIRE),), origin="o2"),
        "conflict",
        Slot("killed", "people", "", "Velm"),
        (
            _side(9, 9, "Nine", "the Ministry of Ports", "2031-05-03T14:00:00Z", "o4", passage(5, NINE)),
            _side(
                12, None, "at least 12", "the harbour authority", "2031-05-03T05:40:00Z", "o1", passage(1, KILLED_12)
            ),
            _side(17, None, "At least 17", "the Velm fire brigade", "2031-05-03", "o2", passage(2, FIRE)),
        ),
    ),
    Disagreement(
        None,
        "undated",
        Slot("warned", "", "the silos that collapsed", ""),
        (
            Side(
                None, None, "warned", Holder("inspectors", ()), None, "published", OriginId("o2"), (passage(2, WARNED),)
            ),
            Side(
                None,
                None,
                "denied",
                Holder("Kess Grain", ()),
                None,
                "published",
                OriginId("o6"),
                (passage(2, DENIED), passage(4, DENIED)),
            ),
        ),
    ),
)

PRO_1 = "The ministry has rebuilt this harbour twice, and it should be trusted to do so again."
PRO_2 = "Those who blame the ministry before the fires are out are exploiting the dead."
PRO_3 = "The swift response of the ministry saved the harbour."
CON_1 = "The ministry sold the inspectorate for parts, and the bill was paid in Velm."
CON_2 = "A state that lets an operator grade its own safety should not be surprised by dust and fire."

NARRATIVES = (
    Narrative(
        "Pro-establishment narrative",
        "establishment",
        "pro-establishment",
        "a named rater, 2030",
        "outlet",
        (8, 5),
        (
            told("n1.1", (8, PRO_1[:-1]), END, cites=((8, PRO_1),), origin="o8"),
            told("n1.2", (8, PRO_2[:-1]), END, cites=((8, PRO_2),), origin="o8"),
            told("n1.3", (5, PRO_3[:-1]), END, cites=((5, PRO_3),), origin="o4"),
        ),
    ),
    Narrative(
        "establishment-critical",
        "establishment",
        "establishment-critical",
        "a named rater, 2030",
        "outlet",
        (7,),
        (
            told("n2.1", (7, CON_1[:-1]), END, cites=((7, CON_1),), origin="o7"),
            told("n2.2", (7, CON_2[:-1]), END, cites=((7, CON_2),), origin="o7"),
        ),
    ),
)

ROLES: dict[int, tuple[str, ...]] = {
    5: ("cited", "provider"),
    7: ("provider",),
    8: ("provider",),
}
OWNERSHIP = {
    "Northern Wire": Ownership("news agency, Norland", "own statement"),
    "Kess State News": Ownership("state media, Kessland", "public matrix of state media, 2030"),
    "Harbour Post": Ownership("owned by Brine Holding", "company register"),
    "The Velm Courier": Ownership("independent, Kessland", "own statement"),
    "The Lantern": Ownership("reader-owned", "own statement"),
}


def _source(n: int, made: Article) -> Source:
    return Source(
        n,
        made.id,
        made.outlet,
        made.name,
        made.title,
        made.url,
        made.published,
        ROLES.get(n, ("cited",)),  # type: ignore[arg-type]
        OWNERSHIP.get(made.name, Ownership("ownership unknown", "not in the registry")),
        made.text_sha256,
        made.payload_sha256,
    )


BRIEF = Brief(
    schema="alteram.brief/1",
    made_by=MadeBy("0.1.0", Digest("a" * 64), EXTRACTOR),
    story=StoryId("5f0c1d2e3a4b5c6d"),
    edition=2,
    parent=Digest("b" * 64),
    as_of=Moment("2031-05-05"),
    headline=told(
        "h",
        glue("attribution", "Harbour Post: "),
        (3, "Velm harbour closed after explosion"),
        cites=((3, "Velm harbour closed after explosion"),),
        origin="o3",
    ),
    summary=(
        told("s1", (1, f"{KILLED_12}, the harbour authority said"), END, cites=((1, KILLED_12),)),
        told("s2", (2, DENIED[:-1]), END, cites=((2, DENIED),), origin="o6"),
    ),
    origins=(
        _origin("o1", "Northern Wire", "agency", (1, 3)),
        _origin("o2", "The Velm Courier", "outlet", (2,)),
        _origin("o3", "Harbour Post", "outlet", (3, 4)),
        _origin("o4", "Kess State News", "outlet", (5,)),
        _origin("o5", "ميناء اليوم", "outlet", (6,)),
        _origin("o6", "Kess Grain", "speaker", (2, 4)),
        _origin("o7", "The Lantern", "outlet", (7,)),
        _origin("o8", "The Steward", "outlet", (8,)),
    ),
    facts=FACTS,
    disagreements=DISAGREEMENTS,
    narratives=NARRATIVES,
    coverage=(
        CoverageContrast(
            "f5",
            "establishment",
            (
                CoverageSide("establishment-critical", (2, 7), (2,)),
                CoverageSide("pro-establishment", (5, 8), ()),
            ),
        ),
    ),
    abstained=(Abstention("narratives", "left-right", "no-declared-places"),),
    sources=tuple(_source(n, made) for n, made in enumerate(ARTICLES, start=1)),
    withheld=(Withheld("G7", "private-person", (passage(2, "We hear knocking"),)),),
)

FIRST = replace(
    BRIEF, edition=1, parent=None, as_of=Moment("2031-05-03T14:00:00Z"), facts=FACTS[:3], disagreements=(), withheld=()
)


def quotes(brief: Brief = BRIEF, *, whole: bool = False) -> dict[Passage, QuotedPassage]:
    """The passages that a page of the brief shows."""
    return {each: quote(ARTICLES[each.source - 1], each, whole=whole) for each in cited_passages(brief)}


def edition(brief: Brief) -> PublishedEdition:
    """An edition with its JSON."""
    payload = encode(brief)
    return PublishedEdition(brief, payload, digest_of(payload), quotes(brief))


STORY = PublishedStory(
    story_row(BRIEF, opened=ARTICLES[0].published, updated=Moment("2031-05-05"), articles=len(ARTICLES)),
    (edition(FIRST), edition(BRIEF)),
)
