// Where the browsers of this machine are; plain JavaScript, since setup.mjs asks before anything is installed.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const { env } = process;
const windows = (folder, path) => (folder ? [`${folder}\\${path}`] : []);

const known = {
  chromium: {
    variable: "CHROMIUM",
    names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    paths: [
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      ...windows(env.LOCALAPPDATA, "Chromium\\Application\\chrome.exe"),
      ...windows(env.PROGRAMFILES, "Google\\Chrome\\Application\\chrome.exe"),
      ...windows(env["PROGRAMFILES(X86)"], "Microsoft\\Edge\\Application\\msedge.exe"),
    ],
  },
  firefox: {
    variable: "FIREFOX",
    names: ["firefox-esr", "firefox"],
    paths: [
      "/Applications/Firefox.app/Contents/MacOS/firefox",
      "/usr/lib/firefox-esr/firefox-esr",
      ...windows(env.PROGRAMFILES, "Mozilla Firefox\\firefox.exe"),
    ],
  },
};

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function findBrowser(kind) {
  const { variable, names, paths } = known[kind];
  const chosen = env[variable];
  if (chosen) return runs(chosen) ? chosen : undefined;
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...paths].find(runs);
}

export function browserVariable(kind) {
  return known[kind].variable;
}
