"""One colour a side: from the theme, else from the theatre, else from Okabe and Ito's palette, in a fixed order.

The palette (Okabe, Ito: Color Universal Design, 2008) can be told apart with any of the common colour-vision
deficiencies. Black and yellow are left out: one is the page's ink, the other vanishes on paper.
"""

from collections.abc import Iterable, Mapping

from contested.model import Actor

PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
NOBODY = "#7a7a7a"


def actor_colours(
    labels: Iterable[str],
    *,
    actors: tuple[Actor, ...] = (),
    chosen: Mapping[str, str] | None = None,
) -> dict[str, dict[str, str]]:
    """Answer for each label its side's label and colour; labels beyond the palette share a grey.

    Actors on one side share the colour of that side. The order is that of `labels`, so give the weightiest first.

    >>> actor_colours(["a", "b"])["b"]
    {'side': 'b', 'colour': '#E69F00'}
    """
    by_label = {actor.label: actor for actor in actors}
    by_id = {actor.id: actor for actor in actors}
    given: dict[str, str] = {}
    found = {}
    listed = list(dict.fromkeys(labels))
    for label in listed:
        side = _side(by_label.get(label), by_id)
        colour = _chosen(chosen or {}, label, side, by_label.get(label))
        if colour is not None:
            given.setdefault(side.label if side else label, colour)
    free = [colour for colour in PALETTE if colour.lower() not in {taken.lower() for taken in given.values()}]
    for label in listed:
        side = _side(by_label.get(label), by_id)
        name = side.label if side else label
        if name not in given:
            given[name] = free.pop(0) if free else NOBODY
        found[label] = {"side": name, "colour": given[name]}
    return found


def _side(actor: Actor | None, by_id: Mapping[str, Actor]) -> Actor | None:
    """Answer the actor at the top of the chain of sides."""
    seen: set[str] = set()
    while actor is not None and actor.side is not None and actor.side in by_id and actor.id not in seen:
        seen.add(actor.id)
        actor = by_id[actor.side]
    return actor


def _chosen(chosen: Mapping[str, str], label: str, side: Actor | None, actor: Actor | None) -> str | None:
    for key in (label, actor.id if actor else None, side.label if side else None, side.id if side else None):
        if key is not None and key in chosen:
            return chosen[key]
    return (actor.color if actor else None) or (side.color if side else None)
