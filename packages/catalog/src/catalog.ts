export { byHandle, byId, list, listStatus, variants } from "./browse.ts";
export { categories } from "./category.ts";
export { HandleTaken, NothingToSell, ProductInvalid, ProductNotFound, ProductTooLarge, SkuTaken } from "./product.error.ts";
export { Card, Category, Media, NewProduct, Option, Product, ProductRef, type Sellable, Status, Variant } from "./product.model.ts";
