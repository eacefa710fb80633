import { allFaults, type Fault, faults, type Fired } from "./fault.ts";

export type Counts = Record<string, number>;

export const commands = [
  "createCart",
  "setCartLine",
  "quoteCheckout",
  "placeOrder",
  "confirmPayment",
  "getPayment",
  "cancelOrder",
  "fulfillOrder",
  "refundPayment",
  "adjustStock",
  "splitStock",
  "updateProduct",
  "webhook",
] as const;
export const consumers = ["Order", "Payment", "Inventory", "Notification", "Customer", "Hold", "HoldAgain"] as const;
const bus = ["Order", "Payment", "Inventory", "Notification", "Customer", "Hold"];
/** What runs by the clock. */
export const jobs = ["Reconcile", "Sweep", "InventorySweep"] as const;
const everything = [...commands, ...consumers, ...jobs, "Relay"];
const writers = [
  "setCartLine",
  "placeOrder",
  "confirmPayment",
  "cancelOrder",
  "fulfillOrder",
  "refundPayment",
  "adjustStock",
  "splitStock",
  "webhook",
  "Order",
  "Payment",
  "Inventory",
  "Hold",
];
const callers = ["confirmPayment", "getPayment", "refundPayment", "webhook", "Payment", "Hold", "HoldAgain", "Reconcile", "Sweep"];

/** To what each fault applies; the rest have no part of the world where it could strike: reads that are all consistent do not lag. */
export const applies: Record<Fault, readonly string[]> = {
  F1: [...consumers, "SandboxWebhook"],
  F2: bus,
  F3: bus,
  F4: everything,
  F5: everything,
  F6: everything,
  F7: everything,
  F8: writers,
  F9: everything,
  F10: consumers,
  F11: [...consumers, "SandboxWebhook"],
  F12: callers,
  F13: ["webhook"],
  F14: callers,
  F15: everything,
  F16: ["setCartLine", "quoteCheckout", "placeOrder"],
  F17: ["createCart", "setCartLine", "quoteCheckout", "placeOrder", "confirmPayment", "Notification"],
  F18: everything,
  F20: ["Relay"],
  F21: bus,
  F22: everything,
};

/** Faults of real processes and disks, and where they are shown. */
const elsewhere = {
  "F18'": "a process is killed with -9: packages/testing, blackbox.e2e.ts and blackbox.long.ts",
  F19: "the disk is full, a record torn: the same; the files are DynamoDB's and SQLite's to write",
};

export const countFired = (fired: Fired[], into: Counts = {}): Counts => {
  for (const { fault, kind } of fired) into[`${fault} ${kind}`] = (into[`${fault} ${kind}`] ?? 0) + 1;
  return into;
};

export function sumFired(lines: { fired: Counts }[]): Counts {
  const sum: Counts = {};
  for (const { fired } of lines) for (const [cell, count] of Object.entries(fired)) sum[cell] = (sum[cell] ?? 0) + count;
  return sum;
}

/** Cells where a fault applies and never struck. */
export const emptyCells = (counts: Counts): string[] =>
  allFaults.flatMap((fault) => applies[fault].filter((kind) => !counts[`${fault} ${kind}`]).map((kind) => `${fault} ${kind}`));

/** How often each fault struck each command and consumer; a dot where it cannot. */
export function matrixText(counts: Counts): string {
  const rows = [...commands, ...consumers, ...jobs, "SandboxWebhook", "Relay"];
  const cell = (fault: Fault, kind: string) =>
    applies[fault].includes(kind) ? String(counts[`${fault} ${kind}`] ?? 0) : (counts[`${fault} ${kind}`] ?? ".");
  const width = 7;
  const head = `${"".padEnd(16)}${allFaults.map((fault) => fault.padStart(width)).join("")}`;
  const lines = rows.map((kind) => `${kind.padEnd(16)}${allFaults.map((fault) => String(cell(fault, kind)).padStart(width)).join("")}`);
  const legend = [...Object.entries(faults), ...Object.entries(elsewhere)].map(([fault, what]) => `${fault.padEnd(4)} ${what}`);
  return [head, ...lines, "", ...legend].join("\n");
}
