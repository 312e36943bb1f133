// SPDX-License-Identifier: EUPL-1.2
// Brings sealed entries to the town. Only what is safe there is deleted here; whatever goes wrong in
// between, the same entry may simply be brought again.

import { addCodes, delivered, some, state } from "./store.js";

const AT_ONCE = 5;
const ENOUGH_CODES = 60;
const FULL_BOX = 120;
const SAFE = new Set(["stored", "held", "discarded"]);

export class Refused extends Error {}

async function ask(stall, what, body) {
    const answer = await fetch(`/api/v1/stalls/${stall.id}/${what}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Stall-Token": stall.token },
        body: JSON.stringify(body),
    });
    if (answer.status === 403) throw new Refused("closed");
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
}

// How far this device's clock is off, in seconds; null when there was nothing to bring.
export async function deliver(stall) {
    const work = async () => {
        let off = null;
        for (;;) {
            const entries = await some(AT_ONCE);
            if (!entries.length) return off;
            const { results, clock_off } = await ask(stall, "entries", { now: Date.now(), entries });
            off = clock_off;
            const safe = results.filter((one) => SAFE.has(one.state)).map((one) => one.id);
            await delivered(safe);
            if (!safe.length) throw new Error("later");
        }
    };
    return navigator.locks ? navigator.locks.request("stand-abgeben", work) : work();
}

export async function fillCodes(stall) {
    const { codes } = await state();
    if (codes < ENOUGH_CODES) await addCodes(await ask(stall, "codes", { number: FULL_BOX - codes }));
}
