"""Whether a word that the lexicon has as a verb is one here: a verb, a noun or part of a name."""

from collections.abc import Sequence

from contested.extract.chunks import VERBAL
from contested.extract.lexicon import Hit
from contested.extract.parser_before import (
    acting,
    after_denial,
    after_place,
    after_who,
    asked,
    coordinated,
    counted,
    denied_account,
    determined,
    follows_verb,
    goes_on,
    is_object,
    is_plural,
    is_state,
    last_word,
    nobody,
    of_a_people,
    one_or_collective,
    subjunctive,
    there_is,
)
from contested.extract.parser_state import State

_ALONE = frozenset({"another", "others", "some", "most", "many", "several"})  # they may stand without a noun
_SIEGES = frozenset({"besieged", "encircled", "blockaded"})
_DESCRIBING = frozenset({"repeated", "reported", "alleged", "continued", "renewed", "suspected", "failed", "planned"})
_OUTLOOK = frozenset({"situation", "picture", "environment", "command", "headquarters", "pause", "group", "plan"})
_REACH_OF_VERB = 6  # words from a subject's head to its verb: "soldiers from the north looted"


def _names_point(hits: Sequence[Hit], verbs: Sequence[Hit]) -> bool:
    longest = max(h.end for h in verbs)
    return any(h.entry.category == "aid_point" and h.end > longest for h in hits)


def verb_follows(state: State, at: int) -> bool:
    """Tell whether token `at` may be a verb or an auxiliary, wherever it stands."""
    return state.is_auxiliary(state.tokens[at].lower) or any(h.entry.category in VERBAL for h in state.hits_at(at))


def verbs_at(state: State, at: int, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that are verbs here, going by what stands before."""
    verbs = [h for h in hits if h.entry.category in VERBAL and h.entry.form != "noun"] if hits else None
    if verbs and state.np is not None and state.tokens[at].lower == "forces" and determined(state):
        return []  # "the southern forces"
    if not verbs or (state.tokens[at].lower == "left" and there_is(state)):
        return []
    previous = state.tokens[at - 1].lower if at > state.first else ""
    if state.np is not None and state.np.prep == "under" and any(h.entry.form == "base" for h in verbs):
        return []  # "under Hamas control"
    if state.np is None and not state.auxiliaries and _describes_people(state, at, verbs):
        return []
    if previous.endswith("-") or _opens_subject(state, at, verbs) or _ways_in(state, at):
        return []  # "M23-controlled Goma", where the name ends in its hyphen
    verbs = [h for h in verbs if h.entry.id != "static" or h.entry.form != "adjective" or is_state(state, at)]
    if not verbs:
        return []
    if state.tokens[at].lower == "could" and _participle_at(state, max(h.end for h in verbs)):
        return []  # "could be | looted": what may happen to it, not a verb of its own
    if any(h.entry.form == "adjective" for h in verbs):
        adjectives = [h for h in verbs if h.entry.form == "adjective"]
        longest = max(h.end for h in verbs)
        if longest < state.stop and longest == at + 1 and state.tokens[longest].lower in _OUTLOOK:
            return []  # "the operational situation"
        return (
            adjectives
            if longest == max(h.end for h in adjectives)
            else [h for h in verbs if h.entry.form != "adjective"]
        )
    if _names_what(state, hits, verbs) or _lost_ground(state, at):
        return []
    infinitive = [h for h in verbs if h.entry.form not in {"s", "past", "participle"}]
    if previous == "to" and not infinitive and not state.auxiliaries:
        return []  # "to camps in X"
    if state.auxiliaries or previous == "to" or (state.prep and state.prep[0] == "to" and state.prep[1] == at - 1):
        return verbs
    if _names_point(hits, verbs):
        return []  # "the UNHCR transit centre"
    forms = {h.entry.form for h in verbs}
    if forms == {"s"} and (is_object(state, at) or denied_account(state, at)):
        return []
    if forms <= {"s", "base", "noun"} and (follows_verb(state, at) or counted(state)):
        return []  # "deny reports that …": what follows a verb at once is its object
    nominal = any(h.entry.form == "noun" for h in hits)
    if nominal and forms <= {"s"} and at + 1 < state.stop and verb_follows(state, at + 1):
        return []  # "WFP trucks | reach X"
    if previous.endswith(("'s", "’s")) and "base" in forms:
        return []  # "the country's state news agency"
    after_determiner = previous in state.words["determiners"] and previous not in {"that", "all", "both", "each"}
    if _describes_next(state, at, verbs, forms):
        return []
    after_determiner = after_determiner and not (previous == "one" and nobody(state, at))
    if previous in _ALONE and "past" in forms and any(h.end > at + 1 for h in verbs):
        after_determiner = False  # "Another set up a checkpoint"
    after_preposition = state.prep is not None and state.prep[1] == at - 1
    following = state.tokens[at + 1].lower if at + 1 < state.stop else ""
    if following == "of" and forms <= {"s", "base"}:
        return []  # "reports of", "claims of"
    if (_says(state, at, previous) or forms & {"past", "s", "be"}) and not after_determiner and not after_preposition:
        if previous == "," and any(h.entry.category == "demand" for h in verbs):
            return verbs
        loose = (
            "past" not in forms
            and "be" not in forms
            and (nominal or (state.np is not None and state.np.prep is not None))
        )
        sure = any(h.entry.category in {"report", "verb"} or h.end > at + 1 for h in verbs)
        sure = sure or (not nominal and "s" in forms and after_place(state, at))
        if loose and not _verb_like(state, at) and not sure:
            return []
        return verbs
    if "ing" in forms and after_denial(state, at):
        return verbs  # "denied looting stores"
    if "ing" in forms:
        nominal = nominal and not _takes_object(state, at)
        noun = previous in {"the", "a", "an"} or nominal or _is_thing(state, at) or _describes(state, at)
        return [] if noun else verbs
    if "participle" in forms and not after_determiner and not after_preposition:
        return verbs  # but "in occupied X"
    plural = (
        (is_plural(last_word(state)) and not one_or_collective(state, at, nominal=nominal))
        or subjunctive(state)
        or previous in {"who", "which"}
    )
    plural = plural or coordinated(state) or after_who(state, at) or (acting(state, at) and not nominal) or asked(state)
    if "base" in forms and goes_on(state, at):
        return verbs if not nominal or _has_object(state, at) else []
    if "base" in forms and not after_determiner and not after_preposition and plural:
        return verbs if not nominal or _verb_like(state, at) else []
    return []


def _lost_ground(state: State, at: int) -> bool:
    """ "regained lost positions", "a forward operating base": a participle of what follows it."""
    after = state.tokens[at + 1].lower if at + 1 < state.stop else ""
    if state.tokens[at].lower == "operating":
        return after in {"base", "bases", "post", "posts"} and not state.auxiliaries
    if state.tokens[at].lower not in {"lost", "occupied", "captured", "seized"} or state.auxiliaries:
        return False
    last = state.chunks[-1] if state.chunks and state.np is None and state.prep is None else None
    return last is not None and last.end == at and last.has("event") and after in _REGAINED


_REGAINED = frozenset(
    {"positions", "ground", "territory", "territories", "villages", "towns", "areas", "land", "posts"}
)


def _ways_in(state: State, at: int) -> bool:
    """ "on the southern approaches to X"."""
    if state.np is None or state.tokens[at].lower not in {"approaches", "approach"}:
        return False
    return state.np.prep in {"on", "at", "along", "near", "around"}


def _participle_at(state: State, at: int) -> bool:
    return at < state.stop and any(
        h.entry.category == "event" and h.entry.form == "participle" for h in state.hits_at(at)
    )


def _people_at(state: State, at: int) -> bool:
    return at < state.stop and any(h.entry.id in {"people", "force"} for h in state.hits_at(at))


def _describes_next(state: State, at: int, verbs: Sequence[Hit], forms: set[str]) -> bool:
    """ "130 captured soldiers", "thousands of displaced people", "nine coordinated aid missions"."""
    many = counted(state)
    of_them = state.np is not None and at > state.first and state.tokens[at - 1].lower == "of"
    if "participle" in forms and (many or of_them or follows_verb(state, at)) and _people_at(state, at + 1):
        return True  # also "handed captured soldiers to …"
    return many and {h.entry.category for h in verbs} <= _ARRANGING and _cargo_at(state, at + 1)


_ARRANGING = frozenset({"verb", "promise", "demand"})


def _cargo_at(state: State, at: int) -> bool:
    return at < state.stop and any(h.entry.id == "cargo" for h in state.hits_at(at))


def _describes_people(state: State, at: int, verbs: Sequence[Hit]) -> bool:
    """ "Fleeing soldiers looted shops", "Displaced families are returning": a participle that opens a subject."""
    opens = {"ing", "participle"} if at == state.first else {"ing"}
    if at != state.first and state.tokens[at - 1].lower not in {",", "and", "that"}:
        return False
    if state.prep is not None or not {h.entry.form for h in verbs} & opens:
        return False
    if any(h.entry.category in {"report", "admit", "deny", "demand"} for h in verbs):
        return False  # "…, said troops had left X"
    after = at + 1
    described = (
        [h for h in state.hits_at(after) if h.entry.id in {"people", "force"} or h.entry.category == "aid_point"]
        if after < state.stop
        else []
    )
    people = [h for h in described if h.entry.category != "aid_point" or state.tokens[at].lower in _DAMAGED]
    if not people or max(h.end for h in verbs) > after:
        return False
    for i in range(max(h.end for h in people), min(after + _REACH_OF_VERB, state.stop)):
        if not state.tokens[i].text[0].isalnum():
            return False
        if state.is_auxiliary(state.tokens[i].lower):
            return True
        if any(h.entry.category in VERBAL and h.entry.form in {"past", "s", "base"} for h in state.hits_at(i)):
            return True
    return False


_DAMAGED = frozenset({"damaged", "destroyed", "closed", "blocked", "flooded", "collapsed", "bombed", "looted"})


def _opens_subject(state: State, at: int, verbs: Sequence[Hit]) -> bool:
    """ "Positions around X have not changed", "Besieged X has no food": a subject that looks like a verb."""
    if at != state.first:
        return False
    besieged = at + 1 in state.reading.mention_at and state.tokens[at].lower in _SIEGES
    described = state.tokens[at].lower in _DESCRIBING  # "Repeated attempts to take X have failed"
    return besieged or described or {h.entry.form for h in verbs} == {"s"}


def _names_what(state: State, hits: Sequence[Hit], verbs: Sequence[Hit]) -> bool:
    """ "there were clashes in X", "French forces completed their withdrawal", "Israeli plans to leave": nouns."""
    if {h.entry.form for h in verbs} == {"s"} and any(state.is_auxiliary(t.lower) for t in state.auxiliaries):
        return True
    if not of_a_people(state):
        return False
    accounts = {h.entry.form for h in verbs} == {"s"} and all(h.entry.category == "report" for h in verbs)
    accounts = accounts and not determined(state)  # "Russian claims that …", but "the Russian reports that …"
    return accounts or any(h.entry.id == "force" or h.entry.form == "noun" for h in hits)


def _describes(state: State, at: int) -> bool:
    """ "the last working bakery": between a determiner and the noun that it describes."""
    if state.np is None or state.tokens[state.np.start].lower not in state.words["determiners"] or at + 1 >= state.stop:
        return False
    return any(h.entry.category == "aid_point" for h in state.hits_at(at + 1))


def _takes_object(state: State, at: int) -> bool:
    """ "denied bombing X", "accused it of shelling the camp": a noun would want "of" or "in"."""
    if state.np is not None or at + 1 >= state.stop:
        return False
    after = state.tokens[at + 1]
    return after.index in state.reading.mention_at or after.lower in {"the", "its", "their", "a", "an", "it", "them"}


def _has_object(state: State, at: int) -> bool:
    """ "… and | need tents": a determiner, number, place or goods right after it."""
    after = state.tokens[at + 1]
    if after.index in state.reading.mention_at or after.text[0].isdigit() or after.lower in state.words["determiners"]:
        return True
    return after.lower == "to" or any(h.entry.category in {"noun", "aid_point"} for h in state.hits_at(at + 1))


def _is_thing(state: State, at: int) -> bool:
    """ "the municipal building.": what ends a phrase that a determiner began is no verb."""
    if state.np is not None and state.tokens[at].lower == "building":
        word = state.tokens[at + 1].lower if at + 1 < state.stop else "."
        if word in state.words["prepositions"] or not word[0].isalnum() or state.is_auxiliary(word):
            return True  # "hit a five-storey building in X"
    if state.np is None or state.tokens[state.np.start].lower not in state.words["determiners"]:
        return False
    after = state.tokens[at + 1] if at + 1 < state.stop else None
    return after is None or not after.text[0].isalnum() or after.lower in state.words["coordinators"]


def _verb_like(state: State, at: int) -> bool:
    """A word that may be noun or verb is a verb after a plural or a name, before a determiner, place or "to"."""
    following = state.tokens[at + 1] if at + 1 < state.stop else None
    if following is None or state.np is None:
        return False
    named = following.text[0].isalpha() and following.lower not in state.words["prepositions"]
    if named and acting(state, at):
        return True  # "Somali army recaptures river towns"
    return (
        following.index in state.reading.mention_at
        or following.text[0].isdigit()
        or following.lower in state.words["determiners"]
        or following.lower in {"to", "into", "towards", "on", "it", "them"}
    )


def _says(state: State, at: int, previous: str) -> bool:
    """ "fighters of the Popular Front (PF) say they hold X": no noun but in "no say", "a final say"."""
    return state.tokens[at].lower == "say" and bool(state.chunks) and previous not in {"no", "final", "little", "any"}
