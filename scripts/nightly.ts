/**
 * What takes too long for every change: `bun scripts/nightly.ts [MUTATIONS]`, 50,000 damaged documents for each format
 * unless told otherwise. Prints what the tests print; ends with 1 when one fails.
 */
const mutations = process.argv[2] ?? "50000";

const tests = Bun.spawnSync(
  [process.execPath, "test", "--timeout=3600000", "test/ingest/formats/mutations.property.test.ts"],
  { env: { ...process.env, MUTATIONS: mutations }, stdio: ["ignore", "inherit", "inherit"] },
);

process.exit(tests.exitCode === 0 ? 0 : 1);
