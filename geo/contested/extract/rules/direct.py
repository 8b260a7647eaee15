"""What a verb is done to: ground, troops, or something that is neither ("entered the competition in X")."""

from contested.extract.anaphors import anaphor
from contested.extract.chunks import Chunk
from contested.extract.events import Event
from contested.extract.rules.ground import GROUND
from contested.extract.scene import Scene
from contested.extract.whereabouts import located, unknown_places

_MEASURED = frozenset(
    {"km", "kilometre", "kilometres", "kilometer", "kilometers", "metre", "metres", "meter", "meters", "mile", "miles"}
    | {"way", "deeper", "further", "closer", "forward", "ahead", "north", "south", "east", "west", "northwards"}
    | {"southwards", "eastwards", "westwards", "inside", "there", "outskirts", "suburbs", "edges", "defences", "lines"}
    | {"fields", "houses", "homes", "house", "home", "building", "buildings", "streets", "tunnel", "tunnels", "farm"}
    | {"border", "frontier", "river", "gates", "shop", "shops", "church", "mosque", "settlements", "blocks", "trenches"}
    | {
        "unopposed",
        "foot",
        "together",
        "overnight",
        "again",
        "today",
        "alone",
        "en",
        "masse",
        "south-west",
        "north-west",
    }
    | {"south-east", "north-east", "centre", "center", "heart", "interior", "defenses", "line", "bases", "convoy"}
)
_SITES = frozenset(
    {
        "campus",
        "stadium",
        "pocket",
        "pockets",
        "buffer",
        "farmland",
        "mountain",
        "mountains",
        "hills",
        "hilltops",
        "fort",
    }
    | {"hideout", "hideouts", "foothold", "footholds", "bridgehead", "fortress", "citadel", "farm", "farms", "woods"}
    | {"wood", "forests", "plantation", "plantations", "courthouse", "consulate", "apartment", "apartments", "schools"}
    | {"school", "hospital", "university", "academy", "courtyard", "grounds", "stretch", "strip", "dugout", "dugouts"}
    | {
        "perimeter",
        "fence",
        "wall",
        "bank",
        "shore",
        "beach",
        "bunker",
        "bunkers",
        "entrance",
        "entrances",
        "gateway",
        "approaches",
        "strongpoint",
        "strongholds",
        "yard",
    }
)
_TALKED = frozenset(
    {"talks", "negotiations", "reforms", "polls", "elections", "election", "case", "court", "deal", "agreement"}
    | {"treaty", "accord", "bloc", "union", "tournament", "race", "competition", "contest", "pact", "plan", "trial"}
    | {
        "final",
        "finals",
        "semi-final",
        "semi-finals",
        "quarter-final",
        "quarter-finals",
        "playoffs",
        "round",
        "politics",
    }
    | {"summit", "conference", "debate", "convention", "project", "programme", "program", "scheme", "cup", "games"}
)


def direct(event: Event) -> Chunk | None:
    """Answer what the verb is done to: the first phrase without a preposition, or with one that is the verb's own."""
    if event.noun or event.passive or event.adjective or not event.objects:
        return None
    if any(h.gap is not None for h in event.chunk.hits):
        return None  # "expand its operation to X": the phrase of the lexicon says what of
    first = event.objects[0]
    own = (
        first.prep_start is not None and event.chunk.start <= first.prep_start < event.chunk.end and first.prep != "to"
    )
    return first if first.prep is None or own else None


def is_ground(scene: Scene, event: Event, chunk: Chunk) -> bool:
    """Tell whether a phrase names ground: a place, "the town", "positions near X", "the edge of X"."""
    if located(scene, chunk) or chunk.has("actor") or chunk.has("noun", "force"):
        return True
    words = scene.words(chunk)
    if set(words) & (GROUND | _MEASURED | _SITES) or words[-1].endswith("ly") or anaphor(scene, chunk):
        return True
    if words[0] in {"it", "them", "there"} or words[0][0].isdigit() or unknown_places(scene, [chunk]):
        return True
    if any(c.prep in {"including", "like"} and located(scene, c) for c in event.objects):
        return True  # "a string of communities, including X"
    at = event.objects.index(chunk) if chunk in event.objects else -1
    after = event.objects[at + 1] if 0 <= at < len(event.objects) - 1 else None
    return after is not None and after.prep == "of" and bool(located(scene, after) or anaphor(scene, after))


def beside_ground(scene: Scene, event: Event) -> bool:
    """Tell whether what is entered, reached or left is no ground: "reached an agreement", "withdrew from the court"."""
    thing = direct(event)
    if thing is not None:
        return not is_ground(scene, event, thing)
    away = next((c for c in event.objects[:1] if c.prep in {"from", "in", "towards", "on", "to", "into"}), None)
    if away is None or event.noun:
        return False
    return bool(_TALKED & set(scene.words(away)[-1:])) or away.has("event", "negotiate")


def of_something_else(scene: Scene, event: Event) -> bool:
    """ "the fall of the currency in X", "the blockade of the motion": what a noun says is taken is no ground."""
    first = event.objects[0] if event.noun and event.objects else None
    if first is None or first.prep not in {"of", "on"}:
        return False
    return not is_ground(scene, event, first) and not first.mentions and not first.has("noun", "force")
