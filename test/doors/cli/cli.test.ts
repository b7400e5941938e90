import { describe, expect, test } from "bun:test";
import type { Runtime } from "../../../src/domain/runtime.ts";
import { cli } from "../../../src/doors/cli/cli.ts";
import { type FakeOptions, fakeRuntime } from "../../support/runtime.ts";
import { ed25519 } from "../../support/sample-keys.ts";

async function run(words: readonly string[], options: FakeOptions = {}) {
  const runtime = fakeRuntime(options);
  const code = await cli(words, runtime);
  return { code, stdout: runtime.stdout(), stderr: runtime.stderr() };
}

describe("commands that do not exist", () => {
  test.each(Object.getOwnPropertyNames(Object.prototype))(
    "%s is unknown, not a member of Object.prototype (A1)",
    async (word) => {
      for (const words of [[word], ["audit", word], ["help", word], [word, "--help"]]) {
        expect(await run(words)).toMatchObject({
          code: 3,
          stdout: "",
          stderr: expect.stringContaining(" no command "),
        });
      }
    },
  );

  test.each([
    [["make-desicion"], "fixops make-decision"],
    [["RUN"], "fixops run"],
    [["overlay", "shwo"], "fixops overlay show"],
    [["audit", "xyzzy"], "fixops audit --help"],
    [[""], "fixops --help"],
  ])("%j ends with 3 and advises %s", async (words, advice) => {
    const { code, stdout, stderr } = await run(words);
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toContain(advice);
  });
});

describe("a private key among the words is refused before any message could repeat it", () => {
  const pem = ed25519.privateKey;
  const body = pem.split("\n")[1] ?? "";
  const forms = [pem, pem.trimEnd(), body, btoa(pem), pem.replaceAll("\n", "\\n")];
  const lines = (key: string) => [
    ["make-decision", "--sign", "--signing-key", key],
    ["make-decision", `--signing-key=${key}`],
    ["make-decision", "--signing-kye", key, "--json"],
    ["make-decision", "--signing-key-fd", key],
    ["make-decision", "--", key],
    ["keys", "show", key],
    ["help", key],
    [key],
    [key, "--verbose"],
  ];
  test.each(forms.flatMap(lines))("%s %s %s", async (...words) => {
    const given = words.filter((word) => typeof word === "string");
    const { code, stdout, stderr } = await run(given, { environment: { GITHUB_ACTIONS: "true" } });
    expect(code).toBe(3);
    expect(stdout + stderr).toContain("USAGE_KEY_INVALID");
    for (const part of [body, btoa(pem)]) expect(stdout + stderr).not.toContain(part.slice(4, 24));
  });

  test("and the flag is named", async () => {
    expect((await run(["run", "--signing-key", pem])).stderr).toContain("--signing-key holds");
    expect((await run(["run", `--signing-key=${pem}`])).stderr).toContain("--signing-key holds");
  });
});

describe("help", () => {
  test.each([
    [["--help"], "fixops <command>"],
    [["-h"], "fixops <command>"],
    [["help"], "fixops <command>"],
    [["--json", "--help"], "fixops <command>"],
    [["help", "run"], "fixops run [flags]"],
    [["--help", "run"], "fixops run [flags]"],
    [["run", "--help"], "fixops run [flags]"],
    [["run", "-h", "--quiet"], "fixops run [flags]"],
    [["run", "--sbom", "a", "--help"], "fixops run [flags]"],
    [["audit", "--help"], "fixops audit <command>"],
    [["help", "audit"], "fixops audit <command>"],
    [["help", "audit", "logs"], "fixops audit logs"],
    [["verify", "-h"], "fixops verify PATH"],
  ])("%j prints it on standard output and ends with 0", async (words, usage) => {
    const { code, stdout, stderr } = await run(words);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`Usage:\n  ${usage}`);
  });

  test.each([
    [["make-decision", "--sbom", "--", "-h"]],
    [["make-decision", "--", "-h"]],
    [["make-decision", "--sbom", "-h"]],
    [["make-decision", "help"]],
    [["make-decision", "--help=1"]],
    [["help", "run", "more"]],
    [["help", "--nope"]],
    [["--version", "--json"]],
    [["--", "run"]],
  ])("%j is a mistake and not a request for it (A2)", async (words) => {
    const { code, stdout, stderr } = await run(words);
    expect(code).toBe(3);
    expect(words.includes("--json") ? stderr : stdout).toBe("");
  });

  test.each([[[]], [["audit"]], [["overlay", "--quiet"]], [["--quiet"]]])(
    "%j lacks a command: the help on standard error, and 3",
    async (words) => {
      const { code, stdout, stderr } = await run(words);
      expect([code, stdout]).toEqual([3, ""]);
      expect(stderr).toContain("Usage:");
    },
  );
});

describe("errors", () => {
  test("a code keeps its family's exit code", async () => {
    expect((await run(["run", "--sbmo", "a"])).code).toBe(3);
    expect((await run(["make-decision", "--sbom", "absent.json"])).code).toBe(4);
    expect(
      (await run(["make-decision", "--sbom", "a.json"], { readOnly: ["evidence"], files: { "a.json": "{}" } })).code,
    ).toBe(6);
  });

  test.each([
    [["run", "--sbmo", "a", "--json"]],
    [["--json", "run", "--sbmo", "a"]],
    [["--json"]],
    [["nope", "--json"]],
  ])("%j gives one JSON object on standard output and nothing else", async (words) => {
    const { code, stdout, stderr } = await run(words);
    expect([code, stderr]).toEqual([3, ""]);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: expect.stringMatching(/^USAGE_/),
      hint: expect.any(String),
    });
  });

  test.each([["Out of memory"], ["Maximum call stack size exceeded."], ["x"]])(
    "a RangeError %p is 7 and no verdict (T5)",
    async (message) => {
      const runtime = fakeRuntime();
      const read = () => {
        throw new RangeError(message);
      };
      expect(await cli(["overlay", "show", "--overlay", "x"], { ...runtime, files: { ...runtime.files, read } })).toBe(
        7,
      );
      expect(runtime.stderr()).not.toContain("    at ");
    },
  );

  test("a closed standard error changes no exit code", async () => {
    const broken = (words: readonly string[], streams: Partial<Runtime["terminal"]>) => {
      const runtime = fakeRuntime();
      return cli(words, { ...runtime, terminal: { ...runtime.terminal, ...streams } });
    };
    const fail = () => {
      throw new Error("EIO");
    };
    expect(await broken(["nope"], { err: fail })).toBe(3);
    expect(await broken([], { err: fail })).toBe(7);
    expect(await broken(["--help"], { out: fail })).toBe(7);
    expect(await broken(["nope", "--json"], { out: fail, err: fail })).toBe(3);
  });
});

test("a document that cannot be printed is not delivered in silence (T7)", async () => {
  const runtime = fakeRuntime();
  const out = () => {
    throw new Error("ENOSPC");
  };
  expect(await cli(["nope", "--json"], { ...runtime, terminal: { ...runtime.terminal, out } })).toBe(3);
  expect(runtime.stderr()).toContain("nope");
});
