"""Three weeks of articles, one by one: from a folder through the atlas into a page that stays open."""

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading

import pytest

pytest.importorskip("watchfiles")
pytest.importorskip("uvicorn")

pytestmark = pytest.mark.long  # whole programs beside a browser: two minutes, most of them of reading

PATIENCE_S = 240  # the index of the world's places may have to be built first


class Program:
    """A `contested` that runs beside the test; its lines can be waited for."""

    def __init__(self, *words):
        self._running = subprocess.Popen(
            [sys.executable, "-m", "contested", *map(str, words)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ,
        )
        self._lines = queue.Queue()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self):
        for line in self._running.stderr:
            self._lines.put(line)
        self._lines.put(None)

    def line(self, pattern):
        """Wait for a line that fits; fail with all that was said when the program ends without it."""
        said = []
        while True:
            line = self._lines.get(timeout=PATIENCE_S)
            if line is None:
                pytest.fail(f"the program ended; it said: {''.join(said)}")
            said.append(line)
            found = re.search(pattern, line)
            if found:
                return found

    def interrupt(self):
        """Press Ctrl-C and answer the exit code."""
        self._running.send_signal(signal.SIGINT)
        return self._running.wait(timeout=PATIENCE_S)

    def end(self):
        if self._running.poll() is None:
            self._running.kill()
            self._running.wait()
        self._reading.join()
        self._running.stderr.close()


@pytest.fixture
def start():
    started = []

    def program(*words):
        started.append(Program(*words))
        return started[-1]

    yield program
    for one in started:
        one.end()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(60_000)
    opened = context.new_page()
    opened.said = []
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    yield opened
    context.close()


def test_an_open_page_follows_three_weeks_of_articles(start, page, repository, tmp_path):
    series = sorted((repository / "tests" / "fixtures" / "series" / "articles").iterdir())
    folder, atlas, saved = tmp_path / "in", tmp_path / "atlas.gpkg", tmp_path / "live.html"
    folder.mkdir()
    shutil.copy(series[0], folder)
    watching = start("watch", folder, "--atlas", atlas, "--map", saved, "--theatre", "gaza")
    watching.line(r"1 new article")
    serving = start("serve", atlas, "--port", "0")
    page.goto(serving.line(r"(http://127\.0\.0\.1:\d+/)")[1])
    page.evaluate("window.neverReloaded = true")
    assert page.locator(".masthead time").first.get_attribute("datetime") == "2031-03-03"
    for article in series[1:]:
        unfinished = folder / f".{article.name}"
        shutil.copy(article, unfinished)
        unfinished.rename(folder / article.name)
        watching.line(r"1 new article")
    page.wait_for_function("document.querySelector('.masthead time')?.getAttribute('datetime') === '2031-03-23'")
    page.wait_for_function("[...document.querySelectorAll('.below tbody tr')].length > 60")
    page.screenshot(path=tmp_path / "live.png")
    assert page.evaluate("window.neverReloaded") is True
    assert page.locator("input[type=range]").get_attribute("max") != "0"
    assert page.locator(".timebar").count() == 1
    assert page.said == []
    assert watching.interrupt() == 0
    assert serving.interrupt() == 0
    assert "2031-03-23" in saved.read_text(encoding="utf-8")
