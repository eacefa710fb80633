export { byHandle, byId, cards, findById, list, listStatus, published, variants } from "./browse.ts";
export { categories } from "./category.ts";
export { HandleTaken, NothingToSell, ProductInvalid, ProductNotFound, ProductTooLarge, SkuTaken } from "./product.error.ts";
export { Card, Category, Media, NewProduct, Option, Product, ProductRef, type Sellable, Status, Variant } from "./product.model.ts";
export { toCard as cardOf } from "./product.rule.ts";
