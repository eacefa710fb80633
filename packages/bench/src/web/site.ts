import { execFileSync, spawn } from "node:child_process";
import net from "node:net";
import path from "node:path";
import type { Stage } from "@souk/testing";

const folder = path.resolve(import.meta.dirname, "../../../web");

/** The site as it is delivered, built for a plain server. */
export function buildSite(): void {
  execFileSync("npm", ["run", "build"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NITRO_PRESET: "node-server" },
  });
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** Serves the built site in front of a stage. */
export async function serveSite(stage: Stage): Promise<{ url: string; stop(): void }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const link = (value: object) => JSON.stringify(value);
  const child = spawn(process.execPath, [path.join(folder, ".output/server/index.mjs")], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      ORIGIN: url,
      SST_RESOURCE_App: link({ name: "souk", stage: "offline" }),
      SST_RESOURCE_ShopApiOrigin: link({ url: stage.api }),
      SST_RESOURCE_Issuer: link({ url: stage.auth ?? stage.api }),
    },
  });
  for (let waited = 0; waited < 20_000; waited += 100) {
    const answer = await fetch(url, { redirect: "manual" }).catch(() => undefined);
    if (answer && answer.status < 500) return { url, stop: () => void child.kill() };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error("the built site does not answer");
}
