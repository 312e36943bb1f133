// SPDX-License-Identifier: EUPL-1.2
// <picture-areas>: rectangles drawn on the photo become lines of the text field, in percent.
// The field alone is enough: keyboards and people without scripts write the cells of the grid.

const SMALLEST = 0.01;

class PictureAreas extends HTMLElement {
    connectedCallback() {
        this.picture = this.querySelector("[data-stage] img");
        this.field = this.querySelector("[data-areas]");
        this.stage = this.querySelector("[data-stage]");
        this.canvas = document.createElement("canvas");
        this.canvas.className = "areas__canvas";
        this.canvas.setAttribute("aria-hidden", "true");
        this.stage.classList.add("areas");
        this.stage.append(this.canvas);
        this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
        this.canvas.addEventListener("pointermove", (event) => this.move(event));
        this.canvas.addEventListener("pointerup", () => this.end());
        this.field.addEventListener("input", () => this.draw());
        this.watcher = new ResizeObserver(() => this.draw());
        this.watcher.observe(this.picture);
    }

    disconnectedCallback() {
        this.watcher.disconnect();
    }

    point(event) {
        const box = this.canvas.getBoundingClientRect();
        const within = (value) => Math.min(1, Math.max(0, value));
        return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
    }

    begin(event) {
        this.canvas.setPointerCapture(event.pointerId);
        this.from = this.to = this.point(event);
    }

    move(event) {
        if (!this.from) return;
        this.to = this.point(event);
        this.draw();
    }

    end() {
        const [left, top, width, height] = this.drawn();
        this.from = null;
        if (width > SMALLEST && height > SMALLEST) {
            const line = [left, top, width, height].map((side) => (100 * side).toFixed(1)).join(",");
            this.field.value = `${this.field.value.trimEnd()}\n${line}`.trim();
        }
        this.draw();
    }

    drawn() {
        const [[a, b], [c, d]] = [this.from, this.to];
        return [Math.min(a, c), Math.min(b, d), Math.abs(a - c), Math.abs(b - d)];
    }

    draw() {
        const { clientWidth: width, clientHeight: height } = this.picture;
        Object.assign(this.canvas, { width, height });
        const pen = this.canvas.getContext("2d");
        pen.fillStyle = "rgba(0, 0, 0, 0.75)";
        const written = this.field.value.split(/\s+/).map((line) => line.split(",").map((part) => part / 100));
        const areas = written.filter((sides) => sides.length === 4 && sides.every(Number.isFinite));
        if (this.from) areas.push(this.drawn());
        for (const [x, y, w, h] of areas) pen.fillRect(x * width, y * height, w * width, h * height);
    }
}

customElements.define("picture-areas", PictureAreas);
