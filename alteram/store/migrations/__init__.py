"""Alembic's way from every older library to this version's; run when a library is opened for writing."""
