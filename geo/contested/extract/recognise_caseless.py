"""Find the names of places in scripts without capitals, Arabic and Hebrew, through their joined prepositions."""

from contested.extract.normalise import Shape
from contested.extract.recognise import Found, Scan, Use
from contested.gazetteer.names import word_set
from contested.gazetteer.tables import Level
from contested.gazetteer.world import Entry

_ARABIC = ("", "وبال", "فبال", "وال", "بال", "فال", "كال", "ولل", "لل", "وب", "ول", "وف", "فب", "و", "ف", "ب", "ل", "ك")
_HEBREW = ("", "וב", "ול", "ומ", "וה", "שב", "של", "שה", "מה", "ב", "ל", "מ", "ה", "ו", "ש", "כ")
_STOPPED = word_set(
    "وان كان عام بعد قبل بين هذا سنه يوم على علي حال لان دون "
    # words of every day that are also the names of cities: the city, night, without, days of the week, new, the eyes
    "المدينه ليل بلا الخميس الجمعه السبت الاحد الاثنين الثلاثاء الاربعاء الجديده العيون العماره سكر ينبع قم فاس "
    "الميدان الساحل النور الميناء القريه الشرق الغرب الشمال الجنوب الوسط الحدود مدينه خميس جمعه جديده عيون عماره "
    "ميدان ساحل ميناء"
)
# words before a name that is also a common word
_BESIDE = word_set(
    "في من الي قرب حي بلده قريه مخيم مدينه منطقه معبر مستشفي شارع محيط شرق غرب شمال جنوب شرقي غربي شمالي "
    "جنوبي وسط نحو باتجاه محور ممر حاجز دوار مفترق ساحه مدرسه جامعه محافظه"
)
_LEAST_INHABITANTS = 150_000
# where the language is spoken smaller towns are named, too: those of 50,000 by themselves, others beside a cue word
_NEAR_INHABITANTS, _CUED_INHABITANTS = 50_000, 5_000
_SPOKEN = word_set("AE BH DJ DZ EG IL IQ IR JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN TR YE")


def recognise_caseless(scan: Scan) -> None:
    """Add the names found in Arabic or Hebrew text to `scan.found`, in text order."""
    words = scan.words
    if Shape.CASELESS not in words.shape:
        return
    i = 0
    extra: list[Found] = []
    while i < len(words):
        if words.shape[i] is Shape.CASELESS:
            found = _longest(scan, i)
            if found is not None:
                extra.append(found)
                i = found.last + 1
                continue
        i += 1
    if extra:
        scan.found[:] = sorted([*scan.found, *extra], key=lambda found: found.first)


def _longest(scan: Scan, i: int) -> Found | None:
    words = scan.words
    run = words.run_of[i]
    if run < 0:
        return None
    text, ends, start = words.run_text[run], words.run_ends[run], words.run_start[i]
    head = words.norm[i]
    if not head:
        return None
    best: Found | None = None
    for prefix in _ARABIC if "\u0600" <= head[:1] <= "\u06ff" else _HEBREW:
        if not head.startswith(prefix) or (
            len(head) - len(prefix) < 2 and not (head[-1] == "א" and len(head) > len(prefix))
        ):
            continue
        found = _match(scan, i, text[start + len(prefix) :][:80], {e - start - len(prefix): w for e, w in ends.items()})
        if found is not None and (best is None or found.last > best.last):
            best = found
    return best


def _match(scan: Scan, i: int, text: str, ends: dict[int, int]) -> Found | None:
    gazetteer = scan.gazetteer
    hit: Found | None = None
    for end, last in ends.items():
        if end <= 0 or last < i:
            continue
        key = text[:end]
        if len(key) < end:
            break
        theatre = gazetteer.theatre_places(key)
        if theatre and last == i and theatre[0].needs_cue and not _beside(scan, i, key):
            theatre = ()
        entries: tuple[Entry, ...] = ()
        if gazetteer.world is not None:
            cued = last > i or (_beside(scan, i, key) and (key[0] > "\u05ff" or _joined(scan, i, key)))
            entries = tuple(
                e
                for e in gazetteer.world.find(key)
                if _important(e, key, cued=cued) and len(key) > 2 and key not in _STOPPED
            )
        if theatre or entries:
            hit = Found(i, last, key, theatre, entries, use=Use.PLACE, weight=3.0, placed=True)
        if last - i > 6:
            break
    return hit


def _beside(scan: Scan, i: int, key: str) -> bool:
    """Tell whether a preposition or a word for a place stands before an Arabic name that is also a common word."""
    words = scan.words
    if not "\u0600" <= key[0] <= "\u06ff" or _joined(scan, i, key):
        return True
    before = words.norm[i - 1] if i and words.sentence[i - 1] == words.sentence[i] else ""
    return before in _BESIDE or (before[:1] in ("و", "ب") and before[1:] in _BESIDE)


def _joined(scan: Scan, i: int, key: str) -> bool:
    """Tell whether a preposition is joined to the name: "برفح", "ברפיח"."""
    head = scan.words.text[scan.words.start[i]]
    return head in "بلבלמ" and not key.startswith(head)


def _important(entry: Entry, key: str, *, cued: bool) -> bool:
    """Tell whether a place is large enough, or near enough to the language, to be meant by its name."""
    if entry.level >= Level.REGION or entry.inhabitants >= _LEAST_INHABITANTS:
        return True
    if entry.country not in _SPOKEN or entry.level is not Level.CITY or len(key) < 4:
        return False
    return entry.inhabitants >= (_CUED_INHABITANTS if cued else _NEAR_INHABITANTS)
