/** Made by `vite-entry.ts`: the one script of the browser. */
declare module "virtual:souk-entry" {
  export const file: string;
  /** `sha256-…` of what is in it. */
  export const integrity: string;
}
