import type { Judgement } from "../../domain/posture.ts";
import { isHidden, type Value } from "../../domain/resource.ts";
import { isEveryone } from "../../standards/azure-source.ts";
import { shorten } from "../../standards/wire.ts";
import { allOf, anyOf, failWhen, type Truth } from "./check.ts";
import { openPort, type PortRange, portRangeOf, type ServicePort } from "./network.ts";
import { at, is, matches } from "./values.ts";

/** Says whether a rule of a network security group lets everyone in the internet reach one of the ports. */
export function judgeInboundRule(rule: Value, ports: readonly ServicePort[], where: string): Judgement {
  const open = openPort(rangesOf(rule), ports);
  const isOpen = allOf([
    isInboundAllow(rule),
    isFromWorld(rule),
    open !== undefined || (isPortHidden(rule) ? undefined : false),
  ]);
  const what = open === undefined ? "a port that is not known" : `${open.service} (port ${open.port})`;
  return failWhen(isOpen, { at: where, ...(isOpen === true && { found: `${sourceOf(rule)} to ${what}` }) });
}

function isInboundAllow(rule: Value): Truth {
  return allOf([matches(rule, "direction", same("inbound")), matches(rule, "access", same("allow"))]);
}

function same(word: string): (text: string) => boolean {
  return (text) => text.toLowerCase() === word;
}

/** The singular and the plural attribute, of which a rule has one. */
function isFromWorld(rule: Value): Truth {
  return anyOf(
    membersOf(rule, "source_address_prefix").map((source) =>
      isHidden(source) ? undefined : isEveryone(String(source)),
    ),
  );
}

function rangesOf(rule: Value): readonly PortRange[] {
  return membersOf(rule, "destination_port_range").flatMap((port) => {
    const range = isHidden(port) ? undefined : portRangeOf(String(port));
    return range === undefined ? [] : [range];
  });
}

function isPortHidden(rule: Value): boolean {
  return membersOf(rule, "destination_port_range").some(isHidden);
}

/** Values of `<name>` and of `<name>s`. */
function membersOf(rule: Value, name: string): readonly Value[] {
  return [name, `${name}${name.endsWith("x") ? "es" : "s"}`].flatMap((key) => {
    const value = at(rule, key);
    if (value === undefined || value === "") return [];
    return Array.isArray(value) ? value : [value];
  });
}

function sourceOf(rule: Value): string {
  const open = membersOf(rule, "source_address_prefix").find((one) => !isHidden(one) && isEveryone(String(one)));
  return shorten(String(open ?? ""), maxSource);
}

/** An IPv6 range is not longer. */
const maxSource = 50;

/** True for a rule whose protocol holds UDP. */
export function isUdp(rule: Value): Truth {
  return anyOf([is(rule, "protocol", "*"), matches(rule, "protocol", same("udp"))]);
}
