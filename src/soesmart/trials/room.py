# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Command, Room
from soesmart.trials import commands
ROOM = Room(name="trials", app="soesmart.trials", commands=(Command("trials", "Did it help? Analyse series, plan trials.", commands.arguments, commands.run, needs_town=False),))
