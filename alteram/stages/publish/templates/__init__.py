"""The page templates and the one style sheet, read as package data."""
