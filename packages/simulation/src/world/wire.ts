import { DynamoError } from "@souk/core/dynamo/client";
import { canceled, conflicting, throttled } from "../table/refusal.ts";
import type { TransactItem } from "../table/transaction.ts";
import { type Command, operationOf, type Twin } from "../table/twin.ts";
import { copyOf, type Item } from "../table/value.ts";
import type { WriteInput } from "../table/write.ts";
import { findCurrent, type Invocation } from "./invocation.ts";

type Fields = Record<string, unknown>;

const attempts = 4;
const transient = /Throttl|TransactionInProgress/;

/** A call that reached the table or not: the caller cannot know. */
class NoAnswer extends Error {}

/**
 * What core's client is to a function: sends a command to the table, and again when it was throttled or no answer came. Here the table
 * refuses, conflicts, lags and loses answers.
 */
export function createWire(twin: () => Twin) {
  return {
    async send(command: Command): Promise<Fields> {
      const invocation = findCurrent();
      // Before the shop opens nobody is in a function and nothing fails.
      if (!invocation) return twin().send(command);
      const operation = operationOf(command);
      const input = copyOf(command.input) as Fields;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(invocation, twin(), operation, input, attempt);
        } catch (error) {
          const again = error instanceof NoAnswer || (error instanceof DynamoError && transient.test(error.name));
          if (!again || attempt >= attempts) throw error;
          await invocation.sleep(invocation.random.next() * 25 * 2 ** attempt);
        }
      }
    },
  };
}

const writing = /Put|Update|Delete|Write/;

/** A fault that struck is likely to strike at once again: bursts, so that a client's own repeats are used up now and then. */
const burst = (attempt: number) => (attempt === 1 ? 1 : 12);

async function once(invocation: Invocation, twin: Twin, operation: string, input: Fields, attempt: number): Promise<Fields> {
  let lost = false;
  const answer = await invocation.io(`${operation} ${keysOf(input)}`, () => {
    if (invocation.strikes("F7", burst(attempt))) throw throttled("Rate exceeded");
    lost = invocation.strikes("F9", burst(attempt));
    return writing.test(operation) ? write(invocation, twin, operation, input) : readFrom(invocation, twin, operation, input);
  });
  if (lost) throw new NoAnswer(`DynamoDB did not answer ${operation}`);
  return answer;
}

/** Items that transactions of others write too: only there may one be met. */
const shared = new Set(["order", "payment", "stock", "cart"]);
const isShared = (twin: Twin, { Key, Item: put }: Pick<WriteInput, "Key" | "Item">): boolean => {
  const { pk, sk } = (Key ?? put) as { pk: string; sk: string };
  return shared.has(pk.split("#")[1] ?? "") && twin.rows.find(pk, sk)?.item !== undefined;
};

/** Where others write the same item, they do so for a while. */
function isContended(invocation: Invocation, key: string): boolean {
  const { contended, scheduler, faults } = invocation.world;
  if ((contended.get(key) ?? 0) > scheduler.now) {
    invocation.world.happened("F8", invocation);
    return true;
  }
  if (!invocation.strikes("F8")) return false;
  contended.set(key, scheduler.now + faults.size("F8", invocation.label).spread(1, 6000));
  return true;
}

function write(invocation: Invocation, twin: Twin, operation: string, input: Fields): Fields | Promise<Fields> {
  const { world } = invocation;
  if (operation !== "TransactWriteItems") {
    meetExpired(invocation, twin, [input]);
    if (isShared(twin, input) && isContended(invocation, keyOf(input["Key"] ?? input["Item"])))
      throw conflicting("Transaction is ongoing for the item");
    return world.writtenBy(invocation, () => twin.execute(operation, input));
  }
  const items = (input["TransactItems"] as TransactItem[]).map((item) => Object.values(item)[0] as WriteInput);
  meetExpired(invocation, twin, items);
  const met = items.findIndex((item) => isShared(twin, item) && isContended(invocation, keyOf(item.Key ?? item.Item)));
  if (met >= 0) {
    const reasons = items.map((_, index) => ({ code: index === met ? "TransactionConflict" : "None" }));
    throw canceled(`Transaction cancelled [${reasons.map(({ code }) => code).join(", ")}]`, reasons);
  }
  const transaction = world.conflictsOf(invocation, () => twin.begin(input as never));
  // The table's own business from here on: it commits whether or not anybody waits.
  return new Promise((resolve) =>
    world.scheduler.after(invocation.random.spread(1, 15), () => resolve(world.writtenBy(invocation, () => transaction.commit()))),
  );
}

/** A condition is asked of what has expired and is still there. */
function meetExpired(invocation: Invocation, twin: Twin, inputs: Pick<WriteInput, "Key" | "Item">[]): void {
  const { world } = invocation;
  for (const { Key, Item: put } of inputs) {
    const { pk, sk } = (Key ?? put) as { pk: string; sk: string };
    const expiresAt = twin.rows.find(pk, sk)?.item?.["expiresAt"];
    if (typeof expiresAt === "number" && expiresAt * 1000 <= world.scheduler.now) world.happened("F16", invocation);
  }
}

const lagMilliseconds = 3000;

function readFrom(invocation: Invocation, twin: Twin, operation: string, input: Fields): Fields {
  const { world } = invocation;
  const lag =
    !isConsistent(operation, input) && invocation.strikes("F17", 5)
      ? world.faults.size("F17", invocation.label).spread(1, lagMilliseconds)
      : 0;
  if (operation === "BatchGetItem" && invocation.strikes("F7")) return partly(twin, input, lag, world);
  const answer = world.lagging(lag, () => twin.execute(operation, input));
  const expiresAt = (answer["Item"] as Item | undefined)?.["expiresAt"];
  if (typeof expiresAt === "number" && expiresAt * 1000 <= world.scheduler.now) world.happened("F16", invocation);
  return answer;
}

function isConsistent(operation: string, input: Fields): boolean {
  if (operation !== "BatchGetItem") return input["ConsistentRead"] === true;
  return Object.values(input["RequestItems"] as Record<string, { ConsistentRead?: boolean }>).every(
    (request) => request.ConsistentRead === true,
  );
}

/** A batch of which one key was too many for the moment. */
function partly(twin: Twin, input: Fields, lag: number, world: Invocation["world"]): Fields {
  const [[table, request] = []] = Object.entries(input["RequestItems"] as Record<string, { Keys: Item[] }>);
  if (table === undefined || !request) return twin.execute("BatchGetItem", input);
  const left = request.Keys.slice(0, 1);
  const served = { ...request, Keys: request.Keys.slice(1) };
  const answer: Fields =
    served.Keys.length > 0 ? world.lagging(lag, () => twin.execute("BatchGetItem", { RequestItems: { [table]: served } })) : {};
  return { Responses: { [table]: [] }, ...answer, UnprocessedKeys: { [table]: { ...request, Keys: left } } };
}

function keysOf(input: Fields): string {
  const items = (input["TransactItems"] as TransactItem[] | undefined)?.map((item) => Object.values(item)[0]) ?? [input];
  return items.map((item) => keyOf((item as Fields)["Key"] ?? (item as Fields)["Item"])).join(" ");
}

const keyOf = (key: unknown) => (key ? `${(key as Item)["pk"]}/${(key as Item)["sk"]}` : "");
