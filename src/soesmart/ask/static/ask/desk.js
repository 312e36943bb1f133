// SPDX-License-Identifier: EUPL-1.2
// <desk-keys>: single keys press the buttons that carry data-key. They can be changed and switched off
// (WCAG 2.1.4), are silent in fields and with Ctrl, Alt or Meta, and nothing needs them.

const STORE = "soesmart.desk.keys";
const DEFAULTS = { show: "f", redact: "s", skip: "w", undo: "u", help: "?", on: true };
const REASONS = ["1", "2", "3", "4", "5", "6"];

function remembered() {
    try {
        return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(STORE) ?? "{}") };
    } catch {
        return { ...DEFAULTS };
    }
}

class DeskKeys extends HTMLElement {
    connectedCallback() {
        this.keys = remembered();
        this.panel = this.querySelector("[data-keys]");
        this.panel.hidden = false;
        this.setUp();
        this.label();
        // The next case is what comes next: keyboard and screen reader begin there.
        this.querySelector("[data-case]")?.focus({ preventScroll: true });
        this.listener = (event) => this.press(event);
        document.addEventListener("keydown", this.listener);
    }

    disconnectedCallback() {
        document.removeEventListener("keydown", this.listener);
    }

    setUp() {
        const on = this.panel.querySelector("[data-on]");
        on.checked = this.keys.on;
        on.addEventListener("change", () => this.keep({ on: on.checked }));
        for (const field of this.panel.querySelectorAll("[data-for]")) {
            field.value = this.keys[field.dataset.for];
            field.addEventListener("input", () => {
                const key = field.value.toLowerCase();
                if (key.trim() && !REASONS.includes(key)) this.keep({ [field.dataset.for]: key });
            });
        }
    }

    keep(change) {
        Object.assign(this.keys, change);
        try {
            localStorage.setItem(STORE, JSON.stringify(this.keys));
        } catch {
            // Without storage the choice lasts as long as this page.
        }
        this.label();
    }

    // The key stands on its button, and assistive technology hears of it.
    label() {
        for (const button of this.querySelectorAll("[data-key]")) {
            const key = this.keys[button.dataset.key] ?? button.dataset.key;
            button.querySelector("kbd")?.remove();
            button.removeAttribute("aria-keyshortcuts");
            if (!this.keys.on) continue;
            const sign = document.createElement("kbd");
            sign.dataset.sign = key.toUpperCase();
            sign.setAttribute("aria-hidden", "true");
            (button.querySelector(".kern-label") ?? button).append(sign);
            button.setAttribute("aria-keyshortcuts", key.toUpperCase());
        }
    }

    press(event) {
        if (!this.keys.on || event.defaultPrevented || event.repeat) return;
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
        const key = event.key.toLowerCase();
        const name = REASONS.includes(key) ? key : Object.keys(DEFAULTS).find((n) => this.keys[n] === key);
        if (!name) return;
        const button = this.querySelector(`[data-key="${name}"]`);
        if (!button || this.sent) return;
        event.preventDefault();
        if (name === "help") {
            this.panel.open = !this.panel.open;
            if (this.panel.open) this.panel.querySelector("[data-on]").focus();
            return;
        }
        this.sent = true;
        if (!button.form) {
            button.click();
            return;
        }
        button.form.requestSubmit(button);
    }
}

customElements.define("desk-keys", DeskKeys);
