import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];
const places: Record<string, string[]> = {
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
  linux: ["/usr/bin/chromium", "/usr/bin/google-chrome", "/snap/bin/chromium"],
};

/** Chrome or Chromium: CHROME_PATH, then PATH, then the usual places. Throws one sentence when there is none. */
export function findChromium(): string {
  const given = process.env["CHROME_PATH"];
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`CHROME_PATH names ${given}, and there is no such file.`);
  }
  const suffix = os.platform() === "win32" ? ".exe" : "";
  const onPath = (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name + suffix)));
  const found = [...onPath, ...(places[os.platform()] ?? [])].find((file) => existsSync(file));
  if (found) return found;
  throw new Error(
    'The end-to-end tests need Chrome or Chromium: on Debian run "apt-get install chromium", on macOS "brew install --cask google-chrome", on Windows "winget install Google.Chrome", or set CHROME_PATH.',
  );
}

/** A browser that asks nobody outside for anything. */
export const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
