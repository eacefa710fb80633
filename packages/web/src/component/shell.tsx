import { createContext, type JSX, useContext } from "solid-js";
import { formatMoney } from "../server/money.ts";
import type { Shell } from "../server/shell.ts";

const ShellContext = createContext<Shell>();

export function ShellProvider(props: { shell: Shell; children: JSX.Element }) {
  return <ShellContext.Provider value={props.shell}>{props.children}</ShellContext.Provider>;
}

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error("Only inside the layout");
  return shell;
}

export const useText = () => useShell().text;

/** Formats amounts for the reader; minor units without a currency are of the market's. */
export function useMoney() {
  const { locale, market } = useShell();
  return (amount: number, currency = market.currency) => formatMoney({ amount, currency }, locale);
}
