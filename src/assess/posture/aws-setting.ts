import { type Deployment, ofType } from "../../domain/deployment.ts";
import type { Judgement } from "../../domain/posture.ts";
import { type Resource, type ValueObject, withoutInstanceKeys } from "../../domain/resource.ts";
import { anyOf, type Check, passWhen, type Truth, truthOf, whereConcerned, worstOf } from "./check.ts";
import { atLeast, mustBe, mustBeGiven, mustMatch, type Names, settingOf } from "./setting.ts";
import { textsAt } from "./values.ts";

/** What no value at all means. */
export type Absent = boolean | "unknown";

/** Predicates of checks that ask one attribute; names are written as in `settingOf`. */
export type Judge = Check["judge"];

/** A pass when the attribute has the value; `absent` is what no value at all means. */
export function settingIs(names: Names, expected: string | number | boolean, absent: Absent = false): Judge {
  return ({ values }) => mustBe(values, names, expected, truthOfAbsent(absent));
}

/** A pass when the attribute has one of the values. */
export function settingIsOneOf(names: Names, expected: readonly string[], absent: Absent = false): Judge {
  return ({ values }) => mustMatch(values, names, (text) => expected.includes(text), truthOfAbsent(absent));
}

/** A failure when the attribute has one of the values; what is not set passes, unless `absent` says otherwise. */
export function settingIsNot(names: Names, bad: readonly string[], absent: Absent = true): Judge {
  return ({ values }) => mustMatch(values, names, (text) => !bad.includes(text), truthOfAbsent(absent));
}

/** A pass when the attribute is a number of at least `least`. */
export function settingIsAtLeast(names: Names, least: number, absent: Absent = false): Judge {
  return ({ values }) => mustMatch(values, names, atLeast(least), truthOfAbsent(absent));
}

function truthOfAbsent(absent: Absent): Truth {
  return absent === "unknown" ? undefined : absent;
}

/** A pass when something is set, or when it refers to a resource whose id comes with the apply. */
export function settingIsSet(name: string): Judge {
  return (resource, deployment) => mustBeGiven(resource, deployment, name);
}

/** A pass when the list has all of the values. */
export function settingHolds(name: string, wanted: readonly string[]): Judge {
  return ({ values }) => {
    const { at, value } = settingOf(values, name);
    const texts = textsAt({ list: value ?? null }, "list");
    const missing = wanted.filter((one) => texts?.includes(one) === false);
    return tell(texts && missing.length === 0, at, `without ${missing.join(", ")}`);
  };
}

/** The judgement for resources that the check concerns; whether it does stands at `at`, and may not be told. */
export function onlyWhere(at: string, concerns: (values: ValueObject) => Truth, judge: Judge): Judge {
  return (resource, deployment) => whereConcerned(concerns(resource.values), at, () => judge(resource, deployment));
}

/** A pass when all of several judgements are; the worst of them is told. */
export function everySetting(...judges: readonly Judge[]): Judge {
  return (resource, deployment) => worstOf(judges.map((judge) => judge(resource, deployment)));
}

/** A judgement with words for why it fails. */
export function tell(truth: Truth, at: string, found: string): Judgement {
  return passWhen(truth, { at, ...(truth === false && { found }) });
}

/** Whether an attribute is set, or refers to what will set it. */
export function isGiven(resource: Resource, deployment: Deployment, name: string): Truth {
  return truthOf(mustBeGiven(resource, deployment, name));
}

/**
 * Whether a switch for all of an account or region is on. It counts for the module that it stands in and for those
 * below; one of another module may be of another account, which a plan does not tell.
 */
export function isOnForAccount(
  resource: Resource,
  deployment: Deployment,
  type: string,
  test: (values: ValueObject) => Truth,
): Truth {
  return anyOf(
    ofType(deployment, type).map((one) => {
      const isOn = test(one.values);
      const isOurs = moduleOf(resource.address).startsWith(moduleOf(one.address));
      return isOurs || isOn === false ? isOn : undefined;
    }),
  );
}

/** `module.a["x"].module.b.aws_vpc.v` → `module.a.module.b.` */
function moduleOf(address: string): string {
  return /^(?:module\.[^.]+\.)*/.exec(withoutInstanceKeys(address))?.[0] ?? "";
}
