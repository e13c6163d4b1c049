# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034,SC2016  # what tests/packages/beside reads
#
# rspamd, which looks at all of the site's mail, and says so in a field.
beside=(rspamd)
arrivals=2
mark='^X-Spamd-Bar: '
signed_by=rspamd

set_up() {
    cat >/etc/rspamd/local.d/milter_headers.conf <<'END'
use = ["x-spamd-bar"];
skip_local = false;
skip_authenticated = false;
END
    systemctl restart rspamd
    until_so "rspamd" bash -c ': </dev/tcp/127.0.0.1/11332'
    postconf -e 'smtpd_milters = inet:localhost:11332' 'non_smtpd_milters = $smtpd_milters' \
        'milter_default_action = accept' 'milter_protocol = 6'
}

send() {
    by_port 25 "$1" sales@site.example anna@annas-shop.net
    by_sendmail "$1" shop@site.example anna@annas-shop.net
}
