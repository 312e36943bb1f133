// SPDX-License-Identifier: EUPL-1.2
// <line-drawing>: stops tapped on a map become rows of the list beside it. The fields of the list are the only
// place where the line is kept: the map shows what stands there, and without JavaScript people type it.

import { StopMap } from "./stop-map.js";
import { fold, metres, placed, written } from "./stop-places.js";

const REST = 5; // minutes at the far end, as in engine/sketch.py

class LineDrawing extends HTMLElement {
    connectedCallback() {
        if (this.list) return;
        this.list = this.querySelector("[data-list]");
        this.moves = this.querySelector("[data-moves]");
        this.status = this.querySelector("[data-said]");
        this.speed = this.querySelector("[name=kmh]");
        this.back = this.querySelector("[name=back]");
        this.known = new Map();
        this.past = [];
        this.now = this.snapshot();
        for (const plain of this.querySelectorAll("[data-plain]")) plain.hidden = true;
        this.addEventListener("input", () => this.show());
        this.addEventListener("change", (event) => this.changed(event));
        this.addEventListener("click", (event) => this.press(event));
        this.addEventListener("keydown", (event) => this.stay(event));
        this.load();
    }

    disconnectedCallback() { this.map?.close(); }

    async load() {
        try {
            const answer = await fetch(this.dataset.stops, { credentials: "same-origin" });
            if (!answer.ok) throw new Error(String(answer.status));
            const { stops, lines, places } = await answer.json();
            for (const [name, lat, lon] of stops) this.known.set(fold(name), { name, lat, lon });
            this.querySelector("[data-map]").hidden = false;
            this.map = new StopMap(this.querySelector("[data-svg]"), { stops, lines, places }, {
                tap: (spot) => this.tap(spot),
                grab: (spot) => (this.mode() === "move" ? spot.stop : null),
                drop: (stop, place) => this.move(stop, place),
            });
        } catch {
            const note = document.createElement("p");
            note.className = "notice notice--warn";
            note.textContent = this.dataset.failed;
            this.list.before(note);
        }
        this.show();
    }

    mode() { return this.querySelector("[data-mode]:checked").value; }

    rows() { return [...this.list.querySelectorAll("[data-row]")]; }

    say(word, values = {}) {
        this.status.textContent = words(this.dataset[word], values);
    }

    // --- what is entered

    snapshot() {
        const pairs = (row, one, other) => [row.querySelector(one).value, row.querySelector(other).value];
        return {
            halts: this.rows().map((row) => pairs(row, "[data-stop]", "[data-minutes]")),
            moves: [...this.moves.children].map((row) => pairs(row, "[data-moved]", "[data-place]")),
        };
    }

    restore(state) {
        this.list.replaceChildren(...state.halts.map(([stop, minutes]) => this.row(stop, minutes)));
        this.moves.replaceChildren(...state.moves.map(([stop, place]) => this.moveRow(stop, place)));
    }

    // After every change: what stood there before can come back.
    settle() {
        const next = this.snapshot();
        if (JSON.stringify(next) !== JSON.stringify(this.now)) this.past.push(this.now);
        this.now = next;
        this.show();
    }

    undo() {
        const before = this.past.pop();
        if (!before) return;
        this.restore(before);
        this.now = this.snapshot();
        this.say("undone");
        this.show();
    }

    row(stop = "", minutes = "") {
        const row = this.querySelector("[data-row-template]").content.firstElementChild.cloneNode(true);
        row.querySelector("[data-stop]").value = stop;
        row.querySelector("[data-minutes]").value = minutes;
        return row;
    }

    moveRow(stop = "", place = "") {
        const row = this.querySelector("[data-move-template]").content.firstElementChild.cloneNode(true);
        row.querySelector("[data-moved]").value = stop;
        row.querySelector("[data-place]").value = place;
        return row;
    }

    // --- the map

    tap(spot) {
        if (this.mode() === "move") return this.choose(spot);
        const text = spot.stop?.text ?? written(this.newName(), spot);
        this.append(text);
        this.settle();
        this.say("is", { stop: spot.stop?.name ?? text.replace(/ \(.*/, ""), n: this.filled().length });
    }

    append(text) {
        const rows = this.rows();
        const last = rows.findLastIndex((row) => row.querySelector("[data-stop]").value.trim());
        let row = rows[last + 1];
        if (!row) this.list.append(row = this.row());
        row.querySelector("[data-stop]").value = text;
        row.querySelector("[data-minutes]").value = "";
    }

    newName() {
        for (let n = 1; ; n++) {
            const name = words(this.dataset.new, { n });
            if (!this.filled().some((row) => row.querySelector("[data-stop]").value.startsWith(`${name} (`))) return name;
        }
    }

    choose(spot) {
        if (this.chosen) {
            const stop = this.chosen;
            this.chosen = null;
            if (spot.stop?.text !== stop.text) this.move(stop, spot);
            else this.show();
        } else if (spot.stop) {
            this.chosen = spot.stop;
            this.say("chosen", { stop: spot.stop.name });
            this.show();
        }
    }

    // A stop of the timetable gets a row among the moved ones; a new one has its place in its own row.
    move(stop, place) {
        this.chosen = null;
        const there = written("", place);
        if (stop.added) {
            for (const row of this.filled()) {
                const field = row.querySelector("[data-stop]");
                if (field.value === stop.text) field.value = written(stop.name, place);
            }
        } else {
            const rows = [...this.moves.children];
            const named = (row) => fold(row.querySelector("[data-moved]").value);
            let row = rows.find((one) => named(one) === fold(stop.name)) ?? rows.find((one) => !named(one));
            if (!row) this.moves.append(row = this.moveRow());
            row.querySelector("[data-moved]").value = stop.name;
            row.querySelector("[data-place]").value = there;
        }
        this.settle();
        this.say("moved", { stop: stop.name });
    }

    // --- buttons: those of the list do here what the server does without JavaScript

    press(event) {
        const button = event.target.closest("button");
        if (!button) return;
        if (button.name === "tun") event.preventDefault();
        const order = button.dataset.do ?? button.value;
        if (button.matches("[data-up]")) this.up(button.closest("[data-row]"));
        else if (button.matches("[data-off]")) this.off(button.closest("[data-row]"));
        else if (order === "mehr") this.more(this.list, this.row());
        else if (order === "mehr-verlegt") this.more(this.moves, this.moveRow());
        else if (order === "undo") this.undo();
        else if (order === "pop") this.pop();
        else if (order === "leer") this.empty();
        else if (order === "nearer") this.map.zoom(1.5);
        else if (order === "farther") this.map.zoom(1 / 1.5);
        else if (order === "whole") this.map.whole();
    }

    more(list, row) {
        list.append(row);
        this.settle();
        row.querySelector("input").focus();
    }

    up(row) {
        const above = row.previousElementSibling;
        if (!above) return;
        above.before(row);
        for (const one of [row, above, above.nextElementSibling]) forget(one);
        this.settle();
        row.querySelector("[data-up]").focus();
    }

    off(row) {
        const name = row.querySelector("[data-stop]").value.replace(/ \(.*/, "");
        const next = row.nextElementSibling;
        forget(next);
        const rows = this.rows();
        if (rows.length > 2) row.remove();
        else for (const field of row.querySelectorAll("input")) field.value = "";
        this.settle();
        if (name) this.say("gone", { stop: name });
        (next ?? this.rows().at(-1)).querySelector("[data-stop]").focus({ preventScroll: true });
    }

    pop() {
        const last = this.filled().at(-1);
        if (!last) return;
        const name = last.querySelector("[data-stop]").value.replace(/ \(.*/, "");
        for (const field of last.querySelectorAll("input")) field.value = "";
        this.settle();
        this.say("gone", { stop: name });
    }

    empty() {
        this.restore({ halts: Array(4).fill(["", ""]), moves: [["", ""]] });
        this.chosen = null;
        this.settle();
        this.say("emptied");
    }

    changed(event) {
        if (event.target.matches("[data-mode]")) {
            this.chosen = null;
            for (const hint of this.querySelectorAll("p[data-hint]")) hint.hidden = hint.dataset.hint !== this.mode();
            this.show();
        } else this.settle();
    }

    // Enter in a row would press the first button of the form; here it goes on to the next row.
    stay(event) {
        if (event.key !== "Enter" || !event.target.matches("[data-stop], [data-minutes]")) return;
        event.preventDefault();
        const next = event.target.closest("[data-row]").nextElementSibling;
        next?.querySelector("[data-stop]").focus();
    }

    // --- showing

    filled() { return this.rows().filter((row) => row.querySelector("[data-stop]").value.trim()); }

    moved() {
        const found = new Map();
        for (const row of this.moves.children) {
            const place = placed(row.querySelector("[data-place]").value);
            if (place) found.set(fold(row.querySelector("[data-moved]").value), place);
        }
        return found;
    }

    show() {
        const moved = this.moved();
        const route = this.filled().map((row) => this.stop(row.querySelector("[data-stop]").value.trim(), moved));
        this.number(route);
        this.querySelector("[data-do=undo]").disabled = !this.past.length;
        this.map?.show({ route: route.filter(Boolean), moved, chosen: this.chosen, known: this.known });
    }

    stop(text, moved) {
        const known = this.known.get(fold(text));
        if (known) return { name: known.name, text: known.name, ...(moved.get(fold(text)) ?? { lat: known.lat, lon: known.lon }) };
        const place = placed(text);
        return place ? { name: place.name, text, added: true, lat: place.lat, lon: place.lon } : null;
    }

    number(route) {
        let n = 0, before = null, minutes = 0, way = 0;
        this.rows().forEach((row, at) => {
            const field = row.querySelector("[data-stop]");
            const one = field.value.trim() ? route[n++] : undefined;
            const hop = one && before ? metres(before, one) * Number(this.dataset.detour) : null;
            const proposal = hop === null ? null : Math.max(1, Math.floor(hop / (this.kmh() * 1000 / 60) + 0.5));
            const time = row.querySelector("[data-minutes]");
            row.querySelector("[data-hint]").textContent = proposal === null ? "" : words(this.dataset.proposed, { n: proposal });
            row.querySelector("[data-no]").textContent = at + 1;
            name(field, this.dataset.nth, at + 1);
            name(time, this.dataset.way, at + 1);
            name(row.querySelector("[data-up]"), this.dataset.up, at + 1);
            name(row.querySelector("[data-off]"), this.dataset.off, at + 1);
            if (n > 1 && one !== undefined) minutes += /^\d+$/.test(time.value) ? Number(time.value) : proposal ?? 0;
            way += hop ?? 0;
            if (one !== undefined) before = one;
        });
        this.goBack(n > 1 ? minutes : null);
        const number = new Intl.NumberFormat(document.documentElement.lang.slice(0, 2), { maximumFractionDigits: 1 });
        const sum = { stops: n, km: number.format(way / 1000), n: minutes };
        this.querySelector("[data-total]").textContent = n > 1 ? words(this.dataset.sum, sum) : "";
    }

    // The way back: asked for only where it is wanted, its departure proposed as the server does.
    goBack(minutes) {
        this.querySelector("[data-back]").hidden = !this.back.checked;
        const found = /^(\d{1,2}):(\d\d)$/.exec(this.querySelector("[name=first]").value);
        const at = found && minutes !== null ? (Number(found[1]) * 60 + Number(found[2]) + minutes + REST) % 1440 : null;
        const two = (n) => String(n).padStart(2, "0");
        this.querySelector("[data-back-from]").textContent =
            at === null ? "" : words(this.dataset.leaves, { t: `${two(Math.floor(at / 60))}:${two(at % 60)}` });
    }

    kmh() {
        const kmh = Number(this.speed.value);
        return kmh >= 5 && kmh <= 120 ? kmh : Number(this.speed.defaultValue) || 30;
    }
}

// A time belongs to the way between two stops: it goes when one of them changes.
function forget(row) {
    if (row) row.querySelector("[data-minutes]").value = "";
}

function name(element, text, n) { element.setAttribute("aria-label", words(text, { n })); }

function words(text, values) { return text.replace(/\{(\w+)\}/g, (_all, key) => values[key]); }

customElements.define("line-drawing", LineDrawing);
