// SPDX-License-Identifier: EUPL-1.2
// Working without a network is switched off: clear up and go. What people wrote stays on their device.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("house-")).map((name) => caches.delete(name)));
    await self.registration.unregister();
}
