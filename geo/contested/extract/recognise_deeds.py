"""Believe a doubtful name where an article on fighting or relief does something to it: "seized Sake", "Sirte fell".

A small town's name alone is weak evidence: it may be a surname or a common word. What is taken, entered, shelled,
besieged, held or supplied is ground, so there the name is believed. Only names of a gazetteer are strengthened;
`recognise_review` sees to those that none has.
"""

from contested.extract.normalise import Shape, Words
from contested.extract.recognise_records import ARTICLES, Found, Scan, Use
from contested.gazetteer.names import word_set

ABOUT = word_set(
    "troops army fighters rebels rebel militants soldiers shelling airstrike airstrikes drones clashes offensive "
    "militia militias insurgents gunmen bombardment frontline paramilitary paramilitaries jihadists besieged "
    "siege artillery warplanes rockets missiles strikes military forces attack attacks attacked fighting junta "
    "brigade battalion guerrillas peacekeepers ceasefire truce withdrawal front checkpoint checkpoints captured "
    "recaptured seized control humanitarian aid relief convoy displaced lorries"
)
# words that tell of the same, and of crime and accidents as well: enough to look at deeds, not to tell a subject
_ALSO = ABOUT | word_set(
    "armed gang gangs dissidents bandits mercenaries paratroopers commandos snipers mortar mortars shells missile "
    "drone airstrikes warplane warplanes bombing bombed shelled occupied liberated invasion war wartime ambush "
    "ambushed battlefield refugees displacement famine cholera evacuated evacuation blockade besieging combat "
    "garrison regiment marines jihadist extremists separatists separatist coalition mortars minefield landmines "
    "shabab shabaab houthi houthis hamas hezbollah taliban isis daesh boko haram jnim wagner rsf m23 idf farc eln hts"
)
_TAKING = word_set(
    "capture captures captured capturing recapture recaptured recapturing seize seizes seized seizing retake "
    "retakes retook retaken retaking take takes took taken taking overrun overran overrunning liberate liberates "
    "liberated liberating occupy occupies occupied occupying reoccupied annexed conquer conquered secure secured "
    "storm storms stormed storming enter enters entered entering infiltrate infiltrated infiltrating penetrated "
    "raid raids raided raiding hold holds held holding control controls controlled controlling defend defends "
    "defended defending lose loses lost losing leave leaves left leaving abandon abandons abandoned abandoning "
    "evacuate evacuated evacuating vacate vacated vacating quit fled flee fleeing besiege besieges besieged "
    "besieging encircle encircled encircling surround surrounded surrounding blockade blockaded shell shells "
    "shelled shelling bomb bombs bombed bombing bombard bombards bombarded bombarding strike strikes struck "
    "striking hit hits hitting pound pounds pounded pounding attack attacks attacked attacking target targets "
    "targeted targeting reach reaches reached reaching approach approaches approached approaching cede ceded "
    "ceding surrender surrendered surrendering relinquished reclaim reclaimed recover recovered bypass bypassed "
    "clear cleared clearing threaten threatens threatened threatening patrol patrols patrolled patrolling fortify "
    "fortified fortifying supply supplied supplying"
)
_EVERYDAY = word_set(  # deeds of peace as well: they count where the article is on fighting or relief
    "take takes took taken taking hold holds held holding lose loses lost losing leave leaves left leaving enter "
    "enters entered entering reach reaches reached reaching hit hits hitting strike strikes struck striking approach "
    "approaches approached approaching clear clears cleared clearing supply supplied supplying control controls "
    "controlled quit target targeted secure secured recover recovered storm fell cut changed threatened abandoned "
    "defend defended defending controlled held ruled governed administered patrolled"
)
_HELD = word_set("held controlled occupied run ruled administered besieged encircled embattled blockaded annexed")
_PREPOSITIONS = word_set("in on at of for near around over from to into towards toward against inside outside within")
_DEEDS = word_set(
    "attack attacks assault assaults raid raids strike strikes airstrike airstrikes offensive shelling "
    "bombardment bombing bombings advance advances march push drive capture recapture fall loss seizure takeover "
    "liberation siege blockade encirclement battle battles fight fighting clashes control hold grip withdrawal "
    "retreat pullout evacuation incursion incursions deployment redeployment reinforcements positions garrison "
    "base airbase outskirts suburbs airport airfield airstrip centre center downtown access aid food supplies "
    "convoy convoys trucks lorries deliveries roads road route north south east west northeast northwest "
    "southeast southwest km miles kilometres kilometers pulled pull pulling withdrew withdraw withdrawn withdrawing "
    "retreated retreating took takes taken taking advanced advancing pushed driven drove marched deployed deploying "
    "displaced fled fleeing escaped stationed clashed fought ambushed killed wounded reinforced resisted repelled"
)
_STATES = word_set(
    "fell falls fallen captured recaptured seized taken retaken overrun liberated occupied besieged encircled "
    "surrounded shelled blockaded bombed bombarded struck hit attacked targeted raided stormed pounded cut isolated "
    "abandoned evacuated lost deserted cleared secured defended contested rocked shaken changed slipped "
    "surrendered controlled held ruled governed administered liberated encircled blockaded patrolled mined"
)
_BEING = word_set("is was are were be been being has have had remains remain remained came comes stays stayed fell")
_HAVING = frozenset({"have", "has", "had"})
_ITSELF = frozenset({"fallen", "changed", "slipped"})
_UNDER = word_set("control siege fire attack occupation blockade shelling bombardment assault rule encirclement curfew")
_HANDS = word_set("hands grip grasp control")
_SKIPPED = word_set(
    "the of town city village port district camp area outskirts centre center airport central eastern western "
    "northern southern southeastern southwestern northeastern northwestern strategic key besieged nearby "
    "northernmost border contested frontline south-eastern south-western north-eastern north-western"
)
_ADVERBS = word_set(
    "now still again also already largely fully completely firmly partly once recently later finally reportedly "
    "almost entirely mostly repeatedly twice not never yet"
)
_LEAST, _ENOUGH = -1.5, 2.0
_SIGN, _TOPIC, _CASED = 2.0, 0.5, 1.4
_PLAINLY = 2  # words on fighting or relief by which the article is plainly on that
_REACH = 7  # words that are looked at after the name
_APPOSITION = 12  # words of "X, a market town north of Y, fell"


def heed_deeds(scan: Scan) -> None:
    """Raise the weight of doubtful names to which the article does something."""
    words = scan.words
    weak = [f for f in scan.found if f.use is Use.PLACE and not f.body and _LEAST <= f.weight < _ENOUGH]
    topics = len(_ALSO.intersection(words.lower)) if weak else 0
    for found in weak:
        if "part of a longer name" in found.reasons or not (found.entries or found.theatre):
            continue
        if topics >= _PLAINLY:
            found.weight += _TOPIC
        done = (
            _before(words, found, on_topic=topics > 0)
            or deed_follows(words, found.first, found.last, on_topic=topics > 0)
            or _end_of_way(words, found)
        )
        if done:
            found.weight += _SIGN
            found.placed = True
            found.reasons.append("something is done to it")
        if (done or (topics >= _PLAINLY and _led(words, found))) and _capital(scan, found):
            found.weight += _CASED  # "took Sake", "in Mocha a drone hit …": the common word would be small


def _capital(scan: Scan, found: Found) -> bool:
    """Tell whether a common word has a capital without being the first of a sentence or in a headline."""
    words = scan.words
    common = found.key in scan.lexicon.common and words.sentence[found.first] not in words.headline
    return common and not words.first[found.first] and words.shape[found.first] is Shape.TITLE


def _led(words: Words, found: Found) -> bool:
    """Tell whether a preposition of place stands right before the name."""
    at = found.first - 1
    here = at >= 0 and words.sentence[at] == words.sentence[found.first]
    return here and words.lower[at] in ("in", "at", "near", "outside", "around", "towards")


def _before(words: Words, found: Found, *, on_topic: bool) -> bool:
    """Tell whether a deed stands before the name: "seized X", "the battle for X", "rebel-held X"."""
    sentence = words.sentence[found.first]
    at = found.first - 1
    if at >= 0 and words.lower[at] in ARTICLES and words.glued[found.first]:
        at -= 1
    if at >= 0 and words.lower[at] in _HELD and words.sentence[at] == sentence and words.glued[at]:
        return True  # "M23-held X"
    while at >= 0 and words.sentence[at] == sentence and words.lower[at] in _SKIPPED:
        at -= 1
    if at < 0 or words.sentence[at] != sentence or words.shape[at] is not Shape.LOWER:
        return False
    word = words.lower[at]
    if word == "out" and at:
        return on_topic and words.lower[at - 1] in _MOVED  # "pulled out of X"
    if found.first - at > 1 and words.lower[found.first - 1] in _CALLED:
        return on_topic  # "control of gold town X"
    if word in _TAKING:
        return on_topic or word not in _EVERYDAY
    return (
        on_topic
        and word in _PREPOSITIONS
        and any(words.lower[k] in _DEEDS and words.sentence[k] == sentence for k in range(max(0, at - 6), at))
    )


def _end_of_way(words: Words, found: Found) -> bool:
    """Tell whether the name is an end of a way or a line: "the road between X and Y", "the bridge linking X with Y"."""
    sentence, first = words.sentence[found.first], max(0, found.first - _STRETCH)
    before = [words.lower[k] for k in range(first, found.first) if words.sentence[k] == sentence]
    lead = before[-1] if before else ""
    if lead in _TO_FIRST:
        return bool(WAYS.intersection(before[-5:-1]))
    if lead not in _TO_SECOND:
        return False
    opens = max((i for i, word in enumerate(before[:-1]) if word in _TO_FIRST), default=-1)
    named = opens >= 0 and words.shape[found.first - len(before) + opens + 1] is Shape.TITLE
    return named and bool(WAYS.intersection(before[max(0, opens - 4) : opens]))


_STRETCH = 12  # words from a way to the name of its second end
WAYS = word_set(
    "road roads highway highways route routes motorway track tracks bridge railway railroad line lines corridor front "
    "frontline axis crossing checkpoint pass ferry border boundary"
)
_TO_FIRST = word_set("between from linking connecting joining")
_TO_SECOND = word_set("and to with")


_MOVED = word_set(
    "pull pulls pulled pulling push pushes pushed pushing drive drives drove driven driving force forced forcing "
    "move moves moved moving kick kicked chase chased march marched withdraw withdrew bomb bombed flush flushed get"
)
_CALLED = word_set("town city village port")


def deed_follows(words: Words, first: int, last: int, *, on_topic: bool) -> bool:
    """Tell whether a deed follows words `first` to `last`: "X fell", "X, a town, has been shelled", "X is under siege".

    `on_topic` tells that the article is on fighting or relief: then everyday verbs count as well.
    """
    sentence, count = words.sentence[first], len(words)
    at = last + 1
    if at < count and words.lower[at] == "," and words.sentence[at] == sentence:
        closing = next((k for k in range(at + 1, min(count, at + _APPOSITION)) if words.lower[k] == ","), -1)
        if closing < 0:
            return False
        at = closing + 1
    if at >= count or words.sentence[at] != sentence or words.lower[at] not in _BEING:
        return False
    window = [words.lower[k] for k in range(at, min(count, at + _REACH)) if words.sentence[k] == sentence]
    if "hands" in window or (window[0] == "fell" and on_topic):
        return True
    rest = [word for word in window[1:] if word not in _ADVERBS]
    if window[0] in _HAVING and not (_ITSELF.intersection(rest[:2]) or "been" in rest[:1]):
        return False  # "rebels have taken X" are no place
    done = any(word in _STATES and (on_topic or word not in _EVERYDAY) for word in rest[:2])
    return done or ("under" in rest[:2] and any(word in _UNDER for word in rest))
