import type { AuditEvent } from "../../src/domain/runtime.ts";
import { checkLog, type LoggedLine } from "../../src/evidence/check-log.ts";
import { emptyHead } from "../../src/evidence/log-head.ts";
import { newLines } from "../../src/evidence/log-lines.ts";
import { type TrustEntry, type TrustList, trustListText } from "../../src/evidence/trust-list.ts";
import { ed25519 } from "./sample-keys.ts";
import { bytesOf } from "./workspace.ts";

/** An entry of the sample key, valid from 2026 on. */
export function trustEntry(over: Partial<TrustEntry> = {}): TrustEntry {
  return { key: ed25519.publicKey, usage: ["evidence"], validFrom: "2026-01-01T00:00:00Z", ...over };
}

export function trustList(...entries: readonly TrustEntry[]): TrustList {
  return { file: "trust.json", entries };
}

/** The text of a list of such entries. */
export function trustText(...entries: readonly TrustEntry[]): string {
  return trustListText({ entries });
}

/** Lines of a log as they are read back. */
export function loggedLines(events: readonly AuditEvent[]): readonly LoggedLine[] {
  return checkLog(bytesOf(newLines(events, emptyHead).text)).lines;
}
