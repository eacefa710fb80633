/** One JSON line per entry, as CloudWatch reads it. Never give it names, addresses, e-mails, tokens or keys: ids and facts only. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** An error as log fields: its name, message, stack and causes. */
export function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  return {
    error: error.name,
    reason: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  };
}

/** Not by the console: with JSON logs Lambda wraps what it says into a text of its own, and no query could reach a field. */
const toOutput = (line: string) => void process.stdout.write(`${line}\n`);

export function createLog(fields: Record<string, unknown>, write: (line: string) => void = toOutput): Log {
  const entry =
    (level: string) =>
    (message: string, more: Record<string, unknown> = {}) =>
      write(JSON.stringify({ level, message, ...fields, ...more }));
  return { info: entry("info"), warn: entry("warn"), error: entry("error") };
}
