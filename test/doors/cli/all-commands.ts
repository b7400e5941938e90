import type { CommandTable, RunnableCommand } from "../../../src/doors/cli/command.ts";
import { commands } from "../../../src/doors/cli/commands/index.ts";

/** Every command of the tables, loaded, with the path by which it is reached. */
export async function allCommands(
  table: CommandTable = commands,
  path = "",
): Promise<readonly (RunnableCommand & { readonly path: string })[]> {
  const found = await Promise.all(
    [...table].map(async ([word, entry]) => {
      const below = `${path} ${word}`.trimStart();
      if ("commands" in entry) return allCommands(entry.commands, below);
      return [{ ...(await entry.load()).command, path: below }];
    }),
  );
  return found.flat();
}
