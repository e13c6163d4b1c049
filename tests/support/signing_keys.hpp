// SPDX-License-Identifier: Apache-2.0
//
// Keys that sign nothing but tests, with their public halves as DKIM publishes them.
#pragma once

namespace postern::testing {

/// Of 1024 bits: small enough to stand here.
inline constexpr const char* kRsaKey = R"(-----BEGIN PRIVATE KEY-----
MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBANFKeyvWGcE5WleC
WZ1uVvzqRZjQPOlKIO9qT4MGhyoEhngRpV79/kltJ6ivUakDTd0i9DpVMxphXRtP
+fvOKvoclhgkVJyECX744PkZ3u94D94Ddt176P4mp6qVeKHVm0nMfiCQvbmvnJg2
whvdZkErE64Gpst+C2K0nrf0HV29AgMBAAECgYEAsjsuh5dN2YpBEFL2hCZKOBo9
6LQ1mypAwAKV8ewmQTcXWLsWTL4axmcJphKfhUJGFfNFb0PNQEL4KmFCbxkU6N4d
9In+9ZI/23QwjcE4Pws0xpXTcKQjf+FfR7SFGDn8WYsq/YJX6Q6guqx8yaXaFSsi
/7vBb/CORxyKNFAr+oECQQDobrjqfmy+ejSihLU2Mnu6Dy9s5ntpqMJGD/OV6GpX
EYsSq0fBv1Znwi8LI0CmOZl0pa5xcNnR401f9ZEzS3whAkEA5oMSCaKYVFDuxfNh
lNoo0nc3xUptDeW04W09XRGDhHGAMwe+n/1eIIos2ysqJz7OMPH8vqOPDdDCX2k4
PvaOHQJAbhi8SH7X/aWfNvgLaf+hsbEtsrS98n94fn1h0TlE3bc2nAI7vB9oyz8k
z27EWbhg4urz5VIiKxQy+2gzfgucYQJAZ3JczuwkFnq3nShLG4UIGuObqLNs23bB
xQTELBcnAXH6SWxpVN1ct5eq57SoVzJtUDPY7Cj0kwujnzPWJRN61QJBAL7nV4Ib
rqwu8rQV9dHNJ+VJP4T+mf9Fl1n/XX0ClQTU73ysePbq1+l7wFYsN0RFFrkj6ORz
pNi9bT1MCT2DdAQ=
-----END PRIVATE KEY-----
)";

inline constexpr const char* kRsaPublic =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDRSnsr1hnBOVpXglmdblb86kWY0DzpSiDvak+DBocqBIZ4EaVe/"
    "f5JbSeor1GpA03dIvQ6"
    "VTMaYV0bT/n7zir6HJYYJFSchAl++OD5Gd7veA/"
    "eA3bde+j+JqeqlXih1ZtJzH4gkL25r5yYNsIb3WZBKxOuBqbLfgtitJ639B1dvQIDAQAB";

inline constexpr const char* kEd25519Key = R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIOBn266742fYwxDdZjzSKuBIT6AVTDdSBDzcmXsYKj3I
-----END PRIVATE KEY-----
)";

inline constexpr const char* kEd25519Public = "hDud1tqYtM+YmRCOavqbDLX69zqhcFfFGJ2zcLwUFnA=";

}  // namespace postern::testing
