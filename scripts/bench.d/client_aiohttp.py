"""A lean client: reads each image, posts it in base64, appends the answer as one JSON line. Nothing is kept safe.

  client_aiohttp.py BASE-URL FOLDER OUTPUT IN-FLIGHT PROMPT-BYTES
"""
import asyncio
import base64
import json
import os
import sys

import aiohttp


def parts(prompt_bytes):
    """The body before and after the image; the prompt is as long as herbx's own."""
    prompt = "p" * prompt_bytes
    body = json.dumps(
        {
            "model": "bench/model",
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": prompt},
                        {"type": "image_url", "image_url": {"url": "data:image/jpeg;base64,@"}},
                    ],
                }
            ],
        }
    ).encode()
    return body.split(b"@")


async def work(paths, session, url, head, tail, output):
    for path in paths:
        with open(path, "rb") as file:
            body = head + base64.b64encode(file.read()) + tail
        async with session.post(url, data=body, headers={"Content-Type": "application/json"}) as reply:
            if reply.status != 200:
                raise SystemExit(f"status {reply.status}")
            answer = await reply.json()
        line = {"image": path, "dwc": json.loads(answer["choices"][0]["message"]["content"]), "usage": answer["usage"]}
        output.write(json.dumps(line) + "\n")
        output.flush()


async def main():
    base, folder, output, in_flight, prompt_bytes = sys.argv[1:]
    head, tail = parts(int(prompt_bytes))
    paths = iter(sorted(entry.path for entry in os.scandir(folder)))
    connector = aiohttp.TCPConnector(limit=int(in_flight))
    async with aiohttp.ClientSession(connector=connector) as session:
        with open(output, "a", encoding="utf-8") as file:
            url = base + "/chat/completions"
            await asyncio.gather(*(work(paths, session, url, head, tail, file) for _ in range(int(in_flight))))


asyncio.run(main())
