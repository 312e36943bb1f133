// SPDX-License-Identifier: EUPL-1.2
// <share-page> hands the address to the device's own sharing, or copies it.

class SharePage extends HTMLElement {
    connectedCallback() {
        if (!navigator.share && !navigator.clipboard) return;
        this.hidden = false;
        this.querySelector("button").addEventListener("click", () => this.share());
    }

    async share() {
        const address = location.origin + location.pathname;
        try {
            if (navigator.share) {
                await navigator.share({ title: document.title, url: address });
            } else {
                await navigator.clipboard.writeText(address);
                this.querySelector("[role=status]").textContent = this.dataset.done;
            }
        } catch {
            // Closing the device's own dialogue is no error.
        }
    }
}

customElements.define("share-page", SharePage);
