// What the page links to and loads, told when the popup asks. Everything is read by calls on prototypes: a page can name
// a form's field after a property, and the form's own property is then that field.

import type { ToldSurvey } from "@/core/page/survey.ts";

// The same as `surveyLimits` of core/page/survey.ts, which would bring its reader along.
const most = { links: 20_000, hosts: 2_000, parts: 2_000, examples: 4, address: 2_048, nodes: 500_000 };
const sliceMs = 5;

/** Where an element names what it loads. */
const attributes = new Map(
  "script:src link:href img:src input:src iframe:src frame:src embed:src object:data video:src audio:src source:src track:src"
    .split(" ")
    .map((each) => each.split(":") as [string, string]),
);

export async function surveyPage(): Promise<ToldSurvey> {
  const links = new Map<string, [count: number, ...examples: string[]]>();
  const parts = new Map<string, string>();
  const roots: Node[] = [document];
  let linkCount = 0;
  let nodeCount = 0;
  let isCut = false;
  let sliceEnd = performance.now() + sliceMs;

  function takeLink(node: Node): void {
    const url = addressIn(node, attribute(node, "href") ?? attribute(node, "xlink:href"));
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
  function takePart(node: Node, initiator: string, address: string | null, isElement: boolean): void {
    const url = addressIn(node, address);
    if (url === undefined) return;
    const href = plain(url);
    if (parts.has(href) ? isElement : parts.size < most.parts) parts.set(href, initiator);
    else isCut ||= !parts.has(href);
  }

  for (const root of roots) {
    const view = read(Document.prototype, "defaultView", root) as Window | null | undefined;
    const timings = view ? Performance.prototype.getEntriesByType.call(view.performance, "resource") : [];
    for (const { initiatorType, name } of timings as PerformanceResourceTiming[]) {
      takePart(document, initiatorType, name, false);
    }
    const walker = Document.prototype.createTreeWalker.call(document, root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null && !isCut; node = walker.nextNode()) {
      const name = String(read(Element.prototype, "localName", node));
      const named = attributes.get(name);
      if (name === "a" || name === "area") takeLink(node);
      else if (name !== "link") takePart(node, name, named === undefined ? null : attribute(node, named), true);
      else if (/\bstylesheet\b/i.test(attribute(node, "rel") ?? "")) {
        takePart(node, "style", attribute(node, "href"), true);
      }
      const inner = [
        read(Element.prototype, "shadowRoot", node),
        name === "iframe" && read(HTMLIFrameElement.prototype, "contentDocument", node),
      ];
      for (const each of inner) if (each) roots.push(each as Node);
      if (++nodeCount > most.nodes) isCut = true;
      if (performance.now() > sliceEnd) {
        await new Promise((resolve) => setTimeout(resolve));
        sliceEnd = performance.now() + sliceMs;
      }
    }
  }
  return { links: [...links.values()], parts: Array.from(parts, ([url, initiator]) => [initiator, url]), isCut };
}

/** The prototype's own getter on a node; nothing where the node is not of its kind. */
function read(prototype: object, name: string, node: Node): unknown {
  try {
    return Reflect.get(prototype, name, node);
  } catch {
    return undefined;
  }
}

function attribute(node: Node, name: string): string | null {
  return Element.prototype.getAttribute.call(node, name);
}

/** An address of the web on another host than the page's own. */
function addressIn(node: Node, address: string | null): URL | undefined {
  const url = address === null ? null : URL.parse(address, String(read(Node.prototype, "baseURI", node)));
  return url !== null && url.protocol.startsWith("http") && url.hostname !== location.hostname ? url : undefined;
}

function plain({ href }: URL): string {
  return href.replace(/#.*/, "").slice(0, most.address);
}
