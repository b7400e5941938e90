import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, posix, resolve } from "node:path";
import { FixopsError } from "../../src/domain/error.ts";
import type { InputBytes } from "../../src/domain/input-file.ts";
import { compareText } from "../../src/domain/order.ts";
import type {
  Assets,
  AuditEvent,
  EntryKind,
  Files,
  InputRequest,
  NamedBytes,
  ReadLimits,
  Runtime,
} from "../../src/domain/runtime.ts";
import type { BundleVerifier } from "../../src/domain/trust.ts";
import { age } from "../../src/doors/system/age.ts";
import { signer } from "../../src/doors/system/signer.ts";
import { fakeAuditLog } from "./audit-log.ts";

/** What a test may set; everything has a default that is the same on each machine. */
export type FakeOptions = {
  /** Path → content; `-` is standard input. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Path of a key file, or `fd:N`, → the secret. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Seconds since 1970; 2026-01-02T03:04:05Z unless given. */
  readonly now?: number;
  readonly isTerminal?: { readonly out: boolean; readonly err: boolean };
  readonly assets?: Partial<Assets>;
  /** Directories below which nothing can be written. */
  readonly readOnly?: readonly string[];
  /** Verifies Sigstore bundles; refuses them all unless given. */
  readonly bundleVerifier?: BundleVerifier;
};

export type FakeRuntime = Runtime & {
  /** Normalised path → bytes of everything on the disk. */
  readonly disk: Map<string, Uint8Array>;
  readonly events: AuditEvent[];
  readonly stdout: () => string;
  readonly stderr: () => string;
};

const refuseBundles: BundleVerifier = () => () => ({ holds: false, reason: "not verified in this test" });

const fixedNow = Date.UTC(2026, 0, 2, 3, 4, 5) / 1000;

/** A whole Runtime in memory: a disk, a fixed clock, counted randomness, captured output. */
export function fakeRuntime(options: FakeOptions = {}): FakeRuntime {
  const disk = new Map(Object.entries(options.files ?? {}).map(([path, content]) => [normal(path), bytesOf(content)]));
  const environment = new Map(Object.entries(options.environment ?? {}));
  const written = { out: [] as string[], err: [] as string[] };
  const events: AuditEvent[] = [];
  let random = 0;
  return {
    disk,
    events,
    stdout: () => written.out.join(""),
    stderr: () => written.err.join(""),
    now: () => options.now ?? fixedNow,
    randomBytes: (length) => Uint8Array.from({ length }, () => random++ & 0xff),
    environment: (name) => environment.get(name) || undefined,
    readSecret: (from) => secretOf("file" in from ? from.file : `fd:${from.fd}`, options.secrets ?? {}),
    signer,
    files: fakeFiles(disk, (options.readOnly ?? []).map(normal)),
    auditLog: fakeAuditLog({ disk, events, normal }),
    assets: {
      overlay: readOverlay,
      kev: smallKev,
      families: smallFamilies,
      schemas: readSchemas,
      samples: () => [],
      ...options.assets,
    },
    terminal: {
      out: (text) => void written.out.push(text),
      err: (text) => void written.err.push(text),
      isTerminal: options.isTerminal ?? { out: false, err: false },
    },
    sha256,
    bundleVerifier: () => Promise.resolve(options.bundleVerifier ?? refuseBundles),
    age: () => Promise.resolve(age),
    giveBack: () => {},
  };
}

function fakeFiles(disk: Map<string, Uint8Array>, readOnly: readonly string[]): Files {
  function refuseReadOnly(path: string): void {
    if (readOnly.some((directory) => isBelow(normal(path), directory)))
      throw new FixopsError("IO_PERMISSION", `cannot write ${path}`);
  }
  return {
    readInputs: (requests, limits) => requests.flatMap((request) => readRequest(disk, request, limits)),
    read: (path, maxBytes) => {
      const bytes = disk.get(normal(path));
      if (bytes !== undefined && bytes.length > maxBytes) throw tooLarge(path, bytes.length, maxBytes);
      return bytes;
    },
    list: (directory) => listDirectory(disk, normal(directory)),
    isSame: (a, b) => normal(a) === normal(b) && disk.has(normal(a)),
    writeFile: (path, bytes) => {
      refuseReadOnly(path);
      disk.set(normal(path), bytes);
    },
    create: (path, bytes) => {
      refuseReadOnly(path);
      if (disk.has(normal(path))) throw new FixopsError("IO_EXISTS", `${path} exists`);
      disk.set(normal(path), bytes);
    },
    append: (path, bytes) => {
      refuseReadOnly(path);
      disk.set(normal(path), Buffer.concat([disk.get(normal(path)) ?? new Uint8Array(), bytes]));
    },
    publish: (directory, files, record) => {
      refuseReadOnly(directory);
      if (pathsBelow(disk, normal(directory)).length > 0) throw new FixopsError("IO_EXISTS", `${directory} exists`);
      const makeVisible = (more: readonly NamedBytes[] = []) => {
        for (const file of [...files, ...more]) disk.set(normal(`${directory}/${file.name}`), file.bytes);
      };
      record?.((more) => {
        makeVisible(more);
        return () => true;
      });
      makeVisible();
    },
    replace: ({ directory, aside }, files, record) => {
      refuseReadOnly(directory);
      const swap = (more: readonly NamedBytes[] = []) => {
        moveBelow(disk, normal(directory), normal(aside));
        for (const file of [...files, ...more]) disk.set(normal(`${directory}/${file.name}`), file.bytes);
      };
      record(swap);
      removeBelow(disk, normal(aside));
    },
    moveDirectory: (from, to) => {
      refuseReadOnly(to);
      if (pathsBelow(disk, normal(to)).length > 0) throw new FixopsError("IO_WRITE", `${to} exists`);
      moveBelow(disk, normal(from), normal(to));
    },
    removeDirectory: (path) => {
      refuseReadOnly(path);
      removeBelow(disk, normal(path));
    },
    remove: (path) => {
      refuseReadOnly(path);
      disk.delete(normal(path));
    },
    exclusively: (lockFile, work) => {
      refuseReadOnly(lockFile);
      return work();
    },
    assertWritable: refuseReadOnly,
    assertReplaceable: refuseReadOnly,
  };
}

function moveBelow(disk: Map<string, Uint8Array>, from: string, to: string): void {
  for (const path of pathsBelow(disk, from)) {
    disk.set(`${to}${path.slice(from.length)}`, disk.get(path) ?? new Uint8Array());
    disk.delete(path);
  }
}

function removeBelow(disk: Map<string, Uint8Array>, directory: string): void {
  for (const path of pathsBelow(disk, directory)) disk.delete(path);
}

function readRequest(disk: Map<string, Uint8Array>, request: InputRequest, limits: ReadLimits): readonly InputBytes[] {
  const found = matches(disk, normal(request.path));
  if (found.length === 0)
    throw new FixopsError("INPUT_NOT_FOUND", `${request.path} does not exist`, { where: { file: request.path } });
  return found.map(({ path, name }) => {
    const bytes = disk.get(path) ?? new Uint8Array();
    if (bytes.length > limits.maxBytes) throw tooLarge(path, bytes.length, limits.maxBytes);
    return { name, bytes, sha256: sha256(bytes), ...(request.expected && { expected: request.expected }) };
  });
}

function matches(disk: Map<string, Uint8Array>, path: string): readonly { path: string; name: string }[] {
  if (path === "-") return disk.has("-") ? [{ path, name: "stdin" }] : [];
  if (disk.has(path)) return [{ path, name: basename(path) }];
  const below = pathsBelow(disk, path);
  if (below.length > 0) return below.map((file) => ({ path: file, name: posix.relative(path, file) }));
  const glob = new Bun.Glob(path);
  return sortedPaths(disk)
    .filter((file) => glob.match(file))
    .map((file) => ({ path: file, name: basename(file) }));
}

function listDirectory(
  disk: Map<string, Uint8Array>,
  directory: string,
): readonly { readonly name: string; readonly kind: EntryKind }[] | undefined {
  const entries = new Map<string, boolean>();
  for (const path of pathsBelow(disk, directory)) {
    const [name = "", ...rest] = posix.relative(directory, path).split("/");
    entries.set(name, rest.length > 0);
  }
  if (entries.size === 0) return undefined;
  return [...entries]
    .map(([name, isDirectory]) => ({ name, kind: isDirectory ? ("directory" as const) : ("file" as const) }))
    .toSorted((a, b) => compareText(a.name, b.name));
}

function secretOf(name: string, secrets: Readonly<Record<string, string>>): string {
  const secret = new Map(Object.entries(secrets)).get(name);
  if (secret === undefined) throw new FixopsError("IO_READ", `${name} cannot be read`);
  return secret;
}

/** The overlays of the repository, so that tests run with what is shipped. */
function readOverlay(mode: string): string {
  const path = resolve(import.meta.dir, `../../overlays/${mode}.yml`);
  return existsSync(path) ? readFileSync(path, "utf8") : `mode: ${mode}\n`;
}

/** The schemas of the repository, so that tests run with what is shipped. */
function readSchemas(): ReturnType<Assets["schemas"]> {
  const folder = resolve(import.meta.dir, "../../src/doors/system/assets/schemas");
  return Promise.resolve((file) => readFileSync(resolve(folder, file), "utf8"));
}

/** A KEV pack of one entry, released a day before the fixed clock. */
function smallKev(): { readonly text: string; readonly sha256: string } {
  const text = [
    "catalogVersion\t2026.01.01",
    "dateReleased\t2026-01-01T00:00:00Z",
    `sourceSha256\t${"0".repeat(64)}`,
    "CVE-2021-44228\t2021-12-10\t2021-12-24\t1",
    "",
  ].join("\n");
  return { text, sha256: sha256(bytesOf(text)) };
}

function smallFamilies(): { readonly text: string; readonly sha256: string } {
  const text = [
    "generated\t2026-01-01",
    "kevCatalogVersion\t2026.01.01",
    "epssScoreDate\t2026-01-01",
    "licence\tnone",
    `sourceSha256\t${"0".repeat(64)}`,
    "F\tlog4shell\trce\tLog4j 2 JNDI lookup RCE\tCVE-2021-44228\tCVE-2021-44228\t0.99\tGHSA-jfh8-c2jp-5v3q",
    "P\tpkg:maven/org.apache.logging.log4j/log4j-core\t..2.15.0\t",
    "",
  ].join("\n");
  return { text, sha256: sha256(bytesOf(text)) };
}

function tooLarge(path: string, bytes: number, maxBytes: number): FixopsError {
  const where = { file: path };
  return new FixopsError("INPUT_TOO_LARGE", `${path} has ${bytes} bytes, at most ${maxBytes} are read`, { where });
}

function pathsBelow(disk: Map<string, Uint8Array>, directory: string): readonly string[] {
  return sortedPaths(disk).filter((path) => path !== directory && isBelow(path, directory));
}

function sortedPaths(disk: Map<string, Uint8Array>): readonly string[] {
  return [...disk.keys()].toSorted(compareText);
}

function isBelow(path: string, directory: string): boolean {
  return directory === "." ? !path.startsWith("/") : path === directory || path.startsWith(`${directory}/`);
}

function normal(path: string): string {
  const short = posix.normalize(path);
  return short.length > 1 && short.endsWith("/") ? short.slice(0, -1) : short;
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
