#!/usr/bin/env bash
# Installs the programs that read our reports, run our hooks or are editors, from Maven Central, npm, PyPI, crates.io
# and Debian, for tests/contract.
#
#   install.sh [java] [node] [python] [rust] [apt]      all by default; what is there already stays
#
# QUALITYGATE_CONSUMERS  the folder to fill, outside of the repository (default: ~/.cache/qualitygate-consumers)
# PYTHON                 the interpreter that runs pytest (default: python3)
# Needs what it cannot bring itself: Node.js 20.19 or later with npm for "node", Rust 1.94 or later for "rust", root on
# Debian for "apt".
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=${QUALITYGATE_CONSUMERS:-$HOME/.cache/qualitygate-consumers}
mkdir -p "$target"

# Is the part installed from this very list?
installed() { cmp --silent "$here/$1" "$target/$1"; }

install_java() {
    if installed pom.xml; then return; fi
    rm -rf "$target/java"
    mvn --batch-mode --quiet --file "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$target/java"
    cp "$here/pom.xml" "$target"
}

install_node() {
    if installed package.json; then return; fi
    rm -rf "$target/node_modules" "$target/npm"
    mkdir "$target/npm"
    cp "$here/package.json" "$target/npm"
    # no scripts: they download, but for one that makes the multitool executable
    npm install --prefix "$target/npm" --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error
    mv "$target/npm/node_modules" "$target"
    chmod u+x "$target/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    mv "$target/npm/package.json" "$target"
    rmdir "$target/npm"
}

install_python() {
    "${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --requirement "$here/consumers.txt"
    # in an environment of its own: beside pytest it would be a plugin of every run
    if [[ ! -x $target/pytest-lsp/bin/pytest ]]; then
        "${PYTHON:-python3}" -m venv "$target/pytest-lsp"
        "$target/pytest-lsp/bin/python" -m pip install --quiet --disable-pip-version-check 'pytest-lsp>=1'
    fi
}

install_rust() {  # five minutes on one core, once: nothing of it is optimized
    local crate=hk-2.11.0 source work
    if [[ -f $target/hk/Config.pkl && $("$target/bin/hk" --version) == "${crate/-/ }" ]]; then return; fi
    work=$(mktemp -d)
    CARGO_TARGET_DIR=$work CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_STRIP=symbols \
        cargo install --quiet --locked --root "$target" --version "${crate#hk-}" hk
    rm -rf "$work"
    # its schema of hk.pkl, which a project's file would fetch from where hk is released
    for source in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/"$crate"/pkl/Config.pkl; do
        mkdir -p "$target/hk"
        sed 's/{{version | truncate(length=1)}}/2/' "$source" > "$target/hk/Config.pkl"
    done
}

install_apt() {
    local missing=()
    [[ $(vim --version 2>/dev/null) == *+quickfix* ]] || missing+=(vim-nox)
    command -v javac >/dev/null || missing+=(default-jdk-headless)
    command -v mvn >/dev/null || missing+=(maven)
    command -v nvim >/dev/null || missing+=(neovim)
    command -v emacs >/dev/null || missing+=(emacs-nox)
    compgen -G '/usr/share/emacs/site-lisp/elpa*/eglot-*' >/dev/null || missing+=(elpa-eglot)
    compgen -G '/usr/share/emacs/site-lisp/elpa-src/flycheck-*' >/dev/null || missing+=(elpa-flycheck)
    [[ -d /usr/share/vim-ale ]] || missing+=(vim-ale)
    command -v efm-langserver >/dev/null || missing+=(efm-langserver)
    command -v redis-check-rdb >/dev/null || missing+=(redis-tools)
    command -v openssl >/dev/null || missing+=(openssl)
    if [[ ${#missing[@]} -eq 0 && -x $target/bin/promtool && -x $target/bin/nginx && -x $target/bin/redis-server ]]; then
        return
    fi
    apt-get update -qq
    if [[ ${#missing[@]} -gt 0 ]]; then
        DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends "${missing[@]}" >/dev/null
    fi
    unpack prometheus usr/bin/promtool
    unpack nginx usr/sbin/nginx
    # the server and this tool are one program, which goes by its name; its own package would start a server
    ln -sf "$(command -v redis-check-rdb)" "$target/bin/redis-server"
}

unpack() {  # a program from its package: installed, it would start a server
    local folder
    if [[ -x $target/bin/${2##*/} ]]; then return; fi
    folder=$(mktemp -d)
    chmod a+rwx "$folder"
    (cd "$folder" && apt-get download -qq "$1" && dpkg-deb --extract "$1"_*.deb .)
    mkdir -p "$target/bin"
    mv "$folder/$2" "$target/bin"
    rm -rf "$folder"
}

parts=("$@")
if [[ ${#parts[@]} -eq 0 ]]; then parts=(apt java node python rust); fi  # apt first: it brings what java needs
for part in "${parts[@]}"; do
    case $part in
        java | node | python | rust | apt) "install_$part" ;;
        *) echo "install.sh: expected java, node, python, rust or apt, got: $part" >&2; exit 2 ;;
    esac
done
