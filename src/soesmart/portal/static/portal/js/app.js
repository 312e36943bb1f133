// SPDX-License-Identifier: EUPL-1.2
// Registers the worker that keeps a few pages for places without a network, and lets waiting drafts go out.

const { home, drafts } = document.getElementById("app").dataset;

async function register() {
    try {
        await navigator.serviceWorker.register("/sw.js");
        const { active } = await navigator.serviceWorker.ready;
        active.postMessage({ home });
    } catch {
        // No worker here (an old browser, a private window, no https): everything else works without.
    }
}

// Only whoever has a text waiting on this device loads what sends it.
async function sendWaiting() {
    if (!drafts || !navigator.onLine) return;
    try {
        if (!localStorage.getItem("entwurf-wartet")) return;
        const { sendAll } = await import(drafts);
        await sendAll();
    } catch {
        // Storage is forbidden here, or the network is gone again: the draft keeps waiting.
    }
}

if (navigator.serviceWorker) addEventListener("load", register);
addEventListener("online", sendWaiting);
addEventListener("load", sendWaiting);
