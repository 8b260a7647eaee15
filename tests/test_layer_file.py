"""A user's file before GDAL sees it: by whichever door it comes."""

import pytest

from contested.errors import DataError, FrameError, RecordError
from contested.gazetteer.importer import ImportOptions, import_places
from contested.layer_file import refuse_indirect
from contested.render.layers import read_layer

INDIRECT = [
    ("a.geojson", b"<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>secret.csv</SrcDataSource></OGRVRTLayer>"),
    ("a.gpkg", b"<OGRVRTDataSource/>"),
    ("a.geojson", b'{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read secret.csv"}'),
    ("a.geojson", b'{"a": "' + b" " * (1 << 20) + b'", "type": "gdal_streamed_alg"}'),
]


@pytest.mark.parametrize(("name", "content"), INDIRECT)
def test_a_file_that_leads_elsewhere_is_refused_by_every_door(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FrameError, match="instead of holding data"):
        refuse_indirect(path)
    with pytest.raises(RecordError, match="instead of holding data"):
        read_layer(path)
    with pytest.raises(DataError, match=r"instead of holding data|virtual layer"):
        import_places(path, ImportOptions(gazetteer="x", source="s"))


@pytest.mark.parametrize(
    "text", ["/vsicurl/http://127.0.0.1:9/a.geojson", "http://127.0.0.1:9/a", "a\x00b", "/dev/null"]
)
def test_what_is_no_file_is_refused(tmp_path, text):
    with pytest.raises(FileNotFoundError, match="not from addresses"):
        refuse_indirect(tmp_path.__class__(text))
