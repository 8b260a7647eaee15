"""Whether an output can be written, found out before the work begins."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from contested.cli.parser import UsageError
from contested.errors import OutputError


def check_output(given: str, *, suffixes: tuple[str, ...], inputs: Iterable[str]) -> Path:
    """Answer the path of an output that can be written.

    Raises `UsageError` when its ending is none of `suffixes` (if there are any) or it is one of `inputs`, and
    `OutputError` when its folder is missing or closed.
    """
    path = Path(given)
    if path.is_dir():
        raise OutputError(
            f"{given}: is a folder; name a file in it, such as {path / ('result' + (suffixes or ('.jsonl',))[0])}"
        )
    if suffixes and not path.name.lower().endswith(suffixes):
        raise UsageError(
            f"{given}: cannot be written as {path.suffix or 'a file without ending'}; end it in {' or '.join(suffixes)}"
        )
    if path.exists() and not path.is_file():
        raise OutputError(f"{given}: is a device or a pipe, not a file; name a file, and let the shell read it on")
    if any(_same(path, Path(other)) for other in inputs):
        raise UsageError(f"{given}: is one of the articles and would be overwritten; name another file")
    folder = path.parent
    if not folder.is_dir():
        remedy = "choose another" if folder.exists() else f"make it first: mkdir -p {folder}"
        raise OutputError(
            f"{given}: the folder {folder} {'is a file' if folder.exists() else 'does not exist'}; {remedy}"
        )
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(
            f"{given}: the folder {folder} cannot be written to ({error.strerror}); choose another"
        ) from error
    return path


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.is_file() and one.samefile(other)
