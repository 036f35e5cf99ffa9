"""Stories: which articles report one event.

Method (DESIGN, "Stories"): candidate pairs from an inverted index, a logistic score on lexical and time features, a
second score from third articles, average linkage of reports on the sparse pair graph; opinion and live pages follow the
story they belong to. What editors have settled (`settle`) is respected. Pure: the result depends on the set of articles
and on the constraints only, not on their order, the hash seed or the clock, and not on whether they came at once
(`group`) or bit by bit (`Grouping`). Figures: `python -m evals.grouping`, `python -m bench.grouping`.
"""

from alteram.stages.stories.constraints import settle
from alteram.stages.stories.grouping import BODY_DAYS, MARGIN_DAYS, Grouping, Loaded, group

__all__ = ["BODY_DAYS", "MARGIN_DAYS", "Grouping", "Loaded", "group", "settle"]
