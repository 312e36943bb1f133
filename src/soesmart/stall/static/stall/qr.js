// SPDX-License-Identifier: EUPL-1.2
// Draws a QR code whose modules the town worked out beforehand.

const SVG = "http://www.w3.org/2000/svg";
const BORDER = 3;

export function drawing({ size, bits }, label) {
    const modules = Array.from(bits, (digit) => parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
    let path = "";
    for (let y = 0; y < size; y++) {
        for (const run of modules.slice(y * size, (y + 1) * size).matchAll(/1+/g)) {
            path += `M${run.index + BORDER} ${y + BORDER}h${run[0].length}v1h-${run[0].length}z`;
        }
    }
    const side = size + 2 * BORDER;
    const picture = node("svg", { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": label, class: "qr" });
    picture.append(node("rect", { width: side, height: side, fill: "#fff" }), node("path", { d: path, fill: "#000" }));
    return picture;
}

function node(name, values) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
    return made;
}
