"""Figures: numerals, their units, and what only looks like a count."""
