# SPDX-License-Identifier: EUPL-1.2
from soesmart.command.main import main

if __name__ == "__main__":
    raise SystemExit(main())
