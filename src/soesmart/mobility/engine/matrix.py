# SPDX-License-Identifier: EUPL-1.2
"""Median travel times between all places of a list, over a window of departures."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from soesmart.mobility.engine.doors import medians
from soesmart.mobility.engine.network import network
from soesmart.mobility.engine.profile import everyone
from soesmart.mobility.engine.town import Mode, Town


def matrix(
    town: Town,
    lat: Sequence[float],
    lon: Sequence[float],
    moment: datetime,
    window: int,
    longest: int,
    mode: Mode,
) -> NDArray[np.int16]:
    """Minutes, [origin, destination]; −1 where more than half the departures take longer than `longest`."""
    week = town.week(moment.date())
    since = week.minute(moment)
    whole = town.network(week, mode).times
    hours = whole.kept((whole.departure >= since) & (whole.departure < since + window + longest))
    net = network(hours, town.feet(hours.stops, mode.profile))
    north, east = np.asarray(lat, np.float64), np.asarray(lon, np.float64)
    stops = town.feed.stops.lat[hours.stops], town.feed.stops.lon[hours.stops]
    access = town.ways(north, east, *stops, mode.profile, town.farthest)
    egress = town.ways(*stops, north, east, mode.profile, town.farthest)
    on_foot = town.ways(north, east, north, east, mode.profile, longest)
    table = everyone(net, egress, len(north))
    return medians(table, access, on_foot, since, window, longest)
