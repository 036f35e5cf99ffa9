"""Commands for those who work on Alteram itself; none of them ships with the package."""
