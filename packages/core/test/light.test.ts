import fc from "fast-check";
import { expect, test } from "vitest";
import { LightHeaders } from "../src/http/light/headers.ts";
import { LightRequest } from "../src/http/light/request.ts";
import { LightResponse } from "../src/http/light/response.ts";

/** What came of it, with errors by their class: texts are each side's own. */
async function outcomeOf<T>(run: () => T | Promise<T>): Promise<{ value: T } | { thrown: string }> {
  try {
    return { value: await run() };
  } catch (error) {
    return { thrown: error instanceof RangeError ? "RangeError" : error instanceof TypeError ? "TypeError" : String(error) };
  }
}

const name = fc.oneof(
  fc.constantFrom("Set-Cookie", "set-cookie", "Cookie", "Vary", "vary", "X-A", "content-type", "ETag", "bad name", "", "ü", "a:b"),
  fc.string({ maxLength: 3 }),
);
const value = fc.oneof(
  fc.constantFrom("a", " a\t", "", "a\nb", "\n a \r\n", "a\0", "Grüße", "€", "text/plain", 'W/"1"', "a=b; Path=/", "a, b"),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const operation = fc.record({
  method: fc.constantFrom("append", "append", "set", "set", "get", "has", "delete", "getSetCookie", "copy"),
  name,
  value,
});
const pairs = fc.array(fc.tuple(name, value), { maxLength: 4 });

test("light headers are those of the platform, whatever is done to them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
      let [light, real] = [new LightHeaders(), new Headers()];
      for (const { method, name, value } of operations) {
        if (method === "copy") [light, real] = [new LightHeaders(light), new Headers(real)];
        else {
          const does = (headers: LightHeaders | Headers) => () => (headers[method] as (...args: string[]) => unknown)(name, value);
          expect(await outcomeOf(does(light).bind(light))).toEqual(await outcomeOf(does(real).bind(real)));
        }
        expect([...light]).toEqual([...real]);
      }
      const seen: unknown[][] = [[], []];
      light.forEach((value, name) => seen[0]?.push([value, name]));
      real.forEach((value, name) => seen[1]?.push([value, name]));
      expect(seen[0]).toEqual(seen[1]);
      expect([[...light.keys()], [...light.values()]]).toEqual([[...real.keys()], [...real.values()]]);
      // Each takes the other's.
      expect([...new Headers(light as never)]).toEqual([...new LightHeaders(real)]);
    }),
  );
});

test("light headers are made of pairs and of fields as the platform's are", async () => {
  const source = fc.oneof(pairs, pairs.map(Object.fromEntries) as fc.Arbitrary<Record<string, string>>);
  await fc.assert(
    fc.asyncProperty(source, async (from) => {
      expect(await outcomeOf(() => [...new LightHeaders(from)])).toEqual(await outcomeOf(() => [...new Headers(from)]));
    }),
  );
});

const body = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom("", "\ufeffmarked", "\ud800", '{"a":1}', null, undefined),
  fc.uint8Array({ maxLength: 6 }),
  fc.uint8Array({ maxLength: 6 }).map((bytes) => bytes.buffer),
  fc.constant(new String("<p>said by a template</p>")),
  fc.constantFrom(
    () => new URLSearchParams({ a: "ü" }),
    () => new Blob(["x"], { type: "image/png" }),
    () => new Response("streamed").body,
  ),
);
const made = (given: unknown): unknown => (typeof given === "function" ? (given as () => unknown)() : given);
const reading = fc.constantFrom(
  "text",
  "json",
  "arrayBuffer",
  "bytes",
  "blob",
  "clone",
  "wrapped",
  "platform's of it",
  "stream",
  "read twice",
);

/** What is seen of an answer that is read in this way. */
async function seenOf(Class: typeof Response | typeof LightResponse, how: string, from: unknown, init: ResponseInit): Promise<unknown> {
  const answer = new Class(made(from) as string, init as never) as Response;
  const { status, statusText, ok, type, url, redirected, bodyUsed } = answer;
  const read = await outcomeOf(async () => {
    if (how === "clone") return [await answer.clone().text(), await answer.text()];
    if (how === "wrapped") return seenOf(Class, "text", new Class(answer.body as never, answer as never).body, answer);
    if (how === "platform's of it") return new Response(answer.body).text();
    if (how === "stream") return answer.body ? (await answer.body.getReader().read()).value : null;
    if (how === "read twice") return [await answer.text(), answer.bodyUsed, await answer.text()];
    if (how === "blob") return (await answer.blob()).type;
    const read = await answer[how as "text"]();
    return (read as unknown) instanceof ArrayBuffer ? new Uint8Array(read as unknown as ArrayBuffer) : read;
  });
  const none = answer.body === null;
  return { status, statusText, ok, type, url, redirected, bodyUsed, none, read, after: answer.bodyUsed, headers: [...answer.headers] };
}

test("a light answer is what the platform's is of the same body and headers, however it is read", async () => {
  const init = fc.record(
    {
      status: fc.constantFrom(200, 201, 204, 304, 400, 404, 500, 599, 600, 199, 0),
      statusText: fc.constantFrom("", "Fine"),
      headers: fc.oneof(pairs, fc.constant([["content-type", "application/json"]]) as typeof pairs),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(body, init, reading, async (from, given, how) => {
      const outcome = async (Class: typeof Response | typeof LightResponse) => {
        const found = await outcomeOf(() => seenOf(Class, how, from, given));
        // Of two mistakes either may be named.
        return "thrown" in found ? "refused" : found;
      };
      expect(await outcome(LightResponse)).toEqual(await outcome(Response));
    }),
    { numRuns: 500 },
  );
});

test("a light answer's form is read by the platform", async () => {
  const form = new FormData();
  form.set("a", "1");
  expect([...(await new LightResponse(form).formData())]).toEqual([["a", "1"]]);
  const said = new LightResponse("a=1", { headers: { "content-type": "application/x-www-form-urlencoded" } });
  expect([...(await said.formData())]).toEqual([["a", "1"]]);
});

const address = fc.constantFrom(
  "https://souk.example/v1/a?b=ü&c=%zz",
  "https://souk.example/a/../b//c/./d%2e",
  "https://souk.example/a b<>",
  "https://user:word@souk.example/",
  "https://SOUK.example:443/#there",
  "https:///",
  "https://a b/",
  "souk",
);
const method = fc.constantFrom(
  "GET",
  "get",
  "HEAD",
  "post",
  "PUT",
  "patch",
  "PATCH",
  "DELETE",
  "options",
  "TRACE",
  "connect",
  "a b",
  "",
  "query",
);

test("a light request is what the platform's is of the same address, method, headers and body", async () => {
  const sent = fc.oneof(fc.constant(undefined), fc.string({ unit: "binary", maxLength: 8 }), fc.uint8Array({ maxLength: 6 }));
  const known = pairs.filter((all) => all.every(([name, value]) => /^[a-z-]+$/i.test(name) && /^[ -~]*$/.test(value)));
  await fc.assert(
    fc.asyncProperty(address, method, known, sent, async (url, method, headers, body) => {
      const read = async (request: LightRequest | Request) => {
        const copy = await request.clone().text();
        return {
          url: request.url,
          method: request.method,
          headers: [...request.headers],
          copy,
          text: await request.text(),
          used: request.bodyUsed,
        };
      };
      const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body?.slice();
      const light = await outcomeOf(() =>
        read(new LightRequest(url, { method, headers: new LightHeaders(headers), body: body as string })),
      );
      expect(light).toEqual(await outcomeOf(() => read(new Request(url, { method, headers, ...(bytes ? { body: bytes } : {}) }))));
    }),
    { numRuns: 500 },
  );
});
