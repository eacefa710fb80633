import { deadLetterQueue } from "./dead-letter";
import { policy } from "./stage";

interface Job {
  handler: string;
  schedule: `rate(${string})`;
  link: unknown[];
  permissions: Exclude<sst.aws.FunctionArgs["permissions"], undefined>;
}

/** Where somebody watches, jobs report zeros too: an alarm can then tell "nothing is stuck" from "nobody looked". */
const watch = new sst.Linkable("Watch", { properties: { gauges: policy().watched } });

/**
 * A job that runs by the clock. A run goes on where the last one ended, so that one which fails is not repeated: it lies in the dead
 * letters, where it is seen, and the next comes by itself.
 */
export function job(name: string, { handler, schedule, link, permissions }: Job) {
  const deadLetter = deadLetterQueue(`${name}DeadLetter`);
  new sst.aws.CronV2(name, {
    schedule,
    // Of runs that the schedule could not start; those that fail go there by the function's own destination.
    dlq: deadLetter.arn,
    function: {
      handler,
      link: [...link, watch],
      permissions: [...(permissions as []), { actions: ["sqs:SendMessage"], resources: [deadLetter.arn] }],
      timeout: "2 minutes",
      live: false,
      retries: 0,
      transform: {
        eventInvokeConfig: (args) => {
          args.destinationConfig = { onFailure: { destination: deadLetter.arn } };
        },
      },
    } as sst.aws.FunctionArgs,
  });
}
