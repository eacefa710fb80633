import { connect, retrying } from "./connection.ts";
import { createSigner, type Credentials } from "./sign.ts";

/** Lambda sets these for the life of the environment. */
export const credentials = (): Credentials => ({
  accessKeyId: process.env["AWS_ACCESS_KEY_ID"] ?? "",
  secretAccessKey: process.env["AWS_SECRET_ACCESS_KEY"] ?? "",
  sessionToken: process.env["AWS_SESSION_TOKEN"],
});

export const regionHere = () => process.env["AWS_REGION"] ?? "eu-central-1";

/** A service of AWS, as its addresses, its signatures and the SDK's environment variables call it. */
export interface Service {
  name: "sqs" | "events" | "ses" | "s3";
  host: string;
  variable: string;
}

/** What a service answered instead of doing it. */
export class AwsError extends Error {
  readonly status: number;
  constructor(name: string, message: string, status: number) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

export interface Call {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array;
  /** Tries in all, for failures of transport, throttling and 5xx alone. */
  attempts: number;
}

export type Carrier = (service: Service, call: Call) => Promise<Buffer>;

const endpointOf = ({ host, variable }: Service) =>
  process.env[`AWS_ENDPOINT_URL_${variable}`] ?? process.env["AWS_ENDPOINT_URL"] ?? `https://${host}.${regionHere()}.amazonaws.com`;

const made = new Map<string, ReturnType<typeof open>>();

function open(service: Service, endpoint: string) {
  return { ...connect(endpoint, 3000), signer: createSigner(service.name, regionHere(), new URL(endpoint).host, credentials) };
}

/** The address of a service, and what signs for it; both are kept, with their connections. */
export function reach(service: Service) {
  const endpoint = endpointOf(service);
  const key = `${service.name} ${endpoint}`;
  const connection = made.get(key) ?? open(service, endpoint);
  made.set(key, connection);
  return { endpoint, ...connection };
}

const again = (error: unknown) =>
  !(error instanceof AwsError) || error.status >= 500 || error.status === 429 || /Throttl|SlowDown/.test(error.name);

const overNetwork: Carrier = (service, { attempts, ...call }) =>
  retrying(attempts, again, Math.random, async () => {
    const { request, signer } = reach(service);
    // The signature carries real time: AWS refuses a clock that is off by minutes.
    const { status, body } = await request({ ...call, headers: signer.headers(call, new Date()) });
    if (status >= 200 && status < 300) return body;
    throw errorOf(status, body.toString("utf8"));
  });

let carrier = overNetwork;

/** The simulation's way in: calls go to `carry` from now on. */
export const carryBy = (carry: Carrier): void => void (carrier = carry);

export const callService: Carrier = (service, call) => carrier(service, call);

function errorOf(status: number, text: string): AwsError {
  const fields = text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {};
  const type = String(fields["__type"] ?? /<Code>(.*?)<\/Code>/.exec(text)?.[1] ?? `Status${status}`);
  const message = String(fields["message"] ?? fields["Message"] ?? /<Message>(.*?)<\/Message>/.exec(text)?.[1] ?? text.slice(0, 500));
  return new AwsError(type.slice(type.indexOf("#") + 1), message, status);
}

/** An operation of AWS's JSON protocol: `call(sqs, "AmazonSQS.SendMessage", input, 3)`. */
export async function callJson(service: Service, target: string, input: unknown, attempts: number): Promise<Record<string, unknown>> {
  const answer = await callService(service, {
    method: "POST",
    path: "/",
    headers: { "content-type": `application/x-amz-json-${service.name === "events" ? "1.1" : "1.0"}`, "x-amz-target": target },
    body: JSON.stringify(input),
    attempts,
  });
  return answer.length === 0 ? {} : (JSON.parse(answer.toString("utf8")) as Record<string, unknown>);
}
