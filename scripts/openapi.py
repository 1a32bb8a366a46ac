"""Writes the API document from the routes, and the client's types from the document: `make openapi`."""

import sys

from scripts.parts import FRONTEND, Part, npm, python, run_parts

PARTS = [
    Part("API document", python("-m", "skypanel", "openapi", "docs/api/openapi.json")),
    Part("Client: generated types", npm("generate"), FRONTEND),
]

if __name__ == "__main__":
    sys.exit(run_parts(PARTS, stop_at_first=True))
