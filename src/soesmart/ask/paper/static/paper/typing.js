// SPDX-License-Identifier: EUPL-1.2
// Enter saves, Shift+Enter makes a line, Alt+1…3 chooses the kind. Without this script the button does it.
const form = document.querySelector("[data-paper-typing]");
if (form) {
    form.querySelector("[data-paper-keys]").hidden = false;
    const text = form.querySelector("[data-paper-text]");
    text.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            form.requestSubmit();
        }
    });
    const kinds = form.querySelectorAll("input[type=radio][name=kind]");
    form.addEventListener("keydown", (event) => {
        const kind = event.altKey && /^Digit[1-3]$/.test(event.code) && kinds[Number(event.code.slice(-1)) - 1];
        if (kind) {
            event.preventDefault();
            kind.checked = true;
        }
    });
}
