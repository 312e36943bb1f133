# SPDX-License-Identifier: EUPL-1.2
"""What went wrong, in words a newcomer can act on."""


class UserError(Exception):
    """Wrong use or bad input; the message names place and remedy."""


def explained(error: Exception) -> str:
    from soesmart.kernel.settings import BadSetting

    if isinstance(error, (UserError, BadSetting)):
        return str(error)
    return f"{type(error).__name__}: {error}\nPlease run again with --debug to see where."
