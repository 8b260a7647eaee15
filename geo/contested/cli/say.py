"""What the command says, on standard error: one line a thing, no control characters, a bar only on a terminal."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from contested.errors import OutputError


def plain(text: str) -> str:
    r"""Answer `text` on one line, with whatever a terminal would obey instead of showing written out.

    >>> plain("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def count(number: int, one: str, many: str | None = None) -> str:
    """Answer a number of things in words.

    >>> count(1, "article"), count(2, "status", "statuses")
    ('1 article', '2 statuses')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def answer(text: str) -> None:
    """Write what was asked for to standard output, as UTF-8, whatever the terminal. Raises `OutputError` if closed."""
    if sys.stdout is None:
        raise OutputError("standard output is closed; leave it open, or name a file with -o where there is that option")
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


class Voice:
    """Says what is done and what went wrong; `quiet` leaves only what went wrong."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet

    def say(self, text: str) -> None:
        """Say what is done, unless quiet."""
        if not self.quiet:
            self.complain(text)

    def complain(self, text: str) -> None:
        """Say what is wrong and what to do."""
        if sys.stderr is not None:  # as after 2>&-; print would turn to standard output
            print(f"contested: {plain(text)}", file=sys.stderr, flush=True)

    def bar(self, total: int, unit: str, what: str) -> "Bar":
        """Answer a progress bar, which shows only on a terminal and only once something was done."""
        return Bar(total, unit, what, shown=not self.quiet and sys.stderr is not None and sys.stderr.isatty())

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Say meanwhile what the package logs: notes unless quiet, warnings always."""
        logger = logging.getLogger("contested")
        before = (logger.handlers[:], logger.level, logger.propagate)
        logger.handlers[:] = [_Handler(self)]
        logger.setLevel(logging.WARNING if self.quiet else logging.INFO)
        logger.propagate = False
        try:
            yield
        finally:
            logger.handlers[:] = before[0]
            logger.setLevel(before[1])
            logger.propagate = before[2]


class Bar:
    """A progress bar of whole steps."""

    def __init__(self, total: int, unit: str, what: str, *, shown: bool) -> None:
        self._options: dict[str, Any] = {"total": total, "unit": unit, "desc": what}
        self._shown = shown
        self._bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def step(self) -> None:
        """Move on by one."""
        self.reach(1 + (self._bar.n if self._bar is not None else 0))

    def reach(self, done: int) -> None:
        """Move on to `done` steps."""
        if not self._shown:
            return
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(**self._options, leave=False, file=sys.stderr, dynamic_ncols=True)
        self._bar.update(done - self._bar.n)


class _Handler(logging.Handler):
    """Passes records of the log on to a voice."""

    def __init__(self, voice: Voice) -> None:
        super().__init__()
        self._voice = voice

    def emit(self, record: logging.LogRecord) -> None:
        self._voice.complain(record.getMessage())
