"""The error tree, drawn once. Every message says what happened, where, and what to do.

AlteramError
├── UsageError            wrong usage, or a path that does not exist            (exit 2)
├── NotFound              no such story, article or outlet                      (exit 1)
├── NotEnough             a story that may not have a brief, with the reason    (exit 1)
├── LibraryError          the library folder cannot be read or written          (exit 1)
│   ├── LibraryTooNew     written by a later version of Alteram
│   ├── LibraryLocked     another process is writing to it
│   └── LibraryFull       the disk is full; nothing acknowledged was lost
├── ArchiveError          a record of the web archive is missing or damaged     (exit 1)
├── RegistryError         an outlet file is wrong; names the file and the line  (exit 1)
└── PublishRefused        the folder or the settings do not allow to publish    (exit 1)

A bad *datum* is none of these: it is a `Failure` (alteram.model.articles), stored and shown.
"""


class AlteramError(Exception):
    """Something that the user can act on; `exit_code` is what the command line ends with."""

    exit_code = 1


class UsageError(AlteramError):
    """Wrong usage, or a path that does not exist."""

    exit_code = 2


class NotFound(AlteramError):
    """The story, article or outlet that was asked for is not in the library."""


class NotEnough(AlteramError):
    """The story is there, but may not have a brief; the message gives its counts."""


class LibraryError(AlteramError):
    """The library folder cannot be read or written."""


class LibraryTooNew(LibraryError):
    """The library was written by a later version of Alteram."""


class LibraryLocked(LibraryError):
    """Another process is writing to the library."""


class LibraryFull(LibraryError):
    """The disk is full."""


class ArchiveError(AlteramError):
    """A record of the web archive is missing or damaged."""


class RegistryError(AlteramError):
    """An outlet file is wrong."""


class PublishRefused(AlteramError):
    """The folder or the settings do not allow to publish."""
