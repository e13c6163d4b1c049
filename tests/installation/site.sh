# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034  # live comes from scripts/test-installation
#
# The server before anybody installs postern on it, and the world around it: a name server for all
# domains, a sink for all mail that leaves, and settings that a site has in its main.cf already.

# Of the network for benchmarks (RFC 2544): libunbound says of addresses for documentation that they
# have no names.
readonly site_address=198.18.0.10/32

write_names() {
    printf '127.0.0.1 localhost\n198.18.0.10 mx.example.com mx\n' >"$live/etc/hosts"
    cat >"$live/etc/dnsmasq.d/site.conf" <<END
mx-host=platform.example,mail.$agents_domain,10
host-record=mx.example.com,198.18.0.10
ptr-record=10.0.18.198.in-addr.arpa,mx.example.com
END
}

# A certificate as a site has one: of its own name, by somebody whom the platform trusts.
write_certificate() {
    local made=$live/etc/ssl/mx.example.com trusted=$live/usr/local/share/ca-certificates
    mkdir -p "$made"
    {
        openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Test authority' \
            -keyout "$made/authority.pem" -out "$trusted/test.crt"
        openssl req -newkey rsa:2048 -nodes -subj '/CN=mx.example.com' \
            -keyout "$made/privkey.pem" -out "$made/request.pem"
        openssl x509 -req -in "$made/request.pem" -days 30 -CA "$trusted/test.crt" \
            -CAkey "$made/authority.pem" -CAcreateserial -out "$made/fullchain.pem" \
            -extfile <(echo 'subjectAltName=DNS:mx.example.com')
    } 2>"$live.openssl" || { cat "$live.openssl" >&2 && return 1; }
    rm "$made/authority.pem" "$made/request.pem" "$live.openssl"
}

# Before it boots.
prepare_site() {
    make_world
    write_names
    write_certificate
}

start_site() { in_root update-ca-certificates >/dev/null 2>&1; }

# What a site has beside postern: a domain that it relays for, tables of its own.
the_site_has_settings_of_its_own() {
    in_root bash -e <<END
printf '%s smtp:[127.0.0.1]:2525\n' $agents_domain platform.example partner.example \
    >/etc/postfix/transport
postmap /etc/postfix/transport
echo 'sales@mx.example.com anna@$agents_domain' >/etc/postfix/virtual
postmap /etc/postfix/virtual
postconf -e 'relay_domains = partner.example' 'transport_maps = hash:/etc/postfix/transport' \
    'virtual_alias_maps = hash:/etc/postfix/virtual' 'smtpd_helo_required = yes'
systemctl reload postfix
systemctl restart world-sink
END
    files_of_the_site >"$live/root/as-it-was"
}

# What step 6 says is to be published.
records_are_published() {
    local key
    key=$(in_root postern senders key mail.example.com | grep -o '"[^"]*"' | paste -sd,)
    cat >"$live/etc/dnsmasq.d/sender.conf" <<END
txt-record=postern2026._domainkey.mail.example.com,$key
txt-record=_dmarc.mail.example.com,"v=DMARC1; p=reject; rua=mailto:postmaster@example.com"
txt-record=bounces.mail.example.com,"v=spf1 ip4:198.18.0.10 -all"
mx-host=bounces.mail.example.com,mx.example.com,10
END
    in_root systemctl restart world-names
}
