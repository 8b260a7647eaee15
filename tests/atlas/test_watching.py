"""Folders and feeds watched: whole files only, each once for each content, and the page after each update."""

from pathlib import Path
from threading import Event
from types import MappingProxyType, SimpleNamespace

import pytest

from conftest import CAPTURED, DENIED, HELD
from contested.articles import ReadOptions
from contested.articles.feed_state import FeedState
from contested.articles.web import Answer
from contested.atlas.noticing import Settling, noticed
from contested.atlas.watch import WatchOptions, watch
from contested.errors import AtlasBusyError, NoArticlesError

pytest.importorskip("watchfiles")


# --------------------------------------------------------------------------------------- whole files


class Hand:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def settling():
    return Settling(clock=Hand(), quiet_s=1.0)


def rested(settling, seconds):
    settling.clock.now += seconds
    return [path.name for path in settling.rested()]


def test_a_file_is_taken_once_it_rests(settling, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("half of")
    settling.notice([path])
    assert rested(settling, 0.5) == []
    path.write_text("half of an article, and the other half")
    assert rested(settling, 0.6) == []
    assert rested(settling, 0.6) == []
    assert rested(settling, 0.6) == ["a.txt"]
    assert rested(settling, 9) == []


def test_a_file_noticed_again_without_a_change_is_not_taken_again(settling, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("an article")
    settling.notice([path])
    assert rested(settling, 2) == ["a.txt"]
    settling.notice([path])
    assert rested(settling, 2) == []
    path.write_text("another article")
    settling.notice([path])
    assert rested(settling, 2) == ["a.txt"]


def test_hidden_unfinished_empty_and_vanished_files_are_left_alone(settling, tmp_path):
    names = [".hidden.txt", "a.txt.part", "b.crdownload", "empty.txt", "gone.txt"]
    paths = [tmp_path / name for name in names]
    for path in paths[:4]:
        path.write_text("" if path.name == "empty.txt" else "text")
    settling.notice(paths)
    assert rested(settling, 5) == []


def test_what_is_no_folder_cannot_be_watched(tmp_path):
    with pytest.raises(NoArticlesError, match="is no folder that could be watched"):
        next(noticed([tmp_path / "none"], Event()))


# --------------------------------------------------------------------------------------- into the atlas


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def watched(atlas, folder, tmp_path):
    """Watch a folder; answers the updates, the event that ends them, the problems and the page."""

    told = SimpleNamespace(stop=Event(), problems=[], page=tmp_path / "live.html")
    options = WatchOptions(page=told.page, reading=ReadOptions(outlet="Invented Wire"))
    told.updates = watch(atlas, [folder], options=options, stop=told.stop, on_problem=told.problems.append)
    yield told
    told.stop.set()
    assert list(told.updates) == []


def write(folder: Path, name: str, text: str):
    (folder / name).write_text(text + "\n\nThis text was made up to test software; none of it happened.")


def test_what_is_there_and_what_comes_is_added_and_drawn(watched, folder, atlas):
    write(folder, "one.txt", CAPTURED)
    assert next(watched.updates).counts["articles_new"] == 1
    write(folder, "two.txt", HELD)
    assert next(watched.updates).new["place"].tolist() == ["Khan Younis"]
    watched.stop.set()
    assert list(watched.updates) == []
    page = watched.page.read_text(encoding="utf-8")
    assert "Rafah" in page
    assert "Khan Younis" in page


def test_a_bad_file_is_told_and_the_watching_goes_on(watched, folder):
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02\xff\xfe" * 50)
    assert next(watched.updates).counts["failed"] == 1
    assert "bad.txt" in watched.problems[0]
    write(folder, "good.txt", CAPTURED)
    assert next(watched.updates).counts["articles_new"] == 1


def test_a_page_that_cannot_be_written_is_told_and_the_watching_goes_on(watched, folder):
    watched.page.mkdir()
    write(folder, "one.txt", CAPTURED)
    next(watched.updates)
    write(folder, "two.txt", DENIED)
    assert next(watched.updates).counts["articles_new"] == 1
    assert str(watched.page) in watched.problems[0]


def test_what_a_busy_atlas_refuses_is_added_later(watched, folder, atlas, monkeypatch):
    add, tries = atlas.add, []

    def busy_once(articles, **options):
        tries.append(len(articles))
        if len(tries) == 1:
            raise AtlasBusyError("another program keeps it locked")
        return add(articles, **options)

    monkeypatch.setattr(atlas, "add", busy_once)
    write(folder, "one.txt", CAPTURED)
    assert next(watched.updates).counts["articles_new"] == 1
    assert (tries, watched.problems) == ([1, 1], ["another program keeps it locked"])


def test_a_file_that_is_written_on_supersedes_what_it_was(watched, folder, atlas):
    write(folder, "one.txt", CAPTURED)
    next(watched.updates)
    write(folder, "one.txt", f"{CAPTURED} {HELD}")
    update = next(watched.updates)
    assert update.counts["articles_superseded"] == 1
    assert sorted(atlas.claims()["place"]) == ["Khan Younis", "Rafah"]


def test_a_file_that_becomes_another_article_supersedes_nothing(watched, folder, atlas):
    (folder / "latest.txt").write_text(CAPTURED)
    next(watched.updates)
    (folder / "latest.txt").write_text(HELD)
    assert next(watched.updates).counts["articles_superseded"] == 0
    assert sorted(atlas.claims()["place"]) == ["Khan Younis", "Rafah"]


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Invented Wire</title>
<link>https://wire.example/</link><item><title>[Invented] Rafah</title><link>https://wire.example/1</link>
<pubDate>Mon, 03 Mar 2031 18:00:00 GMT</pubDate><description>{CAPTURED}</description></item></channel></rss>"""


def test_entries_of_a_feed_are_added_and_what_the_feed_needs_is_remembered(atlas):
    pytest.importorskip("feedparser")
    asked = []

    def fetch(url, *, headers=MappingProxyType({})):
        asked.append((url, dict(headers)))
        if url.endswith("/robots.txt"):
            return Answer(url=url, status=200, body=b"")
        return Answer(url=url, status=200, body=FEED.encode(), headers={"etag": '"one"'})

    stop, problems = Event(), []
    options = WatchOptions(fetch=fetch)
    updates = watch(atlas, ["https://wire.example/feed.xml"], options=options, stop=stop, on_problem=problems.append)
    update = next(updates)
    stop.set()
    assert list(updates) == []
    assert (update.counts["articles_new"], update.new["place"].tolist(), problems) == (1, ["Rafah"], [])
    kept = FeedState.from_json(atlas.store.settings()["feed https://wire.example/feed.xml"])
    assert kept.etag == '"one"'
    assert [url for url, _ in asked] == ["https://wire.example/robots.txt", "https://wire.example/feed.xml"]
