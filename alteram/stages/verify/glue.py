"""The closed grammar of glue (gate G1): what may stand in a sentence without being copied.

Each function gives "" when the glue is well formed, else a reason code. Templates are listed in docs/formats.md.
"""

import re
from collections.abc import Mapping

from alteram.model.articles import Article
from alteram.model.briefs import Evidence, FieldEvidence, Glue, Passage, RegistryEvidence
from alteram.model.ids import Moment
from alteram.model.outlets import Outlet, Registry
from alteram.text.times import resolve_weekday

TEMPLATES = ("According to {}, ", "{} said ", "{} said, ", "{} reports that ", "As reported by {}, ")
HEADLINE_TEMPLATE = "{}: "
JOINS = frozenset({"; ", ", and ", " "})
QUOTES = frozenset("\"'“”‘’«»")
ENDS = frozenset(".?!")
SENTENCE_ENDS = (".", "?", "!", ".”", "?”", "!”", '."', '?"', '!"')
ELISION = " … "
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def evidence_text(evidence: Evidence, sources: Mapping[int, Article], registry: Registry) -> str | None:
    """What an evidence says, verbatim; None when it points at nothing."""
    if isinstance(evidence, Passage):
        article = sources.get(evidence.source)
        if article is None or not 0 <= evidence.start < evidence.end <= len(article.text):
            return None
        return article.text[evidence.start : evidence.end]
    if isinstance(evidence, FieldEvidence):
        article = sources.get(evidence.source)
        return None if article is None else (getattr(article, evidence.field) or None)
    if isinstance(evidence, RegistryEvidence):
        outlet = registry.get(evidence.registry)
        value = getattr(outlet, evidence.field, None) if outlet is not None else None
        return value if isinstance(value, str) else None
    return None


def registry_words(outlet: Outlet) -> tuple[str, ...]:
    """Words that may stand before an outlet's name, the fullest first."""
    nationality = f"{outlet.nationality} " if outlet.nationality else ""
    if outlet.control == "state-controlled":
        return (f"{nationality}state media outlet ",)
    return (f"{nationality}outlet ", "") if nationality else ("",)


def check(glue: Glue, place: "Place", sources: Mapping[int, Article], registry: Registry) -> str:
    """Reason code of the first rule of its kind that a glue piece breaks, or ""."""
    if glue.kind == "attribution":
        return _attribution(glue, place, sources, registry)
    if glue.kind == "resolution":
        return _resolution(glue, sources, registry)
    if glue.kind == "case":
        return _case(glue, sources)
    if glue.kind == "date":
        return _date(glue, place, sources)
    if glue.evidence:
        return "evidence-not-allowed"
    if (glue.kind, glue.text) == ("join", " ") and not place.before.endswith(SENTENCE_ENDS):
        return "join-text"  # a space parts sentences only: two clauses would run into each other
    closed = {"join": JOINS, "end": ENDS, "quote": QUOTES, "elision": {ELISION}, "space": {" "}}
    return "" if glue.text in closed[glue.kind] else f"{glue.kind}-text"


class Place:
    """Where a glue piece stands: at the start of a headline or sentence or after a join, and the text before it."""

    __slots__ = ("before", "first", "headline")

    def __init__(self, *, first: bool, headline: bool, before: str) -> None:
        self.first = first
        self.headline = headline
        self.before = before


def _attribution(glue: Glue, place: Place, sources: Mapping[int, Article], registry: Registry) -> str:
    """A template around one verbatim evidence, with registry words only before an outlet of the registry."""
    if not glue.evidence:
        return "attribution-without-evidence"
    name = evidence_text(glue.evidence[0], sources, registry)
    if name is None or not name.strip():
        return "evidence-points-at-nothing"
    head = glue.evidence[0]
    if isinstance(head, FieldEvidence) and head.field not in ("name", "byline", "credit"):
        return "evidence-field"
    if isinstance(head, RegistryEvidence) and head.field != "name":
        return "evidence-field"
    prefixes: tuple[str, ...] = ("",)
    if isinstance(head, RegistryEvidence):
        outlet = registry.get(head.registry)
        prefixes = (*registry_words(outlet), "") if outlet is not None else ("",)
        if any(not isinstance(e, RegistryEvidence) or e.registry != head.registry for e in glue.evidence[1:]):
            return "evidence-of-another"
    elif len(glue.evidence) > 1:
        return "evidence-of-another"
    templates = (HEADLINE_TEMPLATE,) if place.headline else TEMPLATES
    forms = {template.format(prefix + name) for template in templates for prefix in prefixes}
    if not place.first:
        forms = {form[:1].lower() + form[1:] if form.startswith(("According", "As ")) else form for form in forms}
    else:
        led = {template.format(prefix + name) for template in templates for prefix in prefixes if prefix}
        forms |= {form[:1].upper() + form[1:] for form in (led if place.headline else forms)}
    return "" if glue.text in forms else "attribution-text"


def _resolution(glue: Glue, sources: Mapping[int, Article], registry: Registry) -> str:
    """A bracket that holds one evidence verbatim."""
    if not glue.evidence:
        return "resolution-without-evidence"
    name = evidence_text(glue.evidence[0], sources, registry)
    return "" if name and glue.text in (f" [{name}]", f"[{name}]") else "resolution-text"


def _case(glue: Glue, sources: Mapping[int, Article]) -> str:
    """One letter in the other case than the letter that is its evidence."""
    if len(glue.evidence) != 1 or not isinstance(glue.evidence[0], Passage) or len(glue.text) != 1:
        return "case-evidence"
    passage = glue.evidence[0]
    article = sources.get(passage.source)
    if article is None or passage.end - passage.start != 1 or not 0 <= passage.start < len(article.text):
        return "case-evidence"
    letter = article.text[passage.start]
    return "" if letter.isalpha() and letter.swapcase() == glue.text else "case-text"


_DATE = re.compile(r" \[(\d{1,2}) ([A-Z][a-z]{2})\. (\d{4})\]")
_LAST_WORD = re.compile(r"([A-Za-z]+)\W*$")


def _date(glue: Glue, place: Place, sources: Mapping[int, Article]) -> str:
    """The day of the weekday that stands before it, counted from its source's day of publication."""
    match = _DATE.fullmatch(glue.text)
    fields = [e for e in glue.evidence if isinstance(e, FieldEvidence) and e.field == "published"]
    word = _LAST_WORD.search(place.before)
    if match is None or len(fields) != 1 or word is None or match[2] not in MONTHS:
        return "date-text"
    article = sources.get(fields[0].source)
    if article is None or article.published is None:
        return "date-evidence"
    written = f"{match[3]}-{MONTHS.index(match[2]) + 1:02d}-{int(match[1]):02d}"
    return "" if resolve_weekday(word[1], Moment(article.published)) == written else "date-differs"
