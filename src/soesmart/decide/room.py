# SPDX-License-Identifier: EUPL-1.2
"""Decide together: counting budget votes. Functions import late."""

from soesmart.decide.commands import COMMANDS
from soesmart.kernel.room import Room

ROOM = Room(name="decide", app="soesmart.decide", commands=COMMANDS)
