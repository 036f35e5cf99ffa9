"""Facts and headlines of a dossier, proposed as edit scripts in order of worth; the gates decide what is published."""

from alteram.stages.facts.editing import edited, retells
from alteram.stages.facts.proposals import Proposal, propose

__all__ = ["Proposal", "edited", "propose", "retells"]
