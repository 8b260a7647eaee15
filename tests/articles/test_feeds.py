from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial

import pytest

from contested.articles import feeds
from contested.articles.feed_state import FeedState
from contested.articles.feeds import FeedOptions
from contested.articles.received import FieldSource
from contested.articles.web import Answer
from contested.errors import ArticleError, FetchError, RecordError
from contested.model import TimePrecision

URL = "https://wire.example/feed"
NOW = datetime(2031, 3, 3, 12, 0, tzinfo=UTC)
LONG = "Forces left Rafah on Monday, officials of the town said, and families went home. " * 12


def item(key: str, text: str = "Forces left Rafah.", *, hour: int = 8, link: str | None = None) -> str:
    when = format_datetime(datetime(2031, 3, 3, hour, tzinfo=UTC))
    return (
        f"<item><guid>{key}</guid><title>Title {key}</title><link>{link or f'/{key}?utm_source=rss'}</link>"
        f"<pubDate>{when}</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
    )


def rss(*items: str) -> bytes:
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>The Wire</title><language>en-GB</language>'
    return f"{head}{''.join(items)}</channel></rss>".encode()


@pytest.fixture(scope="module")
def poll(child):
    return partial(feeds.poll, child=child)


@pytest.fixture(scope="module")
def feed_drafts(child):
    return partial(feeds.feed_drafts, child=child)


class Web:
    """A web of a few pages: address → body, status, or error; what is not there is 404."""

    def __init__(self, **pages):
        self.pages = {URL: rss(item("a"), item("b", "Clashes in Jabalia.", hour=7)), **pages}
        self.asked = []

    def __call__(self, url, *, headers=None):
        self.asked.append((url, dict(headers or {})))
        page = self.pages.get(url, 404)
        if isinstance(page, FetchError):
            raise page
        if isinstance(page, int) and page != 304:
            raise FetchError(f"{url}: the server answers {page}", status=page)
        if isinstance(page, Answer):
            return page
        kind = "application/rss+xml" if "feed" in url else "text/html"
        body = b"" if page == 304 else page
        return Answer(
            url=url, status=304 if page == 304 else 200, body=body, headers={"content-type": kind, "etag": '"1"'}
        )

    @property
    def addresses(self):
        return [url for url, _ in self.asked]


def later(**delta) -> datetime:
    return NOW + timedelta(**delta)


# ------------------------------------------------------------------------------------------------ what is new


def test_entries_become_articles_oldest_first_with_what_the_feed_says(poll):
    news = poll(URL, fetch=Web(), now=NOW)
    first, second = news.received
    assert [article.name for article in news.articles] == ["b", "a"]
    assert (second.article.text, second.article.title, second.article.outlet) == (
        "Forces left Rafah.",
        "Title a",
        "The Wire",
    )
    assert second.article.url == "https://wire.example/a?utm_source=rss"
    assert (second.article.published, second.article.published_precision) == (
        datetime(2031, 3, 3, 8, tzinfo=UTC),
        TimePrecision.MINUTE,
    )
    assert (second.article.language, second.article.retrieved) == ("en", NOW)
    assert set(second.told_by.values()) == {FieldSource.FILE}
    assert first.raw == b"<p>Clashes in Jabalia.</p>"
    assert "is what the feed holds of the article" in second.notes[0]
    assert (news.wait_s, news.problems) == (600.0, ())


def test_what_was_seen_is_not_new_but_its_correction_is(poll):
    web = Web()
    state = poll(URL, fetch=web, now=NOW).state
    web.pages[URL] = rss(
        item("c", "More."), item("a", "Forces did not leave Rafah."), item("b", "Clashes in Jabalia.", hour=7)
    )
    news = poll(URL, state, fetch=web, now=later(hours=1))
    assert [(article.name, article.text) for article in news.articles] == [
        ("a", "Forces did not leave Rafah."),
        ("c", "More."),
    ]
    assert poll(URL, news.state, fetch=web, now=later(hours=2)).articles == ()


def test_a_feed_is_asked_conditionally_and_not_before_its_time(poll):
    web = Web()
    news = poll(URL, fetch=web, now=NOW)
    soon = poll(URL, news.state, fetch=web, now=later(seconds=10))
    assert (soon.wait_s, web.addresses) == (590.0, ["https://wire.example/robots.txt", URL])
    web.pages[URL] = 304
    news = poll(URL, news.state, fetch=web, now=later(seconds=600))
    assert web.asked[-1][1]["if-none-match"] == '"1"'
    assert (news.articles, news.problems, news.wait_s) == ((), (), 600.0)
    assert poll(URL, news.state, fetch=web, now=later(seconds=1200)).state.etag == '"1"'


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(poll):
    new = "https://wire.example/new-feed"
    web = Web()
    web.pages[URL] = Answer(url=new, status=200, body=rss(item("a")), headers={}, moved_to=new)
    web.pages[new] = rss(item("b"))
    state = poll(URL, fetch=web, now=NOW).state
    poll(URL, state, fetch=web, now=later(hours=1))
    assert web.addresses[-1] == new


def test_options_hold_where_the_feed_is_silent(poll):
    web = Web()
    web.pages[URL] = rss(item("a")).replace(b"<title>The Wire</title><language>en-GB</language>", b"")
    (received,) = poll(URL, fetch=web, now=NOW, options=FeedOptions(outlet="Desk", language="en")).received
    assert (received.article.outlet, received.article.language) == ("Desk", "en")
    assert received.told_by["outlet"] is FieldSource.OPTION


def test_the_state_of_a_feed_outlives_the_program(poll):
    web = Web()
    state = poll(URL, fetch=web, now=NOW, options=FeedOptions(follow=True)).state
    assert state.pending
    assert state.sites
    assert FeedState.from_json(state.to_json()) == state


@pytest.mark.parametrize("told", ["", "[]", "{}", '{"version": 99}', '{"version": 1, "sites": 3}'])
def test_what_is_no_state_is_told(told):
    with pytest.raises(RecordError, match="is no feed's state"):
        FeedState.from_json(told)


# ------------------------------------------------------------------------------------------------ what goes wrong


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (500, "answers 500"),
        (404, "answers 404"),
        (FetchError("wire.example: is not known"), "is not known"),
        (b"<html><body>Sorry</body></html>", "is no RSS or Atom feed"),
        (b"", "is no RSS or Atom feed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is a picture"),
    ],
)
def test_a_feed_that_fails_is_a_problem_and_is_left_alone_ever_longer(page, said, poll):
    web = Web()
    web.pages[URL] = page
    state, now, waits = None, NOW, []
    for _ in range(9):
        news = poll(URL, state, fetch=web, now=now)
        assert news.articles == ()
        (problem,) = news.problems
        assert said in problem
        state, now = news.state, now + timedelta(seconds=news.wait_s)
        waits.append(news.wait_s)
    assert waits == [600, 1200, 2400, 4800, 9600, 19200, 38400, 76800, 86400]
    web.pages[URL] = rss(item("a"))
    news = poll(URL, state, fetch=web, now=now)
    assert (len(news.articles), news.wait_s, news.state.failures) == (1, 600.0, 0)


def test_a_server_that_asks_for_time_gets_it(poll):
    web = Web()
    web.pages[URL] = FetchError("too often", status=429, retry_after_s=7200.0)
    news = poll(URL, fetch=web, now=NOW)
    assert news.wait_s == 7200.0
    asked = len(web.asked)
    assert poll(URL, news.state, fetch=web, now=later(seconds=7000)).wait_s == 200.0
    assert len(web.asked) == asked


def test_a_failure_loses_nothing_of_what_is_known(poll):
    web = Web()
    state = poll(URL, fetch=web, now=NOW).state
    good, web.pages[URL] = web.pages[URL], 500
    state = poll(URL, state, fetch=web, now=later(hours=1)).state
    web.pages[URL] = good
    assert poll(URL, state, fetch=web, now=later(hours=3)).articles == ()


def bomb(encoding: str) -> bytes:
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [<!ENTITY l0 "boom">{layers}]>'
    return f'{text}<rss version="2.0"><channel><title>&l9;</title></channel></rss>'.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_xml_bomb_is_refused_before_it_is_parsed(encoding, poll):
    web = Web()
    web.pages[URL] = bomb(encoding)
    (problem,) = poll(URL, fetch=web, now=NOW).problems
    assert problem == f"{URL}: defines XML entities of its own, as XML bombs do; it is not read"


def test_a_feed_that_names_a_file_does_not_have_it_opened(tmp_path, poll):
    secret = tmp_path / "feed.xml"
    secret.write_bytes(rss(item("a")))
    for body in (str(secret).encode(), f"file://{secret}".encode(), b"http://127.0.0.1:9/feed"):
        web = Web()
        web.pages[URL] = body
        assert poll(URL, fetch=web, now=NOW).articles == ()


def test_a_malformed_feed_gives_what_can_be_read_and_says_so(poll):
    web = Web()
    web.pages[URL] = rss(item("a"), item("b", hour=9))[:-60]
    news = poll(URL, fetch=web, now=NOW)
    assert news.articles[0].name == "a"
    assert "is malformed" in news.problems[0]


def test_an_entry_without_words_is_a_problem_and_the_others_are_read(poll):
    web = Web()
    web.pages[URL] = rss("<item><guid>x</guid><description>&lt;img src='a.png'&gt;</description></item>", item("a"))
    news = poll(URL, fetch=web, now=NOW)
    assert [article.name for article in news.articles] == ["a"]
    assert "is empty" in news.problems[0]


def test_a_date_that_is_not_understood_is_noted_and_left_unknown(poll):
    web = Web()
    web.pages[URL] = (
        b"<rss version='2.0'><channel><item><title>T</title><pubDate>last week</pubDate></item></channel></rss>"
    )
    (received,) = poll(URL, fetch=web, now=NOW).received
    assert received.article.published is None
    assert any("'last week' is not understood" in note for note in received.notes)


def test_a_link_that_is_no_web_address_is_left_out(poll):
    web = Web()
    web.pages[URL] = rss(item("a", link="javascript:alert(1)"))
    (received,) = poll(URL, fetch=web, now=NOW).received
    assert received.article.url is None


def test_scripts_in_an_entry_are_no_text(poll):
    web = Web()
    web.pages[URL] = rss(item("a", "Forces left.&lt;script&gt;alert(1)&lt;/script&gt;"))
    assert poll(URL, fetch=web, now=NOW).articles[0].text == "Forces left."


# ------------------------------------------------------------------------------------------------ robots.txt


def test_what_robots_txt_forbids_is_not_asked(poll):
    web = Web()
    web.pages["https://wire.example/robots.txt"] = b"User-agent: contested\nDisallow: /feed"
    news = poll(URL, fetch=web, now=NOW)
    assert "robots.txt forbids" in news.problems[0]
    assert web.addresses == ["https://wire.example/robots.txt"]


def test_a_site_that_cannot_say_what_it_allows_is_not_asked(poll):
    web = Web()
    web.pages["https://wire.example/robots.txt"] = 503
    assert poll(URL, fetch=web, now=NOW).articles == ()
    assert web.addresses == ["https://wire.example/robots.txt"]


def test_robots_txt_is_asked_once_a_day(poll):
    web = Web()
    state = None
    for hours in (0, 1, 23, 25):
        state = poll(URL, state, fetch=web, now=later(hours=hours)).state
    assert web.addresses.count("https://wire.example/robots.txt") == 2


# ------------------------------------------------------------------------------------------------ following


def page(text: str = LONG) -> bytes:
    return f"<html lang='en'><head><title>Page</title></head><body><article><h1>Page</h1><p>{text}</p></article></body></html>".encode()


def follow(poll, web, polls: int):
    """Poll with `follow` as often as said, each time when it is due; answer all that came, and the waits between."""
    state, now, received, problems, waits = None, NOW, [], [], []
    for _ in range(polls):
        news = poll(URL, state, fetch=web, now=now, options=FeedOptions(follow=True))
        received += news.received
        problems += news.problems
        waits.append(news.wait_s)
        state, now = news.state, now + timedelta(seconds=news.wait_s)
    return received, problems, waits


def test_followed_entries_are_read_from_their_pages_one_a_poll(poll):
    links = [f"https://wire.example/{key}?utm_source=rss" for key in "ba"]
    web = Web(**dict.fromkeys(links, page()))
    received, problems, waits = follow(poll, web, 3)
    assert [one.article.text for one in received] == [f"Page\n{LONG.strip()}"] * 2
    assert [one.article.published.hour for one in received] == [7, 8]
    assert received[0].article.outlet == "The Wire"
    assert received[0].media_type == "text/html"
    assert (problems, waits) == ([], [2.0, 2.0, 596.0])
    assert web.addresses[2:] == links


def test_a_page_that_cannot_be_had_is_tried_again_and_then_its_summary_is_taken_and_noted(poll):
    web = Web(**{"https://wire.example/a?utm_source=rss": 503})
    web.pages[URL] = rss(item("a"))
    received, problems, _ = follow(poll, web, 4)
    assert [one.article.text for one in received] == ["Forces left Rafah."]
    assert "its page could not be had" in received[0].notes[-1]
    assert len(problems) == 3


def test_a_page_that_is_gone_is_not_tried_again(poll):
    web = Web()
    web.pages[URL] = rss(item("a"))
    received, problems, _ = follow(poll, web, 2)
    assert (len(received), len(problems)) == (1, 1)


def test_a_page_that_robots_txt_forbids_is_not_asked_and_its_summary_is_taken(poll):
    web = Web(**{"https://wire.example/robots.txt": b"User-agent: *\nDisallow: /a\nCrawl-delay: 30"})
    received, _, waits = follow(poll, web, 3)
    assert "https://wire.example/a?utm_source=rss" not in web.addresses
    assert len(received) == 2
    assert waits[1] == 30.0


# ------------------------------------------------------------------------------------------------ bytes


def test_atom_is_read_with_its_whole_text(feed_drafts):
    body = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Wire</title><entry><id>1</id><title>T</title>"
        "<link href='https://wire.example/1'/><updated>2031-03-03T10:00:00+02:00</updated><author><name>A. Writer</name></author>"
        "<summary>Short.</summary><content type='html'>&lt;p&gt;Forces left Rafah.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</content></entry></feed>"
    )
    ((draft,), problems) = feed_drafts(body.encode(), where="a.atom")
    assert (draft.text, draft.author, draft.notes, problems) == ("Forces left Rafah.\nMore.", "A. Writer", (), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256", "iso-8859-6"])
def test_a_feed_s_own_encoding_is_followed(encoding, feed_drafts):
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><item><title>رفح</title></item></channel></rss>'
    ((draft,), _) = feed_drafts(text.encode(encoding), where="a.rss")
    assert draft.text == "رفح"


@pytest.mark.parametrize("said", ["utf-8", "iso-8859-1", "nonsense"])
def test_a_feed_that_names_a_wrong_encoding_is_read_rightly_or_refused_never_garbled(feed_drafts, said):
    words = "انسحبت القوات من رفح صباح الاثنين وقال مسؤولون إن العائلات عادت إلى منازلها. " * 3
    text = f'<?xml version="1.0" encoding="{said}"?><rss version="2.0"><channel><item><title>{words}</title></item></channel></rss>'
    ((draft,), problems) = feed_drafts(text.encode(), where="a.rss")
    assert draft.text == words.strip()
    assert bool(problems) is (said != "utf-8")
    if said != "iso-8859-1":  # every byte is a letter there: nothing tells that it is not true
        ((draft,), problems) = feed_drafts(text.encode("windows-1256"), where="a.rss")
        assert draft.text == words.strip()
        assert "but is in Windows-1256, and is read so" in problems[0]


def test_a_feed_whose_encoding_cannot_be_told_is_refused(feed_drafts):
    text = "<rss version='2.0'><channel><item><title>Ľudia z mesta Košice utiekli pred útokom vojsk na ľavý breh</title></item></channel></rss>"
    with pytest.raises(ArticleError, match="encoding cannot be told"):
        feed_drafts(text.encode("cp1250"), where="a.rss")


def test_more_entries_than_are_read_are_told(feed_drafts):
    drafts, problems = feed_drafts(rss(*(item(str(n)) for n in range(1_200))), where="a.rss")
    assert len(drafts) == 1_000
    assert problems == ("a.rss: has 1200 entries; the first 1000 are read",)


def test_no_feed_is_an_error(feed_drafts):
    with pytest.raises(ArticleError, match=r"a\.rss: is no RSS or Atom feed"):
        feed_drafts(b"Forces left Rafah.", where="a.rss")
