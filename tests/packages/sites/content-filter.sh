# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034  # what tests/packages/beside reads
#
# A content filter behind the queue (FILTER_README, "advanced"): all mail goes to it, and comes back at
# 10025, which is amavisd's usual way, and the port that postern would have taken.
beside=(perl)
arrivals=2
mark='^X-Filtered: yes'
signed_by=

set_up() {
    # Hands on what it is told, with a field more.
    cat >/usr/local/bin/filter <<'END'
#!/usr/bin/perl
use strict; use IO::Socket::INET;
my $door = IO::Socket::INET->new(LocalAddr => '127.0.0.1:10024', Listen => 20, ReuseAddr => 1) or die;
$SIG{CHLD} = 'IGNORE';
while (my $in = $door->accept) {
    next if fork;
    my $on = IO::Socket::INET->new('127.0.0.1:10025') or exit;
    my $answer = sub { while (my $line = <$on>) { print $in $line; return $line unless $line =~ /^\d+-/ } exit };
    $answer->();
    while (my $line = <$in>) {
        print $on $line;
        my $said = $answer->();
        next unless $line =~ /^DATA/i && $said =~ /^354/;
        print $on "X-Filtered: yes\r\n";
        while (my $line = <$in>) { print $on $line; last if $line eq ".\r\n" }
        $answer->();
    }
    exit;
}
END
    chmod 0755 /usr/local/bin/filter
    systemd-run --quiet --unit site-filter /usr/local/bin/filter
    postconf -e 'content_filter = filter:[127.0.0.1]:10024'
    cat >>/etc/postfix/master.cf <<'END'
# To the filter, one command at a time.
filter    unix  -       -       n       -       10      smtp
  -o smtp_discard_ehlo_keywords=pipelining,chunking
  -o smtp_tls_security_level=none
# And back.
127.0.0.1:10025 inet n -       n       -       10      smtpd
  -o content_filter=
  -o receive_override_options=no_unknown_recipient_checks,no_header_body_checks,no_milters
  -o smtpd_milters=
  -o mynetworks=127.0.0.0/8
  -o smtpd_recipient_restrictions=permit_mynetworks,reject
END
}

send() {
    by_port 25 "$1" sales@site.example anna@annas-shop.net
    by_sendmail "$1" shop@site.example anna@annas-shop.net
}
