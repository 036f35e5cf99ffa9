"""Clauses inside: verbs, predicates, adjuncts, asides, openings, and what may be left out of a sentence."""
