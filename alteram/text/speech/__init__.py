"""Who says what: verbs, nouns and adjectives of saying, how far words reach, what kind of source speaks."""
