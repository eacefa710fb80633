import { readFileSync } from "node:fs";
import { carryBy } from "@souk/core/aws/service";
import { beforeAll, describe, expect, test } from "vitest";
import { live } from "../src/live.ts";
import { type Case, cases, Desk } from "./route-case.ts";

interface Operation {
  operationId: string;
  method: string;
  path: string;
  keyed: "required" | "accepted" | undefined;
}

const document = JSON.parse(readFileSync(new URL("../../docs/src/openapi.gen.json", import.meta.url), "utf8")) as {
  paths: Record<string, Record<string, { operationId: string; "x-idempotency"?: "required" | "accepted" }>>;
};
const operations: Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([method]) => method !== "get")
    .map(([method, { operationId, "x-idempotency": keyed }]) => ({ operationId, method, path, keyed })),
);
const keyed = operations.filter((operation) => operation.keyed !== undefined);

/** POST and PATCH that take no key, and why a second one does no harm. */
const unkeyed: Record<string, string> = {
  receivePaymentWebhook: "known by the provider's own id of the event",
  quoteCheckout: "keeps nothing",
  createUpload: "keeps nothing: it signs a form",
  rebuildSearch: "makes what search knows from the products, which another time makes the same",
  mergeCarts: "a cart that was merged is closed: merging it again changes nothing",
  joinMyGuestOrders: "an order that was joined is nobody's to join any more",
};

const key = "a-key-that-nobody-guesses-01";
const minute = 60_000;

beforeAll(async () => {
  // Its route loads it when it is first asked for, which takes real time: the simulated clock would run on.
  await import("../../catalog/src/import/import.ts");
  carryBy(() => Promise.resolve(Buffer.from("{}")));
});

/** A case in a shop of its own. */
const trying = (operationId: string, use: (desk: Desk, one: Case) => Promise<void>) =>
  live(operationId, async (world) => {
    world.links["UploadBucket"] = { name: "uploads" };
    world.links["ImportJobs"] = { url: "https://sqs.simulated/imports" };
    const desk = new Desk(world);
    const make = cases[operationId];
    if (!make) throw new Error(`${operationId} has no case: add one to route-case.ts`);
    await use(desk, await make(desk));
  });

/** What a repeated request may not add to. */
const events = (desk: Desk) => desk.world.twin.items().filter(({ sk }) => String(sk).startsWith("$event#")).length;
const isDone = ({ status }: { status: number }) => status >= 200 && status < 300;

test("every POST and PATCH takes an Idempotency-Key, or needs none for a reason", () => {
  const without = operations.filter(({ method, keyed: rule }) => rule === undefined && (method === "post" || method === "patch"));
  expect(without.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(unkeyed).sort());
  expect(keyed.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(cases).sort());
});

describe.each(keyed)("$operationId under its key", ({ operationId, keyed: rule }) => {
  test("is done once and answered the same to the byte, for a day", () =>
    trying(operationId, async (desk, one) => {
      const first = await desk.send(one.method, one, { key });
      expect(isDone(first), first.text).toBe(true);
      expect(first.headers["idempotency-replayed"]).toBeUndefined();
      const done = events(desk);
      for (const wait of [0, 24 * 60 * minute]) {
        await desk.world.scheduler.wait(wait);
        const again = await desk.send(one.method, one, { key });
        expect([again.status, withoutSecret(operationId, again.json)]).toEqual([first.status, withoutSecret(operationId, first.json)]);
        if (withoutSecret(operationId, first.json) === first.json) expect(again.text).toBe(first.text);
        expect(again.headers["idempotency-replayed"]).toBe("true");
        if (wait === 0) expect(events(desk)).toBe(done);
      }
    }));

  test("is refused with another meaning, which is not carried out", () =>
    trying(operationId, async (desk, one) => {
      if (!one.other) return expect(one.body).toBeUndefined();
      await desk.send(one.method, one, { key });
      const done = events(desk);
      const other = await desk.send(one.method, { ...one, ...one.other }, { key });
      expect([other.status, other.json["code"]]).toEqual([422, "idempotency.key_reused"]);
      expect(events(desk)).toBe(done);
    }));

  test("is told to wait, or the same, while another try is under way", () =>
    trying(operationId, async (desk, one) => {
      const before = events(desk);
      const answers = await Promise.all([1, 2, 3].map(() => desk.send(one.method, one, { key })));
      const done = answers.filter(isDone);
      expect(done.length).toBeGreaterThan(0);
      for (const answer of answers) {
        if (isDone(answer)) expect(withoutSecret(operationId, answer.json)).toEqual(withoutSecret(operationId, done[0]?.json ?? {}));
        else expect([answer.status, answer.headers["retry-after"] !== undefined]).toEqual([409, true]);
      }
      const after = events(desk) - before;
      const again = await desk.send(one.method, one, { key });
      expect(isDone(again)).toBe(true);
      expect(events(desk) - before).toBe(after);
    }));

  test("is refused without one where it is required, and done where it is not", () =>
    trying(operationId, async (desk, one) => {
      const before = events(desk);
      const answer = await desk.send(one.method, one);
      if (rule === "required") expect([answer.status, events(desk)]).toEqual([400, before]);
      else expect(isDone(answer), answer.text).toBe(true);
    }));

  test("keeps no refusal: put right, it is done", () =>
    trying(operationId, async (desk, one) => {
      if (!one.invalid) return expect(one.body).toBeUndefined();
      const refused = await desk.send(one.method, { ...one, ...one.invalid }, { key });
      expect(refused.status).toBe(400);
      const done = await desk.send(one.method, one, { key });
      expect([isDone(done), done.headers["idempotency-replayed"]]).toEqual([true, undefined]);
    }));

  test("is its caller's alone, and its shop's", () =>
    trying(operationId, async (desk, one) => {
      const own = await desk.send(one.method, one, { key });
      expect(isDone(own)).toBe(true);
      if (one.stranger) {
        const stranger = await desk.send(one.method, one.stranger, { key });
        expect([isDone(stranger), stranger.headers["idempotency-replayed"]], stranger.text).toEqual([true, undefined]);
      }
      const elsewhere = await desk.send(one.method, one, { key, shopId: "another" });
      expect(elsewhere.headers["idempotency-replayed"]).toBeUndefined();
    }));
});

/** The text of an API key is shown once and kept nowhere, so that a replay cannot have it. */
function withoutSecret(operationId: string, body: Record<string, unknown>): Record<string, unknown> {
  if (operationId !== "createKey" && operationId !== "rotateKey") return body;
  const { text: _text, ...shown } = body;
  return shown;
}

const natural = operations.filter(({ method, keyed: rule }) => rule === undefined && (method === "put" || method === "delete"));

test("PUT and DELETE without a key say what shall be: there are no others", () => {
  expect(natural.map(({ operationId }) => operationId).sort()).toEqual(
    [
      "archiveProduct",
      "changeMyAddress",
      "endMySessions",
      "eraseMyAccount",
      "removeCartLine",
      "removeMyAddress",
      "removeStaff",
      "revokeKey",
      "setCartLine",
      "splitStock",
    ].sort(),
  );
});
