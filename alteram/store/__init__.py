"""What is kept: one protocol, and the stores that honour it."""

from alteram.store.protocol import Edition, Store, StoryStatus

__all__ = ["Edition", "Store", "StoryStatus"]
