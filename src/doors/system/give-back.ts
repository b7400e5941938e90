/** A smaller buffer is not worth it, and may be a part of one that others use. */
const largeBuffer = 1024 * 1024;

/** Reading an input of this size leaves much more behind than the buffer. */
const muchWork = 32 * 1024 * 1024;

/**
 * Gives the memory of bytes back at once; they are empty from then on. The runtime lets its heap grow to twice of what
 * it holds, buffers included, before it collects. Measured on inputs of 98, 51 and 43 MB: the peak falls from 4.7 to 3.4
 * times the input, and to 3.1 times when it collects after each large one; beside the work, that takes no longer.
 */
export function giveBack({ buffer, length }: Uint8Array): void {
  if (length < largeBuffer || length !== buffer.byteLength || !(buffer instanceof ArrayBuffer)) return;
  buffer.transfer(0);
  if (length >= muchWork) Bun.gc(false);
}
