# SPDX-License-Identifier: EUPL-1.2
"""Fetch what comes from elsewhere: `python -m tools.vendor`. Needs npm and the network.

Runs on a developer's machine only; tests re-hash the results against `tools/vendor.sums`.
"""

import base64
import hashlib
import io
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path

from tools.vendoring.fonts import cut
from tools.vendoring.styles import Sheet

ROOT = Path(__file__).parents[1]
SUMS = ROOT / "tools" / "vendor.sums"


class Tampered(RuntimeError):
    """The registry sent something else than what was reviewed."""


def main() -> None:
    packages = tomllib.loads((ROOT / "tools" / "vendor.toml").read_text("utf-8"))["package"]
    written = [path for package in packages for path in _install(package)]
    SUMS.write_text(
        "".join(f"{digest(path)}  {path.relative_to(ROOT)}\n" for path in sorted(written)), "ascii"
    )
    for path in sorted(written):
        print(f"{path.stat().st_size:>8} {path.relative_to(ROOT)}")


def digest(path: Path) -> str:
    return hashlib.sha512(path.read_bytes()).hexdigest()


def _install(package: dict) -> list[Path]:
    archive = _archive(package)
    into = ROOT / package["into"]
    into.mkdir(parents=True, exist_ok=True)
    files = {Path(name).name: archive[name] for name in package.get("copy", ())}
    if style := package.get("css"):
        header = f"/*! {package['name']} {package['version']}, EUPL-1.2; cut by tools/vendor.py */\n"
        sheet = Sheet(archive[style["source"]].decode(), style["classes"], style["without"])
        files[style["target"]] = (header + sheet.text()).encode()
    if fonts := package.get("fonts"):
        plain = fonts.get("plain")  # the family's name, for programs that read no web fonts
        for source in fonts["sources"]:
            cutting = (archive[source], fonts["unicodes"], fonts["features"])
            if plain:
                files[Path(source).with_suffix(".ttf").name] = cut(*cutting, name=plain, flavor=None)
            else:
                files[Path(source).name] = cut(*cutting)
    licence = package["licence"]
    files["LICENSE.txt"] = archive[licence] if licence in archive else (ROOT / licence).read_bytes()
    for name, content in files.items():
        (into / name).write_bytes(content)
    return [into / name for name in files]


def _archive(package: dict) -> dict[str, bytes]:
    """The package's files by name, after checking the whole archive's hash."""
    wanted = f"{package['name']}@{package['version']}"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        content = next(Path(folder).glob("*.tgz")).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != package["integrity"]:
        raise Tampered(f"{wanted}: recorded {package['integrity'] or 'nothing'}, received {found}")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {
            member.name: reader.read()
            for member in archive.getmembers()
            if member.isfile() and (reader := archive.extractfile(member))
        }


if __name__ == "__main__":
    main()
