// SPDX-License-Identifier: EUPL-1.2
// The form works without any of this. <similar-questions> offers what others asked already;
// <locate-me> fills in the present position when somebody presses its button.

const PAUSE_MS = 600;
const SHORTEST = 12;

class SimilarQuestions extends HTMLElement {
    connectedCallback() {
        this.text = this.querySelector("textarea");
        this.offers = this.querySelector("[data-offers]");
        this.text.addEventListener("input", () => {
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.ask(), PAUSE_MS);
        });
        if (this.text.value) this.ask();
    }

    async ask() {
        const text = this.text.value.trim();
        if (text.length < SHORTEST) {
            this.offers.replaceChildren();
            return;
        }
        this.running?.abort();
        this.running = new AbortController();
        const body = new URLSearchParams({ text });
        const fields = this.closest("form").elements;
        for (const name of ["csrfmiddlewaretoken", "kind", "category", "place", "lat", "lon"]) {
            if (fields[name]?.value) body.set(name, fields[name].value);
        }
        try {
            const answer = await fetch(this.dataset.url, { method: "POST", body, signal: this.running.signal });
            if (answer.ok) this.offers.innerHTML = await answer.text();
        } catch {
            // No network, or somebody typed on: the form itself does not need the offer.
        }
    }
}

class LocateMe extends HTMLElement {
    connectedCallback() {
        if (!navigator.geolocation || !window.isSecureContext) return;
        this.lat = this.querySelector("[name=lat]");
        this.lon = this.querySelector("[name=lon]");
        this.status = this.querySelector("[role=status]");
        this.forget = this.querySelector("[data-forget]");
        this.querySelector("[data-locate]").hidden = false;
        this.forget.hidden = !this.lat.value;
        this.querySelector("[data-locate] button").addEventListener("click", () => this.locate());
        this.forget.addEventListener("click", () => this.set("", "", ""));
    }

    locate() {
        this.status.textContent = this.dataset.working;
        navigator.geolocation.getCurrentPosition(
            // Four decimals are ten metres: near enough to find a broken lamp.
            ({ coords }) => this.set(coords.latitude.toFixed(4), coords.longitude.toFixed(4), this.dataset.found),
            () => this.set("", "", this.dataset.failed),
            { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
        );
    }

    set(lat, lon, words) {
        this.lat.value = lat;
        this.lon.value = lon;
        this.status.textContent = words;
        this.forget.hidden = !lat;
    }
}

customElements.define("similar-questions", SimilarQuestions);
customElements.define("locate-me", LocateMe);
