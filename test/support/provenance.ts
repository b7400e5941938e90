import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { ProvenanceStatement, SealedStatement } from "../../src/domain/provenance.ts";
import { noBasis, type ProvenanceBasis, type TrustedKey } from "../../src/domain/trust.ts";
import { readStatement } from "../../src/ingest/formats/provenance/statement.ts";
import { preAuthEncoding } from "../../src/standards/dsse.ts";
import { parsePublicKey } from "../../src/standards/signature.ts";
import { sourceOf } from "./build.ts";

/** Keys, statements and envelopes for tests of provenance; the signatures are real. */

export type KeyPair = { readonly trusted: TrustedKey; readonly pem: string; readonly private: KeyObject };

export function keyPair(name: string, type: "ed25519" | "ec" = "ed25519"): KeyPair {
  const pair = type === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
  const { algorithm, keyId, verify } = parsePublicKey(pem);
  return { trusted: { name, algorithm, keyId, pem, verify }, pem, private: pair.privateKey };
}

export const builderId = "https://builder.example/hosted@v1";
export const releaseDigest = "ab".repeat(32);

/** An in-toto Statement v1 with SLSA provenance v1 in it, as JSON. */
export function statementJson(over: { readonly digest?: string; readonly builder?: string } = {}) {
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "app.tar", digest: { sha256: over.digest ?? releaseDigest } }],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: "https://builder.example/type/v1",
        externalParameters: { workflow: { repository: "https://git.example/acme/app", ref: "refs/heads/main" } },
        resolvedDependencies: [{ uri: "git+https://git.example/acme/app@refs/heads/main", digest: { sha1: "c0" } }],
      },
      runDetails: { builder: { id: over.builder ?? builderId } },
    },
  };
}

const payloadType = "application/vnd.in-toto+json";

export function sealedOf(json: unknown, ...signers: readonly KeyPair[]): SealedStatement {
  const payload = new TextEncoder().encode(JSON.stringify(json));
  const message = preAuthEncoding(payloadType, payload);
  const signatures = signers.map((key) => ({
    keyid: key.trusted.keyId,
    sig: new Uint8Array(sign(key.trusted.algorithm === "ed25519" ? null : "sha256", message, key.private)),
  }));
  return { payloadType, payload, signatures };
}

/** A statement as it is read, in an envelope with the signatures of `signers`. */
export function provenanceOf(json: unknown, ...signers: readonly KeyPair[]): ProvenanceStatement {
  const sealed = sealedOf(json, ...signers);
  const wrapping = { envelope: "dsse", signatures: signers.length, sealed, source: sourceOf("p.json") } as const;
  const reading = readStatement(json, wrapping);
  if ("unreadable" in reading) throw new RangeError(reading.unreadable);
  return reading.statement;
}

/** The envelope as it stands in a file. */
export function envelopeText({ payloadType: type, payload, signatures }: SealedStatement): string {
  const wire = signatures.map(({ keyid, sig }) => ({ keyid, sig: sig.toBase64() }));
  return JSON.stringify({ payloadType: type, payload: payload.toBase64(), signatures: wire });
}

export function basis(over: Partial<ProvenanceBasis> = {}): ProvenanceBasis {
  return { ...noBasis, ...over };
}

/** Keys as the only basis. */
export function keysOf(...pairs: readonly KeyPair[]): ProvenanceBasis {
  return basis({ keys: pairs.map((pair) => pair.trusted) });
}
