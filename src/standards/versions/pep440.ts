import { compare, valid } from "@renovatebot/pep440";
import { type Order, orderOf } from "./order.ts";

/** Python packages (PEP 440, now the PyPA version specifiers specification) by a port of the `packaging` library. */
export function comparePep440(a: string, b: string): Order | undefined {
  return valid(a) === null || valid(b) === null ? undefined : orderOf(compare(a, b));
}
