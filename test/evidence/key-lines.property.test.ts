import { expect, test } from "bun:test";
import fc from "fast-check";
import { checkKeyLines, rotationEvent } from "../../src/evidence/key-lines.ts";
import { ed25519, p256 } from "../support/sample-keys.ts";
import { loggedLines } from "../support/trust.ts";

const at = "2026-04-01T00:00:00Z";
const rotation = rotationEvent({ old: p256.signer, new: ed25519.signer }, at);
const members = Object.entries(rotation.data ?? {}).map(([name, value]) => ({ name, value: `${value}` }));

test("checkKeyLines() fails a rotation of which any character was changed or left out", () => {
  const change = fc.record({
    member: fc.constantFrom(...members),
    at: fc.nat(),
    put: fc.oneof(fc.constant(""), fc.constantFrom(..."0aA+/=é ")),
  });
  fc.assert(
    fc.property(change, ({ member: { name, value }, at: place, put }) => {
      const index = place % value.length;
      const changed = value.slice(0, index) + put + value.slice(index + 1);
      fc.pre(changed !== value);
      const [check] = checkKeyLines(loggedLines([{ ...rotation, data: { ...rotation.data, [name]: changed } }]));
      expect(check?.status).toBe("fail");
    }),
    { numRuns: 500 },
  );
});
