// What the page links to and loads, told when the popup asks.

import type { ToldSurvey } from "@/core/page/survey.ts";
import { all, baseOf, isDocument, nameOf, type Root, shadowOf, viewOf } from "./dom.ts";
import { hrefOf, webAddress } from "./links.ts";

// The same as `surveyLimits` of core/page/survey.ts, which would bring its reader along.
const most = { links: 20_000, hosts: 2_000, parts: 2_000, examples: 4, address: 2_048, nodes: 500_000 };
const sliceMs = 5;

/** Where an element names what it loads. */
const attributes =
  "script:src link:href img:src input:src iframe:src frame:src embed:src object:data video:src audio:src source:src track:src";

export async function surveyPage(): Promise<ToldSurvey> {
  const links = new Map<string, [count: number, ...examples: string[]]>();
  const parts = new Map<string, string>();
  const attributeOf = new Map(attributes.split(" ").map((each) => each.split(":") as [string, string]));
  const roots: Root[] = [document];
  let linkCount = 0;
  let nodeCount = 0;
  let isCut = false;
  let sliceEnd = performance.now() + sliceMs;

  function takeLink(element: Element): void {
    const url = addressIn(element, hrefOf(element));
    if (++linkCount > most.links) isCut = true;
    else if (url !== undefined) {
      const found = links.get(url.hostname);
      const href = plain(url);
      if (found === undefined) {
        if (links.size < most.hosts) links.set(url.hostname, [1, href]);
        else isCut = true;
      } else {
        found[0]++;
        if (found.length <= most.examples && !found.includes(href)) found.push(href);
      }
    }
  }

  /** An element tells more of a part than resource timing does. */
  function takePart(node: Node, initiator: string, address: string, isElement: boolean): void {
    const url = addressIn(node, address);
    if (url === undefined) return;
    const href = plain(url);
    if (parts.has(href) ? isElement : parts.size < most.parts) parts.set(href, initiator);
    else isCut ||= !parts.has(href);
  }

  for (const root of roots) {
    const view = isDocument(root) && viewOf(root);
    const timings = view ? view.performance.getEntriesByType("resource") : [];
    for (const { initiatorType, name } of timings as PerformanceResourceTiming[]) {
      takePart(document, initiatorType, name, false);
    }
    for (const element of all(root, "*")) {
      const name = nameOf(element);
      const attribute = attributeOf.get(name);
      const address = attribute === undefined ? "" : (element.getAttribute(attribute) ?? "");
      if (name === "a" || name === "area") takeLink(element);
      else if (name !== "link") takePart(element, name, address, true);
      else if (/\bstylesheet\b/i.test(element.getAttribute("rel") ?? "")) takePart(element, "style", address, true);
      const inner = [shadowOf(element), name === "iframe" && (element as HTMLIFrameElement).contentDocument];
      for (const each of inner) if (each) roots.push(each);
      if (++nodeCount > most.nodes) isCut = true;
      if (isCut) break;
      if (performance.now() > sliceEnd) {
        await new Promise((resolve) => setTimeout(resolve));
        sliceEnd = performance.now() + sliceMs;
      }
    }
  }
  return { links: [...links.values()], parts: Array.from(parts, ([url, initiator]) => [initiator, url]), isCut };
}

/** An address of the web on another host than the page's own; nobody else learns with which password. */
function addressIn(node: Node, address: string): URL | undefined {
  const url = address === "" ? null : webAddress(address, baseOf(node));
  if (url === null || url.hostname === location.hostname) return undefined;
  url.username = url.password = "";
  return url;
}

function plain({ href }: URL): string {
  return href.slice(0, most.address);
}
