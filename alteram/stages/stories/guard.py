"""Which pairs may be joined at all: one that no third article speaks for needs evidence of its own.

The second score learns from sets in which most articles have partners: that nobody near speaks for anyone else, or that
two have faint neighbours in common, is much there. Elsewhere it would make stories of articles that are merely alone,
or merely of one affair (docs/grouping.md).
"""

from dataclasses import dataclass

import numpy as np

from alteram.stages.stories.rows import Flags, Floats


@dataclass(frozen=True, slots=True)
class Guard:
    """Bounds, as first logits but where said otherwise.

    Third articles speak for a pair from a likeness (`neighbours.SECOND`) of `likeness` on. Any other pair needs
    `alone`, or `close` where both are of one day or the next, both have at least `words` words of body (of short texts
    a few words in common make a high logit), and the strongest rival has a probability of at most `rival`.
    """

    likeness: float
    alone: float
    close: float
    words: int
    rival: float

    def passed(self, likeness: Floats, logits: Floats, rivals: Floats, gaps: Floats, words: Floats) -> Flags:
        """Which pairs may be joined; `gaps` are whole days, infinite where a time is unknown, `words` those of the
        shorter body.
        """
        close = (gaps <= 1.0) & (words >= self.words) & (rivals <= self.rival)
        least = np.where(close, self.close, self.alone)
        found: Flags = (likeness >= self.likeness) | (logits >= least)
        return found


GUARD = Guard(likeness=0.3, alone=-1.4, close=-3.0, words=150, rival=0.1)
