import type { Log } from "../contract.ts";

export interface LogOptions {
  write: (line: string) => void;
  color: boolean;
  verbose: boolean;
}

const colors = { info: 2, warn: 33, error: 31 } as const;

/** One line per message, for a person at a terminal. The whole of a failed call is in the console. */
export function createLog({ write, color, verbose }: LogOptions): Log {
  const at =
    (level: keyof typeof colors) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      const { stack, ...others } = fields;
      const rest = Object.entries(others).map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
      const line = [message, ...(verbose ? rest : []), ...(verbose && stack !== undefined ? [`\n${String(stack)}`] : [])].join(" ");
      write(color ? `\u001B[${colors[level]}m${line}\u001B[0m\n` : `${line}\n`);
    };
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

export const silentLog: Log = { info() {}, warn() {}, error() {} };
