// SPDX-License-Identifier: EUPL-1.2
// What the tablet holds: the ballot form of one vote, sealed ballots, and how many there were.

import { Cabinet, read } from "../guard/cabinet.js";

const cabinet = new Cabinet("parcours", { vote: null, entries: "id", counts: null }, { collected: 0, stored: 0, turned: 0 });

export const state = () => cabinet.run("readonly", (store, result) => {
    read(store("vote").get("now"), result, "vote");
    read(store("counts").get("now"), result, "counts");
    read(store("entries").count(), result, "waiting");
});

export const begin = (vote) => cabinet.run("readwrite", (store) => {
    store("vote").put(vote, "now");
    cabinet.startCounting(store);
});

// Each entry carries its vote: what is left over from the last one still goes to the right box.
export const keep = (entry) => cabinet.run("readwrite", (store) => {
    store("entries").add(entry);
    cabinet.count(store, { collected: 1 });
});

export const some = (number) => cabinet.some(number);

export function settled(results) {
    const states = new Map(results.map((one) => [one.id, one.state]));
    return cabinet.settle([...states.keys()], (here) => {
        const stored = here.filter((id) => states.get(id) === "stored").length;
        return { stored, turned: here.length - stored };
    });
}
