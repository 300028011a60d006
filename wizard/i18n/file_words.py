"""Words about files: why one cannot be read or written, in place of the system's own English."""

import errno
import os

from wizard.errors import UnreadableFile, UnwritableFile
from wizard.i18n.catalogue import Words
from wizard.model.text import printable


def unwritable_sentence(error: UnwritableFile, _: Words) -> str:
    """That a file cannot be written, and why."""
    return _("{path} cannot be written: {reason}.", path=error.path, reason=file_problem_word(error, _))


def unreadable_sentence(error: UnreadableFile, _: Words) -> str:
    """That a file cannot be read, and why."""
    return _("{path} cannot be read: {reason}.", path=error.path, reason=file_problem_word(error, _))


def file_problem_word(error: UnreadableFile | UnwritableFile, _: Words) -> str:
    """Why, without a full stop; a reason for which there are no words stands as it is."""
    missing = _("there is no such folder") if isinstance(error, UnwritableFile) else _("there is no such file")
    words = {
        os.strerror(errno.ENOENT): missing,
        os.strerror(errno.ENOTDIR): _("a part of the path is not a folder"),
        os.strerror(errno.EISDIR): _("it is a folder"),
        os.strerror(errno.EACCES): _("you have no permission"),
        os.strerror(errno.EPERM): _("you have no permission"),
        os.strerror(errno.EROFS): _("nothing can be written on this disk"),
        os.strerror(errno.ENOSPC): _("the disk is full"),
        os.strerror(errno.EDQUOT): _("the disk is full"),
        os.strerror(errno.ENAMETOOLONG): _("the name is too long"),
        os.strerror(errno.EEXIST): _("there is something of that name already"),
        "not a plain file": _("it is not an ordinary file"),
        "not a folder": _("it is not a folder"),
        "not a plain folder": _("it is not an ordinary folder"),
        "no such file": _("there is no such file"),
        "no folder": _("there is no such folder"),
        "not a case file": _("it is not a saved case"),
        "made by another version of this program": _("it was made by another version of Mailwijzer"),
    }
    return words.get(error.reason) or printable(error.reason.rstrip("."))
