"""Settings: every number that bounds what Alteram takes in, and what a public site must say of its publisher."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on foreign input. Bytes unless the name says otherwise."""

    page_bytes: int = 8 * 1024 * 1024
    """A page after decompression; real news pages of the measured sets stay below 2 MB."""
    line_bytes: int = 4 * 1024 * 1024
    """One line of an article file."""
    archive_record_bytes: int = 32 * 1024 * 1024
    """One record of a web archive after decompression."""
    archive_records: int = 1_000_000
    """Records that are read of one web archive."""
    text_characters: int = 400_000
    """A canonical text; longer ones are refused, not cut."""
    child_memory_bytes: int = 1024 * 1024 * 1024
    """Address space a parsing child may add to what it starts with."""
    child_cpu_seconds: float = 8.0
    """CPU time for one document."""
    child_wall_seconds: float = 12.0
    """Wall time for one document."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who stands behind a public site. All three are needed to publish, or `--private`."""

    name: str = ""
    contact: str = ""
    corrections: str = ""

    @property
    def complete(self) -> bool:
        """Whether a public site may name this publisher."""
        return bool(self.name and self.contact and self.corrections)


@dataclass(frozen=True, slots=True)
class Rules:
    """When a story gets a brief, and how long briefs are (DESIGN of the form: 4 to 8 facts of 15 to 45 words)."""

    least_outlets: int = 2
    least_facts: int = 3
    most_facts: int = 8
    least_confidence: float = 0.6
    """No fact comes from a page whose two extractors agree less than this."""


LIMITS = Limits()
RULES = Rules()
