/** Every domain event of the stage. Anybody may subscribe: see `consumer.ts`. */
export const bus = new sst.aws.Bus("Bus");

/** The bus's name alone: `Bus`'s own link would grant `events:*`. */
export const busName = new sst.Linkable("EventBus", { properties: { name: bus.name } });
