# SPDX-License-Identifier: EUPL-1.2
"""Print the packages pyproject.toml asks for: `run` for the product, `dev` for product and workshop."""

import sys
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
wanted = project["dependencies"] + (project["optional-dependencies"]["dev"] if sys.argv[1] == "dev" else [])
print(" ".join(word.replace(" ", "") for word in wanted))
