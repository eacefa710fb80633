import type { Index, Table } from "../../graph.ts";
import { Component, refuseUnknown, transformed } from "../component.ts";
import type { ResourceTransform } from "../component.ts";
import { addMapping } from "../mapping.ts";
import type { MappingArgs } from "../mapping.ts";
import { output, plain } from "../output.ts";
import { ProgramError } from "../program-error.ts";
import type { Definition } from "../recording.ts";
import { arn, physicalName, recording } from "../recording.ts";
import type { Target } from "./function.ts";
import { functionFor } from "./function.ts";

interface DynamoArgs {
  fields: Table["fields"];
  primaryIndex: Index;
  globalIndexes?: Table["globalIndexes"];
  ttl?: string;
  stream?: Table["stream"];
  transform?: { table?: ResourceTransform<{ name: string }> };
}
interface Subscription {
  filters?: Record<string, unknown>[];
  transform?: { eventSourceMapping?: ResourceTransform<MappingArgs> };
}

/** `sst.aws.Dynamo`: keys, global indexes, expiry and the stream. Backups and protection against deletion are AWS's matter. */
export class Dynamo extends Component {
  static override readonly type = "sst.aws.Dynamo";
  static override readonly takes = ["fields", "primaryIndex", "globalIndexes", "ttl", "stream", "deletionProtection", "transform"];
  readonly #record: Table;

  constructor(id: string, args: DynamoArgs) {
    super(id, args);
    const { fields, primaryIndex, globalIndexes = {}, ttl, stream } = plain(args);
    if (!fields || !primaryIndex) throw new ProgramError(`The table "${id}" needs "fields" and "primaryIndex".`);
    refuseUndeclaredKeys(id, fields, [primaryIndex, ...Object.values(globalIndexes)]);
    // The table's other settings are AWS's matter, but its name is not: it may be set here.
    const { name } = transformed(args.transform?.table, `${id}Table`, { name: physicalName(id) });
    this.#record = {
      id,
      name,
      arn: arn("dynamodb", `table/${name}`),
      fields,
      primaryIndex,
      globalIndexes,
      ...(ttl ? { ttl } : {}),
      ...(stream ? { stream } : {}),
    };
    recording().graph.tables.push(this.#record);
  }

  get name() {
    return output(this.#record.name);
  }

  get arn() {
    return output(this.#record.arn);
  }

  get nodes() {
    const { name, arn } = this.#record;
    return { table: output({ name, arn, id: name, streamArn: `${arn}/stream/offline` }) };
  }

  subscribe(name: string, subscriber: Target, subscription: Subscription = {}): void {
    const id = Component.idOf(this);
    if (!this.#record.stream) throw new ProgramError(`"${name}" cannot subscribe to "${id}": the table has no stream.`);
    if (subscriber === undefined || typeof name !== "string")
      throw new ProgramError(`Give the subscription to "${id}" a name: subscribe("Name", handler).`);
    refuseUnknown(subscription, `a subscription to ${id}`, ["filters", "transform"]);
    const { filters } = plain(subscription);
    const mapping = `${id}Subscriber${name}`;
    addMapping(mapping, { tableId: id }, functionFor(mapping, subscriber), subscription.transform?.eventSourceMapping, {
      startingPosition: "LATEST",
      ...(filters ? { filterCriteria: { filters: filters.map((filter) => ({ pattern: JSON.stringify(filter) })) } } : {}),
    });
  }

  override getSSTLink(): Definition {
    return {
      properties: { name: this.#record.name },
      include: [{ type: "aws.permission", actions: ["dynamodb:*"], resources: [this.#record.arn, `${this.#record.arn}/*`] }],
    };
  }
}

function refuseUndeclaredKeys(id: string, fields: Table["fields"], indexes: Index[]): void {
  const keys = indexes.flatMap(({ hashKey, rangeKey }) => [hashKey, rangeKey]).filter((key) => key !== undefined);
  const missing = keys.find((key) => !(key in fields));
  if (missing) throw new ProgramError(`The table "${id}" has the key "${missing}", which is not among its fields.`);
}
