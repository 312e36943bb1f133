// SPDX-License-Identifier: EUPL-1.2
// Drafts of questions, on this device alone. A draft: {id, state, home, at, values, receipt}.
// States: "writing", "waiting" (for a network), "sending" (perhaps arrived), "refused" (needs a look), "sent".

const NAME = "entwuerfe";
const FLAG = "entwurf-wartet";
const DAYS_KEPT = 30;
const GOES_OUT = new Set(["waiting", "sending"]);

export const goesOut = (draft) => GOES_OUT.has(draft.state);

export function newId() {
    if (crypto.randomUUID) return crypto.randomUUID();
    // Without https there is no randomUUID; version 4 by hand.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function open() {
    return new Promise((resolve, reject) => {
        const opening = indexedDB.open(NAME, 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore(NAME, { keyPath: "id" });
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
    });
}

async function run(mode, work) {
    const database = await open();
    try {
        return await new Promise((resolve, reject) => {
            const transaction = database.transaction(NAME, mode);
            const asked = work(transaction.objectStore(NAME));
            transaction.oncomplete = () => resolve(asked.result);
            transaction.onabort = () => reject(transaction.error);
        });
    } finally {
        database.close();
    }
}

export const all = () => run("readonly", (store) => store.getAll());
export const get = (id) => run("readonly", (store) => store.get(id));

export async function put(draft) {
    await run("readwrite", (store) => store.put(draft));
    await flag();
}

export async function remove(id) {
    await run("readwrite", (store) => store.delete(id));
    await flag();
}

export async function dropOld() {
    const oldest = Date.now() - DAYS_KEPT * 24 * 3600 * 1000;
    for (const draft of await all()) {
        if (draft.at < oldest) await remove(draft.id);
    }
}

// Lets other pages know, without opening the database, that something waits.
async function flag() {
    const waiting = (await all()).some(goesOut);
    if (waiting) localStorage.setItem(FLAG, "1");
    else localStorage.removeItem(FLAG);
}
