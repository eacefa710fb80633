import type { Functions, InvokeResult } from "../contract.ts";
import { asyncCall } from "./async-call.ts";
import { json, type Answer, type Call } from "./http.ts";
import type { Queues } from "./queues.ts";
import { ServiceError } from "./service-error.ts";
import { functionQueue } from "./topology.ts";

interface Parts {
  queues: Queues;
  functions: Functions;
}
const maxSyncBytes = 6 * 1024 * 1024;
const maxAsyncBytes = 262_144;

/** Lambda's Invoke by id, name or ARN, waiting for the answer or, as `Event`, once the call is kept. */
export function createLambda({ queues, functions }: Parts) {
  return async (name: string, call: Call): Promise<Answer> => {
    const { functions: known, queues: nodes } = queues.topology();
    const node = known.get(name) ?? known.get(name.split(":").slice(0, 7).join(":"));
    if (!node) throw new ServiceError("ResourceNotFoundException", `Function not found: ${name}`, 404);
    const type = call.headers["x-amz-invocation-type"] ?? "RequestResponse";
    if (type === "DryRun") return { status: 204 };
    if (call.body.length > (type === "Event" ? maxAsyncBytes : maxSyncBytes))
      throw new ServiceError(
        "RequestTooLargeException",
        `${call.body.length} byte payload is too large for the ${type} invocation type`,
        413,
      );
    const event = parseEvent(call.body);
    const queue = nodes.get(functionQueue(node.id));
    if (type === "Event" && queue) {
      queues.commit((send) => send(queue, JSON.stringify(event), asyncCall("invoke")));
      return { status: 202 };
    }
    return toAnswer(await functions.invoke(node.id, event, { source: "invoke" }));
  };
}

function parseEvent(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : (JSON.parse(body.toString()) as unknown);
  } catch (cause) {
    throw new ServiceError("InvalidRequestContentException", `Could not parse request body into json: ${(cause as Error).message}`);
  }
}

function toAnswer(result: InvokeResult): Answer {
  if (result.ok) return json(result.payload ?? null);
  const { type, name, message, stack } = result.error;
  if (type === "Throttled") throw new ServiceError("TooManyRequestsException", message, 429);
  const body = { errorType: type === "Timeout" ? "Sandbox.Timedout" : name, errorMessage: message, trace: stack?.split("\n") ?? [] };
  const answer = json(body);
  return { ...answer, headers: { ...answer.headers, "x-amz-function-error": "Unhandled" } };
}
