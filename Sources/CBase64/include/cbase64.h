// Base64 by vector instructions, for which Swift has no way: bytes are moved between the places of a vector.
#ifndef CBASE64_H
#define CBASE64_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Encodes as much of the beginning of `source` as whole vectors take, without padding, and returns how many bytes that
// was: a multiple of three, and 0 on a machine without such instructions. Each three bytes become four letters at `target`.
size_t cbase64_encode(const uint8_t *source, size_t count, uint8_t *target);

#pragma clang assume_nonnull end
#endif
