import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";

const source = readFileSync(path.resolve(import.meta.dirname, "../post-to-chat.cjs"), "utf8");

interface Handler {
  handler(event: { Records: { Sns: { Subject?: string; Message: string } }[] }): Promise<void>;
}

/** The function as Lambda would load it, with a parameter store that knows one name. */
function load(): Handler {
  const ssm = {
    GetParameterCommand: class {
      readonly input: { Name: string; WithDecryption: boolean };
      constructor(input: { Name: string; WithDecryption: boolean }) {
        this.input = input;
      }
    },
    SSMClient: class {
      async send({ input }: { input: { Name: string; WithDecryption: boolean } }) {
        if (input.Name !== "/souk/alert/webhook" || !input.WithDecryption) throw new Error("no such parameter");
        return { Parameter: { Value: "https://chat.example/hook" } };
      }
    },
  };
  const exported = {} as Handler;
  // oxlint-disable-next-line no-new-func -- it is run as Lambda runs it: CommonJS with a `require` of its own
  new Function("exports", "require", "process", source)(exported, () => ssm, { env: { WEBHOOK_PARAMETER: "/souk/alert/webhook" } });
  return exported;
}

function answer(status: number) {
  const fetched = vi.fn<typeof fetch>(async () => new Response("", { status }));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}
afterEach(() => vi.unstubAllGlobals());

const record = (Message: string, Subject?: string) => ({ Records: [{ Sns: { Message, ...(Subject ? { Subject } : {}) } }] });
const textOf = (fetched: ReturnType<typeof answer>) =>
  (JSON.parse(String(fetched.mock.calls[0]?.[1]?.body)) as { text: string; content: string }).text;

test("an alarm is one message with its name, its meaning and its reason", async () => {
  const fetched = answer(200);
  const alarm = {
    AlarmName: "souk-production-DeadLetters",
    AlarmDescription: "Something was given up.",
    NewStateValue: "ALARM",
    NewStateReason: "1 > 0",
    Region: "EU (Frankfurt)",
    StateChangeTime: "2026-11-21T03:00:00Z",
  };
  await load().handler(record(JSON.stringify(alarm)));
  expect(fetched.mock.calls[0]?.[0]).toBe("https://chat.example/hook");
  expect(textOf(fetched)).toBe("ALARM: souk-production-DeadLetters (EU (Frankfurt), 2026-11-21T03:00:00Z)\nSomething was given up.\n1 > 0");
});

test("what is no alarm is passed on with its subject", async () => {
  const fetched = answer(200);
  await load().handler(record("You have spent 80 %", "AWS Budgets"));
  expect(textOf(fetched)).toBe("AWS Budgets: You have spent 80 %");
});

test("a chat that refuses is an error, so that the notice is tried again", async () => {
  answer(500);
  await expect(load().handler(record("x"))).rejects.toThrow("the chat answered 500");
});

test("it fits into a template", () => {
  expect(Buffer.byteLength(source)).toBeLessThan(4096);
});
