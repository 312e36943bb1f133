// SPDX-License-Identifier: EUPL-1.2
// <ask-draft> keeps on the device what is written into the form around which it stands, until it is sent
// or deleted, and lists the drafts that wait. The form works without it.

import { all, dropOld, get, newId, put, remove } from "./draft-store.js";
import { sendAll } from "./draft-send.js";

const PAUSE_MS = 500;
const KEPT = ["text", "kind", "category", "place", "near", "lat", "lon", "photo_description"];

class AskDraft extends HTMLElement {
    connectedCallback() {
        this.form = this.querySelector("form");
        if (globalThis.indexedDB) this.begin().catch(() => {}); // storage may be forbidden: all else works
    }

    async begin() {
        await dropOld();
        this.own = this.form.elements.entwurf;
        this.own.value ||= newId();
        this.kept = this.querySelector("[data-kept]");
        this.form.addEventListener("input", () => this.soon());
        this.form.addEventListener("change", () => this.soon(0));
        this.addEventListener("submit", (event) => this.submit(event), { capture: true });
        this.kept.querySelector("button").addEventListener("click", () => this.discard());
        addEventListener("pageshow", () => { this.passed = false; });
        addEventListener("online", () => this.send());
        const wanted = await get(new URLSearchParams(location.search).get("entwurf") ?? "");
        if (wanted) this.fill(wanted);
        await this.list();
        await this.send();
    }

    soon(pause = PAUSE_MS) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.save("writing"), pause);
    }

    async save(state) {
        const form = new FormData(this.form);
        const values = Object.fromEntries(KEPT.map((name) => [name, form.get(name) ?? ""]));
        const photo = form.get("photo");
        if (photo?.size) values.photo = photo;
        if (state !== "writing") values.email = form.get("email") ?? "";
        if (!values.text.trim() && !values.photo) return false;
        try {
            await put({ id: this.own.value, state, home: this.dataset.home, at: Date.now(), values });
        } catch {
            this.say(this.dataset.full);
            return false;
        }
        this.kept.hidden = false;
        return true;
    }

    async submit(event) {
        clearTimeout(this.timer);
        if (this.passed) return;
        event.preventDefault();
        event.stopPropagation();
        const direct = navigator.onLine && !("offline" in this.dataset);
        const kept = (direct || this.form.elements.text.reportValidity()) && await this.save(direct ? "sending" : "waiting");
        if (direct) {
            this.passed = true;
            // Not before this event is over: a form ignores a request to send while it is being sent.
            setTimeout(() => this.form.requestSubmit(event.submitter));
        } else if (kept) {
            this.begun();
            await this.list();
            this.querySelector("[data-list]").focus();
            await this.send();
        }
    }

    begun() {
        this.form.reset();
        this.own.value = newId();
        this.kept.hidden = true;
    }

    async discard() {
        clearTimeout(this.timer);
        await remove(this.own.value);
        this.begun();
        this.say(this.dataset.gone);
    }

    async send() {
        if (!navigator.onLine) return;
        await sendAll().catch(() => {}); // the network went away again: it keeps waiting
        await this.list();
    }

    async list() {
        const drafts = (await all()).filter((draft) => draft.id !== this.own.value || draft.state !== "writing");
        drafts.sort((one, other) => one.at - other.at);
        this.querySelector("[data-list]").replaceChildren(...drafts.map((draft) => this.card(draft)));
    }

    card(draft) {
        const card = this.querySelector("template").content.cloneNode(true).firstElementChild;
        const part = (name) => card.querySelector(`[data-${name}]`);
        part("state").textContent = this.dataset[draft.state];
        part("text").textContent = draft.values.text || (draft.values.photo ? this.dataset.photo : "");
        part("when").textContent = new Date(draft.at).toLocaleString(document.documentElement.lang);
        part("receipt").hidden = draft.state !== "sent";
        part("receipt").querySelector("a").href = draft.receipt ?? "";
        part("send").hidden = draft.state !== "waiting" && draft.state !== "sending";
        part("open").hidden = draft.state === "sent";
        part("send").addEventListener("click", () => (navigator.onLine ? this.send() : this.say(this.dataset.nonet)));
        part("open").addEventListener("click", () => this.open(draft));
        part("delete").addEventListener("click", async () => { await remove(draft.id); await this.list(); });
        return card;
    }

    async open(draft) {
        await put({ ...draft, state: "writing" });
        this.fill(draft);
        await this.list();
        this.form.elements.text.focus();
    }

    fill({ id, values }) {
        this.own.value = id;
        for (const name of [...KEPT, "email"]) {
            const field = this.form.elements[name];
            if (field && values[name]) field.value = values[name];
        }
        if (values.photo) {
            const files = new DataTransfer();
            files.items.add(new File([values.photo], values.photo.name || "foto.jpg", { type: values.photo.type }));
            this.form.elements.photo.files = files.files;
        }
        this.kept.hidden = false;
    }

    say(words) {
        this.querySelector("[data-note]").textContent = words;
    }
}

customElements.define("ask-draft", AskDraft);
