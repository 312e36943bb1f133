// SPDX-License-Identifier: EUPL-1.2
// What the tablet holds: its stall, codes to hand out, sealed entries, how many there were.
// "shown" is the slip of the person who just stands here: if the browser dies, it is there again.

import { Cabinet, read } from "../guard/cabinet.js";

const cabinet = new Cabinet(
    "stand",
    { stall: null, codes: "code", entries: "id", counts: null, shown: null },
    { collected: 0, delivered: 0 },
);

export const state = () => cabinet.run("readonly", (store, result) => {
    read(store("stall").get("now"), result, "stall");
    read(store("shown").get("now"), result, "shown");
    read(store("counts").get("now"), result, "counts");
    read(store("codes").count(), result, "codes");
    read(store("entries").count(), result, "waiting");
});

// A new stall takes over: codes of the last one go, entries of the last one stay until they are delivered.
export const begin = (stall) => cabinet.run("readwrite", (store) => {
    store("stall").put(stall, "now");
    store("codes").clear();
    cabinet.startCounting(store);
});

export const addCodes = (slips) => cabinet.run("readwrite", (store) => {
    for (const slip of slips) store("codes").put(slip);
});

// Out of the box at once: two tabs never hand out the same code.
export async function takeCode() {
    const { slip } = await cabinet.run("readwrite", (store, result) => {
        const cursor = store("codes").openCursor();
        cursor.onsuccess = () => {
            if (!cursor.result) return;
            result.slip = cursor.result.value;
            cursor.result.delete();
        };
    });
    return slip ?? null;
}

export const keep = (entry, slip) => cabinet.run("readwrite", (store) => {
    store("entries").add(entry);
    store("shown").put(slip ?? {}, "now");
    cabinet.count(store, { collected: 1 });
});

export const handedOver = () => cabinet.run("readwrite", (store) => { store("shown").delete("now"); });

export const some = (number) => cabinet.some(number);

export const delivered = (ids) => cabinet.settle(ids, (here) => ({ delivered: here.length }));
