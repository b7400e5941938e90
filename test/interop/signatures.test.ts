import { describe, expect, test } from "bun:test";
import { createPublicKey } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleFromJSON } from "@sigstore/bundle";
import { toSignedEntity, Verifier } from "@sigstore/verify";
import { runGate } from "../../src/doors/actions/gate.ts";
import { showKey } from "../../src/doors/actions/keys-show.ts";
import { manifestFile, signatureFile, sshSignatureFile, vsaFile } from "../../src/evidence/bundle.ts";
import { preAuthEncoding } from "../../src/standards/dsse.ts";
import { sha256Hex } from "../../src/standards/sha256.ts";
import { evidence, gateRequest, gateRuntime } from "../doors/actions/sample-gate.ts";
import { shell } from "../support/child.ts";
import { hasNeed } from "../support/needs.ts";
import { samplePair } from "../support/sample-keys.ts";
import { textOf, workspace } from "../support/workspace.ts";

/** The three signatures of a run, by programs of others. */

const fresh = workspace();

type Envelope = {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
};

describe.each(["ed25519", "ecdsa-p256"] as const)("a run signed with %s", async (algorithm) => {
  const { privateKey, publicKey } = samplePair(algorithm, 5);
  const runtime = gateRuntime({ files: { key: privateKey }, secrets: { key: privateKey } });
  await runGate(gateRequest({ sign: true, signingKey: "key" }), runtime);
  const directory = [...runtime.disk.keys()]
    .find((path) => path.endsWith(`/${manifestFile}`))
    ?.slice(0, -manifestFile.length);
  const file = (name: string): Uint8Array => runtime.disk.get(`${directory}${name}`) ?? new Uint8Array();
  const envelopeOf = (name: string): Envelope => JSON.parse(textOf(file(name))).dsseEnvelope;
  const payloadOf = (name: string) => JSON.parse(Buffer.from(envelopeOf(name).payload, "base64").toString());

  /** As a client does that was given the key: no certificates, logs or timestamps. */
  const sigstore = (pem: string): Verifier =>
    new Verifier(
      {
        certificateAuthorities: [],
        timestampAuthorities: [],
        tlogs: [],
        ctlogs: [],
        publicKey: (hint) => {
          expect(hint).toBe(publicKey.hint);
          return { publicKey: createPublicKey(pem), validFor: () => true };
        },
      },
      { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 0 },
    );

  test("stands below the evidence directory", () => {
    expect(directory).toStartWith(evidence);
  });

  test.each([signatureFile, vsaFile])("%s verifies with @sigstore/verify, under this key alone", (name) => {
    const entity = toSignedEntity(bundleFromJSON(JSON.parse(textOf(file(name)))));
    expect(() => sigstore(publicKey.pem).verify(entity)).not.toThrow();
    expect(() => sigstore(samplePair(algorithm, 6).publicKey.pem).verify(entity)).toThrow("signature");
    const changed = JSON.parse(textOf(file(name)).replace('"payload":"ey', '"payload":"eX'));
    expect(() => sigstore(publicKey.pem).verify(toSignedEntity(bundleFromJSON(changed)))).toThrow("signature");
  });

  test("the statements are about the manifest", () => {
    const digest = sha256Hex(file(manifestFile));
    expect(payloadOf(signatureFile).subject).toEqual([{ name: manifestFile, digest: { sha256: digest } }]);
    const attestations: readonly { readonly digest: unknown }[] = payloadOf(vsaFile).predicate.inputAttestations;
    expect(attestations.map((one) => one.digest)).toContainEqual({ sha256: digest });
  });

  describe.skipIf(!hasNeed("openssl"))("openssl", () => {
    test.each([signatureFile, vsaFile])("verifies %s", (name) => {
      const { payload, payloadType, signatures } = envelopeOf(name);
      const place = fresh();
      const put = (path: string, bytes: Uint8Array | string) => writeFileSync(join(place, path), bytes);
      put("public", publicKey.pem);
      put("signed", preAuthEncoding(payloadType, Buffer.from(payload, "base64")));
      put("signature", Buffer.from(signatures[0]?.sig ?? "", "base64"));
      const digest = algorithm === "ed25519" ? "" : "-digest sha256";
      const command = `openssl pkeyutl -verify -pubin -inkey public -rawin ${digest} -in signed -sigfile signature`;
      expect(shell(command, place).exitCode).toBe(0);
      put("signed", `${name} `);
      expect(shell(command, place).exitCode).not.toBe(0);
    });
  });

  test.skipIf(!hasNeed("ssh-keygen"))(
    "ssh-keygen verifies the manifest with the line that keys show prints",
    async () => {
      const { json } = await showKey({ path: "key" }, runtime);
      const place = fresh();
      writeFileSync(join(place, "allowed"), `${(json as { readonly allowed_signers: string }).allowed_signers}\n`);
      writeFileSync(join(place, "manifest"), file(manifestFile));
      writeFileSync(join(place, "signature"), file(sshSignatureFile));
      const command = "ssh-keygen -Y verify -f allowed -I fixops -n fixops-evidence -s signature < manifest";
      expect(shell(command, place).exitCode).toBe(0);
      expect(shell(command.replace("-n fixops-evidence", "-n git"), place).exitCode).not.toBe(0);
      expect(shell(`printf ' ' >> manifest; ${command}`, place).exitCode).not.toBe(0);
    },
  );
});
