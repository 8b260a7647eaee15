"""Make every map of maps/ and its index anew: the same code and articles give the same bytes.

python benchmarks/make_gallery.py            writes maps/
python benchmarks/make_gallery.py --check    says which of them are not what the code makes
"""

import argparse
import filecmp
import html
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from contested import cli
from contested.render.safe import source_hash, text
from contested.whole import write_text

REPOSITORY = Path(__file__).resolve().parents[1]
FIXTURES = REPOSITORY / "tests" / "fixtures"
LARGEST = 1_500_000  # bytes of one map


@dataclass(frozen=True)
class Example:
    """One map: its file, what the index says of it, and the words of the command after the articles."""

    file: str
    note: str
    articles: Path
    words: tuple[str, ...] = ()
    invented: bool = True


THEME, ARABIC_THEME = (("--theme", str(FIXTURES / name)) for name in ("invented.toml", "invented-ar.toml"))
EXAMPLES = (
    Example(
        "gaza.html",
        "One article, as it came: four disputed places, an event of a photo caption, aid points without a place.",
        REPOSITORY / "seeds",
        invented=False,
    ),
    Example(
        "series.html",
        "31 invented articles in English, Arabic and Hebrew over three weeks: captures, denials, withdrawals, "
        "crossings, a correction, a retraction, a loss acknowledged by the other side.",
        FIXTURES / "series" / "articles",
        ("--title", "Invented series: who says what about which place", *THEME),
    ),
    Example(
        "series-ar.html",
        "The same invented articles, with the page in Arabic, turned from right to left.",
        FIXTURES / "series" / "articles",
        ("--language", "ar", "--title", "سلسلة مختلقة: من يقول ماذا عن أي مكان", *ARABIC_THEME),
    ),
    Example(
        "sudan.html",
        "Five invented texts in English and Arabic, in a theatre that has points only.",
        FIXTURES / "sudan" / "articles",
        ("--title", "Invented example, Sudan: who says what about which place", *THEME),
    ),
    Example(
        "ukraine.html",
        "Five invented texts in English and Ukrainian, in a theatre that has points only.",
        FIXTURES / "ukraine" / "articles",
        ("--title", "Invented example, Ukraine: who says what about which place", *THEME),
    ),
)
STYLE = """
:root { color-scheme: light dark; --ink: #1c1b19; --paper: #fbfaf7; --soft: #66625b; --line: #dcd7cd; }
:root { --link: #1f4e6b; --warn: #8a3b12; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ecebe7; --paper: #16181a; --soft: #a5a39c; --line: #34383c; --link: #8fc1de; --warn: #f0a679; }
}
body { margin: 2rem auto; max-inline-size: 44rem; padding-inline: 1rem; background: var(--paper); color: var(--ink); }
body { font: 1rem/1.5 system-ui, "Noto Sans", sans-serif; }
h1 { font: 600 1.8rem/1.2 "Noto Serif", Georgia, serif; }
ul { list-style: none; padding: 0; }
li { border-block-start: 1px solid var(--line); padding-block: .9rem; }
a { color: var(--link); font-weight: 600; font-size: 1.1rem; }
p { margin: .25rem 0; }
.invented { color: var(--warn); font-weight: 700; }
.quiet { color: var(--soft); font-size: .875rem; }
"""
ABOUT = "Each is one file that works with no network. They record claims and take no side; claimed is not confirmed."


def make(folder: Path) -> list[str]:
    """Write all maps and the index into `folder`; answer their names."""
    for example in EXAMPLES:
        code = cli.main(["map", str(example.articles), "-o", str(folder / example.file), "-q", *example.words])
        if code != 0:
            sys.exit(f"{example.file} was not made: contested map answered {code}")
    write_text(folder / "index.html", index(folder))
    return [*(example.file for example in EXAMPLES), "index.html"]


def index(folder: Path) -> str:
    """Answer the page that lists the maps in `folder`."""
    entries = "".join(entry(example, (folder / example.file).read_text(encoding="utf-8")) for example in EXAMPLES)
    policy = f"default-src 'none'; style-src {source_hash(STYLE)}; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Maps made by contested</title>'
        '<meta name="description" content="Examples of maps of who says what about which place.">'
        f"<style>{STYLE}</style></head>\n<body><main><h1>Maps made by contested</h1><p>{ABOUT}</p>"
        f"<ul>{entries}</ul></main></body>\n</html>\n"
    )


def entry(example: Example, page: str) -> str:
    """Answer the entry of one map: its title, what it is, what it shows, its size."""
    title = html.unescape(re.search(r"<title>(.*?)</title>", page)[1])
    summary = html.unescape(re.search(r'<p class="summary">(.*?)</p>', page)[1])
    language = re.search(r'<html lang="(\w+)"', page)[1]
    if len(page.encode()) > LARGEST:
        sys.exit(f"{example.file} has {len(page.encode())} bytes, more than {LARGEST}")
    mark = '<p class="invented">Invented: nothing on this map happened.</p>' if example.invented else ""
    return (
        f'<li><a href="{example.file}" hreflang="{language}"><bdi lang="{language}">{text(title)}</bdi></a>{mark}'
        f'<p>{text(example.note)}</p><p class="quiet"><bdi lang="{language}">{text(summary)}</bdi> '
        f"{len(page.encode()) / 1000:.0f} kB.</p></li>"
    )


def check() -> None:
    """Compare maps/ byte for byte with what the code makes; leave with a message where they differ."""
    with tempfile.TemporaryDirectory() as fresh:
        names = make(Path(fresh))
        _, differing, missing = filecmp.cmpfiles(REPOSITORY / "maps", fresh, names, shallow=False)
    strange = sorted({path.name for path in (REPOSITORY / "maps").iterdir()} - set(names))
    if differing or missing or strange:
        sys.exit(
            f"maps/ is not what the code makes ({', '.join([*differing, *missing, *strange])}); "
            "run benchmarks/make_gallery.py and look at them"
        )


def main() -> None:
    """Make the gallery, or check it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="compare with maps/ and write nothing")
    if parser.parse_args().check:
        check()
    else:
        print(*make(REPOSITORY / "maps"))


if __name__ == "__main__":
    main()
