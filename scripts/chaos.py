"""Kill parts and fail companies while customers work, then check the promises: `make chaos`.

Takes the options of `python -m tests.chaos`: --seed, --schedule, --rounds, --without-controls, --keep.
"""

import sys

from tests.chaos.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
