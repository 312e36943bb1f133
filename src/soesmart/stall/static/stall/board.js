// SPDX-License-Identifier: EUPL-1.2
// <stall-board>: one contribution after another. Each is sealed at once; the page shows only how many.

import { deliver, fillCodes, Refused } from "./deliver.js";
import { drawing } from "./qr.js";
import { canSeal, seal } from "../guard/sealing.js";
import { handedOver, keep, state, takeCode } from "./store.js";

const CLOCK_MATTERS = 300;
const AGAIN_MS = 60000;

class StallBoard extends HTMLElement {
    connectedCallback() {
        this.form = this.querySelector("form");
        this.piece = (name) => this.querySelector(`[data-part=${name}]`);
        this.form.addEventListener("submit", (event) => this.take(event));
        this.piece("next").addEventListener("click", () => this.next());
        this.piece("deliver").addEventListener("click", () => this.bring());
        addEventListener("online", () => this.bring());
        addEventListener("beforeunload", (event) => {
            if (this.form.elements.text.value.trim()) event.preventDefault();
        });
        setInterval(() => { if (navigator.onLine) this.bring(); }, AGAIN_MS);
        this.start();
    }

    async start() {
        if (!canSeal() || !globalThis.indexedDB) {
            this.piece("unsafe").hidden = false;
            return;
        }
        const { stall, shown } = await state();
        this.stall = stall;
        this.piece("none").hidden = Boolean(stall);
        this.piece("work").hidden = !stall;
        if (!stall) return;
        this.piece("name").textContent = stall.name;
        if (shown) this.show(shown);
        await this.count();
        if (navigator.onLine) await this.bring();
        else this.say(this.dataset.offline);
        if (location.hash === "#ohne") this.say(this.dataset.notkept, true);
    }

    async take(event) {
        event.preventDefault();
        if (this.busy || !this.form.reportValidity()) return;
        this.busy = true;
        try {
            const slip = await takeCode();
            const content = Object.fromEntries(new FormData(this.form));
            const id = crypto.randomUUID();
            const sealed = await seal(this.stall, id, { ...content, code: slip?.code ?? "", at: Date.now() });
            await keep({ id, sealed }, slip);
            this.form.reset();
            this.say("");
            this.show(slip ?? {});
        } catch (error) {
            // The text stays in the form: nothing is lost as long as the page is open.
            this.say(error?.name === "QuotaExceededError" ? this.dataset.full : this.dataset.broken, true);
            return;
        } finally {
            this.busy = false;
        }
        await this.count();
        if (navigator.onLine) await this.bring();
    }

    show(slip) {
        this.piece("form").hidden = true;
        this.piece("receipt").hidden = false;
        this.piece("code").textContent = slip.code?.match(/.{1,4}/g).join("-") ?? "";
        this.piece("with-code").hidden = !slip.code;
        this.piece("without-code").hidden = Boolean(slip.code);
        this.piece("address").textContent = slip.address ?? "";
        this.piece("qr").replaceChildren(...(slip.code ? [drawing(slip, this.dataset.qr)] : []));
        this.piece("receipt").querySelector("h2").focus();
    }

    async next() {
        await handedOver();
        this.piece("receipt").hidden = true;
        this.piece("form").hidden = false;
        this.piece("code").textContent = this.piece("address").textContent = "";
        this.piece("qr").replaceChildren();
        this.form.elements.text.focus();
    }

    async bring() {
        if (!this.stall) return;
        try {
            const off = await deliver(this.stall);
            await fillCodes(this.stall);
            this.say(off !== null && Math.abs(off) > CLOCK_MATTERS ? this.dataset.clock : "");
        } catch (error) {
            if (error instanceof Refused) this.say(this.dataset.closed, true);
            else this.say(navigator.onLine ? this.dataset.later : this.dataset.offline);
        }
        await this.count();
    }

    async count() {
        const { counts, waiting, codes } = await state();
        const { collected, delivered } = { collected: 0, delivered: 0, ...counts };
        for (const [name, number] of Object.entries({ collected, delivered, waiting, codes })) {
            this.piece(name).textContent = number;
        }
    }

    say(words, bad = false) {
        const note = this.piece("note");
        note.textContent = words;
        note.classList.toggle("notice", Boolean(words));
        note.classList.toggle("notice--bad", bad && Boolean(words));
    }
}

customElements.define("stall-board", StallBoard);
