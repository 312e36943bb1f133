// SPDX-License-Identifier: EUPL-1.2
// Sends the files one by one: a stack of photos is larger than one request may be. Takes dropped files too.
const form = document.querySelector("[data-paper-upload]");
if (form) {
    const status = form.querySelector("[data-paper-status]");
    const chosen = form.querySelector("input[type=file]");
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => {
        event.preventDefault();
        chosen.files = event.dataTransfer.files;
    });
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const files = [...chosen.files];
        const key = form.querySelector("[name=csrfmiddlewaretoken]").value;
        let stack = "";
        for (const [number, file] of files.entries()) {
            status.textContent = `${number + 1} / ${files.length}`;
            const body = new FormData();
            body.append("csrfmiddlewaretoken", key);
            body.append("files", file);
            if (stack) body.append("stack", stack);
            if (number + 1 < files.length) body.append("more", "1");
            const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
            const said = await answer.json().catch(() => ({ problem: `${file.name}: ${answer.status}` }));
            if (!answer.ok) {
                status.textContent = said.problem;
                return;
            }
            stack = said.stack;
        }
        location.reload();
    });
}
