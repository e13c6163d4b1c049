# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034  # what tests/packages/beside reads
#
# Virtual aliases: a domain of its own, one of its addresses for two people, anything else for one;
# and an archive that is sent a copy of all mail.
beside=(opendkim)
arrivals=5
mark='^X-Rcpt-Args: <(anna|ben|archive)@annas-shop\.net>'
signed_by=opendkim
# The archive has one too.
copies=2

set_up() {
    printf '%s\n' 'info@club.example anna@annas-shop.net, ben@annas-shop.net' '@club.example ben@annas-shop.net' \
        >/etc/postfix/virtual
    postmap /etc/postfix/virtual
    postconf -e 'virtual_alias_domains = club.example' 'virtual_alias_maps = hash:/etc/postfix/virtual' \
        'always_bcc = archive@annas-shop.net' 'smtp_destination_recipient_limit = 1'
}

send() {
    by_port 25 "$1" guest@partner.example info@club.example
    by_sendmail "$1" guest@partner.example somebody@club.example
}
