import { describe, expect, test } from "bun:test";
import { checkSignature } from "../../../src/assess/provenance/signature.ts";
import type { ProvenanceStatement } from "../../../src/domain/provenance.ts";
import type { BundleVerdict, ProvenanceBasis } from "../../../src/domain/trust.ts";
import { basis, keyPair, keysOf, provenanceOf, sealedOf, statementJson } from "../../support/provenance.ts";

const [alice, bob, mallory] = [keyPair("alice"), keyPair("bob", "ec"), keyPair("mallory")];
const noIdentities = { identities: [] };

describe("checkSignature() with keys", () => {
  const statusOf = (statement: ProvenanceStatement, given: ProvenanceBasis) =>
    checkSignature(statement, { basis: given, ...noIdentities }).status;

  test.each([
    ["signed by the key", [alice], [alice], "verified"],
    ["signed by an ECDSA key", [bob], [bob], "verified"],
    ["signed by one of two keys", [bob], [alice, bob], "verified"],
    ["signed by two, one of them given", [mallory, alice], [alice], "verified"],
    ["signed by another key", [mallory], [alice, bob], "failed"],
    ["signed by nobody", [], [alice], "failed"],
    ["signed, and no key given", [alice], [], "unknown"],
    ["signed by nobody, and no key given", [], [], "unknown"],
  ] as const)("%s", (_, signers, given, status) => {
    expect(statusOf(provenanceOf(statementJson(), ...signers), keysOf(...given))).toBe(status);
  });

  test("takes no keyid for proof", () => {
    const statement = provenanceOf(statementJson(), mallory);
    const signatures = (statement.sealed?.signatures ?? []).map((one) => ({ ...one, keyid: alice.trusted.keyId }));
    const forged = { ...statement, sealed: { ...sealedOf(statementJson()), signatures } };
    expect(statusOf(forged, keysOf(alice))).toBe("failed");
  });

  test("takes no signature over another payload, or another type of it", () => {
    const { sealed, ...statement } = provenanceOf(statementJson(), alice);
    if (sealed === undefined) throw new RangeError("it is sealed");
    const other = sealedOf(statementJson({ digest: "cd".repeat(32) })).payload;
    expect(statusOf({ ...statement, sealed: { ...sealed, payload: other } }, keysOf(alice))).toBe("failed");
    expect(statusOf({ ...statement, sealed: { ...sealed, payloadType: "text/plain" } }, keysOf(alice))).toBe("failed");
  });

  test("reports every signature", () => {
    const { signatures, signer } = checkSignature(provenanceOf(statementJson(), mallory, bob), {
      basis: keysOf(bob),
      ...noIdentities,
    });
    expect(signatures.map(({ keyid, madeBy }) => [keyid, madeBy?.name])).toEqual([
      [mallory.trusted.keyId, undefined],
      [bob.trusted.keyId, "bob"],
    ]);
    expect(signer).toEqual({ key: bob.trusted });
  });

  test("tries no more signatures than a real envelope has", () => {
    const { sealed, ...statement } = provenanceOf(statementJson(), alice);
    if (sealed === undefined) throw new RangeError("it is sealed");
    const repeated = (n: number) => ({
      ...statement,
      sealed: { ...sealed, signatures: Array.from({ length: n }, () => sealed.signatures).flat() },
    });
    expect(statusOf(repeated(32), keysOf(alice))).toBe("verified");
    expect(statusOf(repeated(33), keysOf(alice))).toBe("failed");
    expect(statusOf(repeated(33), basis())).toBe("unknown");
  });

  test("takes a bare statement for unsigned", () => {
    const { sealed: _, ...bare } = provenanceOf(statementJson(), alice);
    expect(statusOf(bare, keysOf(alice))).toBe("failed");
    expect(statusOf(bare, basis())).toBe("unknown");
  });
});

describe("checkSignature() of a bundle", () => {
  const identity = {
    subject: "https://git.example/acme/app/build.yml@refs/heads/main",
    issuer: "https://token.example",
  };
  const bundle = { verificationMaterial: { certificate: { rawBytes: "AA==" } } };
  const plain = provenanceOf(statementJson(), mallory);
  const sealed = { ...sealedOf(statementJson(), mallory), bundle };
  const statement: ProvenanceStatement = { ...plain, envelope: "sigstore", sealed };
  const rootThatSays = (verdict: BundleVerdict) => ({
    name: "root.json",
    sha256: "0",
    text: "{}",
    verify: () => verdict,
  });
  const held: BundleVerdict = { holds: true, identity, payload: sealed.payload };
  const broken: BundleVerdict = { holds: false, reason: "no chain" };

  test.each<[string, readonly BundleVerdict[], { subject: string; issuer: string }[], string]>([
    ["of an expected identity", [held], [identity], "verified"],
    [
      "of an identity with an expected start",
      [held],
      [{ ...identity, subject: "https://git.example/acme/*" }],
      "verified",
    ],
    ["under the second root", [broken, held], [identity], "verified"],
    ["of nobody in particular", [held], [], "unknown"],
    ["of somebody else", [held], [{ ...identity, subject: "https://git.example/evil/*" }], "failed"],
    ["of another issuer", [held], [{ ...identity, issuer: "https://token.evil" }], "failed"],
    ["that does not hold", [broken], [identity], "failed"],
    ["that names nobody", [{ holds: true, payload: sealed.payload }], [identity], "failed"],
    ["of another payload", [{ ...held, payload: new Uint8Array(3) }], [identity], "failed"],
    ["without a root", [], [identity], "unknown"],
  ])("%s", (_, verdicts, identities, status) => {
    const given = basis({ roots: verdicts.map(rootThatSays), keys: [alice.trusted] });
    expect(checkSignature(statement, { basis: given, identities }).status).toBe(status as "failed");
  });

  test("that names a key is verified by the given keys", () => {
    const keyed = {
      ...sealedOf(statementJson(), alice),
      bundle: { verificationMaterial: { publicKey: { hint: "h" } } },
    };
    const given = { basis: { ...keysOf(alice), roots: [rootThatSays(broken)] }, identities: [] };
    expect(checkSignature({ ...statement, sealed: keyed }, given).status).toBe("verified");
    expect(checkSignature({ ...statement, sealed: keyed }, { ...given, basis: keysOf(bob) }).status).toBe("failed");
  });

  test("gives the certificates of a chain to the root as well", () => {
    const chain = { verificationMaterial: { x509CertificateChain: { certificates: [{ rawBytes: "AA==" }] } } };
    const given = { basis: basis({ roots: [rootThatSays(held)] }), identities: [identity] };
    expect(checkSignature({ ...statement, sealed: { ...sealed, bundle: chain } }, given).status).toBe("verified");
  });
});
