"""Fictional worlds with known truth, and the laws that briefs of their coverage keep."""
