import { expect, test } from "bun:test";
import { commands } from "../../../../src/doors/cli/commands/index.ts";
import { completionWords } from "../../../../src/doors/cli/completion/words.ts";

const words = await completionWords(commands);

test("completionWords() knows the way to every command", () => {
  expect(words.next.get("")).toEqual([...commands.keys(), "help"]);
  expect(words.next.get("audit")).toEqual(["logs", "verify", "prove", "export", "anchor"]);
  expect(words.next.get("completion")).toEqual(["bash", "zsh", "fish", "powershell"]);
});

test("completionWords() knows the flags of a command, denials too, and what they take", () => {
  expect(words.flags.get("make-decision")).toEqual(expect.arrayContaining(["--sbom", "--no-compress", "--help"]));
  expect(words.flags.get("verify")).not.toContain("--path");
  expect(words.takesPath).toEqual(expect.arrayContaining(["--sbom", "--evidence-dir"]));
  expect(words.takesText).toContain("--limit");
  expect(words.options.get("--mode")).toEqual(["demo", "enterprise"]);
  expect(words.takesPath.filter((flag) => words.takesText.includes(flag))).toEqual([]);
});

test("completionWords() gives only words that no shell takes for anything else", () => {
  const all = [...words.next.values(), ...words.flags.values(), ...words.options.values()].flat();
  expect(all.length).toBeGreaterThan(50);
  for (const word of all) expect(word).toMatch(/^[a-z0-9-]+$/);
});
