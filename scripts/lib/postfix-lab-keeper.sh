# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # dir and the options come from postfix-lab
#
# The keeper: one process that starts the lab's parts, waits, and takes them down again. Its lock
# is the truth about whether the lab runs: the kernel lets go of it however the keeper ends. The
# parts it starts itself die with it (parent-death signal); Postfix's master is stopped in the end.

# For background jobs: becomes the program. It must hold neither the keeper's locks nor the pipe by
# which the keeper says that it is ready.
become() {
    local user=$1
    shift
    exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups --pdeathsig KILL \
        "$@" >>"$dir/log/lab.log" 2>&1 8>&- 9>&-
}

start_sink() {
    (cd "$dir/sink" && become nobody smtp-sink -h mx.example.net -d '%s.' -m 256 \
        "127.0.0.1:$SINK_PORT" 256) &
}

# start_postfix HOME: the instance that is configured in HOME/etc.
start_postfix() {
    local etc=$1/etc master
    master=$(postconf -c "$etc" -h daemon_directory)/master
    {
        postfix -c "$etc" check && "$master" -c "$etc" -w && return 0
    } </dev/null >>"$dir/log/lab.log" 2>&1 8>&- 9>&-
    echo "postfix-lab: Postfix does not start: is a line of main.cf wrong, or a port taken?" >&2
    return 1
}

# Master holds a lock on its pid file; what the file says counts only while it does.
postfix_is_gone() {
    local file=$1/queue/pid/master.pid
    [[ ! -e $file ]] || flock --nonblock "$file" true
}

# `postfix stop` looks once a second; a test suite has no time for that.
stop_postfix() {
    ! postfix_is_gone "$1" || return 0
    local pid attempt
    pid=$(tr -d ' ' <"$1/queue/pid/master.pid")
    kill -TERM "$pid"
    for attempt in {1..100}; do
        ! postfix_is_gone "$1" || return 0
        ((attempt != 60)) || kill -KILL -- "-$pid" || true
        sleep 0.05
    done
    echo "postfix-lab: master $pid does not end" >&2
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# True once the part's address is there; false if the part is not.
wait_for() {
    local attempt
    for attempt in {1..200}; do
        ! "$@" || return 0
        sleep 0.02
    done
    echo "postfix-lab: nothing there after $attempt attempts: $*" >&2
    return 1
}

end_parts() {
    trap '' TERM INT HUP
    stop_postfix "$dir"
    stop_postfix "$dir/receiver"
    local parts
    parts=$(jobs -p)
    # In silence: the shell would report each of them as killed.
    # shellcheck disable=SC2086  # process ids, one word each
    { kill -KILL $parts && wait $parts; } 2>/dev/null || true
    rm -f "$dir/keeper.pid"
}

# Says "ready" on standard output and closes it: whoever started the keeper waits for just that.
keep() {
    set -euo pipefail
    exec 9>"$dir/lab.lock"
    flock --nonblock 9 || return 1
    echo "$BASHPID" >"$dir/keeper.pid"
    trap 'exit 0' TERM INT HUP
    trap end_parts EXIT

    start_sink
    ((${#sign[@]} == 0)) || start_signer
    [[ -z $receiver ]] || start_receiver
    start_postfix "$dir"
    wait_for answers "$SINK_PORT"
    ((${#sign[@]} == 0)) || wait_for test -S "$dir/dkim/opendkim.sock"
    mv "$dir/env.new" "$dir/env"
    echo ready
    exec >/dev/null

    if [[ -n $owner ]]; then become root tail --pid="$owner" -f /dev/null & fi
    wait -n
}
