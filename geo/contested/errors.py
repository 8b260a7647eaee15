"""One tree of errors.

Two branches tell a caller what to do: `SkipError` means that one input failed and the rest can go on, `StopError`
means that the run cannot go on. Each class also inherits the builtin that a stranger would catch. Every message says
what is wrong, names the value or file, and says what to do.
"""


class ContestedError(Exception):
    """Base of every error raised by this package."""


class SkipError(ContestedError):
    """One input could not be used; the others are unaffected."""


class StopError(ContestedError):
    """The run cannot go on."""


class ArticleError(SkipError, ValueError):
    """An article could not be read: missing, empty, binary, in an unknown encoding, too large."""


class NoArticlesError(StopError, FileNotFoundError):
    """Nothing that could be read as an article was found."""


class TheatreError(StopError, ValueError):
    """A theatre's data is broken. The message names the file, the row and the remedy."""


class UnknownTheatreError(StopError, LookupError):
    """No theatre of that name is known."""


class UnknownPlaceError(StopError, LookupError):
    """No place of that name or id is known."""


class DataError(StopError, FileNotFoundError):
    """Shipped reference data is missing or damaged."""


class RecordError(StopError, ValueError):
    """A record breaks one of its own rules, for instance a span outside its text."""


class FrameError(StopError, ValueError):
    """A frame does not follow the schema: a column is missing, of the wrong type, or out of its vocabulary."""


class CRSError(FrameError):
    """A frame is in another coordinate reference system than EPSG:4326, or in none."""


class OutputError(StopError, OSError):
    """A result could not be written. Nothing that stood there before was changed."""


class MissingExtraError(StopError, ImportError):
    """An optional dependency is needed. The message names the extra to install."""
