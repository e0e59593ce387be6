// A thread for the transfer loop. In C because `pthread_t` is a number on one system and a pointer on another.
#ifndef CCURL_THREAD_H
#define CCURL_THREAD_H

#pragma clang assume_nonnull begin

typedef struct ccurl_thread ccurl_thread;

// Runs `body(context)` on a new thread, with all signals blocked but those that a fault of the thread itself raises:
// signals for the process go to other threads, and the SIGPIPE of a write to a lost connection stays pending here.
// Null where the system gives no thread. End it with either join or detach.
ccurl_thread *_Nullable ccurl_thread_start(void (*body)(void *context), void *context);
void ccurl_thread_join(ccurl_thread *thread);
void ccurl_thread_detach(ccurl_thread *thread);

#pragma clang assume_nonnull end

#endif
