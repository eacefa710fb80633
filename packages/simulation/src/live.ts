import { open } from "./open.ts";
import { baseRows, start } from "./base.ts";
import { Random } from "./random.ts";
import { patched } from "./world/platform.ts";
import { World } from "./world/world.ts";

/** The whole shop with nothing that fails, for somebody to use: the clock stands still except for what they do and wait for. */
export async function live<T>(name: string, use: (world: World) => Promise<T>): Promise<T> {
  const rows = (await baseRows()).copy();
  const world = new World({ seed: name, start, rows, profile: {}, denied: new Set(), slowest: 5, haste: 1, keepTrace: 0 });
  return patched(world, async () => {
    await open(world, new Random(name), { capture: "automatic", mostStock: 20 });
    let result: { value: T } | { error: unknown } | undefined;
    use(world).then(
      (value) => (result = { value }),
      (error: unknown) => (result = { error }),
    );
    await world.scheduler.run({ mostSteps: 100_000, done: () => result !== undefined });
    if (!result) throw new Error(`${name}: nothing happens any more, and it has not ended`);
    if ("error" in result) throw result.error;
    return result.value;
  });
}
