import { randomBytes } from "node:crypto";
import { credentials, regionHere } from "./aws/service.ts";
import type { Actor, Context } from "./context.ts";
import { createClient } from "./dynamo/client.ts";
import { typeId } from "./id.ts";
import { createLog } from "./log.ts";
import { findMeter } from "./meter.ts";
import { link, text } from "./resource.ts";
import type { Table } from "./table.ts";
import { createTokens } from "./token.ts";

let table: Table | undefined;

/** The function's table, made at its first use and kept: connections outlive the request. */
function connect(): Table {
  const region = regionHere();
  table ??= {
    name: text(link("Table"), "name"),
    client: createClient({
      endpoint: process.env["AWS_ENDPOINT_URL_DYNAMODB"] ?? `https://dynamodb.${region}.amazonaws.com`,
      region,
      credentials,
      onCapacity: findMeter()?.dynamo,
    }),
  };
  return table;
}

/** Chance is fetched by the page: a call for each few bytes costs more than what it brings. No byte is given out twice. */
let pool = Buffer.alloc(0);
let used = 0;
function bytes(count: number): Buffer {
  if (used + count > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  return pool.subarray(used, (used += count));
}

const random = () => bytes(6).readUIntBE(0, 6) / 2 ** 48;

/** A W3C traceparent (https://www.w3.org/TR/trace-context/) of a new trace. */
export function newTrace(): string {
  const digits = bytes(24).toString("hex");
  return `00-${digits.slice(0, 32)}-${digits.slice(32)}-01`;
}

/** Only when a token is asked for: a function that mints none need not link the secret. */
const tokensOf = (shopId: string) => createTokens(text(link("TokenSecret"), "value"), shopId);

export interface Origin {
  actor: Actor;
  requestId: string;
  traceparent?: string | undefined;
  shopId?: string;
}

/** The context of one request or event in a deployed or offline function. */
export function createContext({ actor, requestId, traceparent = newTrace(), shopId = text(link("DefaultShop"), "id") }: Origin): Context {
  const now = () => new Date();
  return {
    shopId,
    actor,
    requestId,
    traceparent,
    now,
    random,
    id: (prefix) => typeId(prefix, now().getTime(), random),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    get table() {
      return connect();
    },
    log: createLog({ requestId, traceparent, shopId }),
    tokens: {
      mint: (kind, id) => tokensOf(shopId).mint(kind, id),
      verify: (kind, id, token) => tokensOf(shopId).verify(kind, id, token),
    },
    link,
  };
}
