# SPDX-License-Identifier: EUPL-1.2
"""Timetables, streets and who gets where when: a library of its own, without Django and without files.

feed = read_feed(files)                      # feed.py: GTFS with a report of what is wrong in it
week = Week(date(2022, 6, 13), feed.zone)    # week.py: elapsed minutes since Monday 00:00 local
times = timetable(feed, week)                # timetable.py: every ride of that week
walks = straight_footpaths(…)                # footpaths.py, or streets.py with an extract
net = network(times, walks)                  # network.py: rows and changes, ready to scan
table = everyone(net)                        # profile.py: all stops, all minutes
answer = connections(net, …)                 # journey.py: one question with itineraries
"""
