import { randomBytes as nodeRandomBytes } from "node:crypto";

/** Bytes of the operating system's generator. */
export function randomBytes(length: number): Uint8Array {
  return new Uint8Array(nodeRandomBytes(length));
}

/** A name for a temporary file: this process and 64 random bits, since process ids repeat across containers. */
export function randomName(): string {
  return `${process.pid}-${Buffer.from(randomBytes(8)).toString("hex")}`;
}
