import { expect, test } from "bun:test";
import { runtimeIsSupported } from "../../../src/assess/posture/aws-runtime.ts";

test.each<[string, boolean | undefined]>([
  ["python3.9", false],
  ["nodejs18.x", false],
  ["python3.14", true],
  ["provided.al2023", true],
  ["provided.al2", undefined],
  ["cobol1.x", undefined],
])("runtimeIsSupported() %s", (runtime, expected) => expect(runtimeIsSupported(runtime)).toBe(expected));
