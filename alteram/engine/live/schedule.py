"""When what is due again: pure functions of what is known and of the present time.

Times are those of the design: a cited page is looked at again after one hour, six hours, a day, a week and thirty days;
it is gone when three looks in a row failed, each three days or more after the one before.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from alteram.model.articles import Lead
from alteram.model.ids import Moment, has_time, later
from alteram.model.live import Look

HOUR = 3600.0
DAY = 24 * HOUR
LOOKS = (HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY)
"""Seconds after a page was first cited at which it is looked at again."""
FAILURES, APART = 3, 3 * DAY
"""How many failed looks in a row make a page gone, and how many seconds lie between two of them at least."""
SHORTEST, LONGEST = 15 * 60.0, 6 * HOUR
"""Bounds on the time between two polls of one feed."""
ENTRIES = 20
"""The latest entries of a feed whose pace says how often it is polled."""
FIRST_WAIT, LONGEST_WAIT = 15 * 60.0, DAY
"""The wait after a first failure, doubled with each further one up to the second."""
PAGE_TRIES = 5
"""Runs in which a page is asked for before it is given up."""


def pace(leads: Iterable[Lead]) -> float:
    """Seconds between two polls of a feed: half the usual time between its latest entries, within bounds."""
    times = sorted({lead.published for lead in leads if lead.published and has_time(lead.published)})[-ENTRIES:]
    if len(times) < 2:
        return HOUR
    usual = _seconds(times[0], times[-1]) / (len(times) - 1)
    return min(max(usual / 2, SHORTEST), LONGEST)


def after_failure(tries: int, now: Moment, stated: float = 0.0) -> Moment:
    """When to try again after so many failures in a row; never before the `stated` seconds that a server asked for."""
    return later(now, max(stated, min(FIRST_WAIT * 2 ** (min(tries, 20) - 1), LONGEST_WAIT)))


def next_look(cited: Moment, looks: Sequence[Look]) -> Moment | None:
    """When a page that was first cited at `cited` is looked at again, given its looks so far; None: not any more."""
    failed = failures(looks)
    if failed:
        return None if len(failed) >= FAILURES else later(failed[-1].at, APART)
    seen = max((look.at for look in looks), default=cited)
    return next((due for seconds in LOOKS if (due := later(cited, seconds)) > seen), None)


def failures(looks: Sequence[Look]) -> tuple[Look, ...]:
    """The failed looks in a row that stand at the end, of which each is far enough from the one before to count."""
    counted: list[Look] = []
    for look in looks:
        if look.outcome in ("same", "changed"):
            counted.clear()
        elif look.outcome == "failed" and (not counted or later(counted[-1].at, APART) <= look.at):
            counted.append(look)
    return tuple(counted)


def gone_since(looks: Sequence[Look]) -> Moment | None:
    """When a page was found gone: the time of the last of its failures, where there are enough of them."""
    failed = failures(looks)
    return failed[FAILURES - 1].at if len(failed) >= FAILURES else None


def _seconds(earlier: Moment, later_one: Moment) -> float:
    return (datetime.fromisoformat(later_one) - datetime.fromisoformat(earlier)).total_seconds()
