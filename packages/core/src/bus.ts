import type { Entry } from "./aws/event-bus.ts";
import type { CloudEvent } from "./event.ts";

// Limits of one PutEvents call: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
const entriesPerCall = 10;
const bytesPerCall = 256 * 1024;

/** An event as it is put on the bus. */
export function entryOf(event: CloudEvent, bus: string): Entry {
  return { EventBusName: bus, Source: event.source, DetailType: event.type, Time: new Date(event.time), Detail: JSON.stringify(event) };
}

/** Calls as full as the limits allow, in order. */
export function callsOf<Item extends { entry: Entry }>(all: Item[]): Item[][] {
  const result: Item[][] = [];
  let bytes = 0;
  for (const item of all) {
    const last = result.at(-1);
    const own = Buffer.byteLength(item.entry.Detail) + 256;
    bytes += own;
    if (last && last.length < entriesPerCall && bytes <= bytesPerCall) {
      last.push(item);
      continue;
    }
    result.push([item]);
    bytes = own;
  }
  return result;
}
