# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # dir and the options come from postfix-lab
#
# The receiving side: a Postfix instance of its own in DIR/receiver that has every message verified,
# DKIM by opendkim, SPF and DMARC by opendmarc, notes the results (RFC 8601) and hands it on to the
# sink, unless refusals() says no. Both ask the name server at 127.0.0.1:53, which the caller
# provides: opendmarc knows no other port, and no other address than what etc/resolv.conf below its
# root says.

write_receiver() {
    mkdir -p "$dir"/receiver/{etc,queue,data,root/etc}
    chown postfix "$dir/receiver/data"
    receiver_main_cf >"$dir/receiver/etc/main.cf"
    {
        lab_master_cf
        echo "127.0.0.1:$RECEIVER_PORT inet n - n - 20 smtpd -o max_use=1"
    } >"$dir/receiver/etc/master.cf"
    write_dkim_verifier
    write_dmarc_verifier
    touch --date='1 minute ago' "$dir"/receiver/etc/*
}

receiver_main_cf() {
    cat <<END
compatibility_level = 3.6
queue_directory = $dir/receiver/queue
data_directory = $dir/receiver/data
maillog_file = $dir/log/receiver.log
maillog_file_prefixes = $dir/log
myhostname = mx.example.net
mydestination =
alias_maps =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtpd_peername_lookup = no
mynetworks = 0.0.0.0/0
smtpd_recipient_restrictions = $(refusals)
relayhost = [127.0.0.1]:$SINK_PORT
smtp_dns_support_level = disabled
smtpd_milters = unix:$dir/receiver/opendkim.sock, unix:$dir/receiver/root/opendmarc.sock
milter_default_action = tempfail
END
}

# Mail from InternalHosts would be signed, not verified; by default that is 127.0.0.1's.
write_dkim_verifier() {
    cat >"$dir/receiver/opendkim.conf" <<END
Mode v
Socket local:$dir/receiver/opendkim.sock
UMask 000
AuthservID mx.example.net
AlwaysAddARHeader yes
InternalHosts 192.0.2.255
ResolverConfiguration $dir/receiver/unbound.conf
END
    cat >"$dir/receiver/unbound.conf" <<END
server:
    do-not-query-localhost: no
    module-config: iterator
    local-zone: test. nodefault
forward-zone:
    name: .
    forward-addr: 127.0.0.1
END
    chown opendkim "$dir/receiver"
}

# SPF results in a header are the sender's to write: opendmarc is to look for itself.
write_dmarc_verifier() {
    local root=$dir/receiver/root
    cat >"$dir/receiver/opendmarc.conf" <<END
Socket local:/opendmarc.sock
UMask 000
UserID opendmarc
ChangeRootDirectory $root
AuthservID mx.example.net
PublicSuffixList /suffixes
SPFIgnoreResults yes
SPFSelfValidate yes
END
    echo nameserver 127.0.0.1 >"$root/etc/resolv.conf"
    cp /usr/share/publicsuffix/public_suffix_list.dat "$root/suffixes"
    chown opendmarc "$root"
}

start_receiver() {
    become opendkim opendkim -f -x "$dir/receiver/opendkim.conf" &
    become root opendmarc -f -c "$dir/receiver/opendmarc.conf" &
    start_postfix "$dir/receiver"
    wait_for test -S "$dir/receiver/opendkim.sock" -a -S "$dir/receiver/root/opendmarc.sock"
}
