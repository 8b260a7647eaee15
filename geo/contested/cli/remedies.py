"""What an error of an atlas advises in Python, as the shell has it."""

_IN_SHELL = (
    ("make it with create=True, or check the name", "make it: contested add {} ARTICLES…, or check the name"),
    ("make it with create=True, or give ?schema=…", "make it: contested add {} ARTICLES…, or give ?schema=…"),
    ("make an atlas of it with create=True, or check", "make an atlas of it: contested add {} ARTICLES…, or check"),
    (
        "open it once without read_only to bring it up to date, nothing is lost",
        "bring it up to date, nothing is lost: contested reread {}",
    ),
    (", or open it with read_only", ""),
)


def in_shell(message: str, atlas: str | None) -> str:
    """Answer a message with the remedy that a shell knows; `atlas` is the address that was given.

    >>> in_shell("a.gpkg: there is no such atlas; make it with create=True, or check the name", "a.gpkg")
    'a.gpkg: there is no such atlas; make it: contested add a.gpkg ARTICLES…, or check the name'
    """
    named = atlas if atlas is not None and "://" not in atlas else "ATLAS"  # no password is repeated
    for said, remedy in _IN_SHELL:
        message = message.replace(said, remedy.format(named))
    return message
