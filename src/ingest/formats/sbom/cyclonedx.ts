import { FixopsError } from "../../../domain/error.ts";
import { field } from "../../../standards/wire.ts";
import type { Format, Origin } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { shown } from "../refusals.ts";
import { readBom } from "./cyclonedx-bom.ts";

const versions = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

/** CycloneDX JSON 1.2 to 1.7: an SBOM, a VDR (vulnerabilities) and a VEX (their analysis), alone or in one document. */
export const cyclonedx: Format = {
  id: "cyclonedx-json",
  title: "CycloneDX JSON",
  sign: "a `bomFormat` of CycloneDX",
  versions,
  kinds: ["sbom", "vex", "cve"],
  longLists: ["/components", "/dependencies"],
  detect: (document) => field(jsonValue(document), "bomFormat") === "CycloneDX",
  read: (document, origin) => {
    const bom = jsonValue(document);
    return readBom(bom, supportedVersion(bom, origin), origin.name);
  },
};

function supportedVersion(bom: unknown, origin: Origin): string {
  const version = field(bom, "specVersion");
  if (typeof version === "string" && versions.includes(version)) return version;
  throw new FixopsError(
    "INPUT_UNSUPPORTED_VERSION",
    `specVersion of the CycloneDX document is ${shown(version)}; expected one of ${versions.join(", ")}`,
    { where: { file: origin.name, pointer: "/specVersion" }, hint: "write the document again as CycloneDX 1.6 JSON" },
  );
}
