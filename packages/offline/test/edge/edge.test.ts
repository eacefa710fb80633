import { createServer, type IncomingMessage, request, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { startRouter } from "../../src/stage/router.ts";
import { claimPorts } from "../../src/stage/port.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))));
  return (server.address() as AddressInfo).port;
};

const kept = "public, max-age=30, stale-while-revalidate=30";

/** A router before an origin that numbers its answers. */
async function edge(answer: RequestListener) {
  const asked: IncomingMessage[] = [];
  const origin = createServer((incoming, response) => {
    asked.push(incoming);
    answer(incoming, response);
  });
  const url = `http://127.0.0.1:${await listening(origin)}`;
  const routers = [{ id: "Router", routes: [{ pattern: "/v1", url }], keyHeaders: ["authorization", "souk-token"] }];
  const clock = { at: 1_000_000 };
  const [port = 0] = await claimPorts(0, 1);
  const router = await startRouter({ port, routers: () => routers, site: () => url, now: () => clock.at });
  closing.push(router.close);
  const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    new Promise<{ status: number; from: string; age: string | undefined; body: string }>((resolve, reject) => {
      const sent = request({ port, path, headers, method, host: "127.0.0.1" }, async (incoming) => {
        let body = "";
        for await (const chunk of incoming) body += String(chunk);
        const from = String(incoming.headers["x-cache"]).replace(" from cloudfront", "");
        resolve({ status: incoming.statusCode ?? 0, from, age: incoming.headers.age, body });
      });
      sent.once("error", reject).end();
    });
  const later = (seconds: number) => void (clock.at += seconds * 1000);
  return { get, later, asked, cache: router.cache, origin: `http://127.0.0.1:${port}` };
}

const counting = (headers: Record<string, string>, status = 200): RequestListener => {
  let count = 0;
  return (_incoming, response) => void response.writeHead(status, headers).end(`answer ${(count += 1)}`);
};

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
};

describe("what everybody may have", () => {
  test("is asked for once and given with its age until it is old", async () => {
    const { get, later } = await edge(counting({ "cache-control": "public, max-age=30" }));
    expect(await get("/v1/a")).toEqual({ status: 200, from: "Miss", age: undefined, body: "answer 1" });
    later(29);
    expect(await get("/v1/a")).toEqual({ status: 200, from: "Hit", age: "29", body: "answer 1" });
    expect(await get("/v1/a", {}, "HEAD")).toMatchObject({ from: "Hit", body: "" });
    expect(await get("/v1/a?b=1")).toMatchObject({ from: "Miss", body: "answer 2" });
    later(1);
    expect(await get("/v1/a")).toMatchObject({ from: "Miss", body: "answer 3" });
  });

  test.each([256, 64 * 1024])("is the same byte for byte, of %i bytes", async (size) => {
    const bytes = Buffer.from(Array.from({ length: size }, (_, index) => index % 256));
    const { origin } = await edge((_incoming, response) => void response.writeHead(200, { "cache-control": kept }).end(bytes));
    for (const from of ["Miss", "Hit"]) {
      const answer = await fetch(`${origin}/v1/picture`);
      expect(answer.headers.get("x-cache")).toBe(`${from} from cloudfront`);
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    }
  });

  test("is given while it is stale, and fetched anew behind the shopper's back", async () => {
    const { get, later, asked } = await edge(counting({ "cache-control": kept }));
    await get("/v1/a");
    later(45);
    expect(await get("/v1/a")).toMatchObject({ from: "Hit", age: "45", body: "answer 1" });
    await until(() => asked.length === 2);
    later(60);
    expect((await get("/v1/a")).from).toBe("Miss");
  });

  test("is asked for once by many at the same time", async () => {
    const { get, asked } = await edge((_incoming, response) =>
      setTimeout(() => response.writeHead(200, { "cache-control": kept }).end("one"), 50),
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => get("/v1/a")));
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(["one"]));
    expect(asked).toHaveLength(1);
  });

  test("is 304 to who has it, and kept on when its origin says that it is still so", async () => {
    const { get, later } = await edge((incoming, response) => {
      const headers = { "cache-control": "public, max-age=30", etag: '"x"' };
      if (incoming.headers["if-none-match"] === '"x"') return void response.writeHead(304, headers).end();
      response.writeHead(200, headers).end("whole");
    });
    await get("/v1/a");
    expect(await get("/v1/a", { "if-none-match": 'W/"x"' })).toMatchObject({ status: 304, from: "Hit", body: "" });
    expect(await get("/v1/a", { "if-none-match": '"y"' })).toMatchObject({ status: 200, body: "whole" });
    later(31);
    expect(await get("/v1/a")).toMatchObject({ status: 200, from: "RefreshHit", age: "0", body: "whole" });
    expect((await get("/v1/a")).from).toBe("Hit");
  });

  test("is fetched anew for everybody, not under the condition of who came first", async () => {
    const { get, later, asked } = await edge((incoming, response) =>
      response.writeHead(incoming.headers["if-none-match"] ? 304 : 200, { "cache-control": kept }).end(),
    );
    await get("/v1/a");
    later(40);
    await get("/v1/a", { "if-none-match": '"mine"' });
    await until(() => asked.length === 2);
    expect(asked[1]?.headers["if-none-match"]).toBeUndefined();
  });

  test("outlives an origin in trouble while it is stale, and not longer", async () => {
    let failing = false;
    const { get, later, asked } = await edge((_incoming, response) =>
      response.writeHead(failing ? 503 : 200, { "cache-control": failing ? "no-store" : kept }).end(failing ? "trouble" : "well"),
    );
    await get("/v1/a");
    failing = true;
    later(40);
    expect(await get("/v1/a")).toMatchObject({ from: "Hit", body: "well" });
    await until(() => asked.length === 2);
    expect(await get("/v1/a")).toMatchObject({ from: "Hit", body: "well" });
    later(21);
    expect(await get("/v1/a")).toMatchObject({ status: 503, from: "Miss" });
  });

  test("is forgotten when it is told to", async () => {
    const { get, cache } = await edge(counting({ "cache-control": kept }));
    await get("/v1/a");
    expect(cache.counts()).toMatchObject({ entries: 1, misses: 1 });
    cache.clear();
    expect(await get("/v1/a")).toMatchObject({ from: "Miss", body: "answer 2" });
  });
});

describe("nothing is kept", () => {
  test.each<[string, Record<string, string>, number]>([
    ["that may not be stored", { "cache-control": "no-store" }, 200],
    ["that is the caller's own", { "cache-control": "private, max-age=30" }, 200],
    ["that sets a cookie", { "cache-control": kept, "set-cookie": "a=b" }, 200],
    ["that says nothing of caches", {}, 200],
    ["that is a refusal", { "cache-control": kept }, 404],
    ["that differs by everything", { "cache-control": kept, vary: "*" }, 200],
    ["that is too large", { "cache-control": kept, "content-length": "9000000" }, 200],
  ])("%s", async (_what, headers, status) => {
    const { get, asked } = await edge((_incoming, response) =>
      response.writeHead(status, headers).end(Buffer.alloc(Number(headers["content-length"] ?? 3))),
    );
    const answers = [await get("/v1/a"), await get("/v1/a")];
    expect(answers.map(({ from }) => from)).toEqual(["Miss", "Miss"]);
    expect(asked).toHaveLength(2);
  });

  test("of the site, which runs its development server", async () => {
    const { get } = await edge(counting({ "cache-control": kept }));
    expect([(await get("/page")).body, (await get("/page")).body]).toEqual(["answer 1", "answer 2"]);
  });

  test.each([
    ["a part", { range: "bytes=0-1" }, "GET"],
    ["a write", {}, "POST"],
  ])("of %s, which goes to its origin", async (_what, headers, method) => {
    const { get, asked } = await edge(counting({ "cache-control": kept }));
    await get("/v1/a");
    await get("/v1/a", headers as Record<string, string>, method);
    expect(asked).toHaveLength(2);
  });
});

test.each(["authorization", "souk-token"])("who shows a credential (%s) is never given what a stranger was told", async (name) => {
  const { get } = await edge((incoming, response) => {
    const own = incoming.headers[name] !== undefined;
    response.writeHead(200, { "cache-control": own ? "no-store" : kept }).end(own ? "own" : "everybody's");
  });
  const answers = [await get("/v1/a"), await get("/v1/a", { [name]: "me" }), await get("/v1/a", { [name]: "me" }), await get("/v1/a")];
  expect(answers.map(({ from, body }) => `${from} ${body}`)).toEqual(["Miss everybody's", "Miss own", "Miss own", "Hit everybody's"]);
});
