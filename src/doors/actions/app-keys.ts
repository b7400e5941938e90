import { join } from "node:path";
import type { AppRecord } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { idPattern } from "../../evidence/run-id.ts";
import { ageEncryption, type SealOptions } from "../../evidence/seal.ts";
import { parseIdentities, parseRecipients } from "../../standards/age-key.ts";

/**
 * A key of each application, in `keys/` of the evidence directory: evidence is encrypted for `NAME-1.pub`, and `NAME-1.age`
 * holds the identity, encrypted for the people of the overlay. Without that one file nobody opens the evidence any more, and
 * the evidence itself need not be touched.
 */
export type AppKey = {
  readonly number: number;
  readonly recipient: string;
  /** Path of the encrypted identity; whether it is there is another matter. */
  readonly wrapped: string;
  readonly isThere: boolean;
};

const directory = "keys";

/** An encrypted identity takes some hundred bytes for each of its readers, two thousand for a hybrid one. */
const maxKeyBytes = 1024 * 1024;

/** Hex digits of a digest that stand for a name that is no file name. */
const digits = 16;

/** The keys that an application has or had, oldest first. Throws USAGE_MISSING_VALUE for one without id and name. */
export function appKeysOf(evidenceDir: string, app: AppRecord, runtime: Runtime): readonly AppKey[] {
  const start = `${stemOf(app, runtime)}-`;
  return keysBelow(evidenceDir, runtime)
    .filter(({ stem }) => stem.startsWith(start) && /^[1-9]\d{0,8}$/.test(stem.slice(start.length)))
    .map(({ stem, ...key }) => ({ ...key, number: Number(stem.slice(start.length)) }))
    .toSorted((a, b) => a.number - b.number);
}

/**
 * Encryption for the key of the application instead of for people: the newest that is there, else a new one, encrypted for
 * them. What is not encrypted with age stays as it is. Throws USAGE_MISSING_VALUE, IO_*.
 */
export async function sealForApp(
  seal: SealOptions,
  { app, evidenceDir }: { readonly app: AppRecord; readonly evidenceDir: string },
  runtime: Runtime,
): Promise<SealOptions> {
  const { encryption } = seal;
  if (encryption?.step !== "age") return seal;
  const keys = appKeysOf(evidenceDir, app, runtime);
  const recipient =
    keys.findLast(({ isThere }) => isThere)?.recipient ??
    (await makeKey(encryption.recipients, { app, evidenceDir, number: (keys.at(-1)?.number ?? 0) + 1 }, runtime));
  const port = { encrypt: async (bytes: Uint8Array) => (await runtime.age()).encrypt(bytes, [recipient]) };
  return { ...seal, encryption: ageEncryption([recipient], port) };
}

type Place = { readonly app: AppRecord; readonly evidenceDir: string; readonly number: number };

/** The encrypted identity first: a recipient without one is that of a key that was destroyed. */
async function makeKey(
  people: readonly string[],
  { app, evidenceDir, number }: Place,
  runtime: Runtime,
): Promise<string> {
  const age = await runtime.age();
  const { identity, recipient } = await age.newIdentity();
  const path = join(evidenceDir, directory, `${stemOf(app, runtime)}-${number}`);
  runtime.files.create(`${path}.age`, await age.encrypt(utf8(`${identity}\n`), people));
  runtime.files.create(`${path}.pub`, utf8(`${recipient}\n`));
  return recipient;
}

/**
 * The identities of applications that open what is for these recipients, as far as the given identities open them. `near`:
 * directories that may be evidence directories.
 */
export async function appIdentities(
  recipients: readonly string[],
  { near, identities }: { readonly near: readonly string[]; readonly identities: readonly string[] },
  runtime: Runtime,
): Promise<readonly string[]> {
  const keys = near.flatMap((evidenceDir) => keysBelow(evidenceDir, runtime));
  const found: string[] = [];
  for (const { isThere, recipient, wrapped } of keys) {
    if (isThere && recipients.includes(recipient)) found.push(...(await unwrap(wrapped, identities, runtime)));
  }
  return found;
}

async function unwrap(path: string, identities: readonly string[], runtime: Runtime): Promise<readonly string[]> {
  const bytes = runtime.files.read(path, maxKeyBytes) ?? new Uint8Array();
  try {
    return parseIdentities(new TextDecoder().decode(await (await runtime.age()).decrypt(bytes, identities)));
  } catch (error) {
    // For others, or damaged: then nothing is opened with it, and that is told where it is tried.
    if (error instanceof FixopsError || error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Where evidence directories may be, seen from a run, a file in one, or such a directory itself. */
export function placesNear(path: string): readonly string[] {
  return ["", "..", "../..", "../../.."].map((up) => join(path, up));
}

type Stored = Omit<AppKey, "number"> & { readonly stem: string };

function keysBelow(evidenceDir: string, runtime: Runtime): readonly Stored[] {
  const place = join(evidenceDir, directory);
  const files = listed(place, runtime).flatMap(({ name, kind }) => (kind === "file" ? [name] : []));
  return files.flatMap((name) => {
    const stem = name.endsWith(".pub") ? name.slice(0, -".pub".length) : undefined;
    const recipient = stem === undefined ? undefined : recipientIn(join(place, name), runtime);
    if (stem === undefined || recipient === undefined) return [];
    return [{ stem, recipient, wrapped: join(place, `${stem}.age`), isThere: files.includes(`${stem}.age`) }];
  });
}

function listed(place: string, runtime: Runtime): NonNullable<ReturnType<Runtime["files"]["list"]>> {
  try {
    return runtime.files.list(place) ?? [];
  } catch (error) {
    // A file of that name near a run that was handed over by itself.
    if (error instanceof FixopsError && error.code === "IO_READ") return [];
    throw error;
  }
}

/** Other public keys may stand there, too. */
function recipientIn(path: string, runtime: Runtime): string | undefined {
  try {
    return parseRecipients(new TextDecoder().decode(runtime.files.read(path, maxKeyBytes)))[0];
  } catch (error) {
    if (error instanceof FixopsError || error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function stemOf({ id, name }: AppRecord, runtime: Runtime): string {
  const text = id ?? name;
  if (text === undefined) {
    throw new FixopsError(
      "USAGE_MISSING_VALUE",
      "evidence.app_keys asks for a key of the application, and none is named",
      {
        hint: "name it with --app-id",
      },
    );
  }
  // One file system in three takes A and a for the same name.
  return idPattern.test(text) && text === text.toLowerCase()
    ? text
    : `app.${runtime.sha256(utf8(text)).slice(0, digits)}`;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
