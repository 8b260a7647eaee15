"""One colour a side: from the theme, else from the theatre, else from a fixed palette, and the same one every day.

The first six are Okabe and Ito's palette (Color Universal Design, 2008) without black and yellow: one is the page's
ink, the other vanishes on paper. The rest were chosen by measure: any two of all eleven lie at least 10 apart in
CIELAB (CIE76), also as Machado et al. (2009) simulate protanopia, deuteranopia and tritanopia.
"""

from collections.abc import Iterable, Mapping

from contested.model import Actor

PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
MORE = ("#DDCC77", "#882255", "#8C510A", "#332288", "#543005")
NOBODY = "#7a7a7a"


def actor_colours(
    labels: Iterable[str],
    *,
    actors: tuple[Actor, ...] = (),
    chosen: Mapping[str, str] | None = None,
) -> dict[str, dict[str, str]]:
    """Answer for each label its side's label and colour; sides beyond the palette share a grey.

    A side has one colour, which all actors on it share: `chosen` for the side itself, else for one of its actors, else
    the one the theatre gives it. Where two sides of the theatre have the same, the one listed first keeps it. What a
    side gets from the palette follows from its place in the theatre's list and not from the articles; only where two
    sides shown want one colour, the later one has to take another. Labels of no known actor come last, in the order
    given.

    >>> actor_colours(["a", "b"])["b"]
    {'side': 'b', 'colour': '#E69F00'}
    """
    by_label = {actor.label: actor for actor in actors}
    by_id = {actor.id: actor for actor in actors}
    tops = {label: _side(by_label.get(label), by_id) for label in dict.fromkeys(labels)}
    side_of = {label: side.label if side else label for label, side in tops.items()}
    listed = list(dict.fromkeys(side.label for actor in actors if (side := _side(actor, by_id))))
    shown = [name for name in listed if name in side_of.values()]
    shown += [name for name in dict.fromkeys(side_of.values()) if name not in listed]
    by_theme = _themed(chosen or {}, by_label, by_id)
    by_theatre = {name: colour for name, colour in _owned(actors, by_id).items() if name not in by_theme}
    spoken_for = {colour.lower() for colour in (*by_theme.values(), *by_theatre.values())}
    pool = [colour for colour in (*PALETTE, *MORE) if colour.lower() not in spoken_for]
    waiting = [name for name in listed if name not in by_theatre]
    given = dict(by_theme)
    for name in shown:
        if name in given:
            continue
        own = by_theatre.get(name)
        if own is not None and own.lower() not in {colour.lower() for colour in by_theme.values()}:
            given[name] = own
        else:
            given[name] = _next(pool, waiting.index(name) if name in waiting else 0, set(given.values()))
    return {label: {"side": name, "colour": given[name]} for label, name in side_of.items()}


def _side(actor: Actor | None, by_id: Mapping[str, Actor]) -> Actor | None:
    """Answer the actor at the top of the chain of sides."""
    seen: set[str] = set()
    while actor is not None and actor.side is not None and actor.side in by_id and actor.id not in seen:
        seen.add(actor.id)
        actor = by_id[actor.side]
    return actor


def _themed(chosen: Mapping[str, str], by_label: Mapping[str, Actor], by_id: Mapping[str, Actor]) -> dict[str, str]:
    """Answer the theme's colours by side: a side's own entry counts before those of its actors, in their order."""
    found: dict[str, str] = {}
    for direct in (True, False):
        for key, colour in chosen.items():
            actor = by_label.get(key) or by_id.get(key)
            side = _side(actor, by_id)
            name = side.label if side else key
            if (actor is side) is direct:
                found.setdefault(name, colour)
    return found


def _owned(actors: Iterable[Actor], by_id: Mapping[str, Actor]) -> dict[str, str]:
    """Answer the theatre's colours by side, its own before its actors'; of two with one colour the first keeps it."""
    found: dict[str, str] = {}
    told = [(side, actor) for actor in actors if actor.color and (side := _side(actor, by_id))]
    for side, actor in sorted(told, key=lambda pair: pair[0] is not pair[1]):
        colour = (actor.color or "").upper()
        if colour not in found.values():
            found.setdefault(side.label, colour)
    return found


def _next(pool: list[str], wanted: int, taken: set[str]) -> str:
    """Answer the wanted colour of the pool, or the first free one after it; grey when none is free."""
    turned = pool[wanted % len(pool) :] + pool[: wanted % len(pool)] if pool else []
    return next((colour for colour in turned if colour not in taken), NOBODY)
