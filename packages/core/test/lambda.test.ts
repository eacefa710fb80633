import fc from "fast-check";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { expect, test, vi } from "vitest";
import { type GatewayEvent, lambda } from "../src/http/lambda.ts";

const types = [
  "application/json",
  "application/problem+json",
  "text/html; charset=UTF-8",
  "text/plain",
  "text/markdown",
  "text/javascript",
  "application/xml",
  "image/svg+xml; a",
  "image/png",
  "",
];

/** Answers with what it was asked, as the request says. */
const app = new Hono();
app.all("*", async (c) => {
  const [status = "200", type = "0", encoding = "0", cookies = "0"] = c.req.queries("as") ?? [];
  if (type !== "0") c.header("Content-Type", types[Number(type)] ?? "");
  if (encoding !== "0") c.header("Content-Encoding", encoding === "1" ? "gzip" : "identity");
  for (let index = 0; index < Number(cookies); index += 1) c.header("Set-Cookie", `c${index}=${index}; Path=/`, { append: true });
  if (status === "204" || status === "304") return c.body(null, Number(status) as 304);
  const { url, method } = c.req;
  return c.newResponse(JSON.stringify({ url, method, headers: c.req.header(), body: [...new Uint8Array(await c.req.arrayBuffer())] }), 200);
});

const header = fc.constantFrom("host", "accept", "Souk-Token", "x-forwarded-host", "content-type", "content-length");
const event: fc.Arbitrary<GatewayEvent> = fc.record(
  {
    rawPath: fc.constantFrom("/", "/v1/a%20b", "/a/../b", "/ü"),
    rawQueryString: fc
      .tuple(fc.constantFrom(200, 204, 304), fc.nat(types.length), fc.nat(2), fc.nat(2))
      .map((as) => `${as.map((one) => `as=${one}`).join("&")}&q=%C3%BC+x`),
    cookies: fc.constantFrom(["a=1"], ["a=1", "b=2"]),
    headers: fc
      .dictionary(header, fc.constantFrom("souk.example", "Grüße", "a b", "", "0"))
      .map((all) => ({ ...all, host: all["host"] || "souk.example" })),
    requestContext: fc.record(
      {
        domainName: fc.constantFrom("api.souk.example", "a b"),
        http: fc.constantFrom("GET", "HEAD", "POST", "PATCH", "OPTIONS", "TRACE").map((method) => ({ method })),
      },
      { requiredKeys: ["http"] },
    ),
    body: fc.constantFrom("", '{"a":"ü"}', "\ufeffa", "YWJj", "/w=="),
    isBase64Encoded: fc.boolean(),
  },
  { requiredKeys: ["rawPath", "rawQueryString", "headers", "requestContext", "isBase64Encoded"] },
);

test("an event is answered as Hono's own adapter answers it", async () => {
  // Theirs tells the console of what no client may send.
  vi.spyOn(console, "error").mockReturnValue();
  const [own, theirs] = [lambda(app.fetch), handle(app)];
  await fc.assert(
    fc.asyncProperty(event, async (asked) => {
      // Text is never marked as base64.
      const given = { ...asked, isBase64Encoded: asked.isBase64Encoded && /^[A-Za-z0-9/+]+=*$/.test(asked.body ?? "") };
      expect(await own(given)).toEqual(await theirs(given as never));
    }),
    { numRuns: 500 },
  );
});
