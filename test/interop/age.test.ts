import { describe, expect, test } from "bun:test";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { age } from "../../src/doors/system/age.ts";
import { checkRecipients, parseIdentities, parseRecipients } from "../../src/standards/age-key.ts";
import { shell } from "../support/child.ts";
import { hasNeed } from "../support/needs.ts";
import { plainTexts } from "../support/sizes.ts";
import { bytesOf, textOf, workspace } from "../support/workspace.ts";

const fresh = workspace();
const count = 1000;

/** Plain texts whose files are on the disk at one time. */
const batch = 50;

/** For each number: opens our file, and makes one of the plain text. With -o an empty text would leave no file. */
const bothWays = `set -e
for i in "$@"; do
  age -d -i identity "$i.ours" > "$i.opened"
  age -R recipients -o "$i.theirs" "$i.plain"
done`;

/** A directory with an identity of ours and a list of its recipient, as the programs of age read them. */
async function withKeys(): Promise<{
  readonly directory: string;
  readonly identity: string;
  readonly recipient: string;
}> {
  const directory = fresh();
  const pair = await age.newIdentity();
  writeFileSync(join(directory, "identity"), `# a comment\n${pair.identity}\n`);
  writeFileSync(join(directory, "recipients"), `# a comment\n\n${pair.recipient}\n`);
  return { directory, ...pair };
}

/** How many of the plain texts came out the same on both ways. */
async function agreedOf(plains: readonly Uint8Array[]): Promise<number> {
  const { directory, identity, recipient } = await withKeys();
  for (const [index, plain] of plains.entries()) {
    writeFileSync(join(directory, `${index}.plain`), plain);
    writeFileSync(join(directory, `${index}.ours`), await age.encrypt(plain, [recipient]));
  }
  const child = Bun.spawn(["sh", "-c", bothWays, "sh", ...Object.keys(plains)], { cwd: directory });
  expect(await child.exited).toBe(0);
  let agreed = 0;
  for (const [index, plain] of plains.entries()) {
    const opened = readFileSync(join(directory, `${index}.opened`));
    const theirs = await age.decrypt(readFileSync(join(directory, `${index}.theirs`)), [identity]);
    if (opened.equals(plain) && Buffer.compare(theirs, plain) === 0) agreed++;
  }
  rmSync(directory, { recursive: true });
  return agreed;
}

describe.skipIf(!hasNeed("age"))("the program age", () => {
  test(`opens our files and we open its, of ${count} sizes from nothing to 8 MiB`, async () => {
    let agreed = 0;
    let held: Uint8Array[] = [];
    for (const plain of plainTexts(count, 2)) {
      held.push(plain);
      if (held.length < batch) continue;
      agreed += await agreedOf(held);
      held = [];
    }
    expect(agreed).toBe(count);
  }, 120_000);

  test("makes identities and lists of recipients that we read, and both files of several recipients", async () => {
    const directory = fresh();
    const made = shell(
      "age-keygen -o one && age-keygen -o two && age-keygen -y one > both && age-keygen -y two >> both",
      directory,
    );
    expect(made.exitCode).toBe(0);
    const read = (name: string): string => readFileSync(join(directory, name), "utf8");
    const recipients = checkRecipients(parseRecipients(read("both")));
    expect(recipients).toHaveLength(2);
    writeFileSync(join(directory, "ours"), await age.encrypt(bytesOf("GO"), recipients));
    for (const name of ["one", "two"]) {
      const opened = shell(`age -d -i ${name} ours; age -R both -o ${name}.theirs < both`, directory);
      expect(opened).toMatchObject({ exitCode: 0, stdout: "GO" });
      const theirs = readFileSync(join(directory, `${name}.theirs`));
      expect(textOf(await age.decrypt(theirs, parseIdentities(read(name))))).toBe(read("both"));
    }
  });

  test("names the recipient of our identity as we do, and refuses a damaged file of ours", async () => {
    const { directory, recipient } = await withKeys();
    expect(shell("age-keygen -y identity", directory).stdout.trim()).toBe(recipient);
    const file = await age.encrypt(bytesOf("GO"), [recipient]);
    writeFileSync(join(directory, "damaged"), file.with(-1, (file.at(-1) ?? 0) ^ 1));
    expect(shell("age -d -i identity damaged", directory)).toMatchObject({ exitCode: 1, stdout: "" });
  });
});
