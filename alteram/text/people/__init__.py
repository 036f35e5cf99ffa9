"""Whom a capitalised sequence names, who is a person, and which titles accuse one."""
