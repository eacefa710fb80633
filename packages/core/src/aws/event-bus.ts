import { callJson, type Service } from "./service.ts";

const events: Service = { name: "events", host: "events", variable: "EVENTBRIDGE" };

export interface Entry {
  EventBusName: string;
  Source: string;
  DetailType: string;
  Time: Date;
  Detail: string;
}

/** What became of each entry, in their order: one with an error code is not on the bus. */
export async function putEvents(entries: Entry[]): Promise<{ ErrorCode?: string }[]> {
  // The protocol has times as seconds since the epoch.
  const input = entries.map((entry) => ({ ...entry, Time: entry.Time.getTime() / 1000 }));
  const { Entries = [] } = await callJson(events, "AWSEvents.PutEvents", { Entries: input }, 2);
  return Entries as { ErrorCode?: string }[];
}
