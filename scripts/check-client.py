#!/usr/bin/env python3
"""Asks a simulated service with the official `openrouter` client, which refuses what it cannot read.

    python3 scripts/check-client.py BASE_URL KEY MANAGEMENT_KEY

Prints a line for each kind of answer that was read. Exit status 1 and a traceback where one was not.
"""

import sys

from openrouter import OpenRouter

base, key, management = sys.argv[1:]
client = OpenRouter(api_key=key, server_url=base)
manager = OpenRouter(api_key=management, server_url=base)
MODEL = "qwen/qwen2.5-vl-72b-instruct"
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
QUESTION = [
    {
        "role": "user",
        "content": [
            {"type": "text", "text": "What stands on the label?"},
            {"type": "image_url", "image_url": {"url": PIXEL}},
        ],
    }
]


def ask(**more):
    return client.chat.send(model=MODEL, messages=QUESTION, **more)


whole = ask()
text = whole.choices[0].message.content
assert text and whole.usage.total_tokens > 0
print("chat")

assert ask(service_tier="flex").service_tier == "flex"
print("flex")

short = ask(max_tokens=5)
assert short.choices[0].finish_reason == "length" and short.usage.completion_tokens == 5
print("max_tokens")

with ask(stream=True) as stream:
    chunks = list(stream)
pieces = [chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices]
assert len(pieces) > 2 and "".join(pieces) == text, (pieces, text)
assert chunks[-1].usage.total_tokens == whole.usage.total_tokens
print("stream")

generation = client.generations.get_generation(id=whole.id).data
assert generation.total_cost > 0 and generation.tokens_completion == whole.usage.completion_tokens
assert client.generations.list_generation_content(id=whole.id).data.output.completion == text
print("generation")

current = client.api_keys.get_current_key_metadata().data
assert current.usage > 0 and current.free_model_daily_requests.limit > 0
print("key")

made = manager.api_keys.create(name="official", limit=1)
assert made.key and made.data.limit == 1
assert "official" in [listed.name for listed in manager.api_keys.list().data]
manager.api_keys.delete(hash=made.data.hash)
print("keys")

assert manager.credits.get_credits().data.total_usage > 0
print("credits")

assert MODEL in [model.id for model in client.models.list().result.data]
print("models")
