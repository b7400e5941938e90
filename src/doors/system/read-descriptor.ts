import { fstatSync, readSync } from "node:fs";
import { FixopsError } from "../../domain/error.ts";
import { errnoOf } from "./errno.ts";

/** Bytes of one read from a pipe or device; a Linux pipe holds as much. */
const chunkBytes = 64 * 1024;

/** How long a named pipe may have no writer yet: the shell opens both ends within milliseconds. */
const writerPatienceMs = 2000;

/** Names that the system keeps as links to open descriptors; the shell's `<(…)` and `>(…)` give such a one. */
const descriptorPath = /^\/(?:dev|proc\/self)\/fd\/(\d{1,9})$/;

/** The number of the open descriptor that a path names, if it names one. */
export function descriptorIn(path: string): number | undefined {
  const digits = descriptorPath.exec(path)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export type Reading = {
  /** For messages. */
  readonly path: string;
  readonly maxBytes: number;
  /** A named pipe opened without waiting reads as ended until its writer comes. */
  readonly awaitWriter?: boolean;
  /** Of a named pipe: how long its writer may be silent; 60 seconds unless given. */
  readonly patienceMs?: number;
};

/** A writer that hangs must not hold the gate for ever; a scanner that still works writes to a pipe of the shell. */
const stallPatienceMs = 60_000;

/**
 * Reads a descriptor to its end into one buffer. The limit holds for the size that the file claims and again while
 * reading, since files grow and /dev/zero claims nothing. Throws INPUT_TOO_LARGE, IO_READ for a named pipe whose writer
 * hangs, or the system's error.
 */
export function readDescriptor(fd: number, reading: Reading): Uint8Array {
  const { size } = fstatSync(fd);
  if (size > reading.maxBytes) throw tooLarge(reading, `${size} bytes`);
  const buffer = new Uint8Array(size);
  let length = 0;
  for (let got = size; length < size && got > 0; length += got) got = readSome(fd, buffer.subarray(length));
  const rest = length === size ? readRest(fd, size, reading) : [];
  return rest.length === 0 ? buffer.subarray(0, length) : join([buffer, ...rest]);
}

/** What comes after the size that was claimed: all of a pipe, nothing of a file at rest. */
function readRest(fd: number, before: number, reading: Reading): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  const chunk = new Uint8Array(chunkBytes);
  const next = reading.awaitWriter ? () => readPatiently(fd, chunk, reading) : () => readSome(fd, chunk);
  if (reading.awaitWriter) pushCopy(chunks, chunk, firstRead(next));
  let total = before + (chunks[0]?.length ?? 0);
  for (let got = next(); got > 0; got = next()) {
    total += got;
    if (total > reading.maxBytes) throw tooLarge(reading, "more");
    pushCopy(chunks, chunk, got);
  }
  return chunks;
}

function pushCopy(chunks: Uint8Array[], chunk: Uint8Array, length: number): void {
  if (length > 0) chunks.push(chunk.slice(0, length));
}

function firstRead(next: () => number): number {
  let got = next();
  for (let waited = 0; got === 0 && waited < writerPatienceMs; waited++) {
    Bun.sleepSync(1);
    got = next();
  }
  return got;
}

/** As `readSome`, but not for longer than a writer may reasonably think. */
function readPatiently(fd: number, into: Uint8Array, { path, patienceMs = stallPatienceMs }: Reading): number {
  const start = performance.now();
  let got = tryRead(fd, into);
  while (got === undefined) {
    if (performance.now() - start > patienceMs) throw stalled(path, patienceMs);
    got = tryRead(fd, into);
  }
  return got;
}

function stalled(path: string, patienceMs: number): FixopsError {
  return new FixopsError("IO_READ", `nothing came through the pipe ${path} for ${patienceMs / 1000} seconds`, {
    where: { file: path },
    hint: "look at what writes to it, or let it write to a file first",
  });
}

/** Bytes read; 0 at the end. Waits for a pipe that has a writer and nothing in it. */
function readSome(fd: number, into: Uint8Array): number {
  let got = tryRead(fd, into);
  while (got === undefined) got = tryRead(fd, into);
  return got;
}

function tryRead(fd: number, into: Uint8Array): number | undefined {
  try {
    return readSync(fd, into);
  } catch (error) {
    const code = errnoOf(error);
    // Windows reports the end of a pipe as an error.
    if (code === "EOF") return 0;
    if (code === "EAGAIN") Bun.sleepSync(1);
    else if (code !== "EINTR") throw error;
    return undefined;
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function tooLarge(reading: Reading, found: string): FixopsError {
  const message = `${reading.path} has ${found}, the limit for one file is ${reading.maxBytes} bytes`;
  return new FixopsError("INPUT_TOO_LARGE", message, {
    where: { file: reading.path },
    hint: "split the report, or raise the limit of inputs with --max-input-size",
  });
}
