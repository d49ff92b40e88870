#!/bin/sh
# Runs a command with the Chromium that the tests of the pages drive, in VARIORUM_CHROMIUM; without one where there is
# none. CI installs Debian's package.
set -eu

find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
        if command -v "$name" >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
}

if [ -z "${VARIORUM_CHROMIUM:-}" ]; then
    chromium=$(find_chromium)
    if [ -z "$chromium" ] && [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing Chromium for the tests ..." >&2
        (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium) \
            >/dev/null 2>&1 || echo "It cannot be installed; going on without." >&2
        chromium=$(find_chromium)
    fi
    if [ -n "$chromium" ]; then
        VARIORUM_CHROMIUM=$chromium
        export VARIORUM_CHROMIUM
    fi
fi

exec "$@"
