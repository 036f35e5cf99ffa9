"""The gates: whether a published sentence replays from its passages, and says nothing that they do not.

This room knows nothing of how a sentence was made. It recomputes clause bounds, governors, names, figures and origins
from the archived text and takes no label, standing or citation on trust. See docs/formats.md for the seven gates.
"""

from alteram.stages.verify.briefs import Verdict, check_brief
from alteram.stages.verify.denials import is_denied
from alteram.stages.verify.gates import check_sentence
from alteram.stages.verify.parts import Finding, Reference, Role
from alteram.stages.verify.titles import printed_title

__all__ = ["Finding", "Reference", "Role", "Verdict", "check_brief", "check_sentence", "is_denied", "printed_title"]
