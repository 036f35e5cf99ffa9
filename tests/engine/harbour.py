"""A small story of three fictional outlets, and its brief as the stages and the gates make it."""

from alteram.engine.assembly import Gatekeeper, assemble, check_draft, refusal
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import Brief
from alteram.model.ids import Moment, OutletId, StoryId, article_id, digest_of, text_digest
from alteram.model.outlets import Outlet, Registry
from alteram.model.stories import Dossier, Draft
from alteram.stages.facts import propose
from alteram.stages.origins import trace_origins
from alteram.text.sentences import canonical, sentences

NAMES = {"courier": "Vell Courier", "post": "Moor Post", "herald": "Sund Herald"}
REGISTRY = Registry(
    tuple(
        Outlet(
            OutletId(key),
            name,
            (f"{key}.example",),
            country="Vellmark",
            nationality="Vellish",
            kind="newspaper",
            control="independent",
            owner=f"{name} Trust",
        )
        for key, name in NAMES.items()
    ),
    digest_of(b"three outlets"),
)
STORY = StoryId("5" * 16)
EXTRACTOR = "sample-1"


def payload(key: str, title: str, *paragraphs: str) -> bytes:
    """The bytes that an article came from."""
    return f"{key}\n{canonical(title, paragraphs)}".encode()


def article(key: str, hour: int, title: str, *paragraphs: str) -> Article:
    """An article of the outlet `key`."""
    text = canonical(title, paragraphs)
    received, digest = digest_of(payload(key, title, *paragraphs)), text_digest(text)
    return Article(
        id=article_id(received, EXTRACTOR, digest),
        url=f"https://{key}.example/harbour",
        outlet=OutletId(key),
        name=NAMES[key],
        title=title,
        text=text,
        text_sha256=digest,
        payload_sha256=received,
        extractor=EXTRACTOR,
        sentences=sentences(text),
        language="en",
        published=Moment(f"2031-05-02T{hour:02}:00:00Z"),
    )


PAGES: dict[str, tuple[int, str, tuple[str, ...]]] = {
    "courier": (
        9,
        "Harbour of Vell reopens after fire",
        (
            "The harbour of Vell reopened on Thursday after a fire destroyed two warehouses on the eastern quay.",
            "About 400 dockers returned to work in the early morning, and a band played on the old customs house.",
            "Fishing boats stayed outside the harbour wall for eleven days.",
            "The first ferry left for Sund at seven with 90 passengers aboard.",
        ),
    ),
    "post": (
        10,
        "Gates of Vell harbour swing open again",
        (
            "The harbour of Vell reopened on Thursday after a fire had destroyed two warehouses on the eastern quay.",
            "About 400 dockers returned to work in the early morning when the iron gates were unlocked.",
            "The mayor spent 12 million crowns on cranes that nobody had ordered from Ostermark.",
        ),
    ),
    "herald": (
        11,
        "Ferries sail from Vell again",
        (
            "The harbour of Vell reopened on Thursday, eleven days after a fire destroyed two warehouses there.",
            "About 400 dockers returned to work in the early morning.",
            "The first ferry left for Sund at seven with 90 passengers aboard, its captain in dress uniform.",
            "A second fire station will be built on the northern mole by spring.",
        ),
    ),
}
ARTICLES = tuple(article(key, hour, title, *paragraphs) for key, (hour, title, paragraphs) in PAGES.items())
PAYLOADS = {f"https://{key}.example/harbour": payload(key, title, *rest) for key, (_, title, rest) in PAGES.items()}


def brief(story: StoryId = STORY, articles: tuple[Article, ...] = ARTICLES) -> Brief:
    """The brief of these articles, without narratives."""
    dossier = Dossier(story, articles, REGISTRY, trace_origins(articles, REGISTRY))
    proposal = propose(dossier, LexicalJudge())
    origins = {origin.id: origin for origin in (*dossier.origins.origins, *proposal.origins)}
    draft = Draft(proposal.headlines, proposal.facts, (), (), (), (), tuple(origins[key] for key in sorted(origins)))
    checked = check_draft(draft, Gatekeeper(dossier, LexicalJudge()))
    reason = refusal(checked, dossier)
    if reason:
        raise AssertionError(reason)
    return assemble(dossier, draft, checked, EXTRACTOR)
