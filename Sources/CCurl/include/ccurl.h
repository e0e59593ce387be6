// libcurl for Swift: its variadic calls, one function for each type of argument, and each callback together with its
// context, so that neither is ever set without the other.
#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>
#include <stdbool.h>

#include "ccurl_thread.h"

#pragma clang assume_nonnull begin

// Takes or gives `size * count` bytes.
typedef size_t (*ccurl_bytes)(char *bytes, size_t size, size_t count, void *context);
typedef int (*ccurl_seek)(void *context, curl_off_t offset, int origin);
typedef int (*ccurl_start)(void *context, char *_Nullable remote, char *_Nullable local, int remotePort, int localPort);
// Says what a multi handle wants of a socket: CURL_POLL_IN, _OUT, _INOUT, or _REMOVE.
typedef int (*ccurl_socket)(CURL *easy, curl_socket_t socket, int what, void *context, void *_Nullable assigned);
typedef int (*ccurl_trace)(CURL *easy, curl_infotype kind, char *bytes, size_t count, void *context);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_off(CURL *easy, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *_Nullable value);
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *_Nullable value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *_Nullable value);

CURLcode ccurl_set_read(CURL *easy, ccurl_bytes read, ccurl_seek seek, void *context);
CURLcode ccurl_set_write(CURL *easy, ccurl_bytes write, ccurl_bytes header, void *context);
// Called each time a request is about to be written to a connection. CURLE_UNKNOWN_OPTION before libcurl 7.80.
CURLcode ccurl_set_start(CURL *easy, ccurl_start start, void *context);
CURLcode ccurl_set_trace(CURL *easy, ccurl_trace trace, void *context);
// Only `https`, or only `http`.
CURLcode ccurl_set_protocol(CURL *easy, bool secure);
// Lets a handle be freed while its host's name is still being looked up. Does nothing before libcurl 7.87.
void ccurl_set_quick_exit(CURL *easy);

// How long a connection may be kept for further requests. Does nothing before libcurl 7.80.
CURLcode ccurl_set_lifetime(CURL *easy, long seconds);
// How long sent bytes may go unacknowledged before the system ends the connection. Does nothing where it knows no such
// option.
CURLcode ccurl_set_user_timeout(CURL *easy, unsigned milliseconds);

// 0 or null where there is no such value.
long ccurl_get_long(CURL *easy, CURLINFO info);
curl_off_t ccurl_get_off(CURL *easy, CURLINFO info);
void *_Nullable ccurl_get_private(CURL *easy);

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode ccurl_multi_set_socket(CURLM *multi, ccurl_socket watch, void *context);
CURLSHcode ccurl_share_tls_sessions(CURLSH *share);

// The next exchange that has ended and how, or null.
CURL *_Nullable ccurl_multi_next_done(CURLM *multi, CURLcode *code);

#pragma clang assume_nonnull end

#endif
