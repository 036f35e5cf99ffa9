"""The nouns of Alteram: frozen, slotted dataclasses without I/O, on the standard library only."""
