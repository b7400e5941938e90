import { driftOf } from "../assess/drift.ts";
import { inputDoubts } from "../assess/input-records.ts";
import { asideKeys, componentKeys, openItems, openKeys } from "../assess/open-items.ts";
import { epssRecords, kevRecords } from "../assess/operate/hits.ts";
import { intelDoubts, intelSources } from "../assess/operate/intel.ts";
import {
  alertFactors,
  alertRecords,
  type Pressure,
  pressureFactor,
  pressureFormula,
  pressureOf,
  pressureRecord,
} from "../assess/operate/pressure.ts";
import { isLookedAt, openRisk } from "../assess/release-risk.ts";
import { riskRecord } from "../assess/risk/record.ts";
import { isVulnerabilityScan } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import { present } from "../domain/present.ts";
import type { Json } from "../domain/section.ts";
import { countSeverities } from "../domain/severity.ts";
import { field } from "../standards/wire.ts";
import type { Stage, StageBody, StageContext } from "./stage.ts";

/**
 * What a release that runs is exposed to by now: known exploited and likely vulnerabilities of its last SBOM and scan,
 * the pressure on its services, and what changed since it was let out. An SBOM and a scan are enough.
 */
export const operateStage: Stage = {
  name: "operate",
  kinds: ["telemetry", "sbom", "cve", "vex"],
  needsInput: true,
  inherits: ["build", "test"],
  document: "operate.snapshot.json",
  body,
};

function body(model: Model, context: StageContext): StageBody {
  const { risk: riskOptions, operate } = context.options;
  const items = openItems(model).filter(({ kind }) => kind === "vulnerability");
  const looked = model.vulnerabilities.length > 0 || model.inputs.some(isVulnerabilityScan);
  const now: Now = {
    components: model.components.length > 0 ? componentKeys(model) : undefined,
    vulnerabilities: looked ? openKeys(items, "vulnerability") : undefined,
  };
  const pressures = model.telemetry.map((one) => pressureOf(one, operate));
  const risk = openRisk(items, riskOptions, {
    looked: isLookedAt(model.inputs, isVulnerabilityScan),
    more: [
      ...pressures.filter(isMeasured).map((one) => pressureFactor(one, riskOptions)),
      ...model.telemetry.flatMap((one) => alertFactors(one, riskOptions)),
    ],
  });
  return present({
    intel: intelSources(model),
    vulnerabilities: looked
      ? { status: "evaluated", open: items.length, by_severity: countSeverities(items) }
      : { status: "not_evaluated", why: "no vulnerability scan among the inputs" },
    kev_hits: looked ? kevRecords(model) : undefined,
    epss: looked ? epssRecords(model) : undefined,
    pressure_by_service: pressures.map(pressureRecord),
    pressure_formula: pressureFormula,
    alerts: alertRecords(model.telemetry),
    drift: driftRecord(now, asideKeys(model), context),
    components: now.components,
    open: present({ vulnerabilities: now.vulnerabilities }),
    doubts: [...inputDoubts(model), ...intelDoubts(model, context.options.exploitability)],
    operate_risk_score: risk?.score,
    operate_risk: riskRecord(risk, riskOptions),
  });
}

function isMeasured({ value }: Pressure): boolean {
  return value !== undefined;
}

/** What is there by now; undefined where no input tells. */
type Now = {
  readonly components: readonly string[] | undefined;
  readonly vulnerabilities: readonly string[] | undefined;
};

/** Since the release, where its own stages tell; else since the last snapshot. */
function driftRecord(now: Now, aside: ReadonlySet<string>, { earlier, previous }: StageContext): Json {
  const built = { title: "the build report of the release", holder: earlier.get("build"), member: "components" };
  const tested = {
    title: "the test report of the release",
    holder: field(earlier.get("test"), "open"),
    member: "vulnerabilities",
  };
  const title = "the app's last snapshot";
  return {
    components: driftOf({ open: now.components, aside: new Set(), gone: "removed" }, [
      built,
      { title, holder: previous, member: "components" },
    ]),
    vulnerabilities: driftOf({ open: now.vulnerabilities, aside, gone: "fixed" }, [
      tested,
      { title, holder: field(previous, "open"), member: "vulnerabilities" },
    ]),
  };
}
