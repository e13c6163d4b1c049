# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034  # what tests/packages/beside reads
#
# Submission at 587 for those who can prove a login, checked by Dovecot; port 25 for nobody's mail to
# elsewhere.
beside=(opendkim dovecot-core openssl)
arrivals=1
mark='Authenticated sender: anna'
signed_by=opendkim

set_up() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=mx.example.com' \
        -keyout /etc/postfix/site.key -out /etc/postfix/site.crt 2>/dev/null
    cat >/etc/dovecot/conf.d/99-site.conf <<'END'
service auth {
  unix_listener /var/spool/postfix/private/auth {
    user = postfix
    group = postfix
    mode = 0660
  }
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u /etc/dovecot/people
}
END
    echo 'anna:{PLAIN}secret' >/etc/dovecot/people
    systemctl restart dovecot
    cat >>/etc/postfix/master.cf <<'END'
submission inet n       -       y       -       -       smtpd
  -o syslog_name=postfix/submission
  -o smtpd_tls_security_level=encrypt
  -o smtpd_tls_cert_file=/etc/postfix/site.crt
  -o smtpd_tls_key_file=/etc/postfix/site.key
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_sasl_type=dovecot
  -o smtpd_sasl_path=private/auth
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o { smtpd_recipient_restrictions = permit_sasl_authenticated, reject }
  -o milter_macro_daemon_name=ORIGINATING
END
    postconf -e 'smtpd_sasl_authenticated_header = yes'
}

send() {
    by_port 587 "$1" anna@site.example ben@annas-shop.net --ssl-reqd -k --user anna:secret
    ! by_port 587 "$1" anna@site.example ben@annas-shop.net --ssl-reqd -k 2>/dev/null ||
        wrong "no login is needed"
    ! by_port 587 "$1" anna@site.example ben@annas-shop.net --ssl-reqd -k --user anna:wrong 2>/dev/null ||
        wrong "any password will do"
}
