import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { freePort } from "./port.ts";
import type { Ready } from "./stage.ts";

const folder = path.resolve(import.meta.dirname, "../../web");

export interface BuiltSite {
  url: string;
  stop(): Promise<void>;
}

/**
 * The site as it is shipped, on a port of its own beside the stage's development server: with the strict policy, and scripts as browsers
 * get them. Cookies know no ports, so who signed in at the stage's site is signed in here too. `built` serves what was built before.
 */
export async function startBuiltSite({ api, auth }: Pick<Ready, "api" | "auth">, { built = false } = {}): Promise<BuiltSite> {
  const { SST: _sst, ...environment } = process.env;
  if (!built) build(environment);
  const port = await freePort();
  const child = spawn(process.execPath, [".output/server/index.mjs"], {
    cwd: folder,
    env: {
      ...environment,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      SST_RESOURCE_App: JSON.stringify({ name: "souk", stage: "test" }),
      SST_RESOURCE_ShopApiOrigin: JSON.stringify({ url: api, type: "sst.sst.Linkable" }),
      SST_RESOURCE_Issuer: JSON.stringify({ url: auth, type: "sst.sst.Linkable" }),
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const site: BuiltSite = {
    url: `http://localhost:${port}`,
    async stop() {
      child.kill();
      await ended;
    },
  };
  for (let waited = 0; child.exitCode === null && waited < 30_000; waited += 50) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer) return site;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await site.stop();
  throw new Error("the built site did not answer");
}

function build(environment: NodeJS.ProcessEnv): void {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "build"], {
    cwd: folder,
    env: { ...environment, NODE_ENV: "production" },
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`the site was not built\n${stdout}${stderr}`);
}
