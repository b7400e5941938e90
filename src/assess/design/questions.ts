import type { Exposure } from "../../domain/design.ts";
import { type Answer, answered, both, not } from "./answers.ts";
import type { ComponentFacts, DesignView } from "./facts.ts";
import { isSensitive, isStore } from "./stores.ts";

/** Questions to a component that checks are put together from. */

/** Is its exposure exactly this one? */
export function isExposedTo(audience: Exposure): (component: ComponentFacts) => Answer {
  return ({ exposure = "unknown" }) => (exposure === "unknown" ? "unknown" : answered(exposure === audience));
}

export const isOnInternet = isExposedTo("internet");

export function isReached(component: ComponentFacts): Answer {
  return not(isExposedTo("none")(component));
}

export function isAuthenticated({ authentication = "unknown" }: ComponentFacts): Answer {
  return authentication;
}

export function isCritical({ criticality = "unknown" }: ComponentFacts): Answer {
  return criticality === "unknown" ? "unknown" : answered(criticality === "mission_critical" || criticality === "high");
}

const yesWords: ReadonlySet<string> = new Set(["yes", "true", "1", "y", "on", "enabled", "required"]);
const noWords: ReadonlySet<string> = new Set(["no", "false", "0", "n", "off", "disabled", "none"]);

/** Threagile's encryptions, and what people write for them. */
const encryptions: ReadonlySet<string> = new Set([
  "transparent",
  "data-with-symmetric-shared-key",
  "data-with-asymmetric-shared-key",
  "data-with-end-user-individual-key",
  "data-with-enduser-individual-key",
  "at rest",
  "at-rest",
  "aes",
  "aes-128",
  "aes-256",
  "aes256",
  "kms",
  "sse",
  "sse-kms",
  "tde",
]);

const channels: ReadonlyMap<string, Answer> = new Map([
  ...["https", "tls", "mtls", "tls 1.2", "tls 1.3", "tls1.2", "tls1.3", "wss", "ssh", "sftp", "ftps"].map(
    (word) => [word, "yes"] as const,
  ),
  ...["http", "ws", "ftp", "telnet", "plain", "plaintext"].map((word) => [word, "no"] as const),
]);

/** What a column that only some designs have says; the first of `names` that is there. A word that is not known is unknown. */
export function flag({ flags }: ComponentFacts, ...names: readonly string[]): Answer {
  const value = valueAt(flags, names);
  if (value === undefined) return "unknown";
  if (yesWords.has(value)) return "yes";
  return noWords.has(value) ? "no" : "unknown";
}

/** The same for a fact that a design which does not speak of it does not have. */
export function isMarked(component: ComponentFacts, name: string): Answer {
  return component.flags.has(name) ? flag(component, name) : "no";
}

/** Encryption at rest: Threagile's `encryption`, Threat Dragon's `isEncrypted`, columns of people. */
export function isEncrypted(component: ComponentFacts): Answer {
  const names = ["encryption", "encrypted", "isencrypted", "encryptionatrest", "encryptedatrest"];
  return encryptions.has(valueAt(component.flags, names) ?? "") ? "yes" : flag(component, ...names);
}

export function isTransportEncrypted(component: ComponentFacts): Answer {
  const names = ["encryptionintransit", "encryptedintransit", "tls", "transport", "protocol"];
  return channels.get(valueAt(component.flags, names) ?? "") ?? flag(component, ...names);
}

function valueAt(flags: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
  return names.map((name) => flags.get(name)).find((value) => value !== undefined);
}

const privileged: ReadonlySet<string> = new Set([
  "root",
  "admin",
  "administrator",
  "system",
  "superuser",
  "privileged",
  "high",
]);

const unprivileged: ReadonlySet<string> = new Set(["user", "nonroot", "non-root", "limited", "low", "none", "service"]);

/** Whether it runs with the rights of an administrator, where a column tells its rights. */
export function isPrivileged({ flags }: ComponentFacts): Answer {
  const value = flags.get("privilegelevel") ?? flags.get("privilege") ?? flags.get("runsas");
  if (value === undefined) return "no";
  if (privileged.has(value)) return "yes";
  return unprivileged.has(value) ? "no" : "unknown";
}

/** Whether callers from another trust boundary get to it: it has one, there are others, and it is reachable within the network. */
export function isAcrossBoundary(component: ComponentFacts, { storesByBoundary }: DesignView): Answer {
  if (storesByBoundary.size < 2) return "no";
  return both(isExposedTo("internal")(component), component.trustBoundary === undefined ? "unknown" : "yes");
}

/** Whether no other component of the same trust boundary is a store of sensitive data. */
export function isApartFromStores(component: ComponentFacts, { storesByBoundary }: DesignView): Answer {
  const inside = storesByBoundary.get(component.trustBoundary ?? "");
  if (component.trustBoundary === undefined || inside === undefined) return "unknown";
  const own = both(isStore(component), isSensitive(component));
  if (inside.yes > (own === "yes" ? 1 : 0)) return "no";
  return inside.unknown > (own === "unknown" ? 1 : 0) ? "unknown" : "yes";
}
