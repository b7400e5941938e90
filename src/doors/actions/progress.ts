import type { InputBytes } from "../../domain/input-file.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { toolName } from "../../domain/version.ts";
import { visibleText } from "../../standards/visible.ts";

/** Called when an input has been read, for the last time. */
type OnInput = (input: InputBytes, index: number, total: number) => void;

/** Bytes of all inputs from which on people wait long enough (about half a second) to wonder. */
const longWork = 32 * 1024 * 1024;

/**
 * What happens after each input of a run: a line on standard error when that is a terminal, the work is long and
 * `isWanted`, and the end of its bytes, which nobody needs again.
 */
export function afterInput(inputs: readonly InputBytes[], isWanted: boolean, runtime: Runtime): OnInput {
  const size = inputs.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const isShown = isWanted && runtime.terminal.isTerminal.err && size >= longWork;
  const tell = (words: string): void => runtime.terminal.err(`${toolName}: ${words}\n`);
  return (input, index, total) => {
    if (isShown) tell(`read ${index + 1} of ${total}: ${visibleText(input.name)}`);
    if (isShown && index + 1 === total) tell("deciding");
    runtime.giveBack(input.bytes);
  };
}
