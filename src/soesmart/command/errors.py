# SPDX-License-Identifier: EUPL-1.2
"""What went wrong, in words a newcomer can act on."""

import errno


class UserError(Exception):
    """Wrong use or bad input; the message names place and remedy."""


_REMEDIES = {
    errno.ENOSPC: "The disk is full. Make room, then run again; nothing half-written was kept.",
    errno.EDQUOT: "Your share of the disk is full. Make room, then run again; nothing half-written was kept.",
    errno.EACCES: "You may not read or write it. Start as the user it belongs to, or change its owner.",
    errno.EPERM: "You may not read or write it. Start as the user it belongs to, or change its owner.",
    errno.ENOENT: "There is no such file or folder. Is the name right?",
    errno.EISDIR: "That is a folder; please name a file.",
    errno.ENOTDIR: "A part of that path is a file, not a folder.",
    errno.EROFS: "The disk is read-only.",
}


def explained(error: Exception) -> str:
    """One or two sentences: what is wrong, and what to do."""
    from soesmart.kernel.settings import BadSetting

    if isinstance(error, (UserError, BadSetting)):
        return str(error)
    if isinstance(error, OSError) and error.errno in _REMEDIES:
        return f"{error.filename}: {_REMEDIES[error.errno]}" if error.filename else _REMEDIES[error.errno]
    if isinstance(error, UnicodeDecodeError):
        return "The file is not in UTF-8. Save it as “CSV UTF-8” (or as UTF-8 text) and try again."
    if (text := _about_the_database(error)) is not None:
        return text
    return f"{type(error).__name__}: {error}\nPlease run again with --debug to see where."


def _about_the_database(error: Exception) -> str | None:
    try:
        from django.db import DatabaseError, OperationalError
    except ImportError:  # a broken installation has other worries
        return None
    if not isinstance(error, DatabaseError):
        return None
    said = str(error).strip()
    if "disk is full" in said or "No space left" in said:
        return _REMEDIES[errno.ENOSPC]
    if "malformed" in said or "not a database" in said:
        return f"The database file is damaged ({said}). Restore the newest backup: soesmart restore --help"
    if "no such table" in said or "does not exist" in said or "no such column" in said:
        return f"The database does not fit this version ({said}). Run: soesmart upgrade"
    if isinstance(error, OperationalError):
        return f"The database did not answer: {said}"
    return None
