import { expect, test } from "bun:test";
import { classicRefusesOldTls, refusesOldTls } from "../../../src/assess/posture/aws-tls.ts";

test.each<[string, boolean | undefined]>([
  ["ELBSecurityPolicy-2016-08", false],
  ["ELBSecurityPolicy-FS-2018-06", false],
  ["ELBSecurityPolicy-TLS13-1-1-2021-06", false],
  ["ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06", true],
  ["ELBSecurityPolicy-TLS13-1-3-2021-06", true],
  ["ELBSecurityPolicy-2030-01", undefined],
])("refusesOldTls() %s", (policy, expected) => expect(refusesOldTls(policy)).toBe(expected));

test.each<[string, boolean | undefined]>([
  ["ELBSecurityPolicy-TLS-1-2-2017-01", true],
  ["ELBSecurityPolicy-2015-05", false],
  ["ELBSecurityPolicy-TLS13-1-2-2021-06", undefined],
])("classicRefusesOldTls() %s", (policy, expected) => expect(classicRefusesOldTls(policy)).toBe(expected));
