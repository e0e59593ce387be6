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

uint32_t czlib_crc32(uint32_t crc, const uint8_t *bytes, size_t count) { return (uint32_t)crc32(crc, bytes, (uInt)count); }

const char *czlib_version(void) { return zlibVersion(); }
