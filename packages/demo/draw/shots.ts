import { picture, portrait, type Backdrop } from "./ink/stage.ts";
import { categories } from "./catalog/all.ts";
import type { Category, Choice, Product } from "./catalog/product.ts";

/** One picture to draw. */
export interface Shot {
  /** The base name of its files. */
  readonly name: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  readonly svg: () => string;
}

const LEAN_HORIZON = 1000;

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

export function shotName(product: Product, choice?: Choice): string {
  return choice ? `${product.handle}-${slug(choice.value)}` : product.handle;
}

export function sceneName(product: Product): string {
  return `${product.handle}-scene`;
}

function backdropFor(category: Category, product: Product): Backdrop {
  const stand = product.look.stand ?? "table";
  if (stand === "wall") {
    const { wall, table } = category.backdrop;
    return { wall, table, light: category.name === "Textiles" ? "window" : category.backdrop.light === "arch" ? "leaves" : "none" };
  }
  return stand === "lean" ? { ...category.backdrop, horizon: LEAN_HORIZON } : category.backdrop;
}

function productShot(category: Category, product: Product, choice?: Choice): Shot {
  const look = product.look;
  const stand = look.stand ?? "table";
  const name = shotName(product, choice);
  return {
    name,
    alt: product.alt(choice?.value ?? ""),
    ...portrait,
    // Seeded by the product alone: variants differ in color, not in the run of the glaze.
    svg: () =>
      picture(product.handle, portrait, backdropFor(category, product), (pen) => [
        {
          drawing: look.draw(pen, choice?.colors ?? []),
          x: look.x ?? 490,
          y: look.y ?? (stand === "lean" ? 1058 : 1040),
          scale: look.scale,
          shadow: stand,
        },
      ]),
  };
}

function sceneShot(category: Category, product: Product): Shot[] {
  const scene = product.scene;
  if (!scene) return [];
  return [
    {
      name: sceneName(product),
      alt: scene.alt,
      ...portrait,
      svg: () => picture(sceneName(product), portrait, { ...category.backdrop, ...scene.backdrop }, scene.things),
    },
  ];
}

/** The pictures of one product, the main one first. */
export function shotsOf(category: Category, product: Product): readonly Shot[] {
  const choices = product.option?.choices;
  const plain = choices ? choices.map((choice) => productShot(category, product, choice)) : [productShot(category, product)];
  return [...plain, ...sceneShot(category, product)];
}

/** What a product is known by: these pictures are shared with its link. */
export const mainShotNames = (): Set<string> =>
  new Set(categories.flatMap((category) => category.products.flatMap((product) => shotsOf(category, product)[0]?.name ?? [])));

export function productShots(): readonly Shot[] {
  return categories.flatMap((category) => category.products.flatMap((product) => shotsOf(category, product)));
}
