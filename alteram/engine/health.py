"""How outlets do as suppliers: how they answered, and what came of it. From articles and standings, without a clock.

"Now" is the latest time at which any outlet answered or failed to, so that the same library always says the same.
"""

from array import array
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from urllib.parse import urlsplit

from alteram.engine.library import Library
from alteram.engine.ownership import owned
from alteram.model.ids import Moment, OutletId, has_time, later
from alteram.model.listing import Heading
from alteram.model.live import Health, Standing, Supply

LATEST = 50
"""Articles whose extraction confidence is averaged."""
LEAST_GAPS = 10
"""Below so many gaps between articles nothing is said of what is usual."""
USUAL = 0.9
"""The share of gaps that are no longer than the usual one."""
LONGER = 2.0
"""An outlet is silent from so many usual gaps on, and never before `LEAST_SILENCE` hours."""
LEAST_SILENCE = 24.0
DAY = 86_400.0
HOUR = 3_600.0


@dataclass(frozen=True, slots=True)
class Survey:
    """One pass over a library: the health of every outlet that has an article or was asked, by id; and how many
    articles come from hosts that the registry does not know, by host ("" for articles without a web address)."""

    health: dict[OutletId, Health]
    unknown: dict[str, int]


def health(library: Library) -> dict[OutletId, Health]:
    """How every outlet does that has an article in the library or was asked, by id."""
    return survey(library).health


def survey(library: Library) -> Survey:
    """The health of outlets, and who else there is, counted anew from every article."""
    return _surveyed(library, supplies(library))


def kept_survey(library: Library) -> Survey:
    """The same from what was counted when the list of stories was last brought up to date, and from answers since;
    counted anew where nothing has been yet."""
    return _surveyed(library, library.store.supplies() or supplies(library))


def supplies(library: Library) -> tuple[Supply, ...]:
    """What came from each outlet and host, in one pass over the articles without their texts."""
    known: dict[str, _Supply] = {}
    unknown: dict[str, _Supply] = {}
    for heading, confidence in library.store.suppliers():
        article = owned(heading, library.registry)
        if article.outlet is None:
            unknown.setdefault(urlsplit(article.url).hostname or "", _Supply()).add(article, confidence)
        else:
            known.setdefault(article.outlet, _Supply()).add(article, confidence)
    return tuple(
        supply.told(who, of_registry)
        for of_registry, supplied in ((True, known), (False, unknown))
        for who, supply in sorted(supplied.items())
    )


def _surveyed(library: Library, counted: Sequence[Supply]) -> Survey:
    """Supplies beside how the outlets have answered."""
    came = {each.who: each for each in counted if each.known}
    unknown = {each.who: each.articles for each in counted if not each.known}
    standings = {each.who: each for each in library.store.standings()}
    times = [time for each in standings.values() for time in (each.succeeded, each.failed) if time]
    fetched = (each.fetched for each in counted if each.fetched)
    now = max(times, default=None) or max(fetched, default=None)
    found = {}
    for who in sorted({*came, *(who for who in standings if library.registry.get(who) is not None)}):
        outlet, standing = OutletId(who), standings.get(who)
        waited_for = standing is not None or not standings
        found[outlet] = _health(came.get(who, Supply(who, True, 0)), standing, now if waited_for else None)
    return Survey(found, unknown)


def _health(supply: Supply, standing: Standing | None, now: Moment | None) -> Health:
    """The figures of an outlet; `now` is None where nobody waits for it."""
    return Health(
        outlet=OutletId(supply.who),
        standing=standing,
        articles=supply.articles,
        confidence=supply.confidence,
        latest=supply.latest,
        usual_hours=supply.usual_hours,
        silent_hours=_silence(supply, now),
    )


def _silence(supply: Supply, now: Moment | None) -> float | None:
    """Hours without an article, where they are more than usual; a day that is known as such counts to its end."""
    if supply.usual_hours is None or supply.latest is None or now is None:
        return None
    last = supply.latest if has_time(supply.latest) else later(supply.latest, DAY)
    hours = (_seconds(now) - _seconds(last)) / HOUR
    return hours if hours > LONGER * supply.usual_hours and hours >= LEAST_SILENCE else None


class _Supply:
    """What came from one outlet, taken up article by article in order of time; those without a time come last."""

    def __init__(self) -> None:
        self._articles = 0
        self._confidences: deque[float] = deque(maxlen=LATEST)
        self._gaps = array("d")
        self._latest: Moment | None = None
        self._before: float | None = None
        self._fetched: Moment | None = None

    def add(self, article: Heading, confidence: float) -> None:
        """Takes up the next article."""
        self._articles += 1
        if article.fetched and (self._fetched is None or article.fetched > self._fetched):
            self._fetched = article.fetched
        when = article.when
        if when is None:
            if len(self._confidences) < LATEST:
                self._confidences.appendleft(confidence)
            return
        self._confidences.append(confidence)
        self._latest = when
        if has_time(when):
            at = _seconds(when)
            if self._before is not None:
                self._gaps.append((at - self._before) / HOUR)
            self._before = at

    def told(self, who: str, known: bool) -> Supply:
        """The figures."""
        return Supply(
            who=who,
            known=known,
            articles=self._articles,
            confidence=sum(self._confidences) / len(self._confidences) if self._confidences else None,
            latest=self._latest,
            usual_hours=_nearest_rank(self._gaps) if len(self._gaps) >= LEAST_GAPS else None,
            fetched=self._fetched,
        )


def _seconds(moment: Moment) -> float:
    """Seconds since 1970; a day begins at midnight UTC."""
    return datetime.fromisoformat(moment if has_time(moment) else f"{moment}T00:00:00Z").timestamp()


def _nearest_rank(values: "array[float]") -> float:
    """The 90th percentile by the nearest-rank method: the least value that at least nine tenths do not exceed."""
    return sorted(values)[ceil(USUAL * len(values)) - 1]
