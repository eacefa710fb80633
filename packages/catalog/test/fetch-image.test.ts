import { describe, expect, test } from "vitest";
import { fetchImage } from "../src/media/fetch-image.ts";
import { answerOf, avif, createNetwork, gif, jpeg, png, webp } from "./network.ts";

const source = "https://pictures.example/a";
const fetched = (page: ReturnType<typeof answerOf> | Error) => fetchImage(createNetwork({ [source]: page }), source);
const type = (contentType: string) => ({ "content-type": contentType });

describe("a picture", () => {
  test.each([
    ["jpg", "image/jpeg", jpeg],
    ["png", "image/png", png],
    ["webp", "image/webp", webp],
    ["avif", "image/avif", avif],
    ["gif", "image/gif", gif],
  ])("of type %s is known by its bytes", async (extension, contentType, body) => {
    expect(await fetched(answerOf({ body, headers: type("image/jpeg; charset=binary") }))).toEqual({ bytes: body, extension, contentType });
  });

  const large = Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]);
  const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>");
  test.each([
    ["a page", { body: png, headers: type("text/html") }],
    ["without a type", { body: png, headers: { "content-type": undefined } }],
    ["an SVG", { body: svg, headers: type("image/svg+xml") }],
    ["an SVG that is called PNG", { body: svg }],
    ["a video in AVIF's container", { body: Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isommp42", "latin1"), headers: type("image/avif") }],
    ["empty", {}],
    ["compressed", { body: png, headers: { "content-encoding": "gzip" } }],
    ["too large, as it says", { body: png, headers: { "content-length": "10485761" } }],
    ["too large, as it turns out", { body: large }],
    ["absent", { status: 404 }],
    ["forbidden", { status: 403 }],
    ["a redirect to nowhere", { status: 302 }],
  ])("that is %s is given up, and its connection ended", async (_name, given) => {
    const page = answerOf(given);
    await expect(fetched(page)).rejects.toMatchObject({ name: "NoPicture", mayPass: false });
    expect(page.closed).toBe(1);
  });

  test.each([
    ["a server that fails", answerOf({ status: 503 }), true],
    ["a server that is busy", answerOf({ status: 429 }), true],
    ["a connection that is refused", Object.assign(new Error("refused"), { code: "ECONNREFUSED" }), true],
    ["a resolver that is out of order", Object.assign(new Error("again"), { code: "EAI_AGAIN" }), true],
    ["a name that does not exist", Object.assign(new Error("unknown"), { code: "ENOTFOUND" }), false],
  ])("behind %s: another try helps: %#", async (_name, page, mayPass) => {
    await expect(fetched(page)).rejects.toMatchObject({ name: "NoPicture", mayPass });
  });
});

describe("redirects", () => {
  const hop = (to: string) => answerOf({ status: 301, headers: { location: to } });

  test("are followed three times, relative ones too, and each host is looked at", async () => {
    const network = createNetwork({
      [source]: hop("/b"),
      "https://pictures.example/b": hop("//cdn.example/c"),
      "https://cdn.example/c": hop("https://cdn.example/d"),
      "https://cdn.example/d": answerOf({ body: png }),
    });
    expect(await fetchImage(network, source)).toMatchObject({ extension: "png" });
    expect(network.asked).toHaveLength(4);
  });

  test("in a circle end after the third", async () => {
    const network = createNetwork({ [source]: hop(source) });
    await expect(fetchImage(network, source)).rejects.toMatchObject({ message: "too many redirects", mayPass: false });
    expect(network.asked).toHaveLength(4);
  });
});
