// What kind of part an address is, from what asked for it and, where that leaves it open, from how the address ends.

export const partKinds = ["script", "style", "font", "frame", "data", "image", "media", "other"] as const;
export type PartKind = (typeof partKinds)[number];

/** By an element's name, or by what resource timing calls an initiator. */
const byInitiator = new Map<string, PartKind>([
  ["script", "script"],
  ["style", "style"],
  ["img", "image"],
  ["image", "image"],
  ["input", "image"],
  ["body", "image"],
  ["iframe", "frame"],
  ["frame", "frame"],
  ["object", "frame"],
  ["embed", "frame"],
  ["video", "media"],
  ["audio", "media"],
  ["source", "media"],
  ["track", "media"],
  ["fetch", "data"],
  ["xmlhttprequest", "data"],
  ["beacon", "data"],
]);

/** For what a style sheet asked for (`css`), or a `link` that loads ahead. */
const byEnding: readonly (readonly [PartKind, RegExp])[] = [
  ["font", /\.(?:woff2?|ttf|otf|eot)$/i],
  ["style", /\.css$/i],
  ["script", /\.m?js$/i],
  ["image", /\.(?:png|jpe?g|gif|webp|avif|svg|ico)$/i],
];

export function kindOfPart(initiator: string, url: string): PartKind {
  const path = /^[^?#]*/.exec(url)?.[0] ?? "";
  return byInitiator.get(initiator) ?? byEnding.find(([, ending]) => ending.test(path))?.[0] ?? "other";
}
