import { FixopsError } from "../../domain/error.ts";
import type { Intel } from "../../domain/intel.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { readFamiliesPack } from "../../ingest/families-pack.ts";
import { readKevPack } from "../../ingest/kev-pack.ts";

/** The intelligence that is built in. Throws INTEGRITY_INTEL when a pack is not the one that was built in. */
export function embeddedIntel(runtime: Runtime): Intel {
  const kev = checked("KEV pack", runtime.assets.kev(), runtime);
  const families = checked("pack of families", runtime.assets.families(), runtime);
  return { kev: readKevPack(kev.text, kev.sha256), families: readFamiliesPack(families.text, families.sha256) };
}

type Pack = { readonly text: string; readonly sha256: string };

function checked(what: string, pack: Pack, runtime: Runtime): Pack {
  const found = runtime.sha256(new TextEncoder().encode(pack.text));
  if (found === pack.sha256) return pack;
  throw new FixopsError("INTEGRITY_INTEL", `the embedded ${what} has SHA-256 ${found}, expected ${pack.sha256}`, {
    hint: "this binary is damaged: take it again from where it was released",
  });
}
