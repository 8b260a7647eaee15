"""Drive an installed Chromium without a window and without a network, over its own pipe: no package is needed.

The browser is started for one page with a profile folder of its own, is told through the DevTools protocol
(https://chromedevtools.github.io/devtools-protocol/: messages of JSON parted by zero bytes on file descriptors 3 and 4)
and is ended with everything it started.
"""

import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from contested.errors import MissingExtraError, OutputError

VARIABLE = "CONTESTED_BROWSER"
PATIENCE = 120.0  # seconds for one answer: a page of a hundred thousand marks takes a while on a slow machine
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "brave")
_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_OPTIONS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--hide-scrollbars",
    "--mute-audio",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # not even a look-up of a name leaves the machine
)
_HAND_OVER = (  # Chromium reads from descriptor 3 and writes to 4
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)


def find_browser() -> Path:
    """Answer the Chromium to use: that of the variable CONTESTED_BROWSER, else the first that is installed.

    Raises `MissingExtraError` when there is none, saying how to get one.
    """
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise MissingExtraError(f"{VARIABLE} is {named!r}, which is no program; give the path of a Chromium")
        return Path(found)
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    for path in (*map(Path, _APPLICATIONS), *_of_playwright()):
        if os.access(path, os.X_OK):
            return path
    raise MissingExtraError(
        "a PDF or PNG needs Chromium (or Chrome or Edge), and none is installed: apt-get install chromium, or "
        f"brew install --cask chromium, or pip install 'contested[print]' && playwright install chromium; or name one "
        f"in {VARIABLE}. The HTML page needs none"
    )


def _of_playwright() -> Iterator[Path]:
    for folder in (Path.home() / ".cache" / "ms-playwright", Path.home() / "Library" / "Caches" / "ms-playwright"):
        for pattern in ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/Chromium"):
            yield from sorted(folder.glob(pattern), reverse=True)


class Browser:
    """A Chromium with one page. Use it in a `with` block: it ends with the block, whatever happens in it."""

    def __init__(self, program: Path) -> None:
        self._program = program
        self._read = self._write = -1
        self._buffer = b""
        self._last = 0
        self._session: str | None = None
        self._events: list[Mapping[str, Any]] = []

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="contested-", ignore_cleanup_errors=True)
        from_us, self._write = map(_high, os.pipe())
        self._read, to_us = map(_high, os.pipe())
        self._said = (Path(self._folder.name) / "said.txt").open("w+b")
        command = [str(self._program), *_OPTIONS, f"--user-data-dir={self._folder.name}/profile", "about:blank"]
        if sys.platform == "linux" and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium refuses to start for root with one
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the user's own browser, told what to open over the pipe
                [sys.executable, "-I", "-c", _HAND_OVER, str(from_us), str(to_us), *command],
                pass_fds=(from_us, to_us),
                stdin=subprocess.DEVNULL,
                stdout=self._said,
                stderr=self._said,
                start_new_session=True,
            )
        finally:
            os.close(from_us)
            os.close(to_us)
        try:
            target = self.ask("Target.createTarget", {"url": "about:blank"})["targetId"]
            self._session = self.ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def ask(self, method: str, values: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Answer what the browser answers to `method`; raise `OutputError` when it refuses, or is silent too long."""
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": dict(values or {})}
        if self._session is not None:
            message["sessionId"] = self._session
        rest = json.dumps(message).encode("utf-8") + b"\0"
        try:
            while rest:
                rest = rest[os.write(self._write, rest) :]
        except BrokenPipeError:
            raise self._failed("has ended") from None
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = self._next(deadline, method)
            if answer.get("id") == self._last:
                break
            self._events.append(answer)
        if "error" in answer:
            raise self._failed(f"refused {method}: {answer['error'].get('message')}")
        result: dict[str, Any] = answer["result"]
        return result

    def wait(self, event: str) -> None:
        """Wait until the browser has told of `event`; raise `OutputError` when it is silent too long."""
        deadline = time.monotonic() + PATIENCE
        while not any(told.get("method") == event for told in self._events):
            self._events.append(self._next(deadline, event))
        self._events.clear()

    def run(self, script: str) -> Any:
        """Answer the value of an expression of JavaScript in the page, waiting for a promise."""
        answer = self.ask("Runtime.evaluate", {"expression": script, "awaitPromise": True, "returnByValue": True})
        if "exceptionDetails" in answer:
            raise self._failed(f"could not run {script[:60]!r}")
        return answer["result"].get("value")

    def _next(self, deadline: float, what: str) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise self._failed(f"did not answer {what} within {PATIENCE:g} s")
            piece = os.read(self._read, 1 << 20)
            if not piece:
                raise self._failed("has ended")
            self._buffer += piece
        message, _, self._buffer = self._buffer.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def _failed(self, what: str) -> OutputError:
        self._said.seek(0)
        lines = [line for line in self._said.read().decode("utf-8", "replace").splitlines() if line.strip()]
        said = f" ({lines[-1].strip()[:300]})" if lines else ""
        return OutputError(f"the browser {self._program} {what}{said}; try another with {VARIABLE}=/path/to/chromium")

    def _end(self) -> None:
        for descriptor in (self._write, self._read):
            os.close(descriptor)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=3)  # it ends by itself when its pipe is closed
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._said.close()
        self._folder.cleanup()


def _high(descriptor: int) -> int:
    """Answer `descriptor` moved out of the way of those that the browser is to have."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return moved
