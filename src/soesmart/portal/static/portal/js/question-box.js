// SPDX-License-Identifier: EUPL-1.2
// What a browser can add to the question box: Enter sends, speech instead of typing, a word on what was found.
const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;

class QuestionBox extends HTMLElement {
    connectedCallback() {
        this.form = this.querySelector("form");
        this.input = this.querySelector("textarea");
        this.voice = this.querySelector(".box__voice");
        this.note = this.querySelector("[role=status]");
        this.input.addEventListener("keydown", (event) => this.onKey(event));
        document.addEventListener("htmx:after:swap", () => this.announce());
        if (Recognition && globalThis.isSecureContext) {
            this.voice.hidden = false;
            this.voice.addEventListener("click", () => (this.listening ? this.listening.stop() : this.listen()));
        }
    }

    onKey(event) {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            this.form.requestSubmit();
        }
    }

    announce() {
        this.note.textContent = document.querySelector("[data-found]")?.dataset.found ?? "";
    }

    listen() {
        const ear = new Recognition();
        ear.lang = document.documentElement.lang.startsWith("de") ? "de-DE" : document.documentElement.lang;
        ear.interimResults = true;
        ear.onresult = (event) => {
            this.input.value = Array.from(event.results, (result) => result[0].transcript).join(" ");
        };
        ear.onerror = () => (this.note.textContent = this.dataset.failed);
        ear.onend = () => this.heard();
        this.listening = ear;
        this.voice.setAttribute("aria-pressed", "true");
        this.voice.querySelector("span").textContent = this.dataset.stop;
        this.note.textContent = this.dataset.listening;
        ear.start();
    }

    heard() {
        this.listening = null;
        this.voice.setAttribute("aria-pressed", "false");
        this.voice.querySelector("span").textContent = this.dataset.say;
        if (this.note.textContent === this.dataset.listening) this.note.textContent = "";
        this.input.dispatchEvent(new Event("input", { bubbles: true }));
        this.input.focus();
    }
}

customElements.define("question-box", QuestionBox);
