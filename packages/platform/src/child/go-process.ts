import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Build, Request } from "../evaluation.ts";
import type { Props } from "../json.ts";

interface BuildCall extends Build {
  functionID: string;
}
type Method = (args: unknown) => unknown;

/** Stands for SST's Go process, which the program asks over JSON-RPC for bundles and for the bootstrap buckets. Returns its address. */
export async function startGoProcess(request: Request, builds: Record<string, Build>): Promise<string> {
  const methods = methodsOf(request, builds);
  const server = createServer((incoming, response) => {
    let body = "";
    incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
    incoming.on("end", () => {
      const { method, params } = JSON.parse(body) as { method: string; params: unknown[] };
      response.setHeader("connection", "close");
      const run = methods[method];
      response.end(
        JSON.stringify(run ? { result: run(params[0]), error: null } : { result: null, error: `rpc: can't find method ${method}` }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function methodsOf({ region, accountId, temp }: Request, builds: Record<string, Build>): Record<string, Method> {
  const note = (args: unknown): BuildCall => {
    const { functionID, handler, bundle, runtime, links, properties } = args as BuildCall;
    builds[functionID] = { handler, ...(bundle ? { bundle } : {}), runtime, links: links ?? {}, properties: properties ?? {} };
    return args as BuildCall;
  };
  return {
    "Provider.Aws.Bootstrap": () => bootstrap(region, accountId),
    "Provider.Aws.Appsync": () => ({ http: "appsync.example", realtime: "appsync-realtime.example" }),
    "Runtime.AddTarget": (args) => Boolean(note(args)),
    "Runtime.Build": (args) => {
      const { functionID, handler, bundle } = note(args);
      const out = bundle ? path.resolve(bundle) : emptyBundle(path.join(temp, "work/build", functionID), handler);
      return { handler, out, errors: [], sourcemaps: [] };
    },
  };
}

function bootstrap(region: string, accountId: string): Props {
  return {
    asset: `sst-asset-${region}`,
    state: `sst-state-${region}`,
    assetEcrRegistryId: accountId,
    assetEcrUrl: `${accountId}.dkr.ecr.${region}.amazonaws.com/sst-asset`,
    appsyncHttp: "appsync.example",
    appsyncRealtime: "appsync-realtime.example",
  };
}

/** SST zips the folder: something must lie in it. */
function emptyBundle(out: string, handler: string): string {
  const file = path.join(out, handler.replace(/\.[^./]+$/, ".mjs"));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "export {};\n");
  return out;
}
