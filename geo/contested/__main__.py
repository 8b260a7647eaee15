"""Let `python -m contested` do what the command `contested` does."""

import sys

from contested.cli import main

if __name__ == "__main__":
    sys.exit(main())
