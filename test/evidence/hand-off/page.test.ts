import { describe, expect, test } from "bun:test";
import { verifyPage } from "../../../src/evidence/hand-off/page.ts";
import { sha256Hex } from "../../../src/standards/sha256.ts";
import { type HandOff, handOff, sampleLogSigner } from "../../support/hand-off.ts";
import { ed25519, p256, stranger } from "../../support/sample-keys.ts";
import { encryption } from "../../support/sample-run.ts";

const page = verifyPage();

function inside(tag: string): string {
  const [start, end] = [`<${tag}>`, `</${tag}>`];
  return page.slice(page.indexOf(start) + start.length, page.indexOf(end));
}

function sourceOf(text: string): string {
  return `'sha256-${Uint8Array.fromHex(sha256Hex(text)).toBase64()}'`;
}

describe("verifyPage()", () => {
  test("lets run the script and the style that are in it, and nothing else", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.split("; ");
    expect(policy).toEqual([
      "default-src 'none'",
      `script-src ${sourceOf(inside("script"))}`,
      `style-src ${sourceOf(inside("style"))}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page.match(/<script|<style/g)).toEqual(["<style", "<script"]);
    expect(page).not.toMatch(/\bon[a-z]+=|\bsrc=|<link|<img|<iframe/);
  });

  test("is one script without modules that a browser can read", () => {
    const script = inside("script");
    expect(() => new Function(script)).not.toThrow();
    expect(script).not.toMatch(/^(?:import|export) /m);
    expect(script).toStartWith('"use strict";');
  });

  test("asks nobody, keeps nothing and puts no text of a file into the page as markup", () => {
    const forbidden =
      /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|localStorage|indexedDB|eval)\b/;
    expect(inside("script")).not.toMatch(forbidden);
    expect(inside("script")).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|createContextualFragment/);
  });

  test("names its fields and tells its verdict to those who cannot see it", () => {
    for (const id of ["keys", "fernet", "folder"]) {
      expect(page).toContain(`<label for="${id}">`);
      expect(page).toMatch(new RegExp(`<(?:input|textarea) id="${id}"`));
    }
    expect(page).toContain('role="status"');
    expect(page).toContain('<html lang="en">');
  });
});

type Check = { readonly what: string; readonly status: string };
type Verify = (copy: unknown, given: unknown) => Promise<readonly { readonly checks: readonly Check[] }[]>;

/** The checks of the page without its elements. */
const verifyCopy: Verify = new Function(`${inside("script").split("\n/* The page: ")[0]}\nreturn verifyCopy;`)();

async function statusOf(files: HandOff, given: { readonly keys?: readonly string[]; readonly fernet?: string } = {}) {
  const copy = {
    paths: [...files.keys()],
    has: (path: string) => files.has(path),
    read: (path: string) => Promise.resolve(files.get(path)),
  };
  const groups = await verifyCopy(copy, { keys: given.keys ?? [], fernet: given.fernet ?? "" });
  const checks = groups.flatMap((group) => group.checks);
  const of = (status: string): readonly string[] => checks.flatMap((one) => (one.status === status ? [one.what] : []));
  return { failed: of("fail"), unknown: of("unknown") };
}

const key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const otherKey = "_wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

describe("the checks of the page", () => {
  test.each([
    ["Ed25519", ed25519],
    ["ECDSA P-256", p256],
  ])(
    "hold for a copy that is signed with %s, with its own key and with the reader's",
    async (_, { signer, publicKey }) => {
      const files = await handOff({
        runs: [{ runId: "one", seal: { compress: true }, signer }],
        before: 3,
        after: 2,
        logSigner: sampleLogSigner(),
      });
      expect(await statusOf(files)).toEqual({ failed: [], unknown: [] });
      expect(await statusOf(files, { keys: [publicKey.pem] })).toEqual({ failed: [], unknown: [] });
      expect((await statusOf(files, { keys: [stranger.publicKey.pem] })).failed.length).toBeGreaterThan(0);
      expect((await statusOf(files, { keys: ["no key"] })).failed.length).toBeGreaterThan(0);
    },
  );

  test("open Fernet with one of the keys, and tell that they were given none", async () => {
    const files = await handOff({ runs: [{ runId: "one", seal: { compress: true, encryption } }] });
    expect(await statusOf(files, { fernet: `${otherKey}, ${key}` })).toEqual({ failed: [], unknown: [] });
    expect(await statusOf(files)).toEqual({ failed: [], unknown: ["bundle", "inputs document"] });
    expect((await statusOf(files, { fernet: otherKey })).failed).toEqual(["bundle", "inputs document"]);
  });

  test("fail for what is missing, and for nothing at all", async () => {
    const files = await handOff({ runs: [{ runId: "one", seal: { compress: true } }] });
    for (const path of ["audit/audit.jsonl", "demo/one/manifest.json", "demo/one/decision.json"]) {
      const fewer = new Map(files);
      fewer.delete(path);
      expect((await statusOf(fewer)).failed.length).toBeGreaterThan(0);
    }
    expect((await statusOf(new Map())).failed).toContain("runs");
  });
});
