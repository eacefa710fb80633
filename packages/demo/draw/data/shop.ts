import { categories } from "../catalog/all.ts";
import { house, theme } from "../palette.ts";

const euroShipping = [
  { id: "standard", name: "Standard, 2 to 4 days", price: 490, freeAbove: 7500 },
  { id: "express", name: "Express, next working day", price: 1290 },
];

function market(country: string, taxRate: number): object {
  return { country, currency: "EUR", pricesIncludeTax: true, taxRate, shipping: euroShipping };
}

/** What the shop's own settings hold. */
const settings = {
  name: "Brinewick",
  tagline: "Good things for the house, straight off the quay",
  hosts: ["*"],
  locales: ["en"],
  currencies: ["EUR", "USD"],
  markets: [
    market("DE", 1900),
    market("FR", 2000),
    market("NL", 2100),
    market("AT", 2000),
    {
      country: "US",
      currency: "USD",
      pricesIncludeTax: false,
      taxRate: 0,
      shipping: [
        { id: "standard", name: "Standard, 6 to 9 days", price: 1400, freeAbove: 15000 },
        { id: "express", name: "Express, 3 days", price: 3200 },
      ],
    },
  ],
  sender: "hello@brinewick.example",
  policies: {
    shipping:
      "We pack on weekdays and hand over to the carrier at four. Orders placed before noon leave the same day. Within the European Union standard shipping is 4.90 EUR, and free from 75 EUR; to the United States it is 14 USD, and free from 150 USD. Fragile things travel in wood wool, which makes good kindling.",
    returns:
      "You may send anything back within 30 days, unused and in one piece, and we refund it in full within five days of its arrival. We pay the way back within the European Union. Candles that have been lit and notebooks that have been written in are yours.",
    breakage: "If something arrives broken, send us a picture within 14 days. We send a new one at once and do not want the shards.",
    payment: "We charge when you order. Cards are handled by our payment provider; we never see their numbers.",
    privacy:
      "We keep your address and your orders for as long as the law wants us to, and use them for nothing but your order. We do not sell, rent or lend them. There is no tracking on these pages.",
    terms:
      "Prices within the European Union include value added tax. A contract comes about with our confirmation by mail. Things made by hand differ a little from their picture and from each other.",
  },
};

const voice = {
  summary: "A shopkeeper who knows how each thing is made and says so in few words. Warm, exact, dry; never loud.",
  rules: [
    "Say what it is, what it is made of, how large it is and how to keep it.",
    "One joke to a page at most, and never about the customer.",
    "No exclamation marks, no superlatives, no urgency.",
    "Numbers are exact; if we have not weighed it, we do not say what it weighs.",
    "When something goes wrong, say what happened, then what to do next.",
  ],
  story:
    "A wick is an old word for a trading place on a shore. Ours is a market house on the old quay, three floors and a cellar with a printing press, selling what the potters, weavers and wood turners along this coast make well.",
  microcopy: {
    heroTitle: "Good things for the house, straight off the quay",
    heroText: "Stoneware, wool, willow and light, from workshops along one coast. Packed in wood wool by people who dislike breakage.",
    heroAction: "See what came in",
    emptyCart: "Nothing in the basket yet. It carries eleven kilos.",
    notFound: "This page has drifted off. The tide may bring it back; the shop is this way.",
    soldOut: "Sold out. The kiln is on it.",
    lowStock: "Only {count} left",
    sale: "Reduced",
    added: "In the basket",
    confirmed: "Thank you. We are looking for a box of the right size.",
    declined: "The card was declined and nothing was charged. Another card may have better manners.",
  },
};

export function shopJson(): string {
  const sections = categories.map(({ name, slug, description, backdrop }) => ({
    name,
    slug,
    description,
    picture: `/demo/category-${slug}.webp`,
    tint: backdrop.wall,
  }));
  const type = {
    heading: {
      family: "Fraunces",
      fallback: "'Iowan Old Style', 'Palatino Linotype', Palatino, 'Book Antiqua', Georgia, serif",
      weight: 500,
    },
    text: { family: "", fallback: "ui-sans-serif, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif" },
    scale: [13, 15, 17, 20, 25, 32, 44, 60],
  };
  const text = JSON.stringify({ settings, brand: { palette: house, theme, type, voice, categories: sections } }, null, 2);
  // Short lists on one line, as the formatter has them.
  const compact = text.replace(/\[\s+([^[\]{}]{1,90}?)\s+\]/g, (_, items: string) => `[${items.replace(/,\s+/g, ", ")}]`);
  return `${compact}\n`;
}
