"""What people are told of a text that is too much for the rules, and of a process that did not do its work."""

from __future__ import annotations

from atlas.core.errors import LimitExceeded, StoreError


def too_large() -> LimitExceeded:
    """The refusal of a text that takes more memory than is given to it."""
    return LimitExceeded(
        "按规则读取这份文件需要的内存超过上限",
        "reading this document by the rules needs more memory than allowed",
        code="reading_memory",
        hint_zh="文件没有保存。请按章节分成几个文件，分别添加。",
        hint_en="Nothing was kept. Split it into several files by its chapters, and add each.",
    )


def too_slow(seconds: int) -> LimitExceeded:
    """The refusal of a text that takes more time than is given to it [s]."""
    return LimitExceeded(
        f"按规则读取这份文件超过了 {seconds} 秒",
        f"reading this document by the rules took longer than {seconds} s",
        code="reading_timeout",
        hint_zh="文件没有保存。请按章节分成几个文件，分别添加；某一部分仍然过慢时，请把它交给管理员。",
        hint_en="Nothing was kept. Split it into several files by its chapters, and add each; "
        "if one part is still too slow, give it to your administrator.",
        seconds=seconds,
    )


def broken_off(status: int) -> StoreError:
    """The refusal when a process has ended with such a status; negative for a signal."""
    return StoreError(
        "按规则读取文件的进程中断了",
        "the process that reads documents by the rules has ended",
        code="reading_ended",
        hint_zh="文件没有保存，请重试；再次中断时请告诉管理员。",
        hint_en="Nothing was kept: try again; if it ends again, tell your administrator.",
        status=status,
    )


def not_started() -> StoreError:
    """The refusal when the system lets no process begin."""
    return StoreError(
        "无法启动按规则读取文件的进程",
        "the process that reads documents by the rules cannot be started",
        code="reading_not_started",
        hint_zh="文件没有保存。请管理员检查内存、进程数上限和临时文件夹的空间，然后重试。",
        hint_en="Nothing was kept. Let your administrator check memory, the limit of processes and the room in the folder "
        "of temporary files, then try again.",
    )
