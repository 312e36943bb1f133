# SPDX-License-Identifier: EUPL-1.2
"""A page has a sign-language video when the town put one there, and players get the parts they ask for."""

import os
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from soesmart.command.snapshot import write
from soesmart.portal.engine.ranges import wanted
from soesmart.portal.signs import arriving, serving, shelf

MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 10
SIZE = len(MP4)
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nHier stellen Sie Fragen.\n"
ADDRESS = "/gebaerden/home.mp4"


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    found = shelf.folder()
    found.mkdir(parents=True)
    return found


@pytest.fixture
def video(folder) -> Path:
    (folder / "home.mp4").write_bytes(MP4)
    return folder / "home.mp4"


def body(answer) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def asked(ask: str, **headers: str):
    return Client().get(ADDRESS, headers={"Range": ask, **headers})


def page(path: str = "/") -> str:
    return Client().get(path).content.decode()


# Pages


def test_a_page_without_a_video_says_nothing_of_one(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "nothing"
    assert 'class="signs"' not in page() and "<video" not in page()


def test_a_page_with_a_video_offers_it_and_starts_nothing(db, video):
    (video.parent / "home.vtt").write_bytes(VTT)
    (video.parent / "home.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (video.parent / "home.webm").write_bytes(b"\x1a\x45\xdf\xa3")
    html = page()
    part = html[html.index('<details class="signs">') : html.index("</video>")]
    assert "<summary>In Gebärdensprache</summary>" in part
    assert 'controls preload="none" playsinline' in part and "autoplay" not in html
    assert part.index("home.webm?v=") < part.index("home.mp4?v=")
    assert 'poster="/gebaerden/home.jpg?v=' in part
    assert '<track kind="captions" src="/gebaerden/home.vtt?v=' in part and 'srclang="de"' in part
    assert html.index("</details>", html.index("</video>")) < html.index("<h1")
    assert 'class="signs"' not in page("/datenschutz/") and 'class="signs"' in page("/leicht/")


def test_the_page_follows_the_folder_at_once_though_it_is_kept(db, video):
    client = Client()
    assert "<video" in client.get("/").content.decode()
    video.unlink()
    assert "<video" not in client.get("/").content.decode()


def test_a_settled_folder_is_listed_once(video, monkeypatch):
    os.utime(video.parent, (1_000_000, 1_000_000))
    assert shelf.film("home")
    monkeypatch.setattr(shelf, "_listed", lambda: pytest.fail("listed again"))
    assert shelf.film("home") and not shelf.film("privacy")


def test_a_page_that_is_missing_shows_no_video_of_another(db, folder):
    (folder / "ask-detail.mp4").write_bytes(MP4)
    answer = Client().get("/fragen/gibt-es-nicht/")
    assert answer.status_code == 404 and "<video" not in answer.content.decode()


def test_videos_may_come_from_the_town_alone(db):
    policy = Client().get("/")["Content-Security-Policy"]
    assert [part.strip() for part in policy.split(";") if "media-src" in part] == ["media-src 'self'"]


def test_every_key_is_a_page():
    def known(resolver, prefix=""):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                yield from known(pattern, f"{prefix}{pattern.namespace}-" if pattern.namespace else prefix)
            else:
                yield f"{prefix}{pattern.name}"

    assert set(shelf.PAGES) <= set(known(get_resolver()))


def test_the_accessibility_statement_follows_from_the_folder(db, folder):
    def said() -> str:
        return page("/barrierefreiheit/")

    assert "Videos in Gebärdensprache gibt es noch nicht." in said()
    (folder / "home.mp4").write_bytes(MP4)
    (folder / "privacy.mp4").write_bytes(MP4)
    assert "gibt es noch nicht." not in said()
    assert "als Video: Startseite, Datenschutz." in said() and "Die anderen Seiten" in said()
    for key in shelf.PAGES:
        (folder / f"{key}.mp4").write_bytes(MP4)
    assert "Die anderen Seiten" not in said()


# Parts


@pytest.mark.parametrize(
    ("ask", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=5-", 5, SIZE - 1),
        ("bytes=-7", SIZE - 7, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
        ("bytes=0-999999999", 0, SIZE - 1),
        ("Bytes=3-3", 3, 3),
    ],
)
def test_players_get_the_part_they_ask_for(db, video, ask, first, last):
    answer = asked(ask)
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert body(answer) == MP4[first : last + 1]
    assert answer["Content-Length"] == str(last - first + 1)
    assert answer["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    "ask", ["", "bytes=", "bytes=-", "bytes=0-1,5-9", "bytes=9-2", "lines=1-2", "bytes=x-"]
)
def test_what_does_not_parse_or_asks_for_several_gets_the_whole(db, video, ask):
    answer = asked(ask)
    assert answer.status_code == 200 and body(answer) == MP4
    assert "Content-Range" not in answer and answer["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("ask", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0"])
def test_beyond_the_end_is_said(db, video, ask):
    answer = asked(ask)
    assert answer.status_code == 416 and answer["Content-Range"] == f"bytes */{SIZE}"
    assert answer["Cache-Control"] == "no-cache"


def test_large_parts_flow_and_open_ends_come_in_pieces(db, video, monkeypatch):
    monkeypatch.setattr(serving, "PIECE", 100)
    monkeypatch.setattr(serving, "_BLOCK", 64)
    answer = asked("bytes=50-")
    assert answer["Content-Range"] == f"bytes 50-149/{SIZE}" and body(answer) == MP4[50:150]
    answer = asked("bytes=50-1000")
    assert answer.streaming and body(answer) == MP4[50:1001]
    whole = Client().get(ADDRESS)
    assert whole.streaming and body(whole) == MP4 and whole["Content-Length"] == str(SIZE)


def test_a_part_of_another_file_is_never_mixed_in(db, video):
    etag = Client().get(ADDRESS)["ETag"]
    assert asked("bytes=0-1", If_Range=etag).status_code == 206
    for other in ('"other"', f"W/{etag}", "Wed, 21 Oct 2026 07:28:00 GMT"):
        assert asked("bytes=0-1", If_Range=other).status_code == 200
    assert asked("bytes=0-1", If_None_Match=etag).status_code == 304
    os.utime(video, (1_000_000, 1_000_000))
    assert Client().get(ADDRESS)["ETag"] != etag


def test_head_tells_all_and_sends_nothing(db, video):
    answer = Client().head(ADDRESS, headers={"Range": "bytes=0-1"})
    assert (answer.status_code, answer["Content-Length"], answer.content) == (200, str(SIZE), b"")
    assert Client().post(ADDRESS).status_code == 405


def test_browsers_keep_the_version_the_page_names(db, video):
    url = shelf.film("home").sources[0].url
    assert "immutable" in Client().get(url)["Cache-Control"]
    assert Client().get(ADDRESS)["Cache-Control"] == "no-cache"
    assert Client().get(f"{ADDRESS}?v=old")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("name", "kind"), [("home.vtt", "text/vtt; charset=utf-8"), ("home.webp", "image/webp")]
)
def test_each_file_has_its_type(db, folder, name, kind):
    (folder / name).write_bytes(VTT)
    answer = Client().get(f"/gebaerden/{name}")
    assert answer["Content-Type"] == kind and answer["X-Content-Type-Options"] == "nosniff"
    assert body(answer) == VTT


@given(st.text("bytes=-0123456789, ", max_size=30), st.integers(0, 50), st.integers(1, 60))
def test_a_range_never_leaves_the_file(header, size, most):
    found = wanted(header, size, most)
    assert found is None or not found or (found.start >= 0 and found.stop <= size)


# What is not served


@pytest.mark.parametrize(
    "path",
    [
        "/gebaerden/privacy.mp4",
        "/gebaerden/secret.mp4",
        "/gebaerden/home.toml",
        "/gebaerden/../home.mp4",
        "/gebaerden/%2e%2e/secret.mp4",
        "/gebaerden/..%2fsecret.mp4",
        "/gebaerden/.home.mp4",
        "/media/gebaerden/home.mp4",
        "/static/../media/gebaerden/home.mp4",
        "/static/gebaerden/home.mp4",
    ],
)
def test_nothing_else_comes_out(db, video, path):
    (video.parent / "secret.mp4").write_bytes(MP4)
    (video.parent.parent / "secret.mp4").write_bytes(MP4)
    (video.parent / "home.toml").write_bytes(MP4)
    (video.parent / ".home.mp4").write_bytes(MP4)
    assert Client().get(path).status_code == 404


def test_links_pipes_and_empty_files_are_no_videos(db, folder, tmp_path):
    (tmp_path / "outside.mp4").write_bytes(MP4)
    (folder / "home.mp4").symlink_to(tmp_path / "outside.mp4")
    os.mkfifo(folder / "home.webm")
    (folder / "privacy.mp4").touch()
    for name in ("home.mp4", "home.webm", "privacy.mp4"):
        assert Client().get(f"/gebaerden/{name}").status_code == 404
    assert shelf.pages_with_film() == ()


def test_the_folder_itself_is_no_link(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "home.mp4").write_bytes(MP4)
    shelf.folder().symlink_to(tmp_path / "elsewhere")
    assert Client().get(ADDRESS).status_code == 404 and "<video" not in page()
    assert any(not finding.ok and "link" in finding.text for finding in arriving.findings())


# Coming in


def test_a_video_comes_in_by_the_command(folder, tmp_path):
    file = tmp_path / "Aufnahme 1.MP4"
    file.write_bytes(MP4)
    assert arriving.import_sign_video(file, page="home", dry_run=True).created == 1
    assert shelf.names() == frozenset()
    assert arriving.import_sign_video(file, page="home").created == 1
    assert arriving.import_sign_video(file, page="home").unchanged == 1
    file.write_bytes(MP4 + b"more")
    assert arriving.import_sign_video(file, page="home").updated == 1
    assert (folder / "home.mp4").read_bytes() == MP4 + b"more" and len(shelf.names()) == 1


def test_a_wrong_file_or_page_is_refused_with_the_remedy(folder, tmp_path):
    file = tmp_path / "film.mp4"
    file.write_bytes(b"<html>no film</html>")
    texts = " ".join(problem.text for problem in arriving.import_sign_video(file, page="hom").problems)
    assert 'Did you mean "home"?' in texts and "no .mp4 file inside" in texts
    assert arriving.import_sign_video(tmp_path / "film.avi", page="home").problems
    assert shelf.names() == frozenset()


def test_the_check_names_what_does_not_fit(video, tmp_path):
    (video.parent / "ask_new.mp4").write_bytes(MP4)
    (video.parent / "privacy.vtt").write_bytes(VTT)
    (video.parent / "imprint.mp4").write_bytes(VTT)
    (video.parent / "code.mp4").symlink_to(tmp_path / "gone.mp4")
    (video.parent / ".half.part").touch()
    wrong = " / ".join(finding.text for finding in arriving.findings() if not finding.ok)
    for part in ('Did you mean "ask-new"?', "no video beside it", "no .mp4 file inside", "is a link"):
        assert part in wrong
    assert "home.mp4" not in wrong and "half" not in wrong


def test_a_backup_takes_the_videos(video, tmp_path):
    with zipfile.ZipFile(tmp_path / "backup.zip", "w") as archive:
        assert [name for name, _hash in write._media(archive, video.parent.parent)] == ["gebaerden/home.mp4"]
        assert archive.read("media/gebaerden/home.mp4") == MP4
