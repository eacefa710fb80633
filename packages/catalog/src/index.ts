/** What other domains read. */
export * as Catalog from "./catalog.ts";
/** Commands on products. Apart from the reads, since they need a parser of HTML that no cart or checkout should carry. */
export * as Product from "./product.ts";
