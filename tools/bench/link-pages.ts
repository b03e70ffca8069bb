// Pages of many links for the bench: prose around them, as readers meet it, a tenth of them to hosts that are listed.

/** Hosts that lead behind the wall, on any lists of this project. */
const listed = ["www.nytimes.com", "www.bbc.com", "www.youtube.com", "x.com", "www.reuters.com"];
const listedEvery = 10;
/** Links to each host, so that hosts are fewer than links, as they are on real pages. */
const linksPerHost = 4;

/** `/links/10000` */
export function linkPage(url: URL): string | undefined {
  const count = Number(/^\/links\/(\d+)$/.exec(url.pathname)?.[1] ?? Number.NaN);
  if (!(count > 0)) return undefined;
  const paragraphs = Array.from({ length: count }, (_, i) => {
    const host =
      i % listedEvery === 0
        ? listed[(i / listedEvery) % listed.length]
        : `site-${Math.floor(i / linksPerHost)}.example.org`;
    return `<p>Paragraph ${i}, with <a href="https://${host}/page/${i}">a link to a site</a> in it.</p>`;
  });
  return `<!doctype html><html lang="en"><title>${count} links</title><h1>${count} links</h1>${paragraphs.join("\n")}</html>`;
}
