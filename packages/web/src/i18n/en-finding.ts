/** What is said where one looks for something: search, filters, and a shop that is closed for a moment. */
export const finding = {
  pages: "Pages",
  search: {
    label: "Search the shop",
    placeholder: "Search",
    button: "Search",
    all: "Everything in the shop",
    title: (words: string) => `Results for “${words}”`,
    partial: "Nothing has all of these words. This comes near:",
    none: "Nothing found",
    noneText: "Try another word, or fewer of them, or have a look around.",
    didYouMean: "Did you mean",
  },
  find: {
    results: "Products",
    filters: "Filter",
    show: "Show products",
    apply: "Apply",
    chosen: "Chosen filters",
    removeFilter: (name: string) => `Remove filter ${name}`,
    clear: "Clear all",
    categories: "Categories",
    price: "Price",
    from: "From",
    to: "To",
    priceRange: (min: string, max: string) => (min === "" ? `up to ${max}` : max === "" ? `from ${min}` : `${min} to ${max}`),
    inStock: "In stock only",
    moreValues: (count: number) => `${count} more`,
    none: "Nothing fits all filters",
    noneText: "Take one away, or begin anew.",
    sort: "Sort by",
    sorts: {
      relevance: "Best match",
      newest: "Newest",
      price: "Price, low to high",
      price_desc: "Price, high to low",
      title: "Name",
    },
  },
  maintenance: {
    title: "Back in a moment",
    text: "We are tidying up behind the counter. Your cart is kept; orders that were placed are being packed.",
  },
};

export type Finding = typeof finding;
