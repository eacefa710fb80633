/** "order.*" covers "order.paid". */
export function covers(pattern: string, name: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\?]/g, "\\$&").replaceAll("*", ".*")}$`).test(name);
}
