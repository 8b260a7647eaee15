"""The words of dealings between parties: verbs of talks, truces, answers, meetings and stances, by their base forms.

What such a verb says hangs on what stands beside it: "opened talks" and "opened the gate", "reached a truce" and
"reached the town". The rules look up a verb's base here and read its phrases; a verb in no list is none of theirs.
"""

from functools import lru_cache
from itertools import chain

from contested.extract.chunks import Chunk
from contested.extract.lexicon import inflect

# "they … talks"
HOLDING_TALKS = frozenset(
    {"resume", "continue", "open", "begin", "start", "restart", "relaunch", "hold", "conduct"}
    | {"enter", "join", "attend", "pursue", "host", "broker", "facilitate", "mediate", "launch", "reopen", "revive"}
    | {"return", "convene", "kick", "initiate", "reconvene", "participate", "take", "engage"}
)
# "the talks …"
TALKS_GOING_ON = frozenset(
    {"resume", "continue", "open", "begin", "start", "restart", "proceed", "go", "enter", "be"}
    | {"take", "remain", "hold", "commence", "convene", "schedule", "kick", "reconvene", "host"}
)
# "they … (out of) the talks"
LEAVING_TALKS = frozenset(
    {"walk", "pull", "withdraw", "quit", "leave", "suspend", "boycott", "halt"}
    | {"break", "freeze", "postpone", "abandon", "storm", "cancel", "exit", "derail", "call"}
    | {"sabotage", "torpedo", "pause", "obstruct", "stall", "delay", "block", "end", "scuttle", "hold"}
    | {"undermine", "thwart", "stop", "skip", "shun", "snub"}
)
# "the talks …"
TALKS_FAILING = frozenset(
    {"go", "cut", "collapse", "fail", "stall", "break", "falter", "founder", "end", "suspend", "postpone", "cancel"}
    | {"freeze", "delay", "pause", "halt", "hit", "reach", "make", "be", "remain"}
    | {"derail", "call", "come", "grind", "unravel", "fall", "run"}
    | {"abandon", "stay", "yield", "produce", "put", "bog", "scuttle", "torpedo", "adjourn", "conclude"}
)
# "they … a truce"
MAKING_TRUCE = frozenset(
    {"sign", "agree", "reach", "declare", "announce", "conclude", "strike", "accept", "extend", "renew"}
    | {"broker", "enter", "initial", "approve", "endorse", "seal", "implement", "observe", "finalise", "finalize"}
    | {"proclaim", "secure", "negotiate", "ratify"}
)
# "the truce …"
TRUCE_BEGINNING = frozenset(
    {"come", "take", "enter", "begin", "start", "go", "be"}
    | {"sign", "agree", "reach", "declare", "announce", "conclude", "extend", "renew", "broker", "proclaim", "seal"}
)
# "they … their reply"
GIVING = frozenset(
    {"submit", "deliver", "give", "hand", "send", "convey", "present", "provide", "forward"}
    | {"transmit", "pass", "relay", "issue", "communicate", "return", "table", "offer", "transfer"}
)
ANSWERING = frozenset({"respond", "reply", "answer"})
MEETING = frozenset({"meet", "hold", "host", "receive", "convene", "attend", "gather", "welcome", "sit"})
STANCE = frozenset(
    {"condemn", "denounce", "deplore", "decry", "criticise", "criticize", "slam", "hail", "welcome", "praise"}
    | {"applaud", "commend", "laud", "thank", "congratulate", "blame", "express", "voice", "describe", "regret"}
    | {"mourn", "salute", "accuse", "lament", "apologise", "apologize", "call", "deny"}
)
# "the agreement …"
LAYING_DOWN = frozenset(
    {"provide", "cover", "include", "call", "stipulate", "envisage", "envision", "foresee", "require"}
    | {"allow", "contain", "set", "specify", "guarantee", "grant", "oblige", "commit", "extend", "apply"}
    | {"give", "mention", "ban", "prohibit", "bind", "leave", "say"}
    | {"mandate", "demand", "concern", "spell", "outline", "establish", "create"}
)
TRAVELLING = frozenset({"be", "arrive", "travel", "fly", "go", "head", "return", "come", "gather", "send", "dispatch"})
FEELING = frozenset(
    {"alarm", "concern", "shock", "horrify", "appal", "outrage", "sadden", "dismay", "disturb", "trouble", "worry"}
    | {"encourage"}
)
PROPOSING = frozenset({"propose", "suggest", "back", "support", "seek", "advocate", "urge"})
STRIVING = frozenset({"try", "seek", "continue", "make", "step", "intensify", "pursue", "redouble", "lead", "work"})
BREAKING_OUT = frozenset({"begin", "break", "erupt", "start", "end"})
FALLING_INTO = frozenset({"plunge", "descend", "slide", "slip"})
HURTING = frozenset({"hit", "strike", "grip", "ravage", "tear", "devastate", "wreck"})
RECALLING = frozenset({"call", "recall", "withdraw", "pull", "summon"})
FREEING = frozenset({"free", "release"})
EXCHANGING = frozenset({"exchange", "swap", "trade"})
STOPPING = frozenset({"halt", "stop", "end", "cease", "suspend", "pause"})

_ALL = (
    HOLDING_TALKS,
    TALKS_GOING_ON,
    LEAVING_TALKS,
    TALKS_FAILING,
    MAKING_TRUCE,
    TRUCE_BEGINNING,
    GIVING,
    ANSWERING,
    MEETING,
    STANCE,
    LAYING_DOWN,
    STRIVING,
    TRAVELLING,
    EXCHANGING,
    FREEING,
    FEELING,
    PROPOSING,
    FALLING_INTO,
    BREAKING_OUT,
    HURTING,
    RECALLING,
    STOPPING,
)


_IRREGULAR = {  # beside those of the lexicon
    "fly": "fly/flew/flown",
    "break": "break/broke/broken",
    "come": "come/came/come",
    "foresee": "foresee/foresaw/foreseen",
    "freeze": "freeze/froze/frozen",
    "grind": "grind/ground/ground",
    "quit": "quit/quit/quit",
    "tear": "tear/tore/torn",
}


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    """Answer every form of every verb of dealing with its base."""
    return {form: verb for verb in chain(*_ALL) for _, form in inflect(_IRREGULAR.get(verb, verb))}


def base_of(chunk: Chunk) -> str:
    """Answer the base of a verb of dealing, or an empty string for any other verb.

    >>> from contested.extract.chunks import ChunkKind
    >>> base_of(Chunk(ChunkKind.VERB, 0, 1, word="broke")), base_of(Chunk(ChunkKind.VERB, 0, 1, word="shelled"))
    ('break', '')
    """
    return "be" if chunk.word == "be" else _bases().get(chunk.word, "")


def are_talks(chunk: Chunk) -> bool:
    """Tell whether a noun phrase is talks: "the Doha negotiations", but not "the talks venue"."""
    return _headed(chunk, "negotiate")


def is_truce(chunk: Chunk) -> bool:
    """Tell whether a noun phrase is a truce, and not "the truce monitors"."""
    return _headed(chunk, "ceasefire")


def _headed(chunk: Chunk, identity: str) -> bool:
    for hit in chunk.hits:
        entry = hit.entry
        if entry.category == "event" and entry.id == identity and entry.form == "noun" and hit.end == chunk.end:
            return True
    return False
