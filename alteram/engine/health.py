"""How outlets do as suppliers: how they answered, and what came of it. From articles and standings, without a clock.

"Now" is the latest time at which any outlet answered or failed to, so that the same library always says the same.
"""

from array import array
from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from urllib.parse import urlsplit

from alteram.engine.library import Library
from alteram.engine.ownership import owned
from alteram.model.articles import Article
from alteram.model.ids import Moment, OutletId, has_time, later
from alteram.model.live import Health, Standing

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
    """The health of outlets, and who else there is. Holds no text: the store gives articles one after the other."""
    supplies: dict[OutletId, _Supply] = {}
    unknown: Counter[str] = Counter()
    fetched = Moment("")
    for held in library.store.articles():
        article = owned(held, library.registry)
        fetched = max(fetched, article.fetched or Moment(""))
        if article.outlet is None:
            unknown[urlsplit(article.url).hostname or ""] += 1
        else:
            supplies.setdefault(article.outlet, _Supply()).add(article)
    standings = {each.who: each for each in library.store.standings()}
    times = [time for each in standings.values() for time in (each.succeeded, each.failed) if time]
    now = max(times, default=fetched)
    asked = (OutletId(who) for who in standings if library.registry.get(who) is not None)
    found = {}
    for outlet in sorted({*supplies, *asked}):
        supply, standing = supplies.get(outlet, _Supply()), standings.get(outlet)
        waited_for = standing is not None or not standings
        found[outlet] = supply.health(outlet, standing, now if waited_for else Moment(""))
    return Survey(found, dict(sorted(unknown.items())))


class _Supply:
    """What came from one outlet, taken up article by article in order of time; those without a time come last."""

    def __init__(self) -> None:
        self._articles = 0
        self._confidences: deque[float] = deque(maxlen=LATEST)
        self._gaps = array("d")
        self._latest: Moment | None = None
        self._before: float | None = None

    def add(self, article: Article) -> None:
        """Takes up the next article."""
        self._articles += 1
        when = article.when
        if when is None:
            if len(self._confidences) < LATEST:
                self._confidences.appendleft(article.confidence)
            return
        self._confidences.append(article.confidence)
        self._latest = when
        if has_time(when):
            at = _seconds(when)
            if self._before is not None:
                self._gaps.append((at - self._before) / HOUR)
            self._before = at

    def health(self, outlet: OutletId, standing: Standing | None, now: Moment) -> Health:
        """The figures; `now` is "" where nobody waits for this outlet."""
        usual = _nearest_rank(self._gaps) if len(self._gaps) >= LEAST_GAPS else None
        return Health(
            outlet=outlet,
            standing=standing,
            articles=self._articles,
            confidence=sum(self._confidences) / len(self._confidences) if self._confidences else None,
            latest=self._latest,
            usual_hours=usual,
            silent_hours=self._silence(usual, now),
        )

    def _silence(self, usual: float | None, now: Moment) -> float | None:
        """Hours without an article, where they are more than usual; a day that is known as such counts to its end."""
        if usual is None or self._latest is None or not now:
            return None
        last = self._latest if has_time(self._latest) else later(self._latest, DAY)
        hours = (_seconds(now) - _seconds(last)) / HOUR
        return hours if hours > LONGER * usual and hours >= LEAST_SILENCE else None


def _seconds(moment: Moment) -> float:
    """Seconds since 1970; a day begins at midnight UTC."""
    return datetime.fromisoformat(moment if has_time(moment) else f"{moment}T00:00:00Z").timestamp()


def _nearest_rank(values: "array[float]") -> float:
    """The 90th percentile by the nearest-rank method: the least value that at least nine tenths do not exceed."""
    return sorted(values)[ceil(USUAL * len(values)) - 1]
