"""Figures that differ because other people are counted: a part of the whole, or with the attacker.

Only what an article tells first is set beside what another tells first: whoever reads one alone takes its figure for
the toll. A part that is not smaller than its whole, or a toll with the attacker that is not a little larger than the
one without, is no matter of scope, and nothing is said of it.
"""

import re
from collections.abc import Iterable, Iterator

from alteram.model.briefs import Disagreement, Slot
from alteram.model.outlets import Registry
from alteram.stages.disagreements.claims import Claim
from alteram.stages.disagreements.figures import ATTACKER_INCLUDED, noun_phrase
from alteram.stages.disagreements.lexicon import listed
from alteram.stages.disagreements.sides import Camp, side
from alteram.stages.disagreements.writing import write
from alteram.text.quantities import compatible

WHOLE = "people"
"""Who is counted where nothing narrows it."""
REST = "others"
"""Those who are left when some are named: of no use beside a whole."""
CROWD = "attended"
"""Crowds are several at one event: a smaller one is no part of a larger one."""
MOST_ATTACKERS = 4
"""By how many a toll with the attackers is larger."""


def scopes(every: Iterable[Claim], registry: Registry) -> Iterator[Disagreement]:
    """What different articles tell first of one act, where they count different people."""
    told: dict[str, dict[int, Claim]] = {}
    for claim in sorted(every, key=lambda claim: (claim.n, claim.reading.paragraph == 0, claim.quantity.start)):
        if claim.figure.unit == "people" and claim.lead and claim.figure.predicate not in (CROWD, *listed("loose")):
            told.setdefault(claim.figure.predicate, {}).setdefault(claim.n, claim)
    for predicate, firsts in told.items():
        groups = tuple(_groups(tuple(firsts.values())))
        if len(groups) > 1:
            sentence = write("d", "scope", groups, registry)
            yield Disagreement(
                sentence, "scope", Slot(predicate, WHOLE, "", ""), tuple(side(camp, whom=True) for camp in groups)
            )


def _groups(firsts: tuple[Claim, ...]) -> Iterator[Camp]:
    """The latest toll of all, then the latest of each narrower or wider group that fits beside it."""
    latest: dict[str, Claim] = {}
    for claim in sorted(firsts, key=lambda claim: (claim.given or "", claim.key)):
        latest[claim.figure.who] = claim
    whole = latest.pop(WHOLE, None)
    if whole is None:
        return
    beside = [claim for who, claim in sorted(latest.items()) if who != REST and _fits(claim, whole)]
    if beside:
        yield Camp((whole,))
        yield from (Camp((claim,)) for claim in beside)


_ATTACKERS = frozenset(
    ("suspect", "suspects", "gunman", "gunmen", "attacker", "attackers", "shooter", "bomber", "bombers")
)
_AND_SO_MANY = re.compile(r" and (?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|dozens of) [a-z]")
_SO_MANY_AND = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:[\w.-]+ ){1,4}and $", re.IGNORECASE
)


def _is_listed(claim: Claim) -> bool:
    """Whether a count is one of several that add up: "two women and one man"."""
    text, quantity = claim.article.text, claim.quantity
    end = noun_phrase(text, quantity, claim.reading.span[1])[1]
    before = text[max(claim.reading.span[0], quantity.start - 60) : quantity.start]
    return bool(_AND_SO_MANY.match(text, end) or _SO_MANY_AND.search(before))


def _fits(claim: Claim, whole: Claim) -> bool:
    """Whether one count can be of a part of the other's people, or of them and the attackers."""
    mine, all_of_them = claim.quantity, whole.quantity
    if compatible(mine, all_of_them) or claim.figure.who.rpartition(" ")[2] in _ATTACKERS or _is_listed(claim):
        return False
    if claim.article.outlet == whole.article.outlet or (claim.where and whole.where and claim.where != whole.where):
        return False
    if claim.figure.who == f"{WHOLE}{ATTACKER_INCLUDED}":
        return all_of_them.high < mine.low <= all_of_them.high + MOST_ATTACKERS
    return ATTACKER_INCLUDED not in claim.figure.who and mine.high < all_of_them.low
