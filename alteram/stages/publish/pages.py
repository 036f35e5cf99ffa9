"""Briefs and the method as HTML pages: no JavaScript, one style sheet, every link relative.

Templates escape everything (Jinja2 autoescape is on and no template uses `safe`), and a strict content security policy
stands in every page for readers of a static site, where no server sends headers.
"""

from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from alteram.model.articles import Article, Failure
from alteram.model.briefs import Brief
from alteram.model.ids import OutletId
from alteram.stages.publish.disputes import disagreement_view
from alteram.stages.publish.histories import event_lines, link_groups
from alteram.stages.publish.plain import CONTROLS
from alteram.stages.publish.quoting import SHOWN_CHARACTERS, web_address
from alteram.stages.publish.reading import BriefReader
from alteram.stages.publish.records import outlet_folder
from alteram.stages.publish.views import NOTHING_PAST, EditionLine, Frame, Quotes, SourceNotes, StoryPast
from alteram.stages.publish.wording import chance, count, listing, moment, words

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""The content security policy of every page; a live server adds `frame-ancestors 'none'`, which a page cannot say."""
LIVE_POLICY = POLICY.replace("form-action 'none'", "form-action 'self'")
"""That of live pages, which have a search form."""
UNPUBLISHED = Frame(private=True)
"""Pages are private unless a publisher stands behind them."""
NO_NOTES: SourceNotes = MappingProxyType({})
MOST_MEMBERS = 60
"""Articles of a story whose reasons its page gives; `alteram why` gives any one's."""
STORY_ROOT = "../../"
"""From a story's folder to the root of the site."""


def _plain(code: str, table: str) -> str:
    """A code in plain words, as a template filter."""
    return words(table, code)


def _ownership(label: str) -> str:
    """An ownership label as it is printed, as a template filter: "unknown" alone would not say what is."""
    return "ownership unknown" if label == "unknown" else label


@cache
def _environment() -> Environment:
    """The one template environment."""
    environment = Environment(
        loader=PackageLoader("alteram.stages.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        chance=chance,
        count=count,
        listing=listing,
        moment=moment,
        plain=_plain,
        ownership=_ownership,
        folder=outlet_folder,
    )
    environment.globals.update(policy=POLICY, live_policy=LIVE_POLICY, shown_characters=SHOWN_CHARACTERS)
    return environment


def render(template: str, frame: Frame, root: str, **values: Any) -> str:
    """A page from its template, inside its frame."""
    contact = frame.publisher.contact
    links = {
        "contact": web_address(contact) or mail_address(contact),
        "corrections": web_address(frame.publisher.corrections) or mail_address(frame.publisher.corrections),
    }
    return _environment().get_template(template).render(frame=frame, root=root, links=links, **values)


def mail_address(text: str) -> str | None:
    """A mailto link for a plain mail address, else None."""
    name, at, host = text.partition("@")
    plain = at and name and "." in host and not any(each in text for each in ' <>"?&\\') and text.isascii()
    return f"mailto:{text}" if plain else None


def style_sheet() -> bytes:
    """The one style sheet."""
    return (files("alteram.stages.publish.templates") / "style.css").read_bytes()


def icon() -> bytes:
    """The emblem, as SVG."""
    return (files("alteram.stages.publish.templates") / "icon.svg").read_bytes()


def page(
    brief: Brief,
    quotes: Quotes,
    *,
    frame: Frame = UNPUBLISHED,
    editions: Sequence[EditionLine] = (),
    withheld_texts: Sequence[str] = (),
    notes: SourceNotes = NO_NOTES,
    outlets: Collection[OutletId] = (),
    past: StoryPast = NOTHING_PAST,
) -> str:
    """The page of one edition; lies two folders below the root of the site.

    `notes` say what became of its sources since; `outlets` are those that have a page to lead to; `past` is the story's
    history, and why its articles are in it.
    `withheld_texts` (aligned with `brief.withheld`) and the texts behind them are printed on live pages only.
    """
    reader = BriefReader(brief, quotes)
    texts = (*withheld_texts, *("",) * len(brief.withheld))
    return render(
        "story.html",
        frame,
        STORY_ROOT,
        brief=brief,
        headline=reader.sentence(brief.headline),
        summary=tuple(map(reader.sentence, brief.summary)),
        facts=tuple(map(reader.fact, brief.facts)),
        disagreements=tuple(disagreement_view(reader, one) for one in brief.disagreements),
        axes=reader.axes(),
        contrasts=reader.contrasts(),
        sources=reader.sources(),
        notes=notes,
        pages=frozenset(outlets),
        history={line.number: line.href for line in editions},
        withheld=tuple(
            reader.withheld(each, text, show=frame.live) for each, text in zip(brief.withheld, texts, strict=False)
        ),
        editions=tuple(editions),
        events=event_lines(past.events, brief.story),
        past=past,
        tied=link_groups(past.links, unpublished=frame.unpublished),
        most_members=MOST_MEMBERS,
        latest=max((line.number for line in editions), default=brief.edition),
        outlets=len({source.outlet or source.name for source in brief.sources}),
        independent=len({origin for fact in brief.facts for origin in fact.origins}),
    )


def method_page(*, frame: Frame = UNPUBLISHED) -> str:
    """How a brief is made and what may be believed of it, on one screen."""
    return render("method.html", frame, "")


def article_page(article: Article, *, frame: Frame) -> str:
    """The whole archived text of one article: for a live server on loopback only. Raises ValueError elsewhere."""
    if not frame.live:
        raise ValueError(f"the whole text of article {article.id} may be shown on loopback only")
    paragraphs = tuple(article.text.split("\n\n")[1:])
    return render("article.html", frame, "../", article=article, paragraphs=paragraphs, link=web_address(article.url))


def failures_page(failures: Sequence[Failure], *, frame: Frame) -> str:
    """What was refused and why; messages may quote foreign text, so control characters are left out."""
    cleaned = tuple(
        (each.stage, CONTROLS.sub("", each.subject), each.kind, CONTROLS.sub("", each.message)) for each in failures
    )
    return render("failures.html", frame, "", failures=cleaned)


def notice_page(title: str, message: str, *, root: str, frame: Frame) -> str:
    """A page that says that something is not there, or was refused."""
    return render("notice.html", frame, root, title=title, message=message)
