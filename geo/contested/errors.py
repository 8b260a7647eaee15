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


class FetchError(ArticleError, ConnectionError):
    """A page or feed could not be had from the web: down, slow, endless, refused, or leading to a private address.

    `status` is what the server answered, if it did; `retry_after_s` how long it asks to be left alone, in seconds.
    """

    def __init__(self, message: str, *, status: int | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after_s = retry_after_s


class NoArticlesError(StopError, FileNotFoundError):
    """Nothing that could be read as an article was found."""


class TheatreError(StopError, ValueError):
    """A theatre's data is broken. The message names the file, the row and the remedy."""


class UnknownTheatreError(StopError, LookupError):
    """No theatre of that name is known."""


class UnknownPlaceError(StopError, LookupError):
    """No place of that name or id is known."""


class AmbiguousPlaceError(UnknownPlaceError):
    """Several places bear that name. The message lists their ids."""


class DataError(StopError, FileNotFoundError):
    """Shipped reference data is missing or damaged."""


class RecordError(StopError, ValueError):
    """A record breaks one of its own rules, for instance a span outside its text."""


class GeocoderOptionError(RecordError):
    """The online geocoder that was asked for cannot be opened."""


class FrameError(StopError, ValueError):
    """A frame does not follow the schema: a column is missing, of the wrong type, or out of its vocabulary."""


class CRSError(FrameError):
    """A frame is in another coordinate reference system than EPSG:4326, or in none."""


class FilterError(StopError, ValueError):
    """A filter cannot be read, or asks what cannot be asked. The message says where and what was probably meant."""


class OutputError(StopError, OSError):
    """A result could not be written. Nothing that stood there before was changed."""


class MissingExtraError(StopError, ImportError):
    """An optional dependency is needed. The message names the extra to install."""


class AtlasError(StopError, OSError):
    """An atlas could not be opened, read or written. What was acknowledged before is still there."""


class NoAtlasError(AtlasError, FileNotFoundError):
    """There is no atlas of that name."""


class AtlasFormatError(AtlasError, ValueError):
    """What stands there is no atlas, is damaged, or was written by a newer version."""


class AtlasBusyError(AtlasError, TimeoutError):
    """Another program kept the atlas locked for too long."""


class AtlasFullError(AtlasError):
    """There is no room for what was to be recorded. Nothing of it was."""


class UnknownArticleError(StopError, LookupError):
    """The atlas has no article of that id."""
