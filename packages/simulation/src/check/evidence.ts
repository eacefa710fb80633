/** What the checker knows of the world: images, answers and counts. It shares no code with the shop, and nothing here is the shop's. */
export type Fields = Record<string, unknown>;

export interface Change {
  pk: string;
  sk: string;
  before: Fields | undefined;
  after: Fields | undefined;
}

export interface Commit {
  by: string;
  at: number;
  step: number;
  changes: Change[];
}

/** One try of a request, as its client saw it. */
export interface Told {
  label: string;
  client: string;
  /** placeOrder, confirmPayment, ... */
  kind: string;
  path: string;
  key?: string | undefined;
  body?: Fields | undefined;
  startedAt: number;
  endedAt: number;
  /** 0 without an answer. */
  status: number;
  text: string;
  replayed: boolean;
}

export interface Delivery {
  queue: string;
  about: string;
  message: string;
  receives: number;
  done: boolean;
  by: string;
  at: number;
  poison: boolean;
}

export interface Violation {
  invariant: string;
  message: string;
  step: number;
}

export interface LedgerEntry {
  kind: string;
  orderId: string;
  paymentId: string;
  reference: string;
  amount: number;
}

export interface MailEntry {
  subject: string;
  text: string;
  at: number;
  by: string;
}

export interface DeadLetter {
  queue: string;
  about: string;
  receives: number;
  poison: boolean;
}

/** All that is left when nothing happens any more. */
export interface Evidence {
  shopId: string;
  items: Fields[];
  commits: Commit[];
  told: Told[];
  deliveries: Delivery[];
  published: ReadonlyMap<string, number>;
  ledger: LedgerEntry[];
  mails: MailEntry[];
  dead: DeadLetter[];
  /** Dead letters before anybody sent them again, poison left out. */
  parked: DeadLetter[];
  /** Messages in queues and rows that are not relayed: there should be none. */
  waiting: string[];
  relayDead: number;
  /** `<queue> <event>` of dead letters that nobody sent again: the sweepers must do without them. */
  purged: ReadonlySet<string>;
  /** What jobs said is stuck, when they last ran. */
  gauges: ReadonlyMap<string, number>;
  rules: Record<string, readonly string[]>;
  receives: Record<string, number>;
  /** Whether the run had faults that may make an answer 5xx. */
  troubled: boolean;
  /** Tries in which what the function needs failed or kept silent: it could do no better than fail too. */
  excused: ReadonlySet<string>;
  /** Functions whose clocks were off. */
  skewed: ReadonlySet<string>;
}

/** The fields of an item, read as what they should be; a field of another kind is a violation by itself and shows as NaN or "". */
export const textOf = (item: Fields | undefined, name: string): string => (typeof item?.[name] === "string" ? (item[name] as string) : "");
export const numberOf = (item: Fields | undefined, name: string): number =>
  typeof item?.[name] === "number" ? (item[name] as number) : Number.NaN;
export const fieldsOf = (item: Fields | undefined, name: string): Fields =>
  typeof item?.[name] === "object" && item[name] !== null ? (item[name] as Fields) : {};
export const listOf = (item: Fields | undefined, name: string): Fields[] => (Array.isArray(item?.[name]) ? (item[name] as Fields[]) : []);

const lineFields = ["sku", "productId", "handle", "title", "variant", "options", "quantity", "unitPrice", "net", "tax", "gross", "tracked"];

/** An order's lines, of which the table holds only the values. */
export const linesOf = (detail: Fields | undefined): Fields[] =>
  (Array.isArray(detail?.["lines"]) ? (detail["lines"] as unknown[][]) : []).map((values) =>
    Object.fromEntries(lineFields.map((name, index) => [name, values[index]])),
  );

/** `demo#order#order_…` is an order's partition. */
export const nounOf = (pk: string): string => pk.split("#")[1] ?? "";
export const idOf = (pk: string): string => pk.split("#").slice(2).join("#");
export const isEvent = (sk: string): boolean => sk.startsWith("$event#");

export interface EventRow {
  partition: string;
  position: string;
  id: string;
  type: string;
  sequence: number;
  subject: string;
  time: string;
  traceparent: string;
  data: Fields;
}

export function eventOf(item: Fields): EventRow {
  const event = fieldsOf(item, "event");
  return {
    partition: textOf(item, "pk"),
    position: textOf(item, "sk"),
    id: textOf(event, "id"),
    type: textOf(event, "type"),
    sequence: numberOf(event, "sequence"),
    subject: textOf(event, "subject") || idOf(textOf(item, "pk")),
    time: textOf(event, "time"),
    traceparent: textOf(event, "traceparent"),
    data: fieldsOf(event, "data"),
  };
}

export const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
