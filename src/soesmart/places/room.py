# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Room

ROOM = Room(name="places", app="soesmart.places")
