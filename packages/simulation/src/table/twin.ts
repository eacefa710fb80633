import { Placeholders } from "./evaluate.ts";
import { projection, query, type QueryInput, scan } from "./query.ts";
import { conditionFailed, conflicting, invalid, noTable } from "./refusal.ts";
import { Rows } from "./rows.ts";
import { Transactions, type Transaction, type TransactItem } from "./transaction.ts";
import { copyOf, type Item } from "./value.ts";
import { judge, type Judged, keyOf, type Operation, type WriteInput } from "./write.ts";

export interface Command {
  input: object;
  operation?: string;
}

/** An item's images before and after one commit. */
export interface Change {
  pk: string;
  sk: string;
  before: Item | undefined;
  after: Item | undefined;
}

export interface TwinOptions {
  name?: string;
  now?: () => number;
  rows?: Rows;
  /** Told of every commit, with all that it changed: what a stream is made from. */
  onCommit?: (changes: Change[]) => void;
  /** Milliseconds by which an eventually consistent read lags. */
  lag?: () => number;
}

type Fields = Record<string, unknown>;
interface GetInput {
  TableName: string;
  Key?: Item;
  ConsistentRead?: boolean;
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
}

/** Commands of the SDK say their operation by their class's name, as core's client reads it. */
export function operationOf(command: Command): string {
  if (command.operation !== undefined) return command.operation;
  const name = command.constructor.name.replace(/Command$/, "");
  if (/^Transact(Get|Write)$/.test(name)) return `${name}Items`;
  return /^(Get|Put|Update|Delete|BatchGet|BatchWrite)$/.test(name) ? `${name}Item` : name;
}

export type Twin = ReturnType<typeof createTwin>;

/**
 * The one table of `infra/table.ts` in memory, for whoever sends it what core's client sends: keys pk and sk, indexes gsi1 and gsi2.
 * It answers as DynamoDB does, and does what the offline engine never does: conflicts, stale reads. Nothing expires by itself.
 */
export function createTwin({ name = "souk", now = () => 0, rows = new Rows(), onCommit, lag = () => 0 }: TwinOptions = {}) {
  const current = (pk: string, sk: string) => rows.find(pk, sk)?.item;
  const transactions = new Transactions({ find: current, commit, now });
  const source = (at: number) => ({ partition: (pk: string) => rows.partition(pk, at), all: () => rows.all(at) });
  const readAt = (consistent: boolean | undefined) => (consistent ? now() : now() - lag());

  function commit(judged: Judged[]): void {
    const changed = judged.filter(({ changes }) => changes);
    for (const { pk, sk, after } of changed) rows.set(pk, sk, after, now());
    if (changed.length > 0) onCommit?.(changed.map(({ pk, sk, before, after }) => ({ pk, sk, before, after })));
  }

  function get({ Key, ConsistentRead, ...input }: GetInput): Item | undefined {
    const { pk, sk } = keyOf(Key);
    const item = rows.findAt(pk, sk, readAt(ConsistentRead));
    const given = new Placeholders(input.ExpressionAttributeNames);
    return item && projection(input.ProjectionExpression, given)(item);
  }

  function write(operation: Operation, input: WriteInput): Fields {
    const judged = judge(operation, input, current);
    if (transactions.isBusy(judged.pk, judged.sk)) throw conflicting("Transaction is ongoing for the item");
    if (!judged.met) throw conditionFailed("The conditional request failed");
    commit([judged]);
    return returned(judged, input.ReturnValues);
  }

  function batchWrite(requests: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>): Fields {
    for (const [TableName, writes] of Object.entries(requests)) {
      known(TableName);
      for (const { PutRequest, DeleteRequest } of writes) {
        if (PutRequest) write("Put", { TableName, Item: PutRequest.Item });
        if (DeleteRequest) write("Delete", { TableName, Key: DeleteRequest.Key });
      }
    }
    return { UnprocessedItems: {} };
  }

  function batchGet(requests: Record<string, { Keys: Item[]; ConsistentRead?: boolean }>): Fields {
    const found = Object.entries(requests).map(([TableName, { Keys, ...how }]) => {
      known(TableName);
      if (new Set(Keys.map((key) => JSON.stringify(keyOf(key)))).size < Keys.length)
        throw invalid("Provided list of item keys contains duplicates");
      if (Keys.length > 100) throw invalid("Too many items requested for the BatchGetItem call");
      return [TableName, Keys.flatMap((Key) => get({ TableName, Key, ...how }) ?? [])];
    });
    return { Responses: Object.fromEntries(found) as Fields, UnprocessedKeys: {} };
  }

  function known(TableName: unknown): void {
    if (TableName !== name) throw noTable("Cannot do operations on a non-existent table");
  }

  function execute(operation: string, input: Fields): Fields {
    switch (operation) {
      case "BatchGetItem":
        return batchGet(input["RequestItems"] as never);
      case "BatchWriteItem":
        return batchWrite(input["RequestItems"] as never);
      case "TransactWriteItems":
        return transactions.begin(input as never).commit();
      case "TransactGetItems": {
        const items = (input["TransactItems"] as { Get: GetInput }[]).map(({ Get }) => get({ ...Get, ConsistentRead: true }));
        return { Responses: items.map((Item) => (Item ? { Item } : {})) };
      }
      default:
        known(input["TableName"]);
        return one(operation, input);
    }
  }

  function one(operation: string, input: Fields): Fields {
    switch (operation) {
      case "GetItem": {
        const Item = get(input as never);
        return Item ? { Item } : {};
      }
      case "PutItem":
      case "UpdateItem":
      case "DeleteItem":
        return write(operation.replace("Item", "") as Operation, input as never);
      case "Query":
        return { ...query(input as never, source(readAt((input as unknown as QueryInput).ConsistentRead))) };
      case "Scan":
        return { ...scan(input as never, source(readAt((input as unknown as QueryInput).ConsistentRead))) };
      default:
        throw invalid(`The twin has no operation ${operation}`);
    }
  }

  return {
    name,
    /** As core's client: whatever it is sent is carried out at once. */
    send: async (command: Command): Promise<Fields> => execute(operationOf(command), copyOf(command.input) as Fields),
    /** One command, now; `TransactWriteItems` may be begun and committed apart. */
    execute,
    /** Judges a transaction and keeps others from its items until it is committed. Throws as DynamoDB cancels it. */
    begin: (input: { TransactItems: TransactItem[]; ClientRequestToken?: string }): Transaction => transactions.begin(input),
    /** Every item as stored. */
    items: (): Item[] => rows.all(now()).map(copyOf),
    rows,
  };
}

function returned({ before, after }: Judged, wanted: string | undefined): Fields {
  if (wanted === "ALL_NEW") return after ? { Attributes: copyOf(after) } : {};
  if (wanted === "ALL_OLD") return before ? { Attributes: copyOf(before) } : {};
  return {};
}
