#include "czlib.h"

#include <stdlib.h>
#include <zlib.h>

struct czlib_deflater {
  z_stream stream;
};

czlib_deflater *czlib_deflate_begin(void) {
  czlib_deflater *deflater = calloc(1, sizeof *deflater);
  if (!deflater) return NULL;
  // A window of 32 KiB without zlib's own head, as zip files have it. Level 4: twice as fast as the default, and tables
  // of much the same text grow by little.
  if (deflateInit2(&deflater->stream, 4, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    free(deflater);
    return NULL;
  }
  return deflater;
}

size_t czlib_deflate(czlib_deflater *deflater, const uint8_t *source, size_t count, bool finishes, uint8_t *target,
                     size_t room, size_t *consumed, bool *ended) {
  z_stream *stream = &deflater->stream;
  stream->next_in = (Bytef *)source;
  stream->avail_in = (uInt)count;
  stream->next_out = target;
  stream->avail_out = (uInt)room;
  *ended = deflate(stream, finishes ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_END;
  *consumed = count - stream->avail_in;
  return room - stream->avail_out;
}

void czlib_deflate_end(czlib_deflater *deflater) {
  deflateEnd(&deflater->stream);
  free(deflater);
}

size_t czlib_inflate(const uint8_t *source, size_t count, bool isRaw, uint8_t *target, size_t room, bool *full) {
  z_stream stream = {0};
  *full = false;
  // 32 more than the window's bits: the head tells whether it is gzip's or zlib's.
  if (inflateInit2(&stream, isRaw ? -15 : 15 + 32) != Z_OK) return 0;
  stream.next_in = (Bytef *)source;
  stream.avail_in = (uInt)count;
  stream.next_out = target;
  stream.avail_out = (uInt)room;
  int code = inflate(&stream, Z_SYNC_FLUSH);
  *full = stream.avail_out == 0 && code != Z_STREAM_END;
  size_t written = room - stream.avail_out;
  inflateEnd(&stream);
  return written;
}

uint32_t czlib_crc32(uint32_t crc, const uint8_t *bytes, size_t count) { return (uint32_t)crc32(crc, bytes, (uInt)count); }

const char *czlib_version(void) { return zlibVersion(); }
