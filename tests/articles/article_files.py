"""Documents made for tests: pages, Word files, PDFs and web archives, whole and broken."""

import gzip
import io
import zipfile

SENTENCE = "Forces left Rafah on Monday, officials of the town said, and families went home along the coast road. "
ARABIC = "انسحبت القوات من رفح صباح الاثنين وقال مسؤولون في البلدة إن العائلات عادت إلى منازلها على طريق الساحل. "
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def page(body: str = f"<p>{SENTENCE * 8}</p>", *, head: str = "", lang: str = "en") -> str:
    """Answer a page with menu, notice, readers' comments and foot around `body`."""
    return (
        f"<!doctype html><html lang='{lang}'><head><title>Troops leave Rafah</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><div class='cookie-banner'>We use cookies.</div>"
        f"<main><article><h1>Troops leave Rafah</h1>{body}</article></main>"
        "<div id='comments' class='comments'><p>Reader: they never left Jabalia, on 5 May 2001!</p></div>"
        "<footer>© 2020 The Wire</footer></body></html>"
    )


def docx(*paragraphs: str, more: dict[str, str] | None = None, document: str | None = None) -> bytes:
    """Answer a Word file of `paragraphs`, which may hold runs of Word's XML of their own."""
    runs = (text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>" for text in paragraphs)
    body = "".join(f"<w:p>{run}</w:p>" for run in runs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", document or f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>"
        )
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def word_notes(text: str) -> str:
    """Answer the part of a Word file that holds a footnote."""
    return f"<w:footnotes {_W}><w:footnote><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"


def properties(**fields: str) -> str:
    """Answer the part of a Word file that says its title, creator and language."""
    told = "".join(f"<dc:{name}>{value}</dc:{name}>" for name, value in fields.items())
    return f'<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/">{told}</cp:coreProperties>'


def pdf(*pages: str, info: str = "", trailer: str = "") -> bytes:
    """Answer a PDF with a line of text for each line of `pages`; an empty page has none."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in text.split("\n") if line)
        stream = f"BT /F1 12 Tf 50 750 Td {shown} ET" if shown else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>"
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{start}\n%%EOF".encode()
    )


def record(
    body: bytes, *, url: str = "https://wire.example/1", kind: str = "response", media: str = "text/html"
) -> bytes:
    """Answer one record of a web archive."""
    http = b"" if kind == "resource" else f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode()
    block = http + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-04T09:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url)):032x}>\r\nContent-Length: {len(block)}\r\n"
        f"Content-Type: {media if kind == 'resource' else 'application/http; msgtype=response'}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Answer records as a .warc.gz holds them, each packed alone."""
    return b"".join(gzip.compress(one) for one in records)
