import demoOverlay from "../../../overlays/demo.yml" with { type: "text" };
import enterpriseOverlay from "../../../overlays/enterprise.yml" with { type: "text" };
import type { Mode } from "../../domain/mode.ts";
import type { Assets } from "../../domain/runtime.ts";
import familiesPack from "./assets/families.txt" with { type: "text" };
import { familiesSha256 } from "./assets/families-pin.ts";
import kevPack from "./assets/kev.txt" with { type: "text" };
import { kevSha256 } from "./assets/kev-pin.ts";
import { samples } from "./samples.ts";

const overlays: Record<Mode, string> = { demo: demoOverlay, enterprise: enterpriseOverlay };

/** What is built into the binary. Each file is imported in one way only: as text (a second way would win or lose by chance). */
export const assets: Assets = {
  overlay: (mode) => overlays[mode],
  kev: () => ({ text: kevPack, sha256: kevSha256 }),
  families: () => ({ text: familiesPack, sha256: familiesSha256 }),
  schemas: async () => (await import("./schemas.ts")).schemaText,
  samples,
};
