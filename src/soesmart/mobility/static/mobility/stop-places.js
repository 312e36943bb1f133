// SPDX-License-Identifier: EUPL-1.2
// Names and places of stops as the server reads them.

const EARTH = 6371000;
const PLACED = /^(.*?)\s*\(?\s*(-?\d{1,3}\.\d+)\s*,\s*(-?\d{1,2}\.\d+)\s*\)?$/;

export function fold(text) {
    const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss");
    return plain.replace(/([aou])e/g, "$1").replace(/[^0-9a-z\u0400-\u04ff\u0600-\u06ff]+/g, " ").trim();
}

// "Name (lon, lat)" or "lon, lat"
export function placed(text) {
    const found = PLACED.exec(text.trim());
    if (!found) return null;
    const [lon, lat] = [Number(found[2]), Number(found[3])];
    return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? { name: found[1].trim() || `${found[2]}, ${found[3]}`, lat, lon } : null;
}

export function written(name, { lat, lon }) {
    const place = `${lon.toFixed(5)}, ${lat.toFixed(5)}`;
    return name ? `${name} (${place})` : place;
}

// Great-circle distance, as engine/footpaths.py computes it.
export function metres(one, other) {
    const rad = Math.PI / 180;
    const half = Math.sin((other.lat - one.lat) * rad / 2) ** 2
        + Math.cos(one.lat * rad) * Math.cos(other.lat * rad) * Math.sin((other.lon - one.lon) * rad / 2) ** 2;
    return 2 * EARTH * Math.asin(Math.sqrt(half));
}
