"""A small world for the gates: three outlets of ours, one of them state-controlled, and a few fictional articles."""

from collections.abc import Sequence

from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Citation, Clause, Copied, Glue, Passage, Piece, Sentence
from alteram.model.ids import Digest, Moment, OriginId, OutletId, article_id, digest_of, text_digest
from alteram.model.outlets import Outlet, Registry
from alteram.stages.verify import Reference
from alteram.text.sentences import canonical, sentences

OUTLETS = (
    Outlet(OutletId("herald"), "The Tarn Herald", ("herald.example",), kind="newspaper"),
    Outlet(OutletId("post"), "Lowmoor Post", ("post.example",), kind="newspaper"),
    Outlet(
        OutletId("voice"),
        "Voice of Osk",
        ("voice.example",),
        kind="state-media",
        nationality="Oskan",
        control="state-controlled",
    ),
)
REGISTRY = Registry(OUTLETS, Digest("0" * 64))

HERALD = (
    "The bridge over the Tarn collapsed under a grain train on Monday night, the railway said.",
    "The bridge over the Tarn at Lowmoor collapsed on Monday night and blocked the main line to the coast.",
    "The railway did not close the line before the collapse.",
    "Inspectors had reportedly warned the railway about cracks in the northern pier.",
    "“We will rebuild the bridge within a year,” said Transport Minister Ada Brull.",
    "If the pier is unsafe, the whole viaduct must be pulled down, engineers said.",
    "Tom Quill, a farmer, was arrested for theft after the collapse of the bridge.",
    "The minister, who visited the site on Tuesday, denied that the government had ignored the report.",
    "Police arrested three men at the site.",
)
POST = (
    "The bridge over the Tarn at Lowmoor collapsed on Monday night and blocked the main line to the coast.",
    "The railway bridge over the Tarn, at Lowmoor, fell in on itself and collapsed on Monday night, "
    "blocking the main line to the coast.",
    "Three men arrested police at the site.",
    "The railway closed the line before the collapse.",
)
VOICE = (
    "Saboteurs from abroad brought down the bridge over the Tarn with the help of the railway.",
    "The harvest train was to reach the coast on Tuesday.",
)


def article(n: int, outlet: Outlet, title: str, paragraphs: Sequence[str]) -> Article:
    """An article with one sentence a paragraph."""
    text = canonical(title, paragraphs)
    payload = digest_of(text.encode() + bytes([n]))
    return Article(
        id=article_id(payload, "test", text_digest(text)),
        url=f"https://{outlet.domains[0]}/{n}",
        outlet=outlet.id,
        name=outlet.name,
        title=title,
        text=text,
        text_sha256=text_digest(text),
        payload_sha256=payload,
        extractor="test",
        sentences=sentences(text),
        language="en",
        published=Moment(f"2026-03-0{n}"),
    )


ARTICLES = {
    1: article(1, OUTLETS[0], "Bridge over the Tarn collapses at Lowmoor", HERALD),
    2: article(2, OUTLETS[1], "Tarn bridge at Lowmoor collapses", POST[1:]),
    3: article(3, OUTLETS[2], "Saboteurs brought down bridge", VOICE),
}


def reference(**articles: Article) -> Reference:
    """The small world as the gates see it; keywords s1, s2, ... replace sources."""
    sources = {**ARTICLES, **{int(key[1:]): value for key, value in articles.items()}}
    return Reference(sources, REGISTRY, LexicalJudge())


def at(n: int, words: str) -> Passage:
    """Where words stand in source `n`; they must stand there once."""
    text = ARTICLES[n].text
    assert text.count(words) == 1, (n, words, text.count(words))
    start = text.index(words)
    return Passage(n, start, start + len(words))


def copied(n: int, words: str) -> Copied:
    """A copied piece."""
    place = at(n, words)
    return Copied(n, place.start, place.end)


def citation(n: int, words: str, origin: str = "o1") -> Citation:
    """A citation of the whole sentence that holds the words."""
    place = at(n, words)
    start, end = next(span for span in sentences(ARTICLES[n].text) if span[0] <= place.start < span[1])
    return Citation(n, Passage(n, start, end), OriginId(origin))


def sentence(pieces: Sequence[Piece], citations: Sequence[Citation], name: str = "f1") -> Sentence:
    """A sentence of one clause over all pieces but a final full stop."""
    last = len(pieces) - 1
    end = pieces[last]
    if isinstance(end, Glue) and end.kind == "end":
        last -= 1
    return Sentence(name, written(pieces), tuple(pieces), (Clause(0, last, tuple(citations)),))


def written(pieces: Sequence[Piece]) -> str:
    """The text that pieces give."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Copied):
            parts.append(ARTICLES[piece.source].text[piece.start : piece.end])
        elif isinstance(piece, Glue):
            parts.append(piece.text)
    return "".join(parts)


END = Glue("end", ".")
