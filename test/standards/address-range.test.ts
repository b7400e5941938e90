import { expect, test } from "bun:test";
import { isPrivate, isPrivateRange, isWorld } from "../../src/standards/address-range.ts";

test.each([
  ["0.0.0.0/0", true],
  ["::/0", true],
  ["0.0.0.0/1", true],
  ["64.0.0.0/2", true],
  ["10.0.0.0/1", true],
  ["0:0:0:0:0:0:0:0/0", true],
  [" 0.0.0.0/0 ", true],
  ["2000::/3", true],
  ["fc00::/7", false],
  ["0.0.0.0/", false],
  ["/0", false],
  ["", false],
  ["10.0.0.0/8", false],
  ["203.0.113.0/24", false],
  ["2001:db8::/32", false],
  ["0.0.0.0", false],
  ["text", false],
])("isWorld(%s) is %p", (cidr, expected) => {
  expect(isWorld(cidr)).toBe(expected);
});

test.each([
  ["10.1.2.3", true],
  ["172.31.0.1", true],
  ["172.32.0.1", false],
  ["100.64.0.1", true],
  ["fd00::1", true],
  ["203.0.113.7", false],
  ["example.org", false],
])("isPrivate(%s) is %p", (address, expected) => {
  expect(isPrivate(address)).toBe(expected);
});

test.each([
  ["10.0.0.0/8", true],
  ["10.0.0.0/4", false],
  ["10.1.2.3", true],
  ["172.16.0.0/12", true],
  ["172.16.0.0/8", false],
  ["192.168.0.0/15", false],
  ["fc00::/7", true],
  ["203.0.113.0/24", false],
  ["10.0.0.0/x", false],
  ["text", false],
])("isPrivateRange(%s) is %p", (cidr, expected) => {
  expect(isPrivateRange(cidr)).toBe(expected);
});
