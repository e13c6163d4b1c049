# SPDX-License-Identifier: Apache-2.0
#
# Takes docs/installation.md apart: one line for each thing to do, "LINE KIND ARGUMENT", in order.
#
#   sh, here   a block of commands, which is written to OUT/LINE
#   file       likewise; ARGUMENT is where it belongs
#   skip       a block that is not run; ARGUMENT is the reason
#   test       ARGUMENT is the function to call
#
# A block is of the kind of the mark (an HTML comment on a line of its own) before it, else of the
# kind "sh" where its fence says so. Commands are written with as many empty lines before them as the
# document has, so that the shell names the document's lines. One that is none of these is a fault.
function say(kind, argument) { print line, kind, argument }

/^ *<!-- .* -->$/ {
    text = $0
    gsub(/^ *<!-- | -->$/, "", text)
    if (text ~ /^SPDX/) next
    if (text ~ /^test [a-z_]+$/) { line = NR; say("test", substr(text, 6)); next }
    if (text == "here") { mark = "here"; next }
    if (text ~ /^file [^ ]+$/) { mark = "file"; argument = substr(text, 6); next }
    if (text ~ /^not run: ./) { mark = "skip"; argument = substr(text, 10); next }
    print FILENAME ":" NR ": unknown mark: " text > "/dev/stderr"
    exit 1
}

/^ *```/ && !inside {
    inside = 1
    line = NR
    kind = mark != "" ? mark : /```sh$/ ? "sh" : ""
    if (kind == "") {
        print FILENAME ":" NR ": a block that is neither run nor marked" > "/dev/stderr"
        exit 1
    }
    say(kind, argument)
    mark = argument = ""
    body = OUT "/" line
    printf "" > body
    if (kind != "file") for (i = 1; i <= NR; ++i) print "" > body
    next
}

/^ *```/ { inside = 0; close(body); next }
inside { print > body }
