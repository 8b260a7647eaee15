"""Lines that a page's or screen's width has broken, joined again: a sentence must not end where a line does."""

import re

_BULLET = re.compile(r"\s*(?:[-*•–—·◦]|\d{1,3}[.)])\s")
_HYPHEN = re.compile(r"(?<=[^\W\d_])(?:-|\u00ad|\u2010)$")
_FULL = 0.7  # of the width of the text: a line shorter than this was ended by its writer
_NARROWEST = 30  # a text of shorter lines is a list or a poem


def joined_lines(text: str) -> str:
    r"""Answer `text` with one paragraph a line; blank lines, short lines and bullets end a paragraph.

    A word that was parted at the end of a line is joined when its rest begins with a small letter.

    >>> joined_lines("Forces have left the town of Ra-\nfah and its crossing, officials of\nit said.\n\nMore soon.")
    'Forces have left the town of Rafah and its crossing, officials of it said.\n\nMore soon.'
    """
    lines = [line.rstrip() for line in text.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    if width < _NARROWEST:
        return "\n".join(lines).strip()
    out: list[str] = []
    running = False  # whether the line before goes on in this one
    for line in lines:
        if running and line and not _BULLET.match(line):
            out[-1] = _joined(out[-1], line.lstrip())
        else:
            out.append(line)
        running = len(line) >= _FULL * width
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip()


def _joined(before: str, after: str) -> str:
    if _HYPHEN.search(before):
        return before[:-1] + after if after[:1].islower() else before + after
    return f"{before} {after}"
