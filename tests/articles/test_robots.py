import pytest

from contested.articles.robots import Robots, parse_robots


def allows(rules: str, path: str) -> bool:
    return parse_robots(rules.encode()).allows(f"https://example.org{path}")


@pytest.mark.parametrize(
    "rules", ["", "nonsense\x00\xff", "User-agent: *\nDisallow:", "Sitemap: https://example.org/s.xml"]
)
def test_what_forbids_nothing_allows_all(rules):
    assert allows(rules, "/a")


def test_our_own_name_counts_before_everybody():
    rules = "User-agent: *\nDisallow: /\n\nUser-Agent: Contested\nDisallow: /private"
    assert allows(rules, "/news")
    assert not allows(rules, "/private/a")


def test_another_program_s_rules_are_not_ours():
    assert allows("User-agent: otherbot\nDisallow: /", "/a")


def test_several_names_share_the_rules_below_them():
    assert not allows("User-agent: a\nUser-agent: contested\nUser-agent: b\nDisallow: /", "/a")


@pytest.mark.parametrize(
    ("pattern", "path", "allowed"),
    [
        ("/a", "/a/b", False),
        ("/a", "/A", True),
        ("/*.pdf$", "/x/y.pdf", False),
        ("/*.pdf$", "/x/y.pdf?z", True),
        ("/*/print", "/a/b/print/c", False),
        ("*?id=", "/a?id=1", False),
        ("/a$", "/a", False),
        ("/a$", "/ab", True),
        ("/رفح", "/%D8%B1%D9%81%D8%AD/a", False),
        ("/%D8%B1", "/رفح", False),
        ("/", "/robots.txt", True),
    ],
)
def test_patterns_are_matched(pattern, path, allowed):
    assert allows(f"User-agent: *\nDisallow: {pattern}", path) is allowed


def test_the_longest_rule_counts_and_of_two_as_long_the_kinder():
    rules = "User-agent: *\nAllow: /news\nDisallow: /news/raw\nDisallow: /same\nAllow: /same"
    assert allows(rules, "/news/a")
    assert not allows(rules, "/news/raw/a")
    assert allows(rules, "/same")


def test_a_delay_is_read():
    assert parse_robots(b"User-agent: *\nCrawl-delay: 2.5").delay_s == 2.5
    assert parse_robots(b"User-agent: *\nCrawl-delay: soon").delay_s is None


def test_a_hostile_pattern_takes_no_time():
    robots = Robots(rules=(("*a" * 5_000 + "b", False),))
    assert robots.allows("https://example.org/" + "a" * 2_000)
