"""Whose view it is: opinion by its words, positions and their arguments, stances and camps."""
