# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # live is of who sources it
#
# What stands for the world around a root of Debian, whose only network is loopback: a name server
# for the domains of the tests, and a sink for all mail that leaves, at port 2525. To be sourced,
# with `live` set to the root's folder.

# Not below .example, which postern knows to lead nowhere (RFC 6761).
readonly agents_domain=annas-shop.net
readonly sink=/var/lib/sink

# world_unit NAME PROGRAM…: runs from the root's boot on, before Postfix.
world_unit() {
    local name=$1
    shift
    cat >"$live/etc/systemd/system/$name.service" <<END
[Unit]
Before=postfix@-.service
ConditionPathExists=$1
[Service]
ExecStart=$*
[Install]
WantedBy=multi-user.target
END
    ln -sf "../$name.service" "$live/etc/systemd/system/multi-user.target.wants/"
}

# Before the root boots. Where Postfix is not installed yet, the sink is to be started after it.
make_world() {
    echo mx >"$live/etc/hostname"
    printf '127.0.0.1 localhost\n127.0.1.1 mx.example.com mx\n' >"$live/etc/hosts"
    rm -f "$live/etc/resolv.conf"
    echo 'nameserver 127.0.0.1' >"$live/etc/resolv.conf"
    mkdir -p "$live/etc/dnsmasq.d"
    cat >"$live/etc/dnsmasq.d/world.conf" <<END
local=/example/
local=/net/
local=/com/
mx-host=$agents_domain,mail.$agents_domain,10
host-record=mail.$agents_domain,192.0.2.25
END
    mkdir -m 0777 "$live$sink"
    world_unit world-names /usr/sbin/dnsmasq --keep-in-foreground --user=nobody --no-resolv \
        --no-hosts --conf-dir=/etc/dnsmasq.d --listen-address=127.0.0.1 --bind-interfaces
    world_unit world-sink /usr/sbin/smtp-sink -u nobody -d "$sink/%%s." 127.0.0.1:2525 100
}
