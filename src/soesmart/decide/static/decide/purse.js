// SPDX-License-Identifier: EUPL-1.2
// <decide-purse>: spread a purse over projects with notes and coins, with sliders, or with numbers. All three
// write into the same number fields; without JavaScript those are what there is.

const KEY = "decide-way";
const WAYS = ["money", "slider", "numbers"];

export class Purse extends HTMLElement {
    connectedCallback() {
        if (this.ready || !this.querySelector("[data-project]")) return;
        this.ready = true;
        this.purse = Number(this.dataset.purse);
        this.most = Number(this.dataset.most) || this.purse;
        this.notes = this.dataset.notes.split(" ").map(Number);
        this.note = this.notes[0];
        this.rows = [...this.querySelectorAll("[data-project]")].map((row) => this.dress(row));
        this.ways = this.group(this.dataset.how, WAYS.map((way) => [way, this.dataset[way]]), (way) => this.choose(way));
        this.prepend(this.ways, this.bar());
        this.addEventListener("input", () => this.show());
        let way = "money";
        try { way = sessionStorage.getItem(KEY) ?? "money"; } catch { /* private mode */ }
        this.choose(WAYS.includes(way) ? way : "money");
    }

    // Number field as it is typed: "200.000" and "200000" alike.
    value(row) {
        const text = row.input.value.replace(/[\s.]/g, "").replace(/,00?$/, "");
        return /^\d+$/.test(text) ? Number(text) : 0;
    }

    used() { return this.rows.reduce((sum, row) => sum + this.value(row), 0); }

    words(amount) {
        const number = new Intl.NumberFormat(document.documentElement.lang.slice(0, 2)).format(amount);
        return `${number}\u00a0${this.dataset.unit}`;
    }

    set(row, amount) {
        const room = this.purse - this.used() + this.value(row);
        const wanted = Math.max(0, Math.min(amount, room, this.most));
        row.input.value = wanted ? String(wanted) : "";
        this.show();
    }

    // What stays in sight while scrolling: only what is needed for laying down.
    bar() {
        const bar = make("div", "decide-purse__bar");
        this.left = make("p", "decide-purse__left");
        this.left.setAttribute("role", "status");
        this.palette = this.group(this.dataset.choose, this.notes.map((note) => [note, this.words(note)]), (note) => this.pick(note));
        for (const button of this.palette.querySelectorAll("button")) this.drag(button);
        bar.append(this.left, this.palette);
        return bar;
    }

    group(name, entries, act) {
        const group = make("fieldset", "decide-purse__group");
        const legend = make("legend");
        legend.textContent = name;
        group.append(legend);
        for (const [value, words] of entries) {
            const button = make("button", "decide-note");
            button.type = "button";
            button.value = value;
            button.textContent = words;
            button.addEventListener("click", () => act(typeof value === "number" ? Number(value) : value));
            group.append(button);
        }
        return group;
    }

    dress(element) {
        const row = { element, input: element.querySelector("input"), field: element.querySelector(".decide-amount__field") };
        const title = element.querySelector(".decide-choice__title").textContent;
        row.pile = make("div", "decide-pile");
        row.sum = make("span", "decide-pile__sum");
        row.lay = make("button", "decide-small");
        row.take = make("button", "decide-small");
        for (const [button, words] of [[row.lay, this.dataset.lay], [row.take, this.dataset.take]]) {
            button.type = "button";
            button.textContent = words;
            button.setAttribute("aria-label", `${title}: ${words}`);
        }
        row.lay.addEventListener("click", () => this.set(row, this.value(row) + this.note));
        row.take.addEventListener("click", () => this.set(row, this.value(row) - this.note));
        row.pile.append(row.sum, row.lay, row.take);
        row.slider = make("input", "decide-slider");
        Object.assign(row.slider, { type: "range", min: 0, max: this.most, step: this.notes.at(-1) });
        row.slider.setAttribute("aria-label", title);
        row.slider.addEventListener("input", () => this.set(row, Number(row.slider.value)));
        element.append(row.pile, row.slider);
        return row;
    }

    choose(way) {
        this.way = way;
        try { sessionStorage.setItem(KEY, way); } catch { /* private mode */ }
        press(this.ways, way);
        this.palette.hidden = way !== "money";
        for (const row of this.rows) {
            row.field.hidden = way !== "numbers";
            row.pile.hidden = way === "numbers";
            row.lay.hidden = row.take.hidden = way !== "money";
            row.slider.hidden = way !== "slider";
        }
        this.pick(this.note);
        this.show();
    }

    pick(note) {
        this.note = note;
        press(this.palette, String(note));
    }

    show() {
        const left = this.purse - this.used();
        this.left.textContent = left < 0 ? `${this.dataset.over}: ${this.words(-left)}` : `${this.dataset.left}: ${this.words(left)}`;
        this.left.classList.toggle("is-over", left < 0);
        for (const row of this.rows) {
            const amount = this.value(row);
            row.sum.textContent = this.words(amount);
            row.slider.value = String(amount);
            row.slider.setAttribute("aria-valuetext", this.words(amount));
            row.take.disabled = amount === 0;
        }
    }

    drag(button) {
        button.addEventListener("pointerdown", (start) => {
            if (start.button !== 0) return;
            this.pick(Number(button.value));
            let copy = null;
            const move = (event) => {
                if (!copy && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < 6) return;
                if (!copy) {
                    copy = button.cloneNode(true);
                    copy.classList.add("is-moving");
                    copy.setAttribute("aria-hidden", "true");
                    this.append(copy);
                }
                copy.style.left = `${event.clientX - 30}px`;
                copy.style.top = `${event.clientY - 22}px`;
                this.aim(this.below(event));
                if (event.clientY > innerHeight - 60) scrollBy(0, 12);
                if (event.clientY < 160) scrollBy(0, -12);
            };
            const end = (event) => {
                removeEventListener("pointermove", move);
                removeEventListener("pointerup", end);
                removeEventListener("pointercancel", end);
                const row = copy && event.type === "pointerup" ? this.below(event) : null;
                copy?.remove();
                this.aim(null);
                if (row) this.set(row, this.value(row) + this.note);
            };
            addEventListener("pointermove", move);
            addEventListener("pointerup", end);
            addEventListener("pointercancel", end);
        });
    }

    below(event) {
        const element = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-project]");
        return this.rows.find((row) => row.element === element) ?? null;
    }

    aim(target) {
        for (const row of this.rows) row.element.classList.toggle("is-target", row === target);
    }
}

function make(name, style = "") {
    const element = document.createElement(name);
    if (style) element.className = style;
    return element;
}

function press(group, value) {
    for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === String(value)));
}

customElements.define("decide-purse", Purse);
