#include "ccurl_thread.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct ccurl_thread {
  pthread_t thread;
};

struct work {
  void (*body)(void *);
  void *context;
};

static void *run(void *argument) {
  struct work work = *(struct work *)argument;
  free(argument);
  work.body(work.context);
  return NULL;
}

// The new thread inherits the mask of the one that starts it.
static void block_signals(sigset_t *before) {
  static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
  sigset_t signals;
  sigfillset(&signals);
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) sigdelset(&signals, faults[i]);
  pthread_sigmask(SIG_BLOCK, &signals, before);
}

ccurl_thread *ccurl_thread_start(void (*body)(void *), void *context) {
  ccurl_thread *thread = malloc(sizeof *thread);
  struct work *work = malloc(sizeof *work);
  if (thread && work) {
    *work = (struct work){body, context};
    sigset_t before;
    block_signals(&before);
    int code = pthread_create(&thread->thread, NULL, run, work);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (code == 0) return thread;
  }
  free(work);
  free(thread);
  return NULL;
}

void ccurl_thread_join(ccurl_thread *thread) {
  pthread_join(thread->thread, NULL);
  free(thread);
}

void ccurl_thread_detach(ccurl_thread *thread) {
  pthread_detach(thread->thread);
  free(thread);
}
