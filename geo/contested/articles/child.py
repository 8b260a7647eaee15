"""Foreign formats are read in a process of their own, which can be stopped.

The libraries that read web pages, PDFs and feeds take time that grows with the square of what a hostile file holds,
and memory without bounds; no time-out inside one process can stop them. So they run in a child: it gets bytes, answers
JSON, is killed when it takes too long, limits its own memory, and cannot reach the network. A crash of it is one
article's error. It is started when it is first needed and serves one file after another.
"""

import json
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, Self

from contested.errors import ArticleError, MissingExtraError

SECONDS = 30.0
"""The most that one file may take: the largest real pages take 3 s on a slow machine, long PDFs 15 s."""

ANSWER_BYTES = 64_000_000
"""The most that a child may answer: an article is 5 MB, a feed of 1,000 entries ten times that."""

_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from contested.articles.worker import main; main()"
_LENGTH = struct.Struct(">Q")
_TOO_MUCH = b'{"refused": "holds more text than an article can; save the part that matters as .txt"}'
_STDERR_TAIL = 2_000


class Job(StrEnum):
    """What a child can be asked to do with bytes."""

    PAGE = "page"
    FRAGMENT = "fragment"
    PDF = "pdf"
    DOCX = "docx"
    MESSAGE = "message"
    FEED = "feed"


_NEEDS = {
    Job.PAGE: ("html", ("trafilatura", "lxml_html_clean")),
    Job.PDF: ("documents", ("pypdf",)),
    Job.FEED: ("feeds", ("feedparser",)),
}


def check_extra(extra: str, modules: tuple[str, ...], what: str) -> None:
    """Raise `MissingExtraError`, naming the extra to install, unless `modules` are there. They are not imported."""
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise MissingExtraError(
            f"to read {what}, {' and '.join(missing)} must be there; run pip install 'contested[{extra}]'"
        )


@dataclass(slots=True)
class Child:
    """A process that reads foreign formats; close it, or use it in a `with`. Not for several threads at once."""

    seconds: float = SECONDS
    _process: "subprocess.Popen[bytes] | None" = None
    _complaints: IO[bytes] | None = None
    _answers: "SimpleQueue[bytes | None]" = field(default_factory=SimpleQueue)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout, self._complaints):
                if stream is not None:
                    _close(stream)
            self._process = self._complaints = None

    def run(self, job: Job, raw: bytes, *, where: str, options: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Answer what `worker` makes of `raw`.

        Raises `ArticleError`, which begins with `where`, when it can make nothing of it, takes longer than `seconds`,
        needs too much memory or breaks down; and `MissingExtraError` when a library for it is not installed.
        """
        if job in _NEEDS:
            check_extra(*_NEEDS[job], what=_WHAT[job])
        process = self._started()
        thread = threading.Thread(target=self._exchange, args=(process, job, raw, options or {}), daemon=True)
        thread.start()
        try:
            told = self._answers.get(timeout=self.seconds)
        except Empty:
            self._stop(thread)
            raise ArticleError(
                f"{where}: takes longer than {self.seconds:g} s to read; save the article's text as .txt"
            ) from None
        except BaseException:  # Ctrl-C: the answer that is under way must not be taken for the next one
            self._stop(thread)
            raise
        thread.join()
        if told is None:
            why = self._last_words()
            self._stop(thread)
            raise ArticleError(f"{where}: cannot be read ({why}); save the article's text as .txt")
        if told is _TOO_MUCH:
            self.close()
        answer: dict[str, Any] = json.loads(told)
        if "refused" in answer:
            raise ArticleError(f"{where}: {answer['refused']}")
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            here = str(Path(__file__).parents[2])  # the package may lie where only this process looks
            path = json.dumps([entry for entry in sys.path if entry] + [here])
            self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  closed with the process
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own words
                [_interpreter(), "-P", "-X", "utf8", "-c", _START, path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
            )
        return self._process

    def _exchange(self, process: "subprocess.Popen[bytes]", job: Job, raw: bytes, options: Mapping[str, Any]) -> None:
        """Put the answer, or None if there is none, into `_answers`; in a thread, since pipes have no time-out."""
        answer: bytes | None = None
        try:
            if process.stdin is not None and process.stdout is not None:
                head = json.dumps({"job": job.value, "seconds": self.seconds, **options}).encode()
                for block in (head, raw):
                    process.stdin.write(_LENGTH.pack(len(block)))
                    process.stdin.write(block)
                process.stdin.flush()
                length = process.stdout.read(_LENGTH.size)
                size = _LENGTH.unpack(length)[0] if len(length) == _LENGTH.size else 0
                if size > ANSWER_BYTES:
                    process.kill()
                    answer = _TOO_MUCH
                elif size:
                    answer = process.stdout.read(size)
                    answer = answer if len(answer) == size else None
        except (OSError, ValueError):  # it died, or was killed
            answer = None
        self._answers.put(answer)

    def _stop(self, thread: threading.Thread) -> None:
        if self._process is not None:
            self._process.kill()
        thread.join()
        self.close()
        self._answers = SimpleQueue()

    def _last_words(self) -> str:
        """Answer the last line that a process wrote as it broke down."""
        if self._process is None or self._complaints is None:
            return "its reader broke down"
        self._process.kill()  # if it lives, it has closed its end, and nothing more will come
        self._process.wait()
        size = self._complaints.seek(0, 2)
        self._complaints.seek(max(0, size - _STDERR_TAIL))
        lines = self._complaints.read().decode("utf-8", "replace").split("\n")
        words = next((line.strip() for line in reversed(lines) if line.strip()), "")
        if "MemoryError" in words:
            return "it needs too much memory"
        return f"its reader broke down: {words[:200]}" if words else "its reader broke down"


_WHAT = {Job.PAGE: "web pages", Job.PDF: "PDF files", Job.FEED: "feeds"}


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:  # what was still to be written to a dead process
        return


def _interpreter() -> str:
    """Answer the Python to run; inside another program (QGIS) `sys.executable` is that program."""
    if sys.executable and Path(sys.executable).stem.lower().startswith(("python", "pypy")):
        return sys.executable
    for name in ("bin/python3", "python.exe"):
        beside = Path(sys.prefix, name)
        if beside.exists():
            return str(beside)
    raise MissingExtraError(
        "web pages, PDFs and feeds are read by a Python of its own, and none is found; run from Python"
    )
