"""Examples that run: each is shown, with what it prints, by a page in docs/."""
