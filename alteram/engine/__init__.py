"""Reads and writes: carries articles through the stages and keeps what they decide."""
