// Runs one command and says what it took. Small, because a process begins with the memory of the one that made it.
//
//   measure RESULT-FILE STOP-AFTER COMMAND…    exit status: the command's
//
// After STOP-AFTER seconds (0 for never) the command is asked to stop, with SIGTERM.
// Writes {"wall":s,"cpu":s,"peak":bytes,"status":n,"began":s}; the CPU time is user and system time, children included.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

static double clock_seconds(clockid_t id) {
  struct timespec time;
  clock_gettime(id, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static long peak_bytes(const struct rusage *usage) {
#ifdef __APPLE__
  return usage->ru_maxrss;
#else
  return usage->ru_maxrss * 1024;
#endif
}

static pid_t child;

static void ask_to_stop(int number) {
  (void)number;
  kill(child, SIGTERM);
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: measure RESULT-FILE STOP-AFTER COMMAND...\n");
    return 64;
  }
  double began = clock_seconds(CLOCK_REALTIME), start = clock_seconds(CLOCK_MONOTONIC);
  child = fork();
  if (child < 0) return 1;
  if (child == 0) {
    execvp(argv[3], argv + 3);
    perror(argv[3]);
    _exit(127);
  }
  // `wait4` begins anew after the handler.
  signal(SIGALRM, ask_to_stop);
  alarm((unsigned)atoi(argv[2]));
  int status = 0;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) < 0) return 1;
  double wall = clock_seconds(CLOCK_MONOTONIC) - start;
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  FILE *file = fopen(argv[1], "w");
  if (!file) return 1;
  fprintf(file, "{\"wall\":%.6f,\"cpu\":%.6f,\"peak\":%ld,\"status\":%d,\"began\":%.6f}\n", wall,
    seconds(usage.ru_utime) + seconds(usage.ru_stime), peak_bytes(&usage), code, began);
  fclose(file);
  return code;
}
