"""resources/setup.sh installs what is missing, once, and says in one line what it may not do."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a script for Debian and its kin")
ROOT = Path(__file__).parents[2]
TOOLS = ("sh", "cat", "cksum", "dirname", "basename", "mkdir", "cp", "chmod", "rm", "env")

# Stands in for every python: notes what it is asked, and makes an environment out of itself.
PYTHON = """#!/bin/sh
echo "$(basename "$0") $*" >>"$LOG"
case "$*" in
"-m venv --clear "*) mkdir -p "$4/bin"; cp "$0" "$4/bin/python"
    printf '#!/bin/sh\\nprintf "[%%s]" "$@"\\n' >"$4/bin/shkc-desktop"; chmod +x "$4/bin/shkc-desktop" ;;
*_base_executable*) echo "$0" ;;
*sys.version*) echo "3.11 of the test" ;;
esac
"""
EVERY_LIBRARY = r"""#!/bin/sh
for library in $(sed -n 's/^\(lib[^ ]*\.so\.[0-9]*\) .*/\1/p' "$SCRIPT"); do
    echo "  $library (libc6) => /lib/$library"
done
"""


@dataclass
class Machine:
    """A machine of stand-ins: `programs` lies alone on its PATH, `log` tells what was called."""

    checkout: Path
    programs: Path
    log: Path

    def has(self, name: str, script: str) -> None:
        """Put a program there."""
        (self.programs / name).write_text(script, "utf-8")
        (self.programs / name).chmod(0o755)

    def setup(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `sh resources/setup.sh …` from another folder."""
        script = str(self.checkout / "resources" / "setup.sh")
        environment = {"PATH": str(self.programs), "LOG": str(self.log), "SCRIPT": script, "HOME": str(self.log.parent)}
        command = [str(self.programs / "sh"), script, *words]
        return subprocess.run(
            command, env=environment, cwd="/", capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL
        )

    def called(self, name: str) -> list[str]:
        """The calls of one program, with their arguments."""
        lines = self.log.read_text("utf-8").splitlines() if self.log.exists() else []
        return [line for line in lines if line.startswith(name + " ")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A Debian machine with everything, its reader an ordinary user, the checkout in a folder with a blank."""
    checkout = tmp_path / "我的 项目" / "shkc"
    (checkout / "resources").mkdir(parents=True)
    for name in ("pyproject.toml", "resources/setup.sh", "resources/constraints.txt"):
        shutil.copy(ROOT / name, checkout / name)
    made = Machine(checkout, tmp_path / "bin", tmp_path / "log")
    made.programs.mkdir()
    for tool in (*TOOLS, "sed"):
        found = shutil.which(tool, path=os.defpath)
        assert found, tool
        (made.programs / tool).symlink_to(found)
    made.has("python3", PYTHON)
    made.has("id", "#!/bin/sh\necho 1000\n")
    made.has("ldconfig", EVERY_LIBRARY)
    made.has("fc-list", "#!/bin/sh\necho Noto Serif CJK SC\n")
    made.has("apt-get", '#!/bin/sh\necho "apt-get $*" >>"$LOG"\n')
    return made


def test_the_program_starts_with_the_readers_words(machine: Machine) -> None:
    process = machine.setup("run", "--library", "我的 资料.shkc", "")
    assert process.returncode == 0, process.stderr
    assert process.stdout == "[--library][我的 资料.shkc][]"
    assert machine.called("apt-get") == []


def test_the_second_run_installs_nothing(machine: Machine) -> None:
    machine.setup("run")
    assert [call for call in machine.called("python") if "--editable" in call]
    machine.log.unlink()
    assert machine.setup("run").returncode == 0
    assert [call for call in machine.called("python") if " pip " in call] == []


@pytest.mark.parametrize("name", ["pyproject.toml", "resources/constraints.txt"])
def test_other_requirements_are_installed_again(machine: Machine, name: str) -> None:
    machine.setup("run")
    machine.log.unlink()
    with (machine.checkout / name).open("a", encoding="utf-8") as file:
        file.write("# newer\n")
    machine.setup("run")
    assert [call for call in machine.called("python") if "--editable" in call]
    assert [call for call in machine.called("python3") if " venv " in call] == []


def test_a_broken_environment_is_made_anew(machine: Machine) -> None:
    machine.setup("run")
    (machine.checkout / ".venv" / "bin" / "python").write_text("#!/nowhere/python\n", "utf-8")
    assert machine.setup("run").stdout == "[]"


def test_the_constraints_hold_for_every_installation(machine: Machine) -> None:
    machine.setup("run")
    installed = [call for call in machine.called("python") if " install " in call and " uninstall " not in call]
    assert installed
    assert all(f"--constraint {machine.checkout}/resources/constraints.txt" in call for call in installed)


def test_without_root_the_one_line_to_run_is_printed(machine: Machine) -> None:
    machine.has("ldconfig", "#!/bin/sh\n")
    machine.has("fc-list", "#!/bin/sh\n")
    process = machine.setup("run")
    assert process.returncode == 1
    (line,) = process.stderr.splitlines()
    assert "sudo apt-get install -y --no-install-recommends libgl1 " in line
    assert "libxcb-cursor0" in line
    assert line.endswith("fonts-noto-cjk")
    assert machine.called("apt-get") == []


def test_root_installs_what_is_missing_in_one_go(machine: Machine) -> None:
    machine.has("id", "#!/bin/sh\necho 0\n")
    machine.has("fc-list", "#!/bin/sh\n")
    process = machine.setup("run")
    assert process.stdout == "[]"
    assert [call.split("--no-install-recommends ")[-1] for call in machine.called("apt-get")] == [
        "apt-get update -qq",
        "fonts-noto-cjk",
    ]


def test_without_a_font_the_program_starts_and_says_so(machine: Machine) -> None:
    machine.has("fc-list", "#!/bin/sh\n")
    process = machine.setup("run")
    assert process.stdout == "[]"
    assert "没有中文字体" in process.stderr


def test_a_failed_installation_leaves_no_mark_of_success(machine: Machine) -> None:
    machine.has("python3", PYTHON.replace("*_base_executable*", '"-m pip install "*) exit 1 ;;\n*_base_executable*'))
    for _ in range(2):
        process = machine.setup("run")
        assert process.returncode == 1
        assert "依赖安装失败" in process.stderr


@pytest.mark.parametrize(
    ("words", "status", "said"), [((), 2, "用法"), (("walk",), 2, "用法"), (("run",), 1, "需要 Python 3.11")]
)
def test_what_cannot_be_done_is_said_in_one_line(
    machine: Machine, words: tuple[str, ...], status: int, said: str
) -> None:
    machine.has("python3", "#!/bin/sh\nexit 1\n")  # as an interpreter that is too old answers
    process = machine.setup(*words)
    assert process.returncode == status
    assert said in process.stderr
    assert process.stderr.count("\n") == 1
