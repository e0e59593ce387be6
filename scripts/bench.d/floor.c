// The floor that scripts/bench measures herbx against: a bare multi loop of libcurl that posts one ready-made body
// COUNT times, IN-FLIGHT at a time, and throws the answers away.
//
//   floor URL COUNT IN-FLIGHT BODY-BYTES
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t throw_away(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes, (void)context;
  return size * count;
}

static CURL *make_handle(const char *url, const char *body, long length, struct curl_slist *headers) {
  CURL *easy = curl_easy_init();
  if (!easy) exit(1);
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
  curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, 262144L);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, throw_away);
  return easy;
}

// Takes what has ended, begins as much anew; returns how many have ended, or -1 for a failure.
static long turn(CURLM *multi, long *to_begin) {
  long ended = 0;
  int left;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL *easy = message->easy_handle;
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (message->data.result != CURLE_OK || status != 200) {
      fprintf(stderr, "floor: status %ld, %s\n", status, curl_easy_strerror(message->data.result));
      return -1;
    }
    ended++;
    curl_multi_remove_handle(multi, easy);
    if (*to_begin > 0) {
      curl_multi_add_handle(multi, easy);
      (*to_begin)--;
    } else {
      curl_easy_cleanup(easy);
    }
  }
  return ended;
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: floor URL COUNT IN-FLIGHT BODY-BYTES\n");
    return 64;
  }
  long count = atol(argv[2]), in_flight = atol(argv[3]), length = atol(argv[4]);
  char *body = malloc((size_t)length);
  if (!body) return 1;
  memset(body, 'A', (size_t)length);
  curl_global_init(CURL_GLOBAL_ALL);
  struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
  headers = curl_slist_append(headers, "Expect:");
  CURLM *multi = curl_multi_init();
  long to_begin = count;
  for (long i = 0; i < in_flight && to_begin > 0; i++, to_begin--) {
    curl_multi_add_handle(multi, make_handle(argv[1], body, length, headers));
  }
  for (long ended = 0; ended < count;) {
    int running;
    curl_multi_perform(multi, &running);
    long more = turn(multi, &to_begin);
    if (more < 0) return 1;
    ended += more;
    // Those begun anew have to be set going before anything is waited for.
    if (more == 0 && ended < count) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  }
  curl_multi_cleanup(multi);
  curl_slist_free_all(headers);
  free(body);
  return 0;
}
