import { isatty } from "node:tty";
import type { Terminal } from "../../domain/runtime.ts";
import { errnoOf, writeError } from "./errno.ts";
import { writeAll } from "./write-all.ts";

/**
 * The terminal. A reader that has seen enough (`| head -1`) closes the pipe: that is no failure of ours, so it is
 * noticed once, nothing more is written to that stream, and the exit code of the verdict stands.
 * Other errors are thrown: a verdict that could not be delivered must not look delivered (IO_FULL, IO_WRITE).
 */
export function terminal(): Terminal {
  return {
    out: streamTo(1, "standard output"),
    err: streamTo(2, "standard error"),
    isTerminal: { out: isatty(1), err: isatty(2) },
  };
}

function streamTo(fd: number, name: string): (text: string) => void {
  let closed = false;
  return (text) => {
    if (closed) return;
    try {
      writeAll(fd, new TextEncoder().encode(text));
    } catch (error) {
      if (errnoOf(error) !== "EPIPE") throw writeError(name, error);
      closed = true;
    }
  };
}
