"""The child's side: bytes in, JSON out, until standard input ends. Started by `child` only.

What a reader raises other than `Unreadable` ends the process; the parent tells its last line and starts another.
"""

import json
import logging
import signal
import struct
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import IO, Any

from contested.articles.readers import Unreadable

MEMORY_BYTES = 2_000_000_000
"""The address space of the process: a page of 10 MB takes 400 MB of it, a PDF of 25 MB and its fonts 600 MB."""

_LENGTH = struct.Struct(">Q")
_SHUT = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
)

_READERS = {
    "page": ("page", "read_page"),
    "fragment": ("markup", "read_fragment"),
    "pdf": ("pdf", "read_pdf"),
    "docx": ("docx", "read_docx"),
    "message": ("message", "read_message"),
    "feed": ("feed", "read_feed"),
}

Reader = Callable[[bytes, Mapping[str, Any]], dict[str, Any]]


def main() -> None:
    """Serve the parent until it closes standard input or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer, who then ends this process
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not break the answers
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    _limit_memory()
    sys.addaudithook(_refuse_the_world)
    while True:
        head, raw = _block(sys.stdin.buffer), _block(sys.stdin.buffer)
        if head is None or raw is None:
            return
        task = json.loads(head)
        _limit_time(task["seconds"])
        try:
            answer = _reader(task["job"])(raw, task)
        except Unreadable as error:
            answer = {"refused": str(error)}
        told = json.dumps(answer).encode()
        answers.write(_LENGTH.pack(len(told)))
        answers.write(told)
        answers.flush()


def _reader(job: str) -> Reader:
    """Answer the reader for a job; each brings its library in only when it is first needed."""
    module, name = _READERS[job]
    reader: Reader = getattr(import_module(f"contested.articles.readers.{module}"), name)
    return reader


def _block(stream: IO[bytes]) -> bytes | None:
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(length)
    block = stream.read(size)
    return block if len(block) == size else None


def _limit_memory() -> None:
    """Let nothing take more than `MEMORY_BYTES`, where the system can (not on Windows)."""
    try:
        import resource  # noqa: PLC0415  there is none on Windows
    except ImportError:
        return
    for limit, value in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        _, most = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if most == resource.RLIM_INFINITY else min(value, most), most))


def _limit_time(seconds: float) -> None:
    """End this process if it works on after its parent died: normally the parent is there first."""
    try:
        import resource  # noqa: PLC0415  there is none on Windows
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 5, most))


def _refuse_the_world(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _SHUT:
        raise PermissionError(f"a document's reader has no business with {event}")
