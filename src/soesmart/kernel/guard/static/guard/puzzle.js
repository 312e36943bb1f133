// SPDX-License-Identifier: EUPL-1.2
// <guard-puzzle> solves the form's small puzzle in the background once somebody begins to write.
// Without it the form still works; a person then looks at what was sent before it appears.

const PATIENCE_MS = 4000;

class GuardPuzzle extends HTMLElement {
    connectedCallback() {
        this.form = this.closest("form");
        this.field = this.querySelector("input");
        this.status = this.querySelector("[role=status]");
        this.sent = false;
        if (!this.form || !window.Worker) return;
        this.form.addEventListener("focusin", () => this.start(), { once: true });
        if (this.form.contains(document.activeElement)) this.start();  // somebody was quicker than this script
        this.form.addEventListener("submit", (event) => this.submit(event));
        // The page may come back from the browser's history with a button that looks pressed.
        window.addEventListener("pageshow", () => { this.sent = false; });
    }

    disconnectedCallback() {
        this.worker?.terminate();
    }

    start() {
        this.solved ??= new Promise((resolve) => {
            const { nonce, bits, pieces, worker } = this.dataset;
            this.worker = new Worker(worker);
            this.worker.onmessage = ({ data }) => { this.field.value = data; resolve(); };
            this.worker.onerror = resolve;
            this.worker.postMessage({ nonce, bits: Number(bits), pieces: Number(pieces) });
        });
        return this.solved;
    }

    async submit(event) {
        if (this.sent) {
            event.preventDefault();
            return;
        }
        if (this.field.value || this.gaveUp) {
            this.sent = true;
            return;
        }
        event.preventDefault();
        event.stopImmediatePropagation();
        this.status.textContent = this.dataset.wait;
        const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
        await Promise.race([this.start(), patience]);
        this.gaveUp = true;
        this.status.textContent = "";
        this.form.requestSubmit(event.submitter);
    }
}

customElements.define("guard-puzzle", GuardPuzzle);
