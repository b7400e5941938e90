import { expect, test } from "bun:test";
import fc from "fast-check";
import { parseTrustList, trustListText } from "../../src/evidence/trust-list.ts";
import { codeOf } from "../support/code-of.ts";
import { p256, stranger } from "../support/sample-keys.ts";
import { trustEntry, trustText } from "../support/trust.ts";

const text = trustText(
  trustEntry({ validTo: "2027-01-01T00:00:00Z", revokedAt: "2026-06-01T00:00:00Z", reason: "lost" }),
  trustEntry({ key: p256.publicKey }),
  trustEntry({ key: stranger.publicKey, usage: ["evidence", "log"] }),
);

test("parseTrustList() refuses whatever is none in its own words", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.json().map((keys) => `{"schema":"fixops.trust/v1","keys":${keys}}`),
  );
  fc.assert(
    fc.property(anything, (given) => {
      expect(["USAGE_KEY_INVALID", "nothing thrown"]).toContain(codeOf(() => parseTrustList(given, "t")));
    }),
  );
});

test("parseTrustList() never reads another list out of one that lost or changed a character than it writes again", () => {
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ unit: "grapheme-ascii", maxLength: 1 }), (at, put) => {
      const changed = text.slice(0, at) + put + text.slice(at + 1);
      if (codeOf(() => parseTrustList(changed, "t")) !== "nothing thrown") return;
      const read = parseTrustList(changed, "t");
      expect(trustListText(parseTrustList(trustListText(read), "t"))).toBe(trustListText(read));
      // An id is the digest of its key: neither changes without the other.
      expect(read.entries.map(({ key }) => key.keyId)).toEqual(
        parseTrustList(text, "t").entries.map(({ key }) => key.keyId),
      );
    }),
  );
});
