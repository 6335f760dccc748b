"""Setting up a machine: what is missing is installed once or named, and an interrupted set-up is redone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plugins.publishing import machine, packages
from plugins.publishing.packages import LOCKS, Unready, install_python

Commands = list[list[str]]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The commands that would be run; `python -m venv` leaves a folder with a Python in it, as the real one does."""
    ran: Commands = []

    def run(command: list[str], language: str, must_succeed: bool = True) -> None:
        ran.append(command)
        if "venv" in command:
            python = Path(command[-1]) / "bin" / "python"
            python.parent.mkdir(parents=True, exist_ok=True)
            python.symlink_to(sys.executable)

    monkeypatch.setattr(packages, "quietly", run)
    monkeypatch.setattr(machine, "quietly", run)
    monkeypatch.setattr(packages, "_has_pip", lambda venv: (venv / "bin" / "python").exists())
    return ran


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with lock files."""
    (tmp_path / "tests").mkdir()
    for lock in LOCKS["test"]:
        (tmp_path / lock).write_text("a==1\n", encoding="utf-8")
    return tmp_path


def kinds(commands: Commands) -> list[str]:
    """The commands by what they do, in order; forgets them."""
    found = ["venv" if "venv" in command else "pip" for command in commands]
    commands.clear()
    return found


def test_packages_are_installed_once(root: Path, commands: Commands) -> None:
    """First the environment and its packages; then nothing, until a lock file changes."""
    install_python(root, "site", "en")
    assert kinds(commands) == ["venv", "pip"]
    install_python(root, "site", "en")
    assert kinds(commands) == []
    (root / "requirements.lock").write_text("a==2\n", encoding="utf-8")
    install_python(root, "site", "en")
    assert kinds(commands) == ["pip"]


def test_what_serves_the_tests_serves_the_site(root: Path, commands: Commands) -> None:
    """After `make test`, `make site` has nothing to install; the other way round the test tools are missing."""
    install_python(root, "test", "en")
    kinds(commands)
    install_python(root, "site", "en")
    assert kinds(commands) == []
    (root / "tests" / "requirements.lock").write_text("a==2\n", encoding="utf-8")
    install_python(root, "test", "en")
    assert kinds(commands) == ["pip"]


def test_only_locked_wheels_are_installed(root: Path, commands: Commands) -> None:
    """Every package has its hash, and none is compiled on the reader's machine."""
    install_python(root, "test", "en")
    locks = ["-r", str(root / "requirements.lock"), "-r", str(root / "tests/requirements.lock")]
    assert commands[-1][-6:] == ["--require-hashes", "--only-binary=:all:", *locks]


def test_an_interrupted_set_up_is_started_afresh(
    root: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Packages half unpacked by a killed installation are not trusted: the environment is made anew."""
    install_python(root, "site", "en")
    (root / "requirements.lock").write_text("a==2\n", encoding="utf-8")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(packages, "quietly", killed)
        with pytest.raises(KeyboardInterrupt):
            install_python(root, "site", "en")
    kinds(commands)
    (root / ".venv" / "bin" / "python").unlink()
    install_python(root, "site", "en")
    assert kinds(commands) == ["venv", "pip"]
    install_python(root, "site", "en")
    assert kinds(commands) == []


def test_apt_installs_what_is_missing(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Debian and Ubuntu, as root or with sudo, the packages are named once and installed without a question."""
    monkeypatch.setattr(machine, "_loads", lambda library: "pango" not in library)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    missing = machine.missing_packages("site")
    assert missing == ("libpango-1.0-0", "libpangoft2-1.0-0")
    machine.install_system(missing, "site", "en")
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    assert commands == [
        [*apt, "update", "-qq"],
        [*apt, "install", "-y", "-qq", "--no-install-recommends", "libpango-1.0-0", "libpangoft2-1.0-0"],
    ]


@pytest.mark.parametrize(
    ("platform", "tools", "line"),
    [
        ("darwin", (), "Install first: brew install pango"),
        ("linux", ("apt-get",), "Install first: apt-get install libpango-1.0-0"),
        ("linux", (), "Install first: Pango ≥ 1.44, HarfBuzz"),
    ],
)
def test_what_cannot_be_installed_is_named(
    platform: str, tools: tuple[str, ...], line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without apt, or without the right to use it, one line says what the owner has to install."""
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name in tools else None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(Unready) as unready:
        machine.install_system(("libpango-1.0-0",), "site", "en")
    assert str(unready.value) == line


def test_the_faster_subset_library_is_only_wished_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without libharfbuzz-subset the site is still built."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: None)
    machine.install_system(("libharfbuzz-subset0",), "site", "en")
    assert capsys.readouterr().err == (
        "libharfbuzz-subset is missing: PDFs are still made, only more slowly. Pango ≥ 1.44, HarfBuzz\n"
    )
