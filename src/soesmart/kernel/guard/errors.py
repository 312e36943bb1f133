# SPDX-License-Identifier: EUPL-1.2
"""Why a write is refused. Each says what to do next; `status` is the answer's HTTP status.

Refused
├── TokenInvalid    400  altered, or meant for another form
├── TokenExpired    400
├── TokenSpent      409  this form was sent already; `result` says what came of it
├── NotProven       403  the puzzle is missing or wrong, where it is required
└── TooMany         429  `wait` seconds
"""

from django.utils.translation import gettext, ngettext


class Refused(Exception):
    status = 400
    code = "refused"

    @property
    def text(self) -> str:
        return gettext("Das konnten wir nicht annehmen.")


class TokenInvalid(Refused):
    code = "token-invalid"

    @property
    def text(self) -> str:
        return gettext(
            "Dieses Formular passt nicht mehr. Ihr Text ist noch da: Bitte senden Sie ihn noch einmal."
        )


class TokenExpired(Refused):
    code = "token-expired"

    @property
    def text(self) -> str:
        return gettext(
            "Das Formular war lange offen und ist abgelaufen. "
            "Ihr Text ist noch da: Bitte senden Sie ihn noch einmal."
        )


class TokenSpent(Refused):
    status = 409
    code = "token-spent"

    def __init__(self, result: str = "") -> None:
        super().__init__(result)
        self.result = result

    @property
    def text(self) -> str:
        return gettext("Das haben wir schon bekommen. Sie müssen nichts weiter tun.")


class NotProven(Refused):
    status = 403
    code = "not-proven"

    @property
    def text(self) -> str:
        return gettext(
            "Hier fehlt die kleine Rechenaufgabe, die Maschinen bremst. "
            "Holen Sie eine unter /api/v1/challenge und senden Sie die Lösung mit."
        )


class TooMany(Refused):
    status = 429
    code = "too-many"

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait

    @property
    def text(self) -> str:
        minutes = -(-self.wait // 60)
        return ngettext(
            "Von Ihrem Anschluss kam gerade sehr viel. Bitte versuchen Sie es in einer Minute wieder.",
            "Von Ihrem Anschluss kam gerade sehr viel. Bitte versuchen Sie es in %(minutes)d Minuten wieder.",
            minutes,
        ) % {"minutes": minutes}
