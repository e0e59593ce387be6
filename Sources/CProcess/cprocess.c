#include "cprocess.h"

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

static int argument_count;
static char **arguments;

// glibc calls constructors with main's arguments.
#if defined(__GLIBC__)
__attribute__((constructor)) static void keep_arguments(int argc, char **argv) {
  argument_count = argc;
  arguments = argv;
}
#endif

int cprocess_argument_count(void) { return argument_count; }

const char *cprocess_argument(int number) {
  return number >= 0 && number < argument_count ? arguments[number] : NULL;
}

static void *wait_at(void *gate) {
  pthread_mutex_lock(gate);
  pthread_mutex_unlock(gate);
  return NULL;
}

bool cprocess_can_start_threads(int count) {
  pthread_t *threads = calloc((size_t)count, sizeof *threads);
  if (!threads) return false;
  pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
  int started = 0;
  pthread_mutex_lock(&gate);
  while (started < count && pthread_create(&threads[started], NULL, wait_at, &gate) == 0) started++;
  pthread_mutex_unlock(&gate);
  for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
  pthread_mutex_destroy(&gate);
  free(threads);
  return started == count;
}

#ifdef __GLIBC__
#include <malloc.h>

void cprocess_share_heap(void) { mallopt(M_ARENA_MAX, 1); }
#else
void cprocess_share_heap(void) {}
#endif

#ifdef __linux__
#include <sys/vfs.h>

uint32_t cprocess_file_system(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (uint32_t)status.f_type : 0;
}
#else
uint32_t cprocess_file_system(const char *path) { return (void)path, 0; }
#endif
