import { type Change, type EntryKind, type Intent, type Metadata, Refused } from "./intent.ts";
import type { Parts } from "./part.ts";

/** One movement in the provider's books. */
export interface Entry extends Metadata {
  entryId: string;
  at: string;
  kind: EntryKind;
  /** The attempt, refund or command that moved it. */
  reference: string;
  amount: number;
  currency: string;
}

interface Challenge {
  paymentId: string;
  attemptId: string;
}

type Store = Pick<Parts, "client" | "tableName">;
type Item = Record<string, unknown>;

/**
 * | question                                | key                                      |
 * |-----------------------------------------|------------------------------------------|
 * | a payment by the shop's id              | pk `intent#<payment id>`, sk `intent`    |
 * | the payment of a bank page              | pk `challenge#<challenge id>`, sk same   |
 * | the books, oldest first                 | pk `ledger`, sk `<instant>#<payment id>#<version>` |
 * | what changed in a time, oldest first    | pk `change`, sk `<instant>#<payment id>#<version>` |
 */
async function get<T>({ client, tableName }: Store, pk: string, sk: string): Promise<T | undefined> {
  const { Item: item } = await client.send({
    operation: "GetItem",
    input: { TableName: tableName, Key: { pk, sk }, ConsistentRead: true },
  });
  return (item as { data: T } | undefined)?.data;
}

export const findIntent = (store: Store, paymentId: string) => get<Intent>(store, `intent#${paymentId}`, "intent");
export const findChallenge = (store: Store, challengeId: string) => get<Challenge>(store, `challenge#${challengeId}`, "challenge");

/** Stores a new payment unless there is one; answers the one that is there. */
export async function createIntent(store: Store, intent: Intent): Promise<Intent> {
  try {
    const Item = { pk: `intent#${intent.metadata.paymentId}`, sk: "intent", version: intent.version, data: intent };
    await store.client.send({
      operation: "PutItem",
      input: { TableName: store.tableName, Item, ConditionExpression: "attribute_not_exists(pk)" },
    });
    return intent;
  } catch (error) {
    const known = nameOf(error) === "ConditionalCheckFailedException" ? await findIntent(store, intent.metadata.paymentId) : undefined;
    if (!known) throw error;
    return known;
  }
}

/** Commits a change with its entry in the books and its bank page, if nothing changed since. Returns undefined when something did. */
export async function commit(parts: Parts, before: Intent, { intent, entry }: Change): Promise<Intent | undefined> {
  const { tableName: TableName } = parts;
  const after = { ...intent, version: before.version + 1 };
  const { metadata, currency } = after;
  const pending = after.attempts.find((one) => one.status === "requires_action");
  const items: Item[] = [
    {
      Put: {
        TableName,
        Item: { pk: `intent#${metadata.paymentId}`, sk: "intent", version: after.version, data: after },
        ConditionExpression: "version = :before",
        ExpressionAttributeValues: { ":before": before.version },
      },
    },
  ];
  const at = parts.now().toISOString();
  const sk = `${at}#${metadata.paymentId}#${String(after.version).padStart(6, "0")}`;
  items.push({ Put: { TableName, Item: { pk: "change", sk, data: { paymentId: metadata.paymentId } } } });
  if (entry) {
    const data: Entry = { entryId: parts.id("le"), at, ...metadata, currency, ...entry };
    items.push({ Put: { TableName, Item: { pk: "ledger", sk, data } } });
  }
  if (pending?.challengeId) {
    const data: Challenge = { paymentId: metadata.paymentId, attemptId: pending.id };
    items.push({ Put: { TableName, Item: { pk: `challenge#${pending.challengeId}`, sk: "challenge", data } } });
  }
  try {
    await parts.client.send({ operation: "TransactWriteItems", input: { TransactItems: items, ClientRequestToken: parts.id("t") } });
    return after;
  } catch (error) {
    if (nameOf(error) === "TransactionCanceledException") return undefined;
    throw error;
  }
}

/** Reads, changes and commits, again while others change the same payment. */
export async function change(
  parts: Parts,
  paymentId: string,
  make: (intent: Intent) => Change | undefined,
): Promise<{ intent: Intent; change?: Change }> {
  for (let tries = 0; tries < 8; tries += 1) {
    const before = await findIntent(parts, paymentId);
    if (!before) throw new Refused("no_such_intent");
    const made = make(before);
    if (!made) return { intent: before };
    const intent = await commit(parts, before, made);
    if (intent) return { intent, change: made };
    await parts.sleep(5 * 2 ** tries);
  }
  throw new Refused("contended");
}

export async function listEntries({ client, tableName }: Store): Promise<Entry[]> {
  const entries: Entry[] = [];
  let from: unknown;
  do {
    const page = await client.send({
      operation: "Query",
      input: {
        TableName: tableName,
        KeyConditionExpression: "pk = :ledger",
        ExpressionAttributeValues: { ":ledger": "ledger" },
        ConsistentRead: true,
        ...(from ? { ExclusiveStartKey: from } : {}),
      },
    });
    entries.push(...((page["Items"] as { data: Entry }[] | undefined) ?? []).map(({ data }) => data));
    from = page["LastEvaluatedKey"];
  } while (from);
  return entries;
}

export interface ChangeWindow {
  /** Instants: from the first on, before the second. */
  from: string;
  to: string;
  cursor?: string | undefined;
  limit: number;
}

/** Ids of the payments that changed in a time, each once a page; webhooks may be lost, this is not. */
export async function listChanged({ client, tableName }: Store, { from, to, cursor, limit }: ChangeWindow) {
  const page = await client.send({
    operation: "Query",
    input: {
      TableName: tableName,
      KeyConditionExpression: "pk = :change AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: { ":change": "change", ":from": from, ":to": to },
      ConsistentRead: true,
      Limit: limit,
      ...(cursor ? { ExclusiveStartKey: { pk: "change", sk: cursor } } : {}),
    },
  });
  const rows = (page["Items"] as { data: { paymentId: string } }[] | undefined) ?? [];
  const last = page["LastEvaluatedKey"] as { sk: string } | undefined;
  return { paymentIds: [...new Set(rows.map(({ data }) => data.paymentId))], cursor: last?.sk };
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "");
