// SPDX-License-Identifier: EUPL-1.2
// Seals an entry for the town. The key that could open it again never leaves this function:
// not even this device can read what it has collected. The other half is kernel/envelope.py.

const BLOCK = 512;
const bytes = (text) => new TextEncoder().encode(text);

export const canSeal = () => Boolean(globalThis.crypto?.subtle && crypto.randomUUID);

export async function seal({ id: stall, key }, entry, content) {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const other = await crypto.subtle.importKey("raw", fromText(key), curve, false, []);
    const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, own.privateKey, 256);
    const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const salt = Uint8Array.from(entry.replaceAll("-", "").match(/../g), (pair) => parseInt(pair, 16));
    const derivation = { name: "HKDF", hash: "SHA-256", salt, info: bytes("soesmart stall entry 1") };
    const secret = await crypto.subtle.deriveKey(derivation, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const method = { name: "AES-GCM", iv, additionalData: bytes(`${stall}/${entry}`) };
    const data = await crypto.subtle.encrypt(method, secret, padded(bytes(JSON.stringify(content))));
    const epk = await crypto.subtle.exportKey("raw", own.publicKey);
    return JSON.stringify({ v: 1, stall, epk: toText(epk), iv: toText(iv), data: toText(data) });
}

// The length of a text tells something about it.
function padded(plain) {
    const whole = new Uint8Array(Math.ceil(plain.length / BLOCK) * BLOCK).fill(0x20);
    whole.set(plain);
    return whole;
}

function toText(buffer) {
    const text = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromText(text) {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
