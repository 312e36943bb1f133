#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Proves the two commands on a machine that has nothing: a Debian just made by debootstrap, with python3 and
# git, and a fresh clone of this repository.   Usage, as root:  tools/prove_fresh.sh bookworm|trixie root|user
# PROVE_COPY: files of this machine to copy in, where a proxy needs them (certificates, pip.conf, apt.conf.d).
# PROVE_WORK: where the machines stand (default /var/tmp/soesmart-prove). PROVE_TEST: words for ./run test.
set -eu
suite=$1 who=$2
here=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
work=${PROVE_WORK:-/var/tmp/soesmart-prove}
base=$work/$suite machine=$work/$suite-$who
port=8765

if [ "${3:-}" != --inside ]; then
    mkdir -p "$work"
    [ -e "$base/etc/os-release" ] || debootstrap --variant=minbase "$suite" "$base" >"$work/debootstrap-$suite.log"
    rm -rf "$machine"
    cp -a "$base" "$machine"
    for file in /etc/resolv.conf ${PROVE_COPY:-}; do
        mkdir -p "$machine$(dirname "$file")"
        cp -rL "$file" "$machine$file"
    done
    git clone -q "$here" "$machine/srv/a town's checkout"
    # Mounts and processes of the machine end with it.
    exec unshare --mount --pid --fork --kill-child sh "$0" "$suite" "$who" --inside
fi

mount -t proc proc "$machine/proc"
mount --rbind /dev "$machine/dev"
inside() { chroot "$machine" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    ${PIP_CERT:+PIP_CERT="$PIP_CERT"} CI="${CI:-}" "$@"; }
if [ "$who" = user ]; then as="runuser -u newcomer --"; else as=; fi
# shellcheck disable=SC2086  # no word at all for root
run() { inside $as sh -c 'cd / && exec "/srv/a town'\''s checkout/run" "$@"' run "$@"; }
say() { printf '── %s %s: %s\n' "$suite" "$who" "$*"; }

inside apt-get update -qq
inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 git curl >/dev/null
inside useradd --create-home newcomer
[ "$who" = root ] || inside chown -R newcomer "/srv/a town's checkout"
say "$(inside python3 -V), $(inside git --version)"

needs_packages() { # an ordinary user gets one line to run, and code 2
    [ "$who" = user ] || return 0
    code=0
    run "$@" 2>"$work/said" || code=$?
    line=$(grep -o 'apt-get install.*' "$work/said")
    say "./run $1 ended with $code and said: $line"
    [ "$code" -eq 2 ]
    # shellcheck disable=SC2086  # the words of the line
    inside env DEBIAN_FRONTEND=noninteractive $line -qq >/dev/null
}

answers() { # seconds until the port answers; then Ctrl-C, and nothing may be left
    start=$(date +%s%N)
    run demo --port $port >"$work/demo-$suite-$who.log" 2>&1 &
    until page=$(inside curl -sf "http://127.0.0.1:$port/"); do
        kill -0 $! || { cat "$work/demo-$suite-$who.log"; exit 1; }
        sleep 0.1
    done
    end=$(date +%s%N)
    say "$1 start: the port answers after $(((end - start) / 1000000)) ms: $(echo "$page" | grep -o '<title>.*</title>')"
    inside pkill -INT -o -f 'soesmart demo'
    wait $! || true
    if inside pgrep -f soesmart; then say "processes are left"; exit 1; fi
}

inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends procps >/dev/null
needs_packages demo
answers first
answers second
needs_packages test --fast
# shellcheck disable=SC2086  # several words are meant
run test ${PROVE_TEST:---fast}
say "all holds"
