import { DynamoError } from "@souk/core/dynamo/client";
import type { Item } from "./value.ts";

export interface Reason {
  code: string;
  item?: Item | undefined;
}

/** What DynamoDB answers instead of doing it, as the client throws it. */
const refusal =
  (name: string, status = 400) =>
  (message: string, reasons: Reason[] = []) =>
    new DynamoError(name, message, status, reasons);

export const invalid = refusal("ValidationException");
export const conditionFailed = refusal("ConditionalCheckFailedException");
export const canceled = refusal("TransactionCanceledException");
export const conflicting = refusal("TransactionConflictException");
export const mismatch = refusal("IdempotentParameterMismatchException");
export const noTable = refusal("ResourceNotFoundException");
export const throttled = refusal("ThrottlingException");
