import type { Truth } from "./truth.ts";

/** Prefixes so short that what they hold is the internet at large, not a known set of hosts. */
const worldPrefix = { v4: 7, v6: 15 } as const;

/** True for a CIDR that admits the internet at large: `0.0.0.0/0`, `::/0`, and halves of it. */
export function isWorld(cidr: string): boolean {
  const [address = "", prefix] = cidr.trim().split("/");
  const length = prefix === undefined ? undefined : Number(prefix);
  if (length === undefined || !Number.isInteger(length)) return false;
  return address.includes(":") ? length <= worldPrefix.v6 : length <= worldPrefix.v4 && address !== "10.0.0.0";
}

/** Whether ranges admit the world: a known one that does, else not told when some are hidden. */
export function admitsWorld({ texts, hidden }: { readonly texts: readonly string[]; readonly hidden: boolean }): Truth {
  if (texts.some(isWorld)) return true;
  return hidden ? undefined : false;
}

/**
 * True for an address that the internet does not route (RFC 1918, 4193, 6598, 3927, 1122).
 * Text that is no address is not private.
 */
export function isPrivate(address: string): boolean {
  const host = address.split("/")[0] ?? "";
  if (host.includes(":")) return /^(?:f[cd]|fe[89ab]|::1$)/i.test(host);
  const [a = -1, b = -1] = host.split(".").map(Number);
  if (a === 172) return b >= 16 && b <= 31;
  if (a === 100) return b >= 64 && b <= 127;
  return a === 10 || a === 127 || (a === 192 && b === 168) || (a === 169 && b === 254);
}

/** True for a range that holds private addresses only: as wide as the block that it is in, or narrower. */
export function isPrivateRange(cidr: string): boolean {
  const [address = "", prefix] = cidr.trim().split("/");
  if (!isPrivate(address)) return false;
  if (prefix === undefined) return true;
  const widest = address.includes(":") ? privatePrefixV6 : (privatePrefixes.get(address.split(".")[0] ?? "") ?? 0);
  return Number(prefix) >= widest;
}

/** RFC 1918, 6598, 3927, 1122: prefix length of the private block, by its first octet. */
const privatePrefixes: ReadonlyMap<string, number> = new Map([
  ["10", 8],
  ["127", 8],
  ["100", 10],
  ["172", 12],
  ["169", 16],
  ["192", 16],
]);

/** `fc00::/7`, the widest of the private blocks of IPv6 (RFC 4193). */
const privatePrefixV6 = 7;

/** `0.0.0.0/0`, or the first of the ranges that admit the world. */
export function worldText(texts: readonly string[]): string {
  return texts.find(isWorld) ?? "the internet";
}
