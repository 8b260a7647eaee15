"""Arabic words cut as the grammar needs them: و ف ب ل ك before a word and joined pronouns after it stand alone.

The places of an article are found before, on the words as written; here the document gets new tokens, whose offsets
are still code points of the text, and mentions that began with a clitic begin after it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from contested.extract.cast import Cast, find_actors
from contested.extract.chunks import Reading, reading_of
from contested.extract.document import Document, Sentence, Token
from contested.extract.lexicon import arabic_form
from contested.extract.lexicon_arabic import ArabicLexicon, load_arabic
from contested.model import MentionKind, Resolution

_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "ه")
_WITH_PRONOUN = frozenset(
    ["ل", "ب", "في", "من", "علي", "الي", "عن", "مع", "ان", "بين", "لدي", "حول", "لان", "كان", "ضد", "داخل", "لكن"]
)
_ARTICLE = "ال"
_LONG = 5  # letters of a name with "and the" before it
_SHORTEST = 2  # letters that must be left when a clitic is cut off


class Piece(NamedTuple):
    """A part of a token: code points `[start, end)` of the text, and the spelling to look up."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The spellings that are known as whole words."""

    lexicon: ArabicLexicon
    actors: Mapping[str, Any]

    def knows(self, form: str) -> bool:
        """Tell whether `form`, or it without the article, begins a known phrase."""
        bare = form[2:] if form.startswith(_ARTICLE) and len(form) > 3 else form
        return form == "بلا" or any(  # "without" is one word, as in the name of Médecins Sans Frontières
            word in table
            for word in (form, bare)
            for table in (
                self.lexicon.lexicon.trie.root,
                self.lexicon.particles.root,
                self.lexicon.glosses,
                self.actors,
                self.lexicon.days,
                self.lexicon.adverbs,
            )
        )


def read_arabic(document: Document, resolutions: Sequence[Resolution], cast: Cast) -> Reading:
    """Answer a document's reading with its Arabic words cut and glossed."""
    arabic = load_arabic()
    vocabulary = Vocabulary(arabic, cast.trie.root)
    shifted = [_without_clitic(r) for r in resolutions if not _only_a_word(r, vocabulary)]
    cuts = sorted({r.mention.start for r in shifted} | {r.mention.part.start for r in shifted if r.mention.part})
    tokens: list[Token] = []
    keys: list[tuple[str, ...]] = []
    sentences: list[Sentence] = []
    for sentence in document.sentences:
        first = len(tokens)
        for token in document.tokens_of(sentence):
            for piece in _pieces(token, cuts, vocabulary):
                text = document.text[piece.start : piece.end]
                gloss = gloss_of(piece.form, arabic) or text.lower()
                tokens.append(Token(piece.start, piece.end, text, gloss, len(tokens)))
                keys.append(_keys(piece.form, arabic, article=text[:1] in "اٱل"))
        sentences.append(Sentence(sentence.start, sentence.end, first, len(tokens), sentence.paragraph))
    cut = replace(document, tokens=tuple(tokens), sentences=tuple(sentences))
    actors = find_actors(cast, cut.tokens, keys)
    reading = reading_of(cut, arabic.lexicon, keys, shifted, actors)
    return replace(
        reading, actors={at: found for at, found in actors.items() if not _only_a_noun(reading, at, found[0])}
    )


def _only_a_word(resolution: Resolution, vocabulary: Vocabulary) -> bool:
    """Tell whether a place of the wide world is a word spelt like it: "خرج" (left), "المدينة" (the city), "للجزيرة"."""
    mention, arabic = resolution.mention, vocabulary.lexicon
    if mention.kind is not MentionKind.PLACE_OUTSIDE_THEATRE or mention.part is not None:
        return False
    form = arabic_form(mention.toponym)
    if any("" in arabic.lexicon.trie.root.get(word, ()) for word in (form, _bare(form))):
        return True
    if gloss_of(form, arabic) is not None:
        return True
    rests = [form[1:], form[2:]] if form[:1] in _CONJUNCTIONS + _PREPOSITIONS else []
    rests += [_ARTICLE + form[length + 1 :] for length in (1, 2) if form[length - 1 : length + 1] == "لل"]
    return any("" in vocabulary.actors.get(rest, ()) for rest in rests)


def _only_a_noun(reading: Reading, at: int, end: int) -> bool:
    """Tell "فتح المعبر" (opening it) from "فتح" (Fatah): a verbal noun before what is opened."""
    if end - at > 1 or end >= len(reading.keys):
        return False
    entries = list(reading.lexicon.trie.find(reading.keys, at, end))
    if not any(h.entry.category == "event" for h in entries):
        return False
    after = reading.lexicon.trie.find(reading.keys, end, min(end + 1, len(reading.keys)))
    return end in reading.mention_at or any(h.entry.category == "aid_point" for h in after)


def gloss_of(form: str, arabic: ArabicLexicon) -> str | None:
    """Answer the English word that the rules know a word by: "المعبر" is "the crossing"."""
    gloss = arabic.glosses.get(form)
    if gloss is None and form.startswith(_ARTICLE):
        inner = arabic.glosses.get(form[2:])
        gloss = f"the {inner}" if inner is not None else None
    return gloss


def _keys(form: str, arabic: ArabicLexicon, *, article: bool) -> tuple[str, ...]:
    root = arabic.lexicon.trie.root
    if form.endswith("ا") and form not in root and form[:-1] in root:
        return (form[:-1],)  # the ending of an indefinite object: "حصارا"
    if article and form.startswith(_ARTICLE) and len(form) > 3:
        return (form, form[2:])
    return (form,)


def _without_clitic(resolution: Resolution) -> Resolution:
    """Let a mention begin after its clitic where the place's own names show that it is one: "وخزاعة" names خزاعة."""
    mention, place = resolution.mention, resolution.place
    form = arabic_form(mention.toponym)
    if place is None or not form or form[0] not in _CONJUNCTIONS + _PREPOSITIONS:
        part = mention.part
        return resolution if part is None else _with_part(resolution)
    names = {_bare(arabic_form(name)) for name in (place.name, *place.aliases)}
    if _bare(form) in names:
        return _with_part(resolution)
    for length in (1, 2):
        rest = form[length + 1 :] if form[length - 1 : length + 1] == "لل" else _bare(form[length:])
        if len(mention.toponym) - length > _SHORTEST and rest in names:
            start = mention.start + length
            made = replace(mention, start=start, toponym=mention.toponym[length:])
            return _with_part(replace(resolution, mention=made))
    if form[0] == "و" and form[1:3] == _ARTICLE and len(form) > _LONG:  # "والقنيطرة": no list has all Arabic spellings
        made = replace(mention, start=mention.start + 1, toponym=mention.toponym[1:])
        return _with_part(replace(resolution, mention=made))
    return _with_part(resolution)


def _with_part(resolution: Resolution) -> Resolution:
    part = resolution.mention.part
    if part is None or not part.text or part.text[0] != "و" or part.text.startswith("وسط"):
        return resolution
    moved = replace(part, start=part.start + 1, text=part.text[1:])
    return replace(resolution, mention=replace(resolution.mention, part=moved))


def _bare(name: str) -> str:
    return name.removeprefix(_ARTICLE)


def _pieces(token: Token, cuts: Sequence[int], vocabulary: Vocabulary) -> Iterator[Piece]:
    """Cut one token."""
    start, end, text = token.start, token.end, token.text
    if not ("\u0600" <= text[0] <= "\u06ff"):
        yield Piece(start, end, text.lower())
        return
    at = bisect_left(cuts, start + 1)
    limit = cuts[at] if at < len(cuts) and cuts[at] < end else None
    if limit is not None:
        while start < limit:
            step = _letter(text, start - token.start) + token.start
            yield Piece(
                start, min(step, limit), arabic_form(text[start - token.start : min(step, limit) - token.start])
            )
            start = min(step, limit)
        yield Piece(start, end, arabic_form(text[start - token.start :]))
        return
    if at > 0 and cuts[at - 1] == start:
        yield Piece(start, end, arabic_form(text))
        return
    yield from _cut(text, start, vocabulary)


def _cut(text: str, start: int, vocabulary: Vocabulary, *, joined: bool = False) -> Iterator[Piece]:
    end = start + len(text)
    form = arabic_form(text)
    with_pronoun = (
        None if text[-1] == "ة" or form in vocabulary.lexicon.particles.root else _with_suffix(form, vocabulary)
    )
    if with_pronoun is not None and with_pronoun[0] in _WITH_PRONOUN:  # "إليه" is not "آلية"
        cut = len(text)
        for _ in with_pronoun[1]:
            cut = _back(text, cut)
        yield Piece(start, start + cut, with_pronoun[0])
        yield Piece(start + cut, end, with_pronoun[1])
        return
    whole = vocabulary.knows(form)
    if not whole:
        whole = _with_suffix(form, vocabulary) is not None and form[0] not in _CONJUNCTIONS
    if not whole and not joined and form and form[0] in _CONJUNCTIONS:
        rest = form[1:]
        known = _resolvable(rest, vocabulary)
        if len(rest) >= _SHORTEST and (
            known or (form[0] == "و" and form not in vocabulary.lexicon.keep and len(rest) > _SHORTEST)
        ):
            cut = _letter(text, 0)
            yield Piece(start, start + cut, form[0])
            yield from _cut(text[cut:], start + cut, vocabulary, joined=True)
            return
    if not whole and form and form[0] in _PREPOSITIONS:
        rest = form[1:]
        if form[0] == "ل" and rest.startswith("ل") and len(rest) > _SHORTEST:
            rest = "ا" + rest  # "للجيش": the article's alif is not written
        particle = rest in vocabulary.lexicon.particles.root
        if particle or (len(rest) > _SHORTEST and (rest.startswith(_ARTICLE) or _resolvable(rest, vocabulary))):
            cut = _letter(text, 0)
            yield Piece(start, start + cut, form[0])
            if rest.startswith("ال") and not arabic_form(text[cut:]).startswith("ال"):
                yield from _suffixed(text[cut:], start + cut, rest, vocabulary)
            else:
                yield from _suffixed(text[cut:], start + cut, arabic_form(text[cut:]), vocabulary)
            return
    if whole and vocabulary.knows(form):
        yield Piece(start, end, form)
        return
    yield from _suffixed(text, start, form, vocabulary)


def _suffixed(text: str, start: int, form: str, vocabulary: Vocabulary) -> Iterator[Piece]:
    end = start + len(text)
    found = None if vocabulary.knows(form) else _with_suffix(form, vocabulary)
    if found is None:
        yield Piece(start, end, form)
        return
    stem, suffix = found
    cut = len(text)
    for _ in suffix:
        cut = _back(text, cut)
    yield Piece(start, start + cut, stem)
    yield Piece(start + cut, end, suffix)


def _resolvable(form: str, vocabulary: Vocabulary) -> bool:
    if vocabulary.knows(form) or _with_suffix(form, vocabulary) is not None:
        return True
    if form.startswith(_ARTICLE) and len(form) > 4:
        return True
    if form[:1] in _PREPOSITIONS and len(form) > 3:
        rest = form[1:]
        return (
            vocabulary.knows(rest) or rest.startswith(_ARTICLE) or (form[:2] == "لل" and vocabulary.knows("ا" + rest))
        )
    return False


def _with_suffix(form: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Cut a joined pronoun off: "انسحابها", "عليه", "سيطرته" (سيطرة), "حاصروها" (حاصروا)."""
    for suffix in _PRONOUNS:
        if not form.endswith(suffix):
            continue
        stem = form[: -len(suffix)]
        if stem in _WITH_PRONOUN:
            return stem, suffix
        if len(stem) <= _SHORTEST or stem.startswith(_ARTICLE):
            continue
        variants = [stem]
        if stem.endswith("ت") and stem not in vocabulary.lexicon.transitive:
            variants.insert(0, stem[:-1] + "ه")
        elif stem.endswith("ت"):
            variants.append(stem[:-1] + "ه")
        if stem.endswith("و"):
            variants.append(stem + "ا")
        if stem.endswith("ا"):
            variants.append(stem[:-1] + "ي")
        for variant in variants:
            if variant in vocabulary.lexicon.lexicon.trie.root:
                return variant, suffix
    return None


def _letter(text: str, at: int) -> int:
    """Answer where the letter at `at` ends, with its marks."""
    at += 1
    while at < len(text) and text[at] in _MARKS:
        at += 1
    return at


def _back(text: str, end: int) -> int:
    """Answer where the last letter before `end` begins."""
    end -= 1
    while end > 0 and text[end] in _MARKS:
        end -= 1
    return end
