"""Readers of foreign formats, one a file: bytes → a dict that JSON can hold. They run in the child process only.

A reader answers `text`, the fields that the document itself says (`title`, `outlet`, `published`, `url`, `language`,
`author`), and `notes` on what was left out.
"""


class Unreadable(Exception):  # noqa: N818  it is told to the parent, which makes it an `ArticleError`
    """Nothing can be made of the bytes. The message says why and what to do."""
