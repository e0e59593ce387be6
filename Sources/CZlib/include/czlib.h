// zlib for Swift: one deflated stream, packed answers, and the checksum of zip files.
#ifndef CZLIB_H
#define CZLIB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct czlib_deflater czlib_deflater;

// Raw deflate (RFC 1951) at one fixed level; NULL where memory is short.
czlib_deflater *_Nullable czlib_deflate_begin(void);
// Takes `count` bytes and writes what is ready into `target`; `*consumed` says how many were taken. With `finishes`, goes
// on until `*ended`. Returns how many bytes were written.
size_t czlib_deflate(czlib_deflater *stream, const uint8_t *_Nullable source, size_t count, bool finishes,
                     uint8_t *target, size_t room, size_t *consumed, bool *ended);
void czlib_deflate_end(czlib_deflater *stream);

// Unpacks one gzip or zlib stream (RFC 1952, 1950) as far as `room` goes; with `isRaw`, one without a head (RFC 1951).
// Returns how many bytes were written; `*full` says whether there is more.
size_t czlib_inflate(const uint8_t *source, size_t count, bool isRaw, uint8_t *target, size_t room, bool *full);

uint32_t czlib_crc32(uint32_t crc, const uint8_t *_Nullable bytes, size_t count);
const char *czlib_version(void);

#pragma clang assume_nonnull end
#endif
