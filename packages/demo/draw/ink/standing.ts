import type { Drawing } from "./drawing.ts";
import type { Lathe } from "./lathe.ts";

/** The ring on which a turned thing stands. */
export function contactOf(body: Lathe): NonNullable<Drawing["contact"]> {
  return { rx: body.radius(0), ry: body.radius(0) * body.flatness(0) };
}

/** A turned thing with what else casts a shadow: spout, handle, what stands in it. */
export function standing(art: string, body: Lathe, more = ""): Drawing {
  return { art, outline: body.outline + more, contact: contactOf(body) };
}
