import { compare, compareBuild, parse } from "semver";
import type { Order } from "./order.ts";

/**
 * Semantic Versioning 2.0.0 §11 by the npm project's own library. Advisories leave numbers out (`< 2.1`), which are 0;
 * a `v` in front is no part of the version.
 */
export function compareSemver(a: string, b: string): Order | undefined {
  const [first, second] = [parsed(a), parsed(b)];
  return first === undefined || second === undefined ? undefined : compare(first, second);
}

/** Dart's pub orders build metadata too (pub versioning philosophy): a rebuild is later. */
export function comparePub(a: string, b: string): Order | undefined {
  const [first, second] = [parsed(a), parsed(b)];
  return first === undefined || second === undefined ? undefined : compareBuild(first, second);
}

/**
 * Go modules: semantic versions with a `v` that tools cut off; a pseudo-version is a pre-release (Go Modules Reference,
 * "Pseudo-versions"). `stdlib` and `toolchain` carry the release of Go itself: `go1.21rc2`, `1.21`.
 */
export function compareGo(a: string, b: string): Order | undefined {
  return compareSemver(asModule(a), asModule(b));
}

const goRelease = /^(?:go)?([0-9]{1,4})\.([0-9]{1,4})(?:\.([0-9]{1,4}))?(?:(beta|rc)([0-9]{1,4}))?$/;

function asModule(version: string): string {
  const release = goRelease.exec(version);
  if (release === null) return version;
  const [, major, minor, patch = "0", stage, count] = release;
  return `${major}.${minor}.${patch}${stage === undefined ? "" : `-${stage}.${count}`}`;
}

/** One, two or three numbers, and what may follow only a number. */
const shortened = /^v?([0-9]{1,15})(?:\.([0-9]{1,15}))?(?=[-+]|$)/;

function parsed(version: string) {
  const whole = version.replace(shortened, (_, major: string, minor = "0") => `${major}.${minor}.0`);
  return parse(whole) ?? undefined;
}
