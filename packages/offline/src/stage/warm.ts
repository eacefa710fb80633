import { join } from "node:path";
import type { RequestRecord } from "../gateway/gateway.ts";
import { readJson, writePrivate } from "./private-file.ts";

interface Warming {
  stateDir: string;
  web: string;
  api: string;
  requests: () => RequestRecord[];
}

/**
 * The first page is the slowest, so the stage asks for it before it tells anybody the address. What that page read from the API is
 * noted: the next start reads it again while the site's server still boots, so that those functions are built by then.
 */
export function createWarming({ stateDir, web, api, requests }: Warming): { repeat: () => void; page: () => Promise<void> } {
  const file = join(stateDir, "warm.json");
  return {
    repeat() {
      const noted = readJson(file);
      if (Array.isArray(noted)) for (const path of noted) void ask(`${api}${String(path)}`);
    },
    async page() {
      await ask(`${web}/`);
      const reads = requests().filter(({ method, status }) => method === "GET" && status < 400);
      writePrivate(file, [...new Set(reads.map(({ path }) => path))]);
    },
  };
}

async function ask(url: string): Promise<void> {
  const response = await fetch(url, { redirect: "manual" }).catch(() => undefined);
  await response?.body?.cancel().catch(() => {});
}
