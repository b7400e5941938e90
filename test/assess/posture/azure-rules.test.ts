import { describe, expect, test } from "bun:test";
import { isUdp, judgeInboundRule } from "../../../src/assess/posture/azure-rules.ts";
import { adminPorts } from "../../../src/assess/posture/network.ts";
import { unknownValue } from "../../../src/domain/resource.ts";
import { isEveryone } from "../../../src/standards/azure-source.ts";

const ssh = { direction: "Inbound", access: "Allow", source_address_prefix: "*", destination_port_range: "22" };

test("isEveryone() knows the service's words and ranges", () => {
  expect(["*", "Internet", "ANY", "0.0.0.0/0", "::/0", "0.0.0.0"].filter((text) => !isEveryone(text))).toEqual([]);
  expect(["VirtualNetwork", "AzureLoadBalancer", "10.0.0.0/8", ""].filter(isEveryone)).toEqual([]);
});

describe("judgeInboundRule()", () => {
  test("names source and port of what is open", () => {
    expect(judgeInboundRule(ssh, adminPorts, "here")).toEqual({
      status: "fail",
      at: "here",
      found: "* to SSH (port 22)",
    });
  });

  test("is not misled by the plural that was left empty", () => {
    const rule = { ...ssh, source_address_prefixes: [], destination_port_ranges: [] };
    expect(judgeInboundRule(rule, adminPorts, "here").status).toBe("fail");
  });

  test("passes what is hidden where another part rules it out", () => {
    expect(judgeInboundRule({ ...ssh, access: "Deny", direction: unknownValue }, adminPorts, "").status).toBe("pass");
    expect(judgeInboundRule({ ...ssh, direction: unknownValue }, adminPorts, "").status).toBe("unknown");
  });
});

test.each([
  ["Udp", true],
  ["*", true],
  ["Tcp", false],
  [unknownValue, undefined],
] as const)("isUdp() %#", (protocol, expected) => {
  expect(isUdp({ protocol })).toBe(expected);
});
