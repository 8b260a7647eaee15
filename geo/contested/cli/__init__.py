"""The command `contested`: one verb for each thing the package does.

Only argparse is imported until a verb is known to be sound; what takes time to import waits until then.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from contested.cli.parser import UsageError, parse
from contested.cli.remedies import in_shell
from contested.cli.say import Voice
from contested.errors import (
    AtlasError,
    ContestedError,
    FilterError,
    RecordError,
    UnknownPlaceError,
    UnknownTheatreError,
)

DONE, SOME_FAILED, USAGE, NOTHING_DONE, INTERRUPTED = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with `argv` (the process's own when None) and answer its exit code.

    0: done. 1: done, but some inputs could not be read. 2: the command was not understood. 3: nothing could be done.
    130: interrupted. Nothing is raised but `SystemExit` after --help and --version.
    """
    with contextlib.suppress(ValueError):  # in a thread of somebody's program signals are theirs
        signal.signal(signal.SIGTERM, _terminated)
    voice = Voice(quiet=False)
    try:
        options = parse(sys.argv[1:] if argv is None else argv)
        voice = Voice(quiet=options.quiet)
        from contested.cli import verbs

        with voice.listening():
            failures = verbs.RUN[options.verb](options, voice)
    except UsageError as error:
        voice.complain(str(error))
        return USAGE
    except (FilterError, RecordError, UnknownTheatreError, UnknownPlaceError) as error:
        voice.complain(str(error))
        return USAGE
    except AtlasError as error:
        named = [getattr(options, "atlas", None), *(getattr(options, "articles", None) or ())]
        voice.complain(in_shell(str(error), next((one for one in named if isinstance(one, str)), None)))
        return NOTHING_DONE
    except ContestedError as error:
        voice.complain(str(error))
        return NOTHING_DONE
    except KeyboardInterrupt as interrupted:
        voice.complain(str(interrupted) or "interrupted; nothing was written")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read standard output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        voice.complain(f"{error.filename or 'standard output'}: {error.strerror or error}; nothing more was written")
        return NOTHING_DONE
    return SOME_FAILED if failures else DONE


def _terminated(_number: int, _frame: FrameType | None) -> None:
    """Leave as at Ctrl-C, so that unfinished files are taken away."""
    raise KeyboardInterrupt
