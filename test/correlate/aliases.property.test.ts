import { expect, test } from "bun:test";
import fc from "fast-check";
import { aliasGroups } from "../../src/correlate/aliases.ts";
import { shuffled } from "../support/build.ts";

const id = fc.constantFrom("CVE-1", "CVE-2", "CVE-3", "GHSA-a", "GHSA-b", "OSV-1", "ALAS-1", "RHSA-1");
const sets = fc.array(fc.array(id, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
const ids = ["CVE-1", "CVE-2", "CVE-3", "GHSA-a", "GHSA-b", "OSV-1", "ALAS-1", "RHSA-1"];

test("aliasGroups() does not depend on the order of sets or ids", () => {
  fc.assert(
    fc.property(sets, fc.nat(), (given, seed) => {
      const other = shuffled(
        given.map((one) => shuffled(one, seed)),
        seed,
      );
      expect(ids.map(aliasGroups(other))).toEqual(ids.map(aliasGroups(given)));
    }),
  );
});

test("aliasGroups() never has two CVEs in one group", () => {
  fc.assert(
    fc.property(sets, (given) => {
      const groupOf = aliasGroups(given);
      const cves = ids.filter((one) => one.startsWith("CVE-"));
      expect(new Set(cves.map(groupOf)).size).toBe(cves.length);
    }),
  );
});

test("aliasGroups() is a partition: the name of a group is in it, and a set without several CVEs is in one", () => {
  fc.assert(
    fc.property(sets, (given) => {
      const groupOf = aliasGroups(given);
      for (const one of ids) expect(groupOf(groupOf(one))).toBe(groupOf(one));
      const withoutCve = given.map((set) => set.filter((one) => !one.startsWith("CVE-")));
      const plain = aliasGroups(withoutCve);
      for (const set of withoutCve) expect(new Set(set.map(plain)).size).toBeLessThanOrEqual(1);
    }),
  );
});
