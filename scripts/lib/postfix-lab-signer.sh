# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # dir and the options come from postfix-lab
#
# The lab's signer: opendkim with the lines that conf/opendkim offers to administrators, and a key
# of its own for each domain of --sign.

# The key pair, and the public part as the DNS record's text.
write_dkim_key() {
    local domain=$1 key=$dir/dkim/$1.pem
    openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$key"
    printf 'v=DKIM1; k=rsa; p=%s\n' \
        "$(openssl pkey -in "$key" -pubout -outform DER | openssl base64 -A)" >"$dir/dkim/$domain.txt"
    echo "$domain $domain:lab:$key" >>"$dir/dkim/KeyTable"
    echo "*@$domain $domain" >>"$dir/dkim/SigningTable"
}

write_signer() {
    rm -f "$dir"/dkim/{KeyTable,SigningTable}
    local domain
    for domain in "${sign[@]}"; do write_dkim_key "$domain"; done
    {
        sed -e "s|inet:8891@127\.0\.0\.1|local:$dir/dkim/opendkim.sock|" \
            -e "s|/etc/opendkim|$dir/dkim|" -e '/^PidFile/d' -e '/^UserID/d' -e '/^UMask/d' "$here/../../conf/opendkim/opendkim.conf"
        # A lab may stand below /tmp, which opendkim holds to be no place for a key.
        printf '%s\n' 'UMask 000' 'InternalHosts 0.0.0.0/0' 'RequireSafeKeys no'
    } >"$dir/dkim/opendkim.conf"
    chown -R opendkim "$dir/dkim"
}

start_signer() {
    become opendkim opendkim -f -x "$dir/dkim/opendkim.conf" &
}
