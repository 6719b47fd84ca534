# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0
"""Models without weights: `slow` speaks word by word, `mirror` says what it was asked."""

import asyncio
import json

from litellm import CustomLLM

WORDS = "one two three four five six seven eight nine ten".split()
PAUSE = 0.12


class Voices(CustomLLM):
    async def astreaming(self, model, messages, optional_params, *args, **kwargs):
        usage = {"prompt_tokens": 11, "completion_tokens": 10, "total_tokens": 21}
        if model == "mirror":
            heard = [[message["role"], message["content"]] for message in messages]
            yield piece(json.dumps(heard, ensure_ascii=False))
        else:
            for word in WORDS:
                yield piece(word + " ")
                await asyncio.sleep(PAUSE)
        yield piece("", finished=True, usage=usage)


def piece(text, finished=False, usage=None):
    return {
        "text": text,
        "index": 0,
        "is_finished": finished,
        "finish_reason": "stop" if finished else "",
        "tool_use": None,
        "usage": usage,
    }


voices = Voices()
