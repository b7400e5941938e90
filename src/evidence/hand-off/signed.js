import { base64, canonical, parseDocument, textOf, unbase64, unhex } from "./bytes.js";
import { attempt, fail, oneOf, unknown } from "./results.js";
import { holds, preAuthEncoding, readSshSignature } from "./signatures.js";

/* The signatures of a run, and what they say. */

export const signatureFiles = ["manifest.json.sig", "manifest.json.sigstore.json", "manifest.json.vsa.sigstore.json"];

export async function checkSignatures(run, { keys }) {
  const { manifest } = run;
  if (manifest.signed_by === undefined) {
    return keys.isGiven ? [fail("signature", "a key was given, and the run is not signed")] : [];
  }
  const key = keys.all.find(({ id }) => id === manifest.signed_by.key_id);
  const judge = (what, isGood) => {
    if (key !== undefined || keys.isGiven) {
      const whose = keys.isGiven
        ? "the given key"
        : "a key that came with the copy: compare it with the one its owner publishes";
      return oneOf(what, isGood, `holds under ${whose}`, `does not hold under ${whose}`);
    }
    return unknown(what, "no public key is here");
  };
  const statements = [];
  for (const [name, claim] of [
    [signatureFiles[1], decisionClaim],
    [signatureFiles[2], vsaClaim],
  ]) {
    statements.push(...(await attempt(name, () => checkStatement(run, { name, claim, key, judge }))));
  }
  return [...statements, ...(await attempt(signatureFiles[0], () => checkSsh(run, { key, judge })))];
}

const payloadType = "application/vnd.in-toto+json";

async function checkStatement(run, { name, claim, key, judge }) {
  const bytes = await run.read(name);
  if (bytes === undefined) return [fail(name, "is missing")];
  const found = parseDocument(bytes);
  const { dsseEnvelope: envelope } = found;
  const [{ sig }] = envelope.signatures;
  const hint = base64(unhex(run.manifest.signed_by.key_id));
  const written = {
    dsseEnvelope: { payload: envelope.payload, payloadType, signatures: [{ sig }] },
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { publicKey: { hint } },
  };
  if (canonical(written) !== canonical(found)) return [fail(name, "is of another form or key")];
  const payload = unbase64(envelope.payload);
  const isClaim = run.decision !== undefined && textOf(payload) === canonical(claim(run, run.decision.value));
  const isGood = key !== undefined && (await holds(key, unbase64(sig), preAuthEncoding(payloadType, payload)));
  return [
    oneOf(name, isClaim, "says of the manifest what it says itself", "its statement is not about this manifest"),
    judge(name, isGood),
  ];
}

const digestsOf = (files) => files.map(({ name, sha256 }) => ({ name, sha256 }));

const statement = (subject, predicateType, predicate) => ({
  _type: "https://in-toto.io/Statement/v1",
  predicate,
  predicateType,
  subject,
});

const subjectOf = ({ name, sha256 }) => ({ digest: { sha256 }, name });

/** What the signer says of the decision: an in-toto statement about the manifest. */
function decisionClaim({ manifest, self }, decision) {
  const { app, as_of, bundle, files, inputs, mode, overlay, run_id, tool, verdict } = manifest;
  return statement([subjectOf({ name: "manifest.json", sha256: self })], "https://fixops.dev/predicates/decision/v1", {
    app,
    artefacts: digestsOf(files),
    as_of,
    bundle: { sha256: bundle.sha256 },
    commit: decision.commit,
    inputs: digestsOf(inputs),
    mode,
    overlay: { mode: overlay.mode, sha256: overlay.sha256 },
    previous: decision.previous ?? null,
    reasons: decision.reasons.map(({ code }) => code),
    run_id,
    stage: "decision",
    tool,
    verdict,
  });
}

/** The same as a verification summary of SLSA, about the artefacts of the release when they are known. */
function vsaClaim({ manifest, self }, decision) {
  const { app, as_of, mode, overlay, run_id, tool, verdict } = manifest;
  const attestations = decision.inputs.filter(({ kinds }) => kinds.includes("provenance"));
  const subject = decision.artefacts.length > 0 ? decision.artefacts : [{ name: "manifest.json", sha256: self }];
  const level = decision.slsa_build_level === undefined ? "UNEVALUATED" : decision.slsa_build_level;
  return statement(subject.map(subjectOf), "https://slsa.dev/verification_summary/v1", {
    inputAttestations: [...attestations, { name: "manifest.json", sha256: self }].map(({ name, sha256 }) => ({
      digest: { sha256 },
      uri: encodeURI(name),
    })),
    policy: { digest: { sha256: overlay.sha256 }, uri: `urn:fixops:overlay:${mode}` },
    resourceUri: `urn:fixops:app:${encodeURIComponent(app.id ?? app.name ?? run_id)}`,
    slsaVersion: "1.1",
    timeVerified: as_of,
    verificationResult: verdict === "GO" ? "PASSED" : "FAILED",
    verifiedLevels: [verdict === "GO" ? `SLSA_BUILD_LEVEL_${level}` : "FAILED"],
    verifier: { id: "https://fixops.dev/verifier", version: { [tool.name]: tool.version } },
  });
}

async function checkSsh({ bytes, manifest, read }, { judge }) {
  const [name] = signatureFiles;
  const file = await read(name);
  if (file === undefined) return [fail(name, "is missing")];
  const { id, isGood } = await readSshSignature(textOf(file), bytes, "fixops-evidence");
  if (!isGood || id !== manifest.signed_by.key_id) return [fail(name, "does not hold under the key of the manifest")];
  return [judge(name, true)];
}
