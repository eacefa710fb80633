import { createServer } from "node:http";
import { gzipSync } from "node:zlib";

export interface Front {
  url: string;
  stop(): void;
}

const text = /text|json|javascript|svg/;

/**
 * The site as a CDN hands it out, which the site's own server leaves to it: text under gzip, and connections that stay open. Every page is still
 * made for each who asks. It says of who asks without cookies that they are nobody in particular, as CloudFront's function does.
 */
export async function startFront(site: string): Promise<Front> {
  const server = createServer(async ({ url = "/", headers, method = "GET" }, response) => {
    if (method !== "GET") return void response.writeHead(405).end();
    const said = { "accept-language": headers["accept-language"] ?? "*", accept: headers.accept ?? "*/*" };
    const visitor: Record<string, string> = headers.cookie === undefined ? { "souk-visitor": "en.GB" } : { cookie: headers.cookie };
    const answer = await fetch(new URL(url, site), { headers: { ...said, ...visitor }, redirect: "manual" });
    const body = Buffer.from(await answer.arrayBuffer());
    const kept = Object.fromEntries(
      [...answer.headers].filter(([name]) => !/^(connection|keep-alive|transfer-encoding|content-length)$/.test(name)),
    );
    const packed = text.test(answer.headers.get("content-type") ?? "");
    const sent = packed ? gzipSync(body) : body;
    response.writeHead(answer.status, { ...kept, ...(packed ? { "content-encoding": "gzip" } : {}), "content-length": sent.length });
    response.end(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the front has no port");
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://localhost:${address.port}`, stop };
}
