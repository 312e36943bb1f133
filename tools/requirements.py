# SPDX-License-Identifier: EUPL-1.2
"""Print the packages pyproject.toml asks for: `run` for the product, `dev` for product and workshop.

Cards on paper belong to both: whoever uses `./run` sees everything the product can.
"""

import sys
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
extras = project["optional-dependencies"]
wanted = project["dependencies"] + extras["paper"] + (extras["dev"] if sys.argv[1] == "dev" else [])
print(" ".join(word.replace(" ", "") for word in wanted))
