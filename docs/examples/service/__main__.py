"""Start the desk, or run its nightly job: `python docs/examples/service [serve|nightly]`."""

import sys

from desk.run import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
