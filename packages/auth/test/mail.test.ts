import { createServer, type Server } from "node:http";
import { useHarness } from "@souk/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { contentOf, sendMail } from "../src/issuer/mail.ts";

const harness = useHarness();
const mail = { to: "ada@example.com", code: "12345678", shop: "Souk & Sons", locale: "en" as const };

describe("the mail with a code", () => {
  test("has the code in its body and not in its subject", () => {
    const { subject, text, html } = contentOf(mail);
    expect([subject, text.includes("1234 5678"), html.includes("1234 5678")]).toEqual(["Your sign-in code for Souk & Sons", true, true]);
  });
  test("escapes what the shop is called, and loads nothing", () => {
    const { html } = contentOf({ ...mail, shop: '<img src="https://evil.example">' });
    expect([html.includes("<img"), /<(img|link|script)|url\(|http/.test(html.replaceAll(/&[^;]+;[^<]*/g, ""))]).toEqual([false, false]);
  });
  test("speaks the reader's language", () =>
    expect(contentOf({ ...mail, locale: "de" })).toMatchObject({ subject: "Ihr Anmeldecode für Souk & Sons" }));
});

describe("sending", () => {
  const received: { path: string | undefined; body: string }[] = [];
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        received.push({ path: request.url, body });
        response.setHeader("content-type", "application/json").end('{"MessageId":"1"}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    vi.stubEnv("AWS_ENDPOINT_URL_SESV2", `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
    vi.stubEnv("AWS_REGION", "eu-central-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
    harness.links["Sender"] = { address: "orders@souk.example" };
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await new Promise((resolve) => server.close(resolve));
  });

  test("goes through SES, from the shop's address to the one that asked", async () => {
    await sendMail(harness.ctx(), mail);
    expect(received[0]?.path).toBe("/v2/email/outbound-emails");
    expect(JSON.parse(received[0]?.body ?? "{}")).toMatchObject({
      FromEmailAddress: "orders@souk.example",
      Destination: { ToAddresses: ["ada@example.com"] },
      Content: { Simple: { Subject: { Data: "Your sign-in code for Souk & Sons" } } },
    });
  });
});
