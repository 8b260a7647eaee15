"""What else the options ask about names: an online geocoder for those that no gazetteer has, spaCy for what is one."""

from argparse import Namespace
from typing import TYPE_CHECKING

from contested.cli.parser import UsageError

if TYPE_CHECKING:
    from contested.extract.engine import Naming, SecondOpinion, Tagger


def naming(options: Namespace) -> "Naming":
    """Answer the help with names that the options ask for.

    Raises `UsageError`, `GeocoderOptionError` and `MissingExtraError`.
    """
    from contested.extract.engine import Naming

    return Naming(tagger=_tagger(options), second_opinion=_second_opinion(options))


def _second_opinion(options: Namespace) -> "SecondOpinion | None":
    """Answer what asks the geocoder that the options name; None when they name none, or the verb has no such options.

    Raises `UsageError` for options that go with nothing, and `GeocoderOptionError` for a geocoder that is not there.
    """
    geocoder: str | None = getattr(options, "geocoder", None)
    given = {f"--{name.replace('_', '-')}": getattr(options, name, None) for name in ("domain", "scheme", "user_agent")}
    if geocoder is None:
        idle = [name for name, value in given.items() if value is not None]
        if idle:
            raise UsageError(f"{idle[0]} is of no use without --geocoder, such as --geocoder nominatim")
        return None
    if options.user_agent is None:
        raise UsageError("--geocoder needs --user-agent, such as --user-agent 'newsroom-maps (maps@example.org)'")
    from contested.extract.places_online import second_opinion as ask
    from contested.gazetteer.online import OnlineOptions, open_online
    from contested.gazetteer.world import cache_dir

    online = open_online(
        geocoder,
        user_agent=options.user_agent,
        domain=options.domain,
        scheme=options.scheme,
        options=OnlineOptions(cache=cache_dir() / "geocoder.sqlite"),
    )
    return ask(online)


def _tagger(options: Namespace) -> "Tagger | None":
    """Answer what tells names by spaCy, None when it was not asked for; raise `MissingExtraError` without it."""
    if not getattr(options, "nlp", False):
        return None
    from contested.extract.recognise_nlp import open_tagger

    return open_tagger()
