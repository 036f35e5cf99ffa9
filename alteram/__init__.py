"""Alteram: briefs that a reader can check word by word."""

__version__ = "0.1.0"
