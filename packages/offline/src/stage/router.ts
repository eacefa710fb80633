import { Agent, type ClientRequest, createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { xCache } from "../edge/answer.ts";
import { createEdge, type Edge, unanswered } from "../edge/edge.ts";
import type { Router, RouterRoute } from "../graph.ts";

export interface RouterOptions {
  port: number;
  /** All routers of the program: offline they share one origin. */
  routers: () => Router[];
  /** Where all goes that no route takes; undefined without a site. */
  site: () => string | undefined;
  /** The stage's clock, in milliseconds. */
  now: () => number;
}

export interface RouterServer {
  cache: Pick<Edge, "clear" | "counts">;
  close(): Promise<void>;
}

interface Target {
  url: URL;
  path: string;
  /** A route of the router leads to it, and not only the rest to the site. */
  route?: true;
  /** A bucket's object, which is read and no more. */
  bucket?: true;
}

/** The one origin that people see, as CloudFront makes it: `/` is the site, and each route another origin. */
export async function startRouter(options: RouterOptions): Promise<RouterServer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  let known: { routers: Router[]; names: string[] } | undefined;
  const keyHeaders = (): string[] => {
    const routers = options.routers();
    if (known?.routers !== routers) known = { routers, names: routers.flatMap((router) => router.keyHeaders ?? []) };
    return known.names;
  };
  const edge = createEdge({
    keyHeaders,
    now: options.now,
    ask(incoming, headers) {
      const target = targetOf(options, incoming);
      // The site runs its development server, whose files change under their names.
      return target?.route ? send(agent, target, incoming, "GET", headers) : undefined;
    },
    forward(incoming, response) {
      const target = targetOf(options, incoming);
      if (target?.bucket && incoming.method !== "GET" && incoming.method !== "HEAD")
        return void response.writeHead(405, { allow: "GET, HEAD" }).end();
      if (target) return forward(agent, target, incoming, response);
      response
        .writeHead(503, { "content-type": "text/plain; charset=utf-8" })
        .end("The site does not run: the stage was started with --no-web.\n");
    },
  });
  const handle = (incoming: IncomingMessage, response: ServerResponse): void => {
    const better = canonicalOf(options.port, incoming);
    if (better) return void response.writeHead(307, { location: better, "cache-control": "no-store" }).end();
    edge.handle(incoming, response);
  };
  const servers = [await serve(options.port, "127.0.0.1", handle)];
  // Browsers ask `localhost` at ::1 first; where there is no IPv6, or another program has the port there, they go on to 127.0.0.1.
  const six = await serve(options.port, "::1", handle).catch(() => undefined);
  if (six) servers.push(six);
  const sockets = new Set<Socket>();
  for (const server of servers) {
    server.on("upgrade", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
      const target = targetOf(options, incoming);
      if (!target || target.bucket) return void socket.destroy();
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      upgrade(target, incoming, socket, head);
    });
  }
  return {
    cache: edge,
    async close() {
      for (const socket of sockets) socket.destroy();
      agent.destroy();
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
    },
  };
}

/**
 * A person who opens the shop at another name of this machine is led to `localhost`: the issuer sends people back to exactly that
 * address, and cookies are kept by name. Only a page that is opened: programs, scripts and forms stay where they asked.
 */
export function canonicalOf(port: number, { method, url = "/", headers }: Pick<IncomingMessage, "method" | "url" | "headers">) {
  if (method !== "GET" || headers["sec-fetch-mode"] !== "navigate" || !url.startsWith("/")) return undefined;
  return /^(127(\.\d+){3}|\[::1\]|0\.0\.0\.0)(:\d+)?$/.test(headers.host ?? "") ? `http://localhost:${port}${url}` : undefined;
}

function serve(port: number, host: string, handle: (incoming: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: 65_000 }, handle);
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** The longest pattern that is the path, or a folder on its way. */
export function targetOf(
  { routers, site }: Pick<RouterOptions, "routers" | "site">,
  incoming: Pick<IncomingMessage, "url">,
): Target | undefined {
  const path = incoming.url ?? "/";
  const bare = path.split("?", 1)[0] ?? "/";
  const routes = routers().flatMap((router) => router.routes);
  const matching = routes
    .filter(({ pattern }) => isBelow(bare, pattern))
    .toSorted((left, right) => right.pattern.length - left.pattern.length);
  const [route] = matching;
  if (route?.bucket) return objectOf(route, bare);
  if (route) return { url: new URL(route.url), path: rewritten(route, path), route: true };
  const url = site();
  return url === undefined ? undefined : { url: new URL(url), path };
}

const rewritten = ({ rewrite }: RouterRoute, path: string) => (rewrite ? path.replace(new RegExp(rewrite.regex), rewrite.to) : path);

/** Paths are followed to their end here: `/media/../..` must not lead into another bucket. */
function objectOf(route: RouterRoute, path: string): Target {
  const url = new URL(route.url);
  const key = new URL(rewritten(route, path), "http://bucket/").pathname;
  return { url, path: `${url.pathname}${key}`, route: true, bucket: true };
}

function isBelow(path: string, pattern: string): boolean {
  const prefix = pattern.replace(/\/?\*?$/, "");
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** Whoever asks cannot say who they are: the forwarding headers are the router's own. */
function headersOf(incoming: IncomingMessage, { bucket }: Target): Record<string, string | string[] | undefined> {
  const { host = "", range, "if-none-match": ifNoneMatch } = incoming.headers;
  // What stands behind a bucket's address answers for all of AWS: nothing that a page could say reaches it.
  if (bucket) return { ...(range ? { range } : {}), ...(ifNoneMatch ? { "if-none-match": ifNoneMatch } : {}) };
  return {
    ...incoming.headers,
    "x-forwarded-host": host,
    "x-forwarded-proto": "http",
    "x-forwarded-for": incoming.socket.remoteAddress ?? "127.0.0.1",
  };
}

/** With `more`, what is asked is asked for everybody: the conditions of who came first are left out. */
function send(agent: Agent, target: Target, incoming: IncomingMessage, method: string, more?: Record<string, string>): ClientRequest {
  const { url, path } = target;
  const headers = headersOf(incoming, target);
  if (more) {
    delete headers["if-none-match"];
    delete headers["if-modified-since"];
  }
  return request({ host: url.hostname, port: url.port, path, method, headers: { ...headers, ...more }, agent });
}

function forward(agent: Agent, target: Target, incoming: IncomingMessage, response: ServerResponse): void {
  const sent = send(agent, target, incoming, incoming.method ?? "GET");
  sent.once("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, [...answer.rawHeaders, "X-Cache", xCache("Miss")]);
    answer.pipe(response);
    answer.once("error", () => response.destroy());
  });
  sent.once("error", () => unanswered(response));
  response.once("close", () => sent.destroy());
  incoming.pipe(sent);
}

/** Vite's reload channel. */
function upgrade({ url, path }: Target, incoming: IncomingMessage, socket: Socket, head: Buffer): void {
  const upstream = connect(Number(url.port), url.hostname, () => {
    const lines = [`${incoming.method ?? "GET"} ${path} HTTP/1.1`];
    for (let index = 0; index < incoming.rawHeaders.length; index += 2)
      lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`);
    upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.once("error", () => socket.destroy());
  socket.once("error", () => upstream.destroy());
  socket.once("close", () => upstream.destroy());
}
