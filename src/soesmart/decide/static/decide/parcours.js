// SPDX-License-Identifier: EUPL-1.2
// <decide-parcours>: one ballot after another at a stall, without a network. Each is sealed for the vote's key
// at once; the page shows only how many.

import { canSeal, seal } from "../guard/sealing.js";
import { begin, keep, settled, some, state } from "./parcours-store.js";
import "./purse.js";

const AT_ONCE = 5;
const AGAIN_MS = 60000;
const PATIENCE_MS = 20000;
const CODE = /^[0-9A-HJKMNP-TV-Z]{16}$/;

class Parcours extends HTMLElement {
    connectedCallback() {
        this.piece = (name) => this.querySelector(`[data-part=${name}]`);
        this.piece("setup").addEventListener("submit", (event) => this.prepare(event));
        this.piece("form").addEventListener("submit", (event) => this.take(event));
        this.piece("next").addEventListener("click", () => this.next());
        this.piece("deliver").addEventListener("click", () => this.bring());
        addEventListener("online", () => this.bring());
        setInterval(() => { if (navigator.onLine) this.bring(); }, AGAIN_MS);
        this.start();
    }

    async start() {
        if (!canSeal() || !globalThis.indexedDB) { this.piece("unsafe").hidden = false; return; }
        const { vote } = await state();
        this.vote = vote;
        this.piece("setup").hidden = Boolean(vote);
        this.piece("work").hidden = !vote;
        const asked = new URLSearchParams(location.search).get("abstimmung");
        if (asked) this.piece("setup").elements.id.value = asked;
        if (!vote) return;
        this.piece("title").textContent = vote.title.de;
        this.draw();
        await this.count();
        if (navigator.onLine) await this.bring();
        else this.say(this.dataset.offline);
    }

    async prepare(event) {
        event.preventDefault();
        const { id, batch } = Object.fromEntries(new FormData(event.target));
        try {
            const answer = await fetch(`/api/v1/votes/${encodeURIComponent(id.trim())}`);
            if (!answer.ok) throw new Error(`status ${answer.status}`);
            await begin({ ...(await answer.json()), batch });
            await navigator.storage?.persist?.();
            await this.takeAlong();
            await this.start();
        } catch {
            this.piece("work").hidden = false;
            this.piece("form").hidden = true;
            this.say(this.dataset.unknown, true);
        }
    }

    // The page itself goes along: the worker answers once it has it.
    async takeAlong() {
        if (!navigator.serviceWorker) return;
        const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
        const asked = (async () => {
            const { active } = await navigator.serviceWorker.ready;
            const { port1, port2 } = new MessageChannel();
            const answer = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
            active.postMessage({ home: this.dataset.home, keep: this.dataset.page }, [port2]);
            return answer;
        })();
        await Promise.race([asked, patience]);
    }

    draw() {
        const { vote } = this;
        const money = vote.form === "money";
        const part = (amount) => (money ? Math.floor(amount / 100) : amount);
        const ballot = this.piece("ballot");
        const rows = vote.options.map((option) => this.row(option, vote.form));
        if (vote.form === "approval") { ballot.replaceChildren(...rows); return; }
        const purse = document.createElement("decide-purse");
        purse.className = "decide-purse";
        Object.assign(purse.dataset, this.dataset, {
            purse: part(vote.purse), most: part(vote.most), unit: money ? "€" : this.dataset.points, notes: notes(part(vote.purse)).join(" "),
        });
        purse.append(...rows);
        ballot.replaceChildren(purse);
    }

    row(option, form) {
        const row = document.createElement("div");
        const label = document.createElement("label");
        const title = document.createElement("span");
        const cost = document.createElement("span");
        const input = document.createElement("input");
        title.className = "decide-choice__title";
        title.textContent = option.title.de;
        cost.className = "muted";
        cost.textContent = `${this.dataset.costs} ${new Intl.NumberFormat("de").format(option.cost / 100)} €`;
        label.append(title, " ", cost);
        input.id = label.htmlFor = `p-${option.number}`;
        input.name = option.number;
        if (form === "approval") {
            row.className = "decide-choice";
            Object.assign(input, { type: "checkbox", value: "1", className: "kern-form-check__checkbox" });
            row.append(input, label);
            return row;
        }
        row.className = "decide-amount";
        row.dataset.project = option.number;
        Object.assign(input, { inputMode: "numeric", className: "kern-form-input__input" });
        const field = document.createElement("span");
        field.className = "decide-amount__field";
        const unit = document.createElement("span");
        unit.setAttribute("aria-hidden", "true");
        unit.textContent = form === "money" ? "€" : this.dataset.points;
        field.append(input, " ", unit);
        row.append(label, field);
        return row;
    }

    choices() {
        const scale = this.vote.form === "money" ? 100 : 1;
        const found = {};
        for (const input of this.piece("ballot").querySelectorAll("input[name]")) {
            const text = input.type === "checkbox" ? (input.checked ? "1" : "") : input.value.replace(/[\s.]/g, "");
            if (/^\d+$/.test(text) && Number(text)) found[input.name] = Number(text) * (input.type === "checkbox" ? 1 : scale);
        }
        return found;
    }

    async take(event) {
        event.preventDefault();
        const code = this.piece("form").elements.code.value.toUpperCase().replace(/[\s-]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
        const choices = this.choices();
        if (!Object.keys(choices).length) { this.say(this.dataset.empty, true); return; }
        if (!CODE.test(code)) { this.say(this.dataset.badcode, true); return; }
        try {
            const id = crypto.randomUUID();
            const content = { code, choices, batch: this.vote.batch, at: Date.now() };
            await keep({ id, vote: this.vote.id, sealed: await seal(this.vote, id, content) });
        } catch {
            this.say(this.dataset.broken, true);
            return;
        }
        this.draw();
        this.piece("form").reset();
        this.say("");
        this.piece("form").hidden = true;
        this.piece("done").hidden = false;
        this.piece("done").querySelector("h2").focus();
        await this.count();
        if (navigator.onLine) await this.bring();
    }

    next() {
        this.piece("done").hidden = true;
        this.piece("form").hidden = false;
    }

    async bring() {
        const work = async () => {
            for (;;) {
                const entries = await some(AT_ONCE);
                if (!entries.length) return;
                const vote = entries[0].vote;
                const mine = entries.filter((one) => one.vote === vote).map(({ id, sealed }) => ({ id, sealed }));
                const answer = await fetch(`/api/v1/votes/${vote}/sealed`, {
                    method: "POST",
                    headers: { "Content-Type": "application/json" },
                    body: JSON.stringify({ now: Date.now(), entries: mine }),
                });
                if (!answer.ok) throw new Error(`status ${answer.status}`);
                const safe = (await answer.json()).filter((one) => one.state !== "later");
                await settled(safe);
                if (!safe.length) throw new Error("later");
            }
        };
        try {
            await (navigator.locks ? navigator.locks.request("parcours-abgeben", work) : work());
            this.say("");
        } catch {
            this.say(navigator.onLine ? this.dataset.later : this.dataset.offline);
        }
        await this.count();
    }

    async count() {
        const { counts, waiting } = await state();
        for (const [name, number] of Object.entries({ collected: 0, stored: 0, turned: 0, ...counts, waiting })) this.piece(name).textContent = number;
    }

    say(words, bad = false) {
        const note = this.piece("note");
        note.textContent = words;
        note.classList.toggle("notice", Boolean(words));
        note.classList.toggle("notice--bad", bad && Boolean(words));
    }
}

// As the server chooses them: 1, 2 or 5 and zeros, the five largest up to half of the purse.
function notes(whole) {
    const values = [];
    for (let size = 1; size <= whole; size *= 10) values.push(size, 2 * size, 5 * size);
    return values.filter((value) => value <= Math.max(1, whole / 2)).sort((one, other) => other - one).slice(0, 5);
}

customElements.define("decide-parcours", Parcours);
