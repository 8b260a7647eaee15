"""The claim grammar's lexicons: words and phrases of one language, compiled to a trie over tokens.

The lists are data (`data/lexicons/<language>/`); a theatre adds its actors. A phrase is a sequence of words; "…" in it
stands for up to `MAX_GAP` words. Verbs are inflected from their base form, irregular ones are given.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from contested import reference
from contested.extract.document import Token

MAX_GAP: Final = 7
GAP: Final = "…"
_END: Final = ""  # key of a node's entries
_SURE = frozenset(  # verbs whose "-s" is no noun: "army breaks siege"
    {"continue", "remain", "stay", "appear", "seem", "become", "include", "follow", "describe", "provide"}
    | {"arrive", "begin", "ensure", "allow", "welcome", "prevail", "rest", "lift", "give", "commit", "envisage"}
    | {"foresee", "stipulate", "specify", "condemn", "denounce", "deplore", "criticise", "criticize", "agree"}
    | {"bring", "break", "carry", "choose", "come", "complete", "consider", "convey", "create", "decide", "decry"}
    | {"commend", "laud", "applaud", "hail", "slam", "engage", "erupt", "expect", "extend", "fail", "falter"}
    | {"finish", "flee", "gather", "go", "grow", "hear", "identify", "impose", "improve", "involve", "join"}
    | {"know", "lament", "apologise", "apologize", "make", "manage", "mourn", "oppose", "participate", "persist"}
    | {"plunge", "postpone", "prohibit", "prove", "quit", "rebuild", "recover", "reduce", "refrain", "relocate"}
    | {"renew", "replace", "restore", "resume", "retaliate", "send", "speak", "suffer", "suspend", "think", "try"}
    | {"unravel", "worsen", "buy", "sell", "bury", "belong", "build", "transmit", "reconvene", "derail"}
    | {"scuttle", "adjourn", "descend", "implement", "accompany", "investigate", "inspect"}
)
_VOWELS = "aeiou"
_ARABIC_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_ARABIC_FORMS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


class Entry(NamedTuple):
    """What a phrase is: its `category` ("event", "report", …), its `id` in it, and the `form` of its first word."""

    category: str
    id: str
    form: str  # base, s, past, participle, ing, noun, adjective, word


class Hit(NamedTuple):
    """A phrase found at tokens `[start, end)` of a document."""

    start: int
    end: int
    entry: Entry
    gap: tuple[int, int] | None = None  # the tokens that stand for "…"


_LIGHT = frozenset({"(", ")", "-", "–"})
_BREAKS = frozenset({",", ";", ":", "،", "؛", "(", ")", "-", "–", "—"})


@dataclass(slots=True)
class Trie:
    """Phrases by their words."""

    root: dict[str, Any] = field(default_factory=dict)

    def add(self, words: Sequence[str], entry: Entry) -> None:
        """Add a phrase; the same phrase may carry several entries."""
        node = self.root
        for word in words:
            node = node.setdefault(word, {})
        entries = node.setdefault(_END, [])
        if entry not in entries:
            entries.append(entry)

    def starting(self, keys: list[tuple[str, ...]]) -> list[bool]:
        """Tell of each token whether some phrase begins with one of its spellings."""
        root = self.root
        return [s[0] in root if len(s) == 1 else not root.keys().isdisjoint(s) for s in keys]

    def find(self, keys: list[tuple[str, ...]], start: int, stop: int) -> list[Hit]:
        """Answer every phrase that begins at token `start` and ends at or before `stop`."""
        found: list[Hit] = []
        for key in keys[start]:
            node = self.root.get(key)
            if node is not None:
                _walk(node, keys, (start, start + 1, stop), None, found)
        return found

    def find_after(self, first: str, keys: list[tuple[str, ...]], start: int, at: int, stop: int) -> list[Hit]:
        """Answer the phrases that begin with `first` at token `start` and go on at token `at`, over what is between."""
        node: dict[str, Any] = self.root.get(first, {})
        found: list[Hit] = []
        for key in keys[at]:
            following = node.get(key)
            if following is not None:
                _walk(following, keys, (start, at + 1, stop), None, found)
        return found


def _walk(
    node: dict[str, Any],
    keys: list[tuple[str, ...]],
    span: tuple[int, int, int],
    gap: tuple[int, int] | None,
    found: list[Hit],
) -> None:
    start, position, stop = span
    entries: list[Entry] | None = node.get(_END)
    if entries is not None:
        for entry in entries:
            found.append(Hit(start, position, entry, gap))
        if len(node) == 1:
            return
    if position >= stop:
        return
    for key in keys[position]:
        following = node.get(key)
        if following is not None:
            _walk(following, keys, (start, position + 1, stop), gap, found)
    after_gap = node.get(GAP)
    if after_gap is None or gap is not None or keys[position][0] in _BREAKS:
        return  # "had not been taken, and he told people to …": what stands between begins at once
    for where in range(position + 1, min(position + MAX_GAP + 1, stop)):
        for key in keys[where]:
            following = after_gap.get(key)
            if following is not None:
                if not _cut(keys, position, where):
                    _walk(following, keys, (start, where + 1, stop), (position, where), found)
                return


def _cut(keys: Sequence[tuple[str, ...]], first: int, end: int) -> bool:
    """ "After loss of X, Y rushes to …": a mark in a gap ends what is said, unless it is that of a list."""
    marks = [keys[i][0] for i in range(first, end) if keys[i][0] in _BREAKS]
    if not marks or marks[0] in _LIGHT:
        return False
    return marks[0] != "," or not any(keys[i][0] in {"and", "or"} for i in range(first, end))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's trie and its closed word classes (`words["prepositions"]` is a set of lower-case words)."""

    language: str
    trie: Trie
    words: Mapping[str, frozenset[str]]
    auxiliaries: frozenset[str] = frozenset()  # any form of be, have, do, or a modal verb
    listed: frozenset[str] = frozenset()  # every word of the closed classes
    be_have_do: frozenset[str] = frozenset()
    classes: dict[str, int] = field(default_factory=dict, compare=False)  # what the parser has made of each word

    def has(self, name: str, word: str) -> bool:
        """Tell whether `word` (lower case) belongs to the closed class `name`."""
        return word in self.words[name]


def keys_of(tokens: Iterable[Token], language: str) -> list[tuple[str, ...]]:
    """Answer, token by token, the spellings under which a word may stand in a lexicon.

    English gives the word and, for a possessive, the word without it; Arabic its unvowelled form, with and without
    the clitics و ف ب ل ك and the article.
    """
    if language == "ar":
        return [_arabic_keys(token.lower) for token in tokens]
    return [_latin_keys(word) if "'" in (word := token.lower) or "." in word else (word,) for token in tokens]


def _latin_keys(word: str) -> tuple[str, ...]:
    if word[-1] == "." and len(word) > 1:
        return (word, word.replace(".", ""))  # "U.N."
    if word.endswith("'s"):
        return (word, word[:-2])
    if word.endswith("s'"):
        return (word, word[:-1])
    return (word,)


def arabic_form(word: str) -> str:
    """Answer an Arabic word without vowels and with its letter variants made one.

    >>> arabic_form("أعلنَت")
    'اعلنت'
    """
    return _ARABIC_MARKS.sub("", word).translate(_ARABIC_FORMS)


def _arabic_keys(word: str) -> tuple[str, ...]:
    plain = arabic_form(word)
    keys = [plain]
    for prefix in ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب"):
        if plain.startswith(prefix) and len(plain) - len(prefix) >= 3:
            rest = plain[len(prefix) :]
            keys.append(rest)
            if rest.startswith("ل") and not rest.startswith("لل"):
                keys.append("ا" + rest)
    if plain.startswith("لل") and len(plain) > 4:
        keys.append("ال" + plain[2:])
    for key in tuple(keys):
        if key.startswith("ال") and len(key) > 4:
            keys.append(key[2:])
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, str]]:
    """Answer past and participle of the irregular verbs that phrases begin with, so that each need not repeat them."""
    listed = reference.read_toml("lexicons", "en", "words.toml")["irregular"]["verbs"]
    return {base: (past, participle) for base, past, participle in (verb.split("/") for verb in listed)}


def inflect(verb: str) -> list[tuple[str, str]]:
    """Answer `(form, phrase)` for a verb phrase such as "pull back" or "fall/fell/fallen back".

    >>> [phrase for _, phrase in inflect("pull back")]
    ['pull back', 'pulls back', 'pulled back', 'pulled back', 'pulling back']
    >>> inflect("hold/held/held")[2]
    ('past', 'held')
    >>> inflect("begin talks")[2], inflect("control")[2]
    (('past', 'began talks'), ('past', 'controlled'))
    """
    first, _, rest = verb.partition(" ")
    parts = first.split("/")
    base = parts[0]
    if base == "be":
        forms = [("be", word) for word in ("be", "is", "are", "was", "were", "been", "being", "'s")]
        return [(form, f"{word} {rest}".strip()) for form, word in forms]
    if base == "not":
        return [("base", verb)]
    parts = parts if len(parts) > 1 else [base, *_irregular().get(base, ())]
    past = parts[1] if len(parts) > 1 else _past(base)
    participle = parts[2] if len(parts) > 2 else past
    third = {"have": "has", "do": "does", "go": "goes"}.get(base) or (
        base[:-1] + "ies"
        if base.endswith("y") and base[-2] not in _VOWELS
        else base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    )
    forms = [("base", base), ("s", third), ("past", past), ("participle", participle), ("ing", _ing(base))]
    if len(parts) == 1 and base.endswith("el") and not _doubles(base):  # "cancelled" beside "canceled"
        forms += [("past", f"{base}led"), ("participle", f"{base}led"), ("ing", f"{base}ling")]
    return [(form, f"{word} {rest}".strip()) for form, word in forms]


def _doubles(base: str) -> bool:
    """Tell whether the last consonant doubles: "stop", "ship", but not "open" or "enter"."""
    base = base.rpartition("-")[2]  # "air-drop"
    if len(base) < 3 or base[-1] in _VOWELS + "wxyh" or base[-2] not in _VOWELS or base[-3] in _VOWELS:
        return False
    return sum(letter in _VOWELS for letter in base) == 1 or (
        base.endswith(("mit", "pel", "cur", "fer", "bar", "rol", "nap", "quip", "gret", "rebut", "drop"))
        and not base.endswith("ffer")
    )


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + base[-1] + "ed" if _doubles(base) else base + "ed"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return base + base[-1] + "ing" if _doubles(base) else base + "ing"


@lru_cache(maxsize=8)
def load_lexicon(language: str) -> Lexicon:
    """Load the claim lexicon of `language`, or the English one where there is none."""
    language = language if language in languages() else "en"
    trie = Trie()
    events = reference.read_toml("lexicons", language, "events.toml")
    words = reference.read_toml("lexicons", language, "words.toml")
    for identity, sections in events.items():
        _add(trie, "event", identity, sections, language)
    for category in ("report", "deny", "admit", "refuse", "demand", "promise", "threaten", "insist"):
        _add(trie, category, category, words.get(category, {}), language)
    _add_others(trie, words.get("other_verbs", {}), language)
    for phrase in words.get("retract", {}).get("phrases", ()):
        trie.add(_split(phrase, language), Entry("retract", "retract", "word"))
    for group, sections in (
        ("noun", words["nouns"]),
        ("aid_point", words["aid_points"]),
        ("anaphor", words["anaphors"]),
    ):
        for identity, phrases in sections.items():
            for phrase in phrases:
                trie.add(_split(phrase, language), Entry(group, identity, "noun"))
    classes = words.get("closed_class") or reference.read_toml("lexicons", "en", "words.toml")["closed_class"]
    closed = {name: frozenset(values) for name, values in classes.items()}
    closed["question"] = frozenset(words.get("question", {}).get("words", ()))
    closed["correction"] = frozenset(words.get("correction", {}).get("starts", ()))
    groups = ("be", "have", "do", "future", "would", "may", "must")
    auxiliaries = frozenset({"can"}).union(*(closed[name] for name in groups))
    listed = frozenset[str]().union(*closed.values())
    closed["seats"] = frozenset(words.get("seats", {}).get("names", ()))  # places, and no words of the grammar
    return Lexicon(language, trie, closed, auxiliaries, listed, closed["be"] | closed["have"] | closed["do"])


def _add_others(trie: Trie, sections: Mapping[str, Sequence[str]], language: str) -> None:
    """Verbs without a claim: only the forms that are hardly ever nouns."""
    for verb in sections.get("verbs", ()):
        for form, phrase in inflect(verb) if language == "en" else [("past", verb)]:
            if form in {"past", "participle"} or (
                form in {"s", "base"} and " " not in phrase and verb.split("/")[0] in _SURE
            ):
                trie.add(_split(phrase, language), Entry("verb", "verb", form))


def languages() -> tuple[str, ...]:
    """Answer the languages that have a claim lexicon."""
    folder = reference.root() / "lexicons"
    return tuple(sorted(path.name for path in folder.iterdir() if (path / "events.toml").is_file()))


def _add(trie: Trie, category: str, identity: str, sections: Mapping[str, Sequence[str]], language: str) -> None:
    for verb in sections.get("verbs", ()):
        for form, phrase in inflect(verb) if language == "en" else [("past", verb)]:
            trie.add(_split(phrase, language), Entry(category, identity, form))
    for noun in sections.get("nouns", ()):
        trie.add(_split(noun, language), Entry(category, identity, "noun"))
        if language == "en" and " " not in noun and not noun.endswith(("s", "ing")):
            trie.add((noun + ("es" if noun.endswith("sh") else "s"),), Entry(category, identity, "noun"))
    for adjective in sections.get("adjectives", ()):
        trie.add(_split(adjective, language), Entry(category, identity, "adjective"))


def _split(phrase: str, language: str) -> tuple[str, ...]:
    words = phrase.lower().split()
    return tuple(arabic_form(word) for word in words) if language == "ar" else tuple(words)
