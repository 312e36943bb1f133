// SPDX-License-Identifier: EUPL-1.2
// What the tablet holds: the ballot form of one vote, sealed ballots, and how many there were.

const NAME = "parcours";
const STORES = { vote: null, entries: "id", counts: null };

function open() {
    return new Promise((resolve, reject) => {
        const opening = indexedDB.open(NAME, 1);
        opening.onupgradeneeded = () => {
            for (const [name, keyPath] of Object.entries(STORES)) opening.result.createObjectStore(name, keyPath ? { keyPath } : undefined);
        };
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
    });
}

// Strict: a ballot counts as kept only once it is on the disk.
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

function read(request, result, name) {
    request.onsuccess = () => { result[name] = request.result; };
}

export const state = () => run("readonly", (store, result) => {
    read(store("vote").get("now"), result, "vote");
    read(store("counts").get("now"), result, "counts");
    read(store("entries").count(), result, "waiting");
});

export const begin = (vote) => run("readwrite", (store) => {
    store("vote").put(vote, "now");
    store("counts").put({ collected: 0, stored: 0, turned: 0 }, "now");
});

// Each entry carries its vote: what is left over from the last one still goes to the right box.
export const keep = (entry) => run("readwrite", (store) => {
    store("entries").add(entry);
    count(store, { collected: 1 });
});

export async function some(number) {
    const { entries } = await run("readonly", (store, result) => read(store("entries").getAll(null, number), result, "entries"));
    return entries;
}

export const settled = (results) => run("readwrite", (store) => {
    const keys = store("entries").getAllKeys();
    keys.onsuccess = () => {
        const here = results.filter((one) => keys.result.includes(one.id));
        for (const one of here) store("entries").delete(one.id);
        const stored = here.filter((one) => one.state === "stored").length;
        count(store, { stored, turned: here.length - stored });
    };
});

function count(store, more) {
    const found = store("counts").get("now");
    found.onsuccess = () => {
        const counts = { collected: 0, stored: 0, turned: 0, ...found.result };
        for (const [name, number] of Object.entries(more)) counts[name] += number;
        store("counts").put(counts, "now");
    };
}
