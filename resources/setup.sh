#!/bin/sh
# Set the program up in its own folder (.venv), then run, test or check it.
#
#   sh resources/setup.sh run   [what shkc-desktop takes]   opens the window
#   sh resources/setup.sh test  [what pytest takes]         runs the tests, without a screen
#   sh resources/setup.sh check                             runs the linters and the type checker
#
# PYTHON=/path/to/python chooses the interpreter. The second time nothing is installed again.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
venv=$root/.venv
stamp=$venv/.set-up
constraints=$root/resources/constraints.txt
PATH=$PATH:/usr/sbin:/sbin # ldconfig lies there, and a reader's PATH may not name them
PIP_DISABLE_PIP_VERSION_CHECK=1
export PATH PIP_DISABLE_PIP_VERSION_CHECK

say() {
    printf '%s\n' "$*" >&2
}

stop() {
    say "$*"
    exit 1
}

# --- what the machine lacks: each function prints the Debian packages that bring it ---

lacking() { # reads lines "what package"; prints the packages of what the loader does not know
    known=$(ldconfig -p 2>/dev/null) || return 0 # no ldconfig, no judgement: not a glibc system
    while read -r library package; do
        case $known in
        *"$library ("*) ;;
        *) printf ' %s' "$package" ;;
        esac
    done
}

lacking_to_import_qt() {
    lacking <<'LIBRARIES'
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libglib-2.0.so.0 libglib2.0-0
libfreetype.so.6 libfreetype6
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3
libstdc++.so.6 libstdc++6
LIBRARIES
}

lacking_to_open_a_window() {
    lacking <<'LIBRARIES'
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libX11-xcb.so.1 libx11-xcb1
LIBRARIES
}

lacking_font() {
    if ! command -v fc-list >/dev/null 2>&1; then
        printf ' fontconfig fonts-noto-cjk'
    elif [ -z "$(fc-list :lang=zh family 2>/dev/null)" ]; then
        printf ' fonts-noto-cjk'
    fi
}

lacking_virtual_screen() {
    command -v Xvfb >/dev/null 2>&1 || printf ' xvfb'
    command -v xauth >/dev/null 2>&1 || printf ' xauth' # xvfb-run needs it and does not bring it
}

lacking_venv() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        "$python" -c 'import sys; print(" python%d.%d-venv" % sys.version_info[:2], end="")'
}

install_packages() { # PACKAGE...: false when they are not installed afterwards
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 2 ]; }; then
        as_root=sudo
    else
        return 1
    fi
    say "正在安装系统软件包 / Installing system packages: $*"
    said=$($as_root apt-get update -qq </dev/null 2>&1) ||
        say "软件包目录未能更新 / The package lists could not be updated"
    said=$($as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" </dev/null 2>&1) || {
        say "$said"
        return 1
    }
}

install_lacking() { # PACKAGE...: false, with the one line to run, when they could not be installed
    [ $# -gt 0 ] || return 0
    install_packages "$@" && return 0
    say "请先运行 / Please run first: sudo apt-get install -y --no-install-recommends $*"
    return 1
}

# --- the interpreter and the environment ---

find_python() {
    for candidate in "${PYTHON:-python3}" python3.11 python3.12 python3.13 python3.14; do
        # The base interpreter: an active environment may be the very .venv that is about to be made anew.
        python=$("$candidate" -c 'import sys
if sys.version_info < (3, 11): sys.exit(1)
print(getattr(sys, "_base_executable", "") or sys.executable)' 2>/dev/null) && return 0
    done
    stop "需要 Python 3.11 或更新的版本 / Python 3.11 or newer is needed (Debian 12: sudo apt-get install python3 python3-venv)"
}

current_key() {
    {
        cat "$root/pyproject.toml" "$constraints"
        "$python" -c 'import sys; print(sys.version, sys.base_prefix)'
        printf '%s\n' "$root" # a moved .venv does not work
    } | cksum
}

is_set_up() { # run | test
    [ -f "$stamp" ] && [ -x "$venv/bin/python" ] || return 1
    case $(cat "$stamp") in
    "$key test" | "$key $1") "$venv/bin/python" -c '' 2>/dev/null ;;
    *) return 1 ;;
    esac
}

pip_install() {
    "$venv/bin/python" -m pip install --quiet --use-pep517 --no-compile --constraint "$constraints" "$@"
}

set_up() { # run | test
    find_python
    key=$(current_key)
    is_set_up "$1" && return 0
    say "正在准备运行环境，第一次约需一两分钟 / Setting up; the first time takes a minute or two"
    rm -f "$stamp"
    base=$("$python" -c 'import sys; print(sys.version, sys.base_prefix)')
    if [ "$("$venv/bin/python" -c 'import sys; print(sys.version, sys.base_prefix)' 2>/dev/null)" != "$base" ] ||
        ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --clear "$venv" || stop "运行环境无法建立 / The environment could not be made: $venv"
        # Python 3.11 brings setuptools along; the program does without, and jieba loads faster without its pkg_resources.
        "$venv/bin/python" -m pip uninstall --quiet --yes setuptools 2>/dev/null || true
    fi
    extras=
    [ "$1" = run ] || extras='[dev]'
    (cd "$root" && pip_install --editable ".$extras") ||
        stop "依赖安装失败，请检查网络后再试 / Installing the dependencies failed; check the network and try again"
    for extra in fast traditional; do
        (cd "$root" && pip_install --only-binary :all: --editable ".[$extra]" 2>/dev/null) ||
            say "可选组件 $extra 未能安装，程序照常可用 / The optional part “$extra” could not be installed; the program works without it"
    done
    printf '%s %s\n' "$key" "$1" >"$stamp"
}

# --- the verbs ---

run() {
    find_python
    # shellcheck disable=SC2046 # one word per package
    install_lacking $(lacking_to_import_qt) $(lacking_to_open_a_window) $(lacking_venv) $(lacking_font) ||
        [ -z "$(lacking_to_import_qt)$(lacking_to_open_a_window)$(lacking_venv)" ] || exit 1
    [ -z "$(lacking_font)" ] || say "没有中文字体，文字会显示为方框 / Without a Chinese font the text shows as boxes"
    set_up run
    exec "$venv/bin/shkc-desktop" "$@"
}

prepare_tests() {
    find_python
    # shellcheck disable=SC2046
    install_lacking $(lacking_to_import_qt) $(lacking_venv) $(lacking_font) \
        $(lacking_to_open_a_window) $(lacking_virtual_screen) ||
        say "缺少系统软件包，部分测试会跳过 / Some tests are skipped for want of system packages"
    [ -z "$(lacking_to_import_qt)$(lacking_venv)" ] || exit 1
    set_up test
}

test_everything() {
    prepare_tests
    cd "$root"
    failed=0
    if [ $# -eq 0 ]; then
        if [ -z "$(lacking_to_open_a_window)$(lacking_virtual_screen)" ]; then
            say "真窗口的测试（Xvfb）/ Tests in real windows (Xvfb)"
            xvfb-run -a -s '-screen 0 1600x1000x24' \
                env QT_QPA_PLATFORM=xcb "$venv/bin/python" -m pytest -m xvfb tests || failed=$?
        fi
        say "其余测试 / All other tests"
        set -- -m 'not xvfb' tests
    fi
    QT_QPA_PLATFORM=offscreen "$venv/bin/python" -m pytest "$@" || failed=$?
    exit "$failed"
}

check_everything() {
    find_python
    # shellcheck disable=SC2046
    install_lacking $(lacking_venv) || exit 1
    set_up test
    cd "$root"
    failed=0
    "$venv/bin/ruff" check . || failed=1
    "$venv/bin/ruff" format --check . || failed=1
    "$venv/bin/python" -m mypy --strict shkc_desktop || failed=1
    "$venv/bin/lint-imports" || failed=1
    exit "$failed"
}

verb=${1:-}
[ $# -eq 0 ] || shift
case $verb in
run) run "$@" ;;
test) test_everything "$@" ;;
check) check_everything ;;
*)
    say "用法 / Usage: sh resources/setup.sh run | test | check"
    exit 2
    ;;
esac
