// SPDX-License-Identifier: EUPL-1.2
// What the tablet holds: its stall, codes to hand out, sealed entries, how many there were.
// "shown" is the slip of the person who just stands here: if the browser dies, it is there again.

const NAME = "stand";
const STORES = { stall: null, codes: "code", entries: "id", counts: null, shown: null };

function open() {
    return new Promise((resolve, reject) => {
        const opening = indexedDB.open(NAME, 1);
        opening.onupgradeneeded = () => {
            for (const [name, keyPath] of Object.entries(STORES)) {
                opening.result.createObjectStore(name, keyPath ? { keyPath } : undefined);
            }
        };
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
    });
}

// Strict: an entry counts as kept only once it is on the disk.
async function run(mode, work) {
    const database = await open();
    try {
        return await new Promise((resolve, reject) => {
            const transaction = database.transaction(Object.keys(STORES), mode, { durability: "strict" });
            const result = {};
            work((name) => transaction.objectStore(name), result);
            transaction.oncomplete = () => resolve(result);
            transaction.onabort = () => reject(transaction.error);
        });
    } finally {
        database.close();
    }
}

const read = (request, result, name) => {
    request.onsuccess = () => { result[name] = request.result; };
};

export const state = () => run("readonly", (store, result) => {
    read(store("stall").get("now"), result, "stall");
    read(store("shown").get("now"), result, "shown");
    read(store("counts").get("now"), result, "counts");
    read(store("codes").count(), result, "codes");
    read(store("entries").count(), result, "waiting");
});

// A new stall takes over: codes of the last one go, entries of the last one stay until they are delivered.
export const begin = (stall) => run("readwrite", (store) => {
    store("stall").put(stall, "now");
    store("codes").clear();
    store("counts").put({ collected: 0, delivered: 0 }, "now");
});

export const addCodes = (slips) => run("readwrite", (store) => {
    for (const slip of slips) store("codes").put(slip);
});

// Out of the box at once: two tabs never hand out the same code.
export async function takeCode() {
    const { slip } = await run("readwrite", (store, result) => {
        const cursor = store("codes").openCursor();
        cursor.onsuccess = () => {
            if (!cursor.result) return;
            result.slip = cursor.result.value;
            cursor.result.delete();
        };
    });
    return slip ?? null;
}

export const keep = (entry, slip) => run("readwrite", (store) => {
    store("entries").add(entry);
    store("shown").put(slip ?? {}, "now");
    count(store, "collected", 1);
});

export const handedOver = () => run("readwrite", (store) => { store("shown").delete("now"); });

export async function some(number) {
    const { entries } = await run("readonly", (store, result) => {
        read(store("entries").getAll(null, number), result, "entries");
    });
    return entries;
}

// Another tab may have delivered the same one: only what was still here is counted, and all at once.
export const delivered = (ids) => run("readwrite", (store) => {
    const keys = store("entries").getAllKeys();
    keys.onsuccess = () => {
        const here = ids.filter((id) => keys.result.includes(id));
        for (const id of here) store("entries").delete(id);
        count(store, "delivered", here.length);
    };
});

function count(store, name, number) {
    const found = store("counts").get("now");
    found.onsuccess = () => {
        const counts = { collected: 0, delivered: 0, ...found.result };
        counts[name] += number;
        store("counts").put(counts, "now");
    };
}
