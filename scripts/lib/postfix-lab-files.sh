# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # dir and the options come from postfix-lab
#
# The lab's files. Its Postfix runs the very lines that conf/postfix offers to administrators, with
# only ports, paths and chroot fitted: what the lab proves is what is shipped.

snippets=$here/../../conf/postfix

# Folders between / and DIR are the caller's; user postfix has to get through them.
make_folders() {
    mkdir -p "$dir"/{etc,queue,data,log,sink,dkim}
    chmod 0755 "$dir" "$dir"/{etc,queue,log,sink}
    chown postfix "$dir/data"
    chown nobody "$dir/sink"
    setpriv --reuid=postfix --regid=postfix --clear-groups test -x "$dir" ||
        die "$dir: user postfix cannot get there; open the folders above it (chmod o+x)"
}

# Six ports in a row, below the range from which the kernel takes outgoing connections' ports.
# Postfix listens with SO_REUSEPORT: two labs on one port would both start, and share the mail.
# Hence the lock, on descriptor 8, which the keeper inherits and holds while the lab lives.
choose_ports() {
    mkdir -p /run/postern-lab
    local first port
    while first=$((10000 + SRANDOM % 2000 * 10)); do
        exec 8>>"/run/postern-lab/$first"
        flock --nonblock 8 || continue
        for port in {0..5}; do ! answers $((first + port)) || continue 2; done
        break
    done
    DRAFT_PORT=$first OUT_PORT=$((first + 1)) BOUNCE_PORT=$((first + 2)) SINK_PORT=$((first + 3))
    REMOTE_PORT=${remote:+$((first + 4))}
    RECEIVER_PORT=${receiver:+$((first + 5))}
}

write_files() {
    ((${#sign[@]} == 0)) || write_signer
    [[ -z $remote$receiver ]] || write_refusals
    [[ -z $receiver ]] || write_receiver
    cp "$snippets/bounce_rcpt" "$dir/etc/bounce_rcpt"
    fitted "$snippets/queued_again" >"$dir/etc/queued_again"
    { lab_main_cf && fitted "$snippets/main.cf"; } >"$dir/etc/main.cf"
    { lab_master_cf && fitted "$snippets/master.cf" && remote_master_cf; } >"$dir/etc/master.cf"
    local setting
    for setting in "${settings[@]}"; do set_parameter "${setting//@SINK_PORT@/$SINK_PORT}"; done
    lead_what_is_queued_again
    # Tests pretend other client addresses and logins on DRAFT; who may submit is postern's to say.
    postconf -c "$dir/etc" -P \
        "127.0.0.1:$DRAFT_PORT/inet/smtpd_authorized_xclient_hosts=127.0.0.0/8" \
        "127.0.0.1:$DRAFT_PORT/inet/mynetworks=0.0.0.0/0"
    # Postfix reads a file that changed within the last seconds again and again, until it is sure
    # that nobody is writing to it any more.
    touch --date='1 minute ago' "$dir"/etc/*
    write_env
}

# KEY=VALUE of main.cf, or SERVICE/TYPE/KEY=VALUE of a service in master.cf. Postfix reads values from
# these files as they stand, blanks and braces included.
set_parameter() {
    if [[ ${1%%=*} == */*/* ]]; then
        postconf -c "$dir/etc" -P "$1"
    else
        postconf -c "$dir/etc" -e "$1"
    fi
}

# As docs/installation.md does it: pickup's cleanup has the site's header_checks behind ours.
lead_what_is_queued_again() {
    local checks
    checks=$(postconf -c "$dir/etc" -h header_checks)
    postconf -c "$dir/etc" -P "pickup/unix/cleanup_service_name=postern-cleanup-again"
    set_parameter "postern_again_checks=regexp:$dir/etc/queued_again${checks:+, $checks}"
}

# A snippet with this lab's ports, paths and milters, nothing chrooted. The line that is for a later
# Postfix counts where this is one. What goes to refused.example.test is returned by this Postfix.
fitted() {
    local signer='' milters later=''
    [[ -z $(postconf -c "$dir/etc" -d force_mime_input_conversion 2>/dev/null) ]] || later=yes
    ((${#sign[@]} == 0)) || signer=unix:$dir/dkim/opendkim.sock
    milters=$milter${milter:+${signer:+,}}$signer
    sed ${smtputf8:+-e 's/^#\(  -o smtputf8_.*\)/\1/'} ${later:+-e 's/^#\(  -o force_.*\)/\1/'} \
        -e "s|127\.0\.0\.1:10025|127.0.0.1:$DRAFT_PORT|" \
        -e "s|127\.0\.0\.1\(\]\?\):10026|127.0.0.1\1:$OUT_PORT|" \
        -e "s|127\.0\.0\.1\(\]\?\):10027|127.0.0.1\1:$BOUNCE_PORT|" \
        -e "s|unix:postern/postern\.sock,inet:127\.0\.0\.1:8891|$milters|" \
        -e "s|=unix:postern/postern\.sock|=$milter|" \
        -e "s|/etc/postfix|$dir/etc|" \
        -e "s|^transport_maps = inline:{|&\\n    { refused.example.test=error:5.1.1 No such user }|" \
        -e 's/^\([^ #]\+ \+\(inet\|unix\) .*\) y  /\1 n  /' \
        -e '/^#/d' "$1"
}

lab_main_cf() {
    local next_hop=${RECEIVER_PORT:-${REMOTE_PORT:-$SINK_PORT}}
    cat <<END
# Made by postfix-lab; made anew at every start.
compatibility_level = 3.6
queue_directory = $dir/queue
data_directory = $dir/data
maillog_file = $dir/log/mail.log
maillog_file_prefixes = $dir/log
myhostname = lab.example.test
mydestination =
alias_maps =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
authorized_submit_users =
append_dot_mydomain = no
biff = no
# All that leaves goes to the remote side; nobody asks a name server for anything.
relayhost = [127.0.0.1]:$next_hop
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
smtp_tls_security_level = none
smtpd_tls_security_level = none
END
}

# The services of a plain Postfix that take part here. Drafts come by SMTP only: pickup is there for
# what `postsuper -r` queues again.
lab_master_cf() {
    cat <<'END'
pickup     unix  n  -  n  60    1  pickup
postlog    unix-dgram n - n - 1 postlogd
cleanup    unix  n  -  n  -     0  cleanup
qmgr       unix  n  -  n  300   1  qmgr
rewrite    unix  -  -  n  -     -  trivial-rewrite
bounce     unix  -  -  n  -     0  bounce
defer      unix  -  -  n  -     0  bounce
trace      unix  -  -  n  -     0  bounce
flush      unix  n  -  n  1000? 0  flush
proxymap   unix  -  -  n  -     -  proxymap
showq      unix  n  -  n  -     -  showq
smtp       unix  -  -  n  -     -  smtp
relay      unix  -  -  n  -     -  smtp
error      unix  -  -  n  -     -  error
retry      unix  -  -  n  -     -  error
discard    unix  -  -  n  -     -  discard
anvil      unix  -  -  n  -     1  anvil
scache     unix  -  -  n  -     1  scache
END
}

# A host that refuses by its tables and hands what it takes on to the sink within the session.
remote_master_cf() {
    [[ -n $remote ]] || return 0
    cat <<END
127.0.0.1:$REMOTE_PORT inet n - n - 20 smtpd
  -o syslog_name=remote
  -o myhostname=mx.example.net
  -o max_use=1
  -o smtpd_proxy_filter=127.0.0.1:$SINK_PORT
  -o relay_domains=
  -o smtpd_recipient_restrictions=$(refusals)
  -o smtpd_error_sleep_time=0
END
}

# What the remote side, host or receiver, lets in. Both serve one session a process: a table that a
# test has changed counts from the next session on. No blanks, for the sake of master.cf.
refusals() {
    local recipients=regexp:$dir/etc/remote_recipients senders=regexp:$dir/etc/remote_senders
    echo "check_recipient_access,$recipients,check_sender_access,$senders,permit_mynetworks,reject"
}

write_refusals() {
    cat >"$dir/etc/remote_recipients" <<'END'
/^unknown[@+]/  550 5.1.1 No such user here
/^full[@+]/     552 5.2.2 Mailbox full
/^later[@+]/    450 4.2.1 Try again later
END
    echo '/@refused\./  550 5.7.1 Mail from your domain is not wanted here' \
        >"$dir/etc/remote_senders"
}

# Becomes DIR/env when everything answers.
write_env() {
    {
        printf '%s=%s\n' \
            DRAFT_PORT "$DRAFT_PORT" OUT_PORT "$OUT_PORT" BOUNCE_PORT "$BOUNCE_PORT" \
            SINK_PORT "$SINK_PORT" SINK_DIR "$dir/sink" BOUNCE_DOMAIN bounces.example.test \
            MAIL_LOG "$dir/log/mail.log" CONFIG_DIRECTORY "$dir/etc" \
            QUEUE_DIRECTORY "$dir/queue" MILTER_SOCKET "${milter#unix:}"
        [[ -z $remote ]] || printf '%s=%s\n' REMOTE_PORT "$REMOTE_PORT"
        [[ -z $remote$receiver ]] || printf '%s=%s\n' \
            REMOTE_RECIPIENTS "$dir/etc/remote_recipients" REMOTE_SENDERS "$dir/etc/remote_senders"
        ((${#sign[@]} == 0)) || printf '%s=%s\n' DKIM_DIR "$dir/dkim"
    } >"$dir/env.new"
}
