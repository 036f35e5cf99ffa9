"""Which of a page's titles is the headline, and where the site's name ends it."""

import re
from dataclasses import dataclass

from alteram.stages.extract.characters import folded

_SEPARATOR = re.compile(r"\s+(?:[|·•»›–—‹«]|::|-|:)\s+|\s*\|\s*")
_CUT_OFF = ("...", "…")
SHORTEST_HEADING = 0.4
"""A heading that begins the stated title is the headline where it is at least this share of it."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Every title of a page: of <meta> in order of trust, of its first headings, of <title>."""

    meta: tuple[str, ...]
    headings: tuple[str, ...]
    page: str


def choose_title(headline: str, titles: Titles, site: str, host: str) -> str:
    """The headline of a page: the stated one, as the page's own heading prints it where the two are one text."""
    sites = site_names(site, host)
    stated = [title for title in (headline, *titles.meta, titles.page) if title and folded(title) not in sites]
    if not stated:
        return next((heading for heading in titles.headings if folded(heading) not in sites), "")
    best = _completed(stated[0], (*titles.meta, *titles.headings, titles.page))
    for heading in titles.headings:
        if _same_start(best, heading):
            return heading
    return without_site(best, sites)


def site_names(site: str, host: str) -> frozenset[str]:
    """Ways in which a title may name its site: the stated name, its parts, the host and its labels."""
    names = {folded(site), folded(site).replace(" ", "")}
    names.update(folded(part) for part in _SEPARATOR.split(site))
    bare = host.lower().removeprefix("www.")
    names.update({folded(bare), *(folded(label) for label in bare.split(".")[:-1])})
    return frozenset(name for name in names if name)


def without_site(title: str, sites: frozenset[str]) -> str:
    """A title without the site's name at its end or start; of "A | section | Site" only A is left."""
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        if _is_site(title[cut.end() :], sites) and _enough(title[: cut.start()]):
            # Sections stand between headline and site only behind bars: a dash may belong to the headline.
            first = next((c for c in cuts if "|" in c.group() and _enough(title[: c.start()])), cut)
            return title[: min(first.start(), cut.start())].strip()
    if cuts and _is_site(title[: cuts[0].start()], sites) and _enough(title[cuts[0].end() :]):
        return title[cuts[0].end() :].strip()
    return title.strip()


def _is_site(part: str, sites: frozenset[str]) -> bool:
    name = folded(part)
    return (
        name in sites or name.replace(" ", "") in sites or name.removeprefix("the ") in sites or f"the {name}" in sites
    )


def _enough(part: str) -> bool:
    """A headline has two words at least (or some letters of a script without spaces)."""
    return len(part.split()) >= 2 or (not part.isascii() and len(part) >= 6)


def _completed(title: str, others: tuple[str, ...]) -> str:
    """A title that was cut off with an ellipsis, in full where the page has it in full elsewhere."""
    if not title.endswith(_CUT_OFF):
        return title
    start = title.rstrip(".… ")
    longer = [other for other in others if other.startswith(start) and not other.endswith(_CUT_OFF)]
    return max(longer, key=len, default=title)


def _same_start(title: str, heading: str) -> bool:
    """Whether a heading is the title, or the title up to a separator."""
    short, long = folded(heading), folded(title)
    if short == long:
        return True
    if not short or not long.startswith(f"{short} ") or len(short) < SHORTEST_HEADING * len(long):
        return False
    return any(folded(title[: cut.start()]) == short for cut in _SEPARATOR.finditer(title))
