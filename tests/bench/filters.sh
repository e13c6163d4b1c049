# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Starting and stopping filters in a private directory, for the scripts beside this file.
#
# make_bench_dir makes the directory ($bench_dir) that goes away with the script, together with
# every filter still running. A filter NAME listens on unix:$bench_dir/NAME; its process is
# ${filter_pid[NAME]}, its output $bench_dir/NAME.log.

declare -A filter_pid=()

make_bench_dir() {
    bench_dir=$(mktemp -d "${TMPDIR:-/tmp}/postern-bench.XXXXXX")
    trap remove_bench_dir EXIT
}

remove_bench_dir() {
    local name
    for name in "${!filter_pid[@]}"; do stop_filter "$name"; done
    rm -rf "$bench_dir"
}

start_filter() { # NAME COMMAND...
    local name=$1
    shift
    "$@" >"$bench_dir/$name.log" 2>&1 &
    filter_pid[$name]=$!
    local deadline=$((SECONDS + 60))
    until [[ -S $bench_dir/$name ]]; do
        if ! kill -0 "${filter_pid[$name]}" 2>/dev/null || ((SECONDS > deadline)); then
            echo "filter $name does not listen on $bench_dir/$name:" >&2
            cat "$bench_dir/$name.log" >&2
            return 1
        fi
        sleep 0.02
    done
}

# libmilter takes five seconds over SIGTERM; a benchmark has nothing to lose by SIGKILL.
stop_filter() { # NAME
    kill -KILL "${filter_pid[$1]}" 2>/dev/null || true
    wait "${filter_pid[$1]}" 2>/dev/null || true
    unset "filter_pid[$1]"
    rm -f "$bench_dir/$1"
}

reported() { # FILE NAME: a value of milterload's report
    awk -v name="$2" '$1 == name { print $2 }' "$1"
}
