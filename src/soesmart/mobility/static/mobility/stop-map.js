// SPDX-License-Identifier: EUPL-1.2
// A map of stops, drawn as SVG from what the page's own server tells: no tiles, no other address.
// It shows, pans and zooms, and tells where it was tapped or a stop was dropped; it keeps nothing.

import { fold } from "./stop-places.js";

const SVG = "http://www.w3.org/2000/svg";
const NEAR = { mouse: 14, pen: 18, touch: 24 };
const STILL = 7;
const CELL = 9;
const LETTERS = 7.4;
const CROWD = 120; // more stops in sight: names of single ones wait until one comes nearer

export class StopMap {
    constructor(svg, { stops, lines, places }, told) {
        Object.assign(this, { svg, told, lines, fingers: new Map(), state: { route: [], moved: new Map(), known: new Map() } });
        const middle = stops.length ? stops.reduce((sum, [, lat]) => sum + lat, 0) / stops.length : 0;
        this.north = middle;
        this.shrink = Math.cos(middle * Math.PI / 180);
        this.east = stops.length ? stops[0][2] : 0;
        this.stops = stops.map(([name, lat, lon]) => ({ name, text: name, key: fold(name), ...this.flat({ lat, lon }) }));
        this.places = places.map(([name, lat, lon]) => ({ name, ...this.flat({ lat, lon }) }));
        this.layer = svg.appendChild(document.createElementNS(SVG, "g"));
        for (const kind of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
            svg.addEventListener(kind, (event) => this[kind](event));
        }
        svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
        this.watcher = new ResizeObserver(() => this.resized());
        this.watcher.observe(svg);
    }

    close() { this.watcher.disconnect(); }

    show(state) {
        this.state = state;
        this.draw();
    }

    // --- metres on the ground, pixels in the picture

    flat({ lat, lon }) {
        return { x: (lon - this.east) * 111320 * this.shrink, y: (this.north - lat) * 110574 };
    }

    place([px, py]) {
        const x = this.x + (px - this.width / 2) / this.scale;
        const y = this.y + (py - this.height / 2) / this.scale;
        return { lat: this.north - y / 110574, lon: this.east + x / (111320 * this.shrink) };
    }

    pixel({ x, y }) {
        return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2];
    }

    resized() {
        const box = this.svg.getBoundingClientRect();
        if (!box.width || !box.height) return;
        [this.width, this.height] = [box.width, box.height];
        this.svg.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
        if (this.scale) this.draw();
        else this.whole();
    }

    // The town where its places and stops lie together; a timetable of another region shows its own stops.
    whole() {
        const town = span(this.places);
        const near = town && this.stops.some((one) => one.x >= town.west && one.x <= town.east && one.y >= town.north && one.y <= town.south);
        const all = span([...this.stops, ...(near ? this.places : [])]);
        const seen = (near && this.places.length > 1 && town) || all;
        this.scale = seen ? this.fitting(seen) : 0.05;
        [this.x, this.y] = seen ? [(seen.west + seen.east) / 2, (seen.north + seen.south) / 2] : [0, 0];
        this.least = (all ? this.fitting(all) : this.scale) / 2;
        this.draw();
    }

    fitting({ west, east, north, south }) {
        return Math.min((this.width - 90) / (east - west || 1000), (this.height - 60) / (south - north || 1000));
    }

    zoom(by, at = [this.width / 2, this.height / 2]) {
        const scale = Math.min(Math.max(this.scale * by, this.least), 2);
        const [dx, dy] = [at[0] - this.width / 2, at[1] - this.height / 2];
        this.x += dx / this.scale - dx / scale;
        this.y += dy / this.scale - dy / scale;
        this.scale = scale;
        this.draw();
    }

    // --- fingers and mouse

    at(event) {
        const box = this.svg.getBoundingClientRect();
        return [event.clientX - box.left, event.clientY - box.top];
    }

    // The stop under a finger: one of the line first, else the nearest.
    spot(event) {
        const here = this.at(event);
        let best = null, least = NEAR[event.pointerType] ?? NEAR.mouse;
        for (const one of [...this.state.route.map((stop) => ({ stop, flat: this.flat(stop) })), ...this.standing()]) {
            const [px, py] = this.pixel(one.flat);
            const away = Math.hypot(px - here[0], py - here[1]);
            if (away < least) [best, least] = [one.stop, away];
        }
        return { ...this.place(here), stop: best };
    }

    *standing() {
        for (const stop of this.stops) {
            const moved = this.state.moved.get(stop.key);
            yield { stop, flat: moved ? this.flat(moved) : stop };
        }
    }

    pointerdown(event) {
        if (event.button !== 0) return;
        this.svg.setPointerCapture(event.pointerId);
        this.fingers.set(event.pointerId, this.at(event));
        this.begun = this.fingers.size === 1 ? { at: this.at(event), spot: this.spot(event), far: false } : null;
        this.held = this.begun && this.told.grab(this.begun.spot);
    }

    pointermove(event) {
        const before = this.fingers.get(event.pointerId);
        if (!before) return;
        const here = this.at(event);
        if (this.fingers.size === 2) return this.pinch(event.pointerId, here);
        if (!this.begun) return;
        if (Math.hypot(here[0] - this.begun.at[0], here[1] - this.begun.at[1]) > STILL) this.begun.far = true;
        if (!this.begun.far) return;
        if (this.held) this.carried = this.place(here);
        else {
            this.x -= (here[0] - before[0]) / this.scale;
            this.y -= (here[1] - before[1]) / this.scale;
        }
        this.fingers.set(event.pointerId, here);
        this.draw();
    }

    pinch(id, here) {
        const [other] = [...this.fingers].filter(([key]) => key !== id).map(([, at]) => at);
        const before = this.fingers.get(id);
        const [was, is] = [before, here].map((at) => Math.hypot(at[0] - other[0], at[1] - other[1]));
        this.fingers.set(id, here);
        if (was > 0 && is > 0) this.zoom(is / was, [(here[0] + other[0]) / 2, (here[1] + other[1]) / 2]);
    }

    pointerup(event) {
        const { begun, held } = this;
        this.let_go(event);
        if (!begun) return;
        if (!begun.far) this.told.tap(begun.spot);
        else if (held) this.told.drop(held, this.place(this.at(event)));
    }

    pointercancel(event) {
        this.let_go(event);
        this.draw();
    }

    let_go(event) {
        this.fingers.delete(event.pointerId);
        this.begun = this.held = this.carried = null;
    }

    // The page scrolls as always; with Ctrl, or two fingers on a touchpad, the map zooms.
    wheel(event) {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, this.at(event));
    }

    // --- drawing

    draw() {
        if (!this.scale || this.waiting) return;
        this.waiting = requestAnimationFrame(() => {
            this.waiting = 0;
            const parts = [...this.ways(), ...this.dots(), ...this.line()];
            this.layer.replaceChildren(...parts, ...this.names());
        });
    }

    ways() {
        const path = this.lines.map(([a, b]) => {
            const [one, other] = [this.pixel(this.stops[a]), this.pixel(this.stops[b])];
            return this.seen(one, 400) || this.seen(other, 400) ? `M${one.map(Math.round)}L${other.map(Math.round)}` : "";
        });
        return [piece("path", { class: "drawing__ways", d: path.join("") || "M0,0" })];
    }

    *dots() {
        const taken = new Set();
        this.visible = [];
        for (const { stop, flat } of this.standing()) {
            const [px, py] = this.pixel(flat);
            const cell = `${Math.round(px / CELL)},${Math.round(py / CELL)}`;
            if (!this.seen([px, py], 0) || taken.has(cell)) continue;
            taken.add(cell);
            this.visible.push([stop.name, px, py, "drawing__name"]);
            const chosen = this.state.chosen?.text === stop.text;
            if (flat !== stop) yield piece("path", { class: "drawing__shift", d: `M${this.pixel(stop)}L${px},${py}` });
            yield piece("circle", { class: `drawing__dot${flat === stop ? "" : " is-moved"}${chosen ? " is-chosen" : ""}`, "data-name": stop.name, cx: px, cy: py, r: chosen ? 9 : 4.5 });
        }
        if (this.carried) {
            const [cx, cy] = this.pixel(this.flat(this.carried));
            yield piece("circle", { class: "drawing__dot is-chosen", cx, cy, r: 9 });
        }
    }

    *line() {
        const spots = this.state.route.map((stop) => [stop, ...this.pixel(this.flat(stop))]);
        if (spots.length > 1) yield piece("polyline", { class: "drawing__line", points: spots.map(([, x, y]) => `${x},${y}`).join(" ") });
        for (const [n, [stop, x, y]] of spots.entries()) {
            const chosen = this.state.chosen?.text === stop.text;
            yield piece("circle", { class: `drawing__number${chosen ? " is-chosen" : ""}`, "data-name": stop.name, cx: x, cy: y, r: 11 });
            const text = piece("text", { class: "drawing__figure", x, y, dy: "0.35em" });
            text.textContent = n + 1;
            yield text;
        }
        this.first = spots.map(([stop, x, y]) => [stop.name, x, y, "drawing__name is-own"]);
    }

    // Names where there is room: those of the line first, then the town's places, then other stops.
    *names() {
        const boxes = [];
        const own = new Set(this.first.map(([name]) => name));
        const places = this.places.filter((one) => !own.has(one.name)).map((one) => [one.name, ...this.pixel(one), "drawing__place"]);
        const others = this.visible.length > CROWD ? [] : this.visible.filter(([name]) => !own.has(name));
        for (const [name, x, y, style] of [...this.first, ...places, ...others]) {
            const wide = name.length * LETTERS;
            const left = x + 14 + wide > this.width;
            const box = [left ? x - 14 - wide : x + 12, y - 9, left ? x - 12 : x + 14 + wide, y + 9];
            if (box[0] < 0 || !this.seen([x, y], 0) || boxes.some((other) => meet(box, other))) continue;
            boxes.push(box);
            const text = piece("text", { class: style, x: left ? x - 14 : x + 14, y, dy: "0.35em", "text-anchor": left ? "end" : "start" });
            text.textContent = name;
            yield text;
        }
    }

    seen([x, y], beyond) {
        return x > -beyond && y > -beyond && x < this.width + beyond && y < this.height + beyond;
    }
}

function span(points) {
    if (!points.length) return null;
    const [xs, ys] = [points.map((one) => one.x), points.map((one) => one.y)];
    const least = (side) => side.reduce((a, b) => Math.min(a, b));
    const most = (side) => side.reduce((a, b) => Math.max(a, b));
    return { west: least(xs), east: most(xs), north: least(ys), south: most(ys) };
}

function meet(one, other) { return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]; }

function piece(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
}
