/** One thing drawn with its foot at the origin (y up is negative), in units of the 1000 by 1250 picture. */
export interface Drawing {
  readonly art: string;
  /** What casts the shadow: path data in the same units. */
  readonly outline: string;
  /** The patch that touches the table; absent for things that hang. */
  readonly contact?: { readonly rx: number; readonly ry: number; readonly dx?: number };
}

export interface Placed {
  readonly drawing: Drawing;
  readonly x: number;
  readonly y: number;
  readonly scale?: number;
  /** How the shadow falls: over the table, on the wall behind, or on both when it leans there. */
  readonly shadow?: "table" | "wall" | "lean" | "none";
}
