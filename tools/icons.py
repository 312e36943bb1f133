# SPDX-License-Identifier: EUPL-1.2
"""Draw the product's mark, three stops of the line map, as app icons: `python -m tools.icons`."""

from pathlib import Path

from PIL import Image, ImageDraw

INTO = Path(__file__).parents[1] / "src/soesmart/portal/static/portal/icons"
GREEN, PAPER = "#1d4d38", "#faf7f0"
FINE = 8  # drawn larger, then shrunk: that is the smoothing
STOPS = ((10, 38, 7.0, "filled"), (24, 24, 7.5, "ringed"), (38, 10, 5.25, "hollow"))


def main() -> None:
    for size in (48, 180, 192, 512):
        _save(draw(size, margin=0.08, round_corners=size != 180), f"icon-{size}.png")
    _save(draw(512, margin=0.2, round_corners=False), "icon-maskable-512.png")


def _save(image: Image.Image, name: str) -> None:
    image.quantize(32, method=Image.Quantize.FASTOCTREE).save(INTO / name, optimize=True)


def draw(size: int, margin: float, *, round_corners: bool) -> Image.Image:
    large = size * FINE
    image = Image.new("RGBA", (large, large))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, large - 1, large - 1), radius=large * 0.2 * round_corners, fill=GREEN)
    unit = large * (1 - 2 * margin) / 48

    def at(value: float) -> float:
        return large * margin + value * unit

    pen.line([(at(10), at(38)), (at(38), at(10))], fill=PAPER, width=round(4 * unit))
    for x, y, radius, kind in STOPS:
        box = [at(x - radius - 1.9), at(y - radius - 1.9), at(x + radius + 1.9), at(y + radius + 1.9)]
        pen.ellipse(box, fill=PAPER)
        if kind != "filled":
            inner = radius - 1.9
            pen.ellipse([at(x - inner), at(y - inner), at(x + inner), at(y + inner)], fill=GREEN)
        if kind == "ringed":
            pen.ellipse([at(x - 3), at(y - 3), at(x + 3), at(y + 3)], fill=PAPER)
    return image.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
