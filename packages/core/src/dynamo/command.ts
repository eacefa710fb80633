import { marshall, unmarshall } from "./marshall.ts";

/**
 * The commands that ElectroDB makes, without the AWS SDK behind them: bundles take this module for `@aws-sdk/lib-dynamodb` and its
 * neighbors (infra/bundle.mjs). `client.ts` sends them.
 */
const command = (operation: string) =>
  class {
    readonly operation = operation;
    readonly input: Record<string, unknown>;
    constructor(input: Record<string, unknown>) {
      this.input = input;
    }
  };

export const GetCommand = command("GetItem");
export const PutCommand = command("PutItem");
export const UpdateCommand = command("UpdateItem");
export const DeleteCommand = command("DeleteItem");
export const QueryCommand = command("Query");
export const ScanCommand = command("Scan");
export const BatchGetCommand = command("BatchGetItem");
export const BatchWriteCommand = command("BatchWriteItem");
export const TransactWriteCommand = command("TransactWriteItems");
export const TransactGetCommand = command("TransactGetItems");
export { marshall, unmarshall };
