#include "ccurl_poll.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef __linux__

#include <errno.h>
#include <sys/epoll.h>

// What it costs does not grow with the number of sockets that are silent.
struct ccurl_poll {
  int epoll;
};

ccurl_poll *ccurl_poll_make(void) {
  ccurl_poll *poll = malloc(sizeof *poll);
  if (!poll) return NULL;
  poll->epoll = epoll_create1(EPOLL_CLOEXEC);
  if (poll->epoll >= 0) return poll;
  free(poll);
  return NULL;
}

void ccurl_poll_free(ccurl_poll *poll) {
  close(poll->epoll);
  free(poll);
}

void ccurl_poll_set(ccurl_poll *poll, int socket, bool reads, bool writes) {
  struct epoll_event event = {.events = (reads ? EPOLLIN : 0) | (writes ? EPOLLOUT : 0), .data.fd = socket};
  if (epoll_ctl(poll->epoll, EPOLL_CTL_MOD, socket, &event) != 0 && errno == ENOENT) {
    epoll_ctl(poll->epoll, EPOLL_CTL_ADD, socket, &event);
  }
}

void ccurl_poll_remove(ccurl_poll *poll, int socket) { epoll_ctl(poll->epoll, EPOLL_CTL_DEL, socket, NULL); }

int ccurl_poll_wait(ccurl_poll *poll, int milliseconds, ccurl_ready *ready, int most) {
  struct epoll_event events[64];
  int count = epoll_wait(poll->epoll, events, most < 64 ? most : 64, milliseconds);
  for (int i = 0; i < count; i++) {
    unsigned seen = events[i].events;
    ready[i].socket = events[i].data.fd;
    ready[i].events = (seen & (EPOLLIN | EPOLLHUP) ? CURL_CSELECT_IN : 0) | (seen & EPOLLOUT ? CURL_CSELECT_OUT : 0)
      | (seen & EPOLLERR ? CURL_CSELECT_ERR : 0);
  }
  return count;
}

#else

#include <poll.h>

struct ccurl_poll {
  struct pollfd *all;
  nfds_t count, room;
};

ccurl_poll *ccurl_poll_make(void) { return calloc(1, sizeof(ccurl_poll)); }

void ccurl_poll_free(ccurl_poll *poll) {
  free(poll->all);
  free(poll);
}

static struct pollfd *place(ccurl_poll *poll, int socket) {
  for (nfds_t i = 0; i < poll->count; i++) {
    if (poll->all[i].fd == socket) return &poll->all[i];
  }
  return NULL;
}

void ccurl_poll_set(ccurl_poll *poll, int socket, bool reads, bool writes) {
  struct pollfd *known = place(poll, socket);
  if (!known && poll->count == poll->room) {
    nfds_t room = poll->room ? 2 * poll->room : 64;
    struct pollfd *larger = realloc(poll->all, room * sizeof *larger);
    if (!larger) return;
    poll->all = larger;
    poll->room = room;
  }
  if (!known) known = &poll->all[poll->count++];
  *known = (struct pollfd){.fd = socket, .events = (short)((reads ? POLLIN : 0) | (writes ? POLLOUT : 0))};
}

void ccurl_poll_remove(ccurl_poll *poll, int socket) {
  struct pollfd *known = place(poll, socket);
  if (known) *known = poll->all[--poll->count];
}

int ccurl_poll_wait(ccurl_poll *watch, int milliseconds, ccurl_ready *ready, int most) {
  int count = poll(watch->all, watch->count, milliseconds);
  if (count < 0) return -1;
  int filled = 0;
  for (nfds_t i = 0; i < watch->count && filled < most; i++) {
    short seen = watch->all[i].revents;
    if (!seen) continue;
    ready[filled].socket = watch->all[i].fd;
    ready[filled++].events = (seen & (POLLIN | POLLHUP) ? CURL_CSELECT_IN : 0)
      | (seen & POLLOUT ? CURL_CSELECT_OUT : 0) | (seen & (POLLERR | POLLNVAL) ? CURL_CSELECT_ERR : 0);
  }
  return filled;
}

#endif
