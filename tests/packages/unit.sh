# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # live and packages come from scripts/test-packages
#
# Steps of deb.sh that are about the unit: what it leaves open, and what its watchdog ends.

# As systemd counts it, 0 is nothing and 10 is everything; most_exposure is in tenths.
the_unit_leaves_little_open() {
    local told
    dpkg-deb --fsys-tarfile "$packages"/deb/postern_[0-9]*.deb |
        tar -xO ./lib/systemd/system/postern.service >"$live/root/postern.service"
    told=$(systemd-analyze security --offline=true --threshold="$most_exposure" --no-pager "$live/root/postern.service") ||
        wrong "more than $most_exposure tenths: $told"
    grep → <<<"$told" >&3
    # systemd ignores a word that it does not know.
    told=$(systemd-analyze verify --man=no "$live/root/postern.service" 2>&1 || true)
    ! grep -i -e 'failed to parse' -e unknown <<<"$told" || wrong "$told"
    rm "$live/root/postern.service"
}

# Stopped by a signal, all of its threads stand still, as in a deadlock. systemd ends it after
# WatchdogSec, here the least there may be; what was parked and what is submitted meanwhile goes on.
the_watchdog_ends_a_posternd_that_halts() {
    local pid
    in_root mkdir -p /run/systemd/system/postern.service.d
    in_root bash -c 'printf "[Service]\nWatchdogSec=30s\n" >/run/systemd/system/postern.service.d/soon.conf'
    in_root systemctl daemon-reload
    in_root systemctl restart postern
    pid=$(main_pid)
    submit before-halt
    until_so 20 "the draft to be parked" is_parked before-halt
    in_root kill -STOP "$pid"
    until_so 60 "systemd to begin it anew" began_anew "$pid"
    in_root journalctl --boot --unit postern --no-pager | grep -i 'watchdog timeout' || wrong "that was no watchdog"
    until_so 20 "the new one to be active" in_root systemctl is-active postern
    submit after-halt
    leaves before-halt && leaves after-halt
    [[ -z $(in_root systemctl --failed --plain --no-legend) ]] || wrong "it counts as failed"
    in_root rm /run/systemd/system/postern.service.d/soon.conf
    in_root systemctl daemon-reload
    in_root systemctl restart postern
}

began_anew() { [[ $(main_pid) != "$1" && $(main_pid) != 0 ]]; }
