# cmake/setup.sh - for demo.sh and test.sh: installs the packages that are missing, builds a preset
#
# sim_setup <section>...   the sections of cmake/packages.txt; stops with the command to run if it
#                          may not install

sim_missing() {
    for section in "$@"; do
        sed -n "/^\[$section]\$/,/^\[/{/^[a-z]/p}" cmake/packages.txt
    done | while read -r package; do
        dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
            echo "$package"
    done
}

sim_setup() {
    command -v dpkg-query >/dev/null || return 0 # not Debian: CMake names what is missing
    missing=$(sim_missing "$@" | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    install="apt-get install -y --no-install-recommends $missing"
    if [ "$(id -u)" = 0 ]; then
        sudo=
    elif command -v sudo >/dev/null; then
        sudo=sudo
    else
        echo "These packages are missing, and there is neither root nor sudo. Run as root:" >&2
        echo "  apt-get update && $install" >&2
        exit 1
    fi
    echo "Installing: $missing"
    log=$(mktemp)
    if ! { $sudo apt-get update &&
        $sudo env DEBIAN_FRONTEND=noninteractive $install; } >"$log" 2>&1; then
        tail -20 "$log" >&2
        rm -f "$log"
        exit 1
    fi
    rm -f "$log"
}

# sim_build <preset>: configures and builds; prints only what went wrong.
sim_build() {
    log=$(mktemp)
    if ! { cmake --preset "$1" && cmake --build --preset "$1"; } >"$log" 2>&1; then
        tail -60 "$log" >&2
        rm -f "$log"
        echo "The build of preset $1 failed." >&2
        exit 1
    fi
    grep -i 'warning' "$log" || true
    rm -f "$log"
}
