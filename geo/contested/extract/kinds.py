"""Tell how the name of a place is used: as a location, for a government, in the name of a body or an event."""

from enum import Enum

from contested.extract.recognise import Found, Scan, Use
from contested.extract.resolve import Reading
from contested.model import MentionKind


class Usage(Enum):
    """How a name is used. `kind` is the kind of mention that it makes."""

    PLACE = MentionKind.PLACE_OUTSIDE_THEATRE
    METONYM = MentionKind.METONYM
    POLITY = MentionKind.POLITY
    DEMONYM = MentionKind.DEMONYM
    ORGANISATION = MentionKind.ORG_NAME
    PERSON = MentionKind.PERSON_NAME
    EVENT = MentionKind.EVENT_LABEL
    ROLE = MentionKind.ROLE_MODIFIER

    @property
    def kind(self) -> MentionKind:
        """Answer the kind of mention."""
        return MentionKind(self.value)


def usage_of(scan: Scan, found: Found, reading: Reading | None) -> Usage:
    """Answer how an occurrence uses its name."""
    del reading
    if found.use is Use.DEMONYM:
        return Usage.DEMONYM
    if found.use is Use.ORGANISATION:
        return Usage.ORGANISATION
    del scan
    return Usage.PLACE
