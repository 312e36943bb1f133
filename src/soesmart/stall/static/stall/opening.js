// SPDX-License-Identifier: EUPL-1.2
// <stall-opening> makes this device the tablet of a new stall: key, codes, and the page to work with offline.

import { canSeal } from "../guard/sealing.js";
import { begin } from "./store.js";
import { fillCodes } from "./deliver.js";

const PATIENCE_MS = 20000;

class StallOpening extends HTMLElement {
    connectedCallback() {
        this.form = this.querySelector("form");
        this.form.addEventListener("submit", (event) => this.open(event));
        if (!canSeal()) this.say(this.dataset.unsafe);
    }

    async open(event) {
        event.preventDefault();
        if (!canSeal() || !this.form.reportValidity()) return;
        this.say(this.dataset.working);
        try {
            const answer = await fetch(this.form.action, {
                method: "POST",
                headers: { Accept: "application/json" },
                body: new FormData(this.form),
            });
            if (!answer.ok) throw new Error(`status ${answer.status}`);
            const stall = await answer.json();
            await begin(stall);
            await fillCodes(stall);
            await navigator.storage?.persist?.();
            const kept = await this.takeAlong();
            location.assign(`${this.dataset.board}${kept ? "" : "#ohne"}`);
        } catch {
            this.say(this.dataset.failed);
        }
    }

    // True once the worker has the page; without it the tablet works only as long as the page stays open.
    async takeAlong() {
        if (!navigator.serviceWorker) return false;
        const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, false));
        const asked = (async () => {
            const { active } = await navigator.serviceWorker.ready;
            const { port1, port2 } = new MessageChannel();
            const answer = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
            active.postMessage({ home: this.dataset.home, keep: "/stand/tafel/" }, [port2]);
            return answer;
        })();
        return Promise.race([asked, patience]);
    }

    say(words) {
        this.querySelector("[role=status]").textContent = words;
    }
}

customElements.define("stall-opening", StallOpening);
