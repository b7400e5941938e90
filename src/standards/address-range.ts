/** Ranges of IP addresses as settings write them, CIDR (RFC 4632, RFC 4291 §2.3). */

/** Prefixes so short that what they hold is the internet at large, not a known set of hosts: rules are split to look smaller. */
const worldPrefix = { v4: 7, v6: 15 } as const;

/** True for a range that admits the internet at large: `0.0.0.0/0`, `::/0`, and large parts of it; not a private block. */
export function isWorld(cidr: string): boolean {
  const parts = /^([0-9a-fA-F.:]{2,45})\/(\d{1,3})$/.exec(cidr.trim());
  if (parts === null || isPrivateRange(cidr)) return false;
  const [, address = "", length = ""] = parts;
  return Number(length) <= (address.includes(":") ? worldPrefix.v6 : worldPrefix.v4);
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
