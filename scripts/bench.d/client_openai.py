"""The openai SDK, used as its documents show: reads each image, asks, appends the answer as one JSON line.

  client_openai.py BASE-URL FOLDER OUTPUT IN-FLIGHT PROMPT-BYTES
"""
import asyncio
import base64
import json
import os
import sys

from openai import AsyncOpenAI


async def work(paths, client, prompt, output):
    for path in paths:
        with open(path, "rb") as file:
            image = base64.b64encode(file.read()).decode()
        content = [
            {"type": "text", "text": prompt},
            {"type": "image_url", "image_url": {"url": "data:image/jpeg;base64," + image}},
        ]
        answer = await client.chat.completions.create(
            model="bench/model", messages=[{"role": "user", "content": content}]
        )
        line = {
            "image": path,
            "dwc": json.loads(answer.choices[0].message.content),
            "usage": answer.usage.model_dump(),
        }
        output.write(json.dumps(line) + "\n")
        output.flush()


async def main():
    base, folder, output, in_flight, prompt_bytes = sys.argv[1:]
    paths = iter(sorted(entry.path for entry in os.scandir(folder)))
    client = AsyncOpenAI(api_key="sk-or-v1-bench", base_url=base, max_retries=0)
    with open(output, "a", encoding="utf-8") as file:
        prompt = "p" * int(prompt_bytes)
        await asyncio.gather(*(work(paths, client, prompt, file) for _ in range(int(in_flight))))


asyncio.run(main())
