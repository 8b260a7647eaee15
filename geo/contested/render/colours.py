"""One colour a side, as everywhere: `contested.colours`."""

from contested.colours import MORE, NOBODY, PALETTE, actor_colours

__all__ = ["MORE", "NOBODY", "PALETTE", "actor_colours"]
