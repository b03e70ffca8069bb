// Pages that try to confuse whoever counts their links: case by case of the threat model, with the count that is right.

const nyt = "https://www.nytimes.com/";
const link = (href: string, text = "text"): string => `<a href="${href}">${text}</a>`;

export interface HostilePage {
  readonly id: string;
  readonly what: string;
  readonly html: string;
  /** the number that the toolbar must show: links behind the wall, each once */
  readonly count: string;
}

/** How often a hundred thousand links are behind the wall: six on the first screen, one at the very end. */
const many = `<script>
  const links = [];
  for (let i = 0; i < 100_000; i++) {
    const host = i < 6 || i === 99_999 ? "www.nytimes.com" : "site-" + i + ".example.com";
    links.push('<a href="https://' + host + "/" + i + '">' + i + "</a> ");
  }
  document.write(links.join(""));
</script>`;

const reset = `${link("https://example.org/")}<script>
  const link = document.querySelector("a");
  for (let i = 0; i < 100_000; i++) link.href = "https://site-" + i + ".example.org/";
  link.href = "${nyt}";
</script>`;

const storm = `${link(nyt)}<p id="rain"></p><script>
  const rain = document.getElementById("rain");
  let drops = 0;
  const pour = () => {
    for (let i = 0; i < 170; i++) rain.textContent = "drop " + drops++;
    if (drops < 30_000) requestAnimationFrame(pour);
    else rain.innerHTML = '${link("https://www.facebook.com/")}';
  };
  requestAnimationFrame(pour);
</script>`;

const endless = `${link(nyt)}<script>
  let count = 0;
  const append = () => {
    const paragraph = document.createElement("p");
    paragraph.innerHTML = '<a href="https://example.org/' + count++ + '">more</a>';
    document.body.append(paragraph);
    if (document.body.childElementCount > 200) document.body.children[100].remove();
    requestAnimationFrame(append);
  };
  append();
</script>`;

const frames = `${link(nyt)}
  <iframe srcdoc='${link(nyt)}'></iframe>
  <iframe sandbox srcdoc='${link(nyt)}'></iframe>
  <iframe src="about:blank"></iframe>
  <iframe src="data:text/html,${encodeURIComponent(link(nyt))}"></iframe>
  <iframe src="https://other.example.org/P05"></iframe>
  <script>
    const blob = new Blob(['<a href="${nyt}">x</a>'], { type: "text/html" });
    const frame = document.createElement("iframe");
    frame.sandbox = "";
    frame.src = URL.createObjectURL(blob);
    document.body.append(frame);
    let inner = document.body;
    for (let depth = 0; depth < 200; depth++) {
      const next = document.createElement("iframe");
      inner.append(next);
      inner = next.contentDocument.body;
    }
  </script>`;

const shadows = `<div id="open"></div><div id="closed"></div><div id="slotted">${link(nyt)}</div><script>
  document.getElementById("open").attachShadow({ mode: "open" }).innerHTML = '<p>${link(nyt)}</p>';
  document.getElementById("closed").attachShadow({ mode: "closed" }).innerHTML = '${link(nyt)}';
  document.getElementById("slotted").attachShadow({ mode: "open" }).innerHTML = "<slot></slot>";
  // Out of the layout, which such a depth brings down by itself.
  let deep = document.body.appendChild(document.createElement("div"));
  deep.hidden = true;
  for (let i = 0; i < 10_000; i++) deep = deep.appendChild(document.createElement("span"));
  deep.innerHTML = '${link(nyt)}';
</script>`;

const schemes = [
  `data:text/html,${nyt}`,
  `blob:${nyt}`,
  "about:blank",
  `javascript:void'${nyt}'`,
  "file:///www.nytimes.com/",
  "chrome://www.nytimes.com/",
  `view-source:${nyt}`,
  "mailto:www.nytimes.com",
  "wss://www.nytimes.com/",
  "web+x://www.nytimes.com/",
  "#www.nytimes.com",
  "",
  "https://",
  "http:///",
].map((href) => link(href));

const spellings = [
  "https://user:secret@www.nytimes.com/",
  "https://www.nytimes.com:8443/",
  "HTTPS://WWW.NYTIMES.COM/",
  "https://www.nytimes.com./",
  "https:\\\\www.nytimes.com\\",
  "//www.nytimes.com/",
  "https://www%2Enytimes.com/",
  "https://www.nyti\tmes.com/",
  "\n https://www.nytimes.com/ ",
  `https://www.nytimes.com/#${"x".repeat(1_000_000)}`,
].map((href) => link(href));

/** Not one of these is a spelling of a listed host. */
const misspellings = [
  "https://www.nytimes.com../",
  "https://www..nytimes.com/",
  `https://${"a".repeat(64)}.nytimes.org/`,
  "https://[::ffff:8.8.4.4]/",
  "https://0x7f.1/",
  "https://nytimes.com.example.org/",
  "https://example.org/https://www.nytimes.com/",
  "https:www.nytimes.com/",
].map((href) => link(href));

const clobbered = `<form id="body" name="documentElement">
    <input name="querySelectorAll"><input name="attributes"><input name="href"><input name="getElementById">
    <input name="childNodes"><input name="parentNode"><input name="nodeType"><input name="shadowRoot">
    ${link(nyt)}
  </form>
  <img name="body"><img name="querySelectorAll"><img name="createTreeWalker"><img name="defaultView">
  <form name="head"><a name="href" href="${nyt}">x</a></form>`;

const patched = `<script>
  const broken = () => { throw new Error("patched"); };
  for (const name of ["querySelectorAll", "querySelector", "getAttribute", "attachShadow", "closest", "matches"]) {
    Element.prototype[name] = broken;
  }
  for (const name of ["querySelectorAll", "createRange", "createTreeWalker"]) Document.prototype[name] = broken;
  for (const name of ["href", "hostname", "host", "protocol"]) {
    Object.defineProperty(HTMLAnchorElement.prototype, name, { get: broken });
  }
  Object.defineProperty(Element.prototype, "shadowRoot", { get: broken });
  Array.prototype.push = Array.prototype.map = Map.prototype.get = Set.prototype.add = broken;
  globalThis.MutationObserver = globalThis.Range = globalThis.Highlight = broken;
  customElements.define("x-link", class extends HTMLElement { constructor() { super(); globalThis.wasBuilt = true; } });
  Object.freeze(Object.prototype);
</script>${link(nyt)}`;

const rewritten = `<script>
  addEventListener("load", () => setTimeout(() => {
    document.open();
    document.write('<!doctype html><title>rewritten</title>${link(nyt)}${link(nyt)}');
    document.close();
  }, 300));
</script>${link(nyt)}`;

const oddLinks = `<svg xmlns:xlink="http://www.w3.org/1999/xlink"><a href="${nyt}"><text y="20">one</text></a>
    <a xlink:href="${nyt}"><text y="40">two</text></a></svg>
  <map name="map"><area href="${nyt}" shape="rect" coords="0,0,9,9" alt="three"></map>
  <img usemap="#map" width="10" height="10" alt="">
  <form action="${nyt}"><button>no link</button></form>
  <link rel="prefetch" href="https://example.org/">
  <a ping="${nyt}" href="https://example.org/">not this</a>
  <base href="https://www.facebook.com/"><a href="/four">four</a>`;

const strict = `<meta http-equiv="Content-Security-Policy"
    content="default-src 'none'; script-src 'unsafe-inline'; style-src 'none'; require-trusted-types-for 'script'">
  <script>
    globalThis.complaints = [];
    addEventListener("securitypolicyviolation", ({ violatedDirective }) => complaints.push(violatedDirective));
    addEventListener("error", ({ message }) => complaints.push(message));
  </script>${link(nyt)}`;

const flooding = `${link(nyt)}<script>
  const flood = setInterval(() => {
    for (const road of ["page", "own", "tab"]) {
      for (const name of ["here", "links", "choose", "where", "count"]) {
        postMessage({ road, name, args: { marks: false, url: "https://www.baidu.com/", count: 99 } }, "*");
      }
    }
  }, 5);
  setTimeout(() => clearInterval(flood), 2000);
</script>`;

export const hostilePages: readonly HostilePage[] = [
  { id: "P01a", what: "a hundred thousand links", html: many, count: "7" },
  { id: "P01b", what: "one link set a hundred thousand times", html: reset, count: "1" },
  { id: "P02a", what: "ten thousand changes a second", html: storm, count: "2" },
  { id: "P02b", what: "a page that grows for ever", html: endless, count: "1" },
  { id: "P03", what: "frames of every kind, two hundred deep", html: frames, count: "2" },
  { id: "P04", what: "shadow roots and a very deep tree", html: shadows, count: "3" },
  { id: "P05", what: "schemes that are not the web's", html: schemes.join("\n"), count: "" },
  { id: "P06a", what: "odd spellings of one host", html: spellings.join("\n"), count: String(spellings.length) },
  { id: "P06b", what: "hosts that only look alike", html: misspellings.join("\n"), count: "" },
  { id: "P11", what: "names that clobber the document", html: clobbered, count: "2" },
  { id: "P12", what: "patched prototypes and a frozen Object", html: patched, count: "1" },
  { id: "P13", what: "a document written anew", html: rewritten, count: "2" },
  { id: "P14", what: "SVG links, areas, a late base", html: oddLinks, count: "4" },
  { id: "P15", what: "a strict content policy with Trusted Types", html: strict, count: "1" },
  { id: "P19", what: "a flood of messages in our form", html: flooding, count: "1" },
];
