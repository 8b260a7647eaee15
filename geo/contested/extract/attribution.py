"""Who said it: the source chain of every clause, origin first, publisher last.

Sources are read from pre-posed reports ("X said that …"), attribution clauses ("…, X told Y"), "according to X",
multi-sentence quotes and captions' credits. A sentence that continues ("Furthermore, …") keeps the chain of the
sentence before it. Where nobody is cited the publisher speaks.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from contested.extract.actors import ARMED_KINDS, ActorRef, first_token, moved, surface
from contested.extract.cast import Cast
from contested.extract.casting import Casting
from contested.extract.chunks import Chunk, ChunkKind, Reading, verb_is_passive, words_of
from contested.extract.clauses import Clause
from contested.extract.document import ParagraphRole, Sentence, Token
from contested.extract.events import OPERATORS, Event
from contested.extract.lexicon import Entry
from contested.extract.speakers import (
    agent_of,
    before_relative,
    goes_on,
    is_evidence,
    is_item,
    is_ordering,
    is_quoted,
    jointly,
    manner_of,
    quotes,
    resumes,
)
from contested.extract.subjects import subjects_of
from contested.extract.telling import is_attribution, teller
from contested.extract.voices import Chain, SentenceVoices, Voice, cites, not_cited
from contested.model import Article, Predicate, Source, SourceRole

UNNAMED_PUBLISHER = "the article"
_CREDIT = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]\s*$")
_SPEAKING = ("report", "admit", "deny", "threaten")
_OPERATORS = frozenset(OPERATORS)
_BOTH = frozenset({"both", "each"})
_VOWING = ("vow", "pledg", "swore", "swear")
_SAID_OF = frozenset(
    {"said", "believed", "reported", "accused", "alleged", "claimed", "blamed", "understood", "thought", "assessed"}
    | {"judged", "concluded", "estimated"}
)
_OWNERS = frozenset({"its", "their", "his", "her"})
_WITH = frozenset({"of", "for", "at", "from", "with"})
_OF_WORDS = {  # "a source close to the governor", "a statement by the army"
    "close": frozenset({"to"}),
    **dict.fromkeys(("statement", "communique", "communiqué", "report", "post"), frozenset({"by"})),
}
_ONE_BEFORE = 40  # tokens of the sentence before, in which who goes on speaking has spoken
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
_REASONS = frozenset(  # "citing a lack of supplies"
    {"lack", "shortage", "shortages", "risk", "risks", "need", "fears", "concerns", "insecurity", "safety", "damage"}
    | {"threat", "threats", "violence", "attacks", "danger", "reasons"}
)
_LITTLE, _LONGEST_QUOTE, _FAR = 20, 3_000, 1 << 40  # code points
_HEAD = 200  # code points within which the heading of a release ends
_RELEASE = re.compile(
    r"for immediate release|press release|(?:daily|evening|morning|operational) (?:bulletin|summary|update|briefing)"
    r"|press service|press statement|media statement|official statement|communiqu[eé]"
    r"|spokesperson['’]s (?:unit|office)",
    re.IGNORECASE,
)
_NOBODY = (0, Entry("", "", ""))
_SAME = frozenset(
    {"source", "official", "sources", "officials", "statement", "spokesman", "spokesperson", "spokeswoman"}
    | {"officer", "diplomat", "figure", "leader", "minister", "commander", "agency", "ministry"}
)


class Attribution:
    """Reads the voices of an article, sentence by sentence."""

    def __init__(self, reading: Reading, cast: Cast, casting: Casting) -> None:
        self._reading = reading
        self._cast = cast
        self._casting = casting
        self._last: Voice | None = None
        self._arabic = reading.lexicon.language == "ar"
        self._passed_on: dict[str, list[str]] = {}  # an unnamed person's words reach us through these
        self._issuer = self._issued()
        self.publisher = self._party(reading.document.article.outlet)
        self._quotes = sorted(span for span in quotes(reading.document.text) if span[1] - span[0] > _LITTLE)

    def sentence(self, sentence: Sentence, clauses: Sequence[Clause]) -> SentenceVoices:
        """Read who a sentence as a whole is attributed to."""
        voices = SentenceVoices()
        inner: Voice | None = None
        for governor in {id(c.governor[1]): c.governor for c in clauses if c.governor is not None}.values():
            if governor[1].has("report"):
                inner = self.voice(*governor) or inner
        self._denials(clauses, voices)
        for clause in clauses:
            if clause.attribution:
                told = teller(clause.chunks) or clause.verbs()[0]
                if (voice := self.voice(clause, told)) is not None:
                    voices.outer = voice
                    voices.told.append((told.start, voice))
        voices.cited = self._citing(clauses)
        if voices.outer is None:
            as_said = next((c for c in clauses if c.link == "as" and c.verbs() and is_attribution(c.chunks)), None)
            voices.outer = self.voice(as_said, as_said.verbs()[0]) if as_said is not None else None
        if voices.outer is None:
            voices.outer = self._according_to(clauses) or self._labelled(clauses) or self._dashed(clauses)
        document = self._reading.document
        voices.quoted = self._quoted(sentence)
        if voices.outer is None and (voices.quoted or self._continues(sentence)):
            voices.outer, voices.continued = self._last, True
        if voices.outer is None and inner is None and self._issuer is not None:
            voices.outer = Voice(self._issuer)
        if document.role_of(sentence) is ParagraphRole.CAPTION:
            voices.outer = self._credit(sentence)
        if voices.outer is not None and document.role_of(sentence) is not ParagraphRole.CAPTION:
            self._last = voices.outer
        elif inner is not None:
            self._last = inner
        return voices

    def _denials(self, clauses: Sequence[Clause], voices: SentenceVoices) -> None:
        """Note who denies as somebody who has spoken: "Hamas rejected the account: its men were in X, it said"."""
        for number, clause in enumerate(clauses if not self._arabic else ()):
            verb = next((v for v in clause.verbs() if v.has("deny") and "ing" not in v.forms()), None)
            subjects = subjects_of(clause, verb) if verb is not None else []
            actor = self._casting.refer(subjects[0]) if subjects and subjects[0].prep is None else None
            if verb is None or actor is None or actor.id is None:
                continue
            self._casting.remember(actor, speaker=True)
            if number + 1 < len(clauses) and clauses[number + 1].link == ":":
                voices.outer = self.voice(clause, verb)

    def _issued(self) -> ActorRef | None:
        """ "ARMY SPOKESPERSON'S UNIT, for immediate release:": whose own words a text is that opens as a release."""
        head = self._reading.document.text[:_HEAD].partition("\n")
        if not head[1] or not _RELEASE.search(head[0]):
            return None
        for index, token in enumerate(self._reading.document.tokens):
            if token.start >= len(head[0]):
                break
            entry = self._reading.actors.get(index, _NOBODY)[1]
            if entry.category == "actor":
                actor = self._cast.actors[entry.id]
                return ActorRef(actor.label, entry.id, actor.kind, 0, 0)
        name = re.split(r"\s[—–-]\s|,|:", head[0])[0].strip()
        return ActorRef(name, None, "name", 0, 0) if name and not _RELEASE.fullmatch(name) else None

    def _party(self, outlet: str | None) -> ActorRef | None:
        """Answer the publisher as an actor where it is one: "our troops" in the General Staff's own bulletin."""
        node = self._cast.trie.root
        for word in (outlet or "").lower().replace("’", "'").removeprefix("the ").split():
            node = node.get(word, {})
        found = [entry for entry in node.get("", ()) if entry.category == "actor"] if outlet else []
        if not found:
            return None
        actor = self._cast.actors[found[0].id]
        return ActorRef(actor.label, actor.id, actor.kind, 0, 0) if actor.kind in ARMED_KINDS else None

    def _quoted(self, sentence: Sentence) -> bool:
        """Tell whether the whole sentence stands inside a quote."""
        for at in range(bisect_right(self._quotes, (sentence.start, _FAR)) - 1, -1, -1):
            start, end = self._quotes[at]
            if sentence.end <= end + 1:
                return True
            if sentence.start - start > _LONGEST_QUOTE:
                return False
        return False

    def note(self, voice: Voice | None) -> None:
        """Remember the last voice heard, for sentences that continue it."""
        if voice is not None:
            self._last = voice

    def voice(self, clause: Clause, verb: Chunk) -> Voice | None:
        """Read the speaker of a verb of saying and the medium told."""
        if verb.word in _SAID_OF and (clause.link == "as" or verb_is_passive(verb, self._reading.lexicon)):
            by = [c for c in clause.chunks if c.prep == "by" and c.start >= verb.end][:1]
            if not by and clause.link != "as":
                return None  # "the army is said to have left": by whom is not said
            speaker = self._speaker(clause, by[0]) if by else None
            if speaker is not None:  # "as reported by the agency"
                return Voice(speaker)
        subjects = [c for c in not_cited(clause, self._reading) if c.prep is None and c.start < verb.start][:1]
        subjects = subjects if verb.subjects is None else verb.subjects[:1]
        if not subjects:
            subjects = subjects_of(clause, verb) if not clause.attribution else before_relative(clause)
        after = [c for c in clause.chunks if c.kind is ChunkKind.NP and c.start >= verb.end and c not in subjects]
        inverted = verb.forms() & {"past", "s"} and not verb.forms() & {"ing"} and clause.attribution
        if not subjects and after and inverted:
            subjects, after = [c for c in after if c.prep is None][:1], [c for c in after if c.prep is not None]
        if not subjects or (after and words_of(self._reading.document, after[0])[0] in {"nothing", "little"}):
            return None  # "and Kigali said nothing"
        words = words_of(self._reading.document, subjects[0])
        if is_evidence(words) or is_item(words):
            agent = agent_of(clause.chunks, subjects[0], verb.start)  # "images studied by X show …"
            speaker = self._speaker(clause, agent) if agent is not None and is_evidence(words) else None
        else:
            apposed = [c for c in clause.chunks if c.kind is ChunkKind.NP and subjects[0].end < c.start < verb.start]
            speaker = self._speaker(clause, subjects[0], resumed=resumes(clause, verb))
            if speaker is None and apposed and apposed[0].prep is None:
                speaker = self._speaker(clause, apposed[0])  # a name that no list knows, "Olena Koval, a nurse, said"
        if speaker is None or not speaker.label:
            return None
        speaker = self._described(clause, subjects[0], verb, speaker)
        elided = subjects[0].end <= clause.chunks[0].start  # "A denied that B had come, and said its men held X"
        self._casting.remember(replace(speaker, start=verb.start) if elided else speaker, speaker=True)
        after += [
            c
            for c in clause.chunks
            if c.kind is ChunkKind.NP and c.end <= verb.start and c.prep in {"to", "with", "by"}
        ]
        told = self._reading.document.tokens[verb.start].lower in {"told", "tell", "tells", "telling"}
        told = told or (verb.subjects is not None and any(c.prep == "to" for c in after))
        relays = [name for chunk in after if (name := self._medium(chunk, told=told)) is not None]
        if speaker.kind == "person":
            relays = relays or self._passed_on.get(speaker.label, [])
            self._passed_on[speaker.label] = relays[:2]
        manner = "assesses" if is_evidence(words) else manner_of(clause, verb, self._reading)
        before = self._reading.document.tokens[subjects[0].start : max(verb.start, subjects[0].end)]
        both = any(t.lower in _BOTH for t in before)
        if both and jointly(subjects_of(clause, verb) if verb.subjects is None else verb.subjects, verb, self._reading):
            manner = "jointly"
        return Voice(speaker, relays[:2], manner=manner)

    def _described(self, clause: Clause, chunk: Chunk, verb: Chunk, speaker: ActorRef) -> ActorRef:
        """ "an official | briefed on the matter | told …": somebody unnamed is known by what describes him."""
        between = [c for c in clause.chunks if chunk.end <= c.start < verb.start]
        told_of = bool(between) and between[0].kind is ChunkKind.VERB and not between[0].word.endswith("ing")
        marks = any(c.kind is ChunkKind.PUNCT for c in between) or (told_of and between[0].has_any(_OPERATORS))
        if speaker.id is not None or speaker.start != chunk.start or not told_of or marks:
            return speaker
        text, tokens = self._reading.document.text, self._reading.document.tokens
        words = " ".join(text[tokens[chunk.start].start : tokens[between[-1].end - 1].end].split())
        first, _, rest = words.partition(" ")
        return replace(speaker, label=rest if first.lower() in {"a", "an", "the"} else words)

    def _speaker(self, clause: Clause, chunk: Chunk, *, resumed: bool = False) -> ActorRef | None:
        words = words_of(self._reading.document, chunk)
        if words[0] in {"what", "which", "that", "this", "there"}:
            return None
        last = self._casting.last_speaker(self._since(chunk) if clause.attribution else chunk.start)
        share = words[:2] == ["one", "of"] and len(words) > 2 and words[2] not in {"them", "these", "those"}
        if words[0] in {"he", "she", "one", "both", "i", "we", "him"} and not share:
            return last or self._casting.refer(chunk)
        if words[0] in _PRONOUNS:
            here = self._casting.refer(chunk)
            if clause.attribution and last is not None and (resumed or goes_on(words[0], here, last)):
                return last
            if not clause.attribution and (before := self.spoke_before(chunk, words[0])) is not None:
                return before
            return here or last
        if words[0] in _OWNERS and chunk.has("noun", "spokesperson"):
            before = self.spoke_before(chunk, words[0])
            if before is not None:
                return before
        definite = words[0] in {"the", "this", "that"} and len(words) <= 3
        if (
            definite
            and words[-1] in _SAME
            and last is not None
            and not any(h.entry.category == "actor" for h in chunk.hits)
        ):
            named = self._casting.last_speaker(chunk.start, called=words[-1])
            if named is not None and not self._is_short(words):
                return named
            same = words[-1].rstrip("s") in last.label.lower() or words[-1] in {"source", "official", "statement"}
            if same and not self._is_short(words):
                return last
        for name in (h for h in chunk.hits if h.entry.category == "outlet"):
            named_so = self._reading.document.tokens[chunk.start : name.start]
            if named_so and named_so[-1].text[:1].isupper() and named_so[-1].lower != "the":
                return ActorRef(surface(self._reading, chunk), None, "media", chunk.start, chunk.end)  # "Kobani Times"
            return ActorRef(self._cast.outlets[name.entry.id], name.entry.id, "media", chunk.start, chunk.end)
        if (words[-1] in {"version", "report", "article", "story"} and "earlier" in words) or words[:2] == [
            "this",
            "report",
        ]:
            return None
        actor = self._casting.refer(chunk)
        if actor is None and words[0] in _OWNERS and len(words) > 1:
            return ActorRef(" ".join(words[1:]), None, "person", chunk.start, chunk.end)  # "its captain said"
        if actor is not None and actor.id is None:
            actor = self._with_affiliation(clause, chunk, actor)
            if chunk.has("noun", "spokesperson") and len(words) <= 2 and not is_quoted(clause, chunk):
                since = max(
                    (s.first_token for s in self._reading.document.sentences if s.first_token <= chunk.start), default=0
                )
                return self._casting.last_actor(chunk.start, since) or actor
        return actor

    def spoke_before(self, chunk: Chunk, pronoun: str) -> ActorRef | None:
        """ "The army said M23 had taken X. | It said …": the body that spoke last, and not whom it spoke of."""
        document = self._reading.document
        sentence = document.sentences[bisect_right(document.sentences, chunk.start, key=first_token) - 1]
        last = self._casting.last_speaker(sentence.first_token)
        if chunk.start != sentence.first_token or last is None or last.start < sentence.first_token - _ONE_BEFORE:
            return None
        several = last.id is None and last.label.rsplit(maxsplit=1)[-1].endswith("s")
        body = last.armed or last.kind in {"government", "group", "ngo", "un_agency", "name", "force", "media"}
        fits = body if pronoun in {"it", "its"} else several and pronoun in {"they", "their"}
        return moved(last, chunk) if fits else None

    def _since(self, chunk: Chunk) -> int:
        """Answer the token at which what "it said" stands after begins: the sentence, or its part after a colon."""
        document = self._reading.document
        sentence = document.sentences[bisect_right(document.sentences, chunk.start, key=first_token) - 1]
        hard = [t.index for t in document.tokens[sentence.first_token : chunk.start] if t.text in {";", ":"}]
        return hard[-1] if hard else sentence.first_token

    def _is_short(self, words: Sequence[str]) -> bool:
        return " ".join(words[1:]) in self._cast.short_forms

    def _with_affiliation(self, clause: Clause, chunk: Chunk, actor: ActorRef) -> ActorRef:
        """ "the mayor of Khiam", "a spokesman for the army": a spokesman speaks for the body he is named with."""
        position = clause.chunks.index(chunk) if chunk in clause.chunks else -1
        following = clause.chunks[position + 1] if 0 <= position < len(clause.chunks) - 1 else None
        if (
            following is None
            or following.kind is not ChunkKind.NP
            or following.prep not in _WITH | _OF_WORDS.get(words_of(self._reading.document, chunk)[-1], frozenset())
        ):
            return actor
        if chunk.has("noun", "spokesperson"):
            body = self._casting.refer(following)
            if body is not None:
                return body
        text = self._reading.document.text
        tokens = self._reading.document.tokens
        words = " ".join(text[tokens[chunk.start].start : tokens[following.end - 1].end].split())
        for article in ("the ", "a ", "an ", "The ", "A ", "An "):
            words = words.removeprefix(article)
        return ActorRef(words, None, actor.kind, chunk.start, following.end)

    def _medium(self, chunk: Chunk, *, told: bool) -> str | None:
        """Answer the outlet that was told, or that is named as where the words were published."""
        outlet = next((h for h in chunk.hits if h.entry.category == "outlet"), None)
        if outlet is not None and (chunk.prep in {None, "to", "by", "with"}):
            return self._cast.outlets[outlet.entry.id]
        if (chunk.prep is None and told) or chunk.prep == "by" or (self._arabic and told and chunk.prep == "to"):
            tokens = self._reading.document.tokens[chunk.start : chunk.end]
            words = [t.lower for t in tokens]
            if words[0] in {"us", "reporters", "journalists", "a", "them", "me"} and len(words) == 1:
                return None
            named = chunk.has("noun", "media") or any(
                self._reading.resolutions[m].mention.kind.value == "org_name" for m in chunk.mentions
            )
            capital = tokens[-1].text[:1].isupper() and not chunk.mentions
            if named or (told and capital):
                return surface(self._reading, chunk)
        return None

    def _citing(self, clauses: Sequence[Clause]) -> ActorRef | None:
        """ "TASS reported …, citing the ministry", "Quoting an official, the channel said …": who was cited."""
        for clause in clauses:
            for i, chunk in enumerate(clause.chunks[:-1]):
                if chunk.hits and cites(chunk, self._reading) and clause.chunks[i + 1].kind is ChunkKind.NP:
                    thing = clause.chunks[i + 1]
                    if not is_evidence(words_of(self._reading.document, thing)) and not _REASONS.intersection(
                        words_of(self._reading.document, thing)
                    ):
                        return self._speaker(clause, thing)
        return None

    def _according_to(self, clauses: Sequence[Clause]) -> Voice | None:
        for clause in clauses:
            for i, chunk in enumerate(clause.chunks):
                speaking = chunk.prep == "per" and i and clause.chunks[i - 1].word == ","
                told_by = self._speaker(clause, chunk) if speaking else None
                if told_by is not None and told_by.kind != "other":
                    self._casting.remember(told_by, speaker=True)
                    return Voice(told_by)  # "…, per local officials"
            for i, chunk in enumerate(clause.chunks[:-1]):
                if (
                    chunk.kind is ChunkKind.NP
                    and chunk.has("report")
                    and any(h.entry.form == "noun" for h in chunk.hits)
                ):
                    following = clause.chunks[i + 1]
                    if following.kind is not ChunkKind.NP:
                        continue
                    words = words_of(self._reading.document, following)
                    shown = is_evidence(words)
                    source = agent_of(clause.chunks, following) if shown else following
                    speaker = self._speaker(clause, source) if source is not None else None
                    if speaker is not None and not _REASONS.intersection(words):
                        self._casting.remember(speaker, speaker=True)
                        return Voice(speaker, manner="assesses" if shown else "")
        return None

    def _labelled(self, clauses: Sequence[Clause]) -> Voice | None:
        """ "Red Crescent: our ambulances cannot leave": a known body before a colon speaks."""
        if len(clauses) < 2 or clauses[1].link != ":" or clauses[0].verbs():
            return None
        named = [c for c in clauses[0].chunks if c.kind is ChunkKind.NP]
        if len(named) != 1 or not any(h.entry.category == "actor" for h in named[0].hits):
            return None
        speaker = self._casting.refer(named[0])
        if speaker is None:
            return None
        self._casting.remember(speaker, speaker=True)
        return Voice(speaker)

    def _dashed(self, clauses: Sequence[Clause]) -> Voice | None:
        """ "Dozens shot near an aid hub - medics": who stands after a headline's last dash says so."""
        last = clauses[-1] if len(clauses) > 1 else None
        if last is None or last.link not in {"—", "–"} or last.verbs() or not any(c.verbs() for c in clauses[:-1]):
            return None
        named = [c for c in last.chunks if c.kind is ChunkKind.NP]
        speaker = self._casting.refer(named[0]) if len(named) == 1 and named[0].prep is None else None
        return Voice(speaker) if speaker is not None and speaker.kind not in {"other", "name"} else None

    def _continues(self, sentence: Sentence) -> bool:
        token = self._reading.document.tokens[sentence.first_token]
        return token.lower in {"furthermore", "moreover", "additionally", "besides", "likewise", "similarly", "also"}

    def _credit(self, sentence: Sentence) -> Voice | None:
        text = self._reading.document.text
        paragraph = self._reading.document.paragraphs[sentence.paragraph]
        match = _CREDIT.search(text, paragraph.start, paragraph.end)
        if match is None:
            return None
        name = match.group(1).split("/")[-1].strip()
        tokens = self._reading.document.tokens
        first, last = (bisect_left(tokens, place, key=_start) for place in match.span(1))
        for index in range(first, last):
            end, entry = self._reading.actors.get(index, _NOBODY)
            if entry.category == "outlet" and tokens[end - 1].end <= match.end(1):
                name = self._cast.outlets[entry.id]
        return Voice(ActorRef(name, None, "media", sentence.first_token, sentence.first_token))

    def chain(self, event: Event, predicate: Predicate, voices: SentenceVoices, article: Article) -> Chain:
        """Answer the source chain of a claim that an event makes, and its speaker."""
        publisher = article.outlet or UNNAMED_PUBLISHER
        last = Source(name=publisher, role=SourceRole.PUBLISHER)
        if event.relative and event.clause.link in {"which", "who", "whose", "whom", ""} and not voices.quoted:
            return Chain((last,), None)  # "the RSF, which holds X, …, an agency said": told in passing, by who writes
        outer = voices.of(event.chunk.start) if not voices.continued else None
        voice = self._inner(event, predicate)
        if voice is not None and outer is not None:
            # "X told Y that …, an official said" is known from the official; "X announced …, Z said" from X, by Z
            if voice.private or voice.speaker.label == outer.speaker.label:
                voice = outer
            else:
                voice.relays.append(outer.speaker.label)
        voice = voice or outer
        if outer is None:
            self.note(voice)
        if voice is None and voices.continued:
            voice = voices.outer
        cited = voices.cited
        if voice is not None and cited is not None and voice.speaker.label != cited.label:
            through = [n for n in (voice.speaker.label, *voice.relays) if n != cited.label]
            voice = Voice(cited, through, manner=voice.manner)
        if voice is None or voice.speaker.label.endswith(publisher):
            return Chain((last,), None, voice.manner if voice is not None else "")
        links = [Source(name=voice.speaker.label, role=SourceRole.ORIGIN, actor_id=voice.speaker.id)]
        links += [
            Source(name=name, role=SourceRole.RELAY)
            for name in voice.relays
            if name not in {publisher, voice.speaker.label}
        ]
        return Chain((*links, last), voice.speaker, voice.manner)

    def _inner(self, event: Event, predicate: Predicate) -> Voice | None:
        """The innermost report that governs the event, and the outlets that report it in turn."""
        found: Voice | None = None
        if event.chunk.word.startswith("claim") and not event.noun:
            found = self.voice(event.clause, event.chunk)  # "the rebels claim control of X": they say so
        for operator in event.operators:
            if predicate is Predicate.EVACUATION_ORDER and is_ordering(operator, event):
                continue  # who orders people out does so, and is not who tells of it
            speaks = operator.id in _SPEAKING or operator.chunk.word.startswith(_VOWING)
            if speaks or (operator.id in {"refuse", "promise", "insist", "threaten", "demand"} and found is None):
                voice = self.voice(operator.clause, operator.chunk)
                if voice is None or not (speaks or operator.id == "demand" or voice.speaker.kind == "person"):
                    continue
                voice.private = operator.id == "demand" or operator.chunk.word in {"told", "tell", "tells"}
                if found is None:
                    found = voice
                elif voice.speaker.label != found.speaker.label:
                    found.relays.append(voice.speaker.label)
        return found


def _start(token: Token) -> int:
    return token.start
