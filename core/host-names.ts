// Host names and what they stand under.

/** Whether `host` is `parent` or one of its subdomains, on label boundaries. */
export function isAtOrUnder(host: string, parent: string): boolean {
  if (!host.endsWith(parent)) return false;
  const cut = host.length - parent.length;
  return cut === 0 || host.charCodeAt(cut - 1) === 46;
}
