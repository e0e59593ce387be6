// A system that misbehaves, for tests and trials: preloaded (LD_PRELOAD) into a program under trial, on Linux.
//
//   STALL_FILE=PATH STALL_READ=N STALL_SECONDS=S   the Nth read of this file takes so long;
//                   STALL_WRITE=N                  likewise the Nth write. PATH.stalled is there meanwhile
//   CLOCK_FILE=PATH                                the wall clock is off by as many seconds as the eight bytes of this
//                                                  file say (signed, little-endian); they may change at any time
//
//   cc -shared -fPIC -o faulty_system.so faulty_system.c -ldl
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static atomic_int reads, writes;

static void stall(int descriptor, const char *which, atomic_int *count) {
  const char *wanted = getenv("STALL_FILE"), *number = getenv(which);
  if (!wanted || !number) return;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = 0;
  if (strcmp(path, wanted) != 0 || atomic_fetch_add(count, 1) + 1 != atoi(number)) return;
  char sign[PATH_MAX + 16];
  snprintf(sign, sizeof sign, "%s.stalled", path);
  close(open(sign, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  sleep((unsigned)atoi(getenv("STALL_SECONDS")));
  unlink(sign);
}

ssize_t pread64(int descriptor, void *bytes, size_t count, off64_t offset) {
  static ssize_t (*next)(int, void *, size_t, off64_t);
  if (!next) next = (ssize_t(*)(int, void *, size_t, off64_t))dlsym(RTLD_NEXT, "pread64");
  stall(descriptor, "STALL_READ", &reads);
  return next(descriptor, bytes, count, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  static ssize_t (*next)(int, const void *, size_t);
  if (!next) next = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  stall(descriptor, "STALL_WRITE", &writes);
  return next(descriptor, bytes, count);
}

ssize_t pread(int descriptor, void *bytes, size_t count, off_t offset) {
  return pread64(descriptor, bytes, count, offset);
}

static int64_t shift(void) {
  static _Atomic(int64_t *) shared;
  int64_t *seconds = atomic_load(&shared);
  if (seconds) return *seconds;
  const char *path = getenv("CLOCK_FILE");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return 0;
  seconds = mmap(NULL, sizeof *seconds, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (seconds == MAP_FAILED) return 0;
  atomic_store(&shared, seconds);
  return *seconds;
}

int clock_gettime(clockid_t clock, struct timespec *moment) {
  static int (*next)(clockid_t, struct timespec *);
  if (!next) next = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int result = next(clock, moment);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) moment->tv_sec += shift();
  return result;
}

int gettimeofday(struct timeval *moment, void *zone) {
  (void)zone;
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  moment->tv_sec = now.tv_sec;
  moment->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}
