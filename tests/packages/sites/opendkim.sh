# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034,SC2016  # what tests/packages/beside reads
#
# opendkim, which signs the site's own mail with the one key of Debian's way.
beside=(opendkim)
arrivals=2
mark='^DKIM-Signature:.*d=site\.example'
signed_by=opendkim
# opendkim has one list of the fields that it signs, and those that postern needs join it.
known='s/\bh=From:To:Subject:Date:(Message-ID:)?From;/h=FIELDS;/'

set_up() {
    install -d -o opendkim -g opendkim -m 0700 /etc/dkimkeys
    runuser -u opendkim -- opendkim-genkey -D /etc/dkimkeys -d site.example -s mail
    cat >>/etc/opendkim.conf <<'END'
Domain site.example
Selector mail
KeyFile /etc/dkimkeys/mail.private
Socket inet:8891@127.0.0.1
END
    systemctl restart opendkim
    postconf -e 'smtpd_milters = inet:127.0.0.1:8891' 'non_smtpd_milters = $smtpd_milters' \
        'milter_default_action = accept'
}

send() {
    by_port 25 "$1" sales@site.example anna@annas-shop.net
    by_sendmail "$1" shop@site.example anna@annas-shop.net
}
