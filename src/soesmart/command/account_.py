# SPDX-License-Identifier: EUPL-1.2
"""Accounts and roles from the server's own shell: the way in before anybody can sign in."""

import argparse

from soesmart.command.errors import UserError
from soesmart.command.setup import start


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    add = verbs.add_parser("add", help="make an account, with a role if you name one")
    add.add_argument("email")
    _role(add, required=False)
    grant = verbs.add_parser("grant", help="give a role")
    grant.add_argument("email")
    _role(grant, required=True)
    verbs.add_parser("list", help="show everybody with a role")
    link = verbs.add_parser("link", help="print a sign-in link that works once, for 15 minutes")
    link.add_argument("email")
    link.add_argument(
        "--forget-factors",
        action="store_true",
        help="also delete passkeys and apps: for somebody who lost them all",
    )

    token = verbs.add_parser("token", help="print a key for a program, or take one away")
    token.add_argument("email", help="the account it acts for")
    token.add_argument("name", help="what the key is for, for example dashboard")
    token.add_argument("--action", action="append", default=[], help="what it may do; repeat for more")
    token.add_argument("--days", type=int, default=90, help="how long it is good (default: 90)")
    token.add_argument("--revoke", action="store_true", help="delete the account's keys of this name")


def _role(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--role", required=required, help="for example team, moderator, department")
    parser.add_argument("--scope", default="", help="where it holds, for example department:tiefbau")
    parser.add_argument("--reason", default="Kommandozeile", help="goes into the log, not public")


def run(words: argparse.Namespace) -> int:
    start()
    from soesmart.accounts import facade  # inline: needs Django started

    try:
        {"add": _add, "grant": _grant, "list": _list, "link": _link, "token": _token}[words.verb](words)
    except facade.Refused as error:
        raise UserError(str(error)) from error
    return 0


def _add(words: argparse.Namespace) -> None:
    from soesmart.accounts import facade

    facade.add_account(words.email, words.role, words.scope, words.reason)
    print(f"{words.email} is in. To sign in without mail: soesmart account link {words.email}")


def _grant(words: argparse.Namespace) -> None:
    from soesmart.accounts import facade

    facade.grant_role(words.email, words.role, words.scope, words.reason)
    print(f"{words.email}: {words.role}{' ' + words.scope if words.scope else ''}")


def _list(words: argparse.Namespace) -> None:
    from soesmart.accounts import facade

    for person in facade.staff():
        held = ", ".join(f"{g.role}{'@' + g.scope if g.scope else ''}" for g in person.grants)
        print(f"{person.email}\t{held}{'' if person.is_active else '  (inactive)'}")


def _link(words: argparse.Namespace) -> None:
    from soesmart.accounts import facade

    print(facade.sign_in_link(words.email, forget_factors=words.forget_factors))


def _token(words: argparse.Namespace) -> None:
    from soesmart.accounts import facade

    if not words.revoke:
        print(facade.issue_token(words.email, words.name, words.action, words.days))
    elif not facade.revoke_token(words.email, words.name):
        raise UserError(f"{words.email} has no key of the name {words.name}.")
