import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import { entryAt } from "./entry.ts";

/**
 * Types of file system (statfs(2), Linux) that several machines or another program may stand behind: there locks may hold
 * on one machine only, and O_APPEND may write over another's lines (open(2), flock(2)).
 */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff53_4d42, "CIFS"],
  [0xfe53_4d42, "SMB2"],
  [0x6573_5546, "FUSE"],
  [0x0102_1997, "9P"],
  [0x5346_414f, "AFS"],
  [0x00c3_6400, "Ceph"],
  [0x0bd0_0bd0, "Lustre"],
  [0x7375_7245, "Coda"],
  [0x786f_4256, "a folder shared with a virtual machine"],
]);

/**
 * Refuses a directory, or the nearest one above it that exists, on a network file system. Other systems than Linux do not
 * number their file systems so, and nothing is refused there. Throws IO_WRITE.
 */
export function assertLocal(directory: string, typeOf: (path: string) => number | undefined = typeOfFileSystem): void {
  const type = typeOf(nearestExisting(directory));
  const name = type === undefined ? undefined : networkTypes.get(type);
  if (name === undefined) return;
  throw new FixopsError("IO_WRITE", `the audit log cannot be kept in ${directory}: its file system is ${name}`, {
    where: { file: directory },
    hint: "name an --evidence-dir on a local disk, or give --allow-network-fs when nobody else writes there",
  });
}

function typeOfFileSystem(path: string): number | undefined {
  return process.platform === "linux" ? statfsSync(path).type : undefined;
}

function nearestExisting(directory: string): string {
  const parent = dirname(directory);
  return entryAt(directory, true) !== undefined || parent === directory ? directory : nearestExisting(parent);
}
