"""A module that starts a thread when it is imported, as some number crunchers do."""

import os
import threading

IMPORTER = os.getpid()
threading.Thread(target=threading.Event().wait, daemon=True).start()


def importer_and_self(_: object) -> tuple[int, int]:
    """The process that imported this module, and the one that runs the function."""
    return IMPORTER, os.getpid()
