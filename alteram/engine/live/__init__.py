"""The live way in: what is due is asked for, and what comes is archived, read and kept, one small step at a time.

`runner` takes the steps over a durable table of jobs; `schedule` says when what is due again.
"""

from alteram.engine.live.runner import Runner, Scope
from alteram.engine.live.tally import FetchReport, Tally

__all__ = ["FetchReport", "Runner", "Scope", "Tally"]
