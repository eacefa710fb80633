/** Every domain event of the stage. Anybody may subscribe: see `consumer.ts`. */
export const bus = new sst.aws.Bus("Bus");

/** Any rule of this bus, as the condition of a policy names it. */
export const busRules = $interpolate`${bus.arn}/*`.apply((arn) => arn.replace(":event-bus/", ":rule/"));

// SST lets every rule, topic and bucket of any account write to a subscribed queue: only this bus's rules may.
$transform(aws.sqs.QueuePolicy, (args, _options, name) => {
  if (!name.startsWith("BusSubscriber")) return;
  args.policy = $util.all([args.policy, busRules]).apply(([text, rules]) => {
    const {
      Statement: [statement],
      ...document
    } = JSON.parse(String(text));
    const Condition = { ArnLike: { "aws:SourceArn": rules } };
    return JSON.stringify({ ...document, Statement: [{ ...statement, Principal: { Service: "events.amazonaws.com" }, Condition }] });
  });
});

/** The bus's name alone: `Bus`'s own link would grant `events:*`. */
export const busName = new sst.Linkable("EventBus", { properties: { name: bus.name } });
