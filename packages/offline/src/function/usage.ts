/** What a handler consumed, as its worker counted it. */
export interface Usage {
  /** Of the worker's thread. */
  cpuMilliseconds: number;
  parts: UsagePart[];
}

/** The share of one trace; of an HTTP request the whole. */
export interface UsagePart {
  /** Absent where the handler did not say of which trace a call is. */
  trace?: string;
  /** DynamoDB's calls with the units that they consumed, indexes in, by operation. */
  dynamo: Record<string, { calls: number; read: number; write: number; refused: number }>;
  /** Calls of other services: `AWSEvents.PutEvents`, `AmazonSQS.SendMessage`, `POST /v2/email/outbound-emails`. */
  other: Record<string, number>;
}

/** An invocation's consumption in figures. */
export interface Cost {
  calls: number;
  read: number;
  write: number;
  logBytes: number;
  cpuMilliseconds: number;
}

export const costOf = ({ cpuMilliseconds, parts }: Usage, logBytes: number): Cost => {
  const operations = parts.flatMap((part) => Object.values(part.dynamo));
  const sum = (pick: (one: (typeof operations)[number]) => number) => operations.reduce((total, one) => total + pick(one), 0);
  return {
    calls: sum((one) => one.calls),
    read: sum((one) => one.read),
    write: sum((one) => one.write),
    logBytes,
    cpuMilliseconds: Math.round(cpuMilliseconds * 10) / 10,
  };
};

/** For a response: `read=1.5, write=0, calls=2, log=0, cpu=3.1`. */
export const costHeader = ({ calls, read, write, logBytes, cpuMilliseconds }: Cost): string =>
  `read=${read}, write=${write}, calls=${calls}, log=${logBytes}, cpu=${cpuMilliseconds}`;

const traceId = /00-([0-9a-f]{32})-[0-9a-f]{16}-/g;
const orderId = /\b(?:order|pay)_([0-9a-z]{26})\b/g;

/**
 * What an event is about: the ids of its traces, and of orders (a payment has its order's). A provider's webhook knows no trace, but it
 * names the payment.
 */
export const subjectsOf = (event: string): string[] => [
  ...new Set([...event.matchAll(traceId), ...event.matchAll(orderId)].flatMap(([, id]) => id ?? [])),
];
