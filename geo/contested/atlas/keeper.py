"""An atlas kept open in a thread of its own: what a server asks of it, it asks there."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from contested.atlas.atlas import Atlas

Answer = TypeVar("Answer")


class Keeper:
    """Opens an atlas when it is first asked for, in one thread, and answers one question after the other there."""

    def __init__(self, url: str, *, read_only: bool) -> None:
        self._url = url
        self._read_only = read_only
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="atlas")
        self._atlas: Atlas | None = None

    async def ask(self, question: Callable[[Atlas], Answer]) -> Answer:
        """Answer `question` of the atlas; raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._ask, question)

    def _ask(self, question: Callable[[Atlas], Answer]) -> Answer:
        if self._atlas is None:
            self._atlas = Atlas.open(self._url, read_only=self._read_only)
        return question(self._atlas)

    def close(self) -> None:
        """Let go of the atlas, once what was asked is answered."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)

    def _close(self) -> None:
        if self._atlas is not None:
            self._atlas.close()
