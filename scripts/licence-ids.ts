/**
 * Makes src/standards/spdx-licence-ids.ts from the list of ids that CycloneDX publishes of SPDX's (in the assets):
 *   bun scripts/licence-ids.ts
 * A file of its own, because the list that checks schemas is only loaded by `inspect`, and every gate reads licences.
 */
import { z } from "zod";
import { compareText } from "../src/domain/order.ts";

const List = z.object({ $comment: z.string(), enum: z.array(z.string().regex(/^[A-Za-z0-9.+-]+$/)) });

const root = `${import.meta.dir}/..`;
const source = await Bun.file(`${root}/src/doors/system/assets/schemas/spdx.schema.json`).text();
const list = List.parse(JSON.parse(source));
const lines: string[] = [];
let line = "";
for (const id of list.enum.toSorted(compareText)) {
  if (`${line} ${id}`.length > 108) {
    lines.push(line);
    line = id;
  } else {
    line = line === "" ? id : `${line} ${id}`;
  }
}
lines.push(line);
await Bun.write(
  `${root}/src/standards/spdx-licence-ids.ts`,
  `/**
 * Ids of the SPDX licence list and its exceptions (${list.$comment}), as CycloneDX publishes them; facts, made by
 * scripts/licence-ids.ts.
 */
export const spdxLicenceIds: readonly string[] = \`
${lines.join("\n")}
\`
  .trim()
  .split(/\\s+/);
`,
);
console.log(`${list.enum.length} ids of ${list.$comment}`);
