// SPDX-License-Identifier: EUPL-1.2
// Sends waiting drafts through the ordinary form: with a token fetched now, because the one of the page
// on which the draft was written is long spent. The draft's own id makes a second sending find the first.

import { all, goesOut, put } from "./draft-store.js";

const PATIENCE_MS = 30000;

export async function sendAll() {
    const work = async () => {
        for (const draft of (await all()).filter(goesOut)) await send(draft);
    };
    // Two tabs take turns; without locks the draft's id alone prevents doubles.
    await (navigator.locks ? navigator.locks.request("entwuerfe-senden", work) : work());
}

async function send(draft) {
    const address = `${draft.home}fragen/neu/`;
    const page = await fetch(address, { cache: "no-store" });
    if (!page.ok) return;
    const form = await guarded(await page.text());
    for (const [name, value] of Object.entries(draft.values)) form.set(name, value);
    form.set("entwurf", draft.id);
    form.set("gesehen", "1");
    await put({ ...draft, state: "sending" });
    const answer = await fetch(address, { method: "POST", body: form });
    if (answer.redirected) {
        const receipt = answer.url.split("?")[0];
        await put({ id: draft.id, state: "sent", home: draft.home, at: Date.now(), values: {}, receipt });
    } else if (answer.status === 429 || answer.status >= 500) {
        await put({ ...draft, state: "waiting" });
    } else {
        await put({ ...draft, state: "refused" });
    }
}

// The hidden fields of a fresh form, its puzzle solved.
async function guarded(html) {
    const value = (name) => html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1];
    const data = (name) => html.match(new RegExp(`data-${name}="([^"]*)"`))?.[1] ?? "";
    const form = new FormData();
    for (const name of ["csrfmiddlewaretoken", "guard-token"]) {
        if (value(name)) form.set(name, value(name));
    }
    const puzzle = { nonce: data("nonce"), bits: Number(data("bits")), pieces: Number(data("pieces")) };
    form.set("guard-solution", await solved(data("worker"), puzzle));
    return form;
}

// Without a solution a person looks at the text first: slower, never lost.
function solved(address, puzzle) {
    return new Promise((resolve) => {
        const worker = new Worker(address);
        const end = (solution) => { worker.terminate(); resolve(solution); };
        worker.onmessage = ({ data }) => end(data);
        worker.onerror = () => end("");
        setTimeout(end, PATIENCE_MS, "");
        worker.postMessage(puzzle);
    });
}
