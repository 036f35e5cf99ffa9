"""The live way in: what is to be asked for, what was seen of cited pages since, and how outlets answer."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from alteram.model.ids import Digest, Moment, OutletId

JobKind = Literal["feed", "sitemap", "page", "look", "build"]


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do, kept until it is settled: poll a `feed`, read a `sitemap` that an index names, fetch a `page`,
    `look` again at a cited page, `build` the briefs.

    `key` tells it from others of its kind: a page's is the identity of its address, so that all spellings are one job.
    `source` is the feed that named a page or sitemap. It is due from `run_at` on; None: settled, and kept so that it is
    not asked for again. `lease`: a process holds it until then. `tries` counts failures in a row, `outcome` is the code
    of the last one ("" where it went well), `step` is how far a recurring job has come, `memory` what it remembers
    (JSON that only its kind reads).
    """

    kind: JobKind
    key: str
    url: str
    run_at: Moment | None
    source: str = ""
    tries: int = 0
    lease: Moment | None = None
    outcome: str = ""
    step: int = 0
    memory: str = ""

    @property
    def host(self) -> str:
        """The host that is asked, "" where there is none."""
        try:
            return urlsplit(self.url).hostname or ""
        except ValueError:
            return ""


@dataclass(frozen=True, slots=True)
class Look:
    """What a later look at a cited page gave: "same", "changed", "failed", or "left" (the site asks us to). `kind` is
    the failure's code."""

    url: str
    at: Moment
    outcome: Literal["same", "changed", "failed", "left"]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """One answer of an outlet's servers: `who` is the outlet's id or, where nobody knows it, its host."""

    who: str
    at: Moment
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an outlet has answered so far: when last with success, when last not (`failure` is that one's code), and how
    many failures in a row there are now."""

    who: str
    succeeded: Moment | None = None
    failed: Moment | None = None
    failure: str = ""
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """What one step of the live way in changes, kept all together or not at all.

    `jobs` replace those of the same kind and key; `new` ones are added where there is none yet; `done` are taken away.
    """

    jobs: tuple[Job, ...] = ()
    new: tuple[Job, ...] = ()
    done: tuple[Job, ...] = ()
    looks: tuple[Look, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Supply:
    """What came from an outlet, or (`known` is False) from a host that the registry does not know: `who`.

    `confidence`, `latest` and `usual_hours` are those of `Health`; `fetched` is when it was last captured.
    """

    who: str
    known: bool
    articles: int
    confidence: float | None = None
    latest: Moment | None = None
    usual_hours: float | None = None
    fetched: Moment | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of an outlet as a supplier: its standing, and what came of it.

    `articles` it has in the library; `confidence`: mean extraction confidence of the latest 50, 0 to 1; `latest`: time
    of the latest article; `usual_hours`: the 90th percentile of the hours between one article and the next;
    `silent_hours`: hours from the latest article to the last answer, where that is longer than usual (None: it is not,
    or too little is known to say).
    """

    outlet: OutletId
    standing: Standing | None
    articles: int
    confidence: float | None = None
    latest: Moment | None = None
    usual_hours: float | None = None
    silent_hours: float | None = None


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What became of a cited page after an edition cited its version `text_sha256`.

    `changed`: when another text was first captured at its address; of `passages` that were cited, `standing` are word
    for word in the latest version. `gone`: since when it is not there any more (three failed looks, three days apart).
    """

    url: str
    text_sha256: Digest
    passages: int
    standing: int
    changed: Moment | None = None
    gone: Moment | None = None
