"""What is ground that can be taken or held: a place, "positions in X", but not "talks in X"."""

from contested.extract.events import Event
from contested.extract.scene import Scene
from contested.extract.whereabouts import anaphor, located, unknown_places

GROUND = frozenset(
    {"airport", "all", "area", "areas", "bank", "barracks", "base", "bases", "blocks", "bridge"}
    | {"buildings", "camp", "camps", "cent", "centre", "checkpoint", "checkpoints", "cities", "city"}
    | {"college", "compound", "compounds", "control", "crossing", "district", "districts", "edge"}
    | {"everything", "forest", "garrison", "gate", "ground", "half", "headquarters", "heights"}
    | {"highway", "hill", "hilltop", "junction", "kilometres", "line", "lines", "market", "most"}
    | {"neighbourhood", "neighbourhoods", "outpost", "outposts", "outskirts", "part", "parts"}
    | {"percent", "position", "positions", "post", "posts", "quarter", "rest", "ridge", "road", "route"}
    | {"sector", "settlement", "settlements", "side", "station", "streets", "summit", "territory", "third", "thirds"}
    | {"town", "towns", "village", "villages", "plant", "plants", "refinery", "refineries", "dam", "mine", "mines"}
    | {
        "oilfield",
        "oilfields",
        "field",
        "fields",
        "terminal",
        "port",
        "harbour",
        "airfield",
        "airbase",
        "depot",
        "command",
    }
    | {
        "command",
        "communities",
        "hamlets",
        "island",
        "localities",
        "stronghold",
        "peninsula",
        "province",
        "region",
        "valley",
        "pass",
        "factory",
        "works",
        "complex",
    }
    | {"palace", "prison", "building", "offices", "residence", "ministry", "facilities"}
    | {"facility", "site", "sites", "zone", "strip", "corridor", "enclave", "suburb", "suburbs", "square"}
)


def grounded(scene: Scene, event: Event) -> bool:
    """Tell whether what is taken or held is ground: a place, "positions in X", but not "talks in X"."""
    if event.noun or event.passive or event.adjective or not event.objects:
        return True
    if any(h.gap is not None for h in event.chunk.hits):
        return any(located(scene, c) or anaphor(scene, c) for c in event.objects)  # "drove the rebels out of X"
    phrase = scene.words(event.chunk)
    if phrase[-1] == "of" and {"hands", "under", "to", "into", "back"} & set(phrase):
        return True  # "X fell under the control of the rebels"
    first = event.objects[0]
    if first.prep is None and len(event.objects) > 1 and event.objects[1].prep is None and not first.hits:
        first = event.objects[1] if located(scene, event.objects[1]) else first  # "the northern and eastern parts of X"
    own = (  # "took over | four houses" is to be ground itself; "fell to | the rebels" names who took it
        first.prep_start is not None
        and event.chunk.start <= first.prep_start < event.chunk.end
        and first.prep not in {"to", "into"}
    )
    if located(scene, first) or (first.prep is not None and not own) or anaphor(scene, first):
        return True
    if unknown_places(scene, [first]):
        return True
    if scene.words(first)[-1].endswith("%"):
        return True  # "controls 95% of X"
    return bool(set(scene.words(first)) & GROUND) or scene.words(first)[0] in {"it", "them"}
