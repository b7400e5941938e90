import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize, resolve } from "node:path";
import { compileFlags, targets } from "../scripts/build.ts";

/** The law of the house: who may import whom, tables equal directories, one of each thing of which there is one. */

const root = resolve(import.meta.dir, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const files = (pattern: string): readonly string[] => [...new Bun.Glob(pattern).scanSync(root)].toSorted();
const sources = files("src/**/*.ts");

/** Without comments, so that a word in one is no code. Strings with `//` in them do not matter here. */
const codeOf = (path: string): string => read(path).replace(/\/\*.*?\*\/|(?<=^|\s)\/\/.*?$/gms, "");

const ground = ["domain", "standards"];

/** Room → rooms of ours that it may import. Not listed: not allowed. */
const house: { readonly [room: string]: readonly string[] } = {
  domain: [],
  standards: [],
  ingest: ground,
  correlate: ground,
  assess: ground,
  decide: ground,
  evidence: ground,
  render: ground,
  stages: [...ground, "assess"],
  overlay: [...ground, "ingest", "assess", "decide", "evidence"],
  pipeline: [...ground, "ingest", "correlate", "assess", "decide", "evidence", "overlay", "stages"],
  "doors/cli": [...ground, "render", "doors/actions"],
  "doors/actions": [
    ...ground,
    "ingest",
    "evidence",
    "render",
    "overlay",
    "stages",
    "assess/posture",
    "assess/stages",
    "pipeline",
  ],
  "doors/system": [...ground, "evidence"],
  "main.ts": ["domain", "doors/cli", "doors/system"],
};

/** Room → packages and built-in modules that it may import. */
const outside: { readonly [room: string]: readonly string[] } = {
  domain: [],
  standards: [
    "@noble/ciphers",
    "@noble/hashes",
    "@pandatix/js-cvss",
    "@renovatebot/pep440",
    "@rgrove/parse-xml",
    "node:crypto",
    "node:zlib",
    "semver",
  ],
  ingest: ["ajv", "zod", "yaml", "node:zlib"],
  correlate: [],
  assess: ["zod"],
  decide: ["zod"],
  evidence: ["zod", "fflate", "node:zlib"],
  render: [],
  stages: [],
  overlay: ["zod", "yaml"],
  pipeline: [],
  "doors/cli": ["citty", "consola", "node:util"],
  "doors/actions": ["zod", "node:path"],
  "doors/system": [
    "@sigstore/bundle",
    "@sigstore/protobuf-specs",
    "@sigstore/verify",
    "age-encryption",
    "bun:sqlite",
    "node:child_process",
    "node:crypto",
    "node:fs",
    "node:path",
    "node:tty",
  ],
  "main.ts": [],
};

type Import = { readonly from: string; readonly target: string };

/** Static, dynamic and type-only imports; `Bun.Transpiler.scanImports` drops the last. */
const specifier = /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*["'`]([^"'`\s]+)["'`]/g;

const imports: readonly Import[] = sources.flatMap((from) =>
  [...codeOf(from).matchAll(specifier)].map(([, target = ""]) => ({ from, target })),
);

/** `src/doors/cli/flag.ts` → `doors/cli`, `src/overlay/merge.ts` → `overlay`, `src/main.ts` → `main.ts`. */
function roomOf(path: string): string {
  const [, first = "", second = ""] = path.split("/");
  return first === "doors" ? `${first}/${second}` : first;
}

function mayImport(from: string, to: string): boolean {
  const inside = to.replace(/^src\//, "");
  return roomOf(to) === from || (house[from] ?? []).some((door) => inside === door || inside.startsWith(`${door}/`));
}

describe("imports", () => {
  test("go down the house only", () => {
    const own = imports.filter(({ target }) => target.startsWith("."));
    expect(own.length).toBeGreaterThan(200);
    const wrong = own.flatMap(({ from, target }) => {
      const to = normalize(join(dirname(from), target));
      return !to.startsWith("src/") || mayImport(roomOf(from), to) ? [] : [`${from} → ${target}`];
    });
    expect(wrong).toEqual([]);
  });

  test("of packages stand in the room that needs them", () => {
    const foreign = imports.filter(({ target }) => !target.startsWith("."));
    expect(foreign.length).toBeGreaterThan(30);
    const wrong = foreign.flatMap(({ from, target }) => {
      const allowed = outside[roomOf(from)] ?? [];
      return allowed.some((name) => target === name || target.startsWith(`${name}/`)) ? [] : [`${from} → ${target}`];
    });
    expect(wrong).toEqual([]);
  });

  test("know every room", () => {
    expect([...new Set(sources.map(roomOf))].toSorted()).toEqual(Object.keys(house).toSorted());
    expect(Object.keys(outside)).toEqual(Object.keys(house));
  });

  // Trap: one file, imported as text and parsed, is text both times in the compiled program, and only there.
  test("take each asset in one way: as text, from one place", () => {
    const asset = /import\s+\w+\s+from\s+"(\.[^"]+\.(?!ts")\w+)"([^;]*);/g;
    const taken = sources.flatMap((from) =>
      [...codeOf(from).matchAll(asset)].map(([, target = "", how = ""]) => ({
        path: normalize(join(dirname(from), target)),
        how: how.trim(),
      })),
    );
    expect(taken.length).toBeGreaterThan(5);
    expect([...new Set(taken.map(({ how }) => how))]).toEqual(['with { type: "text" }']);
    expect(new Set(taken.map(({ path }) => path)).size).toBe(taken.length);
  });
});

describe("tables equal directories", () => {
  const imported = (table: string): readonly string[] =>
    imports.filter(({ from }) => from === table).map(({ target }) => normalize(join(dirname(table), target)));

  test.each([
    ["src/assess/index.ts", "src/assess/*.ts", /\bdefineAssessor\(/],
    ["src/doors/cli/commands/index.ts", "src/doors/cli/commands/*.ts", /^export const command\b/m],
  ])("%s", (table, pattern, sign) => {
    const rows = files(pattern).filter((path) => path !== table && sign.test(codeOf(path)) && !definesIt(path));
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.filter((path) => !imported(table).includes(path))).toEqual([]);
  });

  /** The file that declares `defineAssessor` is none. */
  function definesIt(path: string): boolean {
    return codeOf(path).includes("function defineAssessor");
  }

  const formatModules = files("src/ingest/formats/*/*.ts").filter((path) =>
    /^export const \w+: Format\b/m.test(codeOf(path)),
  );

  test("the formats' table is made of one for each room", () => {
    const rooms = new Set(formatModules.map((path) => join(dirname(path), "table.ts")));
    expect(rooms.size).toBeGreaterThan(8);
    const tables = imported("src/ingest/formats/index.ts").filter((path) => path.endsWith("/table.ts"));
    expect(tables.toSorted()).toEqual([...rooms].toSorted());
  });

  test("each format stands once, in the table of its room", async () => {
    for (const [room, modules] of Map.groupBy(formatModules, dirname)) {
      const taken = imported(join(room, "table.ts")).filter((path) => path !== "src/ingest/format.ts");
      expect([room, taken.toSorted()]).toEqual([room, modules.toSorted()]);
    }
    const { formats } = await import("../src/ingest/formats/index.ts");
    expect([formats.length, new Set(formats).size]).toEqual([formatModules.length, formatModules.length]);
  });

  test("each format has a golden case in a directory of its name", () => {
    const without = formatModules.filter((path) => {
      const folder = path.replace(/^src\//, "test/").replace(/\.ts$/, "");
      return files(`${folder}/*/golden.json`).length === 0;
    });
    expect(without).toEqual([]);
  });
});

/** Source file → why it has no test of its own. */
const untested: ReadonlyMap<string, string> = new Map([]);

describe("tests", () => {
  /** A family of posture checks is tested by its cases; a table test runs them all and asks for the rest. */
  const endingOf = (path: string): string =>
    /\/checks\/(?!index\.)[^/]+\.ts$/.test(path) ? ".cases.yaml" : ".test.ts";
  const mirrorOf = (path: string): string => path.replace(/^src\//, "test/").replace(/\.ts$/, endingOf(path));

  /** Types, imports and literals: nothing is called, so nothing can go wrong here. */
  function doesNothing(path: string): boolean {
    return path.endsWith(".d.ts") || !/\(|=>/.test(new Bun.Transpiler({ loader: "ts" }).transformSync(read(path)));
  }

  test("mirror the sources: each file that does something has one", () => {
    const owing = sources.filter((path) => !doesNothing(path) && !untested.has(path));
    expect(owing.length).toBeGreaterThan(100);
    expect(owing.filter((path) => !existsSync(join(root, mirrorOf(path))))).toEqual([]);
  });

  test("are exempt for a reason that still holds", () => {
    const stale = [...untested.keys()].filter(
      (path) => !sources.includes(path) || existsSync(join(root, mirrorOf(path))),
    );
    expect(stale).toEqual([]);
  });

  /** Tests of a whole room or table: properties, and those that stand beside the kinds of formats. */
  function isOfAll(path: string): boolean {
    return path.endsWith(".property.test.ts") || dirname(path) === "test/ingest/formats";
  }

  test("mirror nothing that is gone", () => {
    const rooms = new Set(Object.keys(house).map((room) => room.split("/")[0]));
    const mirrors = files("test/*/**/*.test.ts").filter(
      (path) => rooms.has(path.split("/")[1] ?? "") && !isOfAll(path),
    );
    expect(mirrors.length).toBeGreaterThan(100);
    const orphans = mirrors.filter((path) => {
      const source = path.replace(/^test\//, "src/").replace(/(\.property)?\.test\.ts$/, "");
      return !existsSync(join(root, `${source}.ts`)) && !existsSync(join(root, source));
    });
    expect(orphans).toEqual([]);
  });
});

describe("sources", () => {
  const where = (pattern: RegExp): readonly string[] => sources.filter((path) => pattern.test(codeOf(path)));

  test("have at most 250 lines that say something", () => {
    const long = sources.filter(
      (path) =>
        read(path)
          .split("\n")
          .filter((line) => line.trim() !== "").length > 250,
    );
    expect(long).toEqual([]);
  });

  test("leave nothing for later", () => {
    const mark = new RegExp(["TO", "DO|FIX", "ME|X", "XX"].join(""));
    const all = [...sources, ...files("test/**/*.ts"), ...files("scripts/**/*.ts"), "README.md"];
    expect(all.filter((path) => mark.test(read(path)))).toEqual([]);
  });

  test("have one class, the error", () => {
    expect(where(/^\s*(?:export\s+)?(?:abstract\s+)?class\s/m)).toEqual(["src/domain/error.ts"]);
  });

  test("leave the process in one place", () => {
    expect(where(/process\.(?:exit|exitCode|abort|kill|reallyExit)\b/)).toEqual(["src/main.ts"]);
  });

  // Trap: bytecode cannot hold it unless the format is esm, and it would run before the guards of main.ts.
  test("await nothing at the top level", () => {
    expect(where(/^(?:(?:export )?(?:const|let) [^=]*= )?(?:await\b|for await\b)/m)).toEqual([]);
  });

  test("name no registry and no place on a machine", () => {
    const program = [...sources, ...files("scripts/**/*.ts"), ...files("*.{md,json,toml}")];
    const registry = new RegExp(["npmjs", "org|registry", "npm"].join("\\."));
    expect([...program, ...files("test/**/*.ts"), "bun.lock"].filter((path) => registry.test(read(path)))).toEqual([]);
    expect(program.filter((path) => /\/home\/|\/Users\/|\/root\//.test(read(path)))).toEqual([]);
  });
});

describe("versions", () => {
  const manifest = JSON.parse(read("package.json"));

  test("the program's is that of package.json", async () => {
    const { toolVersion } = await import("../src/domain/version.ts");
    expect(toolVersion).toBe(manifest.version);
  });

  test("Bun's is one and the same everywhere", () => {
    const version = manifest.engines.bun;
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(manifest.packageManager).toBe(`bun@${version}`);
    expect(manifest.devDependencies.bun).toBe(version);
    expect(manifest.devDependencies["@types/bun"]).toBe(version);
    expect(Bun.version).toBe(version);
    const texts = [
      "README.md",
      ".ci/run",
      ...[...new Bun.Glob(".github/workflows/*.yml").scanSync({ cwd: root, dot: true })],
    ];
    expect(texts.length).toBeGreaterThan(2);
    for (const path of texts) {
      const named = [...read(path).matchAll(/\bbun@([^\s`"']+)/g)].map(([, one]) => one);
      expect([path, [...new Set(named)]]).toEqual([path, [version]]);
    }
  });

  // The three of Sigstore verify bundles: certificates, timestamps and logs are no ground for code of our own.
  test("dependencies are exact, and no more than sixteen at run time", () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(16);
  });

  test("the scripts are these eight", () => {
    const names = ["demo", "check", "test", "e2e", "fix", "build", "bench", "docs"];
    expect(Object.keys(manifest.scripts)).toEqual(names);
  });

  test("the check of a CI is the command of the README", () => {
    const command = "npx -y bun@1.4.5 run check";
    expect(read("README.md")).toContain(`\n${command}\n`);
    expect(read(".ci/run")).toContain(`exec ${command}\n`);
  });
});

describe("the build", () => {
  test("takes nothing from the directory where the program runs, and makes eight programs", () => {
    expect(compileFlags).toContain("--no-compile-autoload-dotenv");
    expect(compileFlags).toContain("--no-compile-autoload-bunfig");
    expect(new Set(targets.map((target) => target.split("-")[1]))).toEqual(new Set(["darwin", "linux", "windows"]));
    expect(targets).toHaveLength(8);
  });
});
