/** The colors of the house: every picture, and the site's theme in shop.json, takes them from here. */
export const house = {
  ink: "#1b333d",
  tide: "#2f6470",
  paper: "#faf6ee",
  sail: "#f1e7d6",
  buoy: "#c4512f",
  brass: "#d9a13f",
  kelp: "#5f7556",
  shell: "#e9c4ad",
} as const;

export const glaze = {
  salt: "#efe6d6",
  sand: "#d8bf98",
  kelp: "#70835f",
  sage: "#a9b596",
  tide: "#7ea5ab",
  deep: "#2a5160",
  buoy: "#c75a3a",
  brass: "#d7a144",
  shell: "#e3b29c",
  fog: "#c5cac4",
  plum: "#6e4859",
  coal: "#43464a",
  clay: "#c78a64",
  terracotta: "#c4714c",
} as const;

export const wood = { oak: "#d0a26c", walnut: "#85593c", beech: "#dfb98c", cork: "#cda273" } as const;
export const metal = { steel: "#c3c7c6", brass: "#c99a3f", iron: "#3b3f43" } as const;
export const thread = {
  wool: "#ece0cc",
  flax: "#d9c7a7",
  navy: "#2b4a5c",
  rust: "#bb5a3b",
  moss: "#6d7f5d",
  mustard: "#d3a047",
  rose: "#dba893",
  slate: "#6f8288",
} as const;

/** Roles of color on the site; every text role has at least 4.5 to 1 on `background` and on `surface`. */
export const theme = {
  light: {
    background: "#faf6ee",
    surface: "#f1e7d6",
    raised: "#fffdf8",
    line: "#dccdb4",
    text: "#1b333d",
    muted: "#566770",
    accent: "#a8411f",
    onAccent: "#fffdf8",
    link: "#22606c",
    success: "#456038",
    warning: "#8a5c0a",
    danger: "#a3301f",
    focus: "#22606c",
  },
  dark: {
    background: "#12232a",
    surface: "#1a313a",
    raised: "#213c46",
    line: "#365159",
    text: "#f2e9d9",
    muted: "#a9b9b8",
    accent: "#f0926b",
    onAccent: "#22120b",
    link: "#8fc7cd",
    success: "#a3c48f",
    warning: "#e8bd6a",
    danger: "#f29a86",
    focus: "#8fc7cd",
  },
} as const;
