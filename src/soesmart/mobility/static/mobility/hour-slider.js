// SPDX-License-Identifier: EUPL-1.2
// <hour-slider>: while it moves, the page shows the hour's map, table and number. Without JavaScript the
// form beside it loads the same page.

const LIVE = ["wann", "tage", "heim"];
const PAUSE = 120;

class HourSlider extends HTMLElement {
    connectedCallback() {
        this.form = this.querySelector("form");
        this.range = this.querySelector("[type=range]");
        this.now = this.querySelector("[data-now]");
        this.querySelector("[data-plain]").hidden = true;
        this.range.addEventListener("input", () => this.turned());
    }

    turned() {
        const words = this.now.dataset.words.replace("{n}", String(this.range.value % 24).padStart(2, "0"));
        this.now.textContent = words;
        this.range.setAttribute("aria-valuetext", words);
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.load(), PAUSE);
    }

    // Only the newest answer counts.
    async load() {
        const address = `${location.pathname}?${new URLSearchParams(new FormData(this.form))}`;
        this.asked?.abort();
        this.asked = new AbortController();
        try {
            const answer = await fetch(address, { signal: this.asked.signal, credentials: "same-origin" });
            if (!answer.ok) throw new Error(String(answer.status));
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            for (const id of LIVE) document.getElementById(id).replaceWith(page.getElementById(id));
            history.replaceState(null, "", address);
        } catch (error) {
            if (error.name !== "AbortError") location.assign(address);
        }
    }
}

customElements.define("hour-slider", HourSlider);
