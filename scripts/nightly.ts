/**
 * What takes too long for every change, some hours: `bun scripts/nightly.ts [MUTATIONS]`, 50,000 damaged documents for
 * each format unless told otherwise. Builds the program, prints what the tests print; ends with 1 when one fails.
 */
const mutations = process.argv[2] ?? "50000";

/** What runs → the numbers it runs with. */
const runs: readonly (readonly [words: readonly string[], numbers: Readonly<Record<string, string>>])[] = [
  [["scripts/build.ts"], {}],
  [["test", "./test/ingest/formats/mutations.property.test.ts"], { MUTATIONS: mutations }],
  // Every fault at every system call, 10,000 kills, 500 power cuts.
  [["test", "./test/faults/"], { FIXOPS_FAULTS: "all" }],
  [["test", "./test/e2e/hammer.test.ts"], { FIXOPS_HAMMER_APPENDS: "10000", FIXOPS_HAMMER_KILLS: "2000" }],
];

const codes = runs.map(([words, numbers]) => {
  const [first, ...rest] = words;
  const command = [process.execPath, first ?? "", ...(first === "test" ? ["--timeout=3600000"] : []), ...rest];
  const env = { ...process.env, ...numbers };
  return Bun.spawnSync(command, { env, stdio: ["ignore", "inherit", "inherit"] }).exitCode;
});

process.exit(codes.every((code) => code === 0) ? 0 : 1);
