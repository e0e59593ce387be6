// Waits for many sockets. In C because Swift's Glibc has no epoll.
#ifndef CCURL_POLL_H
#define CCURL_POLL_H

#include <stdbool.h>

#pragma clang assume_nonnull begin

typedef struct ccurl_poll ccurl_poll;

typedef struct {
  int socket;
  // CURL_CSELECT_IN and so on.
  int events;
} ccurl_ready;

// Null where the system gives no more memory or descriptors.
ccurl_poll *_Nullable ccurl_poll_make(void);
void ccurl_poll_free(ccurl_poll *poll);
// Watches `socket`, or changes what it is watched for.
void ccurl_poll_set(ccurl_poll *poll, int socket, bool reads, bool writes);
void ccurl_poll_remove(ccurl_poll *poll, int socket);
// How many of `ready` were filled, at most `most`; -1 with `errno` where the system cannot say.
int ccurl_poll_wait(ccurl_poll *poll, int milliseconds, ccurl_ready *ready, int most);

#pragma clang assume_nonnull end

#endif
