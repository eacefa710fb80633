import { defineEvent } from "@souk/core";
import * as z from "zod";

const data = z.object({
  productId: z.string(),
  handle: z.string(),
  category: z.string(),
  skus: z.array(z.string()),
  status: z.enum(["draft", "active", "archived"]),
});
const example = { productId: "prod_01h455vb4pex5vsknk084sn02q", handle: "blue-mug", category: "kitchen/mugs", skus: ["MUG-S", "MUG-L"] };

export const ProductCreated = defineEvent({
  name: "product.created",
  version: 1,
  domain: "catalog",
  summary: "A product was added; `status` says whether it is published",
  data,
  example: { ...example, status: "draft" },
});
export const ProductUpdated = defineEvent({
  name: "product.updated",
  version: 1,
  domain: "catalog",
  summary: "A product's texts, pictures, options, variants or prices were changed",
  data,
  example: { ...example, status: "active" },
});
export const ProductPublished = defineEvent({
  name: "product.published",
  version: 1,
  domain: "catalog",
  summary: "A product can be seen and bought from now on",
  data,
  example: { ...example, status: "active" },
});
export const ProductUnpublished = defineEvent({
  name: "product.unpublished",
  version: 1,
  domain: "catalog",
  summary: "A product was taken back; nobody but staff sees it",
  data,
  example: { ...example, status: "draft" },
});
export const ProductArchived = defineEvent({
  name: "product.archived",
  version: 1,
  domain: "catalog",
  summary: "A product was put away for good",
  data,
  example: { ...example, status: "archived" },
});
