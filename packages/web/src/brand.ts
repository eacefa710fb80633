import type { Locale } from "./i18n/locale.ts";

/** What a shop says and shows of itself besides its goods. Write your own here, with pictures in `public/`. */
export interface Brand {
  /** Goes with the shop of this name only; any other shows its tagline and its goods. */
  name: string;
  logo: { light: string; dark: string; width: number; height: number };
  hero: { wide: string; tall: string; alt: Record<Locale, string> };
  empty: string;
  missing: string;
  /** By the category's path. */
  pictures: Record<string, string>;
  words: Record<Locale, Words>;
}

interface Words {
  kicker: string;
  title: string;
  text: string;
  action: string;
  story: string;
  categories: Record<string, string>;
}

const brand: Brand = {
  name: "Brinewick",
  logo: { light: "/demo/logo.svg", dark: "/demo/logo-dark.svg", width: 976, height: 180 },
  hero: {
    wide: "/demo/hero.webp",
    tall: "/demo/hero-tall.webp",
    alt: {
      en: "A market stall with a striped awning: teapot, pitcher, a basket of bread and blankets, the harbor in the window behind",
      de: "Ein Marktstand mit gestreifter Markise: Teekanne, Krug, ein Korb mit Brot und Decken, dahinter im Fenster der Hafen",
    },
  },
  empty: "/demo/empty-cart.webp",
  missing: "/demo/not-found.webp",
  pictures: {
    "cups-mugs": "/demo/category-cups-mugs.webp",
    "bowls-plates": "/demo/category-bowls-plates.webp",
    "teapots-jugs": "/demo/category-teapots-jugs.webp",
    "vases-planters": "/demo/category-vases-planters.webp",
    light: "/demo/category-light.webp",
    "kitchen-baskets": "/demo/category-kitchen-baskets.webp",
    textiles: "/demo/category-textiles.webp",
    paper: "/demo/category-paper.webp",
  },
  words: {
    en: {
      kicker: "The market house on the old quay",
      title: "Good things for the house, straight off the quay",
      text: "Stoneware, wool, willow and light, from workshops along one coast. Packed in wood wool by people who dislike breakage.",
      action: "See what came in",
      story:
        "A wick is an old word for a trading place on a shore. Ours is a market house on the old quay, three floors and a cellar with a printing press, selling what the potters, weavers and wood turners along this coast make well.",
      categories: {
        "cups-mugs": "For the first coffee, the second coffee, and the tea one forgets on the windowsill.",
        "bowls-plates": "Stoneware for every day, heavy enough to stay put when the table is full.",
        "teapots-jugs": "Things that pour, and do not drip. We try each spout with water before it leaves the house.",
        "vases-planters": "Somewhere to put what grows, from a single poppy to a fern with plans of its own.",
        light: "Lamps, lanterns and candles for the half of the year in which it is dark by four.",
        "kitchen-baskets": "Wood, willow, iron and clay: what stands by the stove and what fetches the shopping.",
        textiles: "Wool, linen and canvas, woven narrow and meant to be used until soft.",
        paper: "Notebooks, prints and wrapping from the press in our cellar, which shakes the whole house.",
      },
    },
    de: {
      kicker: "Das Markthaus am alten Kai",
      title: "Gute Dinge fürs Haus, frisch vom Kai",
      text: "Steinzeug, Wolle, Weide und Licht aus den Werkstätten einer Küste. In Holzwolle gepackt von Leuten, die Scherben nicht mögen.",
      action: "Was neu da ist",
      story:
        "Ein Wick ist ein altes Wort für einen Handelsplatz am Ufer. Unserer ist ein Markthaus am alten Kai, drei Stockwerke und ein Keller mit einer Druckerpresse. Wir verkaufen, was Töpfer, Weberinnen und Drechsler dieser Küste gut können.",
      categories: {
        "cups-mugs": "Für den ersten Kaffee, den zweiten Kaffee und den Tee, den man auf der Fensterbank vergisst.",
        "bowls-plates": "Steinzeug für jeden Tag, schwer genug, um stehen zu bleiben, wenn der Tisch voll ist.",
        "teapots-jugs": "Was gießt und nicht tropft. Wir probieren jede Tülle mit Wasser, bevor sie das Haus verlässt.",
        "vases-planters": "Ein Platz für das, was wächst: vom einzelnen Mohn bis zum Farn mit eigenen Plänen.",
        light: "Lampen, Laternen und Kerzen für das halbe Jahr, in dem es um vier dunkel ist.",
        "kitchen-baskets": "Holz, Weide, Eisen und Ton: was am Herd steht und was die Einkäufe holt.",
        textiles: "Wolle, Leinen und Segeltuch, schmal gewebt und zum Weichwerden gedacht.",
        paper: "Hefte, Drucke und Bögen aus der Presse in unserem Keller, die das ganze Haus zum Zittern bringt.",
      },
    },
  },
};

export const brandOf = (shopName: string): Brand | undefined => (shopName === brand.name ? brand : undefined);
