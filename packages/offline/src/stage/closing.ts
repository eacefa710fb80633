/** What was started, ended in the opposite order, once. */
export interface Closing {
  add(step: () => unknown): void;
  close(): Promise<void>;
}

export function createClosing(): Closing {
  const steps: (() => unknown)[] = [];
  let closed: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    for (const step of steps.toReversed()) {
      try {
        await step();
      } catch {
        // The others are ended all the same.
      }
    }
  };
  return { add: (step) => void steps.push(step), close: () => (closed ??= run()) };
}
