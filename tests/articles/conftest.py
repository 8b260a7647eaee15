"""A web server on this machine that behaves as a test says, and a process that reads documents."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from contested.articles.child import Child


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        behaviour = self.server.pages.get(self.path, (404, b"", {}))
        if isinstance(behaviour, list):  # one after another, the last for ever
            behaviour = behaviour.pop(0) if len(behaviour) > 1 else behaviour[0]
        if callable(behaviour):
            behaviour(self)
            return
        status, body, headers = behaviour
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_args):
        """Say nothing when a client hangs up, as it should."""


class Site:
    """What a test sees of the server: `pages` (path → answer, list of answers, or callable) and what was `asked`."""

    def __init__(self) -> None:
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.pages, self.server.asked = {}, []
        self.server.over = threading.Event()
        self.pages, self.asked, self.over = self.server.pages, self.server.asked, self.server.over
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()


@pytest.fixture
def site():
    running = Site()
    yield running
    running.close()


@pytest.fixture(scope="session")
def child():
    with Child() as running:
        yield running
