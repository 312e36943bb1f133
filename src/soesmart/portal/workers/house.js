// SPDX-License-Identifier: EUPL-1.2
// Served as /sw.js with `const HOUSE = {version, homes, shell, pages}` before it.
// It keeps only the pages and files named there, all of them the same for everybody. Everything else,
// above all every page of a person, passes by: nothing is written down while somebody reads.

const CACHE = `house-${HOUSE.version}`;
const OFFLINE = "/ohne-netz/";
const SHARE = "/fragen/teilen/";
const FORM = "/fragen/neu/";

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(asked(event)));
self.addEventListener("fetch", (event) => {
    const answer = answered(event.request);
    if (answer) event.respondWith(answer);
});

async function install() {
    const earlier = await keptEarlier();
    const cache = await caches.open(CACHE);
    await Promise.all(HOUSE.shell.map((address) => put(cache, address)));
    for (const page of HOUSE.pages) {
        if (!page.onDemand) await keep(page, HOUSE.homes[0]);
    }
    for (const [page, home] of earlier) await keep(page, home);
    await self.skipWaiting();
}

async function activate() {
    for (const name of await caches.keys()) {
        if (name.startsWith("house-") && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
}

// What an older version kept on demand, a new one keeps too: a stall must not lose its page overnight.
async function keptEarlier() {
    const found = [];
    for (const page of HOUSE.pages) {
        for (const home of HOUSE.homes) {
            if (await caches.match(at(page, home))) found.push([page, home]);
        }
    }
    return found;
}

async function asked({ data, ports }) {
    const home = HOUSE.homes.includes(data?.home) ? data.home : HOUSE.homes[0];
    let done = true;
    try {
        for (const page of HOUSE.pages) {
            if (page.onDemand ? data?.keep === page.path : true) await keep(page, home);
        }
    } catch {
        done = false; // No network or no room; the page that asked says so.
    }
    ports[0]?.postMessage(done);
}

async function keep(page, home) {
    const cache = await caches.open(CACHE);
    if (await cache.match(at(page, home))) return;
    await Promise.all(page.files.map((address) => put(cache, address)));
    await put(cache, at(page, home));
}

// Without cookies: what is kept is what anybody gets.
async function put(cache, address) {
    if (await cache.match(address)) return;
    const response = await fetch(address, { credentials: "omit", cache: "no-cache" });
    if (!response.ok || response.redirected) throw new Error(address);
    await cache.put(address, response);
}

const at = (page, home) => home + page.path.slice(1);

function answered(request) {
    const url = new URL(request.url);
    if (url.origin !== self.location.origin) return null;
    if (request.method === "GET" && (url.pathname.startsWith("/static/") || url.pathname === "/thema.css")) {
        return kept(request);
    }
    if (request.mode !== "navigate") return null;
    const home = HOUSE.homes.findLast((one) => url.pathname.startsWith(one));
    const path = url.pathname.slice(home.length - 1);
    if (request.method === "POST" && path === SHARE) return shared(request, home);
    if (request.method === "POST" && path !== FORM) return null;
    return fetch(request).catch(() => withoutNetwork(request, home, path));
}

async function kept(request) {
    const cache = await caches.open(CACHE);
    return (await cache.match(request)) ?? fetch(request);
}

async function withoutNetwork(request, home, path) {
    const page = HOUSE.pages.find((one) => one.path === path || one.insteadOf.includes(path));
    if (page && request.method === "POST") return Response.redirect(at(page, home), 303);
    const cache = await caches.open(CACHE);
    for (const one of [page && at(page, home), page && at(page, HOUSE.homes[0]), home + OFFLINE.slice(1), OFFLINE]) {
        const found = one && (await cache.match(one));
        if (found) return found;
    }
    return Response.error();
}

// A photo or text from another app becomes a draft on this device; nothing leaves it yet.
async function shared(request, home) {
    const form = await request.formData();
    const id = self.crypto.randomUUID();
    const photo = form.get("photo");
    const words = ["title", "text", "url"].map((name) => form.get(name)).filter(Boolean);
    const values = { text: words.join("\n").slice(0, 5000) };
    if (photo?.size) values.photo = photo;
    await keepDraft({ id, state: "writing", home, at: Date.now(), values });
    return Response.redirect(`${home}fragen/neu/?entwurf=${id}`, 303);
}

// The same store as in ask/draft-store.js: workers of today's browsers cannot all import modules.
function keepDraft(draft) {
    return new Promise((resolve, reject) => {
        const opening = indexedDB.open("entwuerfe", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("entwuerfe", { keyPath: "id" });
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
            const writing = opening.result.transaction("entwuerfe", "readwrite");
            writing.objectStore("entwuerfe").put(draft);
            writing.oncomplete = () => { opening.result.close(); resolve(); };
            writing.onabort = () => reject(writing.error);
        };
    });
}
