import pytest

from contested.errors import RecordError
from contested.render import Scheme, load_theme


def written(folder, text):
    path = folder / "theme.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_theme_is_read_with_its_logo_written_into_it(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    theme = load_theme(
        written(tmp_path, 'title = "T"\nlogo = "logo.png"\nscheme = "dark"\n[colours]\n"Northern Force" = "#123456"')
    )
    assert (theme.title, theme.scheme, theme.colours) == ("T", Scheme.DARK, {"Northern Force": "#123456"})
    assert theme.logo == "data:image/png;base64,iVBORw=="


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tilte = 'x'", "tilte"),
        ("title = 3", "quotation marks"),
        ("scheme = 'blue'", "light, dark"),
        ("colours = 'red'", r"\[colours\]"),
        ("[colours]\na = 'red'", "#rrggbb"),
        ("logo = '../../etc/passwd'", "beside the theme"),
        ("logo = 'https://example.org/x.png'", "beside the theme"),
        ("logo = 'none.png'", "cannot be read"),
        ("logo = 'data:text/html,x'", "data URI"),
        ("not toml", "TOML"),
    ],
)
def test_a_broken_theme_is_refused_with_file_and_remedy(tmp_path, text, told):
    with pytest.raises(RecordError, match=told) as caught:
        load_theme(written(tmp_path, text))
    assert str(caught.value).startswith(str(tmp_path / "theme.toml"))


def test_a_logo_too_large_is_refused(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"x" * 200_000)
    with pytest.raises(RecordError, match="smaller"):
        load_theme(written(tmp_path, "logo = 'logo.png'"))
