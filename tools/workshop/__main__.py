# SPDX-License-Identifier: EUPL-1.2
"""`./run test`, `./run check`, `./run bench NAME`: the workshop's own words."""

import importlib
import sys

WORDS = {
    "test": "[--fast | --full | --sqlite-only] [pytest arguments]: run the tests",
    "check": "linters, types, import contracts, sizes, licences",
    "bench": "NAME: measure; the last line is one JSON object",
    "settings": "write docs/reference/settings.md",
    "oracle": "[--made N] [--freeze]: hold counts against pabutools",
    "ways": "[--pairs N] [--freeze]: hold arrivals against cafein and nigiri",
    "messages": "collect and compile the texts for translation",
}


def main() -> int:
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    if word not in WORDS:
        print("\n".join(f"./run {name} {meaning}" for name, meaning in WORDS.items()))
        return 2
    return importlib.import_module(f"tools.workshop.{word}").main(sys.argv[2:])


if __name__ == "__main__":
    raise SystemExit(main())
