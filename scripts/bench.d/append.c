// Appends each line of a file to another with a write of its own, and nothing else.
//
//   append FROM TO
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: append FROM TO\n");
    return 64;
  }
  FILE *from = fopen(argv[1], "r");
  const int to = open(argv[2], O_WRONLY | O_CREAT | O_APPEND, 0644);
  static char line[1 << 16];
  if (!from || to < 0) return 74;
  while (fgets(line, sizeof line, from)) {
    const size_t length = strlen(line);
    if (write(to, line, length) != (ssize_t)length) return 74;
  }
  return 0;
}
