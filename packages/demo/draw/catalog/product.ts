import type { Drawing, Placed } from "../ink/drawing.ts";
import type { Pen } from "../ink/pen.ts";
import type { Backdrop } from "../ink/stage.ts";

/** A value of the option that one sees in the picture. */
export interface Choice {
  readonly value: string;
  readonly code: string;
  readonly colors: readonly string[];
  readonly stock?: number;
}

/** A value of the option that one does not see; prices in cents. */
export interface Size {
  readonly value: string;
  readonly code: string;
  readonly price: number;
  readonly usd: number;
  readonly grams: number;
  readonly stock?: number;
}

export interface Look {
  readonly draw: (pen: Pen, colors: readonly string[]) => Drawing;
  readonly scale: number;
  readonly x?: number;
  readonly y?: number;
  /** Stands on the table, leans on the wall, or hangs. */
  readonly stand?: "table" | "lean" | "wall";
}

/** A second picture: the thing in use, or seen from near. */
export interface Scene {
  readonly alt: string;
  readonly backdrop?: Partial<Backdrop>;
  readonly things: (pen: Pen) => readonly Placed[];
}

export interface Product {
  readonly handle: string;
  readonly title: string;
  /** Sentences for the page. */
  readonly body: string;
  /** Material, measures, care. */
  readonly details: readonly string[];
  readonly tags: readonly string[];
  readonly grams: number;
  readonly price: number;
  readonly usd: number;
  /** The former price of a thing on sale. */
  readonly was?: number;
  readonly wasUsd?: number;
  readonly option?: { readonly name: string; readonly choices: readonly Choice[] };
  readonly sizes?: { readonly name: string; readonly values: readonly Size[] };
  readonly stock?: number;
  readonly look: Look;
  /** What the picture shows, for those who do not see it. */
  readonly alt: (choice: string) => string;
  readonly scene?: Scene;
}

export interface Category {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  /** Shopify's own taxonomy, as exports carry it. */
  readonly taxonomy: string;
  readonly backdrop: Backdrop;
  readonly products: readonly Product[];
}

export function choice(value: string, code: string, ...colors: readonly string[]): Choice {
  return { value, code, colors };
}

/** The color at a place of a choice's list. */
export function pick(colors: readonly string[], index: number): string {
  return colors[index] ?? colors[0] ?? "#888888";
}
