"""Find persons' names, so that their parts are not taken for places: "Mr Houston", "Paris Hilton", "Nasser Jabalia"."""

from contested.extract.normalise import Shape
from contested.extract.recognise_names import in_theatre, longest
from contested.extract.recognise_records import ARTICLES, Scan
from contested.gazetteer.names import word_set
from contested.gazetteer.tables import Level

_FULL_NAME = 2
_CALLINGS = word_set(  # lower-case words before a person's full name
    "mayor governor councillor councilman minister spokesman spokeswoman spokesperson commander colonel general major "
    "captain lieutenant sergeant leader chief elder imam sheikh priest pastor bishop doctor surgeon nurse midwife "
    "medic paramedic pharmacist teacher headmaster student pupil farmer fisherman herder "
    "shepherd shopkeeper trader merchant "
    "baker butcher tailor carpenter mechanic driver engineer lawyer activist journalist reporter correspondent poet "
    "resident neighbour neighbor widow widower mother father grandmother grandfather son daughter brother sister uncle "
    "aunt cousin colleague volunteer coordinator director manager analyst researcher historian professor ambassador "
    "envoy diplomat lawmaker deputy senator president premier pensioner labourer worker vendor entrepreneur businessman"
)


def find_persons(scan: Scan) -> None:
    """Find persons' names by title and by given name, so that their parts are not taken for places."""
    words, lexicon = scan.words, scan.lexicon
    shape, norm, count = words.shape, words.norm, len(words)
    theatres = bool(scan.gazetteer.theatres)
    i = 0
    while i < count - 1:
        if shape[i] is not Shape.TITLE:
            if norm[i] in _CALLINGS and shape[i + 1] is Shape.TITLE and words.sentence[i] == words.sentence[i + 1]:
                stop = _name_end(scan, i + 1)
                if stop > i + _FULL_NAME:  # "shopkeeper Dessie Alemu", but not "mayor Idlib"
                    scan.spans.append((i + 1, stop - 1))
                    scan.persons.update(norm[k] for k in range(i + 1, stop) if len(norm[k]) > 2)
                    i = stop
                    continue
            i += 1
            continue
        name = norm[i]
        if theatres and name in scan.gazetteer.prefixes and words.run_of[i] >= 0 and in_theatre(scan, i)[1] > i:
            i += 1
            continue
        if name in ARTICLES and words.glued[i + 1]:
            i += 1
            continue
        titled = name in lexicon.titles
        rank = lexicon.given.get(name)
        if (
            rank is not None
            and not titled
            and (
                name in lexicon.location
                or name in lexicon.function
                or (name in lexicon.common and (rank > 250 or words.first[i]))
            )
        ):
            rank = None
        if not titled and rank is None:
            i += 1
            continue
        start = i + 1 if titled else i
        stop = start
        if titled and start < count and shape[start] is Shape.MARK and words.text[words.start[start]] == ".":
            start += 1
            stop = start
        stop = _name_end(scan, start)
        if stop > start + (0 if titled else 1) and _is_person(scan, start, stop, titled=titled):
            scan.spans.append((start, stop - 1))
            scan.persons.update(norm[k] for k in range(start, stop) if len(norm[k]) > 2)
            i = stop
        else:
            i += 1


def _name_end(scan: Scan, start: int) -> int:
    """Answer the word after a run of capitalised words and initials that begins at `start`."""
    words = scan.words
    shape, text = words.shape, words.text
    i = start
    count = len(words)
    while i < count and i < start + 5:
        kind = shape[i]
        if kind is Shape.TITLE or (kind is Shape.CAPITALS and i > start and words.sentence[i] in words.capitals):
            if i > start and words.sentence[i] != words.sentence[start]:
                break
            i += 1
            if words.possessive[i - 1]:
                break
            continue
        if kind is Shape.INITIAL and i + 1 < count:
            i += 2 if text[words.start[i + 1]] == "." else 1
            continue
        if (
            kind is Shape.LOWER
            and words.norm[i] in ("al", "el", "bin", "ibn", "de", "van", "der", "von", "la", "da", "den", "ben", "abu")
            and (i > start or words.norm[i] in ("al", "el"))
            and i + 1 < count
            and shape[i + 1] is Shape.TITLE
        ):
            i += 1
            continue
        break
    return min(i, count)


def _is_person(scan: Scan, start: int, stop: int, *, titled: bool) -> bool:
    """Tell a person's name from the name of a place that begins like one ("Virginia Beach", "Santiago de Cuba")."""
    words, lexicon, world = scan.words, scan.lexicon, scan.gazetteer.world
    last = stop - 1
    norm = words.norm
    if titled:
        if start >= len(words) or words.shape[start] is Shape.MARK:
            return False
        title = norm[start - 1] if words.shape[start - 1] is not Shape.MARK else norm[start - 2]
        if title in (
            "father",
            "mother",
            "sister",
            "brother",
            "private",
            "general",
            "major",
            "chief",
            "secretary",
            "minister",
            "director",
            "forward",
            "guard",
            "prince",
            "king",
            "queen",
            "attorney",
            "actor",
            "agent",
            "author",
            "candidate",
            "deputy",
            "principal",
            "nurse",
        ):
            return stop - start >= 2 or norm[start] in lexicon.surnames
        if stop - start == 1 and world is not None:
            entries = world.find(norm[start])
            if (
                entries
                and entries[0].level >= Level.FIRST
                and not entries[0].demonym
                and norm[start] not in lexicon.surnames
            ):
                return False
        return norm[start] not in lexicon.organisation
    if any(norm[k] in lexicon.generic or norm[k] in lexicon.organisation for k in range(start + 1, stop)):
        return False
    if (
        words.sentence[start] in words.headline
        and norm[last] not in lexicon.surnames
        and norm[start + 1] not in lexicon.surnames
    ):
        return False
    match = longest(scan, start)
    if match is not None and match.last > start and match.entries:
        best = match.entries[0]
        if best.level >= Level.FIRST or best.inhabitants > 15_000 or norm[start] not in lexicon.given:
            return False
        if match.last == last and norm[last] not in lexicon.surnames:
            return False
    first = world.find(norm[start]) if world is not None else ()
    if first and lexicon.given[norm[start]] > 300 and norm[start + 1] not in lexicon.surnames:
        best = first[0]
        if best.level >= Level.FIRST or best.inhabitants > 200_000:
            return False
    return True
