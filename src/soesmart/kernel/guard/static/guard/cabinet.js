// SPDX-License-Identifier: EUPL-1.2
// What a tablet keeps while it has no network: a few named stores in one database, sealed entries among them.

// stores: {name: key of its rows, or null}; one of them is `entries: "id"`, another `counts: null`.
export class Cabinet {
    constructor(name, stores, counts) {
        Object.assign(this, { name, stores, zero: counts });
    }

    open() {
        return new Promise((resolve, reject) => {
            const opening = indexedDB.open(this.name, 1);
            opening.onupgradeneeded = () => {
                for (const [name, keyPath] of Object.entries(this.stores)) {
                    opening.result.createObjectStore(name, keyPath ? { keyPath } : undefined);
                }
            };
            opening.onsuccess = () => resolve(opening.result);
            opening.onerror = () => reject(opening.error);
        });
    }

    // Strict: an entry counts as kept only once it is on the disk.
    async run(mode, work) {
        const database = await this.open();
        try {
            return await new Promise((resolve, reject) => {
                const transaction = database.transaction(Object.keys(this.stores), mode, { durability: "strict" });
                const result = {};
                work((name) => transaction.objectStore(name), result);
                transaction.oncomplete = () => resolve(result);
                transaction.onabort = () => reject(transaction.error);
            });
        } finally {
            database.close();
        }
    }

    async some(number) {
        const { entries } = await this.run("readonly", (store, result) => {
            read(store("entries").getAll(null, number), result, "entries");
        });
        return entries;
    }

    // Another tab may have brought the same ones: only what was still here goes and is counted, all at once.
    settle(ids, counted) {
        return this.run("readwrite", (store) => {
            const keys = store("entries").getAllKeys();
            keys.onsuccess = () => {
                const here = ids.filter((id) => keys.result.includes(id));
                for (const id of here) store("entries").delete(id);
                this.count(store, counted(here));
            };
        });
    }

    startCounting(store) {
        store("counts").put(this.zero, "now");
    }

    count(store, more) {
        const found = store("counts").get("now");
        found.onsuccess = () => {
            const counts = { ...this.zero, ...found.result };
            for (const [name, number] of Object.entries(more)) counts[name] += number;
            store("counts").put(counts, "now");
        };
    }
}

export function read(request, result, name) {
    request.onsuccess = () => { result[name] = request.result; };
}
