import { describe, expect, test } from "bun:test";
import { provenanceOptions } from "../../../src/assess/provenance/options.ts";
import { loadBundleVerifier, loadProvenanceBasis } from "../../../src/doors/actions/trust.ts";
import { codeOf } from "../../support/code-of.ts";
import { keyPair } from "../../support/provenance.ts";
import { fakeRuntime } from "../../support/runtime.ts";

const [key, other] = [keyPair("release"), keyPair("other", "ec")];
const files = {
  "/w/release.pub": key.pem,
  "/w/other.pub": other.pem,
  "/w/root.json": '{\n  "mediaType": "x"\n}\n',
  "/w/roots.jsonl": '{"a":1}\n{"a":2}\n',
  "/w/broken.json": "{",
  "/w/app.tar": "app",
  "/w/team.yml": "provenance:\n  trusted_root: /w/root.json\n",
  "/w/plain.yml": "mode: demo\n",
};
const runtime = fakeRuntime({ files });
const verifier = () => () => ({ holds: false, reason: "never" }) as const;
const none = provenanceOptions.parse({});

describe("loadProvenanceBasis()", () => {
  test("reads keys, root and artefacts", () => {
    const sha256 = `sha256:${"AB".repeat(32)}`;
    const request = {
      trustedKeys: ["/w/release.pub", "/w/other.pub"],
      trustedRoot: "/w/root.json",
      artefacts: ["/w/app.tar", sha256],
      verifier,
    };
    const { keys, roots, artefacts } = loadProvenanceBasis(request, none, runtime);
    expect(keys.map(({ name, keyId, algorithm }) => [name, keyId, algorithm])).toEqual([
      ["release.pub", key.trusted.keyId, "ed25519"],
      ["other.pub", other.trusted.keyId, "ecdsa-p256"],
    ]);
    expect(roots.map(({ name, sha256: digest }) => [name, digest.length])).toEqual([["root.json", 64]]);
    expect(artefacts).toEqual([
      { name: "app.tar", sha256: new Bun.CryptoHasher("sha256").update("app").digest("hex") },
      { name: sha256.toLowerCase(), sha256: "ab".repeat(32) },
    ]);
  });

  test("reads the overlay's keys and root, and the flags in their place", () => {
    const options = { ...none, trusted_keys: ["/w/release.pub"], trusted_root: "/w/root.json" };
    const named = (request: object) => {
      const { keys, roots } = loadProvenanceBasis({ ...request, verifier }, options, runtime);
      return [...keys, ...roots].map(({ name }) => name);
    };
    expect(named({ trustedKeys: [] })).toEqual(["release.pub", "root.json"]);
    expect(named({ trustedKeys: ["/w/other.pub"], trustedRoot: "/w/roots.jsonl" })).toEqual([
      "other.pub",
      "roots.jsonl",
      "roots.jsonl",
    ]);
  });

  test("is empty when nothing is named", () => {
    expect(loadProvenanceBasis({}, none, runtime)).toEqual({ keys: [], roots: [], artefacts: [] });
  });

  test.each<[string, object, string]>([
    ["a key that is not there", { trustedKeys: ["/w/none"] }, "USAGE_KEY_MISSING"],
    ["a key that is none", { trustedKeys: ["/w/app.tar"] }, "USAGE_KEY_INVALID"],
    ["a root that is not there", { trustedRoot: "/w/none" }, "INPUT_NOT_FOUND"],
    ["a root that is no JSON", { trustedRoot: "/w/broken.json" }, "INPUT_MALFORMED"],
    ["an artefact that is not there", { artefacts: ["/w/none"] }, "INPUT_NOT_FOUND"],
    ["a digest that is none", { artefacts: ["sha256:abc"] }, "USAGE_BAD_VALUE"],
    ["a digest of another algorithm", { artefacts: [`sha512:${"a".repeat(128)}`] }, "USAGE_BAD_VALUE"],
    ["an artefact that is too large", { artefacts: ["/w/app.tar"], maxInputBytes: 1 }, "INPUT_TOO_LARGE"],
  ])("refuses %s", (_, request, code) => {
    expect(codeOf(() => loadProvenanceBasis({ verifier, ...request }, none, runtime))).toBe(code);
  });

  test("refuses a root that the verification does not take", () => {
    const refusing = () => {
      throw new SyntaxError("it names no certificate authority");
    };
    const request = { trustedRoot: "/w/root.json", verifier: refusing };
    expect(codeOf(() => loadProvenanceBasis(request, none, runtime))).toBe("INPUT_MALFORMED");
  });

  test("does not go on when the verification was not loaded", () => {
    expect(codeOf(() => loadProvenanceBasis({ trustedRoot: "/w/root.json" }, none, runtime))).toBe("INTERNAL");
  });
});

describe("loadBundleVerifier()", () => {
  test.each<[string, object, boolean]>([
    ["the flag", { trustedRoot: "/w/root.json" }, true],
    ["an overlay", { overlays: ["/w/team.yml"] }, true],
    ["an overlay without a root", { overlays: ["/w/plain.yml"] }, false],
    ["nothing", {}, false],
  ])("loads for %s: case %#", async (_, request, expected) => {
    const counted = { ...runtime, bundleVerifier: () => Promise.resolve(verifier) };
    const loaded = await loadBundleVerifier({ overlays: [], ...request }, counted);
    expect(loaded === verifier).toBe(expected);
  });
});
