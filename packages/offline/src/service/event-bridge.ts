import { randomUUID } from "node:crypto";
import type { Clock, Log } from "../contract.ts";
import { asyncCall } from "./async-call.ts";
import type { Events } from "./event.store.ts";
import type { Operation } from "./http.ts";
import type { Latencies } from "./latency.ts";
import { compilePattern } from "./pattern.ts";
import type { Queues, Send } from "./queues.ts";
import { ServiceError } from "./service-error.ts";

interface Parts {
  queues: Queues;
  events: Events;
  latencies: Latencies;
  clock: Clock;
  log: Log;
}
type Entry = Record<string, unknown>;
type Result = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

const maxEntries = 10;
const maxRequestBytes = 262_144;

/** PutEvents and TestEventPattern. */
export function createEventBridge({ queues, events, latencies, clock, log }: Parts): Record<string, Operation> {
  /** Puts the event into the queue of every rule that matches. */
  function put(entry: Entry, send: Send): Result {
    const checked = check(entry);
    if ("ErrorCode" in checked) return checked;
    const { source, detailType, detail } = checked;
    const topology = queues.topology();
    const bus = nameOf(entry["EventBusName"]);
    const rules = topology.rulesByBus.get(bus);
    // AWS takes events for a bus that does not exist, and loses them.
    if (!rules)
      log.warn(`An event was put on the bus "${bus}", which the program does not declare: it reaches nobody.`, { source, detailType });
    const at = typeof entry["Time"] === "number" ? entry["Time"] * 1_000 : clock.now();
    const event = {
      version: "0",
      id: randomUUID(),
      "detail-type": detailType,
      source,
      account: topology.account,
      time: new Date(at).toISOString().replace(/\.\d+Z$/, "Z"),
      region: topology.region,
      resources: entry["Resources"] ?? [],
      detail,
    };
    const matching = (rules ?? []).filter((rule) => rule.matches(event));
    const body = matching.length > 0 ? JSON.stringify(event) : "";
    const messageIds: string[] = [];
    for (const rule of matching) {
      const queue = topology.queues.get(rule.queue);
      if (!queue) continue;
      const id = send(queue, body, queue.functionId ? asyncCall("rule") : {});
      if (queue.delay === 0) messageIds.push(id);
    }
    latencies.taken({ id: idOf(detail) ?? event.id, detailType, at }, messageIds);
    events.insert({ id: event.id, at: clock.now(), bus, source, detailType, detail, rules: matching.map((rule) => rule.id) });
    return { EventId: event.id };
  }

  return {
    /** Answers once the events are in their queues for good. */
    PutEvents(input) {
      const entries = entriesOf(input);
      const results = queues.commit((send) => entries.map((entry) => put(entry, send)));
      return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
    },
    TestEventPattern(input) {
      const matches = attempt("InvalidEventPatternException", () => compilePattern(JSON.parse(String(input["EventPattern"]))));
      const event = attempt("ValidationException", () => JSON.parse(String(input["Event"])) as unknown);
      return { Result: matches(event) };
    },
  };
}

function entriesOf(input: Record<string, unknown>): Entry[] {
  const entries = input["Entries"];
  if (!Array.isArray(entries) || entries.length < 1 || entries.length > maxEntries)
    throw new ServiceError(
      "ValidationException",
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${maxEntries}`,
    );
  const bytes = (entries as Entry[]).reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (bytes > maxRequestBytes) throw new ServiceError("ValidationException", "Total size of the entries in the request is over the limit.");
  return entries as Entry[];
}

/** As AWS counts it: 14 bytes for a given time, and the UTF-8 of the texts. */
function sizeOf(entry: Entry): number {
  const resources = Array.isArray(entry["Resources"]) ? entry["Resources"] : [];
  const texts = [entry["Source"], entry["DetailType"], entry["Detail"], ...resources].map((text) => (typeof text === "string" ? text : ""));
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), entry["Time"] === undefined ? 0 : 14);
}

type Checked = { source: string; detailType: string; detail: unknown } | { ErrorCode: string; ErrorMessage: string };

function check(entry: Entry): Checked {
  for (const name of ["Source", "DetailType", "Detail"])
    if (typeof entry[name] !== "string" || entry[name] === "")
      return { ErrorCode: "InvalidArgument", ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.` };
  const source = String(entry["Source"]);
  if (source.startsWith("aws."))
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: `Not authorized for the source "${source}".` };
  try {
    const detail: unknown = JSON.parse(String(entry["Detail"]));
    if (detail !== null && typeof detail === "object" && !Array.isArray(detail))
      return { source, detailType: String(entry["DetailType"]), detail };
  } catch {
    // Answered below, as is JSON that is no object.
  }
  return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
}

/** A CloudEvent's own. */
const idOf = (detail: unknown): string | undefined => {
  const id = (detail as { id?: unknown }).id;
  return typeof id === "string" ? id : undefined;
};

/** Of a name or an ARN. */
const nameOf = (bus: unknown) => (typeof bus === "string" && bus ? (bus.split("/").at(-1) ?? bus) : "default");

function attempt<T>(code: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new ServiceError(code, (cause as Error).message);
  }
}
