// What a process can learn of itself and of its system in C alone.
#ifndef CPROCESS_H
#define CPROCESS_H

#include <stdbool.h>
#include <stdint.h>

// The arguments as the C library hands them to the process: Swift reads them from /proc on Linux, which need not be there.
// How many; 0 where the C library does not tell (musl, macOS).
int cprocess_argument_count(void);

// The argument of this number, from 0.
const char *_Nullable cprocess_argument(int number);

// Whether the system gives this process so many threads more, all at once. They end before it returns.
bool cprocess_can_start_threads(int count);

// Has all threads allocate from one heap, where the C library (glibc) would give each its own: what one thread frees, others
// use. To be called before there are threads.
void cprocess_share_heap(void);

// The number of the file system that holds this path (statfs(2), f_type), whose header Swift's Glibc leaves out; 0 where
// nobody tells.
uint32_t cprocess_file_system(const char *_Nonnull path);

#endif
