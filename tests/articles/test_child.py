import subprocess
import sys

import pytest

from contested.articles import child as child_module
from contested.articles import iter_received
from contested.articles.child import Child, Job
from contested.errors import ArticleError, MissingExtraError


@pytest.fixture
def doing(monkeypatch):
    """Let a child do what a test says, in place of reading."""

    def start(code: str, **options) -> Child:
        script = (
            "import sys, json, os, time, socket\nsys.path[:] = json.loads(sys.argv[1])\n"
            "from contested.articles import worker\n"
            f"def read(raw, task):\n    {code}\n"
            "worker._reader = lambda job: read\nworker.main()\n"
        )
        monkeypatch.setattr(child_module, "_START", script)
        started.append(Child(**options))
        return started[-1]

    started: list[Child] = []
    yield start
    for one in started:
        one.close()


def test_a_child_serves_one_file_after_another():
    with Child() as child:
        for number in range(3):
            assert child.run(Job.FRAGMENT, f"<p>{number}".encode(), where="a") == {"text": str(number)}


def test_what_takes_too_long_is_ended_and_the_next_file_is_read(doing):
    child = doing("return time.sleep(60 if raw == b'slow' else 0) or {'text': 'x'}", seconds=1.5)
    with pytest.raises(ArticleError, match=r"^a: takes longer than 1\.5 s to read; save the article's text as \.txt$"):
        child.run(Job.FRAGMENT, b"slow", where="a")
    assert child.run(Job.FRAGMENT, b"fast", where="a") == {"text": "x"}


def test_what_breaks_down_is_told_by_its_last_words_and_the_next_file_is_read(doing):
    child = doing("return {'text': 1 // len(raw)}")
    with pytest.raises(ArticleError, match=r"a: cannot be read \(its reader broke down: ZeroDivisionError"):
        child.run(Job.FRAGMENT, b"", where="a")
    assert child.run(Job.FRAGMENT, b"1", where="a") == {"text": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_what_eats_memory_is_ended(doing):
    child = doing("return {'text': len(bytes(3_000_000_000))}")
    with pytest.raises(ArticleError, match="it needs too much memory"):
        child.run(Job.FRAGMENT, b"", where="a")


def test_what_answers_too_much_is_ended(doing, monkeypatch):
    monkeypatch.setattr(child_module, "ANSWER_BYTES", 1_000)
    child = doing("return {'text': 'x' * 10_000}")
    for _ in range(2):
        with pytest.raises(ArticleError, match="a: holds more text than an article can"):
            child.run(Job.FRAGMENT, b"", where="a")


@pytest.mark.parametrize("code", ["os._exit(0)", "os.abort()", "sys.exit('over')", "print('words') or os._exit(1)"])
def test_what_ends_at_once_is_told(doing, code):
    with pytest.raises(ArticleError, match="a: cannot be read"):
        doing(code).run(Job.FRAGMENT, b"", where="a")


def test_what_a_library_prints_does_not_break_an_answer(doing):
    assert doing("print('words') or sys.stdout.flush(); return {'text': 'x'}").run(Job.FRAGMENT, b"", where="a") == {
        "text": "x"
    }


@pytest.mark.parametrize(
    "code",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('example.org', 80)",
        "os.system('true')",
        "__import__('subprocess').run(['true'])",
    ],
)
def test_a_reader_cannot_reach_the_network_or_start_programs(doing, code):
    with pytest.raises(ArticleError, match="a document's reader has no business with"):
        doing(code).run(Job.FRAGMENT, b"", where="a")


def test_a_child_ends_when_its_parent_does():
    code = (
        "import os; from contested.articles.child import Child, Job\n"
        "child = Child(); child.run(Job.FRAGMENT, b'x', where='a'); print(child._process.pid, flush=True); os._exit(0)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.strip().isdigit()
    assert ended.stderr == ""


def test_a_closed_child_leaves_no_process():
    child = Child()
    child.run(Job.FRAGMENT, b"x", where="a")
    process = child._process
    child.close()
    assert process.poll() is not None


def test_reading_that_is_given_up_leaves_no_process(tmp_path, monkeypatch):
    seen = []
    close = Child.close
    monkeypatch.setattr(Child, "close", lambda self: (seen.append(self._process), close(self))[1])
    for name in "ab":
        (tmp_path / f"{name}.eml").write_text("Subject: x\n\nForces left Rafah.")
    articles = iter_received([tmp_path])
    next(articles)
    articles.close()
    assert seen[0].poll() is not None


def test_no_process_is_started_for_plain_text(tmp_path, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", None)
    (tmp_path / "a.txt").write_text("Forces left Rafah.")
    assert len(list(iter_received([tmp_path]))) == 1


@pytest.mark.parametrize(
    ("job", "extra", "module"),
    [(Job.PAGE, "html", "trafilatura"), (Job.PDF, "documents", "pypdf"), (Job.FEED, "feeds", "feedparser")],
)
def test_a_missing_library_is_named_with_its_extra(monkeypatch, job, extra, module):
    monkeypatch.setattr(child_module, "find_spec", lambda _module: None)
    with Child() as child, pytest.raises(MissingExtraError, match=rf"{module}.*pip install 'contested\[{extra}\]'"):
        child.run(job, b"x", where="a")


@pytest.mark.parametrize(
    ("name", "extra"),
    [("a.html", "html"), ("a.pdf", "documents"), ("a.rss", "feeds"), ("a.warc", "warc"), ("a.parquet", "parquet")],
)
def test_with_a_library_missing_one_article_fails_and_the_rest_goes_on(tmp_path, monkeypatch, name, extra):
    monkeypatch.setattr(child_module, "find_spec", lambda _module: None)
    (tmp_path / name).write_bytes(b"%PDF <p>Forces left Rafah.")
    (tmp_path / "b.txt").write_text("Forces left Rafah.")
    failed, received = iter_received([tmp_path])
    assert f"pip install 'contested[{extra}]'" in str(failed)
    assert isinstance(failed.__cause__, MissingExtraError)
    assert received.article.name == "b"


@pytest.mark.parametrize(("executable", "found"), [("/opt/qgis/bin/qgis", False), ("/usr/bin/python3.12", True)])
def test_another_program_that_embeds_python_is_not_started(monkeypatch, executable, found):
    monkeypatch.setattr(sys, "executable", executable)
    assert (child_module._interpreter() == executable) is found
