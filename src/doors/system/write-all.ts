import { writeSync } from "node:fs";
import { errnoOf } from "./errno.ts";

/**
 * Writes all bytes or throws: one write may take only a part (a slow pipe, a signal), which would cut a verdict or
 * a log line in half without an error. Waits while a pipe is full; ENOSPC, EIO, EPIPE are for the caller.
 */
export function writeAll(fd: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSome(fd, bytes.subarray(written));
}

function writeSome(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    const code = errnoOf(error);
    if (code === "EAGAIN") Bun.sleepSync(1);
    else if (code !== "EINTR") throw error;
    return 0;
  }
}
