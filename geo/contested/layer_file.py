"""What must hold of a user's file before GDAL sees it. GDAL goes by content, and some contents make it fetch or run."""

import re
from pathlib import Path

from contested.errors import FrameError

MAX_BYTES = 1_000_000_000
_READ_AT_ONCE = 1 << 20
_KEPT = 64  # bytes of one piece that are looked at with the next
_INDIRECT = re.compile(rb"gdal_streamed_alg|<OGRVRT|<VRTDataset|<OGRWFS|<WFSCapabilities|/vsi[a-z]", re.IGNORECASE)
_LONG = frozenset({".geojson", ".json"})  # where what matters may stand anywhere


def refuse_indirect(path: Path) -> Path:
    """Answer the real path of a file that holds data itself.

    Raises `FileNotFoundError` when it is no file (an address, `/vsicurl/…`, a folder, a device), `FrameError` when it
    is too large or names other files, addresses or commands, as a VRT or a GDAL pipeline does.
    """
    if "\x00" in str(path) or not path.is_file():
        raise FileNotFoundError(f"there is no file {str(path)!r:.200}; layers are read from files, not from addresses")
    real = path.resolve()
    if real.stat().st_size > MAX_BYTES:
        raise FrameError(f"{path}: larger than {MAX_BYTES} bytes; cut it to the area that you need")
    with real.open("rb") as file:
        tail, piece = b"", file.read(_READ_AT_ONCE)
        while piece:
            if _INDIRECT.search(tail + piece):
                raise FrameError(f"{path}: names other files or addresses instead of holding data; export the data")
            if real.suffix.lower() not in _LONG:
                break
            tail, piece = piece[-_KEPT:], file.read(_READ_AT_ONCE)
    return real
