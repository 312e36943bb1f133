# SPDX-License-Identifier: EUPL-1.2
"""One module or package per bench, each with `main(arguments) -> int`."""
