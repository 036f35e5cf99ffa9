"""What is kept: one protocol, and the stores that honour it."""

from alteram.store.protocol import Captured, Edition, Regrouped, Store, StoryStatus, Traces

__all__ = ["Captured", "Edition", "Regrouped", "Store", "StoryStatus", "Traces"]
