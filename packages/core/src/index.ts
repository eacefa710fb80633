export { type Actor, actorName, type Context, expiresIn, instant, permits, proves, unexpired } from "./context.ts";
export { Contended, type DefinedError, defineError, DomainError, type ErrorDefinition, VersionConflict } from "./error.ts";
export { CloudEvent, cloudEventOf, defineEvent, emit, type EventDefinition, type EventOf, listEvents } from "./event.ts";
export { idTime, typeId, typeIdPattern } from "./id.ts";
export { claimed, type Idempotency, once } from "./idempotency.ts";
export { describe, type Log } from "./log.ts";
export { allocate, Currency, divideRounded, exponentOf, Money, parseAmount, type TaxedAmount, withTax } from "./money.ts";
export { pattern } from "./pattern.ts";
export { text } from "./resource.ts";
export {
  check,
  isConditionFailed,
  isConflict,
  perTable,
  put,
  remove,
  retryConflicts,
  type Table,
  transact,
  TransactionRefused,
  update,
  type Write,
} from "./table.ts";
export type { TokenKind, Tokens } from "./token.ts";
