import { VersionConflict } from "@souk/core";
import { type Api, defineRoute, findIfMatch, getIfMatch, ifMatch, PreconditionRequired, pure } from "@souk/core/http";
import * as z from "zod";
import * as Catalog from "../catalog.ts";
import * as Product from "../product.ts";
import { ProductId, ProductPatch } from "../product.model.ts";

const ref = (description: string) => ({ description, content: { "application/json": { schema: Catalog.ProductRef } } });
const params = z.strictObject({ productId: ProductId });
const unfit = [Catalog.ProductInvalid, Catalog.ProductTooLarge, Catalog.NothingToSell, Catalog.HandleTaken, Catalog.SkuTaken] as const;

const createProduct = defineRoute({
  method: "post",
  path: "/v1/catalog/products",
  operationId: "createProduct",
  summary: "Add a product, as a draft unless it says otherwise",
  tags: ["Catalog"],
  callers: ["staff", "service"],
  permission: "catalog.write",
  errors: [...unfit],
  idempotency: "accepted",
  request: { body: { required: true, content: { "application/json": { schema: Catalog.NewProduct } } } },
  responses: { 201: ref("Added") },
});

const updateProduct = defineRoute({
  method: "patch",
  path: "/v1/catalog/products/{productId}",
  operationId: "updateProduct",
  summary: "Change parts of a product",
  tags: ["Catalog"],
  callers: ["staff", "service"],
  permission: "catalog.write",
  errors: [...unfit, Catalog.ProductNotFound, VersionConflict, PreconditionRequired],
  idempotency: "accepted",
  request: { params, headers: ifMatch, body: { required: true, content: { "application/json": { schema: ProductPatch } } } },
  responses: { 200: ref("Changed") },
});

const archiveProduct = defineRoute({
  method: "delete",
  path: "/v1/catalog/products/{productId}",
  operationId: "archiveProduct",
  summary: "Put a product away; its handle and SKUs stay taken",
  tags: ["Catalog"],
  callers: ["staff", "service"],
  permission: "catalog.write",
  errors: [Catalog.ProductNotFound, VersionConflict],
  request: { params, headers: ifMatch },
  responses: { 200: ref("Archived") },
});

const publishProduct = defineRoute({
  method: "post",
  path: "/v1/catalog/products/{productId}/publish",
  operationId: "publishProduct",
  summary: "Show a product and sell it",
  tags: ["Catalog"],
  callers: ["staff", "service"],
  permission: "catalog.write",
  errors: [Catalog.ProductNotFound, Catalog.NothingToSell, VersionConflict],
  idempotency: "accepted",
  request: { params, headers: ifMatch },
  responses: { 200: ref("Published") },
});

const unpublishProduct = defineRoute({
  method: "post",
  path: "/v1/catalog/products/{productId}/unpublish",
  operationId: "unpublishProduct",
  summary: "Hide a product from all but staff",
  tags: ["Catalog"],
  callers: ["staff", "service"],
  permission: "catalog.write",
  errors: [Catalog.ProductNotFound, VersionConflict],
  idempotency: "accepted",
  request: { params, headers: ifMatch },
  responses: { 200: ref("Hidden") },
});

export const addProducts = (app: Api) =>
  app
    .openapi(createProduct, async (c) => {
      const input = c.req.valid("json");
      return c.json(await pure(c, input, (ctx) => Product.create(ctx, input)), 201);
    })
    .openapi(updateProduct, async (c) => {
      const { productId } = c.req.valid("param");
      const patch = c.req.valid("json");
      const version = getIfMatch(c);
      return c.json(await pure(c, { productId, patch, version }, (ctx) => Product.update(ctx, productId, patch, version)), 200);
    })
    .openapi(archiveProduct, async (c) => {
      const { productId } = c.req.valid("param");
      return c.json(await Product.archive(c.get("ctx"), productId, findIfMatch(c)), 200);
    })
    .openapi(publishProduct, async (c) => {
      const { productId } = c.req.valid("param");
      const version = findIfMatch(c);
      return c.json(await pure(c, { productId, version }, (ctx) => Product.publish(ctx, productId, version)), 200);
    })
    .openapi(unpublishProduct, async (c) => {
      const { productId } = c.req.valid("param");
      const version = findIfMatch(c);
      return c.json(await pure(c, { productId, version }, (ctx) => Product.unpublish(ctx, productId, version)), 200);
    });
