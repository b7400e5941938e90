import { expect, test } from "bun:test";
import { globalFlags } from "../../../src/doors/cli/flag.ts";
import { allCommands } from "./all-commands.ts";

test("no command has a flag that a global flag would hide", async () => {
  for (const { name, flags } of await allCommands()) {
    expect([name, Object.keys(flags).slice(-Object.keys(globalFlags).length)]).toEqual([
      name,
      Object.keys(globalFlags),
    ]);
  }
});

test("flags are spelled in lower case with hyphens, and none starts like a denial by chance", async () => {
  for (const { flags } of await allCommands()) {
    for (const name of Object.keys(flags)) expect(name).toMatch(/^(?:no-color|(?!no-)[a-z][a-z0-9]*(?:-[a-z]+)*)$/);
  }
});
