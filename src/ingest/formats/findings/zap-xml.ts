import { shorten } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute, xmlChild, xmlChildren, xmlText } from "../../../standards/xml.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { xmlRoot } from "../forms.ts";
import { maxLabel } from "../label.ts";
import { findingSieve, sift } from "./finding-sieve.ts";
import { type ZapAlert, zapFinding, zapReading } from "./zap-alert.ts";

/** ZAP's traditional XML report; until 2.4 an alert stands for one place, which it names itself. */
export const zapXml: Format = {
  id: "zap-xml",
  title: "ZAP XML",
  sign: "the root element `OWASPZAPReport`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return xmlRoot(document)?.name === "OWASPZAPReport";
}

function read(document: Document, origin: Origin): Reading {
  const root = xmlRoot(document);
  const sieve = findingSieve();
  const sites = xmlChildren(root, "site");
  for (const [index, site] of sites.entries()) {
    const base = `/OWASPZAPReport/site[${index + 1}]/alerts`;
    for (const [at, item] of xmlChildren(xmlChild(site, "alerts"), "alertitem").entries()) {
      const source = { input: origin.name, pointer: `${base}/alertitem[${at + 1}]` };
      sift(sieve, zapFinding(alertOf(item, xmlAttribute(site, "name"), source)));
    }
  }
  return zapReading(sieve, {
    sites: sites.length,
    version: labelOf(root, "version"),
    generated: labelOf(root, "created") ?? labelOf(root, "generated"),
  });
}

function labelOf(root: XmlElement | undefined, name: string): string | undefined {
  const given = xmlAttribute(root, name);
  return given === undefined || given === "" ? undefined : shorten(given, maxLabel);
}

function alertOf(item: XmlElement, site: string | undefined, source: ZapAlert["source"]): ZapAlert {
  const places = xmlChildren(xmlChild(item, "instances"), "instance").flatMap((one) => xmlText(one, "uri") ?? []);
  const own = xmlText(item, "uri");
  return {
    rule: xmlText(item, "alertRef") ?? xmlText(item, "pluginid"),
    name: xmlText(item, "alert") ?? xmlText(item, "name"),
    risk: xmlText(item, "riskcode"),
    confidence: xmlText(item, "confidence"),
    cwe: xmlText(item, "cweid"),
    addresses: own === undefined ? places : [own, ...places],
    site,
    source,
  };
}
