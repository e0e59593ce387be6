// The server that scripts/bench measures against: one thread, poll(2), HTTP/1.1 with kept connections. It reads a
// request, throws the body away, waits a fixed time and sends one ready-made chat completion.
//
//   server ANSWER-FILE        prints `port N` and serves 127.0.0.1:N until it is killed
//
//   GET /reset?latency=MS&slots=N   counts from 0 on; with slots, whoever comes beyond N in service gets a 429 with
//                                   `Retry-After: 1`
//   GET /report                     what was counted, as JSON
//   POST anything                   a completion; any other GET a 404
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { most = 1200, head_size = 16384, text_size = 4096, scrap_size = 1 << 20 };

enum state { reading_head, reading_body, waiting, writing };

struct client {
  enum state state;
  char head[head_size];
  size_t head_length;
  long long body_left;
  bool is_refused, is_counted;
  double due;
  const char *out;
  size_t out_left;
  char text[text_size];
};

static struct {
  double latency, began, first, last;
  long slots, in_service, most_in_service, completions, refusals;
  long long bytes;
  double cpu;
} now_counted;

static struct pollfd polls[most];
static struct client *clients[most];
static int count;
// All wait equally long, so that the first to come is the first to go.
static int queue[most];
static int queue_first, queue_count;
static bool has_dropped;
static char scrap[scrap_size];
static char *completion;
static size_t completion_length;

static double clock_seconds(clockid_t id) {
  struct timespec time;
  clock_gettime(id, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double now(void) { return clock_seconds(CLOCK_MONOTONIC); }

static double cpu_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void leave_service(struct client *client) {
  if (!client->is_counted) return;
  client->is_counted = false;
  now_counted.in_service--;
}

// Only marks: the places of the others must not move while they are looked at.
static void drop(int place) {
  leave_service(clients[place]);
  close(polls[place].fd);
  polls[place].fd = -1;
  has_dropped = true;
}

static void take_out_dropped(void) {
  int kept = 0, places[most];
  for (int place = 0; place < count; place++) {
    places[place] = -1;
    if (polls[place].fd < 0) {
      free(clients[place]);
      continue;
    }
    places[place] = kept;
    polls[kept] = polls[place];
    clients[kept++] = clients[place];
  }
  int left = 0, renumbered[most];
  for (int i = 0; i < queue_count; i++) {
    int place = places[queue[(queue_first + i) % most]];
    if (place >= 0) renumbered[left++] = place;
  }
  memcpy(queue, renumbered, (size_t)left * sizeof *queue);
  queue_first = 0;
  queue_count = left;
  count = kept;
  has_dropped = false;
}

static void send_out(int place) {
  struct client *client = clients[place];
  while (client->out_left > 0) {
    ssize_t sent = send(polls[place].fd, client->out, client->out_left, 0);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno == EAGAIN) {
      client->state = writing;
      polls[place].events = POLLOUT;
      return;
    }
    if (sent <= 0) {
      drop(place);
      return;
    }
    client->out += sent;
    client->out_left -= (size_t)sent;
  }
  client->state = reading_head;
  client->head_length = 0;
  polls[place].events = POLLIN;
}

static void answer(int place, const char *bytes, size_t length) {
  clients[place]->out = bytes;
  clients[place]->out_left = length;
  send_out(place);
}

static void answer_text(int place, const char *status, const char *headers, const char *body) {
  struct client *client = clients[place];
  int length = snprintf(client->text, text_size,
    "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n%s\r\n%s", status, strlen(body), headers,
    body);
  answer(place, client->text, (size_t)length);
}

static void complete(int place) {
  leave_service(clients[place]);
  now_counted.completions++;
  now_counted.last = clock_seconds(CLOCK_REALTIME);
  answer(place, completion, completion_length);
}

static void refuse(int place) {
  now_counted.refusals++;
  answer_text(place, "429 Too Many Requests", "Retry-After: 1\r\n",
    "{\"error\":{\"code\":429,\"message\":\"Rate limit exceeded\"}}");
}

static void take_whole(int place) {
  if (clients[place]->is_refused) {
    refuse(place);
  } else if (now_counted.latency <= 0) {
    complete(place);
  } else {
    clients[place]->state = waiting;
    clients[place]->due = now() + now_counted.latency;
    polls[place].events = 0;
    queue[(queue_first + queue_count++) % most] = place;
  }
}

static void enter_service(struct client *client) {
  if (now_counted.first == 0) now_counted.first = clock_seconds(CLOCK_REALTIME);
  client->is_refused = now_counted.slots > 0 && now_counted.in_service >= now_counted.slots;
  if (client->is_refused) return;
  client->is_counted = true;
  now_counted.in_service++;
  if (now_counted.in_service > now_counted.most_in_service) now_counted.most_in_service = now_counted.in_service;
}

static void reset(const char *line) {
  const char *latency = strstr(line, "latency="), *slots = strstr(line, "slots=");
  memset(&now_counted, 0, sizeof now_counted);
  if (latency) now_counted.latency = atof(latency + strlen("latency=")) / 1000;
  if (slots) now_counted.slots = atol(slots + strlen("slots="));
  now_counted.began = now();
  now_counted.cpu = cpu_seconds();
}

static void report(int place) {
  char body[1024];
  snprintf(body, sizeof body,
    "{\"completions\":%ld,\"refusals\":%ld,\"bytes\":%lld,\"most_in_flight\":%ld,\"cpu\":%.6f,\"wall\":%.6f,"
    "\"first\":%.6f,\"last\":%.6f}\n",
    now_counted.completions, now_counted.refusals, now_counted.bytes, now_counted.most_in_service,
    cpu_seconds() - now_counted.cpu, now() - now_counted.began, now_counted.first, now_counted.last);
  answer_text(place, "200 OK", "", body);
}

static void take_get(int place) {
  const char *path = clients[place]->head + 4;
  if (strncmp(path, "/report", 7) == 0) {
    report(place);
  } else if (strncmp(path, "/reset", 6) == 0) {
    reset(path);
    answer_text(place, "200 OK", "", "{}\n");
  } else {
    answer_text(place, "404 Not Found", "", "{\"error\":{\"code\":404,\"message\":\"Not Found\"}}");
  }
}

static long long content_length(const char *head) {
  for (const char *line = strchr(head, '\n'); line; line = strchr(line + 1, '\n')) {
    if (strncasecmp(line + 1, "content-length:", 15) == 0) return atoll(line + 16);
  }
  return 0;
}

static void take_head(int place, const char *end) {
  struct client *client = clients[place];
  client->body_left = content_length(client->head);
  if (strncmp(client->head, "GET ", 4) == 0) {
    take_get(place);
    return;
  }
  enter_service(client);
  now_counted.bytes += client->body_left;
  client->body_left -= (long long)(client->head_length - (size_t)(end - client->head));
  client->state = reading_body;
  if (client->body_left <= 0) take_whole(place);
}

static void read_head(int place) {
  struct client *client = clients[place];
  size_t room = head_size - 1 - client->head_length;
  ssize_t got = recv(polls[place].fd, client->head + client->head_length, room, 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    drop(place);
    return;
  }
  client->head_length += (size_t)got;
  client->head[client->head_length] = 0;
  const char *end = strstr(client->head, "\r\n\r\n");
  if (end) {
    take_head(place, end + 4);
  } else if (client->head_length == head_size - 1) {
    drop(place);
  }
}

// Linux throws bytes away without copying them.
static ssize_t throw_away(int descriptor, long long most_bytes) {
  size_t length = most_bytes < scrap_size ? (size_t)most_bytes : scrap_size;
#ifdef __linux__
  return recv(descriptor, NULL, length, MSG_TRUNC);
#else
  return recv(descriptor, scrap, length, 0);
#endif
}

static void read_body(int place) {
  struct client *client = clients[place];
  while (client->body_left > 0) {
    ssize_t got = throw_away(polls[place].fd, client->body_left);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
      drop(place);
      return;
    }
    client->body_left -= got;
  }
  take_whole(place);
}

static void take_new(int listener) {
  int descriptor, yes = 1;
  while (count < most && (descriptor = accept(listener, NULL, NULL)) >= 0) {
    fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    clients[count] = calloc(1, sizeof **clients);
    if (!clients[count]) fail("calloc");
    polls[count++] = (struct pollfd){.fd = descriptor, .events = POLLIN};
  }
}

static void serve(int place) {
  short events = polls[place].revents;
  if (events == 0) return;
  switch (clients[place]->state) {
  case reading_head: read_head(place); break;
  case reading_body: read_body(place); break;
  case writing: send_out(place); break;
  case waiting: drop(place); break;
  }
}

// Milliseconds until the next answer is due, rounded up; -1 for none.
static int answer_due(void) {
  while (queue_count > 0) {
    int place = queue[queue_first];
    double left = clients[place]->due - now();
    if (polls[place].fd >= 0 && left > 0) return (int)(left * 1000) + 1;
    queue_first = (queue_first + 1) % most;
    queue_count--;
    if (polls[place].fd >= 0) complete(place);
  }
  return -1;
}

static int open_listener(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) < 0 || listen(listener, 1024) < 0) {
    fail("listen");
  }
  fcntl(listener, F_SETFL, fcntl(listener, F_GETFL) | O_NONBLOCK);
  getsockname(listener, (struct sockaddr *)&address, &length);
  printf("port %d\n", ntohs(address.sin_port));
  fflush(stdout);
  return listener;
}

static void load_completion(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) fail(path);
  size_t body_length = fread(scrap, 1, scrap_size, file);
  fclose(file);
  completion = malloc(body_length + 256);
  if (!completion) fail("malloc");
  int head_length = sprintf(completion,
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", body_length);
  memcpy(completion + head_length, scrap, body_length);
  completion_length = (size_t)head_length + body_length;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: server ANSWER-FILE\n");
    return 64;
  }
  signal(SIGPIPE, SIG_IGN);
  load_completion(argv[1]);
  reset("");
  int listener = open_listener();
  polls[count] = (struct pollfd){.fd = listener, .events = POLLIN};
  clients[count++] = calloc(1, sizeof **clients);
  for (;;) {
    int wait = answer_due();
    int ready = poll(polls, (nfds_t)count, wait);
    if (ready < 0 && errno != EINTR) fail("poll");
    int known = count;
    for (int place = 1; place < known && ready > 0; place++) serve(place);
    if (ready > 0 && polls[0].revents) take_new(listener);
    if (has_dropped) take_out_dropped();
  }
}
