import { join } from "node:path";
import { z } from "zod";
import { FixopsError } from "../../domain/error.ts";
import { compareText } from "../../domain/order.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { lineOf, readCanonical } from "../../evidence/document.ts";
import { idPattern } from "../../evidence/run-id.ts";
import { canonicalJson } from "../../standards/jcs.ts";

/** The applications of a run registry: `apps.json`, each id with the name that it was minted from or told with. */

const appsFile = "apps.json";

export type App = { readonly id: string; readonly name?: string };

/** What a user gave to say which application it is; at least one of the two. */
export type AppRequest = { readonly appId?: string | undefined; readonly appName?: string | undefined };

/**
 * The application of a request, minted when its name is new; must run under the lock of the registry.
 * Throws USAGE_MISSING_VALUE without id and name, USAGE_BAD_VALUE when the registry knows them apart.
 */
export function rememberApp(registry: string, request: AppRequest, runtime: Runtime): App {
  const known = readApps(registry, runtime);
  const found = findApp(known, request);
  if (found !== undefined) return found;
  const { appId, appName } = request;
  if (appId === undefined && appName === undefined) throw missing();
  const app = { id: appId ?? mintId(appName ?? "", known, runtime), ...(appName !== undefined && { name: appName }) };
  writeApps(registry, [...known.filter(({ id }) => id !== app.id), app], runtime);
  return app;
}

/** The application of a request among those that a registry knows. Throws USAGE_BAD_VALUE. */
export function findApp(apps: readonly App[], { appId, appName }: AppRequest): App | undefined {
  const named = appName === undefined ? undefined : apps.find(({ name }) => name === appName);
  const numbered = appId === undefined ? undefined : apps.find(({ id }) => id.toUpperCase() === appId.toUpperCase());
  if (appId === undefined) return named;
  if (appName === undefined) return numbered;
  const other = named !== undefined && named !== numbered ? named : undefined;
  if (other !== undefined) throw conflict(`the app ${appName} is known as ${other.id}, not as ${appId}`);
  if (numbered?.name !== undefined && named === undefined)
    throw conflict(`the app ${appId} is known as ${numbered.name}, not as ${appName}`);
  return named;
}

/** Four digits, so that most names have a number of their own at once; more when they are used up. */
const firstNumber = 1000;
const numbers = 9000;

/** `APP-` and a number made from the name, so that registries agree on it; the next that is free when it is taken. */
export function mintId(name: string, apps: readonly App[], runtime: Runtime): string {
  const taken = new Set(apps.map(({ id }) => id));
  const digest = runtime.sha256(new TextEncoder().encode(name));
  const start = Number.parseInt(digest.slice(0, 8), 16) % numbers;
  for (let step = 0; ; step++) {
    const id = `APP-${firstNumber + (step < numbers ? (start + step) % numbers : step)}`;
    if (!taken.has(id)) return id;
  }
}

const appsDocument = z.strictObject({
  schema: z.literal("fixops.apps/v1"),
  apps: z
    .array(z.strictObject({ id: z.string().regex(idPattern), name: z.string().exactOptional() }))
    .refine((apps) => hasNoTwins(apps.map(({ id }) => id.toUpperCase())), "two apps have one id")
    .refine((apps) => hasNoTwins(apps.flatMap(({ name }) => name ?? [])), "two apps have one name"),
});

function hasNoTwins(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}

/** A registry knows hundreds of applications; this is room for a hundred thousand. */
const maxBytes = 16 * 1024 * 1024;

/** The applications of a registry; none when there is no registry. Throws INTEGRITY_MANIFEST. */
export function readApps(registry: string, runtime: Runtime): readonly App[] {
  const file = join(registry, appsFile);
  const bytes = runtime.files.read(file, maxBytes);
  return bytes === undefined ? [] : readCanonical(lineOf(bytes, file), file, appsDocument).apps;
}

function writeApps(registry: string, apps: readonly App[], runtime: Runtime): void {
  const sorted = apps.toSorted((a, b) => compareText(a.id, b.id));
  const text = `${canonicalJson({ schema: "fixops.apps/v1", apps: sorted })}\n`;
  runtime.files.writeFile(join(registry, appsFile), new TextEncoder().encode(text));
}

function missing(): FixopsError {
  return new FixopsError("USAGE_MISSING_VALUE", "neither an app id nor an app name was given", {
    hint: "say which application it is: --app-name payments-api, or --app-id APP-1234",
  });
}

function conflict(message: string): FixopsError {
  return new FixopsError("USAGE_BAD_VALUE", message, {
    hint: "give the id and the name of one application, or one of them",
  });
}
